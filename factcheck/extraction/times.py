"""Dates and times in a text, resolved against the day the article came out. No clock."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal

from .lexicon import in_order
from .types import TimeExpression

Precision = Literal["day", "week", "month", "season", "year", "decade", "time", "unknown"]
#: First day, last day, how exact. Days are None where the text alone does not say.
Resolved = tuple[date | None, date | None, Precision]

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_COUNT = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|couple of)"
)
_UNIT = r"(?:second|minute|hour|day|night|week|weekend|month|quarter|year|decade)"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
_SMALL = {
    word: value
    for value, word in enumerate(
        in_order("zero one two three four five six seven eight nine ten eleven twelve")
    )
} | {"a": 1, "an": 1, "couple of": 2}


def find_times(text: str, published: date | None) -> list[TimeExpression]:
    """Every time expression, in order, none overlapping; the earlier and then the longer one wins."""
    found = [
        (match.start(), -match.end(), match, resolve)
        for pattern, resolve in _PATTERNS
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda item: item[:2])
    return list(_without_overlaps(found, published))


def _without_overlaps(
    found: list[tuple[int, int, re.Match[str], Callable[[re.Match[str], date | None], Resolved]]],
    published: date | None,
) -> Iterator[TimeExpression]:
    behind = 0
    for start, minus_end, match, resolve in found:
        if start < behind:
            continue
        behind = -minus_end
        try:
            first, last, precision = resolve(match, published)
        except (ValueError, OverflowError):  # 31 February, the year before 1
            first, last, precision = None, None, "unknown"
        yield TimeExpression(
            start,
            behind,
            match.group(),
            first.isoformat() if first else None,
            last.isoformat() if last else None,
            precision,
        )


def _calendar_day(match: re.Match[str], published: date | None) -> Resolved:
    month = _MONTHS[match["month"].lower().rstrip(".")]
    day = int(re.sub(r"\D", "", match["day"]))
    year = int(match["year"]) if match["year"] else None
    if year is None:
        if published is None:
            return None, None, "day"
        year = _nearest_year(month, day, published)
    resolved = date(year, month, day)
    return resolved, resolved, "day"


def _nearest_year(month: int, day: int, published: date) -> int:
    """News names the day nearest to it without a year."""
    years = (published.year - 1, published.year, published.year + 1)
    return min(years, key=lambda year: abs((date(year, month, min(day, 28)) - published).days))


def _iso_day(match: re.Match[str], published: date | None) -> Resolved:
    resolved = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return resolved, resolved, "day"


def _slashed_day(match: re.Match[str], published: date | None) -> Resolved:
    """ "13/02/2023" can only be day first; "02/03/2023" is left open."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if first == second or first > 12 or second > 12:
        day, month = (first, second) if first > 12 or first == second else (second, first)
        resolved = date(year, month, day)
        return resolved, resolved, "day"
    return None, None, "day"


def _month(match: re.Match[str], published: date | None) -> Resolved:
    month = _MONTHS[match["month"].lower().rstrip(".")]
    written = match.groupdict().get("year")
    year = int(written) if written else None
    if year is None:
        if published is None:
            return None, None, "month"
        year = _nearest_year(month, 15, published)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"


def _year(match: re.Match[str], published: date | None) -> Resolved:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31), "year"


def _decade(match: re.Match[str], published: date | None) -> Resolved:
    year = int(match["year"])
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"


def _weekday(match: re.Match[str], published: date | None) -> Resolved:
    """A bare weekday is the last one up to the day of publication, "next" the one after it."""
    if published is None:
        return None, None, "day"
    back = (published.weekday() - _WEEKDAYS[match["weekday"].lower()]) % 7
    day = published - timedelta(days=back)
    which = (match["which"] or "").lower()
    if which in ("next", "coming"):
        day += timedelta(days=7)
    elif which == "last" and back == 0:
        day -= timedelta(days=7)
    return day, day, "day"


def _near_day(match: re.Match[str], published: date | None) -> Resolved:
    if published is None:
        return None, None, "day"
    word = match.group().lower()
    if word == "overnight":
        return published - timedelta(days=1), published, "day"
    shift = -1 if "yesterday" in word or word == "last night" else 1 if "tomorrow" in word else 0
    day = published + timedelta(days=shift)
    return day, day, "day"


def _near_period(match: re.Match[str], published: date | None) -> Resolved:
    unit = match["unit"].lower()
    precision: Precision = unit if unit in ("week", "month", "year", "decade") else "unknown"  # type: ignore[assignment]
    if published is None or precision == "unknown":
        return None, None, precision
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(match["which"].lower(), 0)
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        year, month = divmod(months, 12)
        return (
            date(year, month + 1, 1),
            date(year, month + 1, calendar.monthrange(year, month + 1)[1]),
            "month",
        )
    if unit == "year":
        return date(published.year + step, 1, 1), date(published.year + step, 12, 31), "year"
    decade = published.year // 10 * 10 + 10 * step
    return date(decade, 1, 1), date(decade + 9, 12, 31), "decade"


def _ago(match: re.Match[str], published: date | None) -> Resolved:
    count = _count(match["count"])
    unit = match["unit"].lower()
    precision: Precision = "day" if unit in ("hour", "minute", "second", "day", "night") else "unknown"
    precision = unit if unit in ("week", "month", "year", "decade") else precision  # type: ignore[assignment]
    if published is None or count is None:
        return None, None, precision
    if unit in ("month", "year", "decade"):
        months = count * {"month": 1, "year": 12, "decade": 120}[unit]
        year, month = divmod(published.year * 12 + published.month - 1 - months, 12)
        if unit == "month":
            return (
                date(year, month + 1, 1),
                date(year, month + 1, calendar.monthrange(year, month + 1)[1]),
                "month",
            )
        return date(year, 1, 1), date(year, 12, 31), "year"
    days = count * {"week": 7, "day": 1, "night": 1}.get(unit, 0)
    day = published - timedelta(days=days)
    return day, day, precision


def _window(match: re.Match[str], published: date | None) -> Resolved:
    """ "the past three days", "the next two weeks"."""
    count = _count(match["count"])
    days = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}.get(
        match["unit"].lower()
    )
    if published is None or count is None or days is None:
        return None, None, "unknown"
    span = timedelta(days=count * days)
    if match["which"].lower() in ("next", "coming"):
        return published, published + span, "unknown"
    return published - span, published, "unknown"


def _count(word: str) -> int | None:
    word = word.lower()
    return int(word) if word.isdigit() else _SMALL.get(word)


def _open(match: re.Match[str], published: date | None) -> Resolved:
    return None, None, "unknown"


def _clock(match: re.Match[str], published: date | None) -> Resolved:
    return None, None, "time"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], Resolved]], ...] = (
    (
        _compiled(
            rf"\b(?:{_WEEKDAY},? )?(?P<month>{_MONTH}) (?P<day>\d{{1,2}}(?:st|nd|rd|th)?\b)(?![:.,]\d)"
            rf"(?:,? (?P<year>{_YEAR})\b)?"
        ),
        _calendar_day,
    ),
    (
        _compiled(
            rf"\b(?:{_WEEKDAY},? )?(?:the )?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?)(?: of)? (?P<month>{_MONTH})(?!\w)"
            rf"(?:,? (?P<year>{_YEAR})\b)?"
        ),
        _calendar_day,
    ),
    (_compiled(rf"\b(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"), _iso_day),
    (_compiled(rf"(?<![\d/])(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<year>{_YEAR})\b"), _slashed_day),
    (_compiled(rf"\b(?P<month>{_MONTH})(?: of)?,? (?P<year>{_YEAR})\b"), _month),
    (
        re.compile(
            r"\b(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Bb]y )|(?<=[Uu]ntil )|(?<=last )|(?<=[Ee]arly )|(?<=[Ll]ate ))"
            r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b"
        ),
        _month,
    ),
    (_compiled(rf"\b(?:the )?(?P<year>{_YEAR[:-2]}\d0)s\b"), _decade),
    (
        _compiled(
            rf"(?:(?<=in )|(?<=since )|(?<=by )|(?<=until )|(?<=from )|(?<=to )|(?<=of )|(?<=during )|(?<=late )"
            rf"|(?<=early )|(?<=before )|(?<=after )|(?<=than )|(?<=\())(?P<year>{_YEAR})\b(?![,.]?\d|-\d|%)"
        ),
        _year,
    ),
    (
        _compiled(
            rf"\b(?:(?P<which>last|next|this|coming|past) )?(?P<weekday>{_WEEKDAY})\b(?: {_PART_OF_DAY})?"
        ),
        _weekday,
    ),
    (
        _compiled(
            rf"\b(?:yesterday(?: {_PART_OF_DAY})?|today|tonight|tomorrow(?: {_PART_OF_DAY})?|overnight|last night"
            rf"|this {_PART_OF_DAY})\b"
        ),
        _near_day,
    ),
    (
        _compiled(
            rf"\b(?:earlier |later |so far )?(?P<which>this|last|next|past|previous|coming) (?P<unit>{_UNIT})\b"
        ),
        _near_period,
    ),
    (_compiled(rf"\b(?P<count>{_COUNT}) (?P<unit>{_UNIT})s? (?:ago|earlier)\b"), _ago),
    (
        _compiled(
            rf"\bthe (?P<which>last|past|next|coming|previous) (?:(?P<count>{_COUNT}) )?(?P<unit>{_UNIT})s\b"
        ),
        lambda match, published: _window(match, published) if match["count"] else (None, None, "unknown"),
    ),
    (_compiled(rf"\bin the coming {_UNIT}s\b"), _open),
    (
        _compiled(r"\b(?:the )?(?:first|second|third|fourth) quarter\b(?: of \d{4})?|\bQ[1-4](?: \d{4})?\b"),
        _open,
    ),
    (
        _compiled(
            r"\b\d{1,2}(?:[:.]\d\d)?(?::\d\d)? ?(?:[ap]\.m\.|[ap]m\b)|\b(?:[01]?\d|2[0-3]):[0-5]\d\b(?!:)"
        ),
        _clock,
    ),
)
