"""What the words around a number allow it to be: "at least ten", "some half", "81 or more"."""

from factcheck.extraction.types import Modifier

from .lexer import Lexeme, tidy

_WRITTEN_BEFORE: dict[Modifier, str] = {
    "at_least": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|"
    "minimum|as few as|upwards of|upward of|at the very least",
    "more_than": "more than|over|above|exceeding|in excess of|north of|greater than|well over|larger than|"
    "higher than|topping|>|longer than|better than|just over|over than|over the age of|above the age of",
    "less_than": "less than|fewer than|under|below|<|smaller than|lower than|shy of|shorter than|south of|"
    "just under|under the age of|below the age of|sub -|sub \u2010|sub \u2011",
    "at_most": "up to|at most|no more than|not more than|as many as|as much as|maximum of|a maximum of|"
    "as high as|as long as",
    "approximately": "barely|maybe|perhaps|closer to|about|around|approximately|approx|roughly|some|circa|estimated|close to|near|~|\u2248|"
    "more or less|in the region of|on the order of|approaching|nearly|almost|"
    "just about|at about|at around|somewhere around|something like|somewhere near|in the order of",
}
_BEFORE = {
    tuple(phrase.split()): modifier
    for modifier, phrases in _WRITTEN_BEFORE.items()
    for phrase in phrases.split("|")
}
_AFTER: dict[tuple[str, ...], Modifier] = {
    ("or", "more"): "at_least",
    ("or", "greater"): "at_least",
    ("or", "above"): "at_least",
    ("and", "counting"): "at_least",
    ("plus",): "at_least",
    ("+",): "at_least",
    ("or", "less"): "at_most",
    ("or", "fewer"): "at_most",
    ("or", "under"): "at_most",
    ("or", "so"): "approximately",
    ("or", "thereabouts"): "approximately",
}
#: Words that bound a number when they stand beside it.
BOUNDING_WORDS = frozenset(word for phrase in (*_BEFORE, *_AFTER) for word in phrase)
_TURNING = frozenset(("turn", "turns", "turned", "turning"))
_LONGEST = max(len(phrase) for phrase in _BEFORE)
#: Approximate words that still say on which side: (lowest, highest) as shares of the value.
_ONE_SIDED: dict[str, tuple[float, float]] = {
    "nearly": (0.9, 1.0),
    "almost": (0.9, 1.0),
    "approaching": (0.9, 1.0),
}
#: How far "about" reaches. A tenth either way is what the desk's examples use.
_ABOUT = (0.9, 1.1)


def modifier_before(lexemes: list[Lexeme], first: int) -> tuple[Modifier, int] | None:
    """The bound that ends right before lexeme ``first`` and its article, and where it begins; the longest wins."""
    if first > 1 and lexemes[first - 1].lower in ("a", "an", "the"):
        first -= 1
    for length in range(min(_LONGEST, first), 0, -1):
        phrase = tuple(lexeme.lower for lexeme in lexemes[first - length : first])
        if phrase == ("over",) and any(
            lexeme.lower in _TURNING for lexeme in lexemes[max(0, first - 5) : first]
        ):
            return None  # "turned the ball over eight times"
        if phrase in _BEFORE:
            return _BEFORE[phrase], first - length
    return None


def _behind_noun(lexemes: list[Lexeme], last: int) -> tuple[Modifier, int] | None:
    """ "300 blankets *at most*", "12 fire engines *at least*" """
    for place in range(last, min(last + 3, len(lexemes) - 1)):
        if lexemes[place].kind != "word":
            return None
        if lexemes[place].lower == "at" and lexemes[place + 1].lower in ("most", "least"):
            follows = lexemes[place + 2] if place + 2 < len(lexemes) else None
            if follows is not None and follows.value is not None:
                return None  # "12 boats at least 20 miles off"
            return ("at_most" if lexemes[place + 1].lower == "most" else "at_least"), place + 2
    return None


def modifier_after(lexemes: list[Lexeme], last: int) -> tuple[Modifier, int] | None:
    """The bound that begins right at lexeme ``last``, and where it ends."""
    if (behind := _behind_noun(lexemes, last)) is not None:
        return behind
    for length in (2, 1):
        phrase = tuple(lexeme.lower for lexeme in lexemes[last : last + length])
        if len(phrase) == length and phrase in _AFTER:
            if phrase == ("+",) and lexemes[last].start != lexemes[last - 1].end:
                return None
            return _AFTER[phrase], last + length
    return None


def bounds(
    value: float, modifier: Modifier, words_before: tuple[str, str]
) -> tuple[float | None, float | None, bool, bool]:
    """(low, high, low_open, high_open) that ``modifier`` leaves to ``value``; the two words in front may narrow it."""
    is_just = words_before[0] == "just"
    if modifier == "exact":
        return value, value, False, False
    if modifier == "at_least":
        return value, None, False, False
    if modifier == "more_than":
        return value, tidy(value * _ABOUT[1]) if is_just else None, True, False
    if modifier == "at_most":
        return None, value, False, False
    if modifier == "less_than":
        return tidy(value * _ABOUT[0]) if is_just else None, value, False, True
    below, above = _ONE_SIDED.get(words_before[1], _ABOUT)
    ends = sorted((tidy(value * below), tidy(value * above)))
    return ends[0], ends[1], below == 1.0, above == 1.0
