"""Entries of a feed handed on as articles: once each, again when they changed, and what is refused with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from factcheck.digests import keyed_sha256
from factcheck.errors import DomainError
from factcheck.feeds.types import Entry
from factcheck.fetching.errors import Refused
from factcheck.fetching.urls import read_address
from factcheck.ingest import Submission, receive_url
from factcheck.ingest.addresses import canonical_address
from factcheck.models import Article, Feed, FeedEntry

#: Of one look; the others come with the next. A feed of a thousand must not keep live traffic waiting.
MOST_NEW = 50
#: What is older is not news: a feed that is added must not pour its archive in.
_OLDEST = timedelta(days=7)
#: Some feeds change every entry at every look.
_NOT_AGAIN_WITHIN = timedelta(minutes=10)
#: How far a publisher's clock may be ahead.
_AHEAD = timedelta(hours=24)


@dataclass(frozen=True)
class Taken:
    new: int = 0  #: entries that were not known
    changed: int = 0
    left: int = 0  #: for the next look

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(self.new + other.new, self.changed + other.changed, self.left + other.left)


@dataclass(frozen=True)
class _Found:
    """An entry with its address read; ``refusal`` where there is none to be fetched."""

    entry: Entry
    url: str
    refusal: DomainError | None = None

    @property
    def key(self) -> str:
        return keyed_sha256(
            canonical_address(self.url) if self.url else f"id:{self.entry.id or self.entry.url}"
        )

    @property
    def revision(self) -> str:
        return keyed_sha256(f"{self.entry.updated}\n{self.entry.title}")


def take_in(feed: Feed, entries: Sequence[Entry], *, base: str) -> Taken:
    """Hand on what is new or changed of ``entries``, whose links are relative to ``base``. Safe to repeat.

    The same article from another feed, from the API or by hand is the same article: its address decides.
    """
    now = timezone.now()
    found: dict[str, _Found] = {}
    for entry in entries:
        if not _is_old(entry, now):
            reading = _read(entry, base)
            found.setdefault(reading.key, reading)
    known = {
        row.key: row for row in FeedEntry.objects.select_related("article").filter(feed=feed, key__in=found)
    }
    new = [reading for key, reading in found.items() if key not in known]
    differing = [
        (row, found[key]) for key, row in known.items() if row.article and row.revision != found[key].revision
    ]
    changed = [(row, reading) for row, reading in differing if row.asked_at <= now - _NOT_AGAIN_WITHIN]
    taken = new[:MOST_NEW]
    for reading in reversed(taken):  # the oldest first: the newest article is the newest in the list
        _take_new(feed, reading, at=now)
    for row, reading in changed:
        _take_again(feed, row, reading, at=now)
    left = len(new) - len(taken) + len(differing) - len(changed)
    return Taken(new=len(taken), changed=len(changed), left=left)


@transaction.atomic
def _take_new(feed: Feed, found: _Found, *, at: datetime) -> None:
    article, refusal = _hand_on(feed, found, again=False)
    FeedEntry.objects.get_or_create(
        feed=feed,
        key=found.key,
        defaults={
            "revision": found.revision,
            "article": article,
            "refusal_code": refusal.code if refusal else "",
            "refusal": refusal.detail[:500] if refusal else "",
            "asked_at": at,
        },
    )


@transaction.atomic
def _take_again(feed: Feed, row: FeedEntry, found: _Found, *, at: datetime) -> None:
    _, refusal = _hand_on(feed, found, again=True)
    row.revision, row.asked_at = found.revision, at
    row.refusal_code, row.refusal = (refusal.code, refusal.detail[:500]) if refusal else ("", "")
    row.save(update_fields=["revision", "asked_at", "refusal_code", "refusal"])


def _hand_on(feed: Feed, found: _Found, *, again: bool) -> tuple[Article | None, DomainError | None]:
    if found.refusal:
        return None, found.refusal
    submission = Submission(
        url=found.url,
        publisher=feed.publisher,
        genre=feed.genre,
        published_at=_plausible(found.entry.published_at),
    )
    try:
        with transaction.atomic():
            article, _ = receive_url(submission, owner=feed.owner, again=again)
    except DomainError as refusal:
        return None, refusal
    return article, None


def _read(entry: Entry, base: str) -> _Found:
    try:
        if not entry.url:
            raise Refused("no_address")
        page = read_address(base, allowed=settings.FETCH_ALLOWED_HOSTS)
        address = page.join(entry.url, allowed=settings.FETCH_ALLOWED_HOSTS)
    except Refused as refusal:
        return _Found(entry, "", refusal)
    return _Found(entry, str(address))


def _is_old(entry: Entry, now: datetime) -> bool:
    return entry.published_at is not None and entry.published_at < now - _OLDEST


def _plausible(moment: datetime | None) -> datetime | None:
    return moment if moment and moment <= timezone.now() + _AHEAD else None
