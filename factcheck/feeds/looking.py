"""One look at a feed: fetched, read, its new entries handed on as articles, and what came of it written down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from factcheck.digests import sha256_bytes
from factcheck.feeds import schedule
from factcheck.feeds.boundary import read_in_child
from factcheck.feeds.entries import Taken, take_in
from factcheck.feeds.types import UNREADABLE, Contents, NotAFeed
from factcheck.fetching import FEED_KINDS, Fetched, FetchFailed, Validators, fetch
from factcheck.fetching.decompression import TooLarge, unpack
from factcheck.fetching.errors import Hitch, Refused
from factcheck.fetching.sniffing import GZIP
from factcheck.fetching.transport import megabytes
from factcheck.models import Feed, FeedDocument

log = structlog.get_logger(__name__)

#: On the wire, and unpacked. A news sitemap of a thousand entries has half a megabyte.
MOST_BYTES = 10_000_000
#: Then the task ends and leaves the rest to the next: a look must not run into its limit.
_LONGEST_ROUND = timedelta(minutes=3)
#: Of an index, the newest; the others hold what was new long ago.
_MOST_SITEMAPS = 3


@dataclass(frozen=True)
class _Page:
    """What a look found at one address."""

    document: FeedDocument  #: not saved yet
    contents: Contents | None = None  #: None where nothing changed since the last look
    base: str = ""  #: what links are relative to


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
        pages = _look(feed)
        taken = _take_in(feed, pages)
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
        _succeed(feed, pages, taken, at=timezone.now())


def _look(feed: Feed) -> list[_Page]:
    """The feed's own page, and those of the newest sitemaps where it is an index of them."""
    known = {document.url: document for document in feed.documents.all()}
    own = _ask(feed.url, known.get(feed.url))
    sitemaps = list(known)[1:]  # those of an index that stayed as it is
    if own.contents:
        is_index = own.contents.kind == "sitemap_index"
        named = own.contents.entries[:_MOST_SITEMAPS] if is_index else []
        sitemaps = list(dict.fromkeys(entry.url for entry in named if entry.url != feed.url))
    pages, failure = [], None
    for url in sitemaps:
        try:
            pages.append(_ask(url, known.get(url)))
        except (FetchFailed, NotAFeed) as error:
            failure = error
    if failure:
        if not pages:
            raise failure
        _forget(own.document)  # or the next look would not hear of the one that failed
    return [own, *pages]


def _ask(url: str, known: FeedDocument | None) -> _Page:
    validators = Validators(known.answered_by, known.etag, known.last_modified) if known else None
    fetched = fetch(url, accept=FEED_KINDS, known=validators, most_bytes=MOST_BYTES)
    if known and fetched.is_unchanged:
        return _Page(known)
    body = _body(fetched)
    document = FeedDocument(
        url=url,
        answered_by=fetched.validators.url,
        etag=fetched.validators.etag,
        last_modified=fetched.validators.last_modified,
        body_sha256=sha256_bytes(body),
    )
    if known and document.body_sha256 == known.body_sha256:
        document.entry_count = known.entry_count
        return _Page(document)
    contents = read_in_child(body)
    document.entry_count = contents.total
    return _Page(document, contents, fetched.final_url)


def _forget(document: FeedDocument) -> None:
    document.answered_by = document.etag = document.last_modified = document.body_sha256 = ""


def _body(fetched: Fetched) -> bytes:
    if fetched.media_type != GZIP:  # "sitemap.xml.gz"
        return fetched.body
    try:
        return unpack(fetched.body, "gzip", most_bytes=MOST_BYTES)
    except TooLarge:
        raise Refused("too_large", megabytes(MOST_BYTES)) from None


def _take_in(feed: Feed, pages: list[_Page]) -> Taken:
    whole = Taken()
    for page in pages:
        # An index has no articles, and no further one below it: the protocol knows none.
        if page.contents and page.contents.kind != "sitemap_index":
            taken = take_in(feed, page.contents.entries, base=page.base)
            if taken.left:  # the next look must see them again
                _forget(page.document)
            whole += taken
    return whole


@transaction.atomic
def _succeed(feed: Feed, pages: list[_Page], taken: Taken, *, at: datetime) -> None:
    current = schedule.lock_leased(feed)
    if current is None:
        return
    columns = schedule.end_look(current, at=at)
    own, *sitemaps = pages
    if own.contents:
        current.kind = own.contents.kind
    current.last_entry_count = sum(page.document.entry_count for page in sitemaps or [own])
    current.last_new_count = taken.new
    if taken.new:
        current.last_new_at = at
    current.save(update_fields=[*columns, "kind", "last_entry_count", "last_new_count", "last_new_at"])
    current.documents.all().delete()
    for number, page in enumerate(pages):
        page.document.pk, page.document.feed, page.document.number = None, current, number
    FeedDocument.objects.bulk_create(page.document for page in pages)


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
