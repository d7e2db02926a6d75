"""Somebody corrected a claim: whoever rules on it rules on what it says now."""

from factcheck import history
from factcheck.models import Claim, User
from reviews import slots
from reviews.freeing import free_where_in_conflict
from reviews.models import Sighting
from reviews.workflow.edges import Move, State
from reviews.workflow.moving import begin_round, lock, move_to, unsettle

_REASON = "Somebody corrected the claim."


def follow_edit(claim: Claim, *, actor: User, is_substance: bool) -> None:
    """Move the revision of the review that ``claim`` leads; where its substance changed, verdicts begin anew.

    A dispute or agreement that nobody has been told of yet goes the way of an open review, so that nothing tells of it.
    """
    review_id = Sighting.objects.filter(claim=claim).values_list("review_id", flat=True).first()
    if review_id is None:
        return
    review = lock(review_id)
    if review.claim_id != claim.pk:  # one more sighting: who said it decides who may rule all the same
        free_where_in_conflict(review)
        return
    review.claim = claim
    if is_substance:
        unsettle(review)
    review.claim_revision += 1
    if is_substance and review.state == State.DISPUTED:
        begin_round(review)
        move_to(review, Move.DRIFT, State.OPEN, actor=None, reason=_REASON, is_consequence=True)
        return
    if is_substance and review.state in {State.OPEN, State.ON_HOLD}:
        begin_round(review)
    review.stale = review.stale or (is_substance and review.state == State.DECIDED)
    review.save(update_fields=["claim_revision", "round", "extra_slots", "stale"])
    slots.recount(review)
    history.record(
        review,
        "review.claim_edited",
        actor=actor,
        is_consequence=True,
        details={"claim": claim.pk, "claim_revision": review.claim_revision, "round": review.round},
    )
    if is_substance:
        free_where_in_conflict(review)
