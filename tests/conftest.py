"""What all tests share. The servers come from the plugin ``tests.servers``."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from pytest_django import DjangoDbBlocker

from tests.scheduling import ByDesk
from tests.servers import migrated_template

pytest_plugins = ["tests.fixtures_actors"]


def pytest_configure() -> None:
    """Tasks that a test wakes go to the tests' broker (``tests.servers`` has said where it is)."""
    import config.celery  # noqa: F401

    # No example is timed: how long one takes says more about the machine than about the code.
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the database, so that a second run against other servers can pick just that."""
    for item in items:
        if item.get_closest_marker("stack") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(300))  # whoever comes first waits until the desk has started
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker("database")


def pytest_collection_finish() -> None:
    """What is there by now, six thousand tests among it, stays: looking for garbage in it again and again takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByDesk | None:
    """For ``-n`` alone, too: what is there once for many tests, a whole desk above all, is made once.

    Who asks for ``--dist worksteal`` gets that: one file's tests, shared out.
    """
    return ByDesk(config, log) if config.getvalue("dist") in {"load", "loadscope"} else None


@receiver(connection_created, dispatch_uid="let flush truncate")
def _let_flush_truncate(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Between tests Django empties tables by TRUNCATE, which append-only tables refuse everywhere else."""
    with connection.cursor() as cursor:
        cursor.execute("SET factcheck.allow_truncate = 'on'")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """The first worker migrates a database, which all of them copy: a copy takes a fiftieth of the time."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Before the test database is dropped: end what a thread of a test left connected to it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND usename = current_user AND pid <> pg_backend_pid()"
        )
