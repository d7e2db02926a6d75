"""Whether a quantity is a level or a change, and from where to where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from factcheck.extraction.lexicon import words
from factcheck.extraction.types import Change

if TYPE_CHECKING:
    from spacy.tokens import Token

UP = words(
    "rise increase grow climb jump soar surge gain add advance expand swell leap accelerate raise boost "
    "edge double triple quadruple hike growth uptick"
)
DOWN = words(
    "fall decrease drop decline shrink slump plunge tumble slide lose cut reduce contract dip sink slip "
    "plummet slash lower halve ease reduction cutback"
)
_Kind = Literal["absolute", "percent", "points", "factor"]
_MULTIPLES: dict[str, Literal["up", "down"]] = {
    "double": "up",
    "triple": "up",
    "treble": "up",
    "quadruple": "up",
    "halve": "down",
}
#: Verbs that take a way from one figure to another, without saying which direction.
_MOVES = words(
    "change move narrow widen slow improve worsen deteriorate revise adjust creep double triple halve"
)
_TRADING = words("close end finish open trade settle stand be")
_GOING = _TRADING | words("go come move head tick")
#: What these do to the things that are counted is no change of their number.
_DONE_TO_THINGS = words("sink drop slash lower")
_ADVERBS: dict[str, Literal["up", "down"]] = {
    "upward": "up",
    "upwards": "up",
    "higher": "up",
    "downward": "down",
    "downwards": "down",
    "lower": "down",
}
#: Verbs whose object may be what is had or lost, and not by how much something moved.
_TRANSITIVE = words("add gain raise cut lose boost reduce expand advance lower slash contract hike")
_GOVERNED = frozenset(
    (
        "dobj",
        "npadvmod",
        "attr",
        "pobj",
        "nsubj",
        "nummod",
        "quantmod",
        "advmod",
        "oprd",
        "ccomp",
        "dep",
        "agent",
    )
)
#: Tokens between a figure and the verb of change that governs it; farther ones are parsing accidents.
_REACH = 8


def closed(last: Token, unit_kind: str) -> Change | None:
    """The change of "closed 0.8% lower": how markets say it."""
    after = last.nbor(1) if last.i + 1 < len(last.doc) else last
    direction = {"higher": "up", "lower": "down"}.get(after.lower_)
    if direction is None or unit_kind not in ("percent", "percentage_point", "points"):
        return None
    near = last.doc[max(0, last.i - 4) : last.i]
    if not any(token.lemma_.lower() in _TRADING for token in near):
        return None
    return Change(direction, _kind(unit_kind), None, None)  # type: ignore[arg-type]


def change_of(first: Token, last: Token, unit_kind: str, before: tuple[str, ...]) -> Change | None:
    """The change a quantity measures: "rose by 4%", "a drop of 12", "up 3 points". None for a level.

    ``before`` are the words in front of the figure and its bound. The end of a change ("rose *to 15*") is a level.
    """
    direction = _direction(first, last, unit_kind, before)
    return None if direction is None else Change(direction, _kind(unit_kind), None, None)


def change_between(origin: float, target: float, unit_kind: str) -> Change:
    """The change of "from 12 to 15", which says both its ends."""
    return Change("up" if target > origin else "down", _end_kind(unit_kind), origin, target)


def multiple_to(first: Token, target: float | None) -> Change | None:
    """The change of "doubled to 30": how many times, and where to."""
    if target is None or not first.i or first.nbor(-1).lower_ != "to":
        return None
    verb = first.nbor(-1).head
    direction = _MULTIPLES.get(verb.lemma_.lower()) if verb.i < first.i else None
    return Change(direction, "factor", None, target) if direction is not None else None


def _kind(unit_kind: str) -> _Kind:
    if unit_kind in ("factor", "share"):
        return "factor"
    return "percent" if unit_kind == "percent" else _end_kind(unit_kind)


def _end_kind(unit_kind: str) -> _Kind:
    return "points" if unit_kind in ("percent", "percentage_point") else "absolute"


def is_change(first: Token | None, origin: float, target: float | None) -> bool:
    """Whether "from 12 to 15" is a way gone, and no span: what falls has moved, what rises needs a verb for it."""
    if first is None or target is None or target < origin:
        return True
    token = first
    for _ in range(5):
        token = token.head
        if token.pos_ in ("VERB", "NOUN") and token.i < first.i:
            return token.lemma_.lower() in UP | DOWN | _MOVES
    return False


def _direction(
    first: Token, last: Token, unit_kind: str, before: tuple[str, ...]
) -> Literal["up", "down"] | None:
    while before and before[-1] in ("just", "only", "a", "another", "some"):
        before = before[:-1]
    word = before[-1] if before else ""
    if word == "by" and before[-2:-1] and before[-2] in _ADVERBS:
        return _ADVERBS[before[-2]]
    if word in ("up", "down"):
        is_particle = len(before) > 1 and before[-2] in ("made", "set", "sat", "make")
        is_particle = is_particle or (unit_kind == "count" and _is_of_deed(first, word))
        return None if is_particle else "up" if word == "up" else "down"
    if word == "+" and unit_kind in ("percent", "percentage_point"):
        return "up"
    if word in ("to", "at", "from"):
        return None
    token: Token = last
    for _ in range(4):
        head = token.head
        if head == token or last.i - head.i > _REACH:
            return None
        if token.dep_ == "prep" and token.i < first.i and token.lower_ not in ("by", "of", "between"):
            return None
        if head.dep_ == "conj" and head.i >= first.i:
            head = head.head
        if first.i <= head.i <= last.i or head.dep_ in ("prep", "pobj") or head.pos_ in ("ADP", "NUM", "SYM"):
            token = head
            continue
        if head.pos_ in ("VERB", "NOUN") and head.i < first.i and token.dep_ in (*_GOVERNED, "prep"):
            return _sense(head, token, unit_kind)
        if token.dep_ in ("nummod", "quantmod", "compound") and head.i >= first.i:
            token = head
            continue
        return None
    return None


def _is_of_deed(first: Token, word: str) -> bool:
    """ "shot *down* 24 drones", "gave *up* three seats": the verb's own particle; "went up 3%" does move."""
    near = first.doc[max(0, first.i - 4) : first.i]
    particle = next((token for token in near if token.lower_ == word and token.dep_ == "prt"), None)
    return particle is not None and particle.head.lemma_.lower() not in UP | DOWN | _GOING


def _sense(word: Token, token: Token, unit_kind: str) -> Literal["up", "down"] | None:
    """Up or down; who "adds ten users" or "raises $5m" has them, and no level is said to move."""
    lemma = word.lemma_.lower()
    if lemma in _TRANSITIVE and token.dep_ == "dobj" and unit_kind in ("count", "currency", "share"):
        return None
    if lemma in _DONE_TO_THINGS and token.dep_ == "dobj" and unit_kind == "count":
        return None
    return "up" if lemma in UP else "down" if lemma in DOWN else None


def ends_change(first: Token) -> bool:
    """Whether the figure is where a change led to: "rose *to 15*"."""
    before = first.nbor(-1) if first.i else first
    return before.lower_ in ("to", "at") and before.head.lemma_.lower() in UP | DOWN
