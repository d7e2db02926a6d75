"""What a figure is per: "12 per 100,000 a year", "$52 a barrel"."""

from factcheck.extraction.lexicon import words
from factcheck.extraction.types import Per

from .lexer import Lexeme, at
from .units import DURATIONS, unit_of

_EACH = frozenset(("a", "an", "each", "every"))
#: What "a" may divide by; with other nouns it only begins the next phrase.
_DIVISORS = words(
    "share person head household student pupil patient employee worker vote seat unit copy game match ticket "
    "capita barrel gallon litre liter tonne ton kilogram kilo gram pound ounce acre hectare mile kilometre "
    "bushel dozen piece bottle room family customer day week month year hour minute second night quarter decade"
)


def rates_from(lexemes: list[Lexeme], index: int, taken: set[int]) -> tuple[Per, ...]:
    """The denominators that begin at ``index``; numbers inside them go into ``taken``."""
    found = []
    while (per := _rate(lexemes, index)) is not None:
        rate, last, number = per
        if number is not None:
            taken.add(number)
        found.append(rate)
        index = last
    return tuple(found)


def _rate(lexemes: list[Lexeme], index: int) -> tuple[Per, int, int | None] | None:
    while at(lexemes, index).text in ("-", "\u2010", "\u2011"):  # "a 12-cent-a-share dividend"
        index += 1
    word = at(lexemes, index).lower
    is_per = word in ("per", "/")
    if not is_per and word not in _EACH:
        return None
    index += 1
    if not is_per or at(lexemes, index).text == "-":
        while at(lexemes, index).text == "-":
            index += 1
    value: float = 1
    number = None
    if at(lexemes, index).kind == "number" and word in ("per", "every"):
        value, number = lexemes[index].value or 1, index
        index += 1
    thing = at(lexemes, index)
    if at(lexemes, index + 1).lower in ("earlier", "ago", "later", "before", "old"):
        return None
    for length in (2, 1):
        unit = unit_of(tuple(lexeme.text for lexeme in lexemes[index : index + length]))
        if unit is None or unit.kind == "currency":
            continue
        if is_per or unit.name in DURATIONS or thing.lower in _DIVISORS:
            return Per(value, unit.name, None), index + length, number
    if thing.kind == "word" and (thing.lower in _DIVISORS or (is_per and thing.lower not in _EACH)):
        return Per(value, None, thing.lower), index + 1, number
    return (Per(value, None, None), index, number) if number is not None else None


def unit_with(unit: str, rates: tuple[Per, ...]) -> str:
    """ "dollar per barrel": the name of a unit and of what it is divided by."""
    below = [rate.unit or rate.noun for rate in rates if rate.value == 1]
    return " per ".join([unit, *(name for name in below if name)])
