"""Who stands behind the verb that ends a sentence: "81 missiles and eight drones, *said Gen. Ray*." """

from dataclasses import replace

from factcheck.extraction.cues import makes_claimant
from factcheck.extraction.lexicon import words
from factcheck.extraction.source_nouns import BODIES, SINGULAR_ROLES, WITNESSES
from factcheck.extraction.source_phrases import may_call_a_person

from .columns import Columns
from .said import Range, Said

#: Not those that take a person for an object: "told Ann Ray".
_SAYING = words("say explain")
_OF_NAMES = frozenset(("DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM", "PART", "PUNCT", "CCONJ"))
_LONGEST = 14


def inverted_speech(columns: Columns, cue: int) -> tuple[int, Range] | None:
    """The head of whoever is named between the cue and the end of its sentence, and the words in front."""
    start, end = columns.sentence[cue]
    if columns.lemma[cue] not in _SAYING or columns.tag[cue] != "VBD" or cue - 1 <= start:
        return None
    if columns.lower[cue - 1] != "," or columns.quote_of[cue] >= 0:
        return None
    last = end
    while last > cue + 1 and (columns.is_blank(last - 1) or columns.lower[last - 1] == "."):
        last -= 1
    if not 0 < last - cue - 1 <= _LONGEST:
        return None
    behind = range(cue + 1, last)
    if any(columns.pos[index] not in _OF_NAMES for index in behind):
        return None
    source = next((index for index in behind if columns.head[index] not in behind), None)
    content = columns.trimmed(start, cue - 1)
    if source is None or content is None or not _speaks(columns, source):
        return None
    return source, content


def _speaks(columns: Columns, noun: int) -> bool:
    lemma = columns.lemma[noun]
    if columns.entity[noun] in ("DATE", "TIME"):
        return False  # "the senator, of Kentucky, *said Tuesday*"
    if columns.pos[noun] == "PROPN":
        return True
    is_called = lemma in SINGULAR_ROLES | WITNESSES | BODIES or may_call_a_person(lemma)
    return columns.pos[noun] == "NOUN" and is_called


def _is_apart(said: Said, source: int) -> bool:
    return said.cue is not None and source > said.cue[0] and not said.covers(source)


def with_inverted(columns: Columns, said: Said) -> Said:
    """``said`` by whoever the sentence ends with, where the parse took what is said for the speaker."""
    if said.cue is None or (said.source is not None and _is_apart(said, said.source.i)):
        return said
    found = inverted_speech(columns, said.cue[0])
    if found is None:
        return said
    source, content = found
    cue = columns.doc[said.cue[0]]
    is_statement = said.is_statement or makes_claimant(cue, True)
    return replace(said, source=columns.doc[source], content=(content,), is_statement=is_statement)
