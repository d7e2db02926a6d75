"""Lines that trafilatura passes over and that are the article's: standfirst, captions, paragraphs full of links."""

import re
from collections import Counter
from itertools import islice

from lxml.html import HtmlElement

from factcheck.extraction.furniture import is_furniture

from .furnishing import is_hidden, named_reason
from .page import Line
from .types import Region

_STANDFIRST = re.compile(
    r"standfirst|sub-?(?:title|head(?:line|ing)?)|(?:^|[\s_-])(?:dek|deck|lede|lead|intro|summary|strap(?:line)?|excerpt)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: Lines between headline and story in which a standfirst is looked for.
_STANDFIRST_REACH = 12
_NUMBER = re.compile(r"^\W*\d+\s*(?:of|/)\s*\d+")
_CAPTION_WORDS = 8
_CAPTION = re.compile(r"caption", re.IGNORECASE)
_NO_CAPTION = re.compile(r"credit|copyright|byline|photographer|close|expand|zoom", re.IGNORECASE)
#: So many paragraphs of the story in one element make its other paragraphs story too.
_COMPANY = 3
_SENTENCE_WORDS = 8
#: Lines without a sentence after which the story is over.
_BREAK = 4
_ENDS_SENTENCE = re.compile(r"[.!?\u2026\u3002]['\"\u2019\u201d)\]]*$")
#: Names of elements whose lines are another's, wherever they stand.
NOT_STORY = frozenset(
    ("cookie_notice", "newsletter", "paywall", "comments", "related", "advertisement", "navigation")
)


def find_passed_over(
    title: str, used: set[int], shown: list[Line], descriptions: list[str]
) -> dict[int, Region]:
    """The region of each such line by its index. ``used`` are those that trafilatura took."""
    if not used:
        return {}
    first, last = min(used), max(used)
    top = next((index for index in range(first, -1, -1) if is_same(shown[index].text, title)), None)
    added: dict[int, Region] = {}
    if top is not None:
        for index in range(top + 1, min(first, top + 1 + _STANDFIRST_REACH)):
            if _is_standfirst(shown[index], descriptions):
                added[index] = "standfirst"
                break
    captions: set[tuple[str, ...]] = set()
    homes = Counter(home for index in used for home in _homes(shown[index]))
    for index in range(first if top is None else top, last + 1):
        line = shown[index]
        if index in used or index in added:
            continue
        if _is_caption(line):
            key = _caption_key(line.text)
            if key not in captions:
                added[index] = "caption"
            captions.add(key)
        elif first < index and _is_story(line, homes):
            added[index] = "body"
    behind = last
    for index in range(last + 1, len(shown)):  # an advertisement in the middle often is taken for the end
        if index - behind > _BREAK:
            break
        if _is_story(shown[index], homes):
            added[index] = "body"
            behind = index
    return added


def _is_story(line: Line, homes: Counter[tuple[int, HtmlElement]]) -> bool:
    return _is_sentence(line) and any(homes[home] >= _COMPANY for home in _homes(line))


def _homes(line: Line) -> list[tuple[int, HtmlElement]]:
    """The elements above a paragraph, with how far above: some sites wrap each one in two of its own."""
    return list(enumerate(islice(line.block.iterancestors(), 3)))


def _is_sentence(line: Line) -> bool:
    """Prose of the story that was passed over, for the links in it most of the time."""
    return (
        line.block.tag in ("p", "blockquote")
        and len(line.text.split()) >= _SENTENCE_WORDS
        and _ENDS_SENTENCE.search(line.text[-6:]) is not None
        and not is_furniture(line.text)
        and not _is_out(line.element)
    )


def _is_standfirst(line: Line, descriptions: list[str]) -> bool:
    if len(line.text.split()) < 5 or is_furniture(line.text) or _is_out(line.element):
        return False
    names = f"{line.element.get('class') or ''} {line.element.get('id') or ''} {line.element.get('itemprop') or ''}"
    return _STANDFIRST.search(names) is not None or any(is_same(line.text, text) for text in descriptions)


def _is_caption(line: Line) -> bool:
    caption = line.stands_in("figcaption")
    if caption is None and not _CAPTION.search(line.element.get("class") or ""):
        return False
    names = line.element.get("class") or ""
    return len(line.text.split()) >= 4 and not _NO_CAPTION.search(names) and not _is_out(line.element)


def _caption_key(text: str) -> tuple[str, ...]:
    """Galleries show one caption many times, each with a number in front and a credit behind."""
    return tuple(_words(_NUMBER.sub("", text))[:_CAPTION_WORDS])


def _is_out(element: HtmlElement) -> bool:
    """In a part of the page that belongs to another story, or that nobody sees."""
    for inner in (element, *element.iterancestors()):
        if is_hidden(inner) or named_reason(inner) in NOT_STORY or inner.tag in ("nav", "footer", "aside"):
            return True
    return False


def is_same(line: str, other: str) -> bool:
    return bool(other) and _words(line) == _words(other)


def _words(line: str) -> list[str]:
    return re.findall(r"\w+", line.casefold())
