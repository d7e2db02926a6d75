"""Our backend: who still lives, and whose plans are kept."""

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept():
    """A session that stays open between two requests."""
    connection.ensure_connection()
    return connection.connection


def _end(session: psycopg.Connection) -> None:
    with psycopg.connect(session.info.dsn, password=session.info.password, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [session.info.backend_pid])


def test_a_living_session_is_asked_nothing(kept, monkeypatch):
    monkeypatch.setattr(kept, "cursor", None)

    assert connection.is_usable()


def test_a_session_that_the_server_ended_is_noticed_before_it_is_used(kept):
    _end(kept)
    connection.health_check_enabled, connection.health_check_done = True, False

    connection.planning_cursor().execute("SELECT 1")

    assert connection.connection is not kept


def test_what_a_session_told_unasked_does_not_end_it(kept):
    with psycopg.connect(kept.info.dsn, password=kept.info.password, autocommit=True) as other:
        kept.execute("LISTEN anything")
        other.execute("NOTIFY anything")

    assert connection.is_usable()


def test_a_new_session_gets_a_cursor_of_its_own(kept):
    connection.planning_cursor().execute("SELECT 1")
    connection.close()

    cursor = connection.planning_cursor()
    cursor.execute("SELECT pg_backend_pid()")
    assert cursor.fetchone() == (connection.connection.info.backend_pid,)
