"""Which unit a number has: the sign or code in front of it, or the name or symbol behind it."""

from factcheck.extraction.lexicon import words

from .cardinals import SCALES
from .currencies import CODES, SCALED_CODES, SIGNS
from .drafts import Draft
from .lexer import Lexeme, at, gap
from .units import DURATIONS, ENDING, NAMES, RARELY_MONEY, SYMBOLS, TOUCHING, Unit, lengths_from, unit_of

DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_MINUS = frozenset("-\u2212\u2013")
_OPENING, _CLOSING = frozenset("({<["), frozenset(")}>]")
_LONGEST_SIGN = max(map(len, SIGNS))
#: What follows a measure rather than a preposition: "2 in thick".
_DIMENSIONS = words("thick long wide tall high deep diameter square x by across or and to per")
#: Words between a number and its unit that leave the measure as it is: "three straight weeks", "5 US gallons".
_BETWEEN = words(
    "previous consecutive straight full whole successive more further additional long us uk imperial metric"
)
_PLUS_OR_MINUS = (("plus", "or", "minus"), ("+", "/", "-"), ("+", "/", "\u2212"))
_QUOTES = {
    '"': Unit("inch", "length"),
    "\u2033": Unit("inch", "length"),
    "'": Unit("foot", "length"),
    "\u2032": Unit("foot", "length"),
}
_ALIKE = {
    '"': frozenset('"\u201c\u201d'),
    "'": frozenset("'\u2018"),
    "\u2033": frozenset(),
    "\u2032": frozenset(),
}
_INCHES = frozenset(('"', "\u2033"))
#: Lexemes before a quote mark in which one that it closes may stand.
_QUOTATION = 60
#: Letters that stand for money though they are not all capitals.
_MIXED_CASE = frozenset(("Rs", "Rp", "Dh", "Dhs", "Tk", "Ksh", "Sfr", "rmb", "z\u0142", "K\u010d"))
#: No weather is hotter, in degrees Celsius.
_HOTTEST = 60
#: From here on "won" and "real" are money and not a verb and an adjective.
_LARGE = 100


def attach_unit(lexemes: list[Lexeme], draft: Draft, floor: int) -> None:
    """Widen the draft over a minus, a money sign in front, or a unit behind; never in front of lexeme ``floor``."""
    _attach_minus(lexemes, draft)
    if draft.first > floor:
        _attach_money_before(lexemes, draft)
    if draft.unit is None:
        _attach_behind(lexemes, draft)
    else:
        _swallow_money_name(lexemes, draft)
    if draft.unit is not None and draft.last > draft.number_last:
        _attach_half(lexemes, draft)
    if draft.unit is not None and draft.unit.kind == "currency":
        scale = SCALES.get(at(lexemes, draft.last).lower)
        if scale is not None and draft.scale == 1 and draft.is_digits(lexemes):
            draft.times(scale)  # "75 USD million"
            draft.last += 1


def _attach_minus(lexemes: list[Lexeme], draft: Draft) -> None:
    if not draft.first or draft.value is None:
        return
    before = lexemes[draft.first - 1]
    if before.text == "\u00b1" or _says_plus_or_minus(lexemes, draft.first):
        return
    touches = not gap(lexemes, draft.first)
    is_free = (
        draft.first < 2 or lexemes[draft.first - 2].end < before.start or _is_sign(lexemes[draft.first - 2])
    )
    is_word = before.lower in ("minus", "negative")
    is_alone = draft.first == 1 and draft.last == len(lexemes)  # not the dash of a list
    if is_word or (before.text in _MINUS and is_free and (touches or is_alone or _is_cold(lexemes, draft))):
        draft.first -= 1
    elif before.text in DASHES and touches and at(lexemes, draft.first - 2).lower == "minus":
        draft.first -= 2  # "minus-5 yards"
    else:
        return
    draft.number_first = draft.first
    draft.negate()


def _says_plus_or_minus(lexemes: list[Lexeme], index: int) -> bool:
    return tuple(lexeme.lower for lexeme in lexemes[max(0, index - 3) : index]) in _PLUS_OR_MINUS


def _is_sign(lexeme: Lexeme) -> bool:
    return (lexeme.lower,) in SIGNS


def _is_cold(lexemes: list[Lexeme], draft: Draft) -> bool:
    """Whether "- 20" has degrees behind it; else the dash is only a dash."""
    return at(lexemes, draft.last).lower in ("degrees", "degree", "\u00b0")


def _attach_money_before(lexemes: list[Lexeme], draft: Draft) -> None:
    first = draft.first
    if not first or gap(lexemes, first) > 1:
        return
    for length in range(min(_LONGEST_SIGN, first), 0, -1):
        sign = lexemes[first - length : first]
        name = SIGNS.get(tuple(lexeme.lower for lexeme in sign))
        if name is not None and _is_written_sign(lexemes, first - length, first):
            draft.unit, draft.first = Unit(name, "currency"), first - length
            return
    before = lexemes[first - 1]
    if not before.text.isupper() and before.lower not in ("usd", "dollar"):
        return
    if before.lower in CODES or before.lower == "dollar":
        behind = at(lexemes, draft.last)
        if draft.first >= 2 and lexemes[first - 2].kind == "number" and behind.lower in CODES:
            return
        draft.unit, draft.first = Unit(CODES.get(before.lower, before.lower), "currency"), first - 1
    elif before.lower in SCALED_CODES:
        name, scale = SCALED_CODES[before.lower]
        draft.unit, draft.first = Unit(name, "currency"), first - 1
        draft.times(scale)


def _is_written_sign(lexemes: list[Lexeme], first: int, last: int) -> bool:
    """Whether the pieces of a sign stand close, and its letters are no small word: "us $150" is not "US$"."""
    pieces = lexemes[first:last]
    letters = [piece for piece in pieces if piece.kind == "word"]
    if len(pieces) == 1 and letters:
        is_capital = pieces[0].text.isupper() or pieces[0].text in _MIXED_CASE
        return is_capital and (len(pieces[0].text) > 1 or not gap(lexemes, last))
    if any(gap(lexemes, index) > 1 for index in range(first + 1, last)):
        return False
    is_spaced = len(pieces) > 1 and gap(lexemes, first + 1) == 1 and gap(lexemes, last) == 1
    is_spaced = is_spaced and pieces[0].text not in ("a", "s")  # tokenised text: "a $ 5 fee"
    return all(piece.text[0].isupper() or is_spaced or not gap(lexemes, first + 1) for piece in letters)


def _swallow_money_name(lexemes: list[Lexeme], draft: Draft) -> None:
    """ "$5 US", "$10 dollars": the name behind repeats the sign, or says whose dollars they are."""
    following = at(lexemes, draft.last)
    if following.text in ("US", "USD", "U.S", "CAD", "AUD", "NZD", "HKD") or following.lower in (
        "dollar",
        "dollars",
    ):
        if following.text in CODES or (following.lower in CODES and following.text.isupper()):
            draft.unit = Unit(CODES[following.lower], "currency")
        draft.last += 1
    elif following.text == "U" and [at(lexemes, draft.last + i).text for i in range(1, 4)] == [".", "S", "."]:
        draft.last += 4


def _attach_behind(lexemes: list[Lexeme], draft: Draft) -> None:
    index = draft.last
    following = at(lexemes, index)
    if draft.form == "share":
        index = _behind_article(lexemes, index)  # "half a mile", "1/16 of a pint"
    elif following.text in _OPENING and at(lexemes, index + 2).text in _CLOSING:
        unit = unit_of((at(lexemes, index + 1).text,))
        if (
            unit is not None
            and unit.kind not in ("duration", "currency")
            and len(at(lexemes, index + 1).text) > 1
        ):
            draft.unit, draft.last = unit, index + 3  # "20 (kg)"
        return
    is_hyphened = following.text in DASHES and (not gap(lexemes, index) or _is_spaced_hyphen(lexemes, index))
    if is_hyphened:
        index += 1
    elif (marks := _inch_marks(lexemes, index)) is not None:
        draft.unit, draft.last = marks, index + 1
        return
    if at(lexemes, index).lower in _BETWEEN and not is_hyphened and _names_unit(lexemes, index + 1):
        index += 1
    for length in lengths_from(at(lexemes, index).lower):
        if index + length > len(lexemes):
            continue
        form = tuple(lexeme.text for lexeme in lexemes[index : index + length])
        unit = unit_of(form)
        if form in SYMBOLS and any(gap(lexemes, index + i) for i in range(1, length)):
            continue  # "12 ft 2 in" has no square feet
        if unit is not None and _may_be_unit(lexemes, index, length, unit, draft, is_hyphened):
            draft.unit, draft.last = unit, index + length
            _attach_denominator(lexemes, draft)
            return
    _attach_money_behind(lexemes, draft)


def _attach_half(lexemes: list[Lexeme], draft: Draft) -> None:
    """ "two miles and a half"."""
    words = tuple(lexeme.lower for lexeme in lexemes[draft.last : draft.last + 3])
    if (
        words == ("and", "a", "half")
        and draft.value is not None
        and at(lexemes, draft.last + 3).lower != "of"
    ):
        draft.value = draft.low = draft.high = draft.value + 0.5
        draft.last += 3


def _behind_article(lexemes: list[Lexeme], index: int) -> int:
    after = index + (at(lexemes, index).lower == "of")
    return after + 1 if at(lexemes, after).lower in ("a", "an") and after + 1 < len(lexemes) else index


def _inch_marks(lexemes: list[Lexeme], index: int) -> Unit | None:
    """9" and 30': a quote mark behind digits that closes no quotation."""
    mark = at(lexemes, index)
    if (
        mark.text not in _QUOTES
        or lexemes[index - 1].kind not in ("number", "fraction")
        or gap(lexemes, index) > 1
    ):
        return None
    following = at(lexemes, index + 1)
    if mark.text in "'\u2032" and following.kind == "number" and at(lexemes, index + 2).text in _INCHES:
        return _QUOTES[mark.text]  # 5'6"
    if gap(lexemes, index) and following.lower not in _DIMENSIONS:
        return None
    earlier = lexemes[max(0, index - _QUOTATION) : index]
    is_open = sum(lexeme.text in _ALIKE[mark.text] for lexeme in earlier) % 2
    return None if is_open or following.start == mark.end else _QUOTES[mark.text]


def _names_unit(lexemes: list[Lexeme], index: int) -> bool:
    word = at(lexemes, index)
    unit = NAMES.get((word.lower,))
    return unit is not None and unit.kind != "currency" and len(word.text) > 3


def _is_spaced_hyphen(lexemes: list[Lexeme], index: int) -> bool:
    """ "28 - year - old", as tokenised texts have it."""
    behind = at(lexemes, index + 1)
    return lexemes[index].text == "-" and behind.lower in (
        "year",
        "month",
        "week",
        "day",
        "mile",
        "foot",
        "inch",
    )


def _may_be_unit(
    lexemes: list[Lexeme], index: int, length: int, unit: Unit, draft: Draft, is_hyphened: bool
) -> bool:
    symbol, blanks = lexemes[index], gap(lexemes, index)
    if blanks > 1:
        return False
    if length == 1 and symbol.lower in RARELY_MONEY and unit.kind == "currency":
        return (draft.high or 0) >= _LARGE and at(lexemes, index + 1).lower not in (
            "the",
            "a",
            "by",
            "their",
            "his",
        )
    if length == 1 and unit.name == "second" and symbol.lower == "second":
        return is_hyphened or draft.value == 1
    if length > 1 or symbol.kind == "mark" or (len(symbol.text) > 3 and symbol.text.islower()):
        return True
    if symbol.text == "s":
        return not blanks and "." in lexemes[draft.number_first].text  # else "the 80s"
    following = at(lexemes, index + 1)
    if not blanks and following.start == symbol.end and following.kind != "mark":
        return False  # "9AB8"
    if symbol.text == "in" and lexemes[draft.number_first - 1].lower in ("ft", "feet", "foot"):
        return True
    if symbol.text in TOUCHING or symbol.text in ENDING or symbol.lower in TOUCHING:
        if is_hyphened or not draft.is_digits(lexemes):
            return False
        if not blanks:
            if following.start == symbol.end and _is_initial(lexemes, index + 1):
                return False
            if symbol.text == "C" and (draft.high or 0) <= _HOTTEST:
                return True  # "a 40C heatwave", but not "SCP-173C"
            is_capital = len(symbol.text) == 1 and symbol.text in "CFK"
            return following.kind == "mark" if is_capital or symbol.text == "in" else True
        if (
            symbol.text in TOUCHING
            or symbol.lower in TOUCHING
            or (index + 1 < len(lexemes) and _is_initial(lexemes, index + 1))
        ):
            return False
        ends = following.kind == "mark" and following.text not in DASHES and following.text not in _OPENING
        return ends or following.lower in _DIMENSIONS
    return True


def _is_initial(lexemes: list[Lexeme], index: int) -> bool:
    """ "2021 C.P.I.", "14.7C/": the mark joins the letter to more."""
    mark = lexemes[index]
    return mark.text == "/" or (mark.text == "." and at(lexemes, index + 1).start == mark.end)


def _attach_denominator(lexemes: list[Lexeme], draft: Draft) -> None:
    """The "/cm" of "10 kV/cm": a slash makes one unit of two."""
    slash, below = at(lexemes, draft.last), at(lexemes, draft.last + 1)
    if draft.unit is None or slash.text != "/" or gap(lexemes, draft.last) or slash.end != below.start:
        return
    unit = unit_of((below.text,))
    if unit is not None and draft.unit.kind != "currency" and below.kind == "word":
        kind = "speed" if draft.unit.kind == "length" and unit.name in DURATIONS else "rate"
        draft.unit, draft.last = Unit(f"{draft.unit.name} per {unit.name}", kind), draft.last + 2


def _attach_money_behind(lexemes: list[Lexeme], draft: Draft) -> None:
    """ "5 \u20ac", "30 MUSD"."""
    index, following = draft.last, at(lexemes, draft.last)
    if index >= len(lexemes) or gap(lexemes, index) > 1:
        return
    if following.kind == "word" and following.text.isupper() and following.lower in SCALED_CODES:
        name, scale = SCALED_CODES[following.lower]
        draft.unit, draft.last = Unit(name, "currency"), index + 1
        draft.times(scale)
        return
    name_behind = SIGNS.get((following.lower,))
    if name_behind is None:
        return
    if following.kind == "word" and following.text.isascii() and following.text not in ("RMB", "Rs"):
        return
    behind = at(lexemes, index + 1)
    if behind.kind != "number" or behind.start > following.end + 1:
        draft.unit, draft.last = Unit(name_behind, "currency"), index + 1
