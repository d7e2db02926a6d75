"""The embedded servers: who may do what, and every state in which an earlier run may have left them."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
import redis

from config import embedded_postgres, server_places
from config.data_dir import DataDir, InUseError, read_json
from config.embedded import EmbeddedServers
from config.embedded_postgres import Postgres
from config.embedded_valkey import Valkey
from config.processes import CannotStartError, Child, wait_until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")


@contextmanager
def passable_directory() -> Iterator[Path]:
    """pytest's own temporary directories are closed to the user that PostgreSQL runs as under root."""
    path = Path(tempfile.mkdtemp(prefix="factcheck-runtime-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def directory() -> Iterator[Path]:
    with passable_directory() as path:
        yield path


@pytest.fixture(scope="module")
def data_dir() -> Iterator[DataDir]:
    """One for all: making a cluster takes most of a second. What a test makes in it bears the test's own name."""
    with passable_directory() as path:
        found = DataDir(path / "data")
        found.take()
        with EmbeddedServers(found, valkey=False, durable=False):
            pass
        yield found
        found.release()


@pytest.fixture
def embedded(data_dir: DataDir) -> Iterator[EmbeddedServers]:
    servers = EmbeddedServers(data_dir, durable=False)
    yield servers
    servers.stop()


def postgres_of(embedded: EmbeddedServers) -> Postgres:
    assert embedded.postgres
    return embedded.postgres


def child_of(server: Postgres | Valkey | None) -> Child:
    assert server
    assert server.child
    return server.child


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


# --- What a pid file may say -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    ["", "\n", "4194399\n", "not a number\n", "-1\n", "99999999999999999999\n", "{bystander}\n"],
    ids=["empty", "truncated", "dead", "garbage", "negative", "too large", "reused"],
)
def test_a_pid_file_of_a_server_that_is_gone_does_not_keep_the_next_one_out(embedded, content):
    account = postgres_of(embedded).account
    # A stranger that PostgreSQL itself would take for its own: same user, same number.
    with subprocess.Popen(["sleep", "60"], user=account.uid if account else None) as bystander:
        pid_file = postgres_of(embedded).cluster / "postmaster.pid"
        pid_file.write_text(content.format(bystander=bystander.pid))

        servers = embedded.start()

        assert query(servers.database_url, "SELECT 1") == [(1,)]
        assert bystander.poll() is None
        bystander.kill()


@pytest.mark.parametrize("pid_file_says", ["the truth", "nothing"])
def test_an_orphaned_server_is_stopped_in_order_and_replaced(data_dir, embedded, pid_file_says):
    orphan = EmbeddedServers(data_dir, durable=False)
    query(orphan.start().owner_url, "CREATE TABLE orphaned AS SELECT 42 AS answer")
    if pid_file_says == "nothing":
        (postgres_of(embedded).cluster / "postmaster.pid").write_text("")

    orphans = [child_of(server) for server in (orphan.postgres, orphan.valkey)]

    servers = embedded.start()

    assert query(servers.owner_url, "SELECT answer FROM orphaned") == [(42,)]
    query(servers.owner_url, "DROP TABLE orphaned")
    assert orphans[0].process.wait() == 0  # stopped in order, not killed
    orphans[1].kill()


def test_a_server_that_was_killed_comes_back_at_the_same_address_with_its_data(data_dir):
    embedded = EmbeddedServers(data_dir)
    servers = embedded.start()
    query(servers.owner_url, "CREATE TABLE killed AS SELECT 42 AS answer")
    for server in (embedded.postgres, embedded.valkey):
        os.kill(child_of(server).pid, signal.SIGKILL)
    assert wait_until(lambda: len(embedded.dead()) == 2, seconds=5)

    for child in embedded.dead():
        embedded.restart(child)

    assert query(servers.database_url, "SELECT answer FROM killed") == [(42,)]
    with redis.Redis.from_url(servers.redis_url) as client:
        assert client.ping()
    embedded.stop()


def test_a_server_that_could_not_be_brought_back_is_found_dead_again_until_it_can(data_dir):
    embedded = EmbeddedServers(data_dir, valkey=False, durable=False)
    servers = embedded.start()
    control = embedded.postgres.cluster / "global" / "pg_control"
    os.kill(child_of(embedded.postgres).pid, signal.SIGKILL)
    assert wait_until(lambda: bool(embedded.dead()), seconds=5)
    control.rename(control.with_suffix(".away"))

    with pytest.raises(CannotStartError):
        embedded.restart(embedded.dead()[0])
    control.with_suffix(".away").rename(control)
    (child,) = embedded.dead()
    embedded.restart(child)

    assert query(servers.database_url, "SELECT 1") == [(1,)]
    embedded.stop()


def test_a_long_recovery_is_waited_for_and_shown(data_dir, monkeypatch):
    said: list[str] = []
    embedded = EmbeddedServers(data_dir, valkey=False, durable=False, report=said.append)
    real_connect, tries, clock = (
        psycopg.connect,
        iter(range(100)),
        iter(range(0, 100_000, 30)),
    )  # half a minute a look

    def recovering(*args, **kwargs):
        if next(tries) < 10:
            raise psycopg.OperationalError("FATAL:  the database system is starting up")
        return real_connect(*args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(psycopg, "connect", recovering)
        patched.setattr(embedded_postgres, "time", SimpleNamespace(monotonic=lambda: next(clock)))
        servers = embedded.start()

    assert query(servers.database_url, "SELECT 1") == [(1,)]
    assert any("is recovering" in line for line in said)
    embedded.stop()


def test_lost_passwords_are_made_anew_and_the_data_stays(data_dir, embedded):
    query(embedded.start().owner_url, "CREATE TABLE kept AS SELECT 42 AS answer")
    embedded.stop()
    (data_dir.path / "secrets.json").write_text('{"secret_key": "cut o')

    again = EmbeddedServers(data_dir, durable=False)
    servers = again.start()

    assert query(servers.database_url, "SELECT answer FROM kept") == [(42,)]
    again.stop()


def test_a_cluster_that_was_never_finished_is_made_again(directory):
    data_dir = DataDir(directory / "data")
    data_dir.take()
    embedded = EmbeddedServers(data_dir, valkey=False, durable=False)
    unfinished = postgres_of(embedded).cluster.with_name("postgres.building")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")

    servers = embedded.start()

    assert query(servers.database_url, "SELECT 1") == [(1,)]
    assert not unfinished.exists()
    embedded.stop()
    data_dir.release()


# --- Who may do what ---------------------------------------------------------------------------------


def test_the_application_may_write_rows_and_nothing_more(embedded):
    servers = embedded.start()
    query(servers.owner_url, "CREATE TABLE verdict (id bigint GENERATED ALWAYS AS IDENTITY, rating text)")

    query(servers.database_url, "INSERT INTO verdict (rating) VALUES ('wrong')")

    for statement in (
        "TRUNCATE verdict",
        "DROP TABLE verdict",
        "CREATE TABLE mine ()",
        "CREATE DATABASE mine",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            query(servers.database_url, statement)


def test_the_owner_makes_databases_in_which_the_application_may_write(embedded):
    servers = embedded.start()

    query(servers.owner_url, "CREATE DATABASE test_factcheck")

    query(servers.owner_url.replace("/factcheck?", "/test_factcheck?"), "CREATE TABLE note (body text)")
    query(servers.database_url.replace("/factcheck?", "/test_factcheck?"), "INSERT INTO note VALUES ('seen')")


def test_nobody_signs_in_as_the_superuser(embedded):
    servers = embedded.start()
    host = parse_qs(urlsplit(servers.database_url).query)["host"][0]

    with pytest.raises(psycopg.OperationalError, match="rejects connection"):
        psycopg.connect(host=host, user="postgres", dbname="postgres", password="postgres")


def test_only_the_servers_user_enters_the_socket_directory_and_nothing_listens_on_the_network(embedded):
    servers = embedded.start()
    host = Path(parse_qs(urlsplit(servers.database_url).query)["host"][0])

    assert stat.S_IMODE(host.stat().st_mode) == 0o700
    assert query(servers.database_url, "SHOW listen_addresses") == [("",)]
    assert query(servers.database_url, "SELECT datcollate FROM pg_database WHERE datname = 'factcheck'") == [
        ("C.UTF-8",)
    ]


def test_valkey_wants_its_password_and_evicts_nothing(embedded):
    address = urlsplit(embedded.start().redis_url)

    with redis.Redis(port=address.port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()
    with redis.Redis(port=address.port, password=address.password) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_no_password_shows_in_the_list_of_processes(data_dir, embedded):
    embedded.start()
    listing = subprocess.run(
        ["ps", "-axww", "-o", "command="], capture_output=True, text=True, check=True
    ).stdout

    kept = vars(data_dir.secrets()).values()
    assert not [secret for secret in (*kept, embedded.valkey.password) if secret in listing]


# --- Where things lie --------------------------------------------------------------------------------


def test_servers_say_where_they_are_only_while_they_run_and_only_to_us(data_dir, embedded):
    published = data_dir.run / "servers.json"

    servers = embedded.start()

    assert read_json(published) | {"SECRET_KEY": ""} == {
        "DATABASE_URL": servers.database_url,
        "DATABASE_OWNER_URL": servers.owner_url,
        "REDIS_URL": servers.redis_url,
        "SECRET_KEY": "",
    }
    assert stat.S_IMODE(published.stat().st_mode) == 0o600
    embedded.stop()
    assert not published.exists()


def test_a_path_too_long_for_a_socket_gets_a_short_one_elsewhere(directory):
    data_dir = DataDir(directory / ("long" * 25))
    data_dir.take()
    embedded = EmbeddedServers(data_dir, valkey=False, durable=False)

    servers = embedded.start()

    assert query(servers.database_url, "SELECT 1") == [(1,)]
    sockets = postgres_of(embedded).sockets
    assert sockets
    assert not sockets.is_relative_to(directory)
    embedded.stop()
    assert not sockets.exists()
    data_dir.release()


@as_root
def test_under_a_closed_directory_the_cluster_lies_where_its_user_gets_in_and_no_mode_changes(
    directory, monkeypatch
):
    monkeypatch.setattr(server_places, "SYSTEM_HOME", directory / "system")
    closed = directory / "closed"
    closed.mkdir(mode=0o700)
    programs = server_places.wheel_directory()
    watched = [
        closed,
        directory,
        *directory.parents,
        programs,
        *programs.parents,
        Path("/root"),
        Path("/var/lib"),
    ]
    before = {path: path.stat()[:6] for path in watched}
    data_dir = DataDir(closed / "data")
    data_dir.take()
    monkeypatch.setattr(server_places, "can_run", lambda program, account: False)  # as with a closed .venv

    with EmbeddedServers(data_dir, durable=False) as servers:
        assert query(servers.database_url, "SELECT 1") == [(1,)]
        cluster = (data_dir.path / "postgres").resolve()
    data_dir.release()

    assert cluster.is_relative_to(directory / "system")
    assert cluster.stat().st_uid != 0
    # Mode and owner; the count of links (3) grows with every directory made inside.
    assert {path: (s[0], s[4], s[5]) for path, s in before.items()} == {
        path: (s[0], s[4], s[5]) for path in watched for s in [path.stat()]
    }


@as_root
def test_root_runs_a_cluster_as_the_user_it_belongs_to_and_leaves_that_user_everything(directory):
    daemon = pwd.getpwnam("daemon")
    theirs = directory / "theirs"
    theirs.mkdir()
    os.chown(theirs, daemon.pw_uid, daemon.pw_gid)
    data_dir = DataDir(theirs)
    data_dir.take()

    with EmbeddedServers(data_dir, durable=False, valkey=False) as servers:
        assert query(servers.database_url, "SELECT 1") == [(1,)]
    data_dir.release()

    not_theirs = [path for path in theirs.rglob("*") if path.stat().st_uid != daemon.pw_uid]
    assert [path for path in not_theirs if path.suffix != ".log"] == []


def test_a_second_desk_on_the_same_directory_is_told_who_holds_it(data_dir):
    with pytest.raises(InUseError, match=f"process {os.getpid()}"):
        DataDir(data_dir.path).take()


def test_a_full_disk_is_one_clear_line(directory, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 3_000_000))

    with pytest.raises(CannotStartError, match=r"is full: 3 MB free, 150 MB needed") as failure:
        DataDir(directory / "data").take()

    assert "\n" not in str(failure.value)
