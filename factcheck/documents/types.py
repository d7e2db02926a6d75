"""What reading a file answers."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Literal

Kind = Literal["html", "plain", "docx", "pdf", "eml", "subtitles"]
#: What a block of the text is. The headline is ``Document.title``; it does not stand in the text again.
Region = Literal["standfirst", "body", "subheading", "caption", "list"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as the file states it: naive where it names no zone, midnight where it names a day only."""

    value: datetime
    precision: Literal["day", "time"]

    def resolved(self, zone: tzinfo) -> datetime:
        """The moment, ``zone`` being the publisher's: it counts only where none was stated."""
        return self.value if self.value.tzinfo else self.value.replace(tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: ``text[start:end]``, code points, half-open. Blocks do not overlap and stand in order."""

    start: int
    end: int
    region: Region = "body"
    speaker: str = ""  #: whose turn it is; the text has the name in front of it
    begins: float | None = None  #: seconds into the recording
    ends: float | None = None
    posted_at: Stamp | None = None  #: of an entry in a live blog
    page: int | None = None  #: counted from 1


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage that was left out, and why. ``at`` is where in the text it would have stood."""

    reason: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the file that an editor should know. ``code`` is stable."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Document:
    """``text`` is normalised (NFC, ``\\n``) and holds only characters that a row can hold.

    Empty strings and None mean that the file does not say. ``genre`` is one of ``Article.Genre``.
    """

    kind: Kind
    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published_at: Stamp | None = None
    modified_at: Stamp | None = None
    canonical_url: str = ""
    language: str = ""  #: as stated, in lower case: "en", "pt-br"
    genre: str | None = None
    blocks: list[Block] = field(default_factory=list)
    cut: list[Cut] = field(default_factory=list)
    cut_left_out: int = 0  #: passages that were cut and are not even kept in ``cut``
    notices: list[Notice] = field(default_factory=list)
