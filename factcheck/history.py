"""The history: events that nobody can change unseen.

Each stream is a chain of digests under the row lock that its object's change holds anyway. One chain for
everything would put every verdict of the newsroom in one line. What binds the streams together is the
seal, made every few minutes over all events that have a position; until then, the head of the feed. Events
vouch for the append-only rows that were written with them. ``factcheck.verification`` shows that a row was
changed, dropped or inserted behind the application's back; it does not show it to somebody who trusts a whole
database rewritten from the first seal on: for that, keep a seal's digest elsewhere.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from factcheck import advisory
from factcheck.digests import canonical_json, json_sha256, new_salt, sha256_hex
from factcheck.inserting import insert, insert_few
from factcheck.models import Event, FeedHead, HistorySeal, Payload, User
from factcheck.prepared import Param, prepared
from factcheck.row_digests import key_of, row_digest

#: The event that a take-down leaves in its article's history.
TAKEN_DOWN = "article.taken_down"

_cause: ContextVar[uuid.UUID | None] = ContextVar("cause", default=None)
#: What is recorded and not written yet, see ``written_together``.
_waiting: ContextVar["_Waiting | None"] = ContextVar("waiting", default=None)


@dataclass(frozen=True)
class _Waiting:
    payloads: list[Payload] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


@contextmanager
def act() -> Iterator[uuid.UUID]:
    """Everything recorded inside is one act; what is recorded inside an inner ``act`` is its consequence."""
    outer = _cause.get()
    cause = outer or uuid.uuid4()
    token = _cause.set(cause)
    try:
        yield cause
    finally:
        _cause.reset(token)


@contextmanager
def written_together() -> Iterator[None]:
    """The events that are recorded inside, and all payloads, are written at its end: by one statement.

    In a transaction that an error inside rolls back, and around what reads neither back. Each event is chained to the
    one before as if that were written; who refers to a payload is checked when the transaction ends.
    """
    if _waiting.get() is not None:
        yield  # the outer one writes
        return
    waiting = _Waiting()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    _write(waiting.payloads, waiting.events)


def stream_of(subject: models.Model) -> str:
    return f"{subject._meta.model_name}:{subject.pk}"


def store_payload(content: object, *, article_ids: Iterable[int]) -> Payload:
    """An erasable row for text and personal data. ``article_ids``: whose words may stand in it."""
    payload = new_payload(content, article_ids=article_ids)
    store([payload])
    return payload


def store(payloads: Sequence[Payload]) -> None:
    """Write new payloads: now, or with what waits."""
    if waiting := _waiting.get():
        waiting.payloads.extend(payloads)
    else:
        insert_few(payloads)


def new_payload(content: object, *, article_ids: Iterable[int]) -> Payload:
    """One that the caller stores."""
    salt, body = new_salt(), canonical_json(content)
    return Payload(body=body, salt=salt, digest=sha256_hex(salt + body), article_ids=sorted(set(article_ids)))


def record(
    subject: models.Model,
    kind: str,
    *,
    actor: User | None,
    from_state: str = "",
    to_state: str = "",
    details: dict[str, Any] | None = None,
    article_ids: Iterable[int] = (),
    is_consequence: bool = False,
    occurred_at: datetime | None = None,
    rows: Iterable[models.Model] = (),
) -> Event:
    """Append to the history of ``subject``. Call it in the transaction, and under the row lock, of the change.

    ``details`` may hold text and names: they are stored where they can be erased, when one of the articles
    that they may quote, ``article_ids``, is taken down. Numbers and our own sentences quote none.
    ``occurred_at``: the time that the change itself holds; None: now. ``rows``: the append-only rows that the
    change wrote; the event vouches for them.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of its change.")
    stream = stream_of(subject)
    waiting = _waiting.get()
    seq, previous_digest = _end_of(stream, waiting.events if waiting else ())
    event = Event(
        stream=stream,
        seq=seq + 1,
        kind=kind,
        actor=actor,
        cause=_cause.get() or uuid.uuid4(),
        is_consequence=is_consequence,
        from_state=from_state,
        to_state=to_state,
        occurred_at=occurred_at or timezone.now(),
        payload=new_payload(details, article_ids=article_ids) if details else None,
        rows={key_of(row): row_digest(row) for row in rows},
        previous_digest=previous_digest,
    )
    event.digest = digest_of(event)
    payloads = [event.payload] if event.payload else []
    if waiting is None:
        _write(payloads, [event])
    else:
        waiting.payloads.extend(payloads)
        waiting.events.append(event)
    return event


def _end_of(stream: str, waiting: Sequence[Event]) -> tuple[int, str]:
    """Number and digest of a stream's last event, those that wait to be written included; (0, "") before the first."""
    for event in reversed(waiting):
        if event.stream == stream:
            return event.seq, event.digest
    last = _last(stream=stream)
    return last[0] if last else (0, "")


@prepared
def _last(stream: Param) -> QuerySet[Event, tuple[int, str]]:
    return Event.objects.filter(stream=stream).order_by("-seq").values_list("seq", "digest")[:1]


def _write(payloads: Sequence[Payload], events: Sequence[Event]) -> None:
    insert_few(events, before=payloads)


@dataclass(frozen=True)
class Beginning:
    """The first event of a new object: what it is, and what to say of it in numbers."""

    subject: models.Model
    details: dict[str, Any]


def begin(beginnings: Sequence[Beginning], kind: str, *, to_state: str = "") -> list[Event]:
    """Record the system's making of many new objects at once. In the transaction that makes them."""
    now, cause = timezone.now(), _cause.get() or uuid.uuid4()
    payloads = [new_payload(entry.details, article_ids=()) for entry in beginnings]
    events = [
        Event(
            stream=stream_of(entry.subject),
            seq=1,
            kind=kind,
            cause=cause,
            is_consequence=True,
            to_state=to_state,
            occurred_at=now,
            recorded_at=now,
            rows={},
            payload=payload,
        )
        for entry, payload in zip(beginnings, payloads, strict=True)
    ]
    for event in events:
        event.digest = digest_of(event)
    insert(payloads)
    insert(events)
    return events


def digest_of(event: Event) -> str:
    """What ``event.digest`` must be."""
    return json_sha256(covered_by_digest(event))


def covered_by_digest(event: Event) -> dict[str, Any]:
    """Every column but the position, which comes later."""
    covered = {
        "stream": event.stream,
        "seq": event.seq,
        "kind": event.kind,
        "actor": event.actor_id,
        "cause": str(event.cause),
        "is_consequence": event.is_consequence,
        "from": event.from_state,
        "to": event.to_state,
        "occurred_at": event.occurred_at.isoformat(),
        "payload": event.payload.digest if event.payload else "",
        "previous": event.previous_digest,
    }
    if event.rows is not None:
        covered |= {
            "recorded_at": event.recorded_at.isoformat(),
            "rows": event.rows,
            "quotes": event.payload.article_ids if event.payload else [],
        }
    return covered


#: Held by whoever gives out positions or seals them.
_POSITIONS = ("positions",)


@transaction.atomic
def assign_positions(*, limit: int = 1000) -> int:
    """Give committed events their place in the feed; how many got one. Safe to run anywhere, any time.

    One at a time: the second caller returns 0 at once. Positions have no gap and, because only committed
    rows are seen, a reader who has read up to n will never find one added below n. A bigserial promises
    neither: id 1 may commit after id 2 was read.
    """
    if not advisory.try_lock(_POSITIONS):
        return 0
    head = FeedHead.objects.first() or FeedHead()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH last AS (
                     SELECT greatest(%s, coalesce(max(position), 0)) AS position FROM factcheck_event
                 ),
                 waiting AS (
                     SELECT id, row_number() OVER (ORDER BY id) AS n FROM (
                         SELECT id FROM factcheck_event WHERE position IS NULL ORDER BY id LIMIT %s
                     ) AS head
                 )
            UPDATE factcheck_event SET position = last.position + waiting.n
            FROM waiting, last WHERE factcheck_event.id = waiting.id
            RETURNING factcheck_event.position, factcheck_event.digest
            """,
            [head.position, limit],
        )
        given = sorted(cursor.fetchall())
    if given:
        for position, digest in given:
            head.position, head.digest = position, sha256_hex(head.digest + digest)
        head.save()
    return len(given)


@transaction.atomic
def seal(*, limit: int = 50_000) -> HistorySeal | None:
    """Seal the events since the last seal, at most ``limit``; None when there are none."""
    advisory.lock(_POSITIONS)
    last = HistorySeal.objects.order_by("-pk").first()
    start = last.upto_position if last else 0
    fresh = list(
        Event.objects.filter(position__gt=start)
        .order_by("position")
        .values_list("position", "digest")[:limit]
    )
    if not fresh:
        return None
    fields = {
        "upto_position": fresh[-1][0],
        "event_count": len(fresh),
        "events_digest": json_sha256([digest for _, digest in fresh]),
        "previous_digest": last.digest if last else "",
    }
    return HistorySeal.objects.create(**fields, digest=json_sha256(fields))
