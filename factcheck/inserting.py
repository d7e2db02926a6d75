"""Many new rows at once, by COPY."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


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
            copy.write_row([_value(field, row) for field in fields])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _value(field: "models.Field[Any, Any]", row: models.Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)


def _numbers(meta: Any, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, count],
        )
        return [number for (number,) in cursor.fetchall()]
