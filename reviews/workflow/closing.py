"""What the reviewers agreed on when they closed a review is done: the span is corrected, the duplicate joined."""

from django.db import transaction

from factcheck import editing, history
from factcheck.models import User
from reviews.errors import IllegalTransition
from reviews.models import Review, Verdict
from reviews.workflow.edges import Move, State
from reviews.workflow.merging import living_end, take_over
from reviews.workflow.moving import check_edge, lock, lock_all, move_to

CloseReason = Verdict.CloseReason


@transaction.atomic
def correct_span(review_id: int, *, actor: User) -> Review:
    """Put the claim where the reviewers say that it stands, and have it ruled on there, in a new round.

    Raises:
        IllegalTransition: it was not closed for its span.
        InvalidInput, KnownClaim, TextChanged, Redacted: the words cannot be marked there any more.
    """
    # The article first, as whoever corrects its claims does (``editing.correct``): the other way round each would wait
    # for the other.
    editing.lock_article(Review.objects.values_list("claim", flat=True).get(pk=review_id))
    review = lock(review_id)
    check_edge(review, Move.CORRECT_SPAN, State.OPEN)
    outcome = review.outcome
    span = outcome.corrected_span if outcome else None
    if outcome is None or span is None or outcome.span_version is None:
        raise IllegalTransition("The reviewers did not close it for a wrong span.", state=review.state)
    with history.act():
        correction = editing.at_other_words(
            outcome.span_version, span.part, span.start, span.end, claim=review.claim
        )
        editing.correct(review.claim_id, correction, actor=actor)
        review = lock(review_id)  # it has followed its claim
        review.stale = False
        return move_to(
            review,
            Move.CORRECT_SPAN,
            State.OPEN,
            actor=actor,
            details={"claim_revision": review.claim_revision, "span": span.as_dict()},
        )


@transaction.atomic
def join_duplicate(review_id: int, *, actor: User) -> Review:
    """Merge a review into the one that the reviewers say it repeats, or into what that was merged into since.

    Raises:
        IllegalTransition: it was not closed as a duplicate.
        InvalidInput: the other one is dismissed, or was merged into this one.
    """
    outcome = Review.objects.select_related("outcome").get(pk=review_id).outcome
    into = living_end(outcome.duplicate_of_id) if outcome and outcome.duplicate_of_id else None
    locked = lock_all(review_id, *([into] if into else []))
    review = locked[review_id]
    check_edge(review, Move.JOIN, State.MERGED)
    if into is None or review.outcome_id != (outcome and outcome.pk):
        raise IllegalTransition("The reviewers did not close it as a duplicate.", state=review.state)
    return take_over(review, locked[into], Move.JOIN, actor=actor)
