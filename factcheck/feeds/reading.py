"""Bytes of a feed into its entries, whatever format it has. Pure: nothing is fetched, whatever the bytes name.

Hostile bytes can make a parser work for minutes: ``boundary`` runs this in a process of its own.
"""

import re

from factcheck.feeds import json_feed, sitemaps, syndication
from factcheck.feeds.types import Contents, Entry, NotAFeed

#: Of one document; more than any newsroom publishes between two looks.
MOST_ENTRIES = 1000
_MOST_CHARACTERS = 2000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_SITEMAP_ROOT = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>/]")
_LOOKED_AT = 4096


def read_feed(body: bytes) -> Contents:
    """What the feed in ``body`` holds: RSS, Atom, JSON Feed, a sitemap or an index of sitemaps.

    Raises:
        NotAFeed: none of these.
    """
    contents = _read(body)
    entries = [_cut(entry) for entry in contents.entries]
    # A sitemap may have its newest at the end. Sorting is stable: what has no date keeps its place.
    entries.sort(key=lambda entry: entry.published_at.timestamp() if entry.published_at else 0, reverse=True)
    return Contents(contents.kind, entries[:MOST_ENTRIES], total=len(entries))


def _read(body: bytes) -> Contents:
    start = body[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return json_feed.read(body)
    if _SITEMAP_ROOT.search(start.replace(b"\0", b"")):
        return sitemaps.read(body)
    if b"<" not in start:
        raise NotAFeed("not_a_feed")
    return syndication.read(body)


def _cut(entry: Entry) -> Entry:
    return Entry(
        # An address that is cut would be another one.
        url=entry.url.strip() if len(entry.url) <= _MOST_CHARACTERS else "",
        id=_text(entry.id),
        title=_text(entry.title),
        published_at=entry.published_at,
        updated=_text(entry.updated),
    )


def _text(value: str) -> str:
    return _UNSTORABLE.sub("", value)[:_MOST_CHARACTERS].strip()
