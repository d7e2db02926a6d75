"""How the head of a desk's queue would stand under other weights, before anybody saves them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from factcheck.models import Desk
from reviews import ranking
from reviews.models import Review
from reviews.ranking import Weights

#: So many are shown.
HEAD = 50
#: So many of the present head are weighed again: what stands behind them is not looked at.
LOOKED_AT = 1000


@dataclass(frozen=True)
class Entry:
    """One review with its place now and then, from 1."""

    review: Review
    old_place: int
    new_place: int
    score: float  #: under the weights asked about, in [0, 1]
    why: str

    @property
    def rises(self) -> bool:
        return self.new_place < self.old_place

    @property
    def steps(self) -> int:
        return abs(self.new_place - self.old_place)


def of(desk: Desk, changes: Mapping[str, object] | None = None, *, at: datetime) -> list[Entry]:
    """The first ``HEAD`` under the desk's weights with ``changes`` (fields of ``Weights``), in their new order.

    Of a queue that is longer than ``LOOKED_AT`` only that much is weighed again.
    """
    now_weights = Weights.of(desk.policy)
    then = replace(now_weights, **(changes or {}))  # type: ignore[arg-type]
    of_desk = Review.objects.filter(desk=desk).select_related("claim")
    rows = of_desk.told_in_queue_order(0, LOOKED_AT, at=at)
    old_places = {review.pk: place for place, review in enumerate(rows, 1)}
    ranks = {review.pk: ranking.standing_of(review, then, at=at).rank for review in rows}
    rows.sort(key=lambda review: (-ranks[review.pk], review.pk))
    return [
        Entry(
            review,
            old_places[review.pk],
            place,
            ranking.score_of(review.claim, then.factors),
            _why(review, now_weights, then, at=at),
        )
        for place, review in enumerate(rows[:HEAD], 1)
    ]


def _why(review: Review, before: Weights, after: Weights, *, at: datetime) -> str:
    """What of its rank changes most, in points, with the reasons whose multiplier did it."""
    changes = {
        part: _part(review, after, part, at=at) - _part(review, before, part, at=at)
        for part in ("score", "demand", "due")
    }
    part, change = max(changes.items(), key=lambda item: abs(item[1]))
    if abs(change) < 0.05:
        return ""
    words = {"score": "check-worthiness", "demand": "demand", "due": "due date"}[part]
    if part == "score":
        moved = [
            reason["text"]
            for reason in ranking.reasons_of(review.claim)
            if after.factors.get(reason["code"], 1.0) != before.factors.get(reason["code"], 1.0)
        ]
        words += f" ({', '.join(moved[:3])})" if moved else ""
    return f"{words} {change:+.1f}"


def _part(review: Review, weights: Weights, part: str, *, at: datetime) -> float:
    alone = {name: getattr(weights, name) if name == part else 0.0 for name in ("score", "demand", "due")}
    rank = ranking.standing_of(review, replace(weights, **alone), at=at).rank  # type: ignore[arg-type]
    return rank - review.priority * ranking.PRIORITY
