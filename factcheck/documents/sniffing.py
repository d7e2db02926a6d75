"""What a file is, by what stands in it; what it was said to be only decides between kinds of text."""

import re
from typing import Literal

from .refusals import Refused
from .types import Kind, Notice

Found = Kind | Literal["text"]

#: Beginnings of files that hold no article.
_FOREIGN = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM6", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a recording"),
    (b"fLaC", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"SQLite format 3\0", "a database"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARED: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "plain",
    "text/markdown": "plain",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "eml",
    "text/vtt": "subtitles",
    "application/x-subrip": "subtitles",
    "text/srt": "subtitles",
}
#: Endings of names of files that are read, and what they promise.
ENDINGS: dict[str, Kind] = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "txt": "plain",
    "md": "plain",
    "text": "plain",
    "pdf": "pdf",
    "docx": "docx",
    "eml": "eml",
    "vtt": "subtitles",
    "srt": "subtitles",
}
_NAMES: dict[Kind, str] = {
    "html": "an HTML page",
    "plain": "plain text",
    "docx": "a Word document (docx)",
    "pdf": "a PDF",
    "eml": "an e-mail",
    "subtitles": "subtitles",
}
READABLE = "Plain text, HTML, docx, PDF, eml, VTT and SRT are read; or paste the text."
_HTML_START = re.compile(
    rb"^(?:\s|<!--(?:(?!-->).){0,2000}-->|<\?xml[^>]{0,300}>){0,200}<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(
    rb"</(?:p|div|span|h[1-6]|a|body|html|article)\s*>|<(?:p|br|div)\b[^<>]{0,300}>", re.IGNORECASE
)
_MAIL = re.compile(
    rb"^(?:(?:Received|Return-Path|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version|X-[\w-]{1,40}|"
    rb"DKIM-Signature|Content-Type)[ \t]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}",
    re.IGNORECASE,
)
_SRT = re.compile(rb"^\s{0,20}\d{1,6}\s{0,5}\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3} --> \d{1,3}:\d\d:\d\d")
_REACH = 4096


def sniff(content: bytes, media_type: str, filename: str) -> tuple[Kind, list[Notice]]:
    """The kind of ``content``, and a notice where that is not what it was said to be.

    Raises:
        Refused: ``empty``, ``unsupported_type``, ``macros``, ``encrypted``.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise Refused("empty", "The file is empty. Upload it again, or paste the text.")
    said = _said(media_type, filename)
    found = _by_content(content) or (said if said in _TEXT_KINDS else None) or "plain"
    if found == "plain" and said in ("subtitles", "eml"):
        found = said
    if found == "html" and said == "plain" and not _HTML_START.match(content[:_REACH]):
        found = "plain"  # a text that quotes some markup
    if said is None or said == found:
        return found, []
    return found, [
        Notice(
            "type_differs",
            f"The file is said to be {_NAMES[said]}, but it is {_NAMES[found]} and was read as that.",
        )
    ]


_TEXT_KINDS: frozenset[Kind] = frozenset(("html", "plain", "eml", "subtitles"))


def _said(media_type: str, filename: str) -> Kind | None:
    """By the media type; where that says nothing ("application/octet-stream"), by the file's ending."""
    declared = _DECLARED.get(media_type.partition(";")[0].strip().lower())
    ending = ENDINGS.get(filename.rpartition(".")[2].lower()) if "." in filename else None
    if declared == "plain" and ending in _TEXT_KINDS:
        return ending  # browsers call what they do not know text/plain
    return declared or ending


def _by_content(content: bytes) -> Kind | None:
    head = content[:_REACH]
    if head.startswith(_OLE):
        raise Refused(
            "unsupported_type",
            "This is an old or an encrypted Office file; such files can hold macros and are not opened. "
            "Save it as .docx without a password, or paste the text.",
        )
    if head.lstrip(b"\0 \t\r\n\xef\xbb\xbf").startswith(b"%PDF-") or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "docx"  # its reader turns other packages away
    for start, name in _FOREIGN:
        if head.startswith(start):
            raise Refused("unsupported_type", f"This is {name}, not a text. {READABLE}")
    if head[4:8] == b"ftyp" or (head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"WAVE", b"AVI ")):
        raise Refused("unsupported_type", f"This is a picture or a recording, not a text. {READABLE}")
    if head.startswith(b"{\\rtf"):
        raise Refused("unsupported_type", f"RTF files are not read. Save it as .docx. {READABLE}")
    text = head.lstrip(b"\xef\xbb\xbf")
    if text.startswith(b"WEBVTT") or _SRT.match(text):
        return "subtitles"
    if _HTML_START.match(text):
        return "html"
    if _MAIL.match(text.lstrip(b"\r\n")):
        return "eml"
    if len(_TAGS.findall(content[:20_000])) >= 4:
        return "html"
    return None
