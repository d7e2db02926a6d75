"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/). Pure."""

import json
from typing import Any

from factcheck.feeds.stamps import read_stamp
from factcheck.feeds.types import Contents, Entry, NotAFeed


def read(body: bytes) -> Contents:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        raise NotAFeed("feed_broken") from None
    version = feed.get("version") if isinstance(feed, dict) else None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(version, str) or "jsonfeed.org/version/" not in version or not isinstance(items, list):
        raise NotAFeed("not_a_feed")
    return Contents("json", [_entry(item) for item in items if isinstance(item, dict)])


def _entry(item: dict[str, Any]) -> Entry:
    return Entry(
        url=_text(item, "url") or _text(item, "external_url"),
        id=_text(item, "id"),
        title=_text(item, "title"),
        published_at=read_stamp(_text(item, "date_published")),
        updated=_text(item, "date_modified"),
    )


def _text(item: dict[str, Any], name: str) -> str:
    """The specification asks readers to take numbers for text, which some write as ids."""
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return value if isinstance(value, str) else repr(value)[:100]
