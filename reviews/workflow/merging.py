"""Reviews of the same proposition become one, and part again."""

from django.db import transaction

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import User
from reviews.errors import IllegalTransition
from reviews.freeing import free_where_in_conflict
from reviews.models import Review, Sighting
from reviews.quoting import articles_quoted_on
from reviews.workflow.edges import Move, State
from reviews.workflow.moving import check_edge, lock_all, move_to, require, rerank


@transaction.atomic
def merge(review_id: int, *, into: int, actor: User) -> Review:
    """Put a review's sightings under another that stands for the same proposition.

    Raises:
        InvalidInput: into itself, or into one that is merged or dismissed.
    """
    if into == review_id:
        raise InvalidInput("A review cannot be merged into itself. Choose another.")
    locked = lock_all(review_id, into)
    if into not in locked:
        raise InvalidInput(
            f"There is no review {into}.", errors=[FieldError("into", "does_not_exist", str(into))]
        )
    if review_id not in locked:
        raise Review.DoesNotExist
    return take_over(locked[review_id], locked[into], Move.MERGE, actor=actor)


def take_over(review: Review, target: Review, move: Move, *, actor: User) -> Review:
    """Put the sightings of ``review`` under ``target``; the caller has locked both."""
    if target.state in {State.MERGED, State.DISMISSED} or target == review:
        raise InvalidInput(
            f"Review {target.pk} is {target.get_state_display()}. Merge into one that is alive."
        )
    review.merged_into = target
    with history.act():
        move_to(review, move, State.MERGED, actor=actor, details={"into": target.pk})
        for sighting in review.sightings.order_by("pk"):
            # Merged twice, it still returns to the review that it led.
            sighting.review, sighting.merged_from = target, sighting.merged_from or review
            sighting.save(update_fields=["review", "merged_from"])
        history.record(
            target, "review.took_over", actor=actor, is_consequence=True, details={"from": review.pk}
        )
        free_where_in_conflict(target)
        rerank(target)
    return review


@transaction.atomic
def unmerge(review_id: int, *, actor: User, reason: str) -> Review:
    """Take a merge back: the sightings return, with those merged into it before; the review is triaged again."""
    require(reason, "Say why the merge is taken back.")
    path = _merge_path(review_id)
    locked = lock_all(review_id, *path)
    review = locked[review_id]
    check_edge(review, Move.UNMERGE, State.TRIAGE)
    if path != _merge_path(review_id):
        raise IllegalTransition(
            "Somebody merged it elsewhere in this moment. Look again.", state=review.state
        )
    holder = locked[path[-1]]
    quoted = articles_quoted_on(review) | articles_quoted_on(holder)
    review.merged_into = None
    with history.act():
        move_to(review, Move.UNMERGE, State.TRIAGE, actor=actor, reason=reason, article_ids=quoted)
        Sighting.objects.filter(merged_from__in=_merged_under(review)).update(review=review)
        Sighting.objects.filter(merged_from=review).update(review=review, merged_from=None)
        history.record(
            holder, "review.gave_back", actor=actor, is_consequence=True, details={"to": review_id}
        )
        rerank(holder)
        rerank(review)
    return review


def living_end(review_id: int) -> int:
    """The review that holds what ``review_id`` held, after all merges; itself where it was never merged."""
    return [review_id, *_merge_path(review_id)][-1]


def _merge_path(review_id: int) -> list[int]:
    """What a review was merged into, what that was merged into, and so on; the last holds its sightings."""
    path = []
    into = Review.objects.values_list("merged_into_id", flat=True).get(pk=review_id)
    while into is not None:
        path.append(into)
        into = Review.objects.values_list("merged_into_id", flat=True).get(pk=into)
    return path


def _merged_under(review: Review) -> set[int]:
    """All that was merged into a review, and into those."""
    under: set[int] = set()
    fresh = set(review.merged_reviews.values_list("pk", flat=True))
    while fresh:
        under |= fresh
        fresh = set(Review.objects.filter(merged_into__in=fresh).values_list("pk", flat=True))
    return under
