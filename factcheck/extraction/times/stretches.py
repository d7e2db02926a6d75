"""Months, quarters, years, seasons, "the past three weeks", "the end of June": more than a day."""

from dataclasses import replace
from datetime import date, timedelta

from factcheck.extraction.lexicon import words

from . import periods
from .counting import whole_number
from .dates import is_ahead, nearest_year, year_of
from .grammar import Match, Node, Rule, Stage, category
from .periods import UNKNOWN, Period
from .vocabulary import DECADES, EDGES, MONTHS, PLAIN_MONTHS, STEPS, UNITS

_QUARTERS_A_YEAR = 4
_LAST = -1
_MONDAY, _TUESDAY = 0, 1


def _month(match: Match) -> Period | None:
    """A month without a year is the one nearest to the day of publication."""
    node = match.node("month")
    is_capital = match.text[node.start].isupper()
    if not match.has("year") and not match.has("which"):
        is_short = node.word in MONTHS and len(node.word) < 4 and node.word != "may"
        if not (is_capital or node.word in PLAIN_MONTHS) or (is_short and not _follows_preposition(match)):
            return None
        if node.word in ("may", "march", "april", "june", "august", "jan") and _could_be_name(match):
            return None
    elif node.word in ("may", "march") and not is_capital:
        return None
    number = MONTHS[node.word]
    year = year_of(match)
    if year is None:
        if match.published is None:
            return Period(precision="month")
        year = nearest_year(number, 15, match.published)
        step = STEPS.get(match.word("which"))
        if step == _LAST and periods.month(year, number).last >= match.published:  # type: ignore[operator]
            year -= 1
        elif step == 1 and periods.month(year, number).first <= match.published:  # type: ignore[operator]
            year += 1
    return periods.month(year, number)


def _follows_preposition(match: Match) -> bool:
    before = match.before()
    return before is not None and before.word in _BEFORE_MONTH - {"the", "and", "for", "to", "from"}


def _could_be_name(match: Match) -> bool:
    """ "Theresa May", "March for Life", or the first word of a question ("May I ask")."""
    before, after = match.before(), match.after()
    starts = before is None or before.word in (".", "?", "!", ":", '"', "\u201c")
    if before is not None and match.text[before.start].isupper() and before.word not in _BEFORE_MONTH:
        return True
    if before is not None and before.word in _BEFORE_MONTH:
        return after is not None and match.text[after.start].isupper() and after.word not in MONTHS
    return starts or (after is not None and match.text[after.start].isupper())


_BEFORE_MONTH = words(
    "in since by until till of during from to last next this through before after between early late mid and the "
    "following for every each around"
)


def _year(match: Match) -> Period | None:
    return periods.year(year_of(match) or 0)


def _fiscal_year(match: Match) -> Period:
    """Where it begins differs from country to country and firm to firm."""
    return Period(precision="year")


def _bare_year(match: Match) -> Period | None:
    """Four figures that nothing is counted, paid or numbered by."""
    before, after = match.before(), match.after()
    text = match.text
    if after is not None:
        glued = after.start == match.nodes[-1].end
        if glued and after.word in _DASHES and _is_number(match.after(2)):
            return None
        if glued and (after.word in ("%", "/", "\u00b0", "_") or after.word[:1].isalnum()):
            return None
        if after.word[:1].isalpha() and text[after.start].islower() and after.word not in _AFTER_YEAR:
            return None
    if before is not None and before.word in _NUMBERED:
        return None
    if before is not None:
        glued = before.end == match.nodes[0].start
        if before.word in (
            "$",
            "\u00a3",
            "\u20ac",
            "#",
            "no",
            "about",
            "some",
            "nearly",
            "almost",
            "roughly",
            "than",
        ):
            return None if before.word != "than" else _year(match)
        if glued and before.word in ("-", "/", ":", "+", "_"):
            return None
    return _year(match)


def _is_number(node: Node | None) -> bool:
    return node is not None and node.word[:1].isdigit()


_DASHES = frozenset("-\u2013")
#: Words that may follow a year; a noun would be what is counted ("2000 pieces").
_AFTER_YEAR = words(
    "and or to in the a an when was were is are as but for that after with by at on who which it he she they we i "
    "while where has have had because before between until through from of this there than if so then its his her "
    "their due under over amid during against despite since election elections season budget census would will "
    "could alone onwards onward only also not"
)


def _decade(match: Match) -> Period | None:
    node, before = match.node("decade"), match.before()
    if before is not None and before.word in _POSSESSIVES:
        return None  # "in his fifties"
    if node.word in DECADES:
        return periods.decade(DECADES[node.word])
    number = whole_number(match, "decade")
    if number % 10 or number in range(10):
        return None
    if number < 100 and number < 20:
        return None
    return periods.decade(number if number > 100 else 1900 + number)


_NUMBERED = words("room page flight route section highway model apartment unit")
_POSSESSIVES = words("his her their my our your its s")


def _spoken_decade(match: Match) -> Period | None:
    century = whole_number(match, "century")
    return periods.decade(century * 100 + DECADES[match.word("decade")] - 1900)


def _century(match: Match) -> Period | None:
    number = whole_number(match, "number")
    return periods.century(number) if 1 <= number <= 30 else None


def _unit_of(match: Match) -> str:
    node = match.node("unit")
    return UNITS.get(node.word) or str(node.value)


def _near_unit(match: Match) -> Period | None:
    """ "last month", "this week", "the coming days"."""
    which, unit = match.word("which"), _unit_of(match)
    if unit == "night" and which in ("this", "last", "next", "that"):
        return None  # a part of the day
    is_plural = match.word("unit").endswith("s")
    if is_plural or unit in ("second", "minute", "hour") or match.published is None:
        return Period(precision=periods.precision_of(unit) if not is_plural else "unknown")
    if unit == "day" and which in ("last", "past", "that", "same", "following", "previous"):
        return Period(precision="day")
    if which in ("that", "same", "following", "preceding", "prior", "previous"):
        return Period(precision=periods.precision_of(unit))
    if which == "past" or (which, unit) == ("last", "decade"):
        return periods.window(match.published, ((1.0, unit),), _LAST)
    step = STEPS[which]
    if unit == "weekend" and step == 0 and match.published.weekday() <= _TUESDAY:
        step = _LAST  # on Monday "this weekend" is over
    return periods.unit_around(match.published, unit, step)


def _two_away(match: Match) -> Period:
    """ "the week after next", "the year before last"."""
    if match.published is None:
        return Period(precision=periods.precision_of(_unit_of(match)))
    return periods.unit_around(match.published, _unit_of(match), 2 if match.word("side") == "after" else -2)


def _window_to(match: Match) -> Period:
    """ "the three months to June", "the year ended September 30"."""
    end: Period = match.value("end")
    amount = match.value("amount") or ((1.0, _unit_of(match)),)
    first = periods.moved(end.last, amount, _LAST) if end.last is not None else None
    if end.last is None or first is None:
        return UNKNOWN
    is_end_of_month = (end.last + timedelta(days=1)).day == 1
    if is_end_of_month and amount[0][1] in ("month", "quarter", "year"):
        last_of_month = periods.month(first.year, first.month).last
        first = last_of_month or first
    return Period(first + timedelta(days=1), end.last)


def _window(match: Match) -> Period:
    """ "the past three days", "the next two weeks"."""
    if match.published is None:
        return UNKNOWN
    return periods.window(match.published, match.value("amount"), STEPS[match.word("which")] or _LAST)


def _window_inside(match: Match) -> Period:
    """ "5 upcoming years"."""
    if match.published is None:
        return UNKNOWN
    amount = ((float(whole_number(match, "count")), _unit_of(match)),)
    return periods.window(match.published, amount, STEPS[match.word("which")])


def _within(match: Match) -> Period:
    return (
        periods.window(match.published, match.value("amount"), 1) if match.published is not None else UNKNOWN
    )


def _the_unit(match: Match) -> Period | None:
    """ "the year": the one the article is written in, if any. "The second" and "the minute" are none."""
    unit = _unit_of(match)
    if unit in ("second", "minute", "hour", "night", "quarter", "century") or match.word("unit").endswith(
        "s"
    ):
        return None
    if match.published is None or unit in ("day", "fortnight"):
        return Period(precision=periods.precision_of(unit))
    return periods.unit_around(match.published, unit, 0)


def _bare_weekend(match: Match) -> Period:
    return Period(precision="day")


def _season(match: Match) -> Period | None:
    name = match.word("season")
    node = match.node("season")
    year = year_of(match)
    if year is None and not match.has("which"):
        before = match.before()
        is_bare_ok = name in ("summer", "winter", "autumn") or (
            before is not None
            and before.word in ("the", "in", "since", "by", "until", "early", "late", "of")
            and name == "spring"
        )
        after = match.after()
        if not is_bare_ok or (
            match.text[node.start].isupper() and after is not None and match.text[after.start].isupper()
        ):
            return None
        return Period(precision="season")
    if year is None:
        if match.published is None:
            return Period(precision="season")
        step = STEPS[match.word("which")]
        year = match.published.year
        season = periods.season(name, year)
        if step == _LAST and season.last is not None and season.last >= match.published:
            year -= 1
        elif step == 1 and season.first is not None and season.first <= match.published:
            year += 1
    return periods.season(name, year)


def _quarter(match: Match) -> Period | None:
    """ "Q1 2019", "2019 H2"."""
    number = whole_number(match, "number")
    kind, year = match.word("kind"), year_of(match)
    most = _QUARTERS_A_YEAR if kind == "q" else 2
    nodes = match.nodes
    touching = next(i for i, node in enumerate(nodes) if node is match.node("number"))
    if not 1 <= number <= most or nodes[touching - 1].end != nodes[touching].start:
        return None
    if kind == "h" and year is None:
        return None
    if year is None:
        return Period(precision="quarter")
    return periods.quarter(year, number) if kind == "q" else periods.half(year, number)


def _ordinal_part(match: Match) -> Period | None:
    """ "the third quarter of 2020", "the last week of July", "the first half of the year"."""
    unit = _unit_of(match)
    whole: Period | None = match.value("whole")
    if whole is None and match.published is not None and unit == "quarter":
        return _near_quarter(match, match.published, whole_number(match, "number"))
    if whole is None or whole.first is None or whole.last is None:
        return Period(precision=periods.precision_of(unit))
    number = _LAST if match.word("number") in ("last", "final", "closing") else whole_number(match, "number")
    if number == _LAST:
        start = {"day": whole.last, "week": whole.last, "month": whole.last, "quarter": whole.last}.get(unit)
        if start is None:
            return Period(precision=periods.precision_of(unit))
        return periods.unit_around(start, unit, 0)
    if unit in ("week", "day", "month", "quarter", "weekend") and 1 <= number <= 53:
        return periods.unit_around(whole.first, unit, number - 1)
    return Period(precision=periods.precision_of(unit))


def _near_quarter(match: Match, published: date, number: int) -> Period:
    """The last one of that number that has begun, unless the sentence looks ahead."""
    here = periods.quarter(published.year, number)
    if here.first is not None and here.first > published and not is_ahead(match):
        return periods.quarter(published.year - 1, number)
    return here


def _half(match: Match) -> Period:
    whole: Period | None = match.value("whole")
    number = 2 if match.word("number") in ("second", "last", "latter") else 1
    if whole is None or whole.first is None or whole.last is None:
        return UNKNOWN
    if whole.precision == "year":
        return periods.half(whole.first.year, number)
    middle = whole.first + (whole.last - whole.first) // 2
    if number == 1:
        return replace(whole, precision="unknown", last=middle)
    return replace(whole, precision="unknown", first=middle)


def _edge(match: Match) -> Period:
    """ "early June", "the end of the year"; "earlier this week" ends today, "later this week" begins today."""
    whole: Period | None = match.value("whole")
    if whole is None:
        return UNKNOWN
    edge, today = EDGES[match.word("edge")], match.published
    if edge in ("earlier", "later"):
        if (
            today is None
            or whole.first is None
            or whole.last is None
            or not whole.first <= today <= whole.last
        ):
            return whole
        return replace(whole, last=today) if edge == "earlier" else replace(whole, first=today)
    return periods.part_of(whole, edge)


def _edge_of_unit(match: Match) -> Period:
    whole = _the_unit(match)
    return periods.part_of(whole, EDGES[match.word("edge")]) if whole is not None else UNKNOWN


def _week_of(match: Match) -> Period:
    inside: Period | None = match.value("inside")
    if inside is None or inside.first is None:
        return Period(precision="week")
    if match.word("unit") != "weekend":
        return periods.week_of(inside.first)
    if inside.first.weekday() == _MONDAY:  # a bank holiday's
        return Period(inside.first - timedelta(days=2), inside.first, "day")
    return periods.weekend_of(inside.first)


def _numbered_week(match: Match) -> Period | None:
    number, year = whole_number(match, "number"), year_of(match)
    if not 1 <= number <= 53:
        return None
    if year is None:
        return Period(precision="week")
    first = periods.day(date.fromisocalendar(year, number, 1)).first
    return periods.week_of(first) if first is not None else None


def _starting(match: Match) -> Period:
    """ "two weeks starting May 20"."""
    start: Period = match.value("start")
    return periods.window(start.first, match.value("amount"), 1) if start.first is not None else UNKNOWN


def _so_far(match: Match) -> Period:
    """ "so far this year", "year to date": up to the day of publication."""
    whole: Period | None = match.value("whole")
    if match.published is None:
        return UNKNOWN
    if whole is None:
        return replace(periods.year(match.published.year), last=match.published)
    return replace(whole, last=match.published)


def _to_date(match: Match) -> Period:
    return Period(None, match.published, "unknown")


def _coded(match: Match) -> Period | None:
    """ "EOY", "end of day" in office English."""
    code = match.word("code")
    unit = {"eoy": "year", "eom": "month", "eod": "day"}[code]
    if match.published is None:
        return Period(precision=periods.precision_of(unit))
    return periods.part_of(periods.unit_around(match.published, unit, 0), "late")


category("FIRSTORLAST", ["ORDINAL", "last", "final", "closing", "opening"])
category("FISCAL", ["fy", "cy"])
category("OFFICE", ["eoy", "eom", "eod"])
category(
    "EDGE",
    ["beginning", "start", "middle", "end", "close", "turn", "rest", "remainder", "remaining", "course"],
)
category("EARLYLATE", ["early", "mid", "late", "earlier", "later"])
category("HALFWORD", ["half"])
category("WHOLE", ["PERIOD", "DATE", "HOLIDAY", "NOW"])
STRETCHES = Stage(
    Rule("PERIOD", "which:WHICH? month:MONTH (STOP? (COMMA|of|in|SEP)? year:ANYYEAR)?", _month),
    Rule("PERIOD", "year:ANYYEAR SEP? month:MONTH", _month),
    Rule("PERIOD", "month:MONTH of year:DIGITS", _month),
    Rule("PERIOD", "month:MONTH (?=TO MONTH)", lambda match: _month(match) or Period(precision="month")),
    Rule("PERIOD", "month:FULLMONTH", lambda match: match.value("month")),
    Rule("PERIOD", "the? year year:ANYYEAR", _year),
    Rule("PERIOD", "year:ANYYEAR", _bare_year),
    Rule("PERIOD", "(fiscal|financial|tax|calendar|school|academic) year ANYYEAR?", _fiscal_year),
    Rule("PERIOD", "FISCAL (ANYYEAR|DIGITS)", _fiscal_year),
    Rule("PERIOD", "the? decade:(YEAR|DIGITS|DECADEWORD) DECADES", _decade),
    Rule("PERIOD", "the decade:YEAR APOSTROPHE DECADES", _decade),
    Rule("PERIOD", "the? decade:DECADEWORD", _decade),
    Rule("PERIOD", "the? century:(nineteen|eighteen|seventeen) decade:DECADEWORD", _spoken_decade),
    Rule("PERIOD", "number:ORDINAL DASH? (century|centuries)", _century),
    Rule("PERIOD", "which:WHICH unit:UNIT (?!of (the|MONTH|ANYYEAR|WHICH|SEASON|NEARDAY))", _near_unit),
    Rule("PERIOD", "which:(last|past|next|previous|coming|following|preceding|this|upcoming) amount:AMOUNT", _window),
    Rule("PERIOD", "count:NUMBER which:(upcoming|coming|past|previous|last|next|following) unit:UNIT", _window_inside),
    Rule("PERIOD", "within (the next)? amount:AMOUNT", _within),
    Rule("PERIOD", "the unit:(week|weekend|month|year|decade) side:after next", _two_away),
    Rule("PERIOD", "the unit:(week|weekend|month|year|decade) side:before last", _two_away),
    Rule("PERIOD", "which:WHICH? season:SEASON (of|COMMA)? year:ANYYEAR?", _season),
    Rule("PERIOD", "kind:(q|h) number:DIGITS (of|SEP)? year:YEAR?", _quarter),
    Rule("PERIOD", "year:YEAR SEP? kind:(q|h) number:DIGITS", _quarter),
    Rule("PERIOD", "week number:DIGITS (of year:YEAR)?", _numbered_week),
    Rule("PERIOD", "the? code:OFFICE", _coded),
    Rule("TODATE", "(?<!up) to date", _to_date),
    Rule("PERIOD", "year to date", _so_far),
)  # fmt: skip
THE_UNITS = Stage(
    Rule("PERIOD", "inside:HOLIDAY unit:weekend (ANYYEAR|PERIOD)?", _week_of),
    Rule(
        "PERIOD",
        "the unit:(day|week|weekend|month|year|decade|fortnight) (?!of|starting|beginning|commencing|ending|ended|to)",
        _the_unit,
    ),
    Rule(
        "PERIOD",
        "the? edge:EDGE of (the)? unit:(day|week|weekend|month|quarter|year|decade|century|season)",
        _edge_of_unit,
    ),
    Rule("PERIOD", "(?<!the) unit:weekend (?!of)", _bare_weekend),
)
PARTS_OF_STRETCHES = Stage(
    Rule("PERIOD", "the? number:FIRSTORLAST unit:UNIT (of|in) the? whole:WHOLE", _ordinal_part),
    Rule("PERIOD", "the? number:(first|second|third|fourth) unit:quarter", _ordinal_part),
    Rule("PERIOD", "the? number:(first|second|latter|last) HALFWORD of the? whole:WHOLE", _half),
    Rule("PERIOD", "which:WHICH unit:UNIT", _near_unit),
    Rule("PERIOD", "the unit:(week|weekend) (of|starting|beginning|commencing|ending) on? the? (inside:WHOLE|ORDINALNUMBER)", _week_of),
    Rule("PERIOD", "the? unit:weekend of inside:HOLIDAY", _week_of),
    Rule("PERIOD", "the amount:AMOUNT (to|ended|ending|through) (on|the)? end:WHOLE", _window_to),
    Rule("PERIOD", "the unit:(week|month|quarter|year) (to|ended) (on|the)? end:WHOLE", _window_to),
    Rule("PERIOD", "amount:AMOUNT (starting|beginning|from) (on)? start:WHOLE", _starting),
    Rule("PERIOD", "for amount:AMOUNT COMMA? from on? start:WHOLE", _starting),
)  # fmt: skip
EDGES_OF_STRETCHES = Stage(
    Rule("PERIOD", "edge:EARLYLATE DASH? (in|on)? the? whole:WHOLE (?!PART)", _edge),
    Rule("PERIOD", "the? edge:EDGE of the? whole:WHOLE", _edge),
    Rule("PERIOD", "so far (in)? whole:PERIOD", _so_far),
)
