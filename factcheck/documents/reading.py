"""One file to one document."""

from .assembling import Findings, assemble, with_notices
from .limits import Limits
from .refusals import Refused
from .sniffing import sniff
from .types import Document

_TOO_MUCH = (
    "The file is nested deeper or needs more memory than a file may. Save its text alone, or paste it."
)
_DAMAGED = "The file is damaged or made in an unusual way. Save it anew, or paste the text."


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
    try:
        kind, notices = sniff(content, media_type, filename)
        findings = _READERS[kind](content, media_type, url, limits)
        return with_notices(assemble(kind, findings, limits), notices)
    except Refused:
        raise
    except (MemoryError, RecursionError) as error:
        raise Refused("too_complex", _TOO_MUCH) from error
    except Exception as error:  # whatever a parser stumbles over, the file is to blame
        raise Refused("damaged", _DAMAGED) from error


# Each reader brings its libraries when it is asked for: trafilatura alone takes a third of a second.


def _html(content: bytes, media_type: str, url: str, limits: Limits) -> Findings:
    from .html import read_html

    return read_html(content, media_type=media_type, url=url, limits=limits)


def _plain(content: bytes, media_type: str, url: str, limits: Limits) -> Findings:
    from .plain import read_plain

    return read_plain(content, media_type=media_type)


def _docx(content: bytes, media_type: str, url: str, limits: Limits) -> Findings:
    from .docx import read_docx

    return read_docx(content, limits=limits)


def _pdf(content: bytes, media_type: str, url: str, limits: Limits) -> Findings:
    from .pdf import read_pdf

    return read_pdf(content, limits=limits)


def _eml(content: bytes, media_type: str, url: str, limits: Limits) -> Findings:
    from .eml import read_eml

    return read_eml(content, limits=limits)


def _subtitles(content: bytes, media_type: str, url: str, limits: Limits) -> Findings:
    from .subtitles import read_subtitles

    return read_subtitles(content, media_type=media_type)


_READERS = {
    "html": _html,
    "plain": _plain,
    "docx": _docx,
    "pdf": _pdf,
    "eml": _eml,
    "subtitles": _subtitles,
}
