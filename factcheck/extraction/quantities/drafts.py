"""Numbers and ranges on their way to quantities."""

from dataclasses import dataclass

from .exclusions import is_score
from .lexer import Lexeme
from .numbers import Number
from .units import SIGNS, UNITS, Unit

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")


@dataclass(slots=True)
class Draft:
    """A number or range on its way to a quantity; indexes are lexemes, [first, last)."""

    first: int
    last: int
    number_first: int
    number_last: int
    value: float | None
    low: float
    high: float
    form: str
    is_range: bool = False
    unit: Unit | None = None


def drafts_of(lexemes: list[Lexeme], numbers: list[Number]) -> list[Draft]:
    """A draft for every number, one for two that make a range."""
    drafts = []
    index = 0
    while index < len(numbers):
        number = numbers[index]
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        joined = _range(lexemes, number, following) if following is not None else None
        if joined is not None:
            drafts.extend(joined)
            index += 2
            continue
        drafts.append(
            Draft(
                number.first,
                number.last,
                number.first,
                number.last,
                number.value,
                number.low,
                number.high,
                number.form,
            )
        )
        index += 1
    return drafts


def _range(lexemes: list[Lexeme], left: Number, right: Number) -> list[Draft] | None:
    """One draft for "10 to 15", none for a score or a span of years, None where the two stand apart."""
    if left.value is None or right.value is None or "share" in (left.form, right.form):
        return None
    if not _is_joined(lexemes, left, right):
        return None
    if _are_years(lexemes, left, right):
        return []
    is_dash = lexemes[right.first - 1].text in _DASHES or lexemes[left.last].text in _DASHES
    if is_dash and lexemes[left.last].start == lexemes[left.last - 1].end:
        if left.last - left.first == 1 and _is_code(lexemes, left, right):
            return []
        if is_score(lexemes, left.first, right.last, (left.value, right.value)):
            return []
    low, high = left.value, right.value
    scale = _scale_of(lexemes, right)
    if scale > 1 and low * scale < high and _scale_of(lexemes, left) == 1:
        low = round(low * scale, 6)  # "2 to 3 million"
    if low >= high:
        return None
    return [Draft(left.first, right.last, left.first, right.last, None, low, high, right.form, is_range=True)]


def _is_joined(lexemes: list[Lexeme], left: Number, right: Number) -> bool:
    """Whether the words between make one range of the two, and not "rose by 3 to 10" or "12% to \u20ac34"."""
    between = [lexeme.lower for lexeme in lexemes[left.last : right.first]]
    opener = lexemes[left.first - 1].lower if left.first else ""
    sign = opener if opener in SIGNS else ""
    if sign and left.first >= 2:
        opener = lexemes[left.first - 2].lower
    if between and between[-1] in SIGNS and between.pop() != sign:
        return False
    unit = between[0] if len(between) == 2 and (between[0],) in UNITS else ""
    if unit:
        after = lexemes[right.last].lower if right.last < len(lexemes) else ""
        if UNITS.get((after,)) != UNITS[(unit,)]:
            return False
        between = between[1:]
    if len(between) != 1:
        return False
    if between[0] in _DASHES:
        return True
    if between[0] == "to":
        return opener not in ("from", "by", "in", "since")
    if between[0] == "or":
        return right.value == (left.value or 0) + 1
    return between[0] == "and" and opener == "between"


def _are_years(lexemes: list[Lexeme], left: Number, right: Number) -> bool:
    """ "2015-16", "between 1600 and 1900"."""
    first, second = lexemes[left.first], lexemes[right.first]
    if left.last - left.first > 1 or right.last - right.first > 1 or not first.text.isdigit():
        return False
    if len(first.text) != 4 or not 1500 <= (first.value or 0) <= 2100:
        return False
    return second.text.isdigit() and (
        len(second.text) == 2 or (len(second.text) == 4 and 1500 <= (second.value or 0) <= 2100)
    )


def _is_code(lexemes: list[Lexeme], left: Number, right: Number) -> bool:
    """ "555-0199", "2-3-1": a zero in front or a third part."""
    second = lexemes[right.first].text
    after = lexemes[right.last] if right.last < len(lexemes) else None
    has_third = after is not None and after.text in _DASHES and after.start == lexemes[right.last - 1].end
    before = lexemes[left.first - 1] if left.first else None
    has_front = before is not None and before.text in _DASHES and before.end == lexemes[left.first].start
    return (second.startswith("0") and len(second) > 1 and second.isdigit()) or has_third or has_front


def _scale_of(lexemes: list[Lexeme], number: Number) -> float:
    bare = lexemes[number.first].value
    if number.form != "digits" or not bare or number.value is None:
        return 1
    return number.value / bare
