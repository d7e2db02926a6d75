"""The review's chain of events, as ``verify.py`` computes it again without the desk."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from factcheck import history
from factcheck.models import Event, HistorySeal, Payload
from factcheck.row_digests import covered_by_digest, key_of
from reviews.models import Evidence, Verdict

#: A seal's own events are listed up to so many; past that its digest has to be compared at the desk.
_MOST_LISTED = 5000


def chain_of(
    events: Sequence[Event], verdicts: Iterable[Verdict], evidence: Iterable[Evidence]
) -> dict[str, Any]:
    """``events``: the whole stream up to a moment. Of ``verdicts`` and ``evidence`` the words come along."""
    rows = {
        **{key_of(verdict): _row(verdict) for verdict in verdicts},
        **{key_of(piece): _row(piece) for piece in evidence},
    }
    return {
        "format": "factcheck-chain/1",
        "events": [_event(event) for event in events],
        "rows": rows,
        "seals": _seals([event.position for event in events if event.position]),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "covered": history.covered_by_digest(event),
        "digest": event.digest,
        "position": event.position,
        "payload": _payload(event.payload) if event.payload else None,
    }


def _row(row: Verdict | Evidence) -> dict[str, Any]:
    return {"covered": covered_by_digest(row), "payload": _payload(row.payload)}


def _payload(payload: Payload) -> dict[str, Any]:
    if payload.body is None:
        return {"digest": payload.digest, "redacted_by_take_down": payload.redacted_by_id}
    return {"digest": payload.digest, "salt": payload.salt, "body": payload.body}


def _seals(positions: list[int]) -> list[dict[str, Any]]:
    """The seals that cover ``positions``."""
    if not positions:
        return []
    covering: list[dict[str, Any]] = []
    start = 0
    for seal in HistorySeal.objects.order_by("pk").iterator(2000):
        inside = any(start < position <= seal.upto_position for position in positions)
        if inside:
            covering.append(_seal(seal, start))
        start = seal.upto_position
    return covering


def _seal(seal: HistorySeal, start: int) -> dict[str, Any]:
    digests = None
    if seal.event_count <= _MOST_LISTED:
        sealed = Event.objects.filter(Q(position__gt=start) & Q(position__lte=seal.upto_position))
        digests = list(sealed.order_by("position").values_list("digest", flat=True))
    return {
        "covered": {
            "upto_position": seal.upto_position,
            "event_count": seal.event_count,
            "events_digest": seal.events_digest,
            "previous_digest": seal.previous_digest,
        },
        "digest": seal.digest,
        "from_position": start + 1,
        "event_digests": digests,
        "sealed_at": seal.created_at.isoformat(),
    }


def stream_upto(stream: str, at: datetime) -> list[Event]:
    events = Event.objects.filter(stream=stream, recorded_at__lte=at)
    return list(events.select_related("payload", "actor").order_by("seq"))
