"""Fields of a row as PostgreSQL is sent them."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models


def values_of(row: models.Model, fields: "Sequence[models.Field[Any, Any]]", *, is_new: bool) -> list[Any]:
    """What ``fields`` of ``row`` hold, each as its field has it sent. ``is_new``: the row is inserted, not changed."""
    here = connections[DEFAULT_DB_ALIAS]  # not the proxy for it, which looks up its thread at every use
    return [field.get_db_prep_save(field.pre_save(row, add=is_new), here) for field in fields]
