"""Quotation marks: where speech in somebody's own words begins and ends."""

import re
from dataclasses import dataclass

#: Also two single marks in a row, as typewriters and some archives have them.
_DOUBLE = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]|''|``|\u2018\u2018|\u2019\u2019")
_EITHER_WAY = frozenset(('"', "''"))
_NEVER_OPENING = frozenset(("\u201d", "\u2019\u2019"))
_CLOSING = _NEVER_OPENING | {"\u00bb"}
_SINGLE = re.compile(r"(?<![^\s(\[\u2014\u2013-])[\u2018'](?=[^\s])|(?<=\S)['\u2019](?![^\W_])")
#: Beyond this an opening mark is taken for a stray one.
_LONGEST_SINGLE = 1200


@dataclass(frozen=True, slots=True)
class Quote:
    """Half-open, marks included. ``is_open`` when the paragraph ends before the closing mark."""

    start: int
    end: int
    is_open: bool


def find_quotes(text: str, *, goes_on: bool = False) -> list[Quote]:
    """Quotes in one paragraph, in order, none inside another.

    ``goes_on`` if the next paragraph begins with an opening mark: then one may be left open here.
    """
    return _double_quotes(text, goes_on) or _single_quotes(text)


def _double_quotes(text: str, goes_on: bool) -> list[Quote]:
    quotes: list[Quote] = []
    opened: int | None = None
    for match in _DOUBLE.finditer(text):
        mark, position, end = match.group(), match.start(), match.end()
        is_either = mark in _EITHER_WAY
        if opened is None:
            if mark not in _NEVER_OPENING and not (is_either and _can_only_close(text, position, end)):
                opened = position
        elif mark in _CLOSING or (is_either and not _can_only_open(text, position, end)):
            quotes.append(Quote(opened, end, is_open=False))
            opened = None
        elif _can_only_open(text, position, end):
            opened = position  # the first one was never closed
    if opened is not None and (opened <= 1 or goes_on):
        quotes.append(Quote(opened, len(text), is_open=True))
    return quotes


def _can_only_close(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isspace() and before not in "([\u2014-" and not after.isalnum()


def _can_only_open(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return before.isspace() and after.isalnum()


def _single_quotes(text: str) -> list[Quote]:
    """British single quotes: opened before a word, closed behind punctuation or by a curly mark."""
    quotes: list[Quote] = []
    opened: int | None = None
    for match in _SINGLE.finditer(text):
        position = match.start()
        is_opening = position == 0 or text[position - 1] in " \n\t([\u2014\u2013-"
        if is_opening:
            opened = position
        elif opened is not None and position - opened <= _LONGEST_SINGLE:
            is_closing = text[position - 1] in ",.!?" or (
                text[opened] == "\u2018" and text[position - 1] != "s"
            )
            if is_closing:
                quotes.append(Quote(opened, position + 1, is_open=False))
                opened = None
    return quotes
