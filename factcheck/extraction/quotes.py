"""Quotation marks: where speech in somebody's own words begins and ends."""

import re
from dataclasses import dataclass

_DOUBLE = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]")
_SINGLE = re.compile(r"(?<![^\s(\[\u2014\u2013-])[\u2018'](?=[^\s])|(?<=\S)['\u2019](?![^\W_])")
#: Beyond this an opening mark is taken for a stray one.
_LONGEST_SINGLE = 1200


@dataclass(frozen=True, slots=True)
class Quote:
    """Half-open, marks included. ``is_open`` when the paragraph ends before the closing mark."""

    start: int
    end: int
    is_open: bool


def find_quotes(text: str) -> list[Quote]:
    """Quotes in one paragraph, in order, none inside another."""
    return _double_quotes(text) or _single_quotes(text)


def _double_quotes(text: str) -> list[Quote]:
    quotes: list[Quote] = []
    opened: int | None = None
    for match in _DOUBLE.finditer(text):
        mark, position = match.group(), match.start()
        if opened is None:
            if mark != "\u201d" and not (mark == '"' and _can_only_close(text, position)):
                opened = position
        elif mark in "\u201d\u00bb" or (mark == '"' and not _can_only_open(text, position)):
            quotes.append(Quote(opened, position + 1, is_open=False))
            opened = None
        elif mark in '"\u201c' and _can_only_open(text, position):
            opened = position  # the first one was never closed
    if opened is not None and opened <= 1:
        quotes.append(Quote(opened, len(text), is_open=True))
    return quotes


def _can_only_close(text: str, position: int) -> bool:
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return not before.isspace() and before not in "([\u2014-" and not after.isalnum()


def _can_only_open(text: str, position: int) -> bool:
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
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
