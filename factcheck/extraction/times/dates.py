"""Days: of the calendar, of the week, with a name, and counted from today."""

from datetime import date, timedelta
from itertools import pairwise

from factcheck.extraction.lexicon import words

from . import periods
from .counting import whole_number
from .grammar import Match, Node, Rule, Stage, category, symbol
from .holidays import NAMES, holiday
from .periods import UNKNOWN, Period
from .vocabulary import FUTURE, LEADING_AHEAD, MONTHS, NEAR_DAYS, STEPS, WEEKDAYS

_OPEN_DAY = Period(precision="day")
_FAR_BEFORE, _FAR_AFTER = 12, 5
_BREAKS = frozenset(".;?!,:")
_PAST = words("was were had did said told saw held came went took made")
_RANKS = words("first most least worst record only")
_LONGEST_SHORT_FORM = 5
_SURE_ABBREVIATIONS = words("mon tue tues wed thu thur thurs fri")


def is_ahead(match: Match) -> bool:
    """Whether the sentence speaks of what is still to come: "will meet on Friday", "Friday's vote will"."""
    for distance in range(1, _FAR_BEFORE):
        node = match.before(distance)
        if node is None or node.word in _BREAKS or node.word in _PAST or node.word.endswith("ed"):
            break
        if node.word in FUTURE:
            return True
        if node.word in LEADING_AHEAD:
            following = match.before(distance - 1) if distance > 1 else None
            return following is not None and following.word in ("to", "for", "on")
    if _is_deadline(match):
        return True
    for distance in range(1, _FAR_AFTER):
        node = match.after(distance)
        if node is None or node.word in _BREAKS or node.word == "that":
            break
        if node.word in FUTURE:
            return True
    return False


def _is_deadline(match: Match) -> bool:
    """ "ordered to leave by Friday"."""
    bound = match.before()
    if bound is None or bound.word not in ("by", "until", "before"):
        return False
    return any((node := match.before(distance)) is not None and node.word == "to" for distance in (3, 4))


def year_of(match: Match, role: str = "year") -> int | None:
    """The year written there; "87" is the nearest past one that ends so."""
    if not match.has(role):
        return None
    number = whole_number(match, role)
    if number >= 100:
        return number
    return number + (2000 if number < 50 else 1900)


def nearest_year(month: int, day: int, published: date) -> int:
    """News names the day nearest to it without a year."""
    years = (published.year - 1, published.year, published.year + 1)
    return min(years, key=lambda year: abs((date(year, month, min(day, 28)) - published).days))


def _counts_things(match: Match) -> bool:
    """ "In March 12 people died": the number goes with what follows."""
    before, after = match.before(), match.after()
    return (
        after is not None and after.symbol == symbol("OTHER") and before is not None and before.word == "in"
    )


def calendar_day(month: int, number: int, year: int | None, published: date | None) -> Period | None:
    """That day of the month; unresolved where no such day is, None where the number cannot be a day."""
    if not 1 <= number <= 31:
        return None
    if year is None:
        if published is None:
            return _OPEN_DAY
        year = nearest_year(month, number, published)
    try:
        return periods.day(date(year, month, number))
    except ValueError:  # 30 February
        return UNKNOWN


def _calendar_day(match: Match) -> Period | None:
    ends_in_figure = not match.has("year") and match.nodes[-1] is match.node("day")
    if ends_in_figure and match.node("day").symbol == symbol("DIGITS") and _counts_things(match):
        return None
    if _runs_over_full_stop(match):
        return None
    if _is_verb(match.node("month"), match.text) and not match.node("day").word.isdigit():
        return None
    number = whole_number(match, "day")
    return calendar_day(MONTHS[match.word("month")], number, year_of(match), match.published)


def _runs_over_full_stop(match: Match) -> bool:
    """ "in February. One of them": only a shortened month or weekday has a stop of its own."""
    nodes = match.nodes
    return any(
        right.word == "." and (len(left.word) > _LONGEST_SHORT_FORM or not left.word.isalpha())
        for left, right in pairwise(nodes)
    )


def _is_verb(month: Node, text: str) -> bool:
    """ "the second may ...", "they march first": a month has a capital, where it could be a verb."""
    return month.word in ("may", "march", "mar") and text[month.start].islower()


def _tight_day(match: Match) -> Period | None:
    """ "05-Aug-2016", "2020/Sep/23"."""
    return _calendar_day(match) if match.is_tight else None


def _figures(match: Match) -> tuple[int, int] | None:
    """ "5/12", "7-6", "7.6" behind a weekday."""
    node = match.node("figures")
    if isinstance(node.value, tuple):
        return node.value
    first, _, second = node.word.partition(".")
    return (int(first), int(second)) if second.isdigit() and len(first) < 3 and len(second) < 3 else None


def day_in_figures(figures: tuple[int, int] | None, published: date | None) -> Period | None:
    """ "22/04" can only be day first; "05/04" is left open. "9/11" is an event and "24/7" no day."""
    if figures is None or figures in ((9, 11), (24, 7)):
        return None
    first, second = figures
    if 12 < first <= 31 and 1 <= second <= 12:
        return calendar_day(second, first, None, published)
    if 12 < second <= 31 and 1 <= first <= 12:
        return calendar_day(first, second, None, published)
    return _OPEN_DAY if 1 <= first <= 12 and 1 <= second <= 12 else None


def _slashed(match: Match) -> Period | None:
    return day_in_figures(_figures(match), match.published)


def _dashed(match: Match) -> Period | None:
    figures = (whole_number(match, "first"), whole_number(match, "second"))
    return (
        day_in_figures(figures, match.published) if match.nodes[-1].end - match.nodes[-3].start < 6 else None
    )


def _weekday(match: Match) -> Period | None:
    """A bare weekday is the last one up to the day of publication, or the next if the sentence looks ahead."""
    node = match.node("weekday")
    is_short = not node.word.endswith("day")
    if (
        is_short
        and not match.has("which")
        and (node.word not in _SURE_ABBREVIATIONS or not match.text[node.start].isupper())
    ):
        return None
    if match.published is None:
        return _OPEN_DAY
    back = (match.published.weekday() - WEEKDAYS[node.word]) % 7
    day = match.published - timedelta(days=back)
    step = STEPS.get(match.word("which"))
    if step == 1 or (step in (None, 0) and back and is_ahead(match)):
        day += timedelta(days=7)
    elif step == -1 and back == 0:
        day -= timedelta(days=7)
    return periods.day(day)


def _weekday_of_week(match: Match) -> Period:
    """ "next week on Tuesday", "Tuesday of last week"."""
    if match.published is None:
        return _OPEN_DAY
    monday = match.published - timedelta(days=match.published.weekday())
    weeks = STEPS[match.word("which")]
    return periods.day(monday + timedelta(weeks=weeks, days=WEEKDAYS[match.word("weekday")]))


def _weekday_the(match: Match) -> Period | None:
    """ "Friday the 26th", "Sunday 31": the month is not said."""
    number = whole_number(match, "day")
    after = match.after()
    counts = after is not None and after.symbol == symbol("OTHER")  # "on Friday 12 people"
    if not 1 <= number <= 31 or (match.node("day").symbol != symbol("ORDINALNUMBER") and counts):
        return None
    return _day_of_near_month(match.published, number)


def _the_day(match: Match) -> Period | None:
    """ "the 18th", and no name or noun behind it."""
    number = whole_number(match, "day")
    return _day_of_near_month(match.published, number) if 1 <= number <= 31 else None


def _day_of_near_month(published: date | None, number: int) -> Period:
    if published is None:
        return _OPEN_DAY
    for month in (published.month, published.month - 1):
        year = published.year + (month - 1) // 12
        day = calendar_day((month - 1) % 12 + 1, number, year, None)
        if day is not None and day.first is not None and day.first <= published:
            return day
    return _OPEN_DAY


def _near_day(match: Match) -> Period | None:
    near, before = match.nodes[0], match.before()
    is_name = before is not None and before.symbol == symbol("NAME") and match.text[near.start].isupper()
    if is_name and match.nodes[-1] is near:
        return None  # a paper called so
    if match.published is None:
        return _OPEN_DAY
    shift = NEAR_DAYS[match.word("near")] if match.has("near") else 0
    shift += {"before": -1, "after": 1}.get(match.word("side"), 0)
    day = periods.day(match.published + timedelta(days=shift))
    return day.at(Period(None, None, "time", 18 * 60, 30 * 60)) if match.word("near") == "tonight" else day


def _overnight(match: Match) -> Period:
    if match.published is None:
        return _OPEN_DAY
    return Period(match.published - timedelta(days=1), match.published, "day")


def _holiday(name: str) -> Rule:
    pattern = " ".join(
        f"({word}|{word[:-1]} APOSTROPHE DECADES)" if word in _POSSESSIVES else word for word in name.split()
    )

    def read(match: Match) -> Period:
        written = year_of(match)
        if match.published is None and written is None:
            return _OPEN_DAY
        near = match.published or date(written or date.max.year, 1, 1)
        years = [written] if written else [near.year - 1, near.year, near.year + 1]
        days = [day for year in years if (day := holiday(name, year)) is not None]
        return periods.day(min(days, key=lambda day: abs((day - near).days))) if days else _OPEN_DAY

    return Rule("HOLIDAY", f"(next|last|this|following)? {pattern} (COMMA? year:ANYYEAR)?", read)


def relative_day(match: Match) -> Period:
    """ "three days ago", "in two weeks": counted from the day of publication, or of the one that is named."""
    base = match.value("base") if match.has("base") else None
    start = base.first if base is not None else match.published
    if start is None:
        return Period(precision=periods.precision_of(match.value("amount")[0][1]))
    sign = -1 if match.word("side") in ("ago", "before", "back") else 1
    return periods.shifted(start, match.value("amount"), sign)


def _unanchored(match: Match) -> Period:
    """ "two days later", "a week earlier": than what, the words alone do not say."""
    return Period(precision=periods.precision_of(match.value("amount")[0][1]))


def _now(match: Match) -> Period:
    return periods.day(match.published) if match.published is not None else _OPEN_DAY


def _ordinal_day_of(match: Match) -> Period | None:
    """ "the 15th day of next month"."""
    month: Period = match.value("whole")
    number = whole_number(match, "day")
    if month.first is None or month.precision != "month":
        return _OPEN_DAY
    return calendar_day(month.first.month, number, month.first.year, None)


def _in_time(match: Match) -> Period | None:
    """ "will meet in two weeks" is a day; "the biggest rise in two years" is a length of time."""
    after = match.after()
    if after is not None and after.word == "of":
        return None
    if is_ahead(match):
        return relative_day(match)
    if match.published is not None and _is_ranked(match):
        return periods.window(match.published, match.value("amount"), -1)
    return _unanchored(match)


def _is_ranked(match: Match) -> bool:
    """ "the biggest rise *in two years*", "the first time in a decade"."""
    near = (match.before(distance) for distance in range(1, _FAR_AFTER + 1))
    return any(node is not None and (node.word.endswith("est") or node.word in _RANKS) for node in near)


def _twice(match: Match) -> Period:
    """ "Monday, two weeks from now"."""
    base: Period = match.value("base")
    return base


_POSSESSIVES = words("years valentines patricks veterans womens presidents mothers fathers fools")
category("NAMEDDAY", ["DATE", "HOLIDAY"])
HOLIDAYS = Stage(*(_holiday(name) for name in NAMES))
DATES = Stage(
    Rule("DATE", "day:FULLDATE", lambda match: match.value("day")),
    Rule("DATE", "WEEKDAY COMMA? day:FULLDATE", lambda match: match.value("day")),
    Rule("DATE", "(WEEKDAY STOP? COMMA?)? month:MONTH STOP? the? day:DAY (STOP? (COMMA|of|in)? year:ANYYEAR)?", _calendar_day),
    Rule("DATE", "(WEEKDAY STOP? COMMA?)? the? day:DAY day? of? month:MONTH (STOP? (COMMA|of|in)? year:ANYYEAR)?", _calendar_day),
    Rule("DATE", "day:DAY of? month:MONTH (of|APOSTROPHE) year:DIGITS", _calendar_day),
    Rule("DATE", "day:DIGITS SEP month:MONTH SEP year:(YEAR|DIGITS)", _tight_day),
    Rule("DATE", "month:MONTH SEP day:DIGITS (SEP year:YEAR)?", _tight_day),
    Rule("DATE", "day:DIGITS SEP month:MONTH", _tight_day),
    Rule("DATE", "year:YEAR SEP month:MONTH SEP day:DIGITS", _tight_day),
    Rule("DATE", "year:YEAR SEP day:DIGITS SEP month:MONTH", _tight_day),
    Rule("DATE", "(this|next)? WEEKDAY COMMA? figures:(SLASHED|DECIMAL) (?!SIGN|OTHER|UNIT)", _slashed),
    Rule("DATE", "(this|next)? WEEKDAY first:DIGITS DASH second:DIGITS (?!MERIDIEM)", _dashed),
    Rule("DATE", "(this|next) (WEEKDAY)? figures:SLASHED", _slashed),
    Rule("DATE", "(?<=on|by|until|since|before|after|from|between|back|TO) figures:SLASHED", _slashed),
    Rule("DATE", "figures:SLASHED (?=before|after|at|from|TO SLASHED)", _slashed),
    Rule("DATE", "WEEKDAY COMMA? the? day:(ORDINAL|DIGITS) (?!(DASH|to) NUMBER|MERIDIEM|oclock|MONTH|hundred)", _weekday_the),
    Rule("DATE", "(?<=on|around|by|before|since|until|after|from|to|AND|of) the day:ORDINALNUMBER (of (this|last|next) month|(this|last|next) month)? (?!OTHER|NAME|UNIT|MONTH|century|SEASON|ORDINALWORD|DASH|and)", _the_day),
    Rule("DATE", "(this)? which:WHICH? weekday:WEEKDAY", _weekday),
    Rule("DATE", "which:WHICH week (on|COMMA)? weekday:WEEKDAY", _weekday_of_week),
    Rule("DATE", "month:MONTH COMMA day:ORDINALNUMBER", _calendar_day),
    Rule("DATE", "WEEKDAY? COMMA? month:MONTH day:DIGITS CLOCK COMMA? year:YEAR", _calendar_day),
    Rule("DATE", "on? weekday:WEEKDAY (of|COMMA)? which:WHICH week", _weekday_of_week),
    Rule("DATE", "near:NEARDAY", _near_day),
    Rule("DATE", "the day side:(before|after) near:(yesterday|tomorrow)", _near_day),
    Rule("DATE", "overnight", _overnight),
    Rule("NOW", "right? now", _now),
    Rule("NOW", "at (the (moment|present time)|this (time|moment)|present)", _now),
)  # fmt: skip
RELATIVE_DAYS = Stage(
    Rule(
        "DATE",
        "(more than|less than|over|almost|nearly|about|around)? amount:AMOUNT side:(ago|back)",
        relative_day,
    ),
    Rule("DATE", "((more|less) than)? amount:AMOUNT (from|after|since) (NOW|base:NAMEDDAY)", relative_day),
    Rule("DATE", "((more|less) than)? amount:AMOUNT side:before base:NAMEDDAY", relative_day),
    Rule("DATE", "amount:AMOUNT (earlier|later|hence|beforehand|afterwards) (?!WHICH)", _unanchored),
    Rule("DATE", "in amount:AMOUNT (APOSTROPHE DECADES? time)? (?!from|after|before|since)", _in_time),
    Rule("DATE", "base:DATE (COMMA)? AMOUNT from (NOW|DATE)", _twice),
    Rule("DATE", "in AMOUNT on base:DATE", _twice),
    Rule("DATE", "the? day:ORDINAL day of whole:PERIOD", _ordinal_day_of),
)
