"""PostgreSQL 18 as a child process: a cluster of our own, found, mended, started and stopped."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.data_dir import DataDir
from config.postgres_processes import is_postmaster, running_in
from config.processes import CannotStartError, Child, Pause, last_lines, spawn, wait_until
from config.server_account import server_account
from config.server_places import ServerPlaces

#: sun_path holds 108 bytes with the closing NUL.
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "cluster_name": "factcheck",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # A statement that failed may hold an article, and a take-down does not reach logs.
    "log_min_error_statement": "panic",
}
#: For tests, whose data nobody misses.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}

# Nobody signs in as the superuser: roles are set up in single-user mode, with the server down.
HBA = """\
local all factcheck_owner,factcheck scram-sha-256
local all all reject
"""

ROLES = """\
DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role}; END IF; END$$;
ALTER ROLE {role} LOGIN {rights} PASSWORD '{password}';
"""
# In template1, so that a database made later (a test's) has them too. No TRUNCATE: it passes row triggers.
PRIVILEGES = """\
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO factcheck;
ALTER DEFAULT PRIVILEGES FOR ROLE factcheck_owner GRANT USAGE, SELECT ON SEQUENCES TO factcheck;
"""
DATABASE = "CREATE DATABASE factcheck OWNER factcheck_owner;\n"


class Postgres:
    """The cluster of one data directory, which the caller has taken."""

    def __init__(
        self,
        data_dir: DataDir,
        *,
        report: Callable[[str], None],
        settings: dict[str, str] | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.report = report
        self.settings = SETTINGS | (settings or {})
        self.secrets = data_dir.secrets()
        self.log = data_dir.log / "postgres.log"
        self.account = server_account(data_dir.path / "postgres")
        self.places = ServerPlaces(data_dir, account=self.account, report=report)
        self.cluster, self.programs = self.places.cluster, self.places.programs
        self.sockets: Path | None = None
        self.child: Child | None = None

    # --- Addresses -----------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """For the application's role, which may neither truncate nor alter."""
        return self._url("factcheck", self.secrets.application_password)

    @property
    def owner_url(self) -> str:
        """For the role that owns the tables: migrations, and making databases for tests."""
        return self._url("factcheck_owner", self.secrets.owner_password)

    def _url(self, role: str, password: str) -> str:
        return f"postgresql://{role}:{password}@/factcheck?host={quote(str(self.sockets), safe='')}"

    # --- Start and stop ------------------------------------------------------------------------------

    def start(self, *, pause: Pause = time.sleep) -> Child:
        """Bring the cluster up, whatever state it was left in, and wait until it answers a query.

        Raises:
            CannotStartError: it does not come up; shows the end of its log.
        """
        self._end_orphans(pause)
        self._remove_leftovers()
        if not (self.cluster / "PG_VERSION").exists():
            self._make_cluster(pause)
        self._write_hba()
        for mended in (False, True):
            self._open_sockets()
            self.child = self._spawn()
            try:
                refused = self._wait_until_it_answers(pause)
            except BaseException:
                self.child.stop(seconds=30)  # and stays here: whoever looks for the dead finds it again
                raise
            if not refused:
                return self.child
            self.child.stop(seconds=60, pause=pause)
            if not mended:
                self.report("PostgreSQL does not know the kept passwords; setting them anew")
                self._set_up_roles(self.cluster, pause)
        raise CannotStartError(
            f"PostgreSQL refuses its own roles. The end of {self.log}:\n{last_lines(self.log)}"
        )

    def stop(self, *, seconds: float = 60, at_once: bool = False, pause: Pause = time.sleep) -> None:
        """Shut down; ``at_once`` leaves the tidying to the next start, which loses nothing."""
        if self.child is not None:
            self.child.stop_signal = signal.SIGQUIT if at_once else signal.SIGINT
            self.child.stop(seconds=seconds, pause=pause)
            self.child = None
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _spawn(self) -> Child:
        options = self.settings | {"unix_socket_directories": str(self.sockets)}
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            return spawn(
                "postgres",
                [str(self.programs / "postgres"), "-D", str(self.cluster), *arguments],
                output=log,
                account=self.account,
                directory=Path("/"),
                stop_signal=signal.SIGINT,
                death_signal=signal.SIGINT,  # a fast shutdown, not one that waits for clients to leave
            )

    def _wait_until_it_answers(self, pause: Pause) -> bool:
        """False when it answers, True when it refuses our password. Waits as long as it takes to recover."""
        assert self.child is not None  # noqa: S101
        began = spoke = time.monotonic()
        while True:
            try:
                with psycopg.connect(self.url, connect_timeout=5) as connection:
                    connection.execute("SELECT 1")
                with psycopg.connect(self.owner_url, connect_timeout=5):
                    return False
            except psycopg.OperationalError as error:
                reason = str(error)
            if "authentication failed" in reason:
                return True
            now = time.monotonic()
            if not self.child.is_running():
                raise CannotStartError(
                    f"PostgreSQL ended at its start ({self.child.exit_reason()}). "
                    f"The end of {self.log}:\n{last_lines(self.log)}"
                )
            recovering = "starting up" in reason or "not yet accepting" in reason or "recovery" in reason
            if not recovering and now - began > 60:
                raise CannotStartError(f"PostgreSQL does not answer: {reason.splitlines()[0]}")
            if now - spoke > 5:
                spoke = now
                doing = "is recovering what was not yet in its tables" if recovering else "is starting"
                self.report(f"PostgreSQL {doing}, {now - began:.0f} s so far; nothing is lost")
            pause(0.05)

    # --- What an earlier run left --------------------------------------------------------------------

    def _end_orphans(self, pause: Pause) -> None:
        """Stop servers that still run on this cluster. We hold its lock, so their supervisor is dead."""
        for stop_signal, seconds in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
            orphans = running_in(self.cluster)
            if not orphans:
                return
            self.report(f"Stopping a PostgreSQL that an earlier run left behind (process {min(orphans)})")
            for pid in orphans:
                try:
                    # To a server process "interrupt" means: cancel the query. It leaves on "terminate".
                    is_server = stop_signal is signal.SIGINT and not is_postmaster(pid)
                    os.kill(pid, signal.SIGTERM if is_server else stop_signal)
                except ProcessLookupError:
                    continue
            wait_until(lambda: not running_in(self.cluster), seconds=seconds, pause=pause)
        if orphans := running_in(self.cluster):
            raise CannotStartError(f"An old PostgreSQL does not end: process {min(orphans)}.")

    def _remove_leftovers(self) -> None:
        """The pid file of a dead server. Its number may belong to anybody by now, and PostgreSQL would believe it.

        No second server can get in: we hold the lock, no process works in the cluster, and PostgreSQL itself
        refuses to share memory that is still attached.
        """
        pid_file = self.cluster / "postmaster.pid"
        try:
            lines = pid_file.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return
        pid_file.unlink()
        old_sockets = Path(lines[4]) if len(lines) > 4 and lines[4] else None
        if old_sockets and old_sockets.name.startswith("factcheck-pg-"):
            shutil.rmtree(old_sockets, ignore_errors=True)

    # --- Making it -----------------------------------------------------------------------------------

    def _make_cluster(self, pause: Pause) -> None:
        """Build beside its place and rename: a cluster is there as a whole or not at all."""
        if self.cluster.exists() and any(self.cluster.iterdir()):
            raise CannotStartError(
                f"{self.cluster} holds something that is no PostgreSQL cluster. Move it away and start again."
            )
        self.report("Making a PostgreSQL cluster")
        building = self.cluster.with_name("postgres.building")
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(mode=0o700)
        self.places.give_to_server(building)
        self._run(
            [
                "initdb", f"--pgdata={building}", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8",
                "--auth-local=reject", "--auth-host=reject", "--no-instructions",
                *(["--no-sync"] if self.settings.get("fsync") == "off" else []),
            ],
            pause,
        )  # fmt: skip
        self._set_up_roles(building, pause, more=DATABASE)
        self.cluster.rmdir() if self.cluster.exists() else None
        building.rename(self.cluster)

    def _set_up_roles(self, cluster: Path, pause: Pause, *, more: str = "") -> None:
        owner = ROLES.format(role="factcheck_owner", rights="CREATEDB", password=self.secrets.owner_password)
        application = ROLES.format(
            role="factcheck", rights="NOCREATEDB", password=self.secrets.application_password
        )
        self._run(
            [
                "postgres", "--single", "-D", str(cluster), "-c", "exit_on_error=true",
                "-c", "log_min_error_statement=panic", "template1",
            ],
            pause,
            stdin=owner + application + PRIVILEGES + more,
        )  # fmt: skip

    def _run(self, command: Sequence[str], pause: Pause, *, stdin: str = "") -> None:
        with self.log.open("ab") as log, tempfile.TemporaryFile() as given:
            given.write(stdin.encode())
            given.seek(0)
            child = spawn(
                command[0],
                [str(self.programs / command[0]), *command[1:]],
                output=log,
                account=self.account,
                directory=Path("/"),
                env=os.environ | {"LC_ALL": "C", "TZ": "UTC"},
                stdin=given,
            )
            try:
                wait_until(lambda: not child.is_running(), seconds=600, pause=pause)
            finally:
                child.kill()
        if child.process.returncode:
            raise CannotStartError(
                f"{command[0]} failed ({child.exit_reason()}). The end of {self.log}:\n{last_lines(self.log)}"
            )

    def _write_hba(self) -> None:
        path = self.cluster / "pg_hba.conf"
        path.write_text(HBA, encoding="utf-8")
        self.places.give_to_server(path)

    def _open_sockets(self) -> None:
        """An empty directory that only the server's user (and root) can enter."""
        if self.sockets is None:
            directory = self.cluster.parent / "sockets"
            if len(os.fsencode(directory / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
                directory = Path(tempfile.mkdtemp(prefix="factcheck-pg-"))
            self.sockets = directory  # a restarted server is found where it was
        shutil.rmtree(self.sockets, ignore_errors=True)
        self.sockets.mkdir(mode=0o700)
        self.places.give_to_server(self.sockets)
