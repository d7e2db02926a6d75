"""PostgreSQL's advisory locks by name. They end with the transaction, so that pgbouncer fits between."""

import hashlib

from django.db import connection

from factcheck.prepared import fetch


def lock(*names: tuple[str, ...]) -> None:
    """Hold a lock on each name until the transaction ends, waiting for whoever holds one.

    Always in one order, so that two callers with some of the same names never wait for each other.
    """
    with connection.cursor() as cursor:
        for number in sorted(_number(name) for name in names):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def try_lock(name: tuple[str, ...]) -> bool:
    """Hold a lock until the transaction ends; False, at once, where somebody else holds it."""
    ((held,),) = fetch("SELECT pg_try_advisory_xact_lock($1)", [_number(name)])
    return bool(held)


def _number(name: tuple[str, ...]) -> int:
    return int.from_bytes(hashlib.sha256(repr(name).encode()).digest()[:8], signed=True)
