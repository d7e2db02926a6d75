"""Days with a time of day, ranges, limits ("since", "by"), repetitions: what is made of all the smaller parts."""

import re
from dataclasses import replace
from datetime import timedelta

from factcheck.extraction.lexicon import words

from . import periods
from .counting import in_half_of_day, minutes_of, whole_number
from .dates import calendar_day, day_in_figures, nearest_year, year_of
from .grammar import Match, Rule, Stage, category
from .periods import UNKNOWN, Period
from .vocabulary import MONTHS, PARTS

_MEASURING = words(
    "for in within than after about nearly almost over under take takes took taking spend spent spends last lasts "
    "lasted lasting wait waited waits half and only just of by every around roughly until before"
)
_OPEN_TIME = Period(precision="time")
_NOON = 12 * 60
_WEEK = timedelta(days=7)
_YEAR = re.compile(r"\b[12]\d{3}\b")


def _part(match: Match) -> Period:
    node = match.node("part")
    return node.value if isinstance(node.value, Period) else Period(None, None, "time", *PARTS[node.word])


def _day_at_part(match: Match) -> Period:
    """ "Tuesday night", "this morning"."""
    day: Period | None = match.value("day")
    if day is None:
        day = periods.day(match.published) if match.published is not None else UNKNOWN
        if match.word("which") in ("last", "previous") and day.first is not None:
            day = periods.day(day.first - timedelta(days=1))
        elif match.word("which") == "next" and day.first is not None:
            day = periods.day(day.first + timedelta(days=1))
        elif match.word("which") == "that":
            return _OPEN_TIME
    return day.at(_part(match))


def _day_at(match: Match) -> Period | None:
    """ "March 10 at 2 p.m."; a bare hour is one only behind "at"."""
    day: Period = match.value("day")
    clock: Period | None = match.value("clock")
    if clock is None:
        minutes = minutes_of(match, "hour", None)
        if minutes is None:
            return None
        clock = Period(None, None, "time", minutes, minutes)
    if (
        day.opens is not None
        and clock.opens is not None
        and day.opens >= _NOON > clock.opens
        and match.has("hour")
    ):
        clock = replace(clock, opens=clock.opens + _NOON, closes=clock.opens + _NOON)
    return day.at(clock)


def _clock_span(match: Match) -> Period | None:
    """ "from 5 to 6 p.m.", "between 9 and 10:30": the second time says which half of the day for both."""
    last = match.value("last")
    part = match.value("part")
    meridiem = match.value("meridiem")
    closes = minutes_of(match, "last", meridiem)
    opens = minutes_of(match, "first", None)
    if opens is None or closes is None:
        return None
    if isinstance(part, Period) and part.opens is not None:
        half = "p" if part.opens >= _NOON else "a"
        opens, closes = in_half_of_day(opens, half), in_half_of_day(closes, half)
    elif isinstance(last, Period) and closes >= _NOON and not isinstance(match.value("first"), Period):
        later = in_half_of_day(opens, "p")
        opens = later if later <= closes else opens
    return Period(None, None, "time", opens, closes)


def _day_with_span(match: Match) -> Period:
    day: Period = match.value("day")
    return day.at(match.value("span"))


def _range(match: Match) -> Period | None:
    first, last = match.value("first"), match.value("last")
    if _names_year(match, "last") and not _names_year(match, "first") and last.last is not None:
        first = _in_year(first, last.last.year)
    if match.has("year"):
        year = year_of(match)
        first, last = _in_year(first, year), _in_year(last, year)
    return _ordered(first, last)


def _ordered(first: Period, last: Period) -> Period:
    """ "from November to March" begins in the year before, "Monday to Friday" in the week before."""
    start, end = first.first, last.last
    if start is None or end is None or start <= end:
        return periods.joined(first, last)
    if first.precision == "day" and start - end < _WEEK:
        first = periods.day(start - _WEEK)
    elif first.precision in ("day", "month"):
        is_same_year = (start.month, start.day) <= (end.month, end.day)
        first = _in_year(first, end.year if is_same_year else end.year - 1)
    return periods.joined(first, last)


def _names_year(match: Match, role: str) -> bool:
    node = match.node(role)
    return _YEAR.search(match.text, node.start, node.end) is not None


def _in_year(period: Period, year: int | None) -> Period:
    if year is None or period.first is None or period.last is None:
        return period
    if period.precision == "month":
        return periods.month(year, period.first.month)
    if period.precision == "day":
        return calendar_day(period.first.month, period.first.day, year, None) or period
    return period


def _days_of_month(match: Match) -> Period | None:
    """ "from 3 to 5 March", "November 18-19": the month is said once."""
    month, year = MONTHS[match.word("month")], year_of(match)
    first, last = whole_number(match, "first"), whole_number(match, "last")
    if not (1 <= first <= 31 and 1 <= last <= 31):
        return None
    if match.word("month") in ("may", "march") and match.text[match.node("month").start].islower():
        return None
    year = year or (nearest_year(month, last, match.published) if match.published is not None else None)
    if year is None:
        return Period(precision="day")
    opening, closing = calendar_day(month, first, year, None), calendar_day(month, last, year, None)
    return periods.joined(opening or UNKNOWN, closing or UNKNOWN)


def _years(match: Match) -> Period | None:
    """ "2014-18"."""
    first, last = whole_number(match, "first"), whole_number(match, "last")
    before = match.before()
    if before is not None and before.word in ("-", "/") and before.end == match.nodes[0].start:
        return None  # a telephone number
    if last < 100:
        last += first // 100 * 100
        if not match.is_tight:
            return None
    if last <= first:
        return None
    return periods.joined(periods.year(first), periods.year(last))


def _season_years(match: Match) -> Period | None:
    """ "2019/20"."""
    first, last = whole_number(match, "first"), whole_number(match, "last")
    return _years(match) if last == (first + 1) % 100 else None


def _slashed_days(match: Match) -> Period | None:
    """ "10/1-11/7/2017"."""
    ends = [
        value if isinstance(value, Period) else day_in_figures(value, match.published)
        for value in (match.value("first"), match.value("last"))
    ]
    return periods.joined(ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def _limited_day(match: Match) -> Period:
    """ "Friday before noon"."""
    clock = _bounded(match)
    day: Period = match.value("day")
    return replace(day, opens=clock.opens, closes=clock.closes, precision="time")


def _bounded(match: Match) -> Period:
    """Until its end, from its beginning, or strictly before and after it."""
    inside: Period = match.value("inside")
    word = match.word("bound")
    if word in ("since", "starting"):
        return replace(inside, last=match.published, closes=None, precision=inside.precision)
    if word in ("until", "till", "by", "til", "late", "than"):
        return replace(inside, first=None, opens=None)
    if word in ("before", "to"):
        last = inside.first
        if last is not None and inside.opens is None:
            last -= timedelta(days=1)
        return Period(None, last, inside.precision, None, inside.opens)
    if word == "after":
        first = inside.last
        if first is not None and inside.opens is None:
            first += timedelta(days=1)
        return Period(first, None, inside.precision, inside.closes, None)
    return inside


def _bounded_below(match: Match) -> Period:
    return replace(match.value("inside"), last=None, closes=None)


def _bounded_above(match: Match) -> Period:
    return replace(match.value("inside"), first=None, opens=None)


def _repeated(match: Match) -> Period:
    return UNKNOWN


def _is_in_name(match: Match) -> bool:
    """ "Daily Star", "Good Morning America"."""
    first, after, before = match.nodes[0], match.after(), match.before()
    return match.text[first.start].isupper() and (
        (after is not None and match.text[after.start].isupper())
        or (before is not None and match.text[before.start].isupper())
    )


def _often(match: Match) -> Period | None:
    return None if _is_in_name(match) else UNKNOWN


def _bare_part(match: Match) -> Period | None:
    return None if _is_in_name(match) else _part(match)


def _inside(match: Match) -> Period:
    inside: Period = match.value("inside")
    return inside


def _duration(match: Match) -> Period | None:
    """A length of time; "16.50 an hour" and "an hour" without a word that measures is a rate."""
    before = match.before()
    first = match.nodes[-1]
    if first.value[0][1] == "quarter" and first.value[0][0] in (None, 1, 3) and len(match.nodes) == 1:
        return None  # "three quarters of voters"
    if match.text[first.start : first.start + 3].lower().startswith(("a ", "an ")) and (
        before is None or before.word not in _MEASURING
    ):
        return None
    return UNKNOWN


def _hour_of_day(match: Match) -> Period | None:
    return _day_at(match) if isinstance(match.value("day"), Period) else None


category("POINT", ["DATE", "HOLIDAY", "PERIOD", "DATETIME", "NOW"])
category("ATDAY", ["DATE", "HOLIDAY"])
category("AT", ["at", "around", "by", "about", "from", "circa"])
category("FROM", ["from", "between"])
category("UPTO", ["TO", "and"])
category("BAREHOUR", ["NUMBER", "DECIMAL", "CLOCKFIGURES", "CLOCK"])
category("BOUND", ["before", "after", "since", "until", "till", "by", "starting"])
category("LIMITED", ["POINT", "CLOCK", "DAYPART", "TIMERANGE"])
category("BAREPART", ["morning", "afternoon", "evening"])
category("EVERY", ["every", "each", "any"])
category("REPEATABLE", ["UNIT", "WEEKDAY", "WEEKDAYS", "PART", "SEASON", "MONTH", "AMOUNT"])

MONTH_SPANS = Stage(
    Rule("DATERANGE", "FROM? the? first:DAY UPTO the? last:DAY of? month:MONTH (COMMA|of)? year:ANYYEAR", _days_of_month),
    Rule("DATERANGE", "FROM? the? first:DAY UPTO the? last:DAY of? month:MONTH", _days_of_month),
    Rule("DATERANGE", "(FROM|on)? month:MONTH STOP? first:DAY (TO|SLASH) (the)? last:DAY (?!MONTH|SEP|MERIDIEM) (COMMA? year:ANYYEAR)?", _days_of_month),
    Rule("DATERANGE", "(between|from) month:MONTH STOP? first:DAY and last:DAY (?!MONTH|SEP) (COMMA? year:ANYYEAR)?", _days_of_month),
    Rule("DATERANGE", "FROM? first:YEAR DASH last:(YEAR|DIGITS) (?!SEP|DIGITS|MONTH)", _years),
    Rule("DATERANGE", "first:YEAR SLASH last:DIGITS", _season_years),
    Rule("DATERANGE", "FROM? first:SLASHED TO last:(SLASHED|FULLDATE)", _slashed_days),
)  # fmt: skip
CLOCK_SPANS = Stage(
    Rule("TIMERANGE", "FROM? first:BAREHOUR UPTO last:CLOCK part:DAYPART?", _clock_span),
    Rule("TIMERANGE", "FROM first:CLOCK UPTO last:BAREHOUR", _clock_span),
    Rule("TIMERANGE", "first:CLOCK TO last:BAREHOUR meridiem:MERIDIEM?", _clock_span),
    Rule("TIMERANGE", "FROM? first:BAREHOUR TO last:BAREHOUR part:DAYPART", _clock_span),
    Rule("TIMERANGE", "between first:BAREHOUR and last:BAREHOUR part:DAYPART", _clock_span),
    Rule("TIMERANGE", "FROM first:NUMBER UPTO last:NUMBER (?=NEARDAY|ATDAY)", _clock_span),
    Rule("TIMERANGE", "(?<=DATE) FROM? first:NUMBER TO last:NUMBER", _clock_span),
    Rule("TIMERANGE", "first:NUMBER TO last:NUMBER (?=NEARDAY|ATDAY)", _clock_span),
)
MOMENTS = Stage(
    Rule("DATETIME", "day:ATDAY COMMA? AT? clock:CLOCK", _day_at),
    Rule("DATETIME", "at? clock:CLOCK (on|COMMA|of)? day:ATDAY", _day_at),
    Rule("DATETIME", "day:ATDAY (at|around) hour:NUMBER (?!OTHER|UNIT|MERIDIEM)", _hour_of_day),
    Rule("DATETIME", "(early|late|mid)? day:ATDAY part:PART", _day_at_part),
    Rule("DATETIME", "day:ATDAY edge:(early|late) part:PART", _day_at_part),
    Rule("DATETIME", "day:ATDAY COMMA? part:DAYPART", _day_at_part),
    Rule("DATETIME", "(on)? the? part:(PART|DAYPART) (of|on) day:ATDAY", _day_at_part),
    Rule("DATETIME", "clock:CLOCK which:this part:PART", lambda match: _day_at_part(match).at(match.value("clock"))),
    Rule("DATETIME", "(earlier|later|early|late)? which:(this|last|next|that|yesterday|tomorrow) part:PART", _day_at_part),
    Rule("DATETIME", "in the early hours of (the)? day:ATDAY", lambda match: match.value("day").at(Period(None, None, "time", 0, 360))),
    Rule("DATETIME", "day:ATDAY COMMA? (at)? span:TIMERANGE", _day_with_span),
    Rule("DATETIME", "span:TIMERANGE (on|of|COMMA)? day:ATDAY PART?", _day_with_span),
    Rule("DAYPART", "(?<!good) the? part:BAREPART", _bare_part),
)  # fmt: skip
MOMENTS_IN_FULL = Stage(
    Rule("DATETIME", "day:DATETIME (COMMA|at|around|from)? clock:CLOCK", _day_at),
    Rule("DATETIME", "day:DATETIME (at|around) hour:NUMBER (?!OTHER|UNIT)", _day_at),
    Rule("DATETIME", "day:DATETIME COMMA? span:TIMERANGE", _day_with_span),
    Rule("DATETIME", "span:TIMERANGE (on|COMMA)? day:DATETIME", _day_with_span),
    Rule("DATETIME", "(mid) day:DATE", lambda match: match.value("day")),
    Rule("DATETIME", "(mid) today", _inside),
)
RANGES = Stage(
    Rule("DATERANGE", "FROM? first:POINT TO (the)? last:POINT", _range),
    Rule("DATERANGE", "FROM? first:NOW UPTO last:(POINT|CLOCK)", _range),
    Rule("DATERANGE", "FROM? first:POINT last:TODATE", _range),
    Rule("DATERANGE", "between first:POINT (and|to) (the)? last:POINT", _range),
    Rule("DATERANGE", "FROM? first:POINT TO last:POINT (of|in) year:ANYYEAR", _range),
)
LIMITS = Stage(
    Rule(
        "DATERANGE",
        "bound:BOUND (on|around|about|the|at least)? inside:LIMITED (?!APOSTROPHE DECADES)",
        _bounded,
    ),
    Rule("DATERANGE", "as of inside:LIMITED", _inside),
    Rule("DATERANGE", "as bound:late as inside:LIMITED", _bounded),
    Rule("DATERANGE", "(no|not) later bound:than inside:LIMITED", _bounded),
    Rule("DATETIME", "day:(DATE|HOLIDAY) bound:(before|after|until|by) inside:CLOCK", _limited_day),
    Rule("DATERANGE", "prior bound:to inside:LIMITED", _bounded),
    Rule(
        "DATERANGE",
        "inside:LIMITED (or later|and (later|onwards|onward|beyond|greater)|and after (?=$|STOP)|onwards|onward)",
        _bounded_below,
    ),
    Rule("DATERANGE", "inside:LIMITED or (earlier|before)", _bounded_above),
    Rule("CLOCK", "(around|about|circa|approximately) inside:CLOCK", _inside),
    Rule("DATETIME", "inside:DATETIME COMMA (DATE)", _inside),
)
SETS = Stage(
    Rule("SET", "EVERY (other|single|NUMBER)? REPEATABLE", _repeated),
    Rule("SET", "the? ORDINALNUMBER of EVERY month", _repeated),
    Rule("SET", "OFTEN", _often),
    Rule("SET", "WEEKDAYS", _repeated),
    Rule("SET", "(once|twice|thrice) (a|per|every|each) UNIT", _repeated),
    Rule("SET", "NUMBER times (a|per|every|each) UNIT", _repeated),
    Rule("SET", "(once|twice|thrice) OFTEN", _repeated),
    Rule("SET", "(once|twice|thrice) (every|each) AMOUNT", _repeated),
)
SETS_IN_FULL = Stage(
    Rule("SET", "SET (AT|on)? (CLOCK|DAYPART|TIMERANGE|WEEKDAYS)", _repeated),
    Rule("SET", "SET from TIMERANGE", _repeated),
)
DURATIONS = Stage(
    Rule("DURATION", "((more|less|fewer) than|at least|at most|up to) AMOUNT", _duration),
    Rule("DURATION", "all (day|night|week|month|year|summer|winter)", _repeated),
    Rule("DURATION", "the hour", _repeated),
    Rule("DURATION", "NUMBER (to|or|DASH) AMOUNT", _duration),
    Rule("DURATION", "AMOUNT", _duration),
)
