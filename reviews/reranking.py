"""Ranks that change by themselves or all at once: a due date comes nearer, a desk weighs otherwise, copies are found,
an engine reads again.

Those of the open reviews, and of the few whose last verdict may still be taken back: they are told to be among them.
What comes into the queue later is ranked then, by the demand on its row.

In chunks, each a short transaction: whoever takes the next review waits for none of it. Every chunk says on the policy
how far it came, so that what a killed worker left goes on at the next tick.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from factcheck.models import Article
from reviews import ranking
from reviews.models import Policy, Review, Sighting

_CHUNK = 200


def follow_due_dates(*, at: datetime) -> int:
    """Rank again what a due date's coming nearer lifts by ``at``; how many. Safe to repeat, and to run twice at once."""
    return _until_nothing_is_left(lambda: _follow_due_dates(at))


@transaction.atomic
def _follow_due_dates(at: datetime) -> int | None:
    # Rows that somebody holds come at the next tick.
    due = _told_open(at=at).filter(rank_changes_at__lte=at)
    rows = _locked(due, skip_locked=True).order_by("rank_changes_at")
    return _rank(list(rows[:_CHUNK]), at=at) or None


def follow_policies() -> int:
    """Rank the open reviews of desks whose weights changed; how many. Safe to repeat, and to run twice at once."""
    return _until_nothing_is_left(_follow_a_policy)


@transaction.atomic
def _follow_a_policy() -> int | None:
    policy = (
        Policy.objects.filter(rerank_from__isnull=False)
        .order_by("pk")
        .select_for_update(no_key=True, skip_locked=True)
        .first()
    )
    if policy is None:
        return None
    now = timezone.now()
    of_desk = _told_open(at=now).filter(desk=policy.desk_id, pk__gte=policy.rerank_from)
    rows = list(_locked(of_desk).order_by("pk")[:_CHUNK])
    demands = ranking.demands_of([row.pk for row in rows])
    for row in rows:
        row.demand = demands.get(row.pk, 1)
    ranked = _rank(rows, at=now)
    policy.rerank_from = rows[-1].pk + 1 if len(rows) == _CHUNK else None
    policy.save(update_fields=["rerank_from"])
    return ranked


def recount_demand(article_ids: set[int]) -> None:
    """Some of the articles are near copies, which are fewer origins, or one is a draft no more, which is another, or has a
    publisher now. In the transaction that found it. Of reviews in any state: what is held, or triaged, comes into the queue later."""
    sighted = Sighting.objects.filter(claim__article__in=article_ids, status=Sighting.Status.CONFIRMED)
    known = dict(Review.objects.filter(pk__in=sighted.values("review")).values_list("pk", "demand"))
    demands = ranking.demands_of(known)
    moved = [pk for pk, demand in known.items() if demand != demands.get(pk, 1)]
    rows = list(_locked(Review.objects.filter(pk__in=moved)).order_by("pk"))
    for row in rows:
        row.demand = demands.get(row.pk, 1)
    _rank(rows, at=timezone.now())


def moved_by_readings(article: Article) -> set[int]:
    """The open reviews of ``article`` whose claims are more or less worth a check than they were."""
    now = timezone.now()
    led = _told_open(at=now).filter(claim__article=article).select_related("claim", "desk__policy")
    return {
        review.pk
        for review in led
        if ranking.standing_of(review, ranking.Weights.of(review.desk.policy), at=now).rank != review.rank
    }


def rank_again(review_ids: Collection[int]) -> None:
    """Write where some reviews stand now. In a transaction, which locks them, or has."""
    if review_ids:
        _rank(list(_locked(Review.objects.filter(pk__in=review_ids)).order_by("pk")), at=timezone.now())


def _told_open(*, at: datetime) -> QuerySet[Review]:
    return Review.objects.told_to_be([Review.State.OPEN], at=at)


def _locked(reviews: QuerySet[Review], *, skip_locked: bool = False) -> QuerySet[Review]:
    return reviews.select_related("claim", "desk__policy").select_for_update(
        no_key=True, of=("self",), skip_locked=skip_locked
    )


def _rank(rows: list[Review], *, at: datetime) -> int:
    for row in rows:
        ranking.place(row, ranking.Weights.of(row.desk.policy), at=at)
    Review.objects.bulk_update(rows, ["demand", *ranking.PLACED])
    return len(rows)


def _until_nothing_is_left(chunk: Callable[[], int | None]) -> int:
    done = 0
    while (ranked := chunk()) is not None:
        done += ranked
    return done
