"""English number words: "one hundred and three", "five point five", "two and a half", "three fifths"."""

from dataclasses import dataclass

from factcheck.extraction.lexicon import in_order, words

from .lexer import Lexeme, at

SMALL = {
    word: value
    for value, word in enumerate(
        in_order(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
} | {"nought": 0, "naught": 0}
TENS = {
    word: 10 * value
    for value, word in enumerate(in_order("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
} | {"fourty": 40}
DOZENS = dict.fromkeys(in_order("dozen dozens doz dozs dz dzs"), 12)
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
    "dozen": 12,
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        in_order(
            "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
            "sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        3,
    )
}
_FIRSTS = {"first": 1, "second": 2} | {word: value for word, value in _ORDINALS.items() if value < 10}
#: What one part is called when the whole is cut in so many.
_PARTS = (
    _ORDINALS
    | {"half": 2, "quarter": 4}
    | {"hundredth": 100, "thousandth": 1000, "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12}
)
_MANY_PARTS = {word + "s": value for word, value in _PARTS.items() if word != "half"} | {"halves": 2}
#: What may follow "a third" when it is a share and not the third one.
_AFTER_SHARE = words(
    "of the more less fewer higher lower larger smaller in for to from on are is was were and or"
)
HYPHENS = frozenset("-\u2010\u2011")
#: Beyond this it is no number any more ("a million million million ...").
_LARGEST = 10**21


@dataclass(frozen=True, slots=True)
class Read:
    """A value read up to lexeme ``last``; ``scale`` is what its last part was multiplied by."""

    value: float
    last: int
    scale: float = 1


def read_cardinal(lexemes: list[Lexeme], index: int) -> Read | None:
    """The whole number at ``index``, in words or with digits in it: "4 thousand 3 hundred and 21"."""
    words = _Cardinal.begin(lexemes, index)
    if words is None:
        return None
    while words.step(lexemes):
        pass
    return Read(words.value, words.last, words.scale)


@dataclass(slots=True)
class _Cardinal:
    """A number as it grows: ``total`` is closed by a scale, ``group`` is still below a thousand."""

    total: float
    group: float
    last: int
    scale: float
    has_digits: bool

    @property
    def value(self) -> float:
        return self.total + self.group

    @classmethod
    def begin(cls, lexemes: list[Lexeme], index: int) -> "_Cardinal | None":
        first = at(lexemes, index)
        if first.lower in ("a", "an"):
            follows = at(lexemes, index + 1).lower
            return cls(0, 1, index + 1, 1, False) if follows in SCALES else None
        if first.kind == "number":
            return cls(0, first.value or 0, index + 1, 1, True)
        value = SMALL.get(first.lower, TENS.get(first.lower))
        return None if value is None else cls(0, value, index + 1, 1, False)

    def step(self, lexemes: list[Lexeme]) -> bool:
        """Take in the next word or two; False where the number ends."""
        word = at(lexemes, self.last)
        if word.kind == "mark" and word.text not in HYPHENS:
            return False
        return (
            self._take_scale(word.lower) or self._take_unit(lexemes, word) or self._take_rest(lexemes, word)
        )

    def _take_scale(self, word: str) -> bool:
        scale = SCALES.get(word) or DOZENS.get(word)
        if scale is None or (word not in SCALES and self.value <= 1) or self.value * scale > _LARGEST:
            return False
        if word == "hundred" and self.group:
            self.group *= 100
        elif self.total and scale > self.total:
            self.total, self.group = self.value * scale, 0  # "two thousand million"
        elif self.group or not self.total:
            self.total, self.group = self.total + self.group * scale, 0
        else:
            return False
        self.last, self.scale = self.last + 1, scale
        return True

    def _take_unit(self, lexemes: list[Lexeme], word: Lexeme) -> bool:
        """The "five" of "twenty-five" and "twenty five"."""
        if self.has_digits or self.group % 100 < 20 or self.group % 10:
            return False
        after = self.last + (word.text in HYPHENS)
        unit = SMALL.get(at(lexemes, after).lower, 0)
        if not 0 < unit < 10 or at(lexemes, after - 1).lower in SCALES:
            return False
        self.group, self.last = self.group + unit, after + 1
        return True

    def _take_rest(self, lexemes: list[Lexeme], word: Lexeme) -> bool:
        """What follows a scale: the "three" of "one hundred and three", the "two" of "five thousand two hundred"."""
        before = at(lexemes, self.last - 1).lower
        if before not in SCALES or before == "dozen":
            return False
        joined = word.lower == "and"
        after = self.last + joined
        piece = at(lexemes, after)
        limit = min(self.scale, 1000)
        has_digits = piece.kind == "number" or self.has_digits
        # "4 thousand 3 hundred and 21", but not "$4 million and 21 people" or "$4 million 3 years ago".
        may_be_digits = limit == self.scale and (joined or at(lexemes, after + 1).lower == "hundred")
        if has_digits and not may_be_digits:
            return False
        value = piece.value if piece.kind == "number" else SMALL.get(piece.lower, TENS.get(piece.lower))
        if value is None or not 0 < value < limit or value != int(value):
            return False
        self.group, self.last, self.scale = self.group + value, after + 1, 1
        return True


def read_decimal(lexemes: list[Lexeme], whole: Read) -> Read | None:
    """ "point zero three" behind ``whole``."""
    if at(lexemes, whole.last).lower != "point":
        return None
    digits, last = "", whole.last + 1
    while (word := at(lexemes, last).lower) in SMALL or word in TENS:
        digits += str(SMALL.get(word, TENS.get(word)))
        last += 1
    return Read(float(f"{int(whole.value)}.{digits}"), last) if digits else None


def read_parts(lexemes: list[Lexeme], index: int, top: float) -> Read | None:
    """What each of ``top`` parts is called at ``index``: "thirds", "-fifth", "twenty-firsts"; the value is their number."""
    after = index + (at(lexemes, index).text in HYPHENS)
    name = at(lexemes, after).lower
    if name in TENS:
        after += 1 + (at(lexemes, after + 1).text in HYPHENS)
        unit = at(lexemes, after).lower
        number = _FIRSTS.get(unit.removesuffix("s"))
        if number is None or unit.endswith("s") != (top != 1):
            return None
        if top == 1 and not _ends_share(lexemes, after + 1):
            return None
        return Read(TENS[name] + number, after + 1)
    if name in _MANY_PARTS and top != 1:
        return Read(_MANY_PARTS[name], after + 1)
    if name in _PARTS and top == 1:
        is_by = index >= 2 and at(lexemes, index - 2).lower == "by"  # "cut by a quarter over the year"
        if is_by or _ends_share(lexemes, after + 1) or at(lexemes, after + 1).lower in SCALES:
            return Read(_PARTS[name], after + 1)
    return None


def _ends_share(lexemes: list[Lexeme], index: int) -> bool:
    following = at(lexemes, index)
    return following.kind == "mark" or following.lower in _AFTER_SHARE


def read_fraction(lexemes: list[Lexeme], index: int) -> Read | None:
    """ "a third", "three fifths", "twenty-three fifths", "a half"."""
    if at(lexemes, index).lower in ("a", "an"):
        top = Read(1, index + 1)
    else:
        whole = read_cardinal(lexemes, index)
        if whole is None or at(lexemes, index).kind == "number":
            return None
        top = whole
    parts = read_parts(lexemes, top.last, top.value)
    if parts is None or _are_months(lexemes, parts.last, top.value):
        return None
    return Read(top.value / parts.value, parts.last)


def _are_months(lexemes: list[Lexeme], behind: int, number: float) -> bool:
    """ "four quarters", "three quarters in a row": of a year, each."""
    if at(lexemes, behind - 1).lower != "quarters":
        return False
    following = [at(lexemes, index).lower for index in range(behind, behind + 3)]
    return number > 3 or following == ["in", "a", "row"] or following[:1] == ["running"]


def read_mixed(lexemes: list[Lexeme], index: int) -> Read | None:
    """ "two and a half", "one hundred and three quarters", "3 million and a half"."""
    whole = read_cardinal(lexemes, index)
    if whole is None:
        return None
    joint = whole.last
    if at(lexemes, joint).lower != "and":
        joint = _inner_joint(lexemes, index, whole)
        if joint < 0:
            return None
        shorter = read_cardinal(lexemes[index:joint], 0)
        if shorter is None:
            return None
        whole = Read(shorter.value, joint, shorter.scale)
    fraction = _half_behind(lexemes, joint) or read_fraction(lexemes, joint + 1)
    if fraction is None or fraction.value >= 1 or at(lexemes, fraction.last).lower == "of":
        return None
    larger = SCALES.get(at(lexemes, fraction.last).lower)
    if larger is not None:
        return Read(whole.value + fraction.value * larger, fraction.last + 1)
    scale = whole.scale if whole.scale >= 1000 else 1
    return Read(whole.value + fraction.value * scale, fraction.last, scale)


def _half_behind(lexemes: list[Lexeme], joint: int) -> Read | None:
    """The "a half" of "two and a half miles", whatever follows."""
    part = at(lexemes, joint + 2).lower
    if at(lexemes, joint + 1).lower not in ("a", "one") or part not in ("half", "quarter"):
        return None
    return Read(1 / _PARTS[part], joint + 3)


def _inner_joint(lexemes: list[Lexeme], index: int, whole: Read) -> int:
    """The "and" of "one hundred *and* three quarters", which reads like 103 at first; -1 if there is none."""
    if read_parts(lexemes, whole.last, 2) is None and read_parts(lexemes, whole.last, 1) is None:
        return -1
    return max((i for i in range(index, whole.last) if lexemes[i].lower == "and"), default=-1)
