"""Whether a quantity is a level or a change, and over what time it is counted."""

from spacy.tokens import Token

from factcheck.extraction.lexicon import words
from factcheck.extraction.types import Aspect, Change

UP = words(
    "rise increase grow climb jump soar surge gain add advance expand swell leap accelerate raise boost "
    "edge double triple quadruple hike growth uptick"
)
DOWN = words(
    "fall decrease drop decline shrink slump plunge tumble slide lose cut reduce contract dip sink slip "
    "plummet slash lower halve ease reduction cutback"
)
_GOVERNED = frozenset(
    ("dobj", "npadvmod", "attr", "pobj", "nsubj", "nummod", "quantmod", "advmod", "oprd", "ccomp", "dep")
)
#: Tokens between a figure and the verb of change that governs it; farther ones are parsing accidents.
_REACH = 8
#: Tokens on either side within which "so far" and the like speak of the figure.
_NEAR = 25
_CUMULATIVE = (
    ("so", "far"),
    ("to", "date"),
    ("in", "total"),
    ("in", "all"),
    ("a", "total"),
    ("since",),
    ("overall",),
)


def change_of(first: Token, last: Token, unit_kind: str, value: float | None) -> Change | None:
    """The change a quantity measures: "rose by 4%", "a drop of 12", "up 3 points". None for a level.

    "Rose to 15" has the quantity as its target, not as its size.
    """
    direction = _direction(first, last)
    if direction is None:
        return None
    is_target = first.i > 0 and first.nbor(-1).lower_ == "to"
    kind = {"percent": "percent", "percentage_point": "points"}.get(unit_kind, "absolute")
    return Change(direction, kind, None, value if is_target else None)  # type: ignore[arg-type]


def _direction(first: Token, last: Token) -> str | None:
    doc = first.doc
    before = doc[first.i - 1] if first.i else None
    if before is not None and before.lower_ in ("up", "down") and before.i + 1 == first.i:
        follows = doc[before.i - 1].lower_ if before.i else ""
        return before.lower_ if follows not in ("made", "set", "sat", "make") else None
    token: Token = last
    for _ in range(4):
        head = token.head
        if head == token or last.i - head.i > _REACH:
            return None
        if first.i <= head.i <= last.i or head.dep_ in ("prep", "pobj") or head.pos_ in ("ADP", "NUM", "SYM"):
            token = head
            continue
        if head.pos_ in ("VERB", "NOUN") and head.i < first.i and token.dep_ in (*_GOVERNED, "prep"):
            if token.dep_ == "prep" and token.lower_ not in ("by", "of", "to", "from"):
                return None
            lemma = head.lemma_.lower()
            return "up" if lemma in UP else "down" if lemma in DOWN else None
        if token.dep_ in ("nummod", "quantmod", "compound") and head.i >= first.i:
            token = head
            continue
        return None
    return None


def aspect_of(first: Token, last: Token, change: Change | None, has_time: bool) -> Aspect:
    """What time the figure stands for; "unknown" where the sentence does not say."""
    if change is not None:
        return "level" if change.target is not None else "change"
    sentence = first.sent
    near = first.doc[max(sentence.start, first.i - _NEAR) : min(sentence.end, last.i + _NEAR)]
    words = [token.lower_ for token in near]
    for phrase in _CUMULATIVE:
        if _contains(words, phrase):
            return "cumulative"
    return "in_period" if has_time else "unknown"


def _contains(words: list[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[index : index + len(phrase)]) == phrase for index in range(len(words)))
