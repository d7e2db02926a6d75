"""Where sentences end in texts that no parser reads: by their marks, in whatever script."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from factcheck.extraction.types import Quantity, Span

from .conventions import Convention
from .dates import find_dates

#: End a sentence wherever they stand.
_ALWAYS = "\u3002\uff01\uff1f\uff61\u061f\u06d4\u0964\u0965\u1362\u104b\u17d4\u2026!?"
_CLOSING = "\"'\u2019\u201d\u00bb\u300d\u300f\uff09)\\]\u203a\u3011\u201c\u200f\u200e\u2069"
_END = re.compile(rf"(?P<mark>[{_ALWAYS}]+|\.+)(?P<closing>[{_CLOSING}]*)")
_WORD_BEFORE = re.compile(r"[^\W\d_][^\W_]*\.?$")
#: Words of the languages' own that end in a full stop, in lower case without it.
_ABBREVIATIONS = frozenset(
    [
        "dr",
        "prof",
        "st",
        "nr",
        "bzw",
        "ca",
        "etwa",
        "usw",
        "z.b",
        "u.a",
        "d.h",
        "inkl",
        "vgl",
        "abs",
        "art",
        "mr",
        "mme",
        "mm",
        "etc",
        "p.ex",
        "sr",
        "sra",
        "d",
        "ud",
        "ee.uu",
        "núm",
        "pág",
        "тыс",
        "млн",
        "млрд",
        "руб",
        "проц",
        "г",
        "гг",
        "стр",
        "ул",
        "им",
        "т.е",
        "т.п",
        "см",
        "р",
        "рр",
        "тис",
        "грн",
        "ст",
        "вул",
        "обл",
        "напр",
        "ing",
        "dott",
        "sig",
        "ecc",
        "geb",
        "gest",
    ]
)
_REACH = 24


def split_sentences(
    text: str, start: int, convention: Convention, quantities: Sequence[Quantity] = ()
) -> Iterator[Span]:
    """The sentences of ``text``, which stands at ``start``: half-open, in order, without the blanks around them.

    A mark inside one of the ``quantities`` ("3,5 Mio. Euro") ends nothing.
    """
    begin = 0
    whole = [Span(quantity.start - start, quantity.end - start) for quantity in quantities]
    whole.extend(find_dates(text, convention))
    for mark in _END.finditer(text):
        end = mark.end()
        if any(span.start < end < span.end for span in whole):
            continue
        if mark["mark"].startswith("."):
            # "10." in front of more is an ordinal; at the end of everything it ends.
            if any(span.end == end and text[end:].strip() for span in whole[len(quantities) :]):
                continue
            if not _ends(text, mark.start(), end):
                continue
        elif mark["closing"] and _goes_on(text, end):
            continue
        yield from _trimmed(text, begin, end, start)
        begin = end
    yield from _trimmed(text, begin, len(text), start)


def _ends(text: str, dot: int, end: int) -> bool:
    """Whether a full stop ends the sentence: not in "Dr. Müller", "3.5", "J. Weber", "z. B.", "10. Tag"."""
    if end < len(text) and not text[end].isspace():
        return False
    following = text[end:].lstrip()[:1]
    if following and following.islower():
        return False
    before = _WORD_BEFORE.search(text[max(0, dot - _REACH) : dot])
    if before is None:
        return True
    word = before.group()
    is_initial = len(word) == 1 and bool(following)
    return not is_initial and not (word.lower() in _ABBREVIATIONS and following)


def _goes_on(text: str, end: int) -> bool:
    """A quotation that ended inside its sentence: 「...。」と述べた。"""
    following = text[end : end + 1]
    if not following or following.isspace():
        return text[end : end + 2].strip()[:1].islower()
    return following.isalpha() or following in ",，、\u060c;\u2014\u2013-"


def _trimmed(text: str, begin: int, end: int, start: int) -> Iterator[Span]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if any(unicodedata.category(char)[0] in "LN" for char in text[begin:end]):
        yield Span(start + begin, start + end)
