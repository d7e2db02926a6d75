"""One look at a feed: fetched, read, its new entries handed on as articles, and what came of it written down."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from factcheck.digests import sha256_bytes
from factcheck.feeds import schedule
from factcheck.feeds.boundary import read_in_child
from factcheck.feeds.entries import Taken, take_in
from factcheck.feeds.types import UNREADABLE, Contents, Entry, NotAFeed
from factcheck.fetching import FEED_KINDS, Fetched, FetchFailed, Validators, fetch
from factcheck.fetching.decompression import TooLarge, unpack
from factcheck.fetching.errors import Hitch, Refused
from factcheck.fetching.sniffing import GZIP
from factcheck.fetching.transport import megabytes
from factcheck.models import Feed

log = structlog.get_logger(__name__)

#: On the wire, and unpacked. A news sitemap of a thousand entries has half a megabyte.
MOST_BYTES = 10_000_000
#: Then the task ends and leaves the rest to the next: a look must not run into its limit.
_LONGEST_ROUND = timedelta(minutes=3)
#: Of an index, the newest; the others hold what was new long ago.
_MOST_SITEMAPS = 3


@dataclass(frozen=True)
class _Look:
    """What a look found. ``contents`` is None where nothing changed since the last one."""

    fetched: Fetched
    body_sha256: str
    contents: Contents | None = None
    pages: list[tuple[str, list[Entry]]] = field(default_factory=list)  #: (address, entries) of each document


def look_at_due_feeds() -> int:
    """Ask one due feed after the other until none is due; how many. Several workers share the work."""
    asked, until = 0, timezone.now() + _LONGEST_ROUND
    while timezone.now() < until and (feed := schedule.lease_next(at=timezone.now())):
        look(feed)
        asked += 1
    return asked


def look(feed: Feed) -> None:
    """Ask ``feed``, which the caller has leased, and write down what came of it. Safe to repeat."""
    try:
        found = _look(feed)
        taken = _take_in(feed, found)
    except FetchFailed as failure:
        if isinstance(failure, Hitch) and failure.is_ours:
            _put_off(feed, seconds=failure.retry_seconds or 0)
        else:
            _fail(feed, code=failure.code, reason=failure.detail, retry_seconds=failure.retry_seconds)
    except NotAFeed as failure:
        _fail(feed, code=failure.code, reason=UNREADABLE[failure.code])
    except Exception as error:
        # That it failed must reach the row whatever it was; then the error is the worker's log's.
        _fail(feed, code="failed", reason=f"The desk itself failed: {type(error).__name__}.")
        raise
    else:
        _succeed(feed, found, taken, at=timezone.now())


def _look(feed: Feed) -> _Look:
    known = Validators(feed.answered_by, feed.etag, feed.last_modified)
    fetched = fetch(feed.url, accept=FEED_KINDS, known=known, most_bytes=MOST_BYTES)
    body = _body(fetched)
    digest = feed.body_sha256 if fetched.is_unchanged else sha256_bytes(body)
    if digest == feed.body_sha256:
        return _Look(fetched, digest)
    contents = read_in_child(body)
    if contents.kind != "sitemap_index":
        return _Look(fetched, digest, contents, [(fetched.final_url, contents.entries)])
    return _look_at_sitemaps(fetched, contents)


def _look_at_sitemaps(index: Fetched, contents: Contents) -> _Look:
    """The sitemaps that an index names, newest first. The index may stay as it is when they change: it is never "known"."""
    pages, failure = [], None
    for sitemap in contents.entries[:_MOST_SITEMAPS]:
        try:
            fetched = fetch(sitemap.url, accept=FEED_KINDS, most_bytes=MOST_BYTES)
            found = read_in_child(_body(fetched))
        except (FetchFailed, NotAFeed) as error:
            failure = error
            continue
        if found.kind != "sitemap_index":  # one in another: the protocol has none
            pages.append((fetched.final_url, found.entries))
    if failure and not pages:
        raise failure
    total = sum(len(entries) for _, entries in pages)
    return _Look(replace(index, validators=Validators()), "", replace(contents, total=total), pages)


def _body(fetched: Fetched) -> bytes:
    if fetched.media_type != GZIP:  # "sitemap.xml.gz"
        return fetched.body
    try:
        return unpack(fetched.body, "gzip", most_bytes=MOST_BYTES)
    except TooLarge:
        raise Refused("too_large", megabytes(MOST_BYTES)) from None


def _take_in(feed: Feed, found: _Look) -> Taken:
    taken = Taken()
    for address, entries in found.pages:
        taken += take_in(feed, entries, base=address)
    return taken


@transaction.atomic
def _succeed(feed: Feed, found: _Look, taken: Taken, *, at: datetime) -> None:
    current = schedule.lock_leased(feed)
    if current is None:
        return
    columns = schedule.end_look(current, at=at)
    if found.contents:
        current.kind, current.last_entry_count = found.contents.kind, found.contents.total
        columns += ["kind", "last_entry_count"]
    current.last_new_count = taken.new
    if taken.new:
        current.last_new_at = at
    if not found.fetched.is_unchanged:
        # Where some entries wait for the next look, it must see them again.
        is_whole = not taken.left
        known = found.fetched.validators if is_whole else Validators()
        current.answered_by, current.etag, current.last_modified = known.url, known.etag, known.last_modified
        current.body_sha256 = found.body_sha256 if is_whole else ""
        columns += ["answered_by", "etag", "last_modified", "body_sha256"]
    current.save(update_fields=[*columns, "last_new_count", "last_new_at"])


@transaction.atomic
def _put_off(feed: Feed, *, seconds: float) -> None:
    if current := schedule.lock_leased(feed):
        current.save(update_fields=schedule.put_off(current, seconds=seconds, at=timezone.now()))


@transaction.atomic
def _fail(feed: Feed, *, code: str, reason: str, retry_seconds: float | None = None) -> None:
    current = schedule.lock_leased(feed)
    if current is None:
        return
    at = timezone.now()
    columns = schedule.end_failed_look(current, code=code, reason=reason, retry_seconds=retry_seconds, at=at)
    current.save(update_fields=columns)
    log.info("feed_failed", feed=feed.pk, code=code, failures=current.failure_count)
