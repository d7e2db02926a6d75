"""Figures set against others that are of something else: "3.1%, *compared with 1.9% for the wealthiest*"."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from .clauses import is_finite, is_predicate, predicate_of
from .items import Item
from .lexicon import words

_OF_ITS_OWN = words("in for among at on across under over outside inside elsewhere when")
_COMPARED = ("compared", "against", "versus")
#: Words from "compared" to the figure.
_REACH = 7
_LONGEST = 12
_ENDS = words(", . ; : ! ? ( )")


@dataclass(frozen=True, slots=True)
class Contrast:
    """``tokens`` are the figure with what it is of; ``lead`` is the "compared with" in front of them."""

    item: Item
    predicate: Token
    lead: tuple[Token, ...]
    tokens: tuple[Token, ...]


def find_contrasts(sentence: TokenSpan, items: Sequence[Item]) -> list[Contrast]:
    """In order."""
    found = []
    for item in items:
        if item.kind == "quantity" and len(item.quantities) == 1:
            contrast = _contrast(sentence, item)
            if contrast is not None:
                found.append(contrast)
    return found


def is_contrasted(sentence: TokenSpan, anchor: Token) -> bool:
    """Whether the figure at ``anchor`` is compared with another and is of something of its own."""
    return _compared_before(sentence, anchor) is not None and _end_of_own(sentence, anchor) is not None


def _contrast(sentence: TokenSpan, item: Item) -> Contrast | None:
    compared = _compared_before(sentence, item.anchor)
    end = _end_of_own(sentence, item.anchor)
    if compared is None or end is None or compared == sentence.start:
        return None
    predicate = predicate_of(sentence.doc[compared - 1])
    if predicate is None or predicate.i > compared:
        return None
    first = compared - (sentence.doc[compared].lower_ in ("with", "to"))
    doc = sentence.doc
    return Contrast(item, predicate, tuple(doc[first : compared + 1]), tuple(doc[compared + 1 : end]))


def _compared_before(sentence: TokenSpan, anchor: Token) -> int | None:
    """The token in front of what is compared: the "with" of "compared with"."""
    for index in range(anchor.i - 1, max(sentence.start, anchor.i - _REACH) - 1, -1):
        word = sentence.doc[index].lower_
        if word in _ENDS or (sentence.doc[index].like_num and index != anchor.i):
            return None
        if word in _COMPARED:
            follows = sentence.doc[index + 1]
            return follows.i if follows.lower_ in ("with", "to") else index
    return None


def _end_of_own(sentence: TokenSpan, anchor: Token) -> int | None:
    """Behind "1.9% *for the wealthiest*"; None where nothing like it follows the figure."""
    doc, start = sentence.doc, anchor.i + 1
    while start < sentence.end and (
        doc[start].pos_ in ("SYM", "NUM") or doc[start].text == "%" or doc[start].dep_ == "pobj"
    ):
        start += 1
    while start < sentence.end and doc[start].pos_ in ("NOUN", "ADJ"):
        start += 1
    if (
        start >= sentence.end
        or doc[start].lower_ not in _OF_ITS_OWN
        or doc[start].ent_type_ in ("DATE", "TIME")
    ):
        return None
    if start + 1 < sentence.end and doc[start + 1].ent_type_ in ("DATE", "TIME"):
        return None
    end = start
    while end < sentence.end and doc[end].text not in _ENDS and end - start < _LONGEST:
        if is_predicate(doc[end]) and is_finite(doc[end]) and doc[end].dep_ != "relcl":
            return None
        end += 1
    return end
