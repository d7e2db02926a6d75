"""Events as lines that a person reads."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from factcheck.event_words import changes_in_words, in_words
from factcheck.models import Event


@dataclass(frozen=True)
class Line:
    """One event: what, by whom, when, between which states, and what was said about it."""

    event: Event
    what: str
    actor: str
    change: str
    details: str
    opens_act: bool = True  #: the first line of an act; the others of it follow


def lines_of(events: Iterable[Event]) -> list[Line]:
    """Act by act in the order of ``events``; inside an act what somebody did, then what followed from it.

    Needs ``actor`` and ``payload`` loaded.
    """
    acts: dict[uuid.UUID, list[Event]] = {}
    for event in events:
        acts.setdefault(event.cause, []).append(event)
    return [
        replace(line_of(event), opens_act=number == 0)
        for act in acts.values()
        for number, event in enumerate(sorted(act, key=lambda event: (event.is_consequence, event.pk)))
    ]


def line_of(event: Event) -> Line:
    return Line(
        event=event,
        what=in_words(event.kind),
        actor=str(event.actor) if event.actor else _("the system"),
        change=_states(event),
        details=_details(event),
    )


def _states(event: Event) -> str:
    if not event.to_state:
        return ""
    return f"{event.from_state or '–'} → {event.to_state}".replace("_", " ")


def _details(event: Event) -> str:
    if event.payload is None:
        return ""
    if event.payload.redacted_at:
        return _("redacted by take-down %(number)d") % {"number": event.payload.redacted_by_id}
    content = event.payload.content
    if not isinstance(content, Mapping):
        return ""
    return " · ".join(text for name, value in content.items() if (text := _detail(name, value)))


#: What names a row or a kind, and tells a person nothing. The API has them.
_FOR_MACHINES = {
    "assignment", "claim", "code", "comment", "conflict", "expert_link", "from_assignment", "outcome", "revision", "scale",
    "verdict",
}  # fmt: skip


def _detail(name: str, value: Any) -> str:
    if name.endswith("sha256") or name in _FOR_MACHINES:
        return ""
    if name == "changed":
        return ", ".join(changes_in_words(value))
    if name in {"reason", "error", "note"}:
        return str(value)
    if isinstance(value, str) and (moment := _moment(value)):
        value = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return f"{name.replace('_', ' ')} {value}"


def _moment(text: str) -> datetime | None:
    """A time as ``isoformat`` writes it; None for every other text."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
