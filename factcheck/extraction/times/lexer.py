"""A text as nodes: words, numbers, clock times and dates in figures. One pass, no number is looked at twice."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from factcheck.extraction.lexicon import words

from .grammar import Node, known, members, symbol
from .holidays import NAMES
from .periods import Period, day, month
from .vocabulary import GLUED_UNITS

_TOKEN = re.compile(
    r"""
    (?P<date>   \d{4}([-/.])\d{1,2}\2\d{1,2}(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)
              | \d{1,2}([-/.])\d{1,2}\3(?:\d{4}|\d\d)(?!\d)
              | (?:19|20|21)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d) )
  | (?P<month>  (?:1[5-9]|20|21)\d\d-(?:0[1-9]|1[0-2])(?![-\d]) )
  | (?P<slashed> \d{1,2}/\d{1,2}(?![/\d]) )
  | (?P<clock>  \d{1,2}:\d\d(?::\d\d)?(?![:\d]) | 0\d[0-5]\d(?=[-–]0\d[0-5]\d\b) | (?<=0\d[0-5]\d[-–])0\d[0-5]\d\b | (?:[01]\d|2[0-3])[0-5]\d(?=[ ]?(?:hours|GMT|UTC)\b) )
  | (?P<ordinal> \d{1,3}(?:st|nd|rd|th)\b )
  | (?P<number> \d{1,3}(?:,\d{3})+(?!\d) | \d+(?:\.\d+)? )
  | (?P<meridiem> \.?[ap](?:\.\s?m\b\.? | \s?m\b) | ampm\b )
  | (?P<oclock> o['\u2019 ]?clock\b )
  | (?P<word>   [^\W\d_]+ )
  | (?P<mark>   [^\w\s] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: A time expression holds a figure or one of these words; text far from all of them is not read.
_TELLING = re.compile(r"[^\W\d_]+|\d+")
_TELLING_WORDS = frozenset(
    word
    for category in (
        "MONTH", "WEEKDAY", "WEEKDAYS", "UNIT", "CARDINAL", "TENS", "ORDINALWORD", "DECADEWORD", "PART", "MOMENT",
        "SEASON", "NEARDAY", "OFTEN",
    )
    for word in members(category)
) | {word for name in NAMES for word in name.split() if word not in ("new", "al")} | frozenset(
    ("now", "present", "moment", "date", "overnight", "eoy", "eom", "eod", "once", "twice", "time")
)  # fmt: skip
#: Characters around such a word that an expression, and what bears on it, may reach.
_REACH = 90
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_MARKS = {**dict.fromkeys(_DASHES, "-"), "\u2019": "'", "~": "~"}
#: A number behind one of these is money, a tag or a code.
_SIGNS = frozenset("%\u2030\u00b0$\u00a3\u20ac")
_NOT_BEFORE = frozenset("$\u00a3\u20ac\u00a5#@_&")
#: Words that a number may be written onto: "mar3", "q1", "FY2008".
_TAKES_DIGITS = words(
    "mid early late pre post q h cy fy jan feb mar apr may jun jul aug sep sept oct nov dec week year"
)
#: "was 4p a litre": pence.
_BEFORE_PRICE = words("is was are were by cost costs of worth fell rose up down only just extra another")
_OTHER, _NAME, _MARK, _SIGN = symbol("OTHER"), symbol("NAME"), symbol("MARK"), symbol("SIGN")
_MERIDIEM, _OCLOCK = symbol("MERIDIEM"), symbol("oclock")
_DIGITS, _YEAR, _LARGE, _DECIMAL = symbol("DIGITS"), symbol("YEAR"), symbol("LARGE"), symbol("DECIMAL")
_GLUED_UNIT, _DECADE_S = symbol("GLUEDUNIT"), symbol("DECADES")
_FIRST_YEAR, _LAST_YEAR = 1500, 2199


def read_nodes(text: str) -> list[Node]:
    """The words, numbers and marks of ``text`` near words of time, each as the grammar knows it."""
    nodes: list[Node] = []
    for start, end in _neighbourhoods(text):
        if nodes:
            nodes.append(Node(start, start, _MARK, ".", None))
        nodes.extend(_read(text, start, end))
    return nodes


def _neighbourhoods(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of whole words around the telling ones."""
    opened, closed = -1, -1
    for found in _TELLING.finditer(text):
        word = found.group()
        if not (word[0].isdigit() or word.lower() in _TELLING_WORDS):
            continue
        start = found.start() - _REACH
        if opened < 0 or start > closed:
            if opened >= 0:
                yield opened, closed
            blank = text.find(" ", start, found.start()) if start > 0 else -1
            opened = blank + 1 if blank >= 0 else 0 if start <= 0 else found.start()
        blank = text.find(" ", found.end() + _REACH, found.end() + 2 * _REACH)
        closed = blank if blank >= 0 else min(len(text), found.end() + 2 * _REACH)
    if opened >= 0:
        yield opened, closed


def _read(text: str, first: int, last: int) -> list[Node]:
    nodes: list[Node] = []
    previous = ""
    for found in _TOKEN.finditer(text, first, last):
        kind = found.lastgroup or ""
        start, end = found.span()
        written = found.group()
        glued = bool(nodes) and nodes[-1].end == start
        if kind == "word":
            is_on_figures = glued and previous in ("number", "clock")
            is_price = len(nodes) > 1 and previous == "number" and nodes[-2].word in _BEFORE_PRICE
            character, value = _word(written, is_on_figures, is_price)
        elif kind == "mark":
            character, value = (
                known(_MARKS.get(written, written)) or (_SIGN if written in _SIGNS else _MARK),
                None,
            )
        elif kind == "meridiem" and previous in ("number", "clock", "word"):
            character, value = _MERIDIEM, written.lower().lstrip(".")[0]
        elif kind == "oclock":
            character, value = _OCLOCK, None
        elif kind == "meridiem" or (glued and kind != "date" and _is_code(nodes)):
            character, value = _OTHER, None
        else:
            character, value = _figure(kind, written)
        nodes.append(Node(start, end, character, written.lower(), value))
        previous = kind
    return nodes


def _word(written: str, is_on_figures: bool, is_price: bool) -> tuple[str, Any]:
    lower = written.lower()
    if is_on_figures:
        if written in GLUED_UNITS:
            return _GLUED_UNIT, GLUED_UNITS[written]
        if lower in ("a", "p") and not is_price:
            return _MERIDIEM, lower
    if lower == "s":
        return _DECADE_S, None
    found = known(lower)
    if found is not None:
        return found, written[0].isupper()
    return (_NAME if written[0].isupper() else _OTHER), None


def _is_code(nodes: list[Node]) -> bool:
    """Whether the number that touches the last node is part of a name or a sum: "F-16", "A1", "$12"."""
    last = nodes[-1]
    if last.word in _NOT_BEFORE:
        return True
    if last.word[-1].isalpha():
        return last.word not in _TAKES_DIGITS
    if last.word in _DASHES and len(nodes) > 1 and nodes[-2].end == last.start:
        before = nodes[-2].word
        is_meridiem = nodes[-2].symbol == _MERIDIEM
        return before[-1].isalpha() and before not in _TAKES_DIGITS and len(before) > 1 and not is_meridiem
    return False


def _figure(kind: str, written: str) -> tuple[str, Any]:
    match kind:
        case "date":
            return symbol("FULLDATE"), _full_date(written)
        case "month":
            year, number = written.split("-")
            return symbol("FULLMONTH"), month(int(year), int(number))
        case "slashed":
            first, second = written.split("/")
            return symbol("SLASHED"), (int(first), int(second))
        case "clock":
            return symbol("CLOCKFIGURES"), _minutes(written)
        case "ordinal":
            return symbol("ORDINALNUMBER"), int(written[:-2])
    if "," in written:
        return _LARGE, float(written.replace(",", ""))
    if "." in written:
        return _DECIMAL, float(written) if len(written) < 12 else None
    if len(written) <= 2:
        return _DIGITS, int(written)
    if len(written) == 4 and _FIRST_YEAR <= int(written) <= _LAST_YEAR:
        return _YEAR, int(written)
    return _LARGE, float(written) if len(written) < 12 else None


def _minutes(written: str) -> int | None:
    parts = written.split(":") if ":" in written else (written[:2], written[2:])
    hour, minute = int(parts[0]), int(parts[1])
    return hour * 60 + minute if hour <= 24 and minute < 60 else None


def _full_date(written: str) -> Period:
    """ "13/02/2023" can only be day first; "02/03/2023" is left open."""
    digits = re.split(r"\D", written[:10])
    if len(digits) == 1:
        digits = [written[:4], written[4:6], written[6:]]
    first, second, third = (int(part) for part in digits[:3])
    try:
        if len(digits[0]) == 4:
            return day(date(first, second, third))
        year = third if len(digits[2]) == 4 else third + (2000 if third < 70 else 1900)
        if first > 12 or first == second:
            return day(date(year, second, first))
        if second > 12:
            return day(date(year, first, second))
    except ValueError:
        return Period()
    return Period(precision="day")
