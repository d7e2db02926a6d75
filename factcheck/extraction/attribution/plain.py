"""Constructions that leave no doubt who says what: used where the trained model sees nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.extraction.lexicon import words

from .columns import Columns
from .said import Range
from .sources import subject_of

#: With a clause behind them they say something, whatever the sentence around them.
_SAYING = words(
    "say admit acknowledge concede claim insist argue warn confirm announce allege maintain reveal disclose deny"
)
_SHOWING = words("show suggest indicate reveal")
_RECORDS = words(
    "data datum figure record statistic document report estimate poll survey study filing result"
)
_RUMOURED = words("say believe think understand report rumour rumor allege")
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
#: Steps from "admitted" back to the subject of "denied ... but admitted".
_FURTHEST_CONJUNCT = 3
_FURTHEST_COMMA = 6


@dataclass(frozen=True, slots=True)
class Plain:
    """Token indexes of the cue and of the source's head, and the words handed over."""

    cue: int
    source: int
    content: tuple[Range, ...]


def plain_speech(columns: Columns) -> Iterator[Plain]:
    """In order of the cues."""
    for cue in range(columns.size):
        lemma = columns.lemma[cue]
        if lemma in _SAYING or lemma == "put":
            found = _with_clause(columns, cue) if lemma in _SAYING else _putting_at(columns, cue)
            if found is not None:
                yield found
        elif lemma in _SHOWING or columns.lower[cue] == "show":
            found = _behind_records(columns, cue)
            if found is not None:
                yield found


def is_understood(columns: Columns, cue: int) -> bool:
    """ "It is understood that ..." """
    subject = subject_of(columns, cue) if columns.lemma[cue] in _RUMOURED else None
    return subject is not None and columns.lower[subject] == "it" and _is_passive(columns, cue)


def is_said_of(columns: Columns, cue: int) -> bool:
    """ "It was *said* to be worth ...", "a ring *said* to have ...": no source, and what it is about is none."""
    if columns.lemma[cue] not in _RUMOURED or columns.tag[cue] not in ("VBN", "VBD"):
        return False
    if columns.lower[cue + 1 : cue + 2] != ["to"]:
        return False
    return columns.lower[cue + 2 : cue + 3] in (["be"], ["have"]) or (
        columns.tag[cue + 2 : cue + 3] == ["VB"] and _is_passive(columns, cue)
    )


def going_on(columns: Columns, cue: int) -> Range | None:
    """ "said the bridge was closed, *but that the road was open*": the parse hangs the second clause on "said"."""
    for child in columns.children[cue]:
        if columns.dep[child] == "conj" and child > cue:
            mark = next((inner for inner in columns.children[child] if columns.dep[inner] == "mark"), None)
            if mark is not None and columns.lower[mark] == "that" and columns.pos[mark - 1] == "CCONJ":
                return mark, columns.right[child]
    return None


def _is_passive(columns: Columns, cue: int) -> bool:
    labels = {columns.dep[child] for child in columns.children[cue]}
    return "auxpass" in labels and "agent" not in labels


def _with_clause(columns: Columns, cue: int) -> Plain | None:
    """Only of a main clause: deeper down the parse is less sure."""
    if (
        columns.tag[cue] not in _FINITE
        or columns.quote_of[cue] >= 0
        or columns.dep[cue] not in ("ROOT", "conj")
    ):
        return None
    clause = next(
        (child for child in columns.children[cue] if columns.dep[child] == "ccomp" and child > cue), None
    )
    source = _subject_shared(columns, cue)
    if clause is None or source is None or subject_of(columns, clause) is None:
        return None
    if any(columns.dep[child] == "neg" for child in columns.children[cue]):
        return None
    piece = columns.trimmed(columns.left[clause], columns.right[clause])
    return Plain(cue, source, (piece,)) if piece is not None and piece[0] > cue else None


def _subject_shared(columns: Columns, cue: int) -> int | None:
    """The verb's own subject, else that of the verb it is joined to."""
    for _ in range(_FURTHEST_CONJUNCT):
        subject = subject_of(columns, cue)
        if subject is not None or columns.dep[cue] != "conj":
            return subject
        cue = columns.head[cue]
    return None


def _putting_at(columns: Columns, cue: int) -> Plain | None:
    """ "Leal *puts the share at 24 percent*"."""
    source = subject_of(columns, cue)
    kids = columns.children[cue]
    thing = next((child for child in kids if columns.dep[child] == "dobj" and child > cue), None)
    at = next((child for child in kids if columns.lower[child] == "at" and child > cue), None)
    if source is None or thing is None or at is None:
        return None
    is_counted = any(columns.pos[index] == "NUM" for index in range(at, columns.right[at]))
    return Plain(cue, source, ((columns.left[thing], columns.right[at]),)) if is_counted else None


def _behind_records(columns: Columns, cue: int) -> Plain | None:
    """ "Sales fell, *customs data show*." at the end of a sentence."""
    start, end = columns.sentence[cue]
    record = cue - 1
    if cue + 1 < end and columns.lower[cue + 1] not in (".", "\n"):
        return None
    if record <= start or columns.lemma[record] not in _RECORDS:
        return None
    for comma in range(record - 1, max(start, record - _FURTHEST_COMMA), -1):
        if columns.lower[comma] == ",":
            piece = columns.trimmed(start, comma)
            return Plain(cue, record, (piece,)) if piece is not None else None
    return None
