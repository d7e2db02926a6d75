"""Which review comes next: the first in the order of the queue that is free and for this reviewer.

Nothing is counted and nothing is sorted. What stands at the head and is not for somebody, because they ruled on it
and it waits for colleagues, is what makes this slow: a reviewer who is thousands of verdicts ahead would walk past all
of it every time. So the walk is cut in two. The first free ones are always looked at: what is new and urgent stands
there. Behind them a walk starts at the reviewer's ``QueueMark``, where the last one ended, until that is a minute old.
"""

from datetime import datetime, timedelta

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from factcheck.models import ArticleLikeness, User
from factcheck.prepared import Param, prepared
from reviews.models import Assignment, QueueMark, Review, Sighting
from reviews.models.review import ReviewQuerySet

#: So many free reviews are looked at before the mark counts.
_HEAD = 50
#: How long a mark is believed. What came to stand between head and mark since is found when it is forgotten.
_MARK_SECONDS = 60

#: Rows compare as ``review_queue`` is sorted, so the index ends the walk by itself.
_IN_HEAD = """(- "reviews_review"."rank", "reviews_review"."id") <= (
    SELECT * FROM (
        (
            SELECT - rank, id FROM reviews_review WHERE state = 'open' AND free_slots > 0
            ORDER BY - rank, id OFFSET %s LIMIT 1
        )
        UNION ALL SELECT 'infinity'::double precision, 0
    ) AS ends LIMIT 1
)"""
_BEHIND_MARK = '(- "reviews_review"."rank", "reviews_review"."id") > (%s, %s)'
#: Where no review stands. To walk from there is the statement that walks from a mark too: spelled and planned once.
_BEFORE_ALL = {"negated_rank": float("-inf"), "review": 0}


def candidates(reviewer: User | Param, *, at: datetime | Param) -> ReviewQuerySet:
    """The free reviews for ``reviewer`` in the queue's order; each is locked as it is read, locked ones are skipped."""
    return (
        Review.objects.available(at=at)
        .for_reviewer(reviewer)
        .in_queue_order()
        .select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("claim", "desk__policy", "scale")
    )


def pick(reviewer: User, *, at: datetime) -> Review | None:
    """The next review for ``reviewer``, locked; None when there is none."""
    found = _first_in_head(reviewer=reviewer.pk, at=at)
    return found[0] if found else _pick_behind_head(reviewer, at=at)


@prepared
def _first_in_head(reviewer: Param, at: Param) -> QuerySet[Review]:
    return candidates(reviewer, at=at).filter(_row_compares(_IN_HEAD, _HEAD - 1))[:1]


@prepared
def _first_behind(reviewer: Param, at: Param, negated_rank: Param, review: Param) -> QuerySet[Review]:
    return candidates(reviewer, at=at).filter(_row_compares(_BEHIND_MARK, negated_rank, review))[:1]


def _row_compares(sql: str, *values: float | Param) -> RawSQL:
    return RawSQL(sql, values, output_field=BooleanField())  # noqa: S611 (both texts stand above)


def _pick_behind_head(reviewer: User, *, at: datetime) -> Review | None:
    believed = QueueMark.objects.filter(reviewer=reviewer, set_at__gt=at - timedelta(seconds=_MARK_SECONDS))
    if mark := believed.first():
        behind = _first_behind(
            reviewer=reviewer.pk, at=at, negated_rank=mark.negated_rank, review=mark.review_id
        )
        if behind:
            return behind[0]
    found = _first_behind(reviewer=reviewer.pk, at=at, **_BEFORE_ALL)
    review = found[0] if found else None
    if review is not None:
        QueueMark.objects.bulk_create(
            [QueueMark(reviewer=reviewer, negated_rank=-review.rank, review_id=review.pk, set_at=at)],
            update_conflicts=True,
            unique_fields=["reviewer"],
            update_fields=["negated_rank", "review_id", "set_at"],
        )
    return review


def pick_beside(reviewer: User, stay_in: str, *, at: datetime) -> Review | None:
    """The next one in the article (or ``"story"``: also in its near copies) of what ``reviewer`` had last.

    Had before their eyes: what was leased to follow it they may never have seen.
    """
    last = Assignment.objects.filter(reviewer=reviewer, displayed_at__isnull=False).order_by("-pk")
    article_id = last.values_list("review__claim__article_id", flat=True).first()
    if article_id is None:
        return None
    articles = {article_id}
    if stay_in == "story":
        for pair in ArticleLikeness.objects.filter(Q(first=article_id) | Q(second=article_id)):
            articles |= {pair.first_id, pair.second_id}
    # By number: the planner would rather walk the whole queue than look these few up.
    beside = Sighting.objects.filter(
        claim__article__in=articles, status=Sighting.Status.CONFIRMED, review__state=Review.State.OPEN
    )
    return candidates(reviewer, at=at).filter(pk__in=list(beside.values_list("review_id", flat=True))).first()
