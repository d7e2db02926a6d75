"""Ages that stand without a unit: "Gareth Pell, 54, had denied", "aged 38 and 45", "who was 10"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.extraction.lexicon import words

from .lexer import Lexeme, at

if TYPE_CHECKING:
    from spacy.tokens import Token

_OLDEST = 120
_PERSONS = words("he she who i")
_IS = words("is was be turned turns aged")
#: "children *under* five", "people *over* 65"
_BOUNDS = words("under over below above")
_OF_AN_AGE = words(
    "child children kid kids people those person adult adults man men woman women boy boys girl girls anyone "
    "everyone pensioner pensioners patient patients youngster youngsters voter voters"
)
_NO_AGE = frozenset(("DATE", "LOC", "CARDINAL", "TIME", "MONEY"))


def is_age(lexemes: list[Lexeme], first: int, last: int, token: Token | None) -> bool:
    """Whether the bare number at [first, last) is how old somebody is."""
    before = [lexeme.lower for lexeme in lexemes[max(0, first - 6) : first]]
    if before[-1:] == ["aged"] or before[-2:] == ["of", "age"]:
        return True  # also a range, "aged 25 to 54"
    if before[-1:] and before[-1] in _BOUNDS and before[-2:-1] and before[-2] in _OF_AN_AGE:
        after_it = token.nbor(1) if token is not None and token.i + 1 < len(token.doc) else token
        is_of_things = after_it is not None and after_it.tag_ == "NNS"
        return (lexemes[first].value or 0) <= _OLDEST and not is_of_things
    number, after = lexemes[first], at(lexemes, last)
    if last - first != 1 or number.kind != "number" or not 0 < (number.value or 0) <= _OLDEST:
        return False
    if before[-3:-2] == ["aged"] and before[-1] == "and":
        return True
    ends = after.kind == "mark" and after.text not in ("-", "/", "%", "$")
    if ends and before[-2:-1] and before[-1] in _IS and before[-2] in _PERSONS:
        return True
    if "expectancy" in before or ("age" in before and before[-1] in (*_IS, "of", "around", "about")):
        return after.text != "%"
    if before[-1:] != [","] or after.text not in (",", ".") or token is None or token.i < 2:
        return False
    name = token.nbor(-2)
    behind = at(lexemes, last + 1)
    is_address = behind.kind == "number" or (behind.text[:1].isupper() and after.text == ",")
    return name.pos_ == "PROPN" and name.ent_type_ not in _NO_AGE and not is_address


def is_age_in_units(lexemes: list[Lexeme], first: int) -> bool:
    """ "children under the *age of* 5 years"."""
    return at(lexemes, first - 1).lower == "of" and at(lexemes, first - 2).lower == "age"
