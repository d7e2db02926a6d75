"""Printed lines back to paragraphs: running heads out, broken words joined, lines put together."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .assembling import Left, Piece
from .types import Region

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^[\s(\[|\u2013\u2014-]*(?:page\s+)?(?:(?P<number>\d{1,4})|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[\s)\]|\u2013\u2014-]*$",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?:\u2026][\"'\u2019\u201d)\]]*$")
_ITEM = re.compile(r"^(?:[\u2022\u2023\u25aa\u25cf\u25e6*]|[-\u2013]|\(?\d{1,2}[.)])\s+\S")
_HYPHEN = re.compile(r"([^\W\d_]{2,})[-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
#: Lines at the top and bottom of a page where running heads stand.
_EDGE = 3
#: A running head is on so many pages, and on so large a share.
_HEAD_PAGES, _HEAD_SHARE = 3, 0.3
#: Times the usual distance of lines that a paragraph's gap has.
_GAP = 1.35
_INDENT = 0.8  #: in sizes of type
_LARGER = 1.12  #: a heading's type against the body's
_LARGEST = 1.3  #: a headline's
_LONGEST_HEADING = 250


@dataclass(frozen=True, slots=True)
class Printed:
    """A line with the place of its left end, in points from the bottom left corner."""

    text: str
    x: float
    y: float
    size: float
    page: int


def paragraphs(pages: Sequence[Sequence[Printed]]) -> tuple[str, list[Piece], list[Left]]:
    """The headline of the first page, the other pieces in reading order, and the lines that were left out."""
    story, dropped = _without_heads(pages)
    if not story:
        return "", [], []
    size = _body_size(story)
    words = Counter(word.lower() for line in story for word in _WORD.findall(line.text))
    leading = _leading(story)
    groups: list[list[Printed]] = []
    starts: list[int] = []
    for index, line in enumerate(story):
        if groups and not _begins(groups[-1], line, leading, size):
            groups[-1].append(line)
        else:
            groups.append([line])
            starts.append(index)
    headline = _headline(groups, size)
    if headline is not None:
        del starts[headline]
    title = _text_of(groups.pop(headline), words) if headline is not None else ""
    pieces = [_piece(group, size, words) for group in groups]
    left = [
        Left("running_head", line.text, sum(start < at for start in starts)) for at, line in dropped[:1000]
    ]
    return title, pieces, left


def _without_heads(pages: Sequence[Sequence[Printed]]) -> tuple[list[Printed], list[tuple[int, Printed]]]:
    """The story's lines; and what repeats at the edges of pages, each with the number of lines before it."""
    counts = Counter(key for lines in pages for key in {_key(line) for line in _edges(lines, _EDGE)})
    distances = Counter(_distance(line) for lines in pages for line in _edges(lines, 1))
    least = max(_HEAD_PAGES, _HEAD_SHARE * len(pages))
    story: list[Printed] = []
    dropped: list[tuple[int, Printed]] = []
    for lines in pages:
        edges, outermost = _edges(lines, _EDGE), _edges(lines, 1)
        for line in lines:
            is_head = line in edges and counts[_key(line)] >= least
            if is_head or (line in outermost and _is_page_number(line, distances)):
                dropped.append((len(story), line))
            else:
                story.append(line)
    return story, dropped


def _distance(line: Printed) -> int | None:
    """How far a line that is a number lies from the count of its page; None for other lines."""
    match = _PAGE_NUMBER.match(line.text)
    return int(match["number"]) - line.page if match and match["number"] else None


def _is_page_number(line: Printed, distances: Counter[int | None]) -> bool:
    """Numbers that count along with the pages; a figure that stands alone on a page does not."""
    distance = _distance(line)
    if distance is None:
        return _PAGE_NUMBER.match(line.text) is not None
    return distance == 0 or distances[distance] > 1


def _edges(lines: Sequence[Printed], count: int) -> set[Printed]:
    by_height = sorted(lines, key=lambda line: line.y)
    return {*by_height[:count], *by_height[-count:]}


def _key(line: Printed) -> tuple[str, float]:
    """Page numbers differ from page to page; a title in large type is no running head."""
    return _DIGITS.sub("0", line.text), round(line.size, 1)


def _headline(groups: Sequence[Sequence[Printed]], size: float) -> int | None:
    """The largest type at the top of the first page."""
    top = [index for index, group in enumerate(groups[:6]) if group[0].page == groups[0][0].page]
    best = max(top, key=lambda index: groups[index][0].size)
    is_large = groups[best][0].size >= _LARGEST * size and len(groups) > 1
    return best if is_large and sum(len(line.text) for line in groups[best]) <= _LONGEST_HEADING else None


def _body_size(story: Sequence[Printed]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for line in story:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _leading(story: Sequence[Printed]) -> float:
    gaps = [
        above.y - below.y
        for above, below in pairwise(story)
        if above.page == below.page and 0 < above.y - below.y < 4 * max(above.size, 1)
    ]
    return median(gaps) if gaps else 0.0


def _begins(current: Sequence[Printed], line: Printed, leading: float, size: float) -> bool:
    """Whether ``line`` opens a paragraph."""
    above = current[-1]
    if abs(line.size - above.size) > 0.08 * max(above.size, line.size) or _ITEM.match(line.text):
        return True
    is_open = not _ENDS_SENTENCE.search(above.text[-6:])
    if line.page != above.page or line.y > above.y + size:  # the next page or column
        return not (is_open and (line.text[:1].islower() or _HYPHEN.search(above.text)))
    if leading and above.y - line.y > _GAP * leading:
        return True
    is_indented = line.x - min(other.x for other in current[-3:]) > _INDENT * size
    return is_indented and not is_open and len(current) > 1


def _piece(lines: Sequence[Printed], size: float, words: Counter[str]) -> Piece:
    text = _text_of(lines, words)
    region: Region = "body"
    if lines[0].size >= _LARGER * size and len(text) <= _LONGEST_HEADING:
        region = "subheading"
    elif _ITEM.match(text):
        region = "list"
    return Piece(text, region, page=lines[0].page)


def _text_of(lines: Sequence[Printed], words: Counter[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = _joined(text, line.text, words)
    return text


def _joined(above: str, below: str, words: Counter[str]) -> str:
    """A word that was broken becomes what the text writes elsewhere; without a trace of it, one word."""
    broken = _HYPHEN.search(above)
    following = _WORD.match(below)
    if broken is None or following is None:
        return f"{above} {below}"
    head, tail = broken[1], following[0]
    is_hyphened = words[f"{head}-{tail}".lower()] > 0 and not words[f"{head}{tail}".lower()]
    if above[-1] != "\u00ad" and (is_hyphened or not tail[0].islower()):
        return f"{above}{below}"
    return f"{above[:-1]}{below}"
