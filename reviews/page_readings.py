"""A reviewer's addresses: a worker looks at what is there, and says its title, its day and its digest.

Not in a web thread: a site may take half a minute, and there are eight of those threads for the whole desk. The row is
the job; the desk asks for it until it is done.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from factcheck import advisory, documents, fetching
from factcheck.broker import wake
from factcheck.digests import sha256_bytes
from factcheck.documents import sandbox
from factcheck.documents.scrubbing import one_line
from factcheck.errors import DomainError
from factcheck.fetching import sniffing
from factcheck.fetching.urls import read_address
from factcheck.models import Newsroom, User
from reviews import attachments
from reviews.errors import TooManyPages
from reviews.models import EvidenceFile, PageReading, Review

Status = PageReading.Status

#: Whatever it is, its digest says that it was there.
_ANYTHING = frozenset(sniffing.NAMES)
#: What has a title.
_READ = frozenset({sniffing.HTML, sniffing.PDF, sniffing.DOCX})
_LIMITS = documents.Limits(cpu_seconds=10, wall_seconds=15)
#: A worker that has said nothing for so long is not waited for.
PATIENCE = timedelta(seconds=75)
#: Whoever waits for a title goes on by hand after that; the host has others to serve.
_MOST_WAIT_SECONDS = 8.0
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,2000})", re.IGNORECASE)


@transaction.atomic
def ask(url: str, *, reader: User, review_id: int, keep: bool = False) -> PageReading:
    """Have a worker look at ``url``, for a review that ``reader`` rules on; ``keep``: and keep a copy of what is there.

    Raises:
        FetchFailed: no public page can have such an address.
        InvalidInput, Redacted: see ``attachments.lock_review``.
        TooManyPages: they had EVIDENCE_PAGES_PER_MINUTE read in the last minute.
    """
    address = str(read_address(url, allowed=settings.FETCH_ALLOWED_HOSTS))
    attachments.lock_review(review_id, reader)
    advisory.lock(("page readings", str(reader.pk)))
    lately = PageReading.objects.filter(asked_by=reader, created_at__gt=timezone.now() - timedelta(minutes=1))
    if lately.count() >= settings.EVIDENCE_PAGES_PER_MINUTE:
        raise TooManyPages("You had many pages read in the last minute. Wait a little, or type the title.")
    reading = PageReading.objects.create(asked_by=reader, review_id=review_id, url=address, keep=keep)
    transaction.on_commit(lambda: _wake(reading), robust=True)
    return reading


def _wake(reading: PageReading) -> None:
    from reviews import tasks  # they call this module

    wake(tasks.read_page, str(reading.pk))


def read(reading_id: UUID) -> None:
    """Look at the address of a reading, unless that is done or nobody waits for it any more."""
    reading = PageReading.objects.filter(pk=reading_id, status=Status.WAITING).first()
    if reading is None or is_given_up(reading, at=timezone.now()):
        return
    try:
        fetched = fetching.fetch(
            reading.url,
            accept=_ANYTHING,
            most_bytes=settings.EVIDENCE_MAX_FILE_BYTES,
            most_wait_seconds=_MOST_WAIT_SECONDS,
        )
    except fetching.FetchFailed as error:
        _finish_failed(reading.pk, error)
    else:
        _finish(reading.pk, fetched, describe(fetched))


@dataclass(frozen=True)
class PageFacts:
    """What a page says of itself; empty where it does not."""

    title: str = ""
    publisher: str = ""
    published: str = ""  #: a day, or a moment where the page names one
    canonical_url: str = ""


def describe(fetched: fetching.Fetched) -> PageFacts:
    """Read in a process of its own, under limits: nobody vouches for the page."""
    if fetched.media_type not in _READ:
        return PageFacts()
    charset = f"; charset={fetched.charset}" if fetched.charset else ""
    try:
        page = sandbox.read_document(
            fetched.body,
            media_type=f"{fetched.media_type}{charset}",
            url=fetched.final_url,
            limits=_LIMITS,
        )
    except documents.Refused:
        return PageFacts(title=_bare_title(fetched))
    return PageFacts(
        title=one_line(page.title, 500) or _bare_title(fetched),
        publisher=one_line(page.publisher, 200),
        published=_in_words(page.published_at),
        canonical_url=page.canonical_url,
    )


def _bare_title(fetched: fetching.Fetched) -> str:
    """A page without an article in it (a table, a search form) has a title all the same."""
    if fetched.media_type != sniffing.HTML:
        return ""
    start = fetched.body[:200_000].decode(fetched.charset or "utf-8", "replace")
    found = _TITLE.search(start)
    return one_line(unescape(found[1]), 500) if found else ""


def _in_words(stamp: documents.Stamp | None) -> str:
    if stamp is None:
        return ""
    if stamp.precision == "day":
        return stamp.value.date().isoformat()
    newsroom = Newsroom.objects.only("time_zone").first()
    return stamp.resolved(ZoneInfo(newsroom.time_zone if newsroom else "UTC")).isoformat()


@transaction.atomic
def _finish(reading_id: UUID, fetched: fetching.Fetched, facts: PageFacts) -> None:
    """Write down what was found, unless a take-down or another worker was first."""
    reading = _lock(reading_id)
    if reading is None:
        return
    reading.found = {
        "final_url": fetched.final_url,
        "canonical_url": facts.canonical_url,
        "title": facts.title,
        "publisher": facts.publisher,
        "published": facts.published,
        "media_type": fetched.media_type,
        "sha256": sha256_bytes(fetched.body),
    }
    if reading.keep:
        reading.copy = _copy(reading, fetched, name=facts.title)
    reading.retrieved_at, reading.status = fetched.fetched_at, Status.DONE
    reading.save(update_fields=["found", "copy", "retrieved_at", "status"])


def _copy(reading: PageReading, fetched: fetching.Fetched, *, name: str) -> EvidenceFile | None:
    kind = fetched.media_type
    if kind == "image/*":
        kind = attachments.picture_type(fetched.body) or sniffing.OTHER
    elif kind in (sniffing.JSON, sniffing.XML):
        kind = sniffing.TEXT
    elif kind in ("audio/*", "video/*"):
        kind = sniffing.OTHER
    try:
        return attachments.keep(
            fetched.body,
            name=f"{name or fetched.final_url.partition('//')[2]}{_ENDINGS.get(kind, '')}",
            media_type=kind[:40],
            review_id=reading.review_id,
            owner=reading.asked_by,
        )
    except DomainError:  # there is no room: the title is worth having without
        return None


_ENDINGS = {sniffing.HTML: ".html", sniffing.PDF: ".pdf", sniffing.TEXT: ".txt"}


@transaction.atomic
def _finish_failed(reading_id: UUID, error: fetching.FetchFailed) -> None:
    reading = _lock(reading_id)
    if reading is None:
        return
    reading.status, reading.failure_code, reading.failure = Status.FAILED, error.code, error.detail[:500]
    reading.save(update_fields=["status", "failure_code", "failure"])


def _lock(reading_id: UUID) -> PageReading | None:
    """A reading that waits, its review locked first, as a take-down locks it."""
    unlocked = (
        PageReading.objects.select_related("asked_by").filter(pk=reading_id, status=Status.WAITING).first()
    )
    if unlocked is None:
        return None
    try:
        attachments.lock_review(unlocked.review_id, unlocked.asked_by)
    except DomainError:
        return None
    rows = PageReading.objects.select_for_update(no_key=True, of=("self",)).select_related("asked_by")
    return rows.filter(pk=reading_id, status=Status.WAITING).first()


def is_given_up(reading: PageReading, *, at: datetime) -> bool:
    """Whether nobody has said anything of it for so long that nobody waits."""
    return reading.status == Status.WAITING and reading.created_at <= at - PATIENCE


def told_status(reading: PageReading, *, at: datetime) -> str:
    return Status.FAILED if is_given_up(reading, at=at) else reading.status


def told_failure(reading: PageReading, *, at: datetime) -> dict[str, str] | None:
    """{code, detail}; None where nothing failed."""
    if is_given_up(reading, at=at):
        return {"code": "no_answer", "detail": "The desk did not come to read the page in time."}
    if reading.status != Status.FAILED:
        return None
    return {"code": reading.failure_code, "detail": reading.failure}


def named(ids: Collection[UUID], *, review: Review, reader: User) -> dict[UUID, PageReading]:
    """Those of ``ids`` that are done, ``reader``'s, and of ``review``."""
    if not ids:
        return {}
    done = PageReading.objects.filter(pk__in=ids, asked_by=reader, review=review, status=Status.DONE)
    return {row.pk: row for row in done}


def addresses_of(reading: PageReading) -> Sequence[str]:
    """Every address that what was read may be called by."""
    return [reading.url, reading.found["final_url"], reading.found["canonical_url"]]


def drop_old(*, at: datetime) -> int:
    """Drop what has been there for as long as a file waits for its verdict; how many went."""
    old = PageReading.objects.filter(created_at__lt=at - attachments.KEPT)
    return old.delete()[0]
