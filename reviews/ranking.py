"""Where a review stands in the queue, as one number on its row: nothing is computed while somebody waits."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from factcheck.models import Article, ArticleLikeness, Claim
from reviews.models import Policy, Review, Sighting

#: One step of an editor's priority outweighs everything the machine thinks: the weights end at ``MOST_WEIGHT``.
PRIORITY = 1000.0
#: So many further outlets count in full.
_DEMAND_CAP = 10
#: A due date counts from when its window opens, more in the last quarter, most once it has passed:
#: (share of the window that is left, share of the weight). The sooner comes first, and rows change thrice at most.
_DUE_STEPS = ((1.0, 1.0), (0.25, 1.25), (0.0, 1.5))


@dataclass(frozen=True)
class Weights:
    """What of a desk's policy decides the order."""

    score: float
    demand: float
    due: float
    due_window_hours: float
    factors: dict[str, float]

    @classmethod
    def of(cls, policy: Policy) -> "Weights":
        return cls(
            policy.score_weight,
            policy.demand_weight,
            policy.due_weight,
            policy.due_window_hours,
            policy.factor_weights,
        )


@dataclass(frozen=True)
class Standing:
    """A rank, and from when on it is another one (None: never) because the due date comes nearer."""

    rank: float
    changes_at: datetime | None


def place(review: Review, weights: Weights, *, at: datetime) -> None:
    """Write where ``review`` stands at ``at`` onto the object; the caller saves it, under the row's lock."""
    standing = standing_of(review, weights, at=at)
    review.rank, review.rank_changes_at = standing.rank, standing.changes_at


#: What ``place`` writes.
PLACED = ["rank", "rank_changes_at"]


def standing_of(review: Review, weights: Weights, *, at: datetime) -> Standing:
    """Priority, then due dates, then check-worthiness and demand. Higher comes first; age breaks ties."""
    due, changes_at = _due(review.due_at, weights, at=at)
    return Standing(
        review.priority * PRIORITY
        + due
        + score_of(review.claim, weights.factors) * weights.score
        + min(max(review.demand - 1, 0), _DEMAND_CAP) / _DEMAND_CAP * weights.demand,
        changes_at,
    )


def _due(due_at: datetime | None, weights: Weights, *, at: datetime) -> tuple[float, datetime | None]:
    if due_at is None:
        return 0.0, None
    counted = 0.0
    for left, share in _DUE_STEPS:
        begins = due_at - timedelta(hours=weights.due_window_hours * left)
        if at < begins:
            return counted, begins
        counted = weights.due * share
    return counted, None


def score_of(claim: Claim, factors: dict[str, float]) -> float:
    """The claim's check-worthiness with its reasons weighed as the desk wants them, in [0, 1].

    The reasons' weights add up to the logit of the score (``factcheck.extraction.checkworthiness``). A claim without
    reasons keeps its score.
    """
    reasons = reasons_of(claim)
    if not factors or not reasons:
        return claim.score
    logit = sum(reason["weight"] * factors.get(reason["code"], 1.0) for reason in reasons)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def reasons_of(claim: Claim) -> list[dict[str, Any]]:
    """[{code, weight, text}]: why the engine finds it worth a check."""
    worth = claim.reading.get("check_worthiness")
    return worth.get("reasons", []) if isinstance(worth, dict) else []


def demand_of(review: Review) -> int:
    """How many independent origins carry the claim."""
    return demands_of([review.pk]).get(review.pk, 1)


def demands_of(review_ids: Iterable[int]) -> dict[int, int]:
    """The same of many reviews at once; of those with at most one published sighting nothing, for they have one.

    Articles of one publisher (of one owner, where none is named) are one origin, and so are near copies: an agency's
    text that thirty outlets print is one voice. A draft is none: nobody has read it.
    """
    published = ~Q(claim__article__stage=Article.Stage.DRAFT)
    confirmed = Sighting.objects.filter(published, status=Sighting.Status.CONFIRMED)
    several = (
        confirmed.filter(review__in=review_ids)
        .order_by()
        .values("review")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
        .values_list("review", flat=True)
    )
    articles: dict[int, dict[int, Any]] = {}
    for sighting in confirmed.filter(review__in=list(several)).select_related("claim__article"):
        article = sighting.claim.article
        articles.setdefault(sighting.review_id, {})[article.pk] = article
    links = _copies_among({pk for carried in articles.values() for pk in carried})
    return {review_id: _origins(carried, links) for review_id, carried in articles.items()}


def _copies_among(article_ids: set[int]) -> list[tuple[int, int]]:
    if not article_ids:
        return []
    links = ArticleLikeness.objects.filter(Q(first__in=article_ids) & Q(second__in=article_ids))
    return list(links.values_list("first_id", "second_id"))


def _origins(articles: dict[int, Article], links: Iterable[tuple[int, int]]) -> int:
    """How many groups the articles fall into that share an outlet or their words."""
    leader = {pk: pk for pk in articles}

    def find(pk: int) -> int:
        while leader[pk] != pk:
            pk = leader[pk]
        return pk

    first_of: dict[tuple[str, int], int] = {}
    for pk, article in articles.items():
        outlet = ("publisher", article.publisher_id) if article.publisher_id else ("owner", article.owner_id)
        leader[find(pk)] = find(first_of.setdefault(outlet, pk))
    for first, second in links:
        if first in leader and second in leader:
            leader[find(first)] = find(second)
    return sum(leader[pk] == pk for pk in articles)
