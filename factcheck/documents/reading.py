"""One file to one document."""

from .assembling import assemble, with_notices
from .limits import Limits
from .plain import read_plain
from .refusals import Refused
from .sniffing import sniff
from .types import Document


def read(
    content: bytes, *, media_type: str = "", filename: str = "", url: str = "", limits: Limits | None = None
) -> Document:
    """What ``content`` says. Its kind is found in it; ``media_type`` and ``filename`` are what it was said to be.

    ``url`` is where it was found and resolves relative addresses; nothing is fetched.

    Raises:
        Refused: with a code and a sentence for whoever sent it.
    """
    limits = limits or Limits()
    if len(content) > limits.input_bytes:
        raise Refused(
            "too_large",
            f"The file has {len(content):,} bytes; up to {limits.input_bytes:,} are read. Send it in parts.",
        )
    kind, notices = sniff(content, media_type, filename)
    if kind == "html":
        from .html import read_html  # brings trafilatura, half a second that no other kind has to pay

        findings = read_html(content, media_type=media_type, url=url, limits=limits)
    else:
        findings = read_plain(content, media_type=media_type)
    return with_notices(assemble(kind, findings, limits), notices)
