"""Fields of a row as PostgreSQL is sent them."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models

#: What these fields send as it is; Django asks a dozen functions to find that out.
_PLAIN: "dict[type[models.Field[Any, Any]], frozenset[type]]" = {
    models.IntegerField: frozenset({int}),
    models.CharField: frozenset({str}),
    models.TextField: frozenset({str}),
    models.BooleanField: frozenset({bool}),
    models.UUIDField: frozenset({UUID}),
    models.ForeignKey: frozenset({int, UUID}),
}


def values_of(row: models.Model, fields: "Sequence[models.Field[Any, Any]]", *, is_new: bool) -> list[Any]:
    """What ``fields`` of ``row`` hold, each as its field has it sent. ``is_new``: the row is inserted, not changed."""
    here = connections[DEFAULT_DB_ALIAS]  # not the proxy for it, which looks up its thread at every use
    values = [field.pre_save(row, add=is_new) for field in fields]
    return [
        value if value is None or type(value) in _sent_as_it_is(kind) else field.get_db_prep_save(value, here)
        for value, field, kind in zip(values, fields, map(type, fields), strict=True)
    ]


@cache
def _sent_as_it_is(kind: type) -> frozenset[type]:
    return next((types for plain, types in _PLAIN.items() if issubclass(kind, plain)), frozenset())
