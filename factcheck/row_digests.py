"""Digests of append-only rows, so that an event can vouch for them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import models

from factcheck.digests import json_sha256
from factcheck.models import Event, HistorySeal, Payload

#: These are chained by themselves, or belong to another row.
_CHAINED = frozenset({Event, HistorySeal, Payload})


def vouched_models() -> Iterator[type[models.Model]]:
    """Every append-only table: each of its rows is vouched for by the event of the change that wrote it."""
    for model in apps.get_models():
        triggers = getattr(model._meta, "triggers", [])
        if model not in _CHAINED and any(trigger.name == "append_only" for trigger in triggers):
            yield model


def key_of(row: models.Model) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def row_digest(row: models.Model) -> str:
    return json_sha256(covered_by_digest(row))


def covered_by_digest(row: models.Model) -> dict[str, Any]:
    """Every column, and of its payload the digest and whom it quotes.

    Empty columns are left out: a column that is added later, empty, does not change the digests of older rows.
    """
    covered: dict[str, Any] = {"row": row._meta.label_lower}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if value not in (None, "", False, [], {}):
            covered[field.attname] = _plain(value)
    payload = getattr(row, "payload", None)
    if payload is not None:
        covered["payload"] = [payload.digest, payload.article_ids]
    return covered


def _plain(value: Any) -> Any:
    """A value as it is again when the database gives it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if isinstance(value, (bool, int, float, str, list, dict)) else str(value)
