"""What a cue may hand over: every stretch of words around it that could be the speech.

Wide on purpose: for nineteen of twenty attributions that people marked, one of the candidates is right. Which one,
or none, the model decides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .columns import Columns
from .said import Range, merged

#: Complements looked at behind a cue; a longer row of them is a list.
_MOST_COMPLEMENTS = 6
#: A quotation that ended further in front of the cue's sentence belongs to somebody else.
_FURTHEST_QUOTE = 30
#: Commas behind "according to" that may end the phrase.
_MOST_COMMAS = 4
_WITH_PREPOSITION = frozenset(("prep", "agent", "dative"))
_HOLDING_MORE = frozenset(("xcomp", "ccomp", "prep", "dobj", "acomp", "attr", "oprd", "prt", "advmod"))
_CUT_SHORT = frozenset(("ccomp", "xcomp", "dobj", "prep"))
_CUT_AT = frozenset(("conj", "advcl", "relcl", "cc"))
_IN_FRONT = frozenset(("ccomp", "advcl", "parataxis", "dobj", "nsubjpass", "attr", "acomp", "pobj", "dep"))
_INSERTED = frozenset(("parataxis", "advcl", "ccomp", "conj", "prep", "pobj", "dep"))
_PREDICATED = frozenset(("dobj", "attr", "nsubj", "nsubjpass", "pobj", "ccomp", "xcomp"))
_PREDICATES = frozenset(("ccomp", "xcomp", "attr", "acomp", "advcl"))


@dataclass(frozen=True, slots=True)
class Content:
    """``kind`` names the place in the parse: ``family:labels``."""

    kind: str
    pieces: tuple[Range, ...]

    @property
    def family(self) -> str:
        return self.kind.partition(":")[0]

    @property
    def size(self) -> int:
        return sum(last - first for first, last in self.pieces)


def contents_of(columns: Columns, cue: int) -> list[Content]:
    """The candidates, without their outer marks, each stretch once, the more telling kind first."""
    found: dict[tuple[Range, ...], Content] = {}
    limit = _own_verb_of_sentence(columns, cue)
    for kind, pieces in _proposals(columns, cue):
        reachable = [(first, min(last, limit)) for first, last in pieces if first < limit]
        trimmed = [piece for first, last in reachable if (piece := columns.trimmed(first, last)) is not None]
        if trimmed:
            joined = merged(trimmed)
            found.setdefault(joined, Content(kind, joined))
    return list(found.values())


def _own_verb_of_sentence(columns: Columns, cue: int) -> int:
    """The end of the text, or the verb that a parser led up the garden path took into the clause.

    "The law critics say hurts farmers passed on Monday": when the root is the noun in front of such a relative
    clause, the sentence has no verb left, so the next free finite form must be it.
    """
    root = columns.head[cue]
    if (
        columns.dep[cue] != "relcl"
        or columns.head[root] != root
        or columns.pos[root] not in ("NOUN", "PROPN")
    ):
        return columns.size
    clause = next((child for child in columns.children[cue] if columns.dep[child] == "ccomp"), None)
    if clause is None or clause < cue:
        return columns.size
    for index in range(clause + 1, columns.right[clause]):
        is_finite = columns.tag[index] in ("VBD", "VBZ", "VBP") or (
            columns.tag[index] == "VBN" and columns.dep[index] == "amod"
        )
        is_free = columns.dep[index] not in ("relcl", "aux", "auxpass")
        if is_finite and is_free and columns.pos[index - 1] in ("VERB", "NOUN", "PROPN", "ADV"):
            return index
    return columns.size


_Proposal = tuple[str, Iterable[Range]]


def _proposals(columns: Columns, cue: int) -> Iterator[_Proposal]:
    if columns.lemma[cue] == "accord":
        yield from _beside_according(columns, cue)
        return
    children = [child for child in columns.children[cue] if not columns.is_blank(child)]
    behind = [child for child in children if child > cue][:_MOST_COMPLEMENTS]
    subject = next((child for child in children if columns.is_subject[child]), None)
    frame = _frame_start(columns, cue, subject)
    yield from _complements(columns, cue, behind)
    yield from _in_front(columns, cue, frame, children)
    if subject is not None:
        yield from _around_subject(columns, cue, subject, behind)
    if columns.head[cue] != cue:
        yield from _above(columns, cue, frame)
    if columns.pos[cue] == "PUNCT" or (cue + 1 < columns.size and columns.lower[cue + 1] == ":"):
        yield "PE", [(cue + 1, columns.size)]
        yield "PL", [(0, frame)]
    if columns.quotes and columns.quote_of[cue] < 0:
        yield from _quotations(columns, cue, frame, behind)


def _frame_start(columns: Columns, cue: int, subject: int | None) -> int:
    """Where "Gen. Smith later said" begins."""
    if subject is not None:
        return min(cue, columns.left[subject])
    return cue if columns.pos[cue] in ("VERB", "AUX") else columns.left[cue]


def _complements(columns: Columns, cue: int, behind: list[int]) -> Iterator[_Proposal]:
    """ "said *that ...*", "called for *a vote*", "wants to see *a vote*"."""
    left, right, dep = columns.left, columns.right, columns.dep
    end = columns.sentence[cue][1]
    for place, first in enumerate(behind):
        for last in behind[place:]:
            labels = dep[first] if first == last else f"{dep[first]}+{dep[last]}"
            yield f"R:{labels}", [(left[first], right[last])]
            if dep[first] in _WITH_PREPOSITION:
                yield f"pR:{labels}", [(first + 1, right[last])]
        if dep[first] in _HOLDING_MORE:
            for inner in columns.children[first][:_MOST_COMPLEMENTS]:
                if inner > first and not columns.is_blank(inner):
                    labels = f"{dep[first]}>{dep[inner]}"
                    yield f"RX:{labels}", [(left[inner], right[first])]
                    if dep[inner] == "prep":
                        yield f"pRX:{labels}", [(inner + 1, right[first])]
    if behind:
        yield "RE", [(left[behind[0]], end)]
    yield "E", [(cue + 1, end)]
    for child in behind[1:]:
        if dep[child] in ("ccomp", "xcomp", "dobj"):
            yield f"RE:{dep[child]}", [(left[child], end)]
    for child in behind:
        if dep[child] in _CUT_SHORT:
            for inner in columns.children[child][:_MOST_COMPLEMENTS]:
                if inner > child and dep[inner] in _CUT_AT:
                    yield f"RC:{dep[child]}-{dep[inner]}", [(left[child], left[inner])]


def _in_front(columns: Columns, cue: int, frame: int, children: list[int]) -> Iterator[_Proposal]:
    """ "*The bridge is closed*, Smith said *on Monday, and will stay so*."""
    start, end = columns.sentence[cue]
    if frame <= start:
        return
    yield "L", [(start, frame)]
    if end > cue + 1:
        yield "LR", [(start, frame), (cue + 1, end)]
    for child in children[:_MOST_COMPLEMENTS]:
        if child < cue and columns.dep[child] in _IN_FRONT:
            first, last = columns.left[child], columns.right[child]
            yield f"LK:{columns.dep[child]}", [(first, min(last, frame) if first < frame else last)]


def _around_subject(columns: Columns, cue: int, subject: int, behind: list[int]) -> Iterator[_Proposal]:
    """ "*The bridge* is expected *to close*"."""
    left, right, dep = columns.left, columns.right, columns.dep
    own = (left[subject], right[subject])
    for child in behind:
        yield f"S+R:{dep[subject]}{dep[child]}", [own, (left[child], right[child])]
    yield f"S:{dep[subject]}", [own]
    if dep[subject] == "nsubjpass" and behind:
        yield "S+E", [own, (cue + 1, columns.sentence[cue][1])]


def _above(columns: Columns, cue: int, frame: int) -> Iterator[_Proposal]:
    """What the cue was put into or hangs on: "The bridge, Smith said, *is closed*", "*the plan* he backed"."""
    left, right, dep = columns.left, columns.right, columns.dep
    head, label = columns.head[cue], columns.dep[cue]
    first, last = min(left[cue], frame), right[cue]
    yield f"H:{label}", _outside(left[head], right[head], first, last)
    if label in ("relcl", "acl"):
        yield f"Hn:{label}", [(left[head], first)]
    siblings = [sibling for sibling in columns.children[head] if sibling > head and sibling != cue]
    for sibling in siblings[:_MOST_COMPLEMENTS]:
        if head < cue < sibling and not columns.is_blank(sibling):
            yield f"HR:{label}{dep[sibling]}", [(left[sibling], right[sibling])]
            if dep[sibling] == "prep":
                yield f"pHR:{label}{dep[sibling]}", [(sibling + 1, right[sibling])]
    if columns.pos[head] in ("VERB", "AUX") and label in _PREDICATED:
        for sibling in siblings[:_MOST_COMPLEMENTS]:
            if dep[sibling] in _PREDICATES:
                yield f"HK:{label}{dep[sibling]}", [(left[sibling], right[sibling])]
    if label in _INSERTED:
        start, end = columns.sentence[cue]
        yield "HS", [(start, first), (last, end)]
        above = columns.head[head]
        if above != head:
            yield f"HH:{label}{dep[head]}", _outside(left[above], right[above], first, last)


def _outside(start: int, end: int, first: int, last: int) -> list[Range]:
    return [piece for piece in ((start, first), (last, end)) if piece[0] < piece[1]]


def _beside_according(columns: Columns, cue: int) -> Iterator[_Proposal]:
    """ "According to Smith, *the bridge is closed*": the rest of the sentence or of the clause, or quotations."""
    start, end = columns.sentence[cue]
    head, behind = columns.head[cue], columns.right[cue]
    commas = [index for index in range(cue + 2, end) if columns.lower[index] == ","][:_MOST_COMMAS]
    yield "A", [(start, cue), (behind, end)]
    for place, comma in enumerate(commas):
        yield f"A,{place}", [(start, cue), (comma + 1, end)]
    if head != cue:
        yield "H", _outside(columns.left[head], columns.right[head], cue, behind)
    yield "L", [(start, cue)]
    yield from _quotations(columns, cue, cue, [])


def _quotations(columns: Columns, cue: int, frame: int, behind: list[int]) -> Iterator[_Proposal]:
    """The quotations in front of the cue and behind it, alone, together, and with the words that lead in."""
    start, end = columns.sentence[cue]
    before = [quote for quote in columns.quotes if quote[1] <= cue and start - quote[1] <= _FURTHEST_QUOTE]
    after = [quote for quote in columns.quotes if quote[0] > cue]
    near = bool(after) and after[0][0] <= end + 1
    if before:
        last = before[-1]
        yield "Qb", [last]
        lead = columns.sentence[last[0]][0]
        if lead < last[0]:
            yield "QbS", [(lead, last[1])]
        elif len(before) > 1:
            yield "Qbb", before[-2:]
        if start < last[0]:
            yield "QbF", [(start, frame)]
    if near:
        first = after[0]
        yield "Qa", [first]
        yield "QaE", [(cue + 1, first[1])]
        if behind and columns.left[behind[0]] < first[0]:
            yield "QaR", [(columns.left[behind[0]], first[1])]
        if before:
            yield "Qba", [before[-1], first]
        if len(after) > 1:
            yield "Qa*", [(first[0], after[-1][1])]
            yield "Qaa", after[:2]
