"""What a feed says. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["rss", "atom", "json", "sitemap", "sitemap_index"]


@dataclass(frozen=True)
class Entry:
    """One item of a feed, or in an index one sitemap."""

    url: str = ""  #: as it stands there: it may be relative, or no address at all
    id: str = ""  #: what the feed calls it
    title: str = ""
    published_at: datetime | None = None  #: only where the feed says in which zone
    updated: str = ""  #: as it stands there: what changes when the item does


@dataclass(frozen=True)
class Contents:
    kind: Kind
    entries: list[Entry] = field(default_factory=list)  #: the newest, newest first where there are dates
    total: int = 0  #: how many there were


class NotAFeed(Exception):
    """The bytes are no feed. ``code`` is one of ``UNREADABLE``'s."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


#: Why a body is not read, for people.
UNREADABLE = {
    "not_a_feed": "What is at this address is not a feed. Look for “RSS” on the site, or in the page's source for “alternate”.",
    "feed_broken": "The feed cannot be read: it is cut short or not well-formed.",
    "feed_hostile": "The feed is built to break whoever reads it.",
}
