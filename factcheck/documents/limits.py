"""What one file may cost."""

from dataclasses import dataclass

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of reading one file. The first four hold for ``sandbox.read_document`` alone."""

    memory_bytes: int = 1_500 * _MB  #: address space of the child; a page of 10 MB needs about a third of it
    cpu_seconds: int = 20
    wall_seconds: float = 30
    answer_bytes: int = 48 * _MB  #: what the child may write

    input_bytes: int = 20 * _MB
    html_bytes: int = 10 * _MB  #: markup; the longest live blogs have 3 MB
    elements: int = 100_000  #: of a page; the longest live blogs have 30,000
    paragraphs: int = 20_000
    text_chars: int = 1_000_000  #: of the text that comes out
    unpacked_bytes: int = 60 * _MB  #: what a packed file (docx, streams of a PDF) may grow to
    parts: int = 500  #: entries of a package, parts of a message
    depth: int = 20  #: messages in messages
    pages: int = 1_000
    cut_entries: int = 200
    cut_chars: int = 400  #: of one passage that was left out
