"""Figures that name a day, a time or a place in an order: they count nothing."""

import re

from factcheck.extraction.types import Span

from .conventions import Convention
from .vocabulary import ARTICLES, BEFORE_YEARS, NUMBERED

_D = r"\d{1,2}"
_NOT_WITHIN = r"(?<![\d.,:/-])"
_FORMS = [
    re.compile(rf"{_NOT_WITHIN}\d{{4}}([-/.])\d{{1,2}}\1\d{{1,2}}(?!\d)"),  # 2026-03-10
    re.compile(
        rf"{_NOT_WITHIN}{_D}([-/.]) ?{_D}\1 ?(?:\d{{4}}|\d{{2}})(?![\d.,])"
    ),  # 10.03.2026, 10. 3. 2026
    re.compile(rf"{_NOT_WITHIN}{_D}\.{_D}\.(?!\d)"),  # 10.3.
    re.compile(rf"{_NOT_WITHIN}\d+(?:[:\uff1a\ufe13]\d+)+"),  # 14:30, 3:1
    re.compile(rf"{_NOT_WITHIN}\d+(?:/\d+)+"),  # 24/7, 2014/15
    re.compile(rf"{_NOT_WITHIN}{_D} ?[hH] ?\d{{2}}(?!\d)"),  # 14h30
    re.compile(rf"{_NOT_WITHIN}{_D}[.:]?(?:\d{{2}})? Uhr\b"),
    # Year, month and day as they are written in China, Japan and Korea; "10年間" is a length of time.
    re.compile(r"(?:\d{4}|(?:令和|平成|昭和|民國|民国)(?:\d{1,3}|元))\s?[年년](?!間|间|\s?간)(?:度|代)?"),
    re.compile(r"\d{1,2}\s?年(?=\s?\d{1,2}\s?月)"),
    re.compile(r"\d{1,2}\s?[月월](?!間|间)(?:\s?\d{1,2}\s?[日号號일](?!間|间))?"),
    re.compile(r"\d{1,2}\s?[日号號](?!間|间|本|元|内)"),
    re.compile(r"\d{1,2}\s?[時时点點시](?!間|间|\s?간)(?:\s?\d{1,2}\s?[分분])?"),
]
_FIRST_YEAR, _LAST_YEAR = 1500, 2150
#: "1990-е", "2014–2022": the years of a span are years both.
_YEAR_SPAN = re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2} ?[-\u2013\u2014/] ?(?:(?:1[5-9]|20)?\d{2})(?!\d)")
_WORD_BEFORE = re.compile(r"(\S+)[ \u00a0\u202f]*$")
_REACH = 16
_ENDS_PHRASE = ' .,;:!?)\u3002\uff0c\u060c\u0964"\u00bb\u201d'
_ORDINAL = re.compile(r"(?<![\d.,])\d{1,3}\.(?= [^\W\d_])")
_LIST_MARK = re.compile(r"^\s*\(?\d{1,2}[.)](?=\s)")
_PART_OF_NAME = re.compile(r"(?:[^\W\d_][-\u2010\u2011]?)$")


def find_dates(text: str, convention: Convention) -> list[Span]:
    """What of ``text`` is a date, a clock time, a score or a year, in no order."""
    found = [Span(*match.span()) for form in _FORMS for match in form.finditer(text)]
    found.extend(Span(*match.span()) for match in _YEAR_SPAN.finditer(text))
    if convention.months is not None:
        found.extend(_with_months(text, convention.months))
    if (mark := _LIST_MARK.match(text)) is not None:
        found.append(Span(*mark.span()))
    found.extend(
        Span(*match.span())
        for match in _ORDINAL.finditer(text)
        if _word_before(text, match.start()).lower() in ARTICLES
    )
    return found


def _with_months(text: str, months: re.Pattern[str]) -> list[Span]:
    """ "10. März 2026", "10 de marzo", "Mart 10": a month by its name with the figures around it."""
    found = []
    for month in months.finditer(text):
        start, end = month.span()
        is_inside = text[start - 1 : start].isalpha() and text[start].isascii()
        if is_inside:
            continue
        before = re.search(
            r"(?:\d{1,2}(?:\.|\u00ba|er|-?го)?\s?(?:[-\u2013]|,|y|et|und|и|та|і|bis|au|al)\s?)?"
            r"\d{1,2}(?:\.|\u00ba|er|-?го)?[\s\u200f]?(?:de\s|di\s|d['\u2019]|ב)?$",
            text[max(0, start - _REACH) : start],
        )
        after = re.match(
            r"[^\W\d_]{0,4}[ .,]{0,2}(?:de |del )?(?:\d{4}(?!\d)|\d{1,2}(?![\d.,]))", text[end : end + 14]
        )
        if before is not None:
            found.append(Span(start - len(before.group()), end))
        if after is not None:
            found.append(Span(start, end + after.end()))
    return found


def is_year(text: str, start: int, end: int, *, has_unit: bool) -> bool:
    """Whether four plain digits are a year. Round ones are counts unless a word says otherwise: "2000 Menschen"."""
    if not text[start:end].isdecimal():
        return False  # four signs, but "3 万万"
    number = int(text[start:end])
    if has_unit or not _FIRST_YEAR <= number <= _LAST_YEAR:
        return False
    before = _word_before(text, start).lower()
    if before in BEFORE_YEARS or not text[end : end + 2].strip(_ENDS_PHRASE):
        return True
    return number % 100 != 0


def is_numbered(text: str, start: int) -> bool:
    """Whether what stands in front makes it a name: "№ 5", "第5", "B-52", "COVID-19"."""
    before = _word_before(text, start).lower()
    if before in NUMBERED or before.endswith(("\u7b2c", "\u2116", "\u00a7", "#")):
        return True
    head = text[max(0, start - 12) : start]
    if _PART_OF_NAME.search(head) is None:
        return False
    word = re.search(r"[\w\u2010\u2011-]+$", head)
    name = word.group() if word else ""
    is_cased = name[:1].upper() != name[:1].lower()
    return is_cased and (not name.endswith(("-", "\u2010", "\u2011")) or name[:1].isupper())


def _word_before(text: str, start: int) -> str:
    match = _WORD_BEFORE.search(text[max(0, start - _REACH) : start])
    return match.group(1).strip("(\"'\u00ab\u201e\u201c") if match else ""
