"""Constructions that leave no doubt who says what: used where the trained model sees nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.extraction.lexicon import words

from .columns import Columns
from .inverted import inverted_speech
from .mending import HEARINGS
from .said import Range
from .sources import subject_of

#: With a clause behind them they say something, whatever the sentence around them.
_SAYING = words(
    "say admit acknowledge concede claim insist argue warn confirm announce allege maintain reveal disclose deny believe rule reckon"
)
#: With what they say in front of them, up to a comma: "It will rise, the panel *estimates*."
_CLOSING = _SAYING | words(
    "tell add write note explain estimate find report recall stress conclude emphasise emphasize think reckon predict "
    "forecast testify state declare calculate suggest"
)
_GOING_ON = words("keep continue appear seem begin start")
_QUOTING = words("quote cite")
_SHOWING = words("show suggest indicate reveal")
_RECORDS = words(
    "data datum figure record statistic document report estimate poll survey study filing result"
)
_ACCUSING = words("accuse blame")
_RECKONINGS = words("estimate count tally reckoning calculation measure account projection forecast")
_PROMISING = words("promise pledge vow")
_RUMOURED = words("say believe think understand report rumour rumor allege")
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
#: Steps from "admitted" back to the subject of "denied ... but admitted".
_FURTHEST_CONJUNCT = 3
_FURTHEST_RECORD = 5
#: In a longer one the commas say little, and every cue would be asked about all of it.
_LONGEST_SENTENCE = 120
#: Words behind "he told": "the meeting on Tuesday night".
_FURTHEST_TOLD = 6


@dataclass(frozen=True, slots=True)
class Plain:
    """Token indexes of the cue and of the source's head, and the words handed over."""

    cue: int
    source: int
    content: tuple[Range, ...]
    #: Whether it holds beside what else the model gives to the cue.
    adds: bool = False


def plain_speech(columns: Columns) -> Iterator[Plain]:
    """In order of the cues."""
    for cue in range(columns.size):
        lemma = columns.lemma[cue]
        if (inverted := inverted_speech(columns, cue)) is not None:
            yield Plain(cue, inverted[0], (inverted[1],))
            continue
        if lemma in _CLOSING and (closing := _closing(columns, cue) or _put_in(columns, cue)) is not None:
            yield closing
            continue
        if lemma in ("hear", "tell") and (heard := _heard_in_court(columns, cue)) is not None:
            yield heard
            continue
        if columns.lower[cue] == "saying" and (quoted := _quoted_as_saying(columns, cue)) is not None:
            yield quoted
            continue
        if lemma in _SAYING or lemma == "put":
            found = _with_clause(columns, cue) if lemma in _SAYING else _putting_at(columns, cue)
            found = found or _after_apposition(columns, cue)
            if found is not None:
                yield found
        elif lemma in _SHOWING or columns.lower[cue] == "show":
            found = _behind_records(columns, cue)
            if found is not None:
                yield found
        elif columns.dep[cue] == "pobj" and lemma in _RECKONINGS:
            found = _by_reckoning(columns, cue)
            if found is not None:
                yield found
        elif lemma in _ACCUSING:
            found = _accusing(columns, cue)
            if found is not None:
                yield found
        elif lemma in _PROMISING:
            found = _promising(columns, cue)
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
    if columns.quote_of[cue] >= 0 or not (_is_main(columns, cue) or _goes_on(columns, cue)):
        return None
    clause = next(
        (child for child in columns.children[cue] if columns.dep[child] == "ccomp" and child > cue), None
    )
    source = _subject_shared(columns, columns.head[cue] if _goes_on(columns, cue) else cue)
    if clause is None or source is None or subject_of(columns, clause) is None:
        return None
    if any(columns.dep[child] == "neg" for child in columns.children[cue]):
        return None
    piece = columns.trimmed(columns.left[clause], columns.right[clause])
    return Plain(cue, source, (piece,)) if piece is not None and piece[0] > cue else None


def _is_main(columns: Columns, cue: int) -> bool:
    """A main clause, or one that a colon or semicolon joins to the next."""
    if columns.tag[cue] not in _FINITE:
        return False
    head = columns.head[cue]
    is_joined = columns.dep[cue] == "ccomp" and cue < head
    return columns.dep[cue] in ("ROOT", "conj") or (
        is_joined and any(columns.lower[index] in (":", ";") for index in range(cue, head))
    )


def _goes_on(columns: Columns, cue: int) -> bool:
    """ "The agency *keeps saying* ..." """
    head = columns.head[cue]
    return columns.dep[cue] == "xcomp" and columns.lemma[head] in _GOING_ON and _is_main(columns, head)


def _closing(columns: Columns, cue: int) -> Plain | None:
    """ "It will be closed by May, *the panel has estimated*", "Corals grew more slowly, *they found*, and ..." """
    source = subject_of(columns, cue)
    if source is None or columns.quote_of[cue] >= 0 or columns.dep[cue] not in ("ROOT", "conj", "ccomp"):
        return None
    clause = next(
        (child for child in columns.children[cue] if columns.dep[child] == "ccomp" and child < cue), None
    )
    comma = columns.left[source] - 1
    if clause is None or clause > comma or columns.lower[comma] != "," or subject_of(columns, clause) is None:
        return None
    if source > cue or any(columns.dep[child] == "neg" for child in columns.children[cue]):
        return None
    piece = columns.trimmed(columns.left[clause], comma)
    if piece is None or any(columns.dep[child] == "ccomp" and child > cue for child in columns.children[cue]):
        return None
    more = next((child for child in columns.children[cue] if columns.dep[child] == "conj"), None)
    is_put_in = columns.lower[cue + 1 : cue + 2] == [","]
    if is_put_in and more is not None and subject_of(columns, more) is None:
        return Plain(cue, source, (piece, (columns.left[more], columns.right[more])), adds=True)
    return Plain(cue, source, (piece,), adds=True)


def _put_in(columns: Columns, cue: int) -> Plain | None:
    """ "Since 2010, *he told members*, its grant had fallen": between two commas, all else is said."""
    source = subject_of(columns, cue)
    if source is None or source > cue or columns.tag[cue] not in _FINITE or columns.quote_of[cue] >= 0:
        return None
    first, (start, end) = columns.left[source], columns.sentence[cue]
    if end - start > _LONGEST_SENTENCE:
        return None
    last = cue + 1
    while last < end and last <= cue + _FURTHEST_TOLD and columns.lower[last] != ",":
        last += 1
    if first - 1 <= start or columns.lower[first - 1] != "," or columns.lower[last : last + 1] != [","]:
        return None
    told = [child for child in columns.children[cue] if child != source and columns.pos[child] != "PUNCT"]
    if any(
        columns.dep[child] not in ("dobj", "dative", "advmod", "npadvmod", "prep", "aux")
        for child in told
        if child > cue
    ):
        return None
    if any(columns.dep[child] == "mark" for child in told) or any(
        number >= 0 for number in columns.quote_of[start:end]
    ):
        return None
    before, after = columns.trimmed(start, first), columns.trimmed(last, end)
    if before is None or after is None or not any(columns.is_subject[index] for index in range(*after)):
        return None
    return Plain(cue, source, (before, after), adds=True)


def _heard_in_court(columns: Columns, cue: int) -> Plain | None:
    """ "He stole £1.4 million, *a jury heard*", "*the inquest was told* that ..." """
    source = subject_of(columns, cue)
    if source is None or columns.lemma[source] not in HEARINGS or columns.quote_of[cue] >= 0:
        return None
    if columns.lemma[cue] == "tell" and not _is_passive(columns, cue):
        return None
    clause = next((child for child in columns.children[cue] if columns.dep[child] == "ccomp"), None)
    if clause is None:
        return None
    piece = columns.trimmed(columns.left[clause], columns.right[clause])
    return Plain(cue, source, (piece,)) if piece is not None and not piece[0] <= cue < piece[1] else None


def _quoted_as_saying(columns: Columns, cue: int) -> Plain | None:
    """ "Timidria *quoted witnesses as saying* that four were shot"."""
    as_ = cue - 1
    source = as_ - 1
    if source < 0 or columns.lower[as_] != "as" or columns.pos[source] not in ("NOUN", "PROPN", "PRON"):
        return None
    if not any(
        columns.lemma[index] in _QUOTING for index in range(max(0, source - _FURTHEST_RECORD), source)
    ):
        return None
    clause = next(
        (child for child in columns.children[cue] if columns.dep[child] == "ccomp" and child > cue), None
    )
    piece = columns.trimmed(columns.left[clause], columns.right[clause]) if clause is not None else None
    return Plain(cue, source, (piece,)) if piece is not None else None


def _after_apposition(columns: Columns, cue: int) -> Plain | None:
    """ "A depot burned in the north, *its governor, Ann Ray*, said": the parse takes the depot for who speaks."""
    subject, comma = subject_of(columns, cue), cue - 1
    start = columns.sentence[cue][0]
    if subject is None or comma <= start or columns.lower[comma] != "," or columns.lemma[cue] not in _SAYING:
        return None
    is_deed = any(
        columns.dep[child] == "acl" and columns.tag[child] == "VBN" for child in columns.children[subject]
    )
    apposed = [
        index
        for index in range(subject + 1, comma)
        if columns.dep[index] == "appos"
        and columns.right[index] == comma
        and columns.lower[columns.left[index] - 1] == ","
    ]
    if not is_deed or not apposed:
        return None
    piece = columns.trimmed(start, columns.left[apposed[0]])
    return Plain(cue, apposed[0], (piece,)) if piece is not None else None


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
    if source is None or thing is None:
        return None
    if at is None:  # "put the price of adding one *at £95m*": the parse hangs it on "adding"
        inside = range(thing, columns.right[thing])
        at = next(
            (index for index in inside if columns.lower[index] == "at" and columns.dep[index] == "prep"), None
        )
    if at is None:
        return None
    is_counted = any(columns.pos[index] == "NUM" for index in range(at, columns.right[at]))
    last = max(columns.right[thing], columns.right[at])
    return Plain(cue, source, ((columns.left[thing], last),), adds=True) if is_counted else None


def _behind_records(columns: Columns, cue: int) -> Plain | None:
    """ "Sales fell, *customs data show*." at the end of a sentence."""
    start, end = columns.sentence[cue]
    if cue + 1 < end and columns.lower[cue + 1] not in (".", "\n"):
        return None
    comma = next((index for index in range(cue - 1, start, -1) if columns.lower[index] == ","), None)
    if comma is None:
        return None
    named = range(comma + 1, min(cue, comma + _FURTHEST_RECORD))
    record = next((index for index in named if columns.lemma[index] in _RECORDS), None)
    is_alone = not any(columns.tag[index] in _FINITE for index in range(comma + 1, cue))
    piece = columns.trimmed(start, comma)
    if record is None or not is_alone or piece is None:
        return None
    return Plain(cue, _whose(columns, record, cue), (piece,))


def _whose(columns: Columns, record: int, cue: int) -> int:
    """ "figures from *the Office* show": whoever keeps the record, else the record; "show" was taken for a noun."""
    start = next((index for index in range(record + 1, cue) if columns.lower[index] in ("from", "by")), None)
    if start is None:
        return record
    named = [index for index in range(start + 1, cue) if columns.pos[index] in ("PROPN", "NOUN")]
    behind = next((index for index in range(start + 1, cue) if columns.pos[index] == "ADP"), cue)
    inside = [index for index in named if index < behind]
    return inside[-1] if inside else record


def _by_reckoning(columns: Columns, cue: int) -> Plain | None:
    """ "Sales grew by 1%, *on the office's first estimate*", "By *the union's* count"."""
    preposition = columns.head[cue]
    owner = next((child for child in columns.children[cue] if columns.dep[child] == "poss"), None)
    if columns.lower[preposition] not in ("on", "by", "in") or owner is None:
        return None
    if columns.pos[owner] not in ("PROPN", "NOUN") or columns.quote_of[cue] >= 0:
        return None
    start, end = columns.sentence[cue]
    first, last = columns.left[preposition], columns.right[preposition]
    is_apart = first == start or columns.lower[first - 1] == ","
    content = [
        piece for piece in (columns.trimmed(start, first), columns.trimmed(last, end)) if piece is not None
    ]
    return Plain(cue, owner, tuple(content)) if is_apart and content else None


def _accusing(columns: Columns, cue: int) -> Plain | None:
    """ "Leal *accused the firm of hiding the report*"."""
    source = _subject_shared(columns, cue) or _whoever_does_so(columns, cue)
    kids = columns.children[cue]
    if columns.tag[cue] not in (*_FINITE, "VBG") or source is None or _is_passive(columns, cue):
        return None
    accused = next((child for child in kids if columns.dep[child] == "dobj" and child > cue), None)
    if accused is None:
        return None
    inside = [*kids, *columns.children[accused]]
    of = next((child for child in inside if columns.lower[child] in ("of", "for") and child > accused), None)
    if of is None or not any(columns.dep[child] == "pcomp" for child in columns.children[of]):
        return None
    return Plain(cue, source, ((columns.left[accused], columns.right[of]),))


def _whoever_does_so(columns: Columns, participle: int) -> int | None:
    """ "*Two groups* filed a lawsuit accusing ...": the subject of the verb above."""
    if columns.tag[participle] != "VBG" or columns.dep[participle] not in ("advcl", "acl"):
        return None
    above = columns.head[participle]
    for _ in range(_FURTHEST_CONJUNCT):
        subject = subject_of(columns, above)
        if subject is not None or columns.head[above] == above:
            return subject
        above = columns.head[above]
    return None


def _promising(columns: Columns, cue: int) -> Plain | None:
    """ "The firm *promised $3 million in aid*", "*pledged to rebuild the school*"."""
    source = _subject_shared(columns, cue)
    if columns.tag[cue] not in _FINITE or source is None or _is_passive(columns, cue):
        return None
    behind = [child for child in columns.children[cue] if child > cue]
    promised = next((child for child in behind if columns.dep[child] in ("xcomp", "dobj")), None)
    if promised is None or any(columns.dep[child] == "neg" for child in columns.children[cue]):
        return None
    is_counted = "NUM" in columns.pos[columns.left[promised] : columns.right[promised]]
    if columns.dep[promised] == "dobj" and not is_counted:
        return None
    return Plain(cue, source, ((columns.left[promised], max(columns.right[child] for child in behind)),))
