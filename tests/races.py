"""Several callers at one moment, each with a database connection of its own."""

import contextlib
import fcntl
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

from django.db import connection, transaction

#: Longer than any lock here is held when all is well; shorter than the test's own limit.
PATIENCE = 20
#: Crews up to this size need not ask each other: a server takes 100 connections, and pytest's workers share it.
_FEW = 12


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned, or the exception that it raised, in order. They start at one barrier."""
    with crew(len(calls)) as together:
        return together(*calls)


@contextlib.contextmanager
def crew(size: int) -> Iterator[Callable[..., list[Any]]]:
    """A function like ``at_once`` for so many calls each time, whose callers keep their connections in between."""
    start = Barrier(size, timeout=PATIENCE)

    def run(call: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait()  # so each of them takes one call
        except Exception as error:  # noqa: BLE001 (the test looks at it)
            start.abort()  # nobody need wait for this one
            connection.close()
            return error
        try:
            return call()
        except Exception as error:  # noqa: BLE001 (the test looks at it)
            return error

    with _many_connections(size), ThreadPoolExecutor(size) as pool:
        try:
            yield lambda *calls: list(pool.map(run, calls))
        finally:
            list(pool.map(run, [lambda: connection.close()] * size))  # each closes its own


@contextlib.contextmanager
def _many_connections(size: int) -> Iterator[None]:
    """The only large crew of all of pytest's workers, for as long as it is one."""
    with contextlib.ExitStack() as closing:
        if size > _FEW:
            fcntl.flock(closing.enter_context(open(__file__)), fcntl.LOCK_EX)
        yield


def begun(call: Callable[[], Any]) -> Future[Any]:
    """``call``, once it has ended or waits for a lock. Its result is what it returned, or raised."""
    backend: list[int] = []

    def run() -> Any:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backend.append(cursor.fetchone()[0])
            return call()
        except Exception as error:  # noqa: BLE001 (the test looks at it)
            return error
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    future = pool.submit(run)
    pool.shutdown(wait=False)
    while not (future.done() or (backend and _waits_for_a_lock(backend[0]))):
        time.sleep(0.01)  # polls; nothing is assumed about how long it takes
    return future


def while_uncommitted(first: Callable[[], Any], second: Callable[[], Any]) -> Sequence[Any]:
    """``second`` begins when ``first`` has done all but commit, and either ends or waits for a lock of it.

    Then ``first`` commits. What both returned, or raised.
    """
    first_is_done, first_may_commit = Event(), Event()

    def run_first() -> Any:
        try:
            with transaction.atomic():
                result = first()
                first_is_done.set()
                assert first_may_commit.wait(PATIENCE)
            return result
        except Exception as error:  # noqa: BLE001 (the test looks at it)
            return error
        finally:
            first_is_done.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        one = pool.submit(run_first)
        assert first_is_done.wait(PATIENCE)
        two = begun(second)
        first_may_commit.set()
        return one.result(PATIENCE), two.result(PATIENCE)


def _waits_for_a_lock(pid: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return bool(cursor.fetchone()[0])
