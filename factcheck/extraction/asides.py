"""What a comma adds without a verb of its own: ", *their lowest close since 2020*", ", *most of them children*"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from .clauses import clause_subject, is_finite, is_predicate, predicate_of, shared_subject_of, subject_of
from .items import Item, only_describes, ranges_over_time, rank_of
from .lexicon import words

_MARKS = words(", - -- \u2013 \u2014 ;")
_ENDS = words(", - -- \u2013 \u2014 ; : . ! ? ( )")
_ARTICLES = words("the its their his her our a an")
_BOUNDS = words(
    "about nearly almost roughly around some more less well just only over under up to still even far than "
    "possibly probably possible"
)
_SHARES = words("most all none many both half few several")
_WHOLES = words("them whom which these those")
_FACTORS = words("double twice triple treble quadruple half times")
_AMONG = ("among", "them"), ("among", "those")
_STANDING = words("behind ahead above below short clear adrift off")
_COMPARED = words(
    "more less fewer higher lower larger smaller bigger greater longer shorter worse better well"
)
#: How far into an aside the word stands that says what sort it is.
_OPENING = 6
_LONGEST = 30
_PARTS_OF_VERB = frozenset(("aux", "auxpass", "neg", "prt"))


@dataclass(frozen=True, slots=True)
class Aside:
    """``tokens`` are its own words; ``spoken`` has them with what they are said of."""

    item: Item | None
    predicate: Token
    tokens: tuple[Token, ...]
    spoken: tuple[Token, ...]


def find_asides(sentence: TokenSpan, items: Sequence[Item]) -> list[Aside]:
    """Ranks, comparisons and parts that stand behind a sentence's verb, between commas, in order."""
    found = []
    for start, end in _stretches(sentence):
        aside = _aside(sentence, items, start, end)
        if aside is not None:
            found.append(aside)
    return found


def _stretches(sentence: TokenSpan) -> Iterator[tuple[int, int]]:
    doc, is_behind = sentence.doc, False
    for token in sentence:
        is_added = is_behind and token.lower_ == "and" and _ranks(doc[token.i + 1 : token.i + 4])
        if token.text in _MARKS or is_added:
            start = token.i + 1
            while start < sentence.end and doc[start].lower_ in ("and", "but"):
                start += 1
            end = start
            while end < sentence.end and doc[end].text not in _ENDS and end - start <= _LONGEST:
                is_next = doc[end].lower_ == "and" and _ranks(doc[end + 1 : end + 4])
                if is_next and end > start:
                    break
                end += 1
            is_behind = True
            if 2 <= end - start <= _LONGEST:
                yield start, end


def _ranks(opening: TokenSpan) -> bool:
    """ "*the most* since 2014" """
    return (
        len(opening) > 1
        and opening[0].lower_ in _ARTICLES
        and any(token.tag_ in ("JJS", "RBS") for token in opening)
    )


def _bare_rank(own: TokenSpan) -> Item | None:
    """ "*the lowest* since 1995": a rank without a noun, which the parse hangs anywhere."""
    if own[0].lower_ not in _ARTICLES:
        return None
    for token in own[1:4]:
        is_rank = token.tag_ in ("JJS", "RBS") and token.lower_ not in ("latest", "last")
        if is_rank and (token.lower_ not in ("least", "most", "best") or ranges_over_time(token)):
            return Item("ranking", token, (), rank_of(token, token), frozenset((token.i,)))
    return None


def _aside(sentence: TokenSpan, items: Sequence[Item], start: int, end: int) -> Aside | None:
    doc = sentence.doc
    own = doc[start:end]
    inside = [item for item in items if start <= item.anchor.i < end]
    predicate = predicate_of(doc[start - 2]) if start - 2 >= sentence.start else None
    if predicate is None or predicate.i >= start or _has_clause(own):
        return None
    if any(len(item.quantities) > 1 for item in inside):
        return None
    opening = [token for token in own if token.lower_ not in _BOUNDS or token.lower_ in _COMPARED][:_OPENING]
    if not opening:
        return None
    item = inside[0] if inside else _bare_rank(own)
    is_part = _is_part(own)
    is_added = _is_added(own, item)
    is_rank = item is not None and item.kind == "ranking" and own[0].lower_ in _ARTICLES | _BOUNDS
    if is_rank and item is not None and item.anchor.i - start >= _OPENING:
        return None
    if not (is_part or is_rank or is_added or _compares(own, opening)):
        return None
    if sum(item.kind == "quantity" for item in inside) > 1:
        return None
    is_whole = is_part or is_added
    spoken = _said_of(predicate, start, is_whole=is_whole)
    is_apart = predicate.lemma_ != "be" or is_whole
    comma = (doc[start - 1],) if is_apart and doc[start - 1].is_punct else ()
    return Aside(item, predicate, tuple(own), (*spoken, *comma, *own))


def _is_part(own: TokenSpan) -> bool:
    """ "*most of them* for trespass", "*mostly* children" """
    first, second = own[0].lower_, own[1].lower_
    if first in ("mostly", "mainly", "chiefly", "largely", "including") or (first, second) in _AMONG:
        return True
    return len(own) > 3 and first in _SHARES and second == "of" and own[2].lower_ in _WHOLES


def _is_added(own: TokenSpan, item: Item | None) -> bool:
    """ "*with* the Reds *losing* it", "*with 15 children* inside", "*at* a cost of $3m", "*two points behind* them" """
    is_counted = item is not None and item.kind == "quantity" and not only_describes(item)
    if own[0].lower_ == "with":
        return is_counted or any(token.tag_ == "VBG" and token.dep_ == "pcomp" for token in own)
    if not is_counted or item is None:
        return False
    if own[0].lower_ in ("at", "up", "down"):
        return True
    behind = own.doc[item.anchor.i + 1 : item.anchor.i + 3]
    return item.anchor.i == own.start and any(token.lower_ in _STANDING for token in behind)


def _compares(own: TokenSpan, opening: Sequence[Token]) -> bool:
    """ "*nearly double* last year's", "*500 fewer than* in 2023", "an area *larger than* the city" """
    if own[0].pos_ in ("VERB", "ADP", "SCONJ", "PRON", "AUX", "PROPN") and own[0].lower_ not in _BOUNDS:
        return False
    first = [token.lower_ for token in opening]
    if any(word in _FACTORS for word in first[:3]) and len(own) > 2:
        return first[0] != "half" or "of" not in first[:2]
    degree = next((token for token in opening if token.tag_ in ("JJR", "RBR")), None)
    return degree is not None and any(token.lower_ == "than" for token in own[degree.i - own.start + 1 :])


def _has_clause(own: TokenSpan) -> bool:
    return any(
        token.dep_ in ("ROOT", "conj", "ccomp", "parataxis") and is_predicate(token) and is_finite(token)
        for token in own
    )


def _said_of(predicate: Token, start: int, *, is_whole: bool) -> list[Token]:
    """Subject and verb; with ``is_whole`` all that stands between them and the aside."""
    subject = subject_of(predicate) or shared_subject_of(predicate)
    phrase = clause_subject(subject) if subject is not None and subject.tag_ not in ("WDT", "WP") else []
    if not phrase and subject is not None and (shared := shared_subject_of(predicate)) is not None:
        phrase = clause_subject(shared)
    parts = [child for child in predicate.children if child.dep_ in _PARTS_OF_VERB and child.i < start]
    verb = sorted([predicate, *parts], key=lambda token: token.i)
    if is_whole:
        verb = [*verb, *(token for token in predicate.doc[verb[-1].i + 1 : start - 1])]
    return [*(token for token in phrase if token.i < verb[0].i), *verb]
