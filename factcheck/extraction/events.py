"""What happened, in the draft's own terms: predicate, actor, object, and what kind of claim that makes."""

from collections.abc import Sequence

from spacy.tokens import Token

from .certainty import is_negative
from .clauses import subject_of
from .drafts import Draft
from .items import item_phrase, only_measures_time
from .types import ClaimKind, Event, Quantity

_COMPARING = frozenset(("than", "double", "twice", "triple", "treble", "half", "times"))
_STATES = frozenset(("be", "remain", "stay"))


def event_of(draft: Draft, shared: Token | None) -> Event:
    """``shared`` is the subject that the clause takes over from another one, if it does."""
    predicate = draft.predicate
    if predicate is None:
        return Event(draft.tokens[0].sent.root.lemma_.lower(), None, None, "positive")
    subject = subject_of(predicate)
    if subject is None or subject.tag_ in ("WDT", "WP"):
        subject = shared
    is_passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in predicate.children) or (
        predicate.dep_ in ("acl", "relcl") and predicate.tag_ == "VBN" and subject_of(predicate) is None
    )
    acted_on = next((child for child in predicate.children if child.dep_ in ("dobj", "attr", "acomp")), None)
    return Event(
        predicate=_name(predicate),
        actor=_phrase(_doer(predicate) if is_passive else subject, draft),
        object=_phrase(subject if is_passive else acted_on, draft),
        polarity="negative" if is_negative(predicate) else "positive",
    )


def _name(predicate: Token) -> str:
    """The lemma, with the particle that makes it another verb: "shoot down"."""
    particle = next((child for child in predicate.rights if child.dep_ == "prt"), None)
    lemma = predicate.lemma_.lower()
    return f"{lemma} {particle.lower_}" if particle is not None else lemma


def _doer(predicate: Token) -> Token | None:
    agent = next((child for child in predicate.children if child.dep_ == "agent"), None)
    return (
        next((child for child in agent.children if child.dep_ == "pobj"), None) if agent is not None else None
    )


def _phrase(noun: Token | None, draft: Draft) -> str | None:
    """The noun with what stands before it; of several joined ones the one that the draft is about."""
    if noun is None:
        return None
    item = draft.item
    is_read_otherwise = draft.spoken is not None and item is not None and bool(item.quantities)
    if is_read_otherwise and item is not None and item.quantities[0].noun is not None:
        counted = [token for token in item_phrase(item) if token in draft.tokens]
        is_same = any(token.lemma_.lower() in item.quantities[0].noun.split() for token in noun.subtree)
        if counted and is_same:
            return noun.doc[counted[0].i : counted[-1].i + 1].text
    if item is not None and item.anchor != noun and noun.is_ancestor(item.anchor):
        own = [token for token in item_phrase(item) if token in draft.tokens]
        if own and _is_joined(item.anchor, noun):
            return noun.doc[own[0].i : own[-1].i + 1].text
    first = min([child.left_edge.i for child in noun.lefts] + [noun.i])
    words = noun.doc[first : noun.i + 1]
    return words.text.strip("\"'\u201c\u201d ")


def _is_joined(anchor: Token, noun: Token) -> bool:
    current = anchor
    while current != noun:
        if current.dep_ in ("conj", "appos"):
            return True
        current = current.head
    return False


def kind_of(draft: Draft, quantities: Sequence[Quantity]) -> ClaimKind:
    """What the claim is about first: a rank, a state, a figure, a comparison or a deed."""
    item, predicate = draft.item, draft.predicate
    if item is not None and item.kind != "quantity":
        return item.kind
    if any(not only_measures_time(quantity) for quantity in quantities):
        moves = quantities[0].change is not None or quantities[0].aspect == "level"
        return "trend" if moves else "quantity"
    if any(token.lower_ in _COMPARING for token in draft.tokens):
        return "comparison"
    if predicate is not None and predicate.lemma_.lower() in _STATES:
        return "status"
    return "event"
