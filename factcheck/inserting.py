"""New rows of one model at once: many by COPY, a few by one INSERT."""

import itertools
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from factcheck import prepared
from factcheck.columns import values_of


def insert_few(rows: Sequence[models.Model], *, before: Sequence[models.Model] = ()) -> None:
    """Insert new rows of one model in one statement, and give them their numbers. In a transaction.

    What ``save(force_insert=True)`` and ``bulk_create`` do; but they spell the statement anew each time. ``before``:
    new rows of another model, with keys of their own, that go into the same statement.
    """
    if not rows:
        rows, before = before, ()
    if not rows:
        return
    statement = _statement(*((type(each[0]), len(each)) for each in (before, rows) if each))
    values = [
        value for row in (*before, *rows) for value in values_of(row, _fields_sent(type(row)), is_new=True)
    ]
    if isinstance(rows[0]._meta.pk, models.AutoField):
        for row, (number,) in zip(rows, prepared.fetch(statement, values), strict=True):
            row.pk = number
    else:
        prepared.execute(statement, values)
    _are_stored(before)
    _are_stored(rows)


@cache
def _fields_sent(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]


@cache
def _statement(*parts: tuple[type[models.Model], int]) -> str:
    """So many rows of each model in one statement, which answers with the last one's keys."""
    numbers = itertools.count(1)
    *before, last = [_insert(model, count, numbers) for model, count in parts]
    return "".join(f"WITH before AS ({each}) " for each in before) + last


def _insert(model: type[models.Model], count: int, numbers: Iterator[int]) -> str:
    meta, name = model._meta, connection.ops.quote_name
    fields = _fields_sent(model)
    columns = ", ".join(name(str(field.column)) for field in fields)
    rows = (", ".join(_place(field, next(numbers)) for field in fields) for _ in range(count))
    values = ", ".join(f"({row})" for row in rows)
    returning = f" RETURNING {name(str(meta.pk.column))}" if isinstance(meta.pk, models.AutoField) else ""
    return f"INSERT INTO {name(meta.db_table)} ({columns}) VALUES {values}{returning}"  # noqa: S608


def _place(field: "models.Field[Any, Any]", number: int) -> str:
    """Lists with their type: an empty one has none of its own, and rows of two types do not go together."""
    return f"${number}::{field.db_type(connection)}" if isinstance(field, ArrayField) else f"${number}"


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, and give them the numbers of its sequence. In a transaction.

    What ``bulk_create`` does, at a sixth of its price: that one builds a statement with every value in it, and
    psycopg spells arrays of JSON in Python. Constraints and triggers hold as ever. What a row refers to has to have
    its number already.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = meta.local_concrete_fields
    if isinstance(meta.pk, models.AutoField):
        for row, number in zip(rows, _numbers(meta, len(rows)), strict=True):
            row.pk = number
    name = connection.ops.quote_name
    columns = ", ".join(name(str(field.column)) for field in fields)
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {name(meta.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(values_of(row, fields, is_new=True))
    _are_stored(rows)


def _are_stored(rows: Sequence[models.Model]) -> None:
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _numbers(meta: Any, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, count],
        )
        return [number for (number,) in cursor.fetchall()]
