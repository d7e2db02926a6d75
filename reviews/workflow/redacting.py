"""The words of a claim were taken down: nobody is asked to rule on what is not there any more."""

from factcheck import history
from reviews.models import Review
from reviews.workflow.edges import Move, State
from reviews.workflow.moving import begin_round, changed, move_to, unsettle


def follow_redaction(review: Review, *, reason: str) -> None:
    """Hold a locked review that is open, or told to be, until an editor wakes it; one that is held wakes by itself no more.

    It is ruled on anew then: what this round's verdicts said went with the article, and one that settles has no slot
    left, so that it would wait for a verdict that nobody can give. What is settled and told stays. ``reason`` is our own
    sentence.
    """
    unsettle(review)
    if review.state not in {State.OPEN, State.ON_HOLD}:
        return
    begin_round(review)
    if review.state == State.OPEN:
        move_to(review, Move.HOLD, State.ON_HOLD, actor=None, reason=reason, is_consequence=True)
        return
    review.wake_at = None
    review.save(update_fields=["round", "extra_slots", "wake_at"])
    history.record(
        review,
        "review.words_gone",
        actor=None,
        details={"round": review.round, **changed(review)},
        is_consequence=True,
    )
