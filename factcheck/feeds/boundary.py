"""``read_feed`` in a process of its own, under limits. The reader is not trusted: what it answers is checked here."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args

from factcheck.documents.limits import Limits
from factcheck.documents.processes import TookTooLong, run_reader
from factcheck.feeds.types import UNREADABLE, Contents, Entry, Kind, NotAFeed

#: feedparser needs 3 seconds for 10,000 entries and 40 MB for them; a feed built to break it would take hours.
LIMITS = Limits(memory_bytes=1_000_000_000, cpu_seconds=15, wall_seconds=25, answer_bytes=16_000_000)
_COMMAND = (sys.executable, "-s", "-m", "factcheck.feeds.child")


def read_in_child(body: bytes, *, limits: Limits = LIMITS) -> Contents:
    """What ``read_feed`` says of ``body``.

    Raises:
        NotAFeed: it says so; or ``feed_hostile``: its process used up its time or its memory.
    """
    try:
        answer = run_reader(_COMMAND, [json.dumps(asdict(limits)).encode(), b"\n", body], limits=limits)
    except TookTooLong:
        answer = None
    if answer is None:
        raise NotAFeed("feed_hostile")
    try:
        said = json.loads(answer)
        if said.get("not_a_feed") in UNREADABLE:
            raise NotAFeed(said["not_a_feed"])
        return _contents(said["contents"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotAFeed("feed_hostile") from None


def _contents(said: dict[str, Any]) -> Contents:
    if said["kind"] not in get_args(Kind):
        raise ValueError(said["kind"])
    return Contents(said["kind"], [_entry(entry) for entry in said["entries"]], int(said["total"]))


def _entry(said: dict[str, Any]) -> Entry:
    published_at = said["published_at"]
    return Entry(
        url=str(said["url"]),
        id=str(said["id"]),
        title=str(said["title"]),
        published_at=datetime.fromisoformat(published_at) if published_at else None,
        updated=str(said["updated"]),
    )
