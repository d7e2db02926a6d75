"""Sitemaps, with or without news in them, and indexes of sitemaps (https://www.sitemaps.org/protocol.html). Pure."""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from factcheck.feeds.stamps import read_stamp
from factcheck.feeds.types import Contents, Entry, NotAFeed

#: The protocol's own limit.
_MOST_ADDRESSES = 50_000


def read(body: bytes) -> Contents:
    """Raises NotAFeed; entities, which no sitemap has and bombs need, are one reason."""
    try:
        kind, *entries = _walk(body)
    except DefusedXmlException:
        raise NotAFeed("feed_hostile") from None
    except (ParseError, ValueError, LookupError):  # LookupError: an encoding that nobody has
        raise NotAFeed("feed_broken") from None
    return Contents("sitemap_index" if kind.id == "sitemapindex" else "sitemap", entries)


def _walk(body: bytes) -> Iterator[Entry]:
    """The root's name as the first entry's id, then the addresses. What was read is let go of."""
    events = iterparse(io.BytesIO(body), events=("start", "end"))
    _, root = next(events)
    yield Entry(id=_local(root))
    found = 0
    for event, element in events:
        if event == "end" and _local(element) in ("url", "sitemap"):
            yield _entry(element)
            root.clear()
            found += 1
            if found == _MOST_ADDRESSES:
                return


def _entry(element: Element) -> Entry:
    said = {_local(child): (child.text or "").strip() for child in element.iter()}
    published = said.get("publication_date") or said.get("lastmod", "")
    return Entry(
        url=said.get("loc", ""),
        title=said.get("title", ""),
        published_at=read_stamp(published),
        updated=said.get("lastmod", ""),
    )


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
