"""What a body is, whatever its sender says. Pure."""

import codecs
import re
from dataclasses import dataclass
from email.message import Message

HTML = "text/html"
TEXT = "text/plain"
XML = "application/xml"
JSON = "application/json"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ARCHIVE = "application/zip"
GZIP = "application/gzip"
OTHER = "application/octet-stream"

#: How a sentence names what is not read.
NAMES = {
    HTML: "a web page",
    TEXT: "plain text",
    XML: "a feed or other XML",
    JSON: "JSON data",
    PDF: "a PDF",
    DOCX: "a Word document",
    ARCHIVE: "an archive",
    GZIP: "an archive",
    "image/*": "a picture",
    "audio/*": "sound",
    "video/*": "a film",
    OTHER: "something that is not text",
}
#: First bytes that leave no doubt (https://mimesniff.spec.whatwg.org/).
_MAGIC = (
    (b"%PDF-", PDF),
    (b"\x1f\x8b", GZIP),
    (b"\x89PNG\r\n\x1a\n", "image/*"),
    (b"\xff\xd8\xff", "image/*"),
    (b"GIF87a", "image/*"),
    (b"GIF89a", "image/*"),
    (b"BM", "image/*"),
    (b"ID3", "audio/*"),
    (b"OggS", "audio/*"),
    (b"\x1aE\xdf\xa3", "video/*"),
    (b"\x7fELF", OTHER),
    (b"MZ", OTHER),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OTHER),  # Word and Excel before 2007
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LOOKED_AT = 4096
#: Comments and instructions may stand before the first element.
_FIRST_ELEMENT = re.compile(r"<([A-Za-z!][\w:.-]*)")
_XML_ROOTS = re.compile(r"(?:rss|feed|rdf:rdf|urlset|sitemapindex)$", re.IGNORECASE)
#: Control characters that no text has.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Declared:
    """What a Content-Type header says."""

    media_type: str
    charset: str | None  #: a codec that Python has; None where none is named


def read_content_type(header: str) -> Declared:
    message = Message()
    message["Content-Type"] = header[:500]
    try:
        charset = message.get_param("charset")
    except (TypeError, ValueError):  # in parts (RFC 2231), of which some have a number
        charset = None
    return Declared(
        media_type=message.get_content_type() if header.strip() else "",
        charset=_codec(charset) if isinstance(charset, str) else None,
    )


def charset_of(body: bytes, declared: str | None) -> str | None:
    """The character set: a byte order mark knows better than a header. None: look into the page."""
    return next((codec for bom, codec in _BOMS if body.startswith(bom)), declared)


def sniff(body: bytes, declared: str) -> str:
    """The media type of ``body``: one of those above. A web page may not call itself a picture, nor the reverse.

    ``declared`` decides only between kinds of text, which their first bytes do not always tell apart.
    """
    for magic, kind in _MAGIC:
        if body.startswith(magic):
            return kind
    if body.startswith(b"PK\x03\x04"):
        return DOCX if b"word/" in body else ARCHIVE
    if body[4:8] == b"ftyp":
        return "video/*"
    if body[:4] == b"RIFF":
        return "image/*" if body[8:12] == b"WEBP" else "audio/*"
    charset = charset_of(body, None)
    if charset is None and _BINARY.search(body[:_LOOKED_AT]):
        return OTHER
    return _text_kind(
        body[:_LOOKED_AT].decode(charset or "latin-1", "replace").lstrip("\ufeff \t\r\n\f"), declared
    )


def _text_kind(start: str, declared: str) -> str:
    if start.startswith("<"):
        uncommented = re.sub(r"<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)", "", start, flags=re.DOTALL)
        elements = [name.lower() for name in _FIRST_ELEMENT.findall(uncommented) if name[0] != "!"]
        first = elements[0] if elements else ""
        if _XML_ROOTS.match(first):
            return XML
        if start.startswith("<?xml") and first != "html":
            return XML
        return TEXT if declared == TEXT and first == "" else HTML
    if start.startswith(("{", "[")) and "json" in declared:
        return JSON
    if declared in (HTML, "application/xhtml+xml") and "<" in start:
        return HTML
    return JSON if start.startswith(("{", "[")) and declared not in (TEXT, HTML) else TEXT


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip().strip("'\""))
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None
