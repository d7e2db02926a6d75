"""A page to its article: trafilatura says which words are the story, the page says what each of them is."""

import logging
from collections import deque

import trafilatura
from lxml.html import HtmlElement

from factcheck.extraction.furniture import is_furniture

from .alignment import align
from .assembling import Findings, Left, Piece
from .decoding import charset_of, decode
from .furnishing import named_reason, reason_for
from .limits import Limits
from .markup import parse_html
from .metadata import description_of, read_metadata
from .page import Line, lines_of
from .passed_over import NOT_STORY, find_passed_over, is_same
from .posts import PostTimes
from .refusals import Refused
from .types import Region

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

#: Shorter than this, the careful reading missed the story, and the generous one is asked.
_SHORT = 250
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read_html(content: bytes, *, media_type: str, url: str, limits: Limits) -> Findings:
    """The article of a page.

    Raises:
        Refused: ``too_large``, ``too_complex``, ``not_text``, ``no_text``.
    """
    if len(content) > limits.html_bytes:
        raise Refused(
            "too_large",
            f"The page has {len(content):,} bytes; up to {limits.html_bytes:,} are read. "
            "Paste the text; the address is kept.",
        )
    text, notices = decode(content, charset_of(media_type), markup=True)
    tree = parse_html(text, limits)
    _keep_words_whole(tree)
    findings = read_metadata(tree, url)
    findings.notices = notices
    shown = lines_of(tree)
    story = _story(tree)
    homes, used = align(story, [line.text for line in shown])
    _fill(findings, story, homes, used, shown, description_of(tree))
    return findings


def _keep_words_whole(tree: HtmlElement) -> None:
    """Trafilatura drops these with their words, in the middle of a sentence."""
    for element in tree.iter("time", "data", "abbr", "mark"):
        if next(element.iterancestors("p", "li", "blockquote"), None) is not None:
            element.tag = "span"


def _story(tree: HtmlElement) -> list[str]:
    careful = _extract(tree, favor_precision=True)
    if sum(map(len, careful)) >= _SHORT:
        return careful
    return max(careful, _extract(tree, favor_precision=False), key=lambda lines: sum(map(len, lines)))


def _extract(tree: HtmlElement, *, favor_precision: bool) -> list[str]:
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, favor_precision=favor_precision, deduplicate=False
    )
    text = found.text if found is not None and not isinstance(found, dict) else None
    return [line.strip() for line in (text or "").split("\n") if any(char.isalnum() for char in line)]


def _fill(
    findings: Findings,
    story: list[str],
    homes: list[int | None],
    used: set[int],
    shown: list[Line],
    descriptions: list[str],
) -> None:
    """Pieces and what was left out, both in the order of the page."""
    added = find_passed_over(findings.title, used, shown, descriptions)
    posted = PostTimes(is_live=findings.genre == "live")
    pieces: list[Piece] = []
    left: list[Left] = []
    waiting = deque(index for index in range(len(shown)) if index not in used)

    def leave_up_to(index: int) -> None:
        while waiting and waiting[0] < index:
            at = waiting.popleft()
            if at in added:
                pieces.append(Piece(shown[at].text, added[at], posted_at=posted.of(shown[at])))
            else:
                left.append(Left(reason_for(shown[at]), shown[at].text, len(pieces)))

    for line, home in zip(story, homes, strict=True):
        if home is not None:
            leave_up_to(home)
        at_home = shown[home] if home is not None else None
        reason = _left_for(line, at_home, findings.title)
        if reason:
            left.append(Left(reason, line, len(pieces)))
        else:
            pieces.append(Piece(_unmarked(line), _region_of(at_home), posted_at=posted.of(at_home)))
    leave_up_to(len(shown))
    findings.pieces, findings.left = pieces, left


def _left_for(line: str, shown: Line | None, title: str) -> str | None:
    """Why a line of the extracted text does not belong there after all."""
    if is_same(line, title):
        return "headline"
    if is_furniture(line):
        return "furniture"
    if shown is not None and (reason := named_reason(shown.element)) in NOT_STORY:
        return reason
    return None


def _unmarked(line: str) -> str:
    """A row of a table comes as "| a | b |"."""
    if line.startswith("|") and line.endswith("|"):
        return line.strip("| ")
    return line.removeprefix("- ")


def _region_of(shown: Line | None) -> Region:
    if shown is None:
        return "body"
    if shown.stands_in("figcaption") is not None:
        return "caption"
    if shown.stands_in("li", "tr", "dd", "dt") is not None:
        return "list"
    return "subheading" if shown.stands_in(*_HEADINGS) is not None else "body"
