"""What the model chose, put right where the grammar leaves no doubt."""

from dataclasses import replace

from factcheck.extraction.cues import makes_claimant
from factcheck.extraction.lexicon import words
from factcheck.extraction.respondents import is_share

from .columns import Columns
from .inverted import with_inverted
from .said import Range, Said, merged
from .sources import subject_of

#: With a clause for an object, that clause is what they say.
SAYING = words(
    "say tell add state announce report note explain claim argue insist maintain declare reveal confirm disclose "
    "write warn admit acknowledge concede deny allege stress recall estimate believe predict forecast promise "
    "pledge vow find show suggest indicate conclude testify observe remark reckon assert contend emphasise "
    "emphasize fear hope hear"
)
#: Before them somebody tells a thing under oath: "the court was told", "jurors heard".
HEARINGS = words(
    "court jury juror inquest tribunal hearing inquiry panel judge magistrate committee coroner commission"
)


def mended(columns: Columns, said: list[Said]) -> list[Said]:
    """``said`` with whole clauses, without what stands behind a quotation, in the same order."""
    by_cue = {item.cue[0]: item for item in said if item.cue is not None}
    return [
        _of_whoever_went_on(
            columns, _told(columns, _heard(columns, _bounded(columns, _answered(columns, item)))), by_cue
        )
        for item in (with_inverted(columns, item) for item in said)
    ]


def _answered(columns: Columns, said: Said) -> Said:
    """ "*Six in ten voters* said ...": a finding about them, which somebody else answers for.

    Nor do "the 2,300 *who claimed* had received a penny" say so.
    """
    if said.cue is not None and columns.lemma[said.cue[0]] == "claim" and columns.dep[said.cue[0]] == "relcl":
        first = said.content[0][0]
        if columns.tag[first] in ("VBD", "VBZ", "VBP", "MD"):
            return replace(said, is_statement=False)
    if said.source is None or not said.is_statement or not is_share(said.source):
        return said
    return replace(said, is_statement=False)


def _bounded(columns: Columns, said: Said) -> Said:
    if said.cue is None:
        return said
    pieces = list(said.content)
    if columns.lemma[said.cue[0]] in SAYING:
        pieces = [*pieces, *_clauses(columns, said)]
    pieces = [_up_to_the_closing_mark(columns, said.cue[1], piece) for piece in pieces]
    content = merged(pieces)
    return said if content == said.content else replace(said, content=content)


def _clauses(columns: Columns, said: Said) -> list[Range]:
    """The clauses that hang on the cue and whose verb was left out: "said *there were* still 40 ballots"."""
    found: list[Range] = []
    if said.cue is None:
        return found
    cue = said.cue[0]
    for child in columns.children[cue]:
        if columns.dep[child] != "ccomp" or said.covers(child) or subject_of_any(columns, child) is None:
            continue
        piece = columns.trimmed(columns.left[child], columns.right[child])
        if piece is not None and not piece[0] <= cue < piece[1] and not _is_apart(columns, said, child, cue):
            found.append(piece)
    return found


def _is_apart(columns: Columns, said: Said, clause: int, cue: int) -> bool:
    """ "*Cases grew*, and officials say it may go on": a sentence of its own, though the parse hangs it on "say"."""
    if clause > cue:
        return columns.lemma[clause] in SAYING
    is_joined = any(columns.dep[child] == "cc" and clause < child < cue for child in columns.children[cue])
    goes_on = any(cue < first < columns.sentence[cue][1] for first, _ in said.content)
    return is_joined or (goes_on and not _is_put_in(columns, cue))


def _is_put_in(columns: Columns, cue: int) -> bool:
    """ "Prices rose, *they wrote*, and will fall": between two marks."""
    subject = subject_of(columns, cue)
    if subject is None or subject > cue:
        return False
    behind = columns.lower[cue + 1 : cue + 2]
    return columns.lower[columns.left[subject] - 1] == "," and behind in ([","], [":"], [";"])


def subject_of_any(columns: Columns, verb: int) -> int | None:
    """The subject of a clause, "there" too."""
    return next((child for child in columns.children[verb] if columns.is_subject[child]), None)


def _up_to_the_closing_mark(columns: Columns, behind_cue: int, piece: Range) -> Range:
    """'said: *"We won."* But others doubt it': what the colon announces ends where the quotation does."""
    for first, last in columns.quotes:
        is_announced = first > behind_cue and columns.lower[first - 1] == ":"
        if is_announced and piece[0] <= first and last < piece[1]:
            return piece[0], last
    return piece


def _heard(columns: Columns, said: Said) -> Said:
    """ "*The court* was told": who told it is not said; that it was said there is what can be looked up."""
    if said.source is not None or said.cue is None or columns.lemma[said.cue[0]] not in ("tell", "hear"):
        return said
    subject = subject_of(columns, said.cue[0])
    if subject is None or columns.lemma[subject] not in HEARINGS:
        return said
    first, last = columns.left[subject], columns.right[subject]
    content = tuple(piece for piece in said.content if piece[1] <= first or piece[0] >= last)
    clauses = [
        piece
        for child in columns.children[said.cue[0]]
        if columns.dep[child] == "ccomp"
        and (piece := columns.trimmed(columns.left[child], columns.right[child])) is not None
    ]
    content = merged([*content, *clauses])
    return replace(said, source=columns.doc[subject], content=content, is_statement=bool(content))


def _told(columns: Columns, said: Said) -> Said:
    """ "*His neighbour* was told by an officer that ...": whom it is told to is no part of it."""
    if said.cue is None or columns.lemma[said.cue[0]] not in ("tell", "show", "inform", "assure"):
        return said
    subject = next(
        (child for child in columns.children[said.cue[0]] if columns.dep[child] == "nsubjpass"), None
    )
    if subject is None or not said.covers(subject) or subject > said.cue[0]:
        return said
    first, last = columns.left[subject], columns.right[subject]
    content = tuple(piece for piece in said.content if piece[1] <= first or piece[0] >= last)
    return replace(said, content=content) if content else said


def _of_whoever_went_on(columns: Columns, said: Said, by_cue: dict[int, Said]) -> Said:
    """ "..., Smith said, *adding* that ...": whoever said the one says the other."""
    if said.cue is None or columns.tag[said.cue[0]] != "VBG" or columns.dep[said.cue[0]] != "advcl":
        return said
    speaking = by_cue.get(columns.head[said.cue[0]])
    if speaking is None or speaking.source is None or speaking is said:
        return said
    is_statement = said.is_statement or (
        said.source is None and makes_claimant(columns.doc[said.cue[0]], True)
    )
    return replace(said, source=speaking.source, is_statement=is_statement)
