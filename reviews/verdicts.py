"""Verdicts in, and who sees them when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from factcheck import history
from factcheck.characters import check_characters
from factcheck.digests import canonical_json
from factcheck.errors import FieldError, InvalidInput
from factcheck.inserting import insert_few
from factcheck.models import User
from reviews import drafts, evidence, exclusions, old_words, queue, slots, workflow
from reviews.close_votes import SpanInput, columns_of
from reviews.errors import AlreadyRuled, LeaseNotHeld
from reviews.evidence import EvidenceInput
from reviews.models import Rating, Review, Verdict
from reviews.quoting import articles_quoted_on


@dataclass(frozen=True)
class Ruling:
    """What a reviewer sends: a rating, or a reason to close."""

    claim_revision: int
    #: The words changed since the reviewer took it, and they rule on the old ones, which ``claim_revision`` names.
    on_old_words: bool = False
    rating: Rating | None = None
    close_reason: str = ""
    span: SpanInput | None = None
    duplicate_of: int | None = None
    target: str = Verdict.Target.SUBSTANCE
    finding: dict[str, Any] | None = None
    rationale: str = ""
    evidence: Sequence[EvidenceInput] = ()


@transaction.atomic
def submit(assignment_id: int, *, reviewer: User, ruling: Ruling) -> Verdict:
    """Record a verdict, end the lease, and settle the review if it was the last one wanted.

    Raises:
        AlreadyRuled: this assignment has its verdict.
        LeaseNotHeld: the lease ended, or is a colleague's.
        Stale: claim, span or scale changed since the reviewer looked; carries the current revision, and, where the
            words drifted, the old and the new ones.
        InvalidInput: the ruling is not complete.
        TextChanged, KnownClaim: the claim cannot be put where the reviewer says that it stands.
    """
    try:
        assignment, review = queue.held_by(assignment_id, reviewer)
    except LeaseNotHeld:
        if Verdict.objects.filter(assignment=assignment_id, reviewer=reviewer).standing().exists():
            raise AlreadyRuled("Your verdict is in. Take it back first if it was a slip.") from None
        raise
    round_number = old_words.round_ruled(
        ruling.claim_revision, assignment, review, on_old=ruling.on_old_words
    )
    check(ruling, review)
    named = evidence.look_up(ruling.evidence, review=review, reviewer=reviewer)
    closing = columns_of(
        ruling.close_reason, span=ruling.span, duplicate_of=ruling.duplicate_of, review=review
    )
    article_ids = articles_quoted_on(review)
    with history.act(), history.written_together():
        verdict = Verdict(
            review=review,
            round=round_number,
            assignment=assignment,
            reviewer=reviewer,
            rating=ruling.rating,
            **closing,
            target=ruling.target,
            claim_revision=ruling.claim_revision,
            payload=history.store_payload(
                {"finding": ruling.finding, "rationale": ruling.rationale}, article_ids=article_ids
            ),
        )
        insert_few([verdict])
        exclusions.disclose(
            review,
            reviewer,
            verdict=verdict,
            override=assignment.override,
            decided_by=assignment.assigned_by,
        )
        # Its author's own, so they may see all of it.
        verdict.evidence_shown = evidence.store(
            ruling.evidence, named, verdict=verdict, article_ids=article_ids
        )
        assignment.round = round_number  # on the old words it leaves the new round free for the same reviewer
        slots.end(assignment, queue.Status.SUBMITTED, at=timezone.now())
        history.record(
            review,
            "verdict.given",
            actor=reviewer,
            details={
                "verdict": verdict.pk,
                "assignment": assignment.pk,
                "claim_revision": ruling.claim_revision,
                "round": round_number,
            },
            rows=[verdict, *(piece for piece in verdict.evidence_shown if not piece.confidential)],
        )
        drafts.forget(review.pk, reviewer)
        workflow.settle(review, verdict, article_ids=article_ids)
        if review.state == Review.State.OPEN:
            slots.recount(review)
        evidence.vouch_for_confidential(verdict)
    return verdict


def check(ruling: Ruling, review: Review) -> None:
    """Whether a ruling says all that it must.

    Raises:
        InvalidInput: with an error for each field.
    """
    errors = []
    if (ruling.rating is None) == (not ruling.close_reason):
        errors.append(FieldError("rating", "required", "Give a rating, or a reason to close, not both."))
    elif ruling.rating and ruling.rating.scale_id != review.scale_id:
        errors.append(
            FieldError("rating", "other_scale", f"The rating is not of the scale “{review.scale.name}”.")
        )
    if not ruling.rationale.strip():
        errors.append(FieldError("rationale", "required", "Say how you came to your ruling."))
    finding = (ruling.finding or {}).get("text") or ""
    if ruling.rating and ruling.rating.requires_finding and not finding.strip():
        errors.append(
            FieldError("finding", "required", f"“{ruling.rating.label}” needs what you found instead.")
        )
    errors += evidence.check(ruling.evidence)
    if errors:
        raise InvalidInput(
            "The verdict is not complete: " + " ".join(error.detail for error in errors), errors=errors
        )
    for text in (
        ruling.rationale,
        finding,
        canonical_json(ruling.finding),
        *(word for piece in ruling.evidence for word in piece.words.values()),
    ):
        check_characters(text, field_name="verdict")


def visible_to(user: User, *, at: datetime) -> QuerySet[Verdict]:
    """The verdicts that ``user`` may see at ``at``: their own, and others' once revealed.

    Nobody is let in earlier, whatever their role: what an editor sees at once, a reviewer hears a minute later.
    """
    return (
        Verdict.objects.standing()
        .visible(at=at, to=user)
        .select_related("review__claim", "rating", "reviewer", "payload", "span_version")
    )
