"""What a bare figure counts that only says how many: "seven more systems ... had been promised *three*"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.extraction.lexicon import in_order, words
from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Where things can stand that were named before; in other places a bare figure is a level, a score or a place.
_SLOTS = frozenset(("nsubj", "nsubjpass", "dobj", "attr", "appos"))
_OVER = words("by than with from on")
_TIMES = in_order("second minute hour day night week month year quarter time")
_SENTENCES_BACK = 2
_FIGURES_BACK = 12
_PARENTS = words("mother father mum dad parent grandmother grandfather parents")


def with_things(parsed: Parsed, found: Sequence[Quantity]) -> list[Quantity]:
    """``found``, in order, each bare count with the noun of the last one counted within two sentences."""
    filled: list[Quantity] = []
    for quantity in found:
        filled.append(_with_thing(parsed, quantity, filled))
    return filled


def _with_thing(parsed: Parsed, quantity: Quantity, before: Sequence[Quantity]) -> Quantity:
    token = parsed.token_at(quantity.number.start)
    if token is None or quantity.unit is not None or quantity.unit_kind != "count":
        return quantity
    if quantity.noun is None:
        if _has_children(token):
            return replace(quantity, noun="child")
        noun = _named_before(parsed, token, quantity, before)
        return replace(quantity, noun=noun) if noun is not None else quantity
    if _is_led_by_of(token, quantity):
        noun = _kind_before(parsed, token, before)
        return replace(quantity, noun=noun) if noun is not None else quantity
    return quantity


def _has_children(token: Token) -> bool:
    """ "a mother of *two*" """
    return token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in _PARENTS


def _named_before(parsed: Parsed, token: Token, quantity: Quantity, before: Sequence[Quantity]) -> str | None:
    if [following.lower_ for following in token.doc[token.i + 1 : token.i + 4]] == ["in", "a", "row"]:
        return None  # matches, weeks or losses, as everybody knows
    is_whole = quantity.value is None or quantity.value == int(quantity.value)
    link = token.head.lower_ if token.dep_ == "pobj" else None
    if (
        not is_whole
        or token.pos_ not in ("NUM", "PRON", "NOUN")
        or not (token.dep_ in _SLOTS or link in _OVER)
    ):
        return None
    first = _first_sentence(token)
    for earlier in reversed(before[-_FIGURES_BACK:]):
        there = parsed.token_at(earlier.number.start)
        if there is None or there.sent.start < first:
            return None
        if earlier.unit is None and earlier.unit_kind == "count" and earlier.noun not in (None, *_TIMES):
            is_alike = link is None or link != "by" or _link_of(there) == "by"
            return earlier.noun if is_alike else None
    return None


def _link_of(token: Token) -> str | None:
    noun = token.head if token.dep_ == "nummod" else token
    return noun.head.lower_ if noun.dep_ == "pobj" else None


def _first_sentence(token: Token) -> int:
    start = token.sent.start
    for _ in range(_SENTENCES_BACK):
        if start:
            start = token.doc[start - 1].sent.start
    return start


def _is_led_by_of(token: Token, quantity: Quantity) -> bool:
    return quantity.of is None and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of"


def _kind_before(parsed: Parsed, token: Token, before: Sequence[Quantity]) -> str | None:
    """ "11 *counts* of theft and one of fraud" """
    for earlier in reversed(before[-_FIGURES_BACK:]):
        there = parsed.token_at(earlier.number.start)
        if there is None or there.sent != token.sent:
            return None
        noun = there.head
        behind = noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "of"
        if there.dep_ == "nummod" and behind and earlier.noun is not None:
            return earlier.noun
    return None
