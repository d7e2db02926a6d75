"""Numbers that count nothing: years, scores, house numbers, model names, list markers."""

import re

from spacy.tokens import Token

from factcheck.extraction.lexicon import words
from factcheck.extraction.types import Span

from .lexer import Lexeme

_NAMED = words(
    "section room page pages chapter article articles no nos number flight boeing airbus route highway "
    "interstate apollo volume vol row seat platform gate line channel figure table appendix act rule "
    "clause paragraph protocol resolution directive bill amendment proposition block building unit suite "
    "apartment flat windows version formula group grade level phase stage tier episode season game week "
    "day type model iphone psalm lot exit zone area district precinct ward"
)
_STREETS = words("street st road rd avenue ave lane drive boulevard blvd square terrace place way")
_SCORE_WORDS = words(
    "beat beats win won wins winning lose lost loses defeat defeated victory draw drew lead led leading "
    "score scored final set sets match trailed trail aggregate tie tied game"
)
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th", "s"))
_PRONOUN_COMPANY = words("of another by day time thing must can cannot should might would who that which")
_LIST_MARKER = re.compile(r"[.)\]]")


def is_in_time(span: Span, times: list[Span]) -> bool:
    """Whether a time expression holds the number: "March 2", "two weeks ago"."""
    return any(time.covers(span) for time in times)


def is_part_of_name(lexemes: list[Lexeme], first: int, last: int) -> bool:
    """Whether the number at [first, last) belongs to a name, an ordinal, a telephone number or an address."""
    number = lexemes[first]
    if number.kind != "number":
        return False
    before = lexemes[first - 1] if first else None
    after = lexemes[last] if last < len(lexemes) else None
    if before is not None and before.end == number.start:
        if before.kind in ("word", "code") and before.lower not in ("rs", "usd", "eur", "gbp", "rm"):
            return True
        if before.text in ("#", "@", "/", ":", "_", "=") or (
            before.text in _DASHES and _joins_word(lexemes, first)
        ):
            return True
    if before is not None and (before.lower in _NAMED or _is_numero(lexemes, first)):
        return before.text[0].isupper() or before.lower in ("no", "nos", "number", "page", "chapter", "room")
    if after is None:
        return False
    if after.start == lexemes[last - 1].end:
        if after.lower in _ORDINAL_ENDINGS or after.text in ("_", "=", "@"):
            return True
        if after.text == ":" and last + 1 < len(lexemes) and lexemes[last + 1].kind == "number":
            return True
    return _is_address(lexemes, last)


def _joins_word(lexemes: list[Lexeme], first: int) -> bool:
    """ "F-16", "555-0123-4": the dash before the number touches a word or number that is no range."""
    if first < 2:
        return False
    dash, before = lexemes[first - 1], lexemes[first - 2]
    return before.end == dash.start and before.kind in ("word", "code", "number")


def _is_numero(lexemes: list[Lexeme], first: int) -> bool:
    return (
        first >= 2
        and lexemes[first - 1].text == "."
        and lexemes[first - 2].lower in ("no", "nos", "vol", "pp")
    )


def _is_address(lexemes: list[Lexeme], last: int) -> bool:
    words = lexemes[last : last + 3]
    for position, lexeme in enumerate(words):
        if lexeme.kind != "word" or not lexeme.text[0].isupper():
            return False
        if position and lexeme.lower in _STREETS:
            return True
    return False


def is_list_marker(lexemes: list[Lexeme], first: int, last: int, line_starts: frozenset[int]) -> bool:
    """ "1. First point" at the beginning of a line."""
    number = lexemes[first]
    if number.kind != "number" or number.start not in line_starts or len(number.text) > 2:
        return False
    return last < len(lexemes) and _LIST_MARKER.match(lexemes[last].text) is not None


def is_score(lexemes: list[Lexeme], first: int, last: int, values: tuple[float, float]) -> bool:
    """Whether "3-1" is a result: it goes down, or the words beside it speak of winning."""
    if max(values) > 199:
        return False
    near = {lexeme.lower for lexeme in lexemes[max(0, first - 8) : last + 8]}
    return values[0] >= values[1] or bool(near & _SCORE_WORDS)


def is_bare_year(lexeme: Lexeme, value: float, counts_something: bool) -> bool:
    """ "2015" alone; "2015 people" counts something."""
    return not counts_something and len(lexeme.text) == 4 and lexeme.text.isdigit() and 1500 <= value <= 2100


def is_pronoun(lexemes: list[Lexeme], first: int, last: int, token: Token | None) -> bool:
    """ "one of the", "no one", "one must": the word, not the number."""
    if lexemes[first].lower != "one" or last - first > 1:
        return False
    before = lexemes[first - 1].lower if first else ""
    after = lexemes[last].lower if last < len(lexemes) else ""
    if before in (
        "no",
        "this",
        "that",
        "each",
        "every",
        "any",
        "which",
        "another",
        "the",
        "first",
        "last",
        "-",
    ):
        return True
    if after in _PRONOUN_COMPANY or last >= len(lexemes) or lexemes[last].kind == "mark":
        return True
    return token is None or token.tag_ != "CD"
