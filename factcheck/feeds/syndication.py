"""RSS and Atom, well-formed or not, by feedparser. Pure: it is given bytes, and never an address to open."""

import io

import feedparser

from factcheck.feeds.stamps import read_stamp
from factcheck.feeds.types import Contents, Entry, NotAFeed


def read(body: bytes) -> Contents:
    # As a file: feedparser would take bare bytes for the name of one, and a string for an address.
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    version = parsed.get("version") or ""
    if not version and not parsed.entries:
        raise NotAFeed("not_a_feed")
    if parsed.bozo and "amplification" in str(parsed.get("bozo_exception")):
        raise NotAFeed("feed_hostile")
    if parsed.bozo and not parsed.entries:
        raise NotAFeed("feed_broken")
    return Contents(
        "atom" if version.startswith("atom") else "rss", [_entry(entry) for entry in parsed.entries]
    )


def _entry(entry: feedparser.FeedParserDict) -> Entry:
    url, entry_id = str(entry.get("link") or ""), str(entry.get("id") or "")
    if entry.get("guidislink") and url == entry_id and "://" not in url:
        url = ""  # an id that does not say that it is no address
    return Entry(
        url=url,
        id=entry_id,
        title=str(entry.get("title") or ""),
        published_at=read_stamp(str(entry.get("published") or "")),
        # Asked for what it has not, feedparser gives the time of publication, with a warning.
        updated=str(dict.get(entry, "updated", "")),
    )
