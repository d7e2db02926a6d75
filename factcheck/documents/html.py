"""A page to its article: trafilatura says which words are the story, the page says what each of them is."""

import logging
import re
from collections import Counter

import trafilatura
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from factcheck.extraction.furniture import is_furniture

from .alignment import align
from .assembling import Findings, Left, Piece
from .decoding import charset_of, decode
from .furnishing import is_hidden, named_reason, reason_for
from .limits import Limits
from .metadata import description_of, read_metadata
from .page import Line, lines_of
from .refusals import Refused
from .types import Region

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: Shorter than this, the careful reading missed the story, and the generous one is asked.
_SHORT = 250
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STANDFIRST = re.compile(
    r"standfirst|sub-?(?:title|head(?:line|ing)?)|(?:^|[\s_-])(?:dek|deck|lede|lead|intro|summary|strap(?:line)?|excerpt)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: Lines between headline and story in which a standfirst is looked for.
_STANDFIRST_REACH = 12
_CAPTION = re.compile(r"caption", re.IGNORECASE)
_NO_CAPTION = re.compile(r"credit|copyright|byline|photographer|close|expand|zoom", re.IGNORECASE)
#: So many paragraphs of the story in one element make its other paragraphs story too.
_COMPANY = 3
_SENTENCE_WORDS = 8
_ENDS_SENTENCE = re.compile(r"[.!?\u2026\u3002]['\"\u2019\u201d)\]]*$")
_DROPPED = frozenset(
    ("cookie_notice", "newsletter", "paywall", "comments", "related", "advertisement", "navigation")
)


def read_html(content: bytes, *, media_type: str, url: str, limits: Limits) -> Findings:
    """The article of a page.

    Raises:
        Refused: ``too_large``, ``not_text``, ``no_text``.
    """
    if len(content) > limits.html_bytes:
        raise Refused(
            "too_large",
            f"The page has {len(content):,} bytes; up to {limits.html_bytes:,} are read. "
            "Paste the text; the address is kept.",
        )
    text, notices = decode(content, charset_of(media_type), markup=True)
    tree = _parse(text)
    findings = read_metadata(tree, url)
    findings.notices = notices
    shown = lines_of(tree)
    story = _story(tree)
    homes, used = align(story, [line.text for line in shown])
    _fill(findings, story, homes, used, shown, description_of(tree))
    return findings


def _parse(text: str) -> HtmlElement:
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = document_fromstring(_NO_XML.sub("", text).encode(), parser=parser)
    except Exception as error:  # lxml raises ParserError, XMLSyntaxError, AssertionError ...
        raise Refused(
            "no_text", "The page cannot be read as HTML. Paste the text; the address is kept."
        ) from error
    for time in list(tree.iter("time", "data", "abbr", "mark")):
        parent = time.getparent()
        if parent is not None and parent.tag in ("p", "li", "span", "em", "strong", "a", "blockquote"):
            time.drop_tag()  # trafilatura drops these with their words, in the middle of a sentence
    return tree


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
    added = _added(findings.title, used, shown, descriptions)
    pieces: list[Piece] = []
    left: list[Left] = []
    waiting = sorted(set(range(len(shown))) - used)

    def leave_up_to(index: int) -> None:
        while waiting and waiting[0] < index:
            at = waiting.pop(0)
            if at in added:
                pieces.append(Piece(shown[at].text, added[at]))
            else:
                left.append(Left(reason_for(shown[at]), shown[at].text, len(pieces)))

    for line, home in zip(story, homes, strict=True):
        if home is not None:
            leave_up_to(home)
        reason = _left_for(line, shown[home] if home is not None else None, findings.title)
        if reason:
            left.append(Left(reason, line, len(pieces)))
        else:
            pieces.append(Piece(_unmarked(line), _region_of(shown[home] if home is not None else None)))
    leave_up_to(len(shown))
    findings.pieces, findings.left = pieces, left


def _left_for(line: str, shown: Line | None, title: str) -> str | None:
    """Why a line of the extracted text does not belong there after all."""
    if _same(line, title):
        return "headline"
    if is_furniture(line):
        return "furniture"
    if shown is not None and (reason := named_reason(shown.element)) in _DROPPED:
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


def _added(title: str, used: set[int], shown: list[Line], descriptions: list[str]) -> dict[int, Region]:
    """Lines that trafilatura passes over and that are the article's: its standfirst and the captions within."""
    if not used:
        return {}
    first, last = min(used), max(used)
    top = next((index for index in range(first, -1, -1) if _same(shown[index].text, title)), None)
    added: dict[int, Region] = {}
    if top is not None:
        for index in range(top + 1, min(first, top + 1 + _STANDFIRST_REACH)):
            if _is_standfirst(shown[index], descriptions):
                added[index] = "standfirst"
                break
    captions: set[str] = set()
    homes = Counter(shown[index].block.getparent() for index in used)
    for index in range(first if top is None else top, last + 1):
        line = shown[index]
        if index in used or index in added:
            continue
        if _is_caption(line) and line.text not in captions:
            captions.add(line.text)
            added[index] = "caption"
        elif index > first and homes[line.block.getparent()] >= _COMPANY and _is_sentence(line):
            added[index] = "body"
    return added


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
    return _STANDFIRST.search(names) is not None or any(_same(line.text, text) for text in descriptions)


def _is_caption(line: Line) -> bool:
    caption = line.stands_in("figcaption")
    if caption is None and not _CAPTION.search(line.element.get("class") or ""):
        return False
    names = line.element.get("class") or ""
    return len(line.text.split()) >= 4 and not _NO_CAPTION.search(names) and not _is_out(line.element)


def _is_out(element: HtmlElement) -> bool:
    """In a part of the page that belongs to another story, or that nobody sees."""
    for inner in (element, *element.iterancestors()):
        if is_hidden(inner) or named_reason(inner) in _DROPPED or inner.tag in ("nav", "footer", "aside"):
            return True
    return False


def _same(line: str, other: str) -> bool:
    return bool(other) and _words(line) == _words(other)


def _words(line: str) -> list[str]:
    return re.findall(r"\w+", line.casefold())
