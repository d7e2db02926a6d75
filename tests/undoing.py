"""Scenes that are built once and shared by many cases, each of which leaves no trace."""

import contextlib
from collections.abc import Iterator

from django.db import connection, transaction
from pytest_django import DjangoDbBlocker


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back, numbers that were given out too."""
    numbers = numbers_given_out()
    with rolled_back():
        yield
    give_out_from(numbers)


@contextlib.contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever is written inside is taken back; numbers that were given out are gone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextlib.contextmanager
def shared_scene(blocker: DjangoDbBlocker) -> Iterator[None]:
    """For a fixture of a whole module: the database is open as long as it stands, and as before afterwards."""
    with blocker.unblock(), undone():
        yield


def content() -> dict[str, str]:
    """What stands in the tables of the desk: {table: digest of its rows}. One query."""
    tables = [
        table
        for table in connection.introspection.table_names()
        if table.startswith(("factcheck_", "reviews_"))
    ]
    digests = " UNION ALL ".join(
        f"SELECT '{table}', md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {table} t"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(digests)
        return dict(cursor.fetchall())


def rows_written() -> int:
    """How often this transaction has inserted, changed or deleted a row so far, what was taken back included.

    As long as it stays the same, ``content`` does, and it costs a tenth.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)"
            " + pg_stat_get_xact_tuples_deleted(oid)) FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        )
        return int(cursor.fetchone()[0])


def numbers_given_out() -> list[tuple[str, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences ORDER BY 1"
        )
        return cursor.fetchall()


def give_out_from(numbers: list[tuple[str, int | None]]) -> None:
    """A rollback leaves gaps. Twins would not be alike with them."""
    names, values = zip(*numbers, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(name::regclass, coalesce(value, 1), value IS NOT NULL)"
            " FROM unnest(%s::text[], %s::bigint[]) AS of(name, value)",
            [list(names), list(values)],
        )
