"""PostgreSQL and Valkey for a test run: those of DATABASE_URL and REDIS_URL, or our own for as long as it lasts.

A pytest plugin (``-p tests.servers``), because Django's settings are read before any conftest is. Under xdist
the controller starts the servers and the workers inherit their addresses.
"""

import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.data_dir import DataDir, InUseError
from config.embedded import EmbeddedServers
from config.processes import CannotStartError

#: Tests below these need no server, and a run of only these starts none.
PURE = ("tests/extraction", "tests/gold", "tests/matching")
#: The application's role, which owns nothing; the tests themselves run as the owner, who makes databases.
APPLICATION_URL = "FACTCHECK_TEST_APPLICATION_URL"
#: The name of a database of this run.
_TEMPLATE = "FACTCHECK_TEST_TEMPLATE"
_DIRECTORY_PREFIX = "factcheck-tests-"

_embedded: EmbeddedServers | None = None

# Where the environment forbids it (containers do), each of the many processes of a run compiles all modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Generator[None]:
    """Before pytest-django loads the settings."""
    options = parser.parse_known_args(args)
    if not (options.help or options.version) and not _all_pure(options.file_or_dir):
        start()
    yield


def pytest_unconfigure() -> None:
    global _embedded
    if _TEMPLATE in os.environ and "PYTEST_XDIST_WORKER" not in os.environ:
        _drop_template()
    if _embedded is not None:
        _embedded.stop()
        _embedded.data_dir.release()
        shutil.rmtree(_embedded.data_dir.path, ignore_errors=True)
        _embedded = None


def start() -> None:
    """Put the servers' addresses into the environment; start those that are not there."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        # Workers share one Valkey, each with a database of its own in it.
        address = urlsplit(os.environ["REDIS_URL"])
        os.environ["REDIS_URL"] = address._replace(
            path=f"/{1 + int(worker.removeprefix('gw')) % 15}"
        ).geturl()
        return
    # Nothing that a developer's shell says about another desk reaches the tests.
    for name in ("DATABASE_OWNER_URL", "BROKER_URL", "DATA_DIR"):
        os.environ.pop(name, None)
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("PREPARE_STATEMENTS", "1")  # as a desk with its own servers has it
    os.environ[_TEMPLATE] = f"factcheck_template_{secrets.token_hex(4)}"
    os.environ["PYTEST_PLUGINS"] = "tests.servers"  # xdist does not hand -p to its workers
    needs_postgres = not os.environ.get("DATABASE_URL")
    needs_valkey = not os.environ.get("REDIS_URL")
    if needs_postgres or needs_valkey:
        _start_embedded(postgres=needs_postgres, valkey=needs_valkey)


def _start_embedded(*, postgres: bool, valkey: bool) -> None:
    global _embedded
    _remove_what_killed_runs_left()
    directory = Path(tempfile.mkdtemp(prefix=_DIRECTORY_PREFIX))
    directory.chmod(0o711)  # under root the servers run as somebody else
    data_dir = DataDir(directory)
    try:
        data_dir.take()
        embedded = EmbeddedServers(data_dir, postgres=postgres, valkey=valkey, durable=False)
        found = embedded.start()
    except CannotStartError as error:
        raise pytest.UsageError(f"The servers for the tests do not start. {error}") from error
    _embedded = embedded
    if postgres:
        os.environ |= {"DATABASE_URL": found.owner_url, APPLICATION_URL: found.database_url}
    if valkey:
        os.environ["REDIS_URL"] = found.redis_url


def _remove_what_killed_runs_left() -> None:
    """A run that was killed took its servers along (they die with it) but left its directory."""
    for directory in Path(tempfile.gettempdir()).glob(f"{_DIRECTORY_PREFIX}*"):
        try:
            found = directory.stat()
        except FileNotFoundError:
            continue  # another run has just ended
        if found.st_uid != os.geteuid() or time.time() - found.st_mtime < 60:  # young: about to be taken
            continue
        data_dir = DataDir(directory)
        try:
            data_dir.take()
        except (InUseError, CannotStartError):
            continue
        shutil.rmtree(directory, ignore_errors=True)
        data_dir.release()


def migrated_template() -> str:
    """The database that the workers of this run copy, made by whoever asks first; the others wait for it."""
    from django.db import connection

    name = os.environ[_TEMPLATE]
    settings = connection.settings_dict
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if not connection.creation._database_exists(cursor, name):
            desk, test = settings["NAME"], settings["TEST"]["NAME"]
            settings["TEST"]["NAME"] = name
            try:
                connection.creation.create_test_db(verbosity=0, autoclobber=True)
            finally:
                connection.close()  # a database that somebody is connected to cannot be copied
                settings["NAME"], settings["TEST"]["NAME"] = desk, test
    return name


def _drop_template() -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {os.environ[_TEMPLATE]}")


def _all_pure(paths: Sequence[str]) -> bool:
    root = Path(__file__).parent.parent
    relative = [os.path.relpath(path.split("::")[0], root) for path in paths]
    return bool(relative) and all(path.startswith(PURE) for path in relative)
