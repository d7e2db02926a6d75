"""What a page says about itself in JSON-LD (https://schema.org/Article)."""

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

#: The kinds of article, and what the desk calls them. A more special one wins, so the order counts.
_GENRES: dict[str, str | None] = {
    "LiveBlogPosting": "live",
    "SatiricalArticle": "satire",
    "OpinionNewsArticle": "opinion",
    "ReviewNewsArticle": "opinion",
    "NewsArticle": "news",
    "ReportageNewsArticle": "news",
    "AnalysisNewsArticle": "news",
    "BackgroundNewsArticle": "news",
    "AskPublicNewsArticle": "news",
    "Report": None,
    "AdvertiserContentArticle": "press_release",
    "Article": None,
    "BlogPosting": None,
    "WebPage": None,
}
_ORDER = list(_GENRES)
_LONGEST_SCRIPT = 4_000_000
_MOST_NODES = 20_000
#: Of sections that hold opinion; in small letters.
_OPINION_SECTIONS = frozenset(
    (
        "opinion",
        "opinions",
        "comment",
        "commentisfree",
        "editorial",
        "editorials",
        "op-ed",
        "columns",
        "columnists",
    )
)


def read_article_node(tree: HtmlElement) -> dict[str, Any]:
    """The node that describes the article of the page, the most special kind first; empty where there is none."""
    best: dict[str, Any] = {}
    best_rank = len(_ORDER)
    for node in _nodes(tree):
        rank = min((_ORDER.index(name) for name in types_of(node) if name in _GENRES), default=len(_ORDER))
        if rank < best_rank or (rank == best_rank and not best.get("headline") and node.get("headline")):
            best, best_rank = node, rank
    return best


def genre_of(node: dict[str, Any], sections: list[str]) -> str | None:
    """By type, then by section; a section of opinion tells more than that it is a ``NewsArticle``."""
    types = [name for name in types_of(node) if name in _GENRES]
    genre = next((_GENRES[name] for name in sorted(types, key=_ORDER.index) if _GENRES[name]), None)
    named = [*sections, *texts_of(node.get("articleSection"))]
    if genre in (None, "news") and any(name.strip().lower() in _OPINION_SECTIONS for name in named):
        return "opinion"
    return genre


def types_of(node: dict[str, Any]) -> list[str]:
    return [name.rpartition("/")[2] for name in texts_of(node.get("@type"))]


def texts_of(value: object) -> list[str]:
    """The strings in a value that may be one, a list of them, or things that have names."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return texts_of(value.get("name"))
    if isinstance(value, list):
        return [
            text
            for item in value[:50]
            for text in (
                [item]
                if isinstance(item, str)
                else texts_of(item.get("name"))
                if isinstance(item, dict)
                else []
            )
        ]
    return []


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Breadth first, so that an article comes before what it mentions. Bounded."""
    waiting: deque[Any] = deque()
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            waiting.append(_parsed(script.text))
    seen = 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value[:_MOST_NODES])
        elif isinstance(value, dict):
            yield value
            waiting.extend(part for part in value.values() if isinstance(part, dict | list))


def _parsed(written: str) -> Any:
    if len(written) > _LONGEST_SCRIPT:
        return None
    written = (
        written.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
    )
    try:
        return json.loads(written.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None
