"""Numbers in digits and English words: where they are and what they are worth."""

from dataclasses import dataclass
from typing import Literal

from factcheck.extraction.lexicon import in_order, words

from .lexer import Lexeme

_SMALL = {
    word: value
    for value, word in enumerate(
        in_order(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(in_order("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
} | {"fourty": 40}
_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "dozen": 12,
}
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
_MILLION_OR_METRE = "m"
_LENGTH_COMPANY = words(
    "of in and or to from high long wide tall deep away above below by x at on off per apart thick across "
    "sprint race final hurdles freestyle relay behind before after"
)
#: "dozens" is at least two of them and less than what one would call hundreds.
_VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "millions": (2_000_000, 9_999_999),
    "billions": (2_000_000_000, 9_999_999_999),
    "trillions": (2_000_000_000_000, 9_999_999_999_999),
    "tens": (20, 99),
}
_DENOMINATORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
    "thousandth": 1000,
}
_PLURAL_DENOMINATORS = {word + "s": value for word, value in _DENOMINATORS.items() if word != "half"} | {
    "halves": 2
}
#: What may follow "a third" when it is a share and not the third one.
_AFTER_SHARE = words("of the more less fewer higher lower larger smaller in for to from on are is was were")
_AFTER_HALF = words("of the its their his her our your that those these this all as")
_HYPHENS = frozenset("-\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Number:
    """A number over lexemes [first, last). ``low``/``high`` differ from ``value`` for vague words only."""

    first: int
    last: int
    value: float | None
    low: float
    high: float
    form: Literal["digits", "words", "share", "vague"]


def find_numbers(lexemes: list[Lexeme]) -> list[Number]:
    """Every number, left to right, none inside another."""
    found = []
    index = 0
    while index < len(lexemes):
        number = _number_at(lexemes, index)
        if number is None:
            index += 1
        else:
            found.append(number)
            index = number.last
    return found


def _number_at(lexemes: list[Lexeme], index: int) -> Number | None:
    return (
        _one_in_five(lexemes, index)
        or _share(lexemes, index)
        or _vague(lexemes, index)
        or _mixed(lexemes, index)
        or _in_words(lexemes, index)
    )


def _lower(lexemes: list[Lexeme], index: int) -> str:
    return lexemes[index].lower if 0 <= index < len(lexemes) else ""


def _exactly(first: int, last: int, value: float, form: Literal["digits", "words", "share"]) -> Number:
    value = _tidy(value)
    return Number(first, last, value, value, value, form)


def _tidy(value: float) -> float:
    """Undo the noise of 3.4 * 10**6, and whole numbers as int."""
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < 1e18 else value


def _one_in_five(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "one in five", "3 out of 10": a share, provided that the second is larger and nothing is between."""
    top = _small_number(lexemes, index)
    if top is None:
        return None
    after = index + 1
    if _lower(lexemes, after) == "out" and _lower(lexemes, after + 1) == "of":
        after += 2
    elif _lower(lexemes, after) == "in":
        after += 1
    else:
        return None
    if _lower(lexemes, after) == "every":
        after += 1
    bottom = _small_number(lexemes, after)
    if bottom is None or not 0 < top < bottom or bottom > 1_000_000:
        return None
    following = _lower(lexemes, after + 1)
    if following in _SCALES or following in _SHORT_SCALES or 1900 <= bottom <= 2100:
        return None
    return _exactly(index, after + 1, top / bottom, "share")


def _small_number(lexemes: list[Lexeme], index: int) -> float | None:
    if not 0 <= index < len(lexemes):
        return None
    lexeme = lexemes[index]
    if lexeme.kind == "number":
        return lexeme.value
    return _SMALL.get(lexeme.lower, _TENS.get(lexeme.lower))


def _share(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "a third of", "two-thirds", "half the": not "the third man"."""
    word = _lower(lexemes, index)
    if word == "half" and _lower(lexemes, index - 1) not in ("first", "second", "one", "and", "other"):
        following = _lower(lexemes, index + 1)
        if following in ("a", "an") and _lower(lexemes, index + 2) in _SCALES:
            return _exactly(index, index + 3, _SCALES[_lower(lexemes, index + 2)] / 2, "words")
        return _exactly(index, index + 1, 0.5, "share") if following in _AFTER_HALF else None
    top = 1.0 if word in ("a", "an") else _small_number(lexemes, index)
    if top is None or lexemes[index].kind == "number":
        return None
    after = index + 1
    if _lower(lexemes, after) in _HYPHENS:
        after += 1
    denominator = _lower(lexemes, after)
    if denominator in _PLURAL_DENOMINATORS and top > 1:
        return _exactly(index, after + 1, top / _PLURAL_DENOMINATORS[denominator], "share")
    if denominator in _DENOMINATORS and top == 1 and denominator != "half":
        behind = lexemes[after + 1] if after + 1 < len(lexemes) else None
        if behind is None or behind.kind == "mark" or behind.lower in _AFTER_SHARE:
            return _exactly(index, after + 1, top / _DENOMINATORS[denominator], "share")
    return None


def _vague(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "dozens", "tens of thousands"."""
    word = _lower(lexemes, index)
    if word not in _VAGUE:
        return None
    if word == "scores" and _lower(lexemes, index + 1) != "of":
        return None
    low, high = _VAGUE[word]
    last = index + 1
    larger = _lower(lexemes, index + 2)
    if _lower(lexemes, index + 1) == "of" and larger in _VAGUE and larger not in ("dozens", "scores", "tens"):
        scale = _VAGUE[larger][0] // 2
        low, high, last = low * scale, high * scale + scale - 1, index + 3
    elif word == "tens":
        return None
    return Number(index, last, None, low, high, "vague")


def _mixed(lexemes: list[Lexeme], index: int) -> Number | None:
    """Digits, with a fraction or scale behind: "10 1/2", "3.4 million", "2bn"."""
    lexeme = lexemes[index]
    if lexeme.kind == "fraction":
        return _exactly(index, index + 1, lexeme.value or 0, "share")
    if lexeme.kind != "number" or lexeme.value is None:
        return None
    value, last = lexeme.value, index + 1
    if last < len(lexemes) and lexemes[last].kind == "fraction":
        value, last = value + (lexemes[last].value or 0), last + 1
    elif (fraction := _slashed(lexemes, last)) is not None:
        value, last = value + fraction, last + 3
    elif (fraction := _slashed(lexemes, index)) is not None:
        return _exactly(index, index + 3, fraction, "share")
    while last < len(lexemes) and (scale := _scale_after_digits(lexemes, last)) is not None:
        value, last = value * scale, last + 1
    return _exactly(index, last, value, "digits")


def _slashed(lexemes: list[Lexeme], index: int) -> float | None:
    """The value of "1/2" at ``index``: small whole numbers with nothing between, so no date."""
    if index + 2 >= len(lexemes) or lexemes[index + 1].text not in ("/", "\u2044"):
        return None
    top, slash, bottom = lexemes[index : index + 3]
    if top.kind != "number" or bottom.kind != "number" or top.end != slash.start or slash.end != bottom.start:
        return None
    is_fraction = top.text.isdigit() and bottom.text in ("2", "3", "4", "5", "8", "10", "16")
    if not is_fraction or not 0 < (top.value or 0) < (bottom.value or 0):
        return None
    if index + 3 < len(lexemes) and lexemes[index + 3].text == "/":
        return None
    return (top.value or 0) / (bottom.value or 1)


def _scale_after_digits(lexemes: list[Lexeme], index: int) -> float | None:
    word = _lower(lexemes, index)
    if word in _SCALES:
        return _SCALES[word]
    is_attached = lexemes[index].start - lexemes[index - 1].end <= 1
    if not is_attached:
        return None
    if word in _SHORT_SCALES:
        return _SHORT_SCALES[word]
    if lexemes[index].text in (_MILLION_OR_METRE, "M", "B", "T"):
        return _letter_scale(lexemes, index)
    return None


def _letter_scale(lexemes: list[Lexeme], index: int) -> float | None:
    """ "$5m" and "5m people" are millions; "5m long" and "5m." are metres."""
    before = _lower(lexemes, index - 2)
    is_money = before in ("$", "\u00a3", "\u20ac", "\u00a5", "\u20b9")
    letter = lexemes[index].lower
    scale = {"m": 10**6, "b": 10**9, "t": 10**12}[letter]
    if is_money:
        return scale
    if letter != _MILLION_OR_METRE or lexemes[index].start != lexemes[index - 1].end:
        return None
    following = lexemes[index + 1] if index + 1 < len(lexemes) else None
    counts_things = (
        following is not None and following.kind == "word" and following.lower not in _LENGTH_COMPANY
    )
    return scale if counts_things else None


def _in_words(lexemes: list[Lexeme], index: int) -> Number | None:
    """ "one hundred and three", "twenty-five", "a million", "two and a half"."""
    word = _lower(lexemes, index)
    if word in ("a", "an"):
        if _lower(lexemes, index + 1) not in _SCALES:
            return None
        total, current, last = 0.0, 1.0, index + 1
    elif word in _SMALL or word in _TENS:
        total, current, last = 0.0, float(_SMALL.get(word, _TENS.get(word, 0))), index + 1
    else:
        return None
    while last < len(lexemes):
        word = _lower(lexemes, last)
        if word in _SCALES:
            if word == "hundred":
                current *= 100
            else:
                total, current = _scaled(total, current, _SCALES[word])
            last += 1
        elif (step := _joined_small(lexemes, last, current)) is not None:
            current, last = current + step[0], step[1]
        else:
            break
    return _exactly(index, last, total + current, "words")


def _scaled(total: float, current: float, scale: float) -> tuple[float, float]:
    """ "two thousand three hundred million" is rare; "three million two thousand" is not."""
    if total and scale > total:
        return (total + current) * scale, 0.0
    return total + current * scale, 0.0


def _joined_small(lexemes: list[Lexeme], index: int, current: float) -> tuple[float, int] | None:
    """What "-five", "and three", "and a half" add to the number so far, and the index behind it."""
    word = _lower(lexemes, index)
    joined = index
    if word in _HYPHENS:
        joined += 1
    elif word == "and":
        joined += 1
        if _lower(lexemes, joined) == "a" and _lower(lexemes, joined + 1) in ("half", "quarter"):
            return 1 / _DENOMINATORS[_lower(lexemes, joined + 1)], joined + 2
        if current and current < 100:
            return None
    small = _lower(lexemes, joined)
    if small in _SMALL and 0 < _SMALL[small] < 10 and current >= 20 and current % 10 == 0:
        return float(_SMALL[small]), joined + 1
    fills_hundred = word not in _HYPHENS and (current == 0 or (current >= 100 and current % 100 == 0))
    if fills_hundred and (small in _SMALL or small in _TENS) and (current or word == "and" or index):
        follows_scale = _lower(lexemes, index - 1) in _SCALES
        if follows_scale and _lower(lexemes, index - 1) != "dozen":
            return float(_SMALL.get(small, _TENS.get(small, 0))), joined + 1
    return None
