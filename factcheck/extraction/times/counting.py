"""Numbers in words, amounts of time ("three and a half years"), clock times."""

from factcheck.extraction.lexicon import words

from .grammar import Match, Rule, Stage, category
from .periods import Amount, Period
from .vocabulary import CARDINALS, COUNTS, MOMENTS, ORDINALS, PARTS, TENS, UNITS

_HOURS_A_DAY = 24
#: The longest length of time that is one, not a number beside a unit's name.
_MOST = 100_000
_FRACTIONS = {"half": 0.5, "quarter": 0.25}


def number_of(match: Match, role: str) -> float | None:
    """The number in that role, in digits or in words."""
    node = match.node(role)
    if isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        return node.value
    for table in (CARDINALS, TENS, COUNTS, ORDINALS):
        if node.word in table:
            return table[node.word]
    return None


def whole_number(match: Match, role: str) -> int:
    """The same where only whole numbers can be; -1 where there is none."""
    number = number_of(match, role)
    return int(number) if number is not None and number == int(number) else -1


def _spelled(match: Match) -> int | None:
    """ "twenty-one"; "twenty nineteen" is a year and none of this."""
    one = CARDINALS[match.word("one")]
    return TENS[match.word("tens")] + one if 1 <= one <= 9 else None


def _spelled_ordinal(match: Match) -> int | None:
    one = ORDINALS[match.word("one")]
    return TENS[match.word("tens")] + one if one <= 9 else None


def _spelled_century(match: Match) -> int | None:
    """ "nineteen ninety-six", "nineteen hundred and five", "twenty fifteen"."""
    century = whole_number(match, "century")
    rest = whole_number(match, "rest") if match.has("rest") else 0
    has_hundred = match.has("hundred")
    if not 15 <= century <= 20 or not (has_hundred or rest >= 10) or rest > 99:
        return None
    return century * 100 + rest


def _spelled_millennium(match: Match) -> int | None:
    rest = whole_number(match, "rest") if match.has("rest") else 0
    return 2000 + rest if 0 <= rest < 100 and match.word("two") == "two" else None


category("CENTURYWORD", ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])
category("ANYYEAR", ["YEAR", "SPELLEDYEAR"])
NUMBERS = Stage(
    Rule("SPELLED", "tens:TENS DASH? one:CARDINAL", _spelled),
    Rule("SPELLED", "tens:TENS and one:CARDINAL", _spelled),
    Rule("ORDINALNUMBER", "tens:TENS DASH? one:ORDINALWORD", _spelled_ordinal),
)
YEARS = Stage(
    Rule("SPELLEDYEAR", "century:CENTURYWORD hundred:hundred (and)? rest:NUMBER", _spelled_century),
    Rule("SPELLEDYEAR", "century:CENTURYWORD rest:NUMBER", _spelled_century),
    Rule("SPELLEDYEAR", "two:two thousand (and)? rest:NUMBER", _spelled_millennium),
    Rule("SPELLEDYEAR", "two:two thousand", _spelled_millennium),
)


def _unit(match: Match) -> str:
    node = match.node("unit")
    return str(node.value) if isinstance(node.value, str) else UNITS[node.word]


def _amount(match: Match) -> Amount | None:
    count = number_of(match, "count") if match.has("count") else None
    if match.has("count") and count is not None and count > _MOST:
        return None
    if match.has("fraction"):
        count = (count or 0) + _FRACTIONS[match.word("fraction")]
    elif match.word("count") in ("a", "an") and match.word("unit") in ("quarter", "second"):
        after = match.after()
        if match.word("unit") == "quarter" or (after is not None and after.word[:1].isalpha()):
            return None  # "a quarter of it", "a second round"
    return ((count, _unit(match)),)


def _glued_amount(match: Match) -> Amount | None:
    """ "3h": the unit's letter touches the digits. "3D" is no length of time."""
    return (
        _amount(match) if match.is_tight and (match.value("count"), match.word("unit")) != (3, "d") else None
    )


def _sum(match: Match) -> Amount | None:
    """ "two years and three months"; "40 hours a week" is a rate."""
    if not match.has("and") and match.text[match.node("second").start] in "aA":
        return None
    amounts: Amount = match.value("first") + match.value("second")
    return amounts


category("ARTICLE", ["a", "an"])
category("INDEFINITE", ["few", "several", "some", "couple", "many", "dozen", "dozens"])
category("HALF", ["half", "\u00bd"])
BUSINESS = Stage(
    Rule("BUSINESSUNIT", "(business|working|straight|consecutive) unit:UNIT", _unit),
)
AMOUNTS = Stage(
    Rule("AMOUNT", "count:COUNT DASH? (more|full|whole|long)? unit:UNIT (?!DASH? old)", _amount),
    Rule("AMOUNT", "count:COUNT unit:GLUEDUNIT", _glued_amount),
    Rule("AMOUNT", "count:(ARTICLE|another) (full|whole|single)? unit:UNIT", _amount),
    Rule("AMOUNT", "(a|the)? count:INDEFINITE (of|more)? unit:UNIT (?!DASH? old)", _amount),
    Rule("AMOUNT", "count:HALF ARTICLE? unit:UNIT", _amount),
    Rule("AMOUNT", "HALF of? ARTICLE unit:UNIT", lambda match: ((0.5, _unit(match)),)),
    Rule("AMOUNT", "count:COUNT and ARTICLE? fraction:half unit:UNIT", _amount),
    Rule("AMOUNT", "count:COUNT and ARTICLE fraction:quarter unit:UNIT", _amount),
    Rule("AMOUNT", "count:(ARTICLE|one) unit:UNIT and a fraction:half", _amount),
)
SUMS = Stage(Rule("AMOUNT", "first:AMOUNT and:(and|COMMA)? second:AMOUNT", _sum))


def clock(minutes: int | None) -> Period | None:
    return Period(None, None, "time", minutes, minutes) if minutes is not None else None


def minutes_of(match: Match, role: str, meridiem: str | None) -> int | None:
    """Minutes after midnight that an hour in figures or words names; None where it cannot be an hour."""
    node = match.node(role)
    if isinstance(node.value, Period):
        return node.value.opens
    if ":" in node.word:
        minutes = node.value
    elif "." in node.word:
        hour, _, minute = node.word.partition(".")
        minutes = (
            int(hour) * 60 + int(minute) if len(minute) == 2 and int(minute) < 60 and len(hour) < 3 else None
        )
    elif node.symbol and isinstance(node.value, int) and len(node.word) == 4:
        minutes = node.value
    else:
        hour_ = whole_number(match, role)
        minutes = hour_ * 60 if 0 <= hour_ <= _HOURS_A_DAY else None
    if minutes is None or minutes > _HOURS_A_DAY * 60:
        return None
    return in_half_of_day(minutes, meridiem)


def in_half_of_day(minutes: int, meridiem: str | None) -> int:
    """ "12.30 a.m." is half an hour after midnight, "1.30 p.m." after noon."""
    if meridiem is None or minutes >= 13 * 60:
        return minutes
    return minutes % (12 * 60) + (12 * 60 if meridiem == "p" else 0)


def _clock(match: Match) -> Period | None:
    return clock(minutes_of(match, "hour", match.value("meridiem")))


def _clock_in_words(match: Match) -> Period | None:
    """ "one thirty p.m." """
    hour, minute = whole_number(match, "hour"), whole_number(match, "minute")
    if not (1 <= hour <= 12 and 10 <= minute < 60):
        return None
    return clock(in_half_of_day(hour * 60 + minute, match.value("meridiem")))


def _clock_off(match: Match) -> Period | None:
    """ "half past seven", "20 minutes to eight"."""
    hour = whole_number(match, "hour")
    if match.has("away"):
        count, unit = match.value("away")[0]
        away = int(count) if count is not None and unit == "minute" else -1
    else:
        away = 30 if match.word("part") == "half" else 15
    if not (1 <= hour <= 12 and 0 < away < 60):
        return None
    return clock(hour * 60 + (away if match.word("side") in ("past", "after") else -away))


def _day_part(match: Match) -> Period:
    opens, closes = PARTS[match.word("part")]
    if match.word("edge") in ("early", "small"):
        closes = (opens + closes) // 2
    elif match.word("edge") in ("late", "later"):
        opens = (opens + closes) // 2
    return Period(None, None, "time", opens, closes)


category("ZONE", words("et est edt pt pst pdt ct cst cdt mt mst mdt gmt utc bst cet cest ist msk"))
category("HOURLIKE", ["CLOCKFIGURES", "DECIMAL", "NUMBER"])
CLOCKS = Stage(
    Rule("CLOCK", "hour:HOURLIKE meridiem:MERIDIEM", _clock),
    Rule("CLOCK", "hour:CLOCKFIGURES", _clock),
    Rule("CLOCK", "hour:NUMBER oclock meridiem:MERIDIEM?", _clock),
    Rule("CLOCK", "hour:NUMBER minute:NUMBER meridiem:MERIDIEM", _clock_in_words),
    Rule(
        "CLOCK",
        "(?<=at|from|to|until|between|by|before|after) hour:CARDINAL minute:(TENS|SPELLED|CARDINAL)",
        _clock_in_words,
    ),
    Rule("CLOCK", "(part:(half|quarter)|a quarter) side:(past|to) hour:NUMBER oclock?", _clock_off),
    Rule("CLOCK", "away:AMOUNT side:(past|to) hour:NUMBER oclock?", _clock_off),
    Rule("CLOCK", "moment:MOMENT", lambda match: clock(MOMENTS[match.word("moment")])),
    Rule("CLOCK", "at hour:NUMBER (?=$|STOP|COMMA|MARK|and|on|in|NEARDAY|MONTH|WEEKDAY)", _clock),
    Rule("CLOCK", "at hour:DECIMAL (?=$|STOP|COMMA|MARK|and|on|in|NEARDAY|MONTH|WEEKDAY)", _clock),
    Rule("DAYPART", "(in|during) the edge:(early|late|small)? DASH? part:PART", _day_part),
    Rule("DAYPART", "in part:(morning|afternoon|evening)", _day_part),
    Rule("DAYPART", "(?<=before|after) part:PART", _day_part),
    Rule("DAYPART", "edge:(early|late) DASH? (in the)? part:PART", _day_part),
    Rule("DAYPART", "edge:later (in|this) the? part:PART", _day_part),
    Rule("DAYPART", "in the night DASH? time", lambda match: Period(None, None, "time", *PARTS["night"])),
    Rule("DAYPART", "at part:(night|lunch|lunchtime|dinner|dinnertime|dawn|dusk|sunrise|sunset)", _day_part),
)


def _zoned(match: Match) -> Period:
    period: Period = match.value("clock")
    return period


def _hour_of_part(match: Match) -> Period | None:
    """ "8 in the morning", "in the afternoon at 7": the part of the day says which half."""
    part: Period = match.value("part")
    minutes = minutes_of(match, "hour", None)
    if minutes is None or part.opens is None:
        return None
    return clock(in_half_of_day(minutes, "p" if part.opens >= 12 * 60 else "a"))


CLOCKS_IN_FULL = Stage(
    Rule("CLOCK", "clock:CLOCK ZONE", _zoned),
    Rule("CLOCK", "clock:CLOCK (local|mountain|pacific|eastern|central) (time|timezone|standard)", _zoned),
    Rule("CLOCK", "hour:(CLOCK|NUMBER|DECIMAL) part:DAYPART", _hour_of_part),
    Rule("CLOCK", "part:DAYPART (at|around)? hour:(CLOCK|NUMBER) oclock?", _hour_of_part),
)
