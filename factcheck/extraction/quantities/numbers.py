"""Where the numbers are and what they are worth: digits, words, shares, vague amounts."""

from dataclasses import dataclass
from typing import Literal

from factcheck.extraction.lexicon import words

from .bounds import modifier_before
from .cardinals import DOZENS, SCALES, SMALL, TENS, read_cardinal, read_decimal, read_fraction, read_mixed
from .currencies import is_money_mark
from .lexer import Lexeme, at, gap, tidy
from .units import NAMES, unit_of

#: Scales that only follow digits: "5k", "2bn", "13.4m" (the last also means metres).
_SHORT_SCALES = {
    "k": 10**3,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
_LETTER_SCALES = {"m": 10**6, "b": 10**9, "t": 10**12}
_LENGTH_COMPANY = words(
    "of in and or to from high long wide tall deep away above below by x at on off per apart thick across "
    "sprint race final hurdles freestyle relay behind before after is was are were"
)
#: Bounds of a plural without a number: "dozens" is at least two of them and less than what one would call
#: hundreds; a power of ten names an order of magnitude.
_VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (100, 1_000),
    "thousands": (1_000, 10_000),
    "millions": (10**6, 10**7),
    "billions": (10**9, 10**10),
    "trillions": (10**12, 10**13),
}
_TENS_OF = {"tens": (10, 100), "dozens": (24, 100), "scores": (40, 200), "hundreds": (100, 1_000)}
_POWERS = {"hundreds": 10**2, "thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12}
_AFTER_HALF = words("of the its their his her our your that those these this all as")
_NOT_HALF = words("first second one other better last opening")
#: "Four in 20 years" is a pace, not a share.
_SPANS_OF_TIME = words("second minute hour day night week month year decade season game match").union(
    words("seconds minutes hours days nights weeks months years decades seasons games matches")
)
#: Kinds of measure that an article may be one of: "at least a fortnight", but not "almost a penny".
_MEASURED = frozenset(("length", "area", "volume", "mass", "duration", "percentage_point"))
_WAYS = words("up down away north south east west upstream downstream inland offshore")
#: The most that "N in M" and "N over M" take for a share; above, "32 in 36" is a tally.
_MOST_PARTS = 10


Form = Literal["digits", "words", "share", "vague", "fold"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number over lexemes [first, last). ``low``/``high`` differ from ``value`` for vague words only.

    ``scale`` is the "million" of "3 million", which a range shares out: "2 to 3 million".
    """

    first: int
    last: int
    value: float | None
    low: float
    high: float
    form: Form
    scale: float = 1


def find_numbers(lexemes: list[Lexeme]) -> list[Number]:
    """Every number, left to right, none inside another."""
    found = []
    index = 0
    while index < len(lexemes):
        number = _number_at(lexemes, index) if _may_begin(lexemes[index]) else None
        if number is None:
            index += 1
        else:
            found.append(number)
            index = number.last
    return found


def _may_begin(lexeme: Lexeme) -> bool:
    return lexeme.value is not None or lexeme.lower in _OPENERS


_FOLDS = {f"{word}fold": times for word, times in (SMALL | TENS).items() if times > 1}
_OPENERS = frozenset((*SMALL, *TENS, *_VAGUE, *_FOLDS, "tens", "a", "an", "half", "quarter"))


def _number_at(lexemes: list[Lexeme], index: int) -> Number | None:
    return (
        _one(lexemes, index)
        or _fold(lexemes, index)
        or _one_in_five(lexemes, index)
        or _half(lexemes, index)
        or _fraction_of_scale(lexemes, index)
        or _vague(lexemes, index)
        or _digits(lexemes, index)
        or _in_words(lexemes, index)
    )


def _exactly(first: int, last: int, value: float, form: Form, scale: float = 1) -> Number:
    value = tidy(value)
    return Number(first, last, value, value, value, form, scale)


def _one_child_in_six(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "one child in six was malnourished": what follows is no noun, or it would be "one goal in six games"."""
    noun, joint = at(lexemes, index + 1), at(lexemes, index + 2)
    if lexemes[index].lower != "one" or noun.kind != "word" or joint.lower != "in" or noun.lower in SMALL:
        return None
    bottom = read_cardinal(lexemes, index + 3)
    if bottom is None or bottom.value < 3 or 1900 <= bottom.value <= 2100:
        return None
    following = at(lexemes, bottom.last)
    if following.kind != "mark" and following.lower not in _BEHIND_SHARES:
        return None
    return _exactly(index, bottom.last, 1 / bottom.value, "share")


def _one_in_five(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "one in five", "3 out of 10", "1 over 3": a share, if the second is larger and nothing is between."""
    if (share := _one_child_in_six(lexemes, index)) is not None:
        return share
    joint = at(lexemes, index + 1).lower
    if joint not in ("in", "out", "over"):
        return None
    top = at(lexemes, index).value if lexemes[index].kind == "number" else SMALL.get(lexemes[index].lower)
    after = index + 2
    if joint == "out":
        if at(lexemes, after).lower != "of":
            return None
        after += 1
    if at(lexemes, after).lower == "every":
        after += 1
    bottom = read_cardinal(lexemes, after)
    if top is None or bottom is None or not 0 < top < bottom.value:
        return None
    following = at(lexemes, bottom.last)
    if joint != "out" and (top > _MOST_PARTS or 1900 <= bottom.value <= 2100):
        return None
    if joint == "over" and following.kind != "mark":
        return None
    if following.lower in _SPANS_OF_TIME or following.lower in _SHORT_SCALES or following.text == "%":
        return None
    return _exactly(index, bottom.last, top / bottom.value, "share")


def _one(lexemes: list[Lexeme], index: int) -> Number | None:
    """The "a" of "less than a foot": a measure where a bound says so."""
    if lexemes[index].lower not in ("a", "an") or at(lexemes, index + 1).kind != "word":
        return None
    unit = NAMES.get((lexemes[index + 1].lower,))
    bound = modifier_before(lexemes, index)
    if unit is None or unit.kind not in _MEASURED:
        return None
    if bound is None:  # "a mile up the road"
        is_way = unit.kind == "length" and at(lexemes, index + 2).lower in _WAYS
        return _exactly(index, index + 1, 1, "words") if is_way else None
    if unit.kind == "duration" and bound[0] == "approximately":
        return None  # "around a minute" is a manner of speaking
    return _exactly(index, index + 1, 1, "words")


def _fold(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "sixfold", "20-fold": so many times."""
    times = _FOLDS.get(lexemes[index].lower)
    if times is not None:
        return _exactly(index, index + 1, times, "fold")
    behind = index + 1 + (at(lexemes, index + 1).text == "-")
    value = lexemes[index].value
    if at(lexemes, behind).lower == "fold" and lexemes[index].kind == "number" and value:
        return _exactly(index, behind + 1, value, "fold")
    return None


_BEHIND_SHARES = frozenset(
    (
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "there",
        "here",
        "now",
        "will",
        "would",
        "can",
        "could",
        "ends",
        "end",
    )
)
_BEFORE_BARE_HALF = frozenset(("nearly", "almost", "about", "roughly", "over", "under", "barely", "around"))


def _half(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "half the voters", "half a dozen", "more than half people": not "the second half"."""
    word, before = lexemes[index].lower, at(lexemes, index - 1).lower
    if word not in ("half", "quarter") or before in _NOT_HALF:
        return None
    if before == "and" and (
        at(lexemes, index - 2).value is not None or at(lexemes, index - 2).lower in SMALL
    ):
        return None  # "one and half"
    share = 0.5 if word == "half" else 0.25
    following = at(lexemes, index + 1).lower
    scaled = index + 1 + (following in ("a", "an"))
    scale = SCALES.get(at(lexemes, scaled).lower)
    if scale is not None:
        return _exactly(index, scaled + 1, share * scale, "words")
    is_measured = scaled == index + 2 and unit_of((at(lexemes, scaled).text,)) is not None  # "half a mile"
    is_bare = before in _BEFORE_BARE_HALF and (
        not following or not following[0].isalnum()
    )  # "it was nearly half."
    if word == "half" and (
        is_bare or is_measured or following in _AFTER_HALF or (before == "than" and following.isalpha())
    ):
        return _exactly(index, index + 1, share, "share")
    return None


def _fraction_of_scale(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "a third of", "two-thirds"; "three quarters of a million" is a number, not a share."""
    if lexemes[index].value is not None:
        return None
    fraction = read_fraction(lexemes, index)
    if fraction is None or read_mixed(lexemes, index) is not None:
        return None
    after = fraction.last
    if at(lexemes, after).lower == "of" and at(lexemes, after + 1).lower == "a":
        after += 2
    scale = SCALES.get(at(lexemes, after).lower)
    if scale is not None:
        return _exactly(index, after + 1, fraction.value * scale, "words")
    return _exactly(index, fraction.last, fraction.value, "share")


def _vague(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "dozens", "tens of thousands"."""
    word = lexemes[index].lower
    if word not in _VAGUE and word not in _TENS_OF:
        return None
    larger = at(lexemes, index + 2).lower
    if at(lexemes, index + 1).lower == "of" and larger in _POWERS and word in _TENS_OF:
        (low, high), scale = _TENS_OF[word], _POWERS[larger]
        return Number(index, index + 3, None, low * scale, high * scale, "vague", scale)
    if word == "tens" or (word == "scores" and at(lexemes, index + 1).lower != "of"):
        return None
    low, high = _VAGUE[word]
    return Number(index, index + 1, None, low, high, "vague")


def _digits(lexemes: list[Lexeme], index: int) -> Number | None:
    """Digits, with a fraction, power or scale behind: "10 1/2", "1.3x10^6", "3.4 million", "2bn"."""
    lexeme = lexemes[index]
    if lexeme.kind == "fraction":
        return _exactly(index, index + 1, lexeme.value or 0, "share")
    if lexeme.kind != "number" or lexeme.value is None:
        return None
    if (power := _power(lexemes, index)) is not None:
        return power
    value, last = lexeme.value, index + 1
    if at(lexemes, last).kind == "fraction":
        return _exactly(index, last + 1, value + (lexemes[last].value or 0), "digits")
    if (fraction := _slashed(lexemes, last)) is not None:
        return _exactly(index, last + 3, value + fraction, "digits")
    if (fraction := _slashed(lexemes, index)) is not None:
        return _exactly(index, index + 3, fraction, "share")
    if at(lexemes, last).lower in SCALES or at(lexemes, last).lower in DOZENS:
        whole = read_mixed(lexemes, index) or read_cardinal(lexemes, index)
        if whole is not None:
            return _exactly(index, whole.last, whole.value, "digits", whole.scale)
    if at(lexemes, last).lower == "and" and (mixed := read_mixed(lexemes, index)) is not None:
        return _exactly(index, mixed.last, mixed.value, "digits")
    scale = _scale_after_digits(lexemes, last)
    if scale is not None:
        return _exactly(index, last + 1, value * scale, "digits", scale)
    return _exactly(index, last, value, "digits")


def _power(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "1.3x10^6", "2.998\u00d710\u22128" (a superscript that lost its place), "1.1^23"."""
    value, base = lexemes[index].value or 0, index
    if at(lexemes, index + 1).lower in ("x", "\u00d7") and at(lexemes, index + 2).text == "10":
        base = index + 2
    sign = base + 1
    has_caret = at(lexemes, sign).text == "^"
    sign += has_caret
    is_negative = at(lexemes, sign).text in ("-", "\u2212")
    place = sign + (is_negative or at(lexemes, sign).text == "+")
    exponent = at(lexemes, place)
    if not exponent.text.isdigit() or not exponent.value or exponent.value > 30:
        return None
    if not has_caret and (base == index or not is_negative):
        return None
    power = -exponent.value if is_negative else exponent.value
    if exponent.start - lexemes[index].end > 6:
        return None
    try:
        raised = float(lexemes[base].value or 0) ** power * (value if base != index else 1)
    except (OverflowError, ZeroDivisionError):
        return None
    return _exactly(index, place + 1, raised, "digits")


def _slashed(lexemes: list[Lexeme], index: int) -> float | None:
    """The value of "1/2" at ``index``: small whole numbers with nothing between, so no date."""
    if at(lexemes, index + 1).text not in ("/", "\u2044"):
        return None
    top, slash, bottom = at(lexemes, index), lexemes[index + 1], at(lexemes, index + 2)
    if top.kind != "number" or bottom.kind != "number" or top.end != slash.start or slash.end != bottom.start:
        return None
    is_fraction = top.text.isdigit() and bottom.text in _SLASHED
    if not is_fraction or not 0 < (top.value or 0) < (bottom.value or 0):
        return None
    if at(lexemes, index + 3).text == "/":
        return None
    return (top.value or 0) / (bottom.value or 1)


_SLASHED = frozenset(("2", "3", "4", "5", "8", "10", "16", "32", "64", "100", "128"))


def _scale_after_digits(lexemes: list[Lexeme], index: int) -> float | None:
    following = at(lexemes, index)
    if following.kind != "word":
        return None
    blanks = gap(lexemes, index)
    if following.lower in _SHORT_SCALES and (blanks <= 1 or (blanks <= 3 and following.text == "k")):
        return _SHORT_SCALES[following.lower]
    if following.text in ("m", "M", "B", "T", "b", "t") and blanks <= 1:
        return _letter_scale(lexemes, index)
    return None


def _letter_scale(lexemes: list[Lexeme], index: int) -> float | None:
    """ "$5m" and "5m people" are millions; "5m long" and "5m." are metres."""
    letter = lexemes[index].lower
    if lexemes[index - 1].text + lexemes[index].text == "3M" and not is_money_mark(at(lexemes, index - 2)):
        return None  # the company
    if is_money_mark(at(lexemes, index - 2)):
        return _LETTER_SCALES[letter]
    if letter != "m" or gap(lexemes, index):
        return None
    following = at(lexemes, index + 1)
    counts_things = following.kind == "word" and following.lower not in _LENGTH_COMPANY
    return _LETTER_SCALES[letter] if counts_things and "'" not in following.text else None


def _in_words(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "one hundred and three", "twenty-five", "a million", "two and a half", "five point five"."""
    if lexemes[index].kind != "word":
        return None
    whole = read_mixed(lexemes, index) or read_cardinal(lexemes, index)
    if whole is None:
        return None
    decimal = read_decimal(lexemes, whole)
    if decimal is None:
        return _exactly(index, whole.last, whole.value, "words", whole.scale)
    scale = SCALES.get(at(lexemes, decimal.last).lower)
    if scale is not None:
        return _exactly(index, decimal.last + 1, decimal.value * scale, "words", scale)
    return _exactly(index, decimal.last, decimal.value, "words")
