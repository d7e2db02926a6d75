"""The percentages of some weeks as a line: where its points stand, for an SVG that the table beside it says in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reviews.agreement import Row

WIDTH, HEIGHT = 640, 160
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 10, 24


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    week: date
    percent: float


@dataclass(frozen=True)
class Line:
    """A share of the whole, drawn across."""

    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """One point a week that has figures, oldest first. A week without any leaves a gap in time, not in the line."""

    points: Sequence[Point]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM

    @property
    def path(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def lines(self) -> Sequence[Line]:
        return [Line(_y(share), f"{share} %") for share in (0, 50, 100)]


def chart_of(weeks: Sequence[Row]) -> Chart | None:
    """None where fewer than two weeks have figures: a single point is no course."""
    known = sorted(
        (row.week, row.figures.percent) for row in weeks if row.week and row.figures.percent is not None
    )
    if len(known) < 2:
        return None
    first, last = known[0][0], known[-1][0]
    whole = (last - first).days
    return Chart(
        [
            Point(
                round(_LEFT + (week - first).days / whole * (WIDTH - _LEFT - _RIGHT), 1),
                _y(percent),
                week,
                percent,
            )
            for week, percent in known
        ]
    )


def _y(percent: float) -> float:
    return round(_TOP + (100 - percent) / 100 * (HEIGHT - _TOP - _BOTTOM), 1)
