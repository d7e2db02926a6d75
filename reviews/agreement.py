"""How far reviewers agree before anybody adjudicates: per desk, version of a scale and week.

Over rounds that were revealed, with the verdicts that were wanted first and stand: a third one that was asked because two
differed would look like more disagreement than there is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

import krippendorff
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from factcheck.models import Desk, User
from reviews.errors import NotYours
from reviews.models import RatingScale, Review, Verdict

#: Fewer reviews than this say nothing; a figure would only look as if they did.
TOO_FEW = 10

#: What is shown where nobody says from when.
_WEEKS = 12

#: What two verdicts must share to agree (``Verdict.ruling``).
Ruling = tuple[object, ...]


@dataclass(frozen=True)
class Given:
    """One verdict of a unit, as far as it is compared."""

    reviewer_id: int
    ruling: Ruling
    position: int | None  #: of the rating on its scale; None: a vote to close


@dataclass(frozen=True)
class Unit:
    """One round of one review, ruled on by two or more, each blind."""

    desk_id: int
    scale_id: int
    week: date  #: the Monday of the week in which its last verdict came
    given: tuple[Given, ...]


@dataclass(frozen=True)
class Figures:
    """Of some units: how many, how many of them unanimous, and what that amounts to."""

    reviews: int
    unanimous: int
    #: Share of the pairs of verdicts that agree, in percent; None where there are too few reviews.
    percent: float | None
    #: Krippendorff's alpha, 1 for perfect, 0 for chance; None where there are too few, or all said the same.
    alpha: float | None
    level: str  #: "nominal", or "ordinal" where the scale is ordered; its votes to close have no place in the order
    note: str


@dataclass(frozen=True)
class Span:
    """The days that count, both of them too, in the zone that is active."""

    first: date
    last: date

    @property
    def bounds(self) -> dict[str, datetime]:
        """``since`` and ``until`` for the functions below: half-open."""
        return {"since": _midnight(self.first), "until": _midnight(self.last + timedelta(days=1))}


def span_of(first: date | None, last: date | None) -> Span:
    """The days that somebody asked for; until today, and for twelve weeks, where they do not say."""
    last = last or timezone.localdate()
    return Span(first or last - timedelta(weeks=_WEEKS), last)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Row:
    desk: Desk
    scale: RatingScale
    week: date | None  #: None: all weeks that were asked for
    figures: Figures


@dataclass(frozen=True)
class Pair:
    reviewers: tuple[User, User]
    figures: Figures


def by_week(
    *, since: datetime, until: datetime, desk: Desk | None = None, scale: RatingScale | None = None
) -> list[Row]:
    """A row for each desk, scale version and week, newest first; before those of a desk and scale one over all weeks."""
    units = _units(since=since, until=until, desk=desk, scale=scale)
    together: dict[tuple[int, int], list[Unit]] = defaultdict(list)
    for unit in units:
        together[unit.desk_id, unit.scale_id].append(unit)
    desks = Desk.objects.in_bulk({desk_id for desk_id, _scale in together})
    scales = RatingScale.objects.in_bulk({scale_id for _desk, scale_id in together})
    rows = []
    for (desk_id, scale_id), found in sorted(together.items()):
        weeks = sorted({unit.week for unit in found}, reverse=True)
        for week in (None, *weeks):
            chosen = [unit for unit in found if week in (None, unit.week)]
            ordered = scales[scale_id].ordered
            rows.append(Row(desks[desk_id], scales[scale_id], week, figures_of(chosen, ordered=ordered)))
    return rows


def by_pair(user: User, desk: Desk, *, since: datetime, until: datetime) -> list[Pair]:
    """How often two people agree: all pairs for the desk's head, their own for everybody else.

    Raises:
        NotYours: the desk does not show it, or ``user`` has no part in it.
    """
    if not desk.policy.show_pair_agreement:
        raise NotYours("This desk does not show how often two people agree. Its policy could.")
    is_head = desk.head_id == user.pk
    if not is_head and not user.has_scope("reviews:review"):
        raise NotYours("Agreement by pair is for the desk's head and for the reviewers themselves.")
    scales = RatingScale.objects.in_bulk()
    found: dict[tuple[int, int], list[Unit]] = defaultdict(list)
    for unit in _units(since=since, until=until, desk=desk, scale=None):
        for one, other in combinations(sorted(unit.given, key=lambda given: given.reviewer_id), 2):
            if is_head or user.pk in (one.reviewer_id, other.reviewer_id):
                two = Unit(unit.desk_id, unit.scale_id, unit.week, (one, other))
                found[one.reviewer_id, other.reviewer_id].append(two)
    people = User.objects.in_bulk({reviewer for pair in found for reviewer in pair})
    pairs = [
        Pair(
            (people[one], people[other]),
            figures_of(units, ordered=all(scales[unit.scale_id].ordered for unit in units)),
        )
        for (one, other), units in found.items()
    ]
    return sorted(pairs, key=lambda pair: (-pair.figures.reviews, *(str(who) for who in pair.reviewers)))


def figures_of(units: Sequence[Unit], *, ordered: bool) -> Figures:
    unanimous = sum(1 for unit in units if len({given.ruling for given in unit.given}) == 1)
    level = "ordinal" if ordered else "nominal"
    if len(units) < TOO_FEW:
        note = ngettext("%(count)d review: too few", "%(count)d reviews: too few", len(units))
        return Figures(len(units), unanimous, None, None, level, note % {"count": len(units)})
    return Figures(len(units), unanimous, _percent(units), _alpha(units, ordered=ordered), level, "")


def _percent(units: Iterable[Unit]) -> float:
    pairs = [one.ruling == other.ruling for unit in units for one, other in combinations(unit.given, 2)]
    return round(100 * sum(pairs) / len(pairs), 1)


def _alpha(units: Iterable[Unit], *, ordered: bool) -> float | None:
    """By the library, over how often each value was given in each unit; a unit with one value left is none."""
    values = [[given.position if ordered else given.ruling for given in unit.given] for unit in units]
    counted = [Counter(value for value in given if value is not None) for given in values]
    comparable = [count for count in counted if count.total() > 1]
    domain = list({value: None for count in comparable for value in count})
    if len(domain) < 2:
        return None  # all said the same: alpha is not defined
    # Only the order of the steps counts, so a place on the scale stands for itself; other values have none.
    places = {value: value if isinstance(value, int) else place for place, value in enumerate(domain)}
    domain.sort(key=places.__getitem__)
    alpha = krippendorff.alpha(
        value_counts=[[count[value] for value in domain] for count in comparable],
        value_domain=[places[value] for value in domain],
        level_of_measurement="ordinal" if ordered else "nominal",
    )
    return round(float(alpha), 3)


def _units(
    *, since: datetime, until: datetime, desk: Desk | None, scale: RatingScale | None
) -> Iterator[Unit]:
    """The rounds whose last verdict came in [since, until)."""
    rounds: dict[tuple[int, int], list[Verdict]] = defaultdict(list)
    for verdict in _verdicts(since=since, until=until, desk=desk, scale=scale).iterator(2000):
        rounds[verdict.review_id, verdict.round].append(verdict)
    for verdicts in rounds.values():
        review = verdicts[0].review
        first = verdicts[: review.required_verdicts]
        if len(first) < 2 or not since <= first[-1].created_at < until:
            continue
        came = timezone.localtime(first[-1].created_at).date()
        yield Unit(
            review.desk_id,
            review.scale_id,
            came - timedelta(days=came.weekday()),
            tuple(
                Given(
                    verdict.reviewer_id, verdict.ruling, verdict.rating.position if verdict.rating else None
                )
                for verdict in first
            ),
        )


def _verdicts(
    *, since: datetime, until: datetime, desk: Desk | None, scale: RatingScale | None
) -> QuerySet[Verdict]:
    """Standing, revealed verdicts of the reviews that had one in the time asked for."""
    reviews = Review.objects.filter(required_verdicts__gt=1)
    if desk:
        reviews = reviews.filter(desk=desk)
    if scale:
        reviews = reviews.filter(scale=scale)
    touched = Verdict.objects.filter(created_at__gte=since, created_at__lt=until).values("review")
    return (
        Verdict.objects.standing()
        .visible(at=timezone.now())
        .filter(review__in=reviews.filter(pk__in=touched))
        .select_related("review", "rating")
        .order_by("pk")
    )
