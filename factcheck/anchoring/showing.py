"""The word diff of two versions of a part, for people to look at: spans of both texts, in the order of the new one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from .differences import steps_between
from .paragraphs import Fate, align
from .words import Word, words_of

Op = Literal["equal", "insert", "delete", "replace", "move"]


@dataclass(frozen=True, slots=True)
class Piece:
    """``old`` and ``new`` are [start, end) of the old and the new text; None where it stands on one side only.

    Every character of both texts that is not blank is in one piece, but that what moved is in one for both sides.
    """

    op: Op
    old: tuple[int, int] | None
    new: tuple[int, int] | None


def word_diff(old_text: str, new_text: str) -> list[Piece]:
    """What became of ``old_text``; paragraphs that went are told where they stood."""
    return _joined(_pieces(old_text, new_text), old_text, new_text)


def _pieces(old_text: str, new_text: str) -> Iterator[Piece]:
    aligned = align(old_text, new_text)
    sources: dict[int, list[int]] = {}
    for at, heir in enumerate(aligned.heirs):
        for to in heir.targets[:1]:
            sources.setdefault(to, []).append(at)
    rest = {to for heir in aligned.heirs for to in heir.targets[1:]}
    gone_at = 0
    for to, paragraph in enumerate(aligned.new):
        if to in rest:
            continue  # told with the first piece of what was split
        olds = sources.get(to, [])
        if not olds:
            yield Piece("insert", None, (paragraph.start, paragraph.end))
            continue
        is_moved = aligned.heirs[olds[0]].fate is Fate.MOVED or olds[0] < gone_at
        while not is_moved and gone_at < olds[0]:
            if aligned.heirs[gone_at].fate is Fate.GONE:
                gone = aligned.old[gone_at]
                yield Piece("delete", (gone.start, gone.end), None)
            gone_at += 1
        old_span = aligned.old[olds[0]].start, aligned.old[olds[-1]].end
        fate = aligned.heirs[olds[0]].fate
        if fate is Fate.MOVED:
            yield Piece("move", old_span, (paragraph.start, paragraph.end))
        elif fate is Fate.KEPT:
            yield Piece("equal", old_span, (paragraph.start, paragraph.end))
        else:
            last = aligned.new[aligned.heirs[olds[0]].targets[-1]]
            yield from _steps(old_text, old_span, new_text, (paragraph.start, last.end))
    for at in range(gone_at, len(aligned.old)):
        if aligned.heirs[at].fate is Fate.GONE:
            yield Piece("delete", (aligned.old[at].start, aligned.old[at].end), None)


def _steps(old_text: str, old: tuple[int, int], new_text: str, new: tuple[int, int]) -> Iterator[Piece]:
    old_words, new_words = words_of(old_text, *old), words_of(new_text, *new)
    for step in steps_between(old_words, new_words):
        yield Piece(
            step.kind,
            _span(old_words[step.old_start : step.old_end]),
            _span(new_words[step.new_start : step.new_end]),
        )


def _span(words: list[Word]) -> tuple[int, int] | None:
    return (words[0].start, words[-1].end) if words else None


def _joined(pieces: Iterable[Piece], old_text: str, new_text: str) -> list[Piece]:
    """Equal pieces with nothing but blanks between them are one."""
    joined: list[Piece] = []
    for piece in pieces:
        above = joined[-1] if joined else None
        if (
            above
            and above.op == piece.op == "equal"
            and (old := _together(above.old, piece.old, old_text))
            and (new := _together(above.new, piece.new, new_text))
        ):
            joined[-1] = Piece("equal", old, new)
        else:
            joined.append(piece)
    return joined


def _together(
    one: tuple[int, int] | None, other: tuple[int, int] | None, text: str
) -> tuple[int, int] | None:
    if one and other and one[1] <= other[0] and not text[one[1] : other[0]].strip():
        return one[0], other[1]
    return None
