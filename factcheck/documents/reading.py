"""One file to one document."""

from collections.abc import Callable

from .assembling import Findings, assemble, with_notices
from .faults import where_ours
from .limits import Limits
from .refusals import Refused
from .sniffing import sniff
from .types import Document, Kind

_Reader = Callable[[bytes, str, str, Limits], Findings]

_TOO_MUCH = (
    "The file is nested deeper or needs more memory than a file may. Save its text alone, or paste it."
)
_DAMAGED = "The file is damaged or made in an unusual way. Save it anew, or paste the text."
_READER_FAILED = "Our reader of such files has a fault; it was noted. Paste the text; the address is kept."


def read(
    content: bytes, *, media_type: str = "", filename: str = "", url: str = "", limits: Limits | None = None
) -> Document:
    """What ``content`` says. Its kind is found in it; ``media_type`` and ``filename`` are what it was said to be.

    ``url`` is where it was found and resolves relative addresses; nothing is fetched.

    Raises:
        Refused: with a code and a sentence for whoever sent it. Nothing else, whatever the bytes are.
    """
    limits = limits or Limits()
    if len(content) > limits.input_bytes:
        raise Refused(
            "too_large",
            f"The file has {len(content):,} bytes; up to {limits.input_bytes:,} are read. Send it in parts.",
        )
    kind, notices = sniff(content, media_type, filename)
    reader = _reader_of(kind)
    try:
        return with_notices(assemble(kind, reader(content, media_type, url, limits), limits), notices)
    except Refused:
        raise
    except (MemoryError, RecursionError) as error:
        raise Refused("too_complex", _TOO_MUCH) from error
    except Exception as error:  # whatever a parser stumbles over
        if (place := where_ours(error)) is not None:
            raise Refused("reader_failed", _READER_FAILED, where=place) from error
        raise Refused("damaged", _DAMAGED) from error


def _reader_of(kind: Kind) -> _Reader:
    """Each brings its libraries when it is asked for: trafilatura alone takes a third of a second."""
    match kind:
        case "html":
            from .html import read_html

            return lambda content, media_type, url, limits: read_html(
                content, media_type=media_type, url=url, limits=limits
            )
        case "docx":
            from .docx import read_docx

            return lambda content, media_type, url, limits: read_docx(content, limits=limits)
        case "pdf":
            from .pdf import read_pdf

            return lambda content, media_type, url, limits: read_pdf(content, limits=limits)
        case "eml":
            from .eml import read_eml

            return lambda content, media_type, url, limits: read_eml(content, limits=limits)
        case "subtitles":
            from .subtitles import read_subtitles

            return lambda content, media_type, url, limits: read_subtitles(content, media_type=media_type)
        case "plain":
            from .plain import read_plain

            return lambda content, media_type, url, limits: read_plain(content, media_type=media_type)
