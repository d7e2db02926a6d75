"""The words of an article as they are frozen: normalised, within the limit, and what follows from them alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from factcheck.digests import sha256_hex
from factcheck.errors import FieldError, InvalidInput, TooLong
from factcheck.extraction.text import normalise
from factcheck.ingest.submission import Submission

#: Looks like markup. It stays text; the article only says so, because somebody may have pasted a page's source.
_MARKUP = re.compile(r"</?(?:p|div|span|a|br|script|html|body|img|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
#: Between paragraphs that came as blocks.
_BLOCK_GAP = "\n\n"


@dataclass(frozen=True)
class Words:
    """Title and text as a version holds them, and what is said of them."""

    title: str
    text: str
    author: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    blocks: list[dict[str, Any]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def content_sha256(self) -> str:
        return sha256_hex(f"{self.title}\0{self.text}")


def read_words(submission: Submission) -> Words:
    """The words that were posted.

    Raises:
        InvalidInput: no words, characters that no text can hold, or an address that is none.
        TooLong: more than ARTICLE_MAX_CHARS code points.
    """
    submission.check_characters()
    submission.check_address()
    if submission.blocks:
        text, blocks = _join(submission.blocks)
    else:
        text, blocks = normalise(submission.text), []
    if not text.strip():
        detail = "The article has no words. Send its text in “text” or “blocks”."
        raise InvalidInput(detail, errors=[FieldError("text", "blank", detail)])
    check_length(text)
    return Words(
        title=read_title(submission.title),
        text=text,
        author=submission.author,
        published_at=submission.published_at,
        blocks=blocks,
        notices=["looks_like_markup"] if _MARKUP.search(text) else [],
    )


def read_title(title: str) -> str:
    """As the engine reads it, so that its offsets fit."""
    return normalise(title).strip()


def check_length(text: str) -> None:
    """Raises TooLong."""
    if len(text) > settings.ARTICLE_MAX_CHARS:
        raise TooLong(
            f"The text has {len(text):,} characters; the limit is {settings.ARTICLE_MAX_CHARS:,}. "
            "Post it in parts."
        )


def _join(pieces: Sequence[tuple[str, str]]) -> tuple[str, list[dict[str, Any]]]:
    text = ""
    blocks: list[dict[str, Any]] = []
    for block_id, block_text in pieces:
        gap = _BLOCK_GAP if blocks else ""
        piece = normalise(block_text)
        at = len(text) + len(gap)
        text += gap + piece
        blocks.append({"id": block_id, "start": at, "end": at + len(piece)})
    return text, blocks
