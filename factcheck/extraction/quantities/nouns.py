"""What a number counts, and what it is a part of, from the parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COUNTABLE = frozenset(("NOUN", "PROPN"))
#: What becomes of people, behind a number that says how many.
_HARMED = frozenset(("dead", "injured", "wounded", "missing", "hurt", "killed", "unaccounted", "homeless"))
_BEING = frozenset(("are", "is", "were", "was", "still", "remain", "have", "been", "others", "more"))
_HANGING = frozenset((",", "and", "or", "to"))
_KIND = frozenset(("NOUN", "PROPN", "ADJ"))
#: Adjectives that say how many or which, not what kind.
_NO_KIND = frozenset(
    ("more", "fewer", "less", "most", "such", "same", "additional", "further", "extra", "last", "next")
)


@dataclass(frozen=True, slots=True)
class Counted:
    """``noun`` in the singular; ``of`` where the number is a part of something named; ``head`` its token."""

    noun: str | None
    of: TextSpan | None
    head: Token | None


NOTHING = Counted(None, None, None)


def counted_by(
    parsed: Parsed, first: Token, last: Token, figures: frozenset[int], *, is_share: bool, has_unit: bool
) -> Counted:
    """What the number over tokens ``first``..``last`` counts or is a share of."""
    anchor = top_of(first, last)
    if not has_unit and not is_share and (measure := _attributive(first, last)) is not None:
        return Counted(_singular(measure), None, measure)
    whole = _of_phrase(anchor, last)
    if whole is not None:
        of = _noun_phrase(parsed, whole, last.i)
        is_part = is_share or has_unit or _is_definite(whole)
        noun = None if is_share or has_unit else _noun_text(whole, last.i, figures)
        if whole.lower_ in _HARMED and not (is_share or has_unit):
            noun = "person"  # "nineteen of the dead"
        return Counted(noun, of if is_part else None, whole)
    if not has_unit and not is_share and _are_persons(last):
        return Counted("person", None, last.nbor(1))
    head = _counted_head(parsed, anchor, last)
    if head is None:
        return NOTHING
    head = _behind_hyphen(head)
    if is_share:
        return Counted(None, _noun_phrase(parsed, head, last.i), head)
    noun = None if has_unit else _noun_text(head, last.i, figures)
    return Counted(noun, None, head)


def _behind_hyphen(noun: Token) -> Token:
    """ "317 e-*cigs*": the word that a hyphen makes of two."""
    doc = noun.doc
    if (
        noun.i + 2 >= len(doc)
        or doc[noun.i + 1].text != "-"
        or noun.whitespace_
        or doc[noun.i + 1].whitespace_
    ):
        return noun
    behind = doc[noun.i + 2]
    return behind if behind.tag_ == "NNS" and noun.tag_ != "NNS" else noun


def _are_persons(last: Token) -> bool:
    """ "Four dead", "three are missing": people, though no word says so."""
    doc, index = last.doc, last.i + 1
    while index < len(doc) and index < last.i + 4 and doc[index].lower_ in _BEING:
        index += 1
    return (
        index < len(doc)
        and doc[index].lower_ in _HARMED
        and (index == last.i + 1 or _ends_clause(doc[index]))
    )


def _ends_clause(token: Token) -> bool:
    return token.i + 1 >= len(token.doc) or token.nbor(1).pos_ not in ("NOUN", "PROPN", "ADJ")


def top_of(first: Token, last: Token) -> Token:
    """The token of the number that hangs on something outside it."""
    for token in first.doc[first.i : last.i + 1]:
        if token.head.i < first.i or token.head.i > last.i or token.head == token:
            return token
    return last


def _of_phrase(anchor: Token, last: Token) -> Token | None:
    """The noun in "four *of the drones*"; the "of" must come right after the number."""
    doc = anchor.doc
    following = last.i + 1
    if following >= len(doc) or doc[following].lower_ != "of":
        return None
    for child in doc[following].children:
        if child.dep_ in ("pobj", "pcomp") and child.i > following:
            return child
    for token in doc[following + 1 : following + 8]:
        if token.pos_ in _COUNTABLE and (token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in _COUNTABLE):
            return token
        if token.is_punct:
            return None
    return None


def _is_definite(noun: Token) -> bool:
    return any(
        child.dep_ == "poss" or child.lower_ in ("the", "these", "those", "all", "its", "their", "his", "her")
        for child in noun.lefts
    )


def _counted_head(parsed: Parsed, anchor: Token, last: Token) -> Token | None:
    head = anchor.head
    if anchor.dep_ in (
        "nummod",
        "amod",
        "quantmod",
        "compound",
        "nmod",
        "det",
        "advmod",
        "npadvmod",
        "predet",
    ):
        while head.i > last.i and head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i:
            if head.dep_ == "amod" and head.pos_ in _COUNTABLE:
                break
            head = head.head
        if head.i > last.i and head.pos_ in _COUNTABLE and _is_near(last, head):
            return head
    return _next_noun(last)


def _is_near(last: Token, head: Token) -> bool:
    return not any(
        token.is_sent_start or (token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP"))
        for token in head.doc[last.i + 1 : head.i]
    )


def _next_noun(last: Token) -> Token | None:
    """The head of the noun phrase right behind the number, where the parser lost it."""
    doc, found = last.doc, None
    for token in doc[last.i + 1 : last.i + 6]:
        if token.is_sent_start:
            break
        if token.pos_ in _COUNTABLE and token.tag_ != "POS":
            found = token
        elif (
            found is not None
            or token.pos_ not in ("ADJ", "PUNCT", "VERB")
            or (token.text not in ("-",) and token.is_punct)
        ) or (token.pos_ == "VERB" and token.tag_ not in ("VBN", "VBG")):
            break
    return found


def is_plural(counted: Counted) -> bool:
    """Whether a noun in the plural was found: "2015 people"."""
    head = counted.head
    if head is None or counted.noun is None or head.tag_ not in ("NNS", "NNPS"):
        return False
    return not any(token.is_punct for token in head.doc[max(0, head.i - 2) : head.i])


def _attributive(first: Token, last: Token) -> Token | None:
    """The "page" of "a 12-page document", and the "times" of "6.5 times earnings": counted, whatever follows."""
    doc, index = first.doc, last.i + 1
    is_hyphened = index < len(doc) and doc[index].text == "-"
    index += is_hyphened
    is_hyphened = is_hyphened or last.text.endswith("-")
    if is_hyphened and index < len(doc) and doc[index].lower_ in _HANGING:
        index = _behind_hanging(doc, index)  # "four- and five-bedroom homes"
        return doc[index] if index < len(doc) and doc[index].tag_ == "NN" else None
    if index >= len(doc):
        return None
    token = doc[index]
    if token.lower_ == "times" and not is_hyphened:
        return token
    if not is_hyphened and doc[index + 1 : index + 2].text == "-":
        return None  # "317 e-cigs"
    if token.tag_ != "NN" or first.lower_ in ("one", "1", "a") or token.dep_ not in ("compound", "nmod"):
        return None
    return token if token.head.i > token.i and (is_hyphened or token.head.tag_ == "NN") else None


def _behind_hanging(doc: Doc, index: int) -> int:
    for token in doc[index : index + 8]:
        if token.pos_ != "NUM" and token.text != "-" and token.lower_ not in _HANGING:
            return int(token.i)
    return len(doc)


def _noun_text(noun: Token, after: int, figures: frozenset[int]) -> str | None:
    """The kind of thing, in the singular: "cruise missile", "eligible pensioner"; no participles, no "more"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    words = []
    for child in noun.lefts:
        for word in (*child.lefts, child, *child.rights):
            is_joined = word == child or word.dep_ in ("compound", "conj", "amod")
            if word.i > after and word.i not in figures and is_joined and _names_kind(word):
                words.append(word.lemma_.lower() if word.pos_ == "ADJ" else word.lower_)
    words.append(_singular(noun) if noun.pos_ == "NOUN" else _singular_name(noun))
    return " ".join(words)


def _names_kind(token: Token) -> bool:
    if token.dep_ not in ("compound", "amod", "nmod", "conj") or token.pos_ not in _KIND:
        return False
    return (
        token.lower_ not in _NO_KIND
        and token.tag_ not in ("VBG", "VBN")
        and not any(map(str.isdigit, token.text))
    )


def _singular(noun: Token) -> str:
    """The lemma, but "dose" for "doses", where the lemmatiser takes off one letter too many."""
    lemma: str = noun.lemma_.lower()
    if noun.lower_ in ("species", "series"):
        return noun.lower_
    return lemma + "e" if noun.lower_ == lemma + "es" and lemma.endswith("os") else lemma


def _singular_name(noun: Token) -> str:
    word = noun.lower_
    return word[:-1] if noun.tag_ == "NNPS" and word.endswith("s") else word


def _noun_phrase(parsed: Parsed, noun: Token, after: int) -> TextSpan:
    """The noun with what stands between it and token ``after``: no relative clause, nothing behind."""
    first = max(after + 1, min([child.left_edge.i for child in noun.lefts] + [noun.i]))
    if parsed.doc[first].lower_ == "of":
        first += 1
    return parsed.text_span(first, noun.i + 1)
