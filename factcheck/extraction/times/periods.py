"""Stretches of the calendar: what a time expression comes to, and the arithmetic on it."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from factcheck.extraction.types import Precision

_MINUTES_A_DAY = 24 * 60
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {
    "day": 1,
    "night": 1,
    "week": 7,
    "weekend": 7,
    "fortnight": 14,
    "hour": 1 / 24,
    "minute": 1 / 1440,
}
_PRECISION: dict[str, Precision] = {
    "second": "time",
    "minute": "time",
    "hour": "time",
    "day": "day",
    "night": "day",
    "week": "week",
    "weekend": "day",
    "month": "month",
    "quarter": "quarter",
    "season": "season",
    "year": "year",
    "decade": "decade",
}


@dataclass(frozen=True, slots=True)
class Period:
    """Days ``first`` to ``last``, inclusive; None where the text leaves that end open.

    ``opens`` and ``closes`` are minutes after midnight, of the first and of the last day.
    """

    first: date | None = None
    last: date | None = None
    precision: Precision = "unknown"
    opens: int | None = None
    closes: int | None = None

    @property
    def origin(self) -> str | None:
        """ISO 8601: a date, or a minute where the text names one."""
        return _iso(self.first, self.opens)

    @property
    def until(self) -> str | None:
        return _iso(self.last, self.closes)

    def at(self, clock: "Period") -> "Period":
        """These days at that time of day."""
        return replace(clock, first=self.first, last=self.last, precision="time")


#: An amount of time: how many of which unit; None where the words leave the number open.
Amount = tuple[tuple[float | None, str], ...]
UNKNOWN = Period()


def precision_of(unit: str) -> Precision:
    return _PRECISION.get(unit, "unknown")


def day(when: date) -> Period:
    return Period(when, when, "day")


def week_of(when: date) -> Period:
    monday = when - timedelta(days=when.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def weekend_of(when: date) -> Period:
    saturday = when - timedelta(days=when.weekday()) + timedelta(days=5)
    return Period(saturday, saturday + timedelta(days=1), "day")


def months(year: int, month: int, count: int, precision: Precision) -> Period:
    """``count`` months from ``month``, which may lie outside 1..12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    last = calendar.monthrange(end_year, end_month)[1]
    return Period(date(year, month, 1), date(end_year, end_month, last), precision)


def month(year: int, number: int) -> Period:
    return months(year, number, 1, "month")


def quarter(year: int, number: int) -> Period:
    return months(year, 3 * number - 2, 3, "quarter")


def half(year: int, number: int) -> Period:
    return months(year, 6 * number - 5, 6, "unknown")


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def decade(first: int) -> Period:
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century(number: int) -> Period:
    return Period(date(100 * number - 99, 1, 1), date(100 * number, 12, 31), "unknown")


def season(name: str, number: int) -> Period:
    """Meteorological seasons of the northern hemisphere; a winter begins in its year."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    return months(number, first, 3, "season")


def unit_around(when: date, unit: str, step: int) -> Period:
    """The week, month, year... that holds ``when``, or the one ``step`` after it."""
    match unit:
        case "day" | "night":
            return day(when + timedelta(days=step))
        case "week":
            return week_of(when + timedelta(weeks=step))
        case "weekend":
            return weekend_of(when + timedelta(weeks=step))
        case "month":
            return month(when.year, when.month + step)
        case "quarter":
            return months(when.year, (when.month - 1) // 3 * 3 + 1 + 3 * step, 3, "quarter")
        case "year":
            return year(when.year + step)
        case "decade":
            return decade(when.year // 10 * 10 + 10 * step)
        case "century":
            return century((when.year - 1) // 100 + 1 + step)
    return Period(precision=precision_of(unit))


def moved(when: date, amount: Amount, sign: int) -> date | None:
    """The day ``amount`` before or after ``when``; None where the words leave the number open."""
    for count, unit in amount:
        if count is None:
            return None
        if unit in _MONTHS_IN:
            total = when.year * 12 + when.month - 1 + sign * round(count * _MONTHS_IN[unit])
            year_, month_ = divmod(total, 12)
            last = calendar.monthrange(year_, month_ + 1)[1]
            when = date(year_, month_ + 1, min(when.day, last))
        else:
            when += timedelta(days=sign * round(count * _DAYS_IN.get(unit, 0)))
    return when


def shifted(when: date, amount: Amount, sign: int) -> Period:
    """``when`` moved by ``amount``, as exact as the coarsest unit named."""
    day_, unit = moved(when, amount, sign), amount[0][1]
    if day_ is None:
        return Period(precision=precision_of(unit))
    if unit == "century":
        return UNKNOWN
    if unit in ("month", "quarter", "year", "decade"):
        return unit_around(day_, "month" if unit == "quarter" else unit, 0)
    return Period(day_, day_, "week" if unit in ("week", "fortnight") else "day")


def window(when: date, amount: Amount, sign: int) -> Period:
    """The days between ``when`` and ``amount`` before or after it."""
    other = moved(when, amount, sign)
    return Period(min(when, other), max(when, other), "unknown") if other is not None else UNKNOWN


def part_of(whole: Period, which: str) -> Period:
    """ "early", "mid" or "late" in it: a third of it; all of it for its "rest"."""
    if whole.first is None or whole.last is None or which == "rest":
        return whole
    third = ((whole.last - whole.first).days + 1) // 3
    if third == 0:
        return whole
    if which == "early":
        return replace(whole, last=whole.first + timedelta(days=third - 1))
    if which == "late":
        return replace(whole, first=whole.last - timedelta(days=third - 1))
    return replace(whole, first=whole.first + timedelta(days=third), last=whole.last - timedelta(days=third))


def joined(first: Period, last: Period) -> Period:
    """From the beginning of the one to the end of the other."""
    precision = first.precision if first.precision == last.precision else "unknown"
    opens, closes = first.opens, last.closes if last.closes is not None else last.opens
    if opens is not None or closes is not None:
        precision = "time"
    start, end = first.first, last.last
    if start is not None and end is not None and end < start:
        start, end = None, None
    return Period(start, end, precision, opens, closes)


def _iso(when: date | None, minute: int | None) -> str | None:
    if when is None:
        return None
    if minute is None:
        return when.isoformat()
    days, minute = divmod(minute, _MINUTES_A_DAY)
    if when > date.max - timedelta(days=days):
        return None
    when += timedelta(days=days)
    return f"{when.isoformat()}T{minute // 60:02}:{minute % 60:02}"
