"""Bytes to characters: byte order mark, what the sender said, what the page says, UTF-8, a guess. In that order."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from .refusals import Refused
from .types import Notice

#: The labels of the Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels) and Python's codec for
#: each. Nothing else is tried: Python also knows codecs that unpack, and UTF-7 hides markup.
_CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "ibm866": "cp866",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"windows-125{part}": f"cp125{part}" for part in (0, 1, 3, 4, 5, 6, 7, 8)},
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Where the HTML standard looks for it.
_META_REACH = 1024 * 4
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""")
_SAMPLE = 32_000
#: The largest share of characters that may be lost in an encoding before it is the wrong one.
_LOST = 0.01
#: The largest share of characters that may be unreadable before the bytes are no text.
_UNREADABLE = 0.05


def decode(content: bytes, charset: str = "", *, markup: bool = False) -> tuple[str, list[Notice]]:
    """The characters of ``content``; ``charset`` is what the sender said, ``markup`` looks into the page as well.

    Raises:
        Refused: ``not_text`` where it is none in any encoding.
    """
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _forced(content[len(mark) :], codec, charset)
    stated = [label for label in _stated(content, charset, markup=markup) if label]
    if _is_wide(stated, content):
        return _forced(content, _CODECS[stated[0]], stated[0])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _checked(text), _differs(stated, "utf-8")
    for label in stated:
        decoded = _strict(content, label)
        if decoded is not None:
            return _checked(decoded), _differs(stated, label)
    for label in [*stated, "utf-8"]:  # a page of UTF-8 with one bad byte is a page of UTF-8
        if label in _CODECS and _is_nearly(content, _CODECS[label]):
            return _forced(content, _CODECS[label], stated[0] if stated else "")
    guess = from_bytes(content[:_SAMPLE]).best()
    codec = guess.encoding if guess and guess.encoding != "utf_7" else "cp1252"
    return _forced(content, codec, stated[0] if stated else "")


def charset_of(media_type: str) -> str:
    """The ``charset`` parameter of a media type, in lower case; empty where there is none."""
    match = re.search(r"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", media_type, re.IGNORECASE)
    return match[1].lower() if match else ""


def _stated(content: bytes, charset: str, *, markup: bool) -> Iterator[str]:
    yield charset.lower()
    if markup:
        for pattern in (_XML, _META):
            if match := pattern.search(content[:_META_REACH]):
                label = match[1].decode("ascii", "replace").lower()
                yield "utf-8" if label.startswith("utf-16") else label  # what could read it was not UTF-16


def _is_wide(stated: list[str], content: bytes) -> bool:
    """UTF-16, as it was said to be: plain words with NUL in between, which are valid UTF-8 too."""
    return (
        bool(stated)
        and stated[0].startswith("utf-16")
        and stated[0] in _CODECS
        and 5 * content.count(0) > len(content)
    )


def _strict(content: bytes, label: str) -> str | None:
    codec = _CODECS.get(label)
    if codec is None:
        return None
    try:
        return content.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_nearly(content: bytes, codec: str) -> bool:
    """Whether hardly anything is lost, and much less than what only this encoding explains."""
    text = content.decode(codec, "replace")
    lost = text.count("\ufffd")
    return lost <= _LOST * len(text) and 5 * lost <= sum(char > "\x7f" for char in text)


def _forced(content: bytes, codec: str, stated: str) -> tuple[str, list[Notice]]:
    text = content.decode(codec, "replace")
    lost = text.count("\ufffd")
    notices = _differs([stated] if stated else [], codec)
    if lost:
        notices.append(
            Notice("unreadable_bytes", f"{lost:,} places could not be decoded; they read U+FFFD in the text.")
        )
    return _checked(text), notices


def _differs(stated: list[str], used: str) -> list[Notice]:
    if not stated or _CODECS.get(stated[0]) in (_CODECS.get(used), used):
        return []
    name = stated[0] if stated[0] in _CODECS else "an encoding that is not read"
    return [
        Notice("charset_differs", f"The file is said to be {name}; it was read as {used.replace('_', '-')}.")
    ]


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    unreadable = sum(
        1 for char in sample if char == "\ufffd" or (char < " " and char not in "\t\n\r\x0b\x0c")
    )
    if unreadable > max(8, _UNREADABLE * len(sample)):
        raise Refused(
            "not_text",
            "The file is not text in any known encoding. Save it as UTF-8 text, or upload the original document.",
        )
    return text
