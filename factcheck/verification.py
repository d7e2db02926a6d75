"""Whether the history is as the application wrote it: nothing changed, dropped or inserted behind its back.

Everything is read as of one moment and in pieces, so that a desk at work changes nothing of the answer and a long
history needs no more memory than a short one.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count, Min

from factcheck.digests import canonical_json, json_sha256, sha256_hex
from factcheck.history import TAKEN_DOWN, digest_of
from factcheck.models import Event, FeedHead, HistorySeal, Payload
from factcheck.row_digests import row_digest, vouched_models

_CHUNK = 2000

#: Called now and then with how many events have been walked.
Progress = Callable[[int], None]

#: Models whose column ``state`` must be what their last event says.
_with_state: list[type[models.Model]] = []


def states_follow_events(*model_classes: type[models.Model]) -> None:
    """From now on ``verify`` compares each row's ``state`` with the last event of its stream that names one."""
    _with_state.extend(model_classes)


@dataclass(frozen=True)
class Flaw:
    """One thing that does not fit: where, what, and when that which does not fit is said to have been written."""

    where: str
    what: str
    since: datetime | None = None


def verify(progress: Progress | None = None) -> Iterator[Flaw]:
    """Walk every chain, row, payload, position and seal; yields what does not fit."""
    with _as_of_one_moment():
        yield from _verify_chains(progress or (lambda count: None))
        yield from _verify_that_rows_are_vouched_for()
        yield from _verify_states()
        yield from _verify_redactions()
        yield from _verify_feed()


def redactions() -> dict[int, int]:
    """How many payloads each take-down blanked, by its number."""
    blanked = Payload.objects.filter(redacted_by__isnull=False).values_list("redacted_by")
    return dict(blanked.annotate(count=Count("pk")).order_by("redacted_by"))


@contextmanager
def _as_of_one_moment() -> Iterator[None]:
    if connection.in_atomic_block:  # it is somebody else's transaction; they see what they see
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


# --- Chains, and the rows that their events vouch for --------------------------------------------------


def _verify_chains(progress: Progress) -> Iterator[Flaw]:
    stream, expected_seq, previous, place = "", 1, "", 0
    walked = 0
    events = Event.objects.select_related("payload").order_by("stream", "seq").iterator(_CHUNK)
    while chunk := list(islice(events, _CHUNK)):
        for event in chunk:
            if event.stream != stream:
                stream, expected_seq, previous, place = event.stream, 1, "", 0
            where, since = f"{event.stream}#{event.seq}", event.recorded_at
            if event.seq != expected_seq:
                yield Flaw(where, f"events {expected_seq} to {event.seq - 1} are missing", since)
            elif event.previous_digest != previous:
                yield Flaw(where, "does not follow from the event before it", since)
            if event.digest != digest_of(event):
                yield Flaw(where, "was changed after it was written", since)
            if event.payload and not _fits(event.payload):
                yield Flaw(where, "its payload was changed after it was written", since)
            if event.position is not None and event.position < place:
                yield Flaw(where, "stands in the feed before the event that it follows", since)
            expected_seq, previous = event.seq + 1, event.digest
            place = event.position or place
        yield from _verify_rows(chunk)
        walked += len(chunk)
        progress(walked)


def _fits(payload: Payload) -> bool:
    return payload.body is None or payload.digest == sha256_hex(payload.salt + payload.body)


def _verify_rows(events: list[Event]) -> Iterator[Flaw]:
    """The rows that some events vouch for are there, as they were written."""
    by_model: dict[str, dict[str, tuple[str, Event]]] = {}
    for event in events:
        for key, digest in (event.rows or {}).items():
            name, _colon, pk = key.partition(":")
            by_model.setdefault(name, {})[pk] = digest, event
    vouched = {model._meta.model_name: model for model in vouched_models()}
    for name, expected in by_model.items():
        model = vouched.get(name)
        found = {str(row.pk): row for row in _with_payload(model).filter(pk__in=expected)} if model else {}
        for pk, (digest, event) in expected.items():
            where, row = f"{name}:{pk}", found.get(pk)
            if row is None:
                yield Flaw(where, f"is gone; {event.stream}#{event.seq} wrote it", event.recorded_at)
            elif row_digest(row) != digest:
                yield Flaw(where, "was changed after it was written", event.recorded_at)
            elif (payload := getattr(row, "payload", None)) is not None and not _fits(payload):
                yield Flaw(where, "its payload was changed after it was written", event.recorded_at)


def _with_payload(model: type[models.Model]) -> models.QuerySet[Any]:
    rows = model._default_manager.order_by("pk")
    return rows.select_related("payload") if hasattr(model, "payload") else rows


def _verify_that_rows_are_vouched_for() -> Iterator[Flaw]:
    """Every append-only row has the event that wrote it. Those older than such vouching have none."""
    since = _vouched_since()
    for model in vouched_models():
        table, name = model._meta.db_table, model._meta.model_name
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT found.id, found.created_at FROM {table} found
                WHERE (%s::timestamptz IS NULL OR found.created_at >= %s) AND NOT EXISTS (
                    SELECT FROM (
                        SELECT jsonb_object_keys(rows) AS key FROM factcheck_event
                        WHERE rows IS NOT NULL AND rows <> '{{}}'
                    ) AS vouched WHERE vouched.key = %s || ':' || found.id
                ) ORDER BY found.id
                """,  # noqa: S608 (the names are our models' own)
                [since, since, name],
            )
            for pk, created_at in cursor:
                yield Flaw(f"{name}:{pk}", "was inserted: no event wrote it", created_at)


def _vouched_since() -> datetime | None:
    """When the first event was written that vouches for rows; None where all do."""
    if not Event.objects.filter(rows__isnull=True).exists():
        return None
    return Event.objects.filter(rows__isnull=False).aggregate(first=Min("recorded_at"))["first"]


# --- States, and what take-downs blanked -----------------------------------------------------------------


def _verify_states() -> Iterator[Flaw]:
    """The last event of a stream cannot be dropped from its end unseen where the object shows what it did."""
    for model in _with_state:
        name, table = model._meta.model_name, model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT found.id, found.state, last.to_state FROM {table} found LEFT JOIN LATERAL (
                    SELECT to_state FROM factcheck_event
                    WHERE stream = %s || ':' || found.id AND to_state <> '' ORDER BY seq DESC LIMIT 1
                ) AS last ON true
                WHERE last.to_state IS DISTINCT FROM found.state ORDER BY found.id
                """,  # noqa: S608 (the names are our models' own)
                [name],
            )
            for pk, state, told in cursor:
                ends = f"its history ends with {told}" if told else "it has no history"
                yield Flaw(f"{name}:{pk}", f"is {state}, but {ends}")


def _verify_redactions() -> Iterator[Flaw]:
    """A blank payload must quote the article that its take-down was about, as the history has it."""
    orders = Event.objects.filter(kind=TAKEN_DOWN).select_related("payload")
    article_of = {
        event.said["take_down"]: int(event.stream.partition(":")[2])
        for event in orders
        if "take_down" in event.said
    }
    blanked = Payload.objects.filter(redacted_by__isnull=False).only("article_ids", "redacted_by_id")
    for payload in blanked.iterator(_CHUNK):
        if article_of.get(payload.redacted_by_id) not in payload.article_ids:
            yield Flaw(f"payload {payload.pk}", f"is not what take-down {payload.redacted_by_id} was about")


# --- The feed and its seals --------------------------------------------------------------------------------


def _verify_feed() -> Iterator[Flaw]:
    """Positions have no gap, add up to the feed's head, and each stretch of them is the one that was sealed."""
    seals = HistorySeal.objects.order_by("pk").iterator(_CHUNK)
    sealed, previous, has_flaw = next(seals, None), "", False
    digests = _ListDigest()
    position, head_digest, start = 0, "", 0
    recorded_at: datetime | None = None
    placed = Event.objects.filter(position__isnull=False).order_by("position")
    for event in placed.only("position", "digest", "recorded_at").iterator(_CHUNK):
        position_here, digest, recorded_at = event.position or 0, event.digest, event.recorded_at
        while sealed and sealed.upto_position < position_here:
            for flaw in _verify_seal(sealed, previous, digests, start):
                has_flaw = True
                yield flaw
            start, previous = sealed.upto_position, sealed.digest
            sealed, digests = next(seals, None), _ListDigest()
        if position_here != position + 1:
            has_flaw = True
            yield Flaw(f"position {position_here}", _missing(position + 1, position_here - 1), recorded_at)
        digests.add(digest)
        position, head_digest = position_here, sha256_hex(head_digest + digest)
    while sealed:
        for flaw in _verify_seal(sealed, previous, digests, start):
            has_flaw = True
            yield flaw
        start, previous = sealed.upto_position, sealed.digest
        sealed, digests = next(seals, None), _ListDigest()
    head = FeedHead.objects.first() or FeedHead()
    if head.position > position:
        yield Flaw(f"position {head.position}", _missing(position + 1, head.position), recorded_at)
    elif (head.position, head.digest) != (position, head_digest) and not has_flaw:
        what = f"the events {start + 1} to {position} are not those that were given these places"
        yield Flaw("the feed's head", what, recorded_at)


def _missing(first: int, last: int) -> str:
    return f"events at {first} to {last} are missing from the feed"


def _verify_seal(sealed: HistorySeal, previous: str, digests: "_ListDigest", start: int) -> Iterator[Flaw]:
    fields = {
        "upto_position": sealed.upto_position,
        "event_count": sealed.event_count,
        "events_digest": sealed.events_digest,
        "previous_digest": previous,
    }
    if sealed.digest != json_sha256(fields):
        yield Flaw(f"seal {sealed.pk}", "does not follow from the seal before it", sealed.created_at)
    if sealed.events_digest != digests.value():
        what = f"events {start + 1} to {sealed.upto_position} are not those sealed"
        yield Flaw(f"seal {sealed.pk}", what, sealed.created_at)


class _ListDigest:
    """``json_sha256`` of a list that is never held whole."""

    def __init__(self) -> None:
        self._hash, self._is_empty = hashlib.sha256(b"["), True

    def add(self, item: str) -> None:
        self._hash.update((b"" if self._is_empty else b",") + canonical_json(item).encode())
        self._is_empty = False

    def value(self) -> str:
        whole = self._hash.copy()
        whole.update(b"]")
        return whole.hexdigest()
