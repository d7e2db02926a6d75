"""One text out of paragraphs, with the place of each; nothing else makes a ``Document``."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from .limits import Limits
from .refusals import Refused
from .scrubbing import one_line, scrub, scrubbing_notices
from .types import Block, Cut, Document, Kind, Notice, Region, Stamp

#: A blank line, so that no two paragraphs are taken for lines of one.
_GAP = "\n\n"
_LIST_MARK = "- "
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_NO_WORDS = "The file holds no words that could be read. Paste the text; the address is kept."


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph as a reader of some format found it."""

    text: str
    region: Region = "body"
    speaker: str = ""
    begins: float | None = None
    ends: float | None = None
    posted_at: Stamp | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A passage that was left out in front of piece number ``before``."""

    reason: str
    text: str
    before: int


@dataclass(slots=True)
class Findings:
    """What a reader of one format found."""

    pieces: Sequence[Piece] = ()
    left: Iterable[Left] = ()
    title: str = ""
    author: str = ""
    publisher: str = ""
    published_at: Stamp | None = None
    modified_at: Stamp | None = None
    canonical_url: str = ""
    language: str = ""
    genre: str | None = None
    notices: list[Notice] = field(default_factory=list)


def assemble(kind: Kind, findings: Findings, limits: Limits) -> Document:
    """The document of what was found.

    Raises:
        Refused: ``no_text``, ``too_long``, ``too_many_paragraphs``.
    """
    if len(findings.pieces) > limits.paragraphs:
        raise Refused(
            "too_many_paragraphs",
            f"The text has {len(findings.pieces):,} paragraphs; up to {limits.paragraphs:,} are read. Send it in parts.",
        )
    counts: Counter[str] = Counter()
    parts: list[str] = []
    blocks: list[Block] = []
    starts: list[int] = []  # of each piece, whether it has words or not
    at = 0
    for piece in findings.pieces:
        words = _written(piece, counts)
        starts.append(at + (len(_GAP) if parts and words else 0))
        if not words:
            continue
        if parts:
            parts.append(_GAP)
            at += len(_GAP)
        parts.append(words)
        blocks.append(
            Block(
                at,
                at + len(words),
                piece.region,
                one_line(piece.speaker, 200),
                piece.begins,
                piece.ends,
                piece.posted_at,
                piece.page,
            )
        )
        at += len(words)
        if at > limits.text_chars:
            raise Refused(
                "too_long",
                f"The text has more than {limits.text_chars:,} characters. Send it in parts.",
            )
    if not any(char.isalnum() for part in parts for char in part):
        raise Refused("no_text", _NO_WORDS)
    cut, left_out = _cuts(findings.left, [*starts, at], limits)
    return Document(
        kind=kind,
        text="".join(parts),
        title=one_line(findings.title),
        author=one_line(findings.author, 300),
        publisher=one_line(findings.publisher, 200),
        published_at=findings.published_at,
        modified_at=findings.modified_at,
        canonical_url=findings.canonical_url,
        language=findings.language,
        genre=findings.genre,
        blocks=blocks,
        cut=cut,
        cut_left_out=left_out,
        notices=[*findings.notices, *scrubbing_notices(counts)],
    )


def _written(piece: Piece, counts: Counter[str]) -> str:
    words = scrub(piece.text, counts).strip()
    if piece.region == "list" and words[:1].isalnum() and not _NUMBERED.match(words):
        words = _LIST_MARK + words
    if words and piece.speaker:
        words = f"{one_line(piece.speaker, 200)}: {words}"
    return words


def _cuts(left: Iterable[Left], starts: list[int], limits: Limits) -> tuple[list[Cut], int]:
    cut: list[Cut] = []
    seen: set[tuple[str, str]] = set()
    left_out = 0
    for passage in left:
        words = one_line(passage.text, limits.cut_chars)
        if not words or (passage.reason, words) in seen:
            continue
        seen.add((passage.reason, words))
        if len(cut) < limits.cut_entries:
            cut.append(Cut(passage.reason, words, starts[min(passage.before, len(starts) - 1)]))
        else:
            left_out += 1
    return cut, left_out


def with_notices(document: Document, notices: Sequence[Notice]) -> Document:
    """``document`` with more to say, said first."""
    return replace(document, notices=[*notices, *document.notices]) if notices else document
