"""Which unit a number has: the sign in front of it or the name behind it."""

from .drafts import Draft
from .lexer import Lexeme
from .units import ATTACHED_ONLY, CODES_BEFORE, LONGEST_UNIT, SIGNS, UNITS, Unit

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")


def attach_unit(lexemes: list[Lexeme], draft: Draft) -> None:
    """Widen the draft over a money sign in front or a unit behind."""
    _attach_sign(lexemes, draft)
    _attach_minus(lexemes, draft)
    if draft.unit is not None:
        _swallow_money_name(lexemes, draft)
        return
    index = draft.last
    hyphen = index < len(lexemes) and lexemes[index].text in _DASHES and _is_attached(lexemes, index)
    if hyphen:
        index += 1
    for length in range(min(LONGEST_UNIT, len(lexemes) - index), 0, -1):
        window = lexemes[index : index + length]
        unit = UNITS.get(tuple(lexeme.lower for lexeme in window))
        if unit is None or not _may_be_unit(lexemes, index, window, unit, hyphen):
            continue
        draft.unit, draft.last = unit, index + length
        return
    sign = lexemes[draft.last].text if draft.last < len(lexemes) else ""
    if sign in SIGNS and _is_attached(lexemes, draft.last):
        following = lexemes[draft.last + 1] if draft.last + 1 < len(lexemes) else None
        if following is None or following.kind != "number" or following.start != lexemes[draft.last].end:
            draft.unit, draft.last = Unit(SIGNS[sign], "currency"), draft.last + 1


def _attach_sign(lexemes: list[Lexeme], draft: Draft) -> None:
    if not draft.first:
        return
    before = lexemes[draft.first - 1]
    close = lexemes[draft.first].start - before.end <= 1
    if before.text in SIGNS and close:
        name, first = SIGNS[before.text], draft.first - 1
        if first and before.start - lexemes[first - 1].end <= 1 and lexemes[first - 1].text.isupper():
            longer = lexemes[first - 1].lower + before.text
            if longer in SIGNS:
                name, first = SIGNS[longer], first - 1
        draft.unit, draft.first = Unit(name, "currency"), first
    elif before.lower in CODES_BEFORE and before.text.isupper() and close:
        draft.unit, draft.first = Unit(CODES_BEFORE[before.lower], "currency"), draft.first - 1


def _attach_minus(lexemes: list[Lexeme], draft: Draft) -> None:
    if not draft.first or draft.is_range or draft.value is None:
        return
    before = lexemes[draft.first - 1]
    touches = before.end == lexemes[draft.first].start
    free = draft.first < 2 or lexemes[draft.first - 2].end < before.start
    if (before.text in ("-", "\u2212") and touches and free) or before.lower in ("minus", "negative"):
        draft.first -= 1
        draft.number_first = min(draft.number_first, draft.first)
        draft.value, draft.low, draft.high = -draft.value, -draft.value, -draft.value


def _swallow_money_name(lexemes: list[Lexeme], draft: Draft) -> None:
    """ "$5 US": the name behind repeats the sign."""
    following = lexemes[draft.last].lower if draft.last < len(lexemes) else ""
    unit = UNITS.get((following,))
    if unit is not None and unit.kind == "currency" and following in CODES_BEFORE:
        draft.last += 1


def _is_attached(lexemes: list[Lexeme], index: int) -> bool:
    return lexemes[index].start - lexemes[index - 1].end <= 1


def _may_be_unit(lexemes: list[Lexeme], index: int, window: list[Lexeme], unit: Unit, hyphen: bool) -> bool:
    word = window[0]
    gap = word.start - lexemes[index - 1].end
    if len(window) == 1 and word.lower in ATTACHED_ONLY and gap > 1:
        return False
    if len(window) == 1 and word.lower in ("g", "m", "w") and (gap > 1 or word.text == "G"):
        return False
    if len(window) == 1 and word.lower in ("second", "mi", "ha", "real", "rand", "won") and not hyphen:
        before = lexemes[index - 1]
        return word.lower not in ("real", "won") and before.kind == "number" and word.lower != "second"
    if word.text == "MP" and gap:
        return False
    return gap <= 1
