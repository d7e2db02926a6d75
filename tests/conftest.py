"""What all tests share. The servers come from the plugin ``tests.servers``."""

from collections.abc import Iterator

import pytest


def pytest_configure() -> None:
    """Tasks that a test wakes go to the tests' broker (``tests.servers`` has said where it is)."""
    import config.celery  # noqa: F401


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the database, so that a second run against other servers can pick just that."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(
            getattr(item, "fixturenames", ())
        ):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Let Django's flush empty append-only tables, in the test database only."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"ALTER DATABASE {name} SET factcheck.allow_truncate = 'on'")
    connection.close()
    yield
