"""Who may be behind a cue: its subject, the owner of the claim, whoever stands above or beside it, or nobody."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.extraction.cues import is_verb_taken_for_noun

from .columns import Columns

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_OWNERS = frozenset(("poss", "compound", "amod", "nmod", "nummod"))
_NAMING = frozenset(("PROPN", "NOUN", "PRON", "ADJ"))
_FROM = frozenset(("of", "by", "from", "among", "for", "with", "to", "in"))
_OTHERS = frozenset(("dobj", "attr", "dative", "advmod", "npadvmod", "appos"))
#: Steps up the parse; in a longer chain the subject is somebody else's.
_FURTHEST_ABOVE = 5
_FURTHEST_BEFORE = 25
_FURTHEST_BEHIND = 10


@dataclass(frozen=True, slots=True)
class Source:
    """``head`` is the token index of the source's head, None for nobody; ``kind`` is ``family:path``."""

    kind: str
    head: int | None

    @property
    def family(self) -> str:
        return self.kind.partition(":")[0]


def sources_of(columns: Columns, cue: int) -> list[Source]:
    """The candidates, "nobody" first, each token once."""
    if is_verb_taken_for_noun(columns.doc[cue]):
        return [Source("taken", cue - 1)]
    found: dict[int | None, Source] = {None: Source("none", None)}
    for kind, head in _proposals(columns, cue):
        if not columns.is_blank(head):
            found.setdefault(head, Source(kind, head))
    return list(found.values())


def subject_of(columns: Columns, verb: int) -> int | None:
    return next((child for child in columns.children[verb] if columns.dep[child] in _SUBJECTS), None)


def _agent_of(columns: Columns, verb: int) -> int | None:
    for child in columns.children[verb]:
        if columns.dep[child] == "agent":
            return _object_of(columns, child)
    return None


def _object_of(columns: Columns, preposition: int) -> int | None:
    return next((child for child in columns.children[preposition] if columns.dep[child] == "pobj"), None)


def _proposals(columns: Columns, cue: int) -> Iterator[tuple[str, int]]:
    agent = _agent_of(columns, cue)
    if agent is not None:
        yield "agent", agent
    if columns.lemma[cue] == "accord" or columns.pos[cue] in ("ADP", "SCONJ"):
        yield from _behind_preposition(columns, cue)
    subject = subject_of(columns, cue)
    if subject is not None:
        yield f"own:{columns.dep[subject]}", subject
    yield from _below(columns, cue)
    yield from _above(columns, cue)
    yield from _nearby(columns, cue)


def _behind_preposition(columns: Columns, cue: int) -> Iterator[tuple[str, int]]:
    """ "according to *the mayor*", "for *the mayor*"."""
    for child in columns.children[cue]:
        if columns.dep[child] == "pobj":
            yield "pobj", child
        elif columns.dep[child] == "prep" and (inner := _object_of(columns, child)) is not None:
            yield "topobj", inner
    for index in range(cue + 1, min(columns.sentence[cue][1], cue + 8)):
        if columns.pos[index] in ("NOUN", "PROPN", "PRON") and columns.dep[index] not in ("compound", "poss"):
            yield "tonoun", index
            return


def _below(columns: Columns, cue: int) -> Iterator[tuple[str, int]]:
    """ "*Smith's* claim", "*police* claims", "the view of *the mayor*"."""
    for child in columns.children[cue]:
        label = columns.dep[child]
        if label in _OWNERS and columns.pos[child] in _NAMING:
            yield f"kid:{label}", child
        if label == "prep" and columns.lower[child] in _FROM:
            inner = _object_of(columns, child)
            if inner is not None:
                yield f"prep:{columns.lower[child]}", inner
        if label in _OTHERS:
            yield f"kid:{label}", child
        if label == "dobj":
            yield from (
                ("dobjposs", inner) for inner in columns.children[child] if columns.dep[inner] == "poss"
            )


def _above(columns: Columns, cue: int) -> Iterator[tuple[str, int]]:
    """Subjects, owners and agents of what the cue hangs on: "*Smith* apologised, saying"."""
    below, path = cue, ""
    for step in range(_FURTHEST_ABOVE):
        above = columns.head[below]
        if above == below:
            return
        label = columns.dep[below]
        path = f"{path}.{label}" if path else label
        if label in ("relcl", "acl", "amod", "appos"):
            yield f"up:{path}", above
        agent = _agent_of(columns, above)
        if agent is not None and agent != below:
            yield f"upag:{path}", agent
        subject = subject_of(columns, above)
        if subject is not None and subject != below:
            yield f"upsubj:{path}", subject
        for child in columns.children[above]:
            if columns.dep[child] == "poss":
                yield f"upposs:{path}", child
            elif step < 2 and columns.dep[child] in ("dobj", "pobj") and child != below:
                yield f"upobj:{path}", child
        below = above


def _nearby(columns: Columns, cue: int) -> Iterator[tuple[str, int]]:
    """The last two names in front of the cue and the first noun behind it, across no quotation mark."""
    start, end = columns.sentence[cue]
    is_outside = columns.quote_of[cue] < 0
    before = [
        index
        for index in range(cue - 1, max(start - 1, cue - _FURTHEST_BEFORE), -1)
        if not (is_outside and columns.quote_of[index] >= 0)
        and (columns.pos[index] in ("PROPN", "PRON") or columns.tag[index] == "NNS")
    ]
    yield from ((f"near-:{place}", index) for place, index in enumerate(before[:2]))
    for index in range(cue + 1, min(end, cue + _FURTHEST_BEHIND)):
        if is_outside and columns.quote_of[index] >= 0:
            return
        if columns.pos[index] in ("PROPN", "PRON", "NOUN") and columns.dep[index] != "compound":
            yield "near+:0", index
            return
