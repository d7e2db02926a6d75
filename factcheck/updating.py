"""Columns of one row by one UPDATE."""

from functools import cache
from typing import Any

from django.db import connection, models

from factcheck import prepared
from factcheck.columns import values_of


def update_row(row: models.Model, *names: str) -> None:
    """Write the fields ``names`` of a row that is there: the caller has locked it. In a transaction.

    What ``save(update_fields=...)`` does; but that spells its statement anew each time.
    """
    values = [*values_of(row, _fields(type(row), names), is_new=False), row.pk]
    prepared.execute(_update_statement(type(row), names), values)


@cache
def _fields(model: type[models.Model], names: tuple[str, ...]) -> "list[models.Field[Any, Any]]":
    of_name = {field.name: field for field in model._meta.local_concrete_fields}
    return [of_name[name] for name in names]


@cache
def _update_statement(model: type[models.Model], names: tuple[str, ...]) -> str:
    meta, name = model._meta, connection.ops.quote_name
    columns = ", ".join(
        f"{name(str(field.column))} = ${number}" for number, field in enumerate(_fields(model, names), 1)
    )
    key = f"{name(str(meta.pk.column))} = ${len(names) + 1}"
    return f"UPDATE {name(meta.db_table)} SET {columns} WHERE {key}"  # noqa: S608
