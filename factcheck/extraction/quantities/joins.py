"""Several numbers that are one quantity: ranges, ends of a change, sums of units, conversions in brackets."""

from itertools import pairwise

from factcheck.extraction.lexicon import words

from .attach import DASHES
from .currencies import CURRENCIES, Currency
from .drafts import Draft
from .exclusions import is_score
from .lexer import Lexeme, at, gap, tidy
from .units import Unit

#: How many of the smaller unit make the larger one, where people write both: "12 ft 2 in".
_SMALLER = {
    ("foot", "inch"): 12,
    ("pound-mass", "ounce"): 16,
    ("stone", "pound-mass"): 14,
    ("metre", "centimetre"): 100,
}
#: "From 2008 to 2012" and "from 9 to 5" are for the times; these say that a span is meant and no change.
_SPANNING = words(
    "range ranges ranged ranging vary varies varied varying run runs ran anywhere span spans spanning"
)
_CHANGED = words(
    "rose risen rise rises rising increased increase increases increasing grew grown grow grows growing climbed "
    "jumped jump soared surged gained advanced fell fall falls fallen falling dropped drop drops dropping declined "
    "decline slipped slid shrank cut lowered raised raise lost lose added slumped plunged tumbled eased up down"
)

_PLUS_MINUS = (("\u00b1",), ("+", "/", "-"), ("+", "/", "\u2212"), ("plus", "or", "minus"))
_ROUND = frozenset(10**power for power in range(1, 10))
_NO_CHANGE = Currency("", frozenset())


def join(lexemes: list[Lexeme], drafts: list[Draft]) -> list[Draft]:
    """``drafts`` with those put together that belong together; scores and spans of years left out."""
    joined: list[Draft] = []
    index = 0
    while index < len(drafts):
        left, right = drafts[index], drafts[index + 1] if index + 1 < len(drafts) else None
        if right is not None and right.number_first - left.last <= 6:
            whole = _span(lexemes, left, right)
            if whole is None:
                whole = _sum(lexemes, left, right) or _with_margin(lexemes, left, right)
            if whole is not None:
                joined.extend(whole)
                index += 2
                continue
        joined.append(left)
        index += 1
    for before, after in pairwise(joined):
        if before.unit is None and _is_by(lexemes, before, after):
            before.unit = after.unit  # "20 x 30 feet"
        if _is_conversion(lexemes, before, after):
            after.same_as = before
    return joined


def _span(lexemes: list[Lexeme], left: Draft, right: Draft) -> list[Draft] | None:
    """One draft for "10 to 15", none for a score or a span of years, None where the two stand apart."""
    if left.value is None or right.value is None or not {"share", "fold"}.isdisjoint((left.form, right.form)):
        return None
    link = _link(lexemes, left, right)
    if link is None:
        return None
    if _are_years(lexemes, left, right):
        return []
    values = left.value, right.value
    is_tight = link == "-" and left.unit is None and gap(lexemes, left.last) == 0
    if is_tight and (_is_code(lexemes, left, right) or is_score(lexemes, left.first, right.last, values)):
        return []
    if left.unit is not None and right.unit is not None and left.unit != right.unit:
        return None
    if right.unit is None and left.unit is not None and left.last > left.number_last and link != "from":
        return None  # "rose 5% to 12"
    if left.unit is None and right.first < right.number_first and right.unit is not None:
        return None  # "rose 5 to $12"
    low, high = _scaled_like(left, right), right.value
    if low >= high and (link != "from" or low == high):
        return None
    whole = Draft(
        left.first,
        right.last,
        left.number_first,
        right.number_last,
        high if link == "from" and low > high else None,
        min(low, high),
        max(low, high),
        right.form,
        scale=right.scale,
        is_range=True,
        unit=right.unit or left.unit,
    )
    if link == "from" and at(lexemes, left.first - 2).lower not in _SPANNING:
        whole.origin, whole.value = low, high
    return [whole]


def _link(lexemes: list[Lexeme], left: Draft, right: Draft) -> str | None:
    """What makes one span of the two: a dash, "to", "from", "and", "or"; None if they stand apart."""
    between = [lexeme.lower for lexeme in lexemes[left.last : right.first]]
    opener, before = at(lexemes, left.first - 1).lower, at(lexemes, left.first - 2).lower
    is_named = opener == "the"  # "down from *the* $89 to $93 billion": one forecast, and no way gone
    if opener in ("about", "around", "roughly", "approximately", "some", "a", "the"):
        opener, before = before, at(lexemes, left.first - 3).lower
    if len(between) == 3 and between[0] in DASHES and between[2] in DASHES:
        between = between[1:2]
    elif (
        len(between) == 2
        and between[0] == "to"
        and (between[1] in DASHES or between[1] in ("about", "around"))
    ):
        between = between[:1]
    elif (
        len(between) == 3
        and between[2] == "to"
        and opener == "from"
        and between[0] in ("in", "per", "a", "an")
    ):
        between = between[2:]  # "from 20 in 2008 to 29 in 2020", "from $75 per barrel to $45"
    if len(between) != 1:
        return None
    word = between[0]
    if word in DASHES:
        return "-" if right.value is not None else None
    if word in ("to", "until"):
        if opener == "from" and not is_named:
            return "from"
        if opener in ("in", "since") or before == "since":
            return None
        shares_unit = left.unit is None and right.unit is not None  # "by 1 to 1.5 degrees"
        return "to" if shares_unit or (opener != "by" and opener not in _CHANGED) else None
    if word == "or":
        return "or" if _are_neighbours(left.value or 0, right.value or 0) else None
    return "and" if word == "and" and opener == "between" else None


def _are_neighbours(low: float, high: float) -> bool:
    """ "five or six", "300 or 400": one apart in their last figure."""
    apart = high - low
    return apart > 0 and (
        apart == 1 or (apart in _ROUND and low % apart == high % apart == 0 and high < 20 * apart)
    )


def _scaled_like(left: Draft, right: Draft) -> float:
    """ "2 to 3 million", "$10 to $15 billion", "four to five thousand": the scale is for both."""
    low, high = left.value or 0, right.value or 0
    if left.scale != 1 or right.scale <= 1 or not 0 < low < min(1000, 10 * high / right.scale):
        return low
    return tidy(low * right.scale)


def _are_years(lexemes: list[Lexeme], left: Draft, right: Draft) -> bool:
    """ "2015-16", "between 1600 and 1900"."""
    first, second = lexemes[left.number_first], lexemes[right.number_first]
    if left.unit or right.unit or left.last - left.first > 1 or right.last - right.first > 1:
        return False
    if not first.text.isdigit() or len(first.text) != 4 or not 1500 <= (first.value or 0) <= 2100:
        return False
    return second.text.isdigit() and (
        len(second.text) == 2 or (len(second.text) == 4 and 1500 <= (second.value or 0) <= 2100)
    )


def _is_code(lexemes: list[Lexeme], left: Draft, right: Draft) -> bool:
    """ "555-0199", "2-3-1": a zero in front or a third part."""
    second = lexemes[right.number_first].text
    after = at(lexemes, right.last)
    has_third = after.text in DASHES and after.start == lexemes[right.last - 1].end
    has_third = has_third and at(lexemes, right.last + 1).kind == "number"
    before = at(lexemes, left.first - 1)
    has_front = before.text in DASHES and before.end == lexemes[left.first].start
    return (second.startswith("0") and len(second) > 1 and second.isdigit()) or has_third or has_front


def _sum(lexemes: list[Lexeme], left: Draft, right: Draft) -> list[Draft] | None:
    """ "12 ft 2 in", "thirteen dollars and forty-five cents", "15 dollars 50."."""
    if left.unit is None or left.value is None or right.value is None or left.first > right.first:
        return None
    between = [lexeme.lower for lexeme in lexemes[left.last : right.first]]
    is_apart = left.last == left.number_last or right.first != right.number_first
    if is_apart or between not in ([], ["and"], ["-"]):
        return None
    many = _parts_in_whole(lexemes, left.unit, right, between)
    if many is None or not 0 <= right.value < many:
        return None
    value = tidy(left.value + right.value / many)
    return [
        Draft(
            left.first,
            right.last,
            left.number_first,
            left.number_last,
            value,
            value,
            value,
            left.form,
            unit=left.unit,
        )
    ]


def _parts_in_whole(lexemes: list[Lexeme], whole: Unit, right: Draft, between: list[str]) -> int | None:
    """How many of what ``right`` counts make one ``whole``; None if they do not add up."""
    if right.unit is None:
        if whole.name == "foot" and between == ["-"]:
            return 12  # "6-foot-4"
        digits, behind = lexemes[right.number_first].text, at(lexemes, right.last)
        ends = behind.kind == "mark" or behind.lower == "more"
        is_change = whole.kind == "currency" and not between and ends
        return 100 if is_change and len(digits) == 2 and digits.isdigit() else None
    if whole.kind != "currency":
        return _SMALLER.get((whole.name, right.unit.name))
    change = CURRENCIES.get(whole.name, _NO_CHANGE).change
    is_cent = right.unit.name == "cent" and "dollar" in whole.name
    return 100 if is_cent or lexemes[right.last - 1].lower in change else None


def _with_margin(lexemes: list[Lexeme], left: Draft, right: Draft) -> list[Draft] | None:
    """ "5.2 \u00b1 0.3 mm": the value, and how far it may be off."""
    between = tuple(lexeme.lower for lexeme in lexemes[left.last : right.first])
    if between not in _PLUS_MINUS or left.value is None or right.value is None:
        return None
    return [
        Draft(
            left.first,
            right.last,
            left.number_first,
            left.number_last,
            left.value,
            tidy(left.value - right.value),
            tidy(left.value + right.value),
            left.form,
            unit=right.unit or left.unit,
            has_margin=True,
        )
    ]


def _is_by(lexemes: list[Lexeme], before: Draft, after: Draft) -> bool:
    is_length = after.unit is not None and after.unit.kind == "length"
    return (
        is_length and after.first - before.last == 1 and lexemes[before.last].lower in ("x", "\u00d7", "by")
    )


def _is_conversion(lexemes: list[Lexeme], before: Draft, after: Draft) -> bool:
    """ "8 miles (13 kilometres)", "(224 kW / 300 PS)", "162 points, or 2 percent"."""
    if before.unit is not None and after.unit == before.unit:
        return False
    if after.first - before.last > 4:
        return False
    between = "".join(lexeme.text for lexeme in lexemes[before.last : after.first])
    if before.unit is None and between.endswith((",or", "or")) and "(" not in between:
        return after.unit is not None and after.unit.kind == "percent" and before.form != "share"
    if between in ("(", "(about", "(some", "(around", "(roughly", "["):
        return after.unit is not None and at(lexemes, after.last).text in (")", "/", "]", ";", ",")
    return after.unit is not None and between in ("/", ",or", "or") and before.form != "share"
