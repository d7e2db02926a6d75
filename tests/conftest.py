"""What all tests share. The servers come from the plugin ``tests.servers``."""

import os

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

pytest_plugins = ["tests.fixtures_actors"]


def pytest_configure() -> None:
    """Tasks that a test wakes go to the tests' broker (``tests.servers`` has said where it is)."""
    import config.celery  # noqa: F401

    # Playwright keeps an event loop in the thread that the tests run in, once a browser test has run there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the database, so that a second run against other servers can pick just that."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker("database")


@receiver(connection_created, dispatch_uid="let flush truncate")
def _let_flush_truncate(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Between tests Django empties tables by TRUNCATE, which append-only tables refuse everywhere else."""
    with connection.cursor() as cursor:
        cursor.execute("SET factcheck.allow_truncate = 'on'")
