"""Title, author and date of a pasted article, read from the lines around its headline."""

import re

from .lexicon import words
from .regions import Paragraph
from .times import find_times
from .types import Byline, Masthead, TextSpan, TimeExpression

#: Bylines stand above the story or right below it; farther down a date is part of the story.
_TOP_LINES = 14
#: Characters of an ISO date; what follows is the time of day.
_ISO_DAY = len("2023-03-09")
_OPENER = re.compile(r"^\W*(?:words by|written by|reporting by|story by|by|from)\b:?\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[-|\u2013\u2014\u2022\u00b7]\s+|\s*[|\u2022\u00b7]\s*|,\s+")
_NAME = re.compile(r"^[^\W\d_][\w.'\u2019-]*(?:\s+(?:and\s+|&\s+)?[^\W\d_][\w.'\u2019-]*){0,6}$")
_NOT_NAMES = words(
    "updated published posted edt est gmt utc bst cet am pm a.m p.m correspondent editor reporter"
)


def read_masthead(text: str, paragraphs: list[Paragraph]) -> Masthead:
    """What the article says about itself; every part may be missing."""
    top = paragraphs[:_TOP_LINES]
    headline = next((paragraph for paragraph in top if paragraph.region == "headline"), None)
    bylines = [paragraph for paragraph in top if paragraph.region in ("byline", "boilerplate")]
    title = TextSpan(headline.start, headline.end, text[headline.start : headline.end]) if headline else None
    author, published = None, None
    for paragraph in bylines:
        line = text[paragraph.start : paragraph.end]
        published = published or _day_in(line, paragraph.start)
        if author is None and paragraph.region == "byline":
            author = _author_in(line, paragraph.start)
    return Masthead(title, author, published)


def _day_in(line: str, start: int) -> TimeExpression | None:
    for time in find_times(line, None):
        if time.precision in ("day", "time") and time.origin is not None:
            day = time.origin[:_ISO_DAY]
            return TimeExpression(time.start + start, time.end + start, time.text, day, day, "day")
    return None


def _author_in(line: str, start: int) -> Byline | None:
    """The names behind "By", up to the first part that is none."""
    opener = _OPENER.match(line)
    if opener is None:
        return None
    names: list[str] = []
    position, end = opener.end(), opener.end()
    for part in _parts(line, opener.end()):
        name = line[slice(*part)]
        if (
            not _NAME.match(name)
            or {word.lower().strip(".") for word in name.split()} & _NOT_NAMES
            or _day_in(name, 0)
        ):
            break
        if find_times(name, None):
            break
        names.append(_in_ordinary_capitals(name))
        end = part[1]
    if not names:
        return None
    return Byline(start + position, start + end, line[position:end], ", ".join(names))


def _parts(line: str, start: int) -> list[tuple[int, int]]:
    parts = []
    for separator in _SEPARATOR.finditer(line, start):
        parts.append((start, separator.start()))
        start = separator.end()
    parts.append((start, len(line)))
    return [(first, last) for first, last in parts if last > first]


def _in_ordinary_capitals(name: str) -> str:
    return " ".join(word.title() if word.isupper() and len(word) > 3 else word for word in name.split())
