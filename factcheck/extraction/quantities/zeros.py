"""Figures of nought in words: "no deaths", "no child"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.extraction.lexicon import words
from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import Quantity, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

#: One of these is in every text that holds such a figure.
NOUGHTS = frozenset(("no", "none"))
#: Things whose absence is a figure somebody counted; "no comment" and "no plans" are not.
_COUNTED = words(
    "death casualty fatality injury victim case arrest survivor child person people passenger resident "
    "patient soldier civilian officer worker student home house building vote goal irregularity complaint "
    "conviction offence offense objection seat breach defect"
)


def zeros(parsed: Parsed) -> list[Quantity]:
    """A quantity of 0 for every "no" before such a noun, and for "none of the hostages"."""
    found = []
    for token in parsed.doc:
        if token.lower_ == "no" and token.dep_ == "det" and token.head.lemma_.lower() in _COUNTED:
            found.append(_nought(parsed, token, token.head, None))
        elif token.lower_ == "none" and (whole := _whole_of(token)) is not None:
            first = whole.left_edge.i
            found.append(_nought(parsed, token, whole, parsed.text_span(first, whole.i + 1)))
    return found


def _whole_of(none: Token) -> Token | None:
    """The things none of which: "none of the six *hostages*"."""
    for child in none.rights:
        if child.lower_ == "of":
            return next((thing for thing in child.children if thing.pos_ in ("NOUN", "NUM")), None)
    return None


def _nought(parsed: Parsed, word: Token, thing: Token, of: TextSpan | None) -> Quantity:
    span = parsed.span(word.i, word.i + 1)
    noun = thing.lemma_.lower() if thing.pos_ != "NUM" else None  # "none of the six"
    return Quantity(
        start=span.start,
        end=span.end,
        text=parsed.slice(span),
        number=span,
        value=0,
        low=0,
        high=0,
        low_open=False,
        high_open=False,
        modifier="exact",
        unit=None,
        unit_kind="count",
        noun=noun,
        concept=(noun,) if noun is not None else (),
        of=of,
    )
