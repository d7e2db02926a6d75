"""Figures that share a verb told once: "killed nine people, *five of them in the north*"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from .clauses import clause_subject, is_finite, is_predicate, predicate_of, shared_subject_of, subject_of
from .items import Item
from .lexicon import words

#: Figures of these kinds count things that a second figure may count too.
_COUNTING = frozenset(("count", "percent", "currency"))
_BEFORE_FIGURE = words(
    "at least most more fewer less than about some around nearly almost over up to another a an further "
    "roughly just only including among with as many the remaining other all"
)
_BACK_TO = words("them whom which those these")
_PLACING = words("in over at from near on around outside across against under off inside for by")
_LINKS = words(", and or but while ; : with")
_PARTS_OF_VERB = frozenset(("aux", "auxpass", "neg", "prt"))
_FARTHEST_SUBJECT = 5


@dataclass(frozen=True)
class Gapped:
    """``tokens`` are the figure's own words; ``spoken`` has them with the verb, in the order of a sentence."""

    item: Item
    predicate: Token
    tokens: tuple[Token, ...]
    spoken: tuple[Token, ...]


def find_gapped(sentence: TokenSpan, items: Sequence[Item]) -> list[Gapped]:
    """The items of a sentence that take their verb from an item before them, in order."""
    found: list[Gapped] = []
    counted = [
        item for item in items if item.kind == "quantity" and item.quantities[0].unit_kind in _COUNTING
    ]
    counted.sort(key=lambda item: item.anchor.i)
    main: Item | None = None
    for item in counted:
        gapped = _gapped(sentence, main, item) if main is not None else None
        if gapped is not None:
            found.append(gapped)
        elif predicate_of(item.anchor) is not None:
            main = item
    return found


def _gapped(sentence: TokenSpan, main: Item, item: Item) -> Gapped | None:
    predicate = predicate_of(main.anchor)
    first = _first_word(sentence, item.anchor)
    last = _behind_figure(item)
    is_linked = first > sentence.start and sentence.doc[first - 1].lower_ in _LINKS
    is_part = [token.lower_ for token in sentence.doc[last : last + 2]] in (["of", "them"], ["of", "whom"])
    if predicate is None or first == sentence.start or not (is_linked or is_part):
        return _with_subject(sentence, main, item, predicate, first)
    if last >= sentence.end:
        return None
    if _is_part(sentence, first, item.anchor.i):
        return _part(sentence, main, item, predicate, first)
    behind = last + 2 if sentence.doc[last].lower_ == "of" else last
    goes_back = behind == last + 2 and behind <= sentence.end and sentence.doc[last + 1].lower_ in _BACK_TO
    if not goes_back and sentence.doc[last].lower_ not in _PLACING:
        return None
    end = _end_of_phrase(sentence, behind)
    if end == behind and not goes_back:
        return None
    own = tuple(sentence.doc[first:end])
    has_verb = _has_verb(own[behind - first :], in_clauses=goes_back)
    if has_verb or _has_other_verb(sentence, main, first, predicate):
        return None
    figure = own[: behind - first] if goes_back else own[: last - first]
    rest = own[len(figure) :]
    verb = _verb_group(predicate)
    if _is_subject(main.anchor, predicate):
        spoken = (*figure, *verb, *rest)
    else:
        spoken = (*_subject(predicate), *verb, *figure, *rest)
    return Gapped(_counting_the_same(item, main), predicate, own, spoken)


def _is_part(sentence: TokenSpan, first: int, number: int) -> bool:
    """ "..., *including* three children", "*among them* three children"."""
    before = [token.lower_ for token in sentence.doc[first:number]]
    return "including" in before or before[:2] == ["among", "them"]


def _part(sentence: TokenSpan, main: Item, item: Item, predicate: Token, opener: int) -> Gapped | None:
    first = item.anchor.i
    while first > opener and sentence.doc[first - 1].lower_ not in ("including", "them"):
        first -= 1
    own = tuple(sentence.doc[first : _end_of_phrase(sentence, _behind_figure(item))])
    if not own or _has_verb(own):
        return None
    verb = _verb_group(predicate)
    is_subject = _is_subject(main.anchor, predicate)
    spoken = (*own, *verb) if is_subject else (*_subject(predicate), *verb, *own)
    return Gapped(item, predicate, (*sentence.doc[opener:first], *own), spoken)


def _with_subject(
    sentence: TokenSpan, main: Item, item: Item, predicate: Token | None, first: int
) -> Gapped | None:
    """ "The Union won 98 seats and *the Greens 19*"."""
    last = _behind_figure(item)
    stands_alone = last >= sentence.end or sentence.doc[last].is_punct or sentence.doc[last].lower_ in _LINKS
    if predicate is None or not stands_alone or _is_subject(main.anchor, predicate):
        return None
    start = first
    while start > sentence.start and first - start < _FARTHEST_SUBJECT:
        if sentence.doc[start - 1].lower_ in _LINKS:
            break
        start -= 1
    subject = tuple(sentence.doc[start:first])
    is_noun = bool(subject) and subject[-1].pos_ in ("PROPN", "NOUN") and subject[-1].lower_ != "the"
    if not is_noun or any(token.pos_ in ("VERB", "AUX", "ADP", "NUM") for token in subject):
        return None
    if start == sentence.start or _has_other_verb(sentence, main, start, predicate):
        return None
    own = tuple(sentence.doc[start:last])
    spoken = (*subject, *_verb_group(predicate), *own[len(subject) :])
    return Gapped(_counting_the_same(item, main), predicate, own, spoken)


def _first_word(sentence: TokenSpan, anchor: Token) -> int:
    first = anchor.i
    if [token.lower_ for token in sentence.doc[max(sentence.start, first - 2) : first]] == ["among", "them"]:
        return first - 2
    while first > sentence.start and sentence.doc[first - 1].lower_ in _BEFORE_FIGURE:
        first -= 1
    return first


def _behind_figure(item: Item) -> int:
    """The first token behind the figure and its sign."""
    quantity, token = item.quantities[0], item.anchor
    end = item.anchor.idx + quantity.end - quantity.number.start
    while token.i + 1 < len(token.doc) and token.doc[token.i + 1].idx < end:
        token = token.doc[token.i + 1]
    return token.i + 1


def _end_of_phrase(sentence: TokenSpan, start: int) -> int:
    end = start
    while end < sentence.end:
        token = sentence.doc[end]
        if token.is_punct and token.text not in ("-", "'"):
            break
        if token.lower_ in ("and", "or", "but") and any(
            word.like_num for word in sentence.doc[end + 1 : min(end + 6, sentence.end)]
        ):
            break
        end += 1
    return end


def _has_verb(tokens: Sequence[Token], *, in_clauses: bool = False) -> bool:
    return any(
        is_predicate(token) and is_finite(token) and (in_clauses or token.dep_ != "relcl") for token in tokens
    )


def _has_other_verb(sentence: TokenSpan, main: Item, first: int, predicate: Token) -> bool:
    """Whether a further clause begins between the figures; who says it may stand there."""
    between = sentence.doc[main.anchor.i + 1 : first]
    return any(
        token != predicate
        and token.dep_ in ("conj", "ROOT", "ccomp")
        and is_predicate(token)
        and is_finite(token)
        and not token.is_ancestor(predicate)
        for token in between
    )


def _is_subject(anchor: Token, predicate: Token) -> bool:
    current = anchor
    while current.head not in (predicate, current):
        current = current.head
    return current.dep_ in ("nsubj", "nsubjpass", "expl")


def _subject(predicate: Token) -> list[Token]:
    subject = subject_of(predicate) or shared_subject_of(predicate)
    return clause_subject(subject) if subject is not None else []


def _verb_group(predicate: Token) -> list[Token]:
    parts = [child for child in predicate.children if child.dep_ in _PARTS_OF_VERB]
    return sorted([predicate, *parts], key=lambda token: token.i)


def _counting_the_same(item: Item, main: Item) -> Item:
    """ "five of them" counts what "nine people" does."""
    own, other = item.quantities[0], main.quantities[0]
    if own.noun is not None or own.unit is not None or other.noun is None:
        return item
    return replace(item, quantities=(replace(own, noun=other.noun), *item.quantities[1:]))
