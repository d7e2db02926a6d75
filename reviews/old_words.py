"""A reviewer holds a claim whose words the outlet changes meanwhile: they rule on the old ones or on the new ones."""

from typing import Any

from factcheck import drifts
from factcheck.errors import FieldError, InvalidInput
from reviews.errors import Stale
from reviews.models import Assignment, Review, ReviewDrift


def changes_since(assignment: Assignment, review: Review) -> list[ReviewDrift]:
    """The changes of the words since this lease was taken, oldest first."""
    if assignment.round >= review.round:
        return []
    return list(
        ReviewDrift.objects.filter(review=review, round__gt=assignment.round)
        .select_related("drift__payload", "drift__anchor__version", "drift__previous__version")
        .order_by("claim_revision")
    )


def told_of_change(changes: list[ReviewDrift]) -> dict[str, Any] | None:
    """What a reviewer is told: the words they took, and those that stand there now; None where nothing changed."""
    if not changes:
        return None
    return {
        "old_claim_revision": changes[0].claim_revision - 1,
        **drifts.told_of([change.drift for change in changes]),
    }


def round_ruled(claim_revision: int, assignment: Assignment, review: Review, *, on_old: bool) -> int:
    """The round that a verdict sent with ``claim_revision`` belongs to. The caller holds the review's row.

    Raises:
        Stale: it is an older revision, and the reviewer did not say that they rule on that.
        InvalidInput: they say that they rule on old words, and name the new ones.
    """
    if claim_revision == review.claim_revision:
        if on_old:
            detail = "These are the words that stand there now. Name the revision that you rule on, or leave on_old_words out."
            raise InvalidInput(detail, errors=[FieldError("claim_revision", "current", detail)])
        return review.round
    changes = changes_since(assignment, review)
    if on_old and changes and claim_revision < review.claim_revision:
        known = [change.round for change in changes if change.claim_revision <= claim_revision]
        return known[-1] if known else assignment.round
    if not changes:
        raise Stale(
            f"You looked at revision {claim_revision} of the claim; it is now {review.claim_revision}. "
            "Read it again and send your verdict with the new number.",
            claim_revision=review.claim_revision,
        )
    raise Stale(
        "The article changed the words of the claim while you had it. Nothing of yours is lost. Send your verdict "
        f"with revision {review.claim_revision} to rule on the new words, or with on_old_words and the revision "
        "that you read to rule on the old ones.",
        claim_revision=review.claim_revision,
        words_changed=told_of_change(changes),
    )
