"""Numbers that count nothing: years, scores, house numbers, model names, list markers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.extraction.lexicon import words

from .currencies import is_money_mark
from .lexer import Lexeme, at

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMED = words(
    "section room page pages chapter article articles no nos number flight boeing airbus route highway "
    "interstate apollo volume vol row seat platform gate line channel figure table appendix act rule "
    "clause paragraph protocol resolution directive bill amendment proposition block building unit suite "
    "apartment flat windows version formula group grade level phase stage tier episode season game week "
    "day type model iphone psalm lot exit zone area district precinct ward galaxy voyager zip junction junctions bus lane verse verses sections junctions"
)
#: Results of games and of votes in parliaments; what is larger is a range.
_MOST_VOTES = 999
#: Words that need no capital to number what they name.
_ALWAYS_NUMBERED = words(
    "no nos number page pages chapter room junction junctions route bus flight platform gate lane verse verses "
    "section sections paragraph exit highway"
)
#: Share indices and rankings that have their size as a name.
_INDEXES = words(
    "s&p stoxx nasdaq ftse dax cac nikkei topix russell fortune asx kospi csi ibex smi aex tsx dow hsi"
)
_STREETS = words("street st road rd avenue ave lane drive boulevard blvd square terrace place way")
_SCORE_WORDS = words(
    "beat beats win won wins winning lose lost loses defeat defeated victory draw drew lead led leading "
    "score scored final set sets match trailed trail aggregate tie tied game"
)
_SLUGS = frozenset(("UPDATE", "WRAPUP", "CORRECTED", "REFILE"))
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
#: Words that a hyphen ties to a measure without making a name of the two: "sub-7 nanometre".
_PREFIXES = words("sub to mid minus plus by all per non")
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th", "s"))
_IN_YEAR = words("in since during until late early mid by")
_PRONOUN_COMPANY = words("another by day time thing must can cannot should might would who that which")
_LIST_MARKER = re.compile(r"[.)\]]")


def is_part_of_name(lexemes: list[Lexeme], first: int, last: int, *, has_unit: bool) -> bool:
    """Whether the number at [first, last) belongs to a name, an ordinal, a telephone number or an address.

    A unit behind it settles the matter, except where letters touch the number in front.
    """
    number = lexemes[first]
    before, after = at(lexemes, first - 1), at(lexemes, last)
    if before.text in _SLUGS and after.text == "-" and after.start == lexemes[last - 1].end:
        return True  # "UPDATE 2-Bank cuts outlook"
    if number.kind == "number" and before.end == number.start:
        if before.kind in ("word", "code") and not is_money_mark(before):
            return True
        if before.text in ("#", "@", "/", ":", "_", "=") and not has_unit:
            return True
        if before.text in _DASHES and _joins_word(lexemes, first) and not (has_unit and before.text == "-"):
            return True
        joined = at(lexemes, first - 2)
        if has_unit and before.text in _DASHES and joined.kind == "word" and joined.end == before.start:
            return joined.lower not in _PREFIXES
    if has_unit or number.kind not in ("number", "word"):
        return False
    if before.lower in _NAMED or _is_numero(lexemes, first):
        return not before.text.islower() or before.lower in _ALWAYS_NUMBERED
    named = at(lexemes, first - 3)
    if before.lower == "and" and at(lexemes, first - 2).kind == "number" and named.lower in _NAMED:
        return not named.text.islower() or named.lower in _ALWAYS_NUMBERED
    if number.kind != "number":
        return False
    if (
        before.text == "("
        and after.text == ")"
        and at(lexemes, first - 2).text[:1].isupper()
        and len(number.text) < 3
    ):
        return True  # a shirt number
    if after.lower == "zip":
        return True
    if before.lower in _INDEXES or (before.lower == "p" and at(lexemes, first - 2).lower in ("s", "&")):
        return True
    if after.start == lexemes[last - 1].end:
        if after.lower in _ORDINAL_ENDINGS or after.text in ("_", "=", "@"):
            return True
        if after.kind == "word" and after.text != "x":
            return True  # "5G", "06F6"
        if after.text == ":" and at(lexemes, last + 1).kind == "number":
            return True
    return _is_address(lexemes, last)


def _joins_word(lexemes: list[Lexeme], first: int) -> bool:
    """ "F-16", "555-0123-4": the dash before the number touches a word or number that is no range."""
    if first < 2:
        return False
    dash, before = lexemes[first - 1], lexemes[first - 2]
    return before.end == dash.start and before.kind in ("word", "code", "number") and before.lower != "sub"


def _is_numero(lexemes: list[Lexeme], first: int) -> bool:
    return (
        first >= 2
        and lexemes[first - 1].text == "."
        and lexemes[first - 2].lower in ("no", "nos", "vol", "pp")
    )


def _is_address(lexemes: list[Lexeme], last: int) -> bool:
    for lexeme in lexemes[last : last + 4]:
        if lexeme.kind == "word" and lexeme.lower in _STREETS and lexeme.text[0].isupper():
            return True
        if not lexeme.text[0].isupper() and lexeme.kind != "number" and lexeme.lower not in _ORDINAL_ENDINGS:
            return False
    return False


def is_list_marker(lexemes: list[Lexeme], first: int, last: int, line_starts: frozenset[int]) -> bool:
    """ "1. First point" at the beginning of a line."""
    number = lexemes[first]
    if number.kind != "number" or number.start not in line_starts or len(number.text) > 2:
        return False
    return last < len(lexemes) and _LIST_MARKER.match(lexemes[last].text) is not None


def is_score(lexemes: list[Lexeme], first: int, last: int, values: tuple[float, float]) -> bool:
    """Whether "3-1" is a result: it goes down, or the words beside it speak of winning."""
    if max(values) > _MOST_VOTES:
        return False
    near = {lexeme.lower for lexeme in lexemes[max(0, first - 8) : last + 8]}
    return values[0] >= values[1] or bool(near & _SCORE_WORDS)


def is_bare_year(lexemes: list[Lexeme], index: int, value: float, counts_something: bool) -> bool:
    """ "2015" alone; "2015 people" counts something, but not "in 2015 people left"."""
    number, before = lexemes[index], at(lexemes, index - 1)
    if len(number.text) != 4 or not number.text.isdigit() or not 1500 <= value <= 2100:
        return False
    follows_year = before.lower == "and" and len(at(lexemes, index - 2).text) == 4
    return not counts_something or before.lower in _IN_YEAR or follows_year


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


def is_lone_one(lexemes: list[Lexeme], first: int, last: int) -> bool:
    """ "Get your hands on one": the pronoun, where nothing is counted."""
    return last - first == 1 and lexemes[first].lower == "one" and len(lexemes) > 1


def is_numbered_name(token: Token | None) -> bool:
    """ "Boeing 737", "Iskander 9": digits behind the name they belong to."""
    if token is None or token.dep_ not in ("nummod", "appos", "nmod") or not token.i:
        return False
    before = token.nbor(-1)
    if before.text.endswith("s") and token.i > 1 and token.nbor(-2).lower_ == "the":
        return False  # "the Greens 19": how many they have
    return bool(token.head == before and before.pos_ == "PROPN" and token.text[0].isdigit())


def is_model(lexemes: list[Lexeme], first: int, head: Token | None) -> bool:
    """ "The 737 MAX": digits and a name in the singular, which nobody counts."""
    number = lexemes[first]
    is_name = head is not None and head.tag_ == "NNP" and head.text == at(lexemes, first + 1).text
    return is_name and number.text.isdigit() and at(lexemes, first - 1).lower in ("the", "a", "an")
