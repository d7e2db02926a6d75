"""Which claims sight a review's proposition: an editor confirms what was suggested, or splits off what does not belong."""

from collections.abc import Sequence

from django.db import transaction

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import User
from reviews.errors import IllegalTransition
from reviews.freeing import free_where_in_conflict
from reviews.models import Review, Sighting
from reviews.workflow.edges import State
from reviews.workflow.moving import lock, rerank

#: Here a review sights nothing itself, or nobody works on it.
_AT_REST = frozenset({State.MERGED, State.DISMISSED})


@transaction.atomic
def confirm_sightings(review_id: int, *, actor: User) -> Review:
    """Confirm all suggested sightings of a review.

    Raises:
        IllegalTransition: the review is at rest.
        InvalidInput: none is suggested.
    """
    review = _lock_alive(review_id)
    suggested = review.sightings.filter(status=Sighting.Status.SUGGESTED)
    claims = list(suggested.order_by("claim_id").values_list("claim_id", flat=True))
    if not claims:
        raise InvalidInput("All sightings of this review are confirmed. There is nothing to do.")
    suggested.update(status=Sighting.Status.CONFIRMED)
    with history.act():
        history.record(review, "review.sightings_confirmed", actor=actor, details={"claims": claims})
        free_where_in_conflict(review)
    rerank(review)
    return review


@transaction.atomic
def split(review_id: int, *, actor: User, claims: Sequence[int]) -> Review:
    """Put some of a review's sightings under a review of their own, in triage, and return that one.

    The first of ``claims`` leads it.

    Raises:
        IllegalTransition: the review is at rest.
        InvalidInput: a claim does not sight this review, leads it, or led a review that was merged into it.
    """
    review = _lock_alive(review_id)
    numbers = list(dict.fromkeys(claims))
    sightings = {
        row.claim_id: row for row in review.sightings.filter(claim__in=numbers).select_related("claim")
    }
    errors = [error for claim in numbers if (error := _why_not(claim, sightings.get(claim), review))]
    if errors or not numbers:
        detail = " ".join(error.detail for error in errors) or "Name the claims that do not belong here."
        raise InvalidInput(detail, errors=errors or [FieldError("claims", "required", detail)])
    moved = [sightings[claim] for claim in numbers]
    own = Review(
        desk=review.desk,
        claim=moved[0].claim,
        scale_id=review.desk.policy.scale_id,
        required_verdicts=review.desk.policy.required_verdicts,
        due_at=review.due_at,
    )
    own.save(force_insert=True)
    with history.act():
        for sighting in moved:
            sighting.review, sighting.status = own, Sighting.Status.CONFIRMED
            sighting.save(update_fields=["review", "status"])
        history.record(review, "review.split", actor=actor, details={"claims": numbers, "into": own.pk})
        history.record(
            own,
            "review.created",
            actor=actor,
            to_state=State.TRIAGE,
            details={"claims": numbers, "from": review.pk},
            is_consequence=True,
        )
        rerank(own)
        rerank(review)
    return own


def _lock_alive(review_id: int) -> Review:
    review = lock(review_id)
    if review.state in _AT_REST:
        raise IllegalTransition(
            f"The review is {review.get_state_display()}. Open it again first.", state=review.state
        )
    return review


def _why_not(claim: int, sighting: Sighting | None, review: Review) -> FieldError | None:
    if sighting is None:
        return FieldError("claims", "not_here", f"Claim {claim} does not sight this review.")
    if claim == review.claim_id:
        return FieldError("claims", "leads", f"Claim {claim} leads this review and stays with it.")
    if sighting.merged_from_id:
        return FieldError(
            "claims",
            "merged",
            f"Claim {claim} came with review {sighting.merged_from_id}. Take that merge back instead.",
        )
    return None
