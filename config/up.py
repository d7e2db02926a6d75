"""``make up``: start the whole desk, keep it running, stop it in order. ``python -m config.up``"""

import argparse
import contextlib
import errno
import hashlib
import os
import socket
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import env, probe
from config.data_dir import DataDir
from config.embedded import EmbeddedServers
from config.processes import CannotStartError, last_lines
from config.procfile import PROCFILE, read_procfile, shell_command
from config.supervisor import (
    Program,
    StopRequestedError,
    StopRequests,
    Supervisor,
    rotate,
    wait_before_restart,
)

ROOT = Path(__file__).resolve().parent.parent
DEMO_USERS = "admin, editor, adjudicator, publisher, reviewer, reviewer2, reviewer3"
#: A worker may be in the middle of an article; what it has not finished is taken up again.
STOP_SECONDS = {"web": 10, "worker": 15, "intake": 5, "opinion": 5, "beat": 5}
#: A web process that died so often in a row before it ever answered will not answer.
HOPELESS_DEATHS = 3


class Desk:
    """One running desk. ``run()`` returns when it was asked to stop."""

    def __init__(self, requests: StopRequests, *, procfile: Path = PROCFILE) -> None:
        self.requests = requests
        self.programs = [
            Program(name, shell_command(command), stop_seconds=STOP_SECONDS.get(name, 10))
            for name, command in read_procfile(procfile).items()
            if name != "opinion" or env.text("FACTCHECK_LLM_URL")
        ]
        self.demo = not env.text("DATABASE_URL")
        self.data_dir = DataDir.from_environment()
        self.began = time.monotonic()
        self.embedded: EmbeddedServers | None = None
        self.supervisor: Supervisor | None = None
        self.servers_due = 0.0
        self.servers_deaths = 0

    def run(self) -> None:
        host, port = check_address()
        self.data_dir.take()
        try:
            self._start_servers()
            self.supervisor = Supervisor(
                log=self.data_dir.log,
                environment=self._environment(),
                directory=ROOT,
                report=self.report,
                to_console=env.flag("LOG_TO_CONSOLE", default=False),
            )
            self.prepare()
            self.report("Starting " + ", ".join(program.name for program in self.programs))
            for program in self.programs:
                self.supervisor.start(program)
            self._wait_until_ready()
            say(self._ready_line(host, port))
            while True:
                self._look_after()
                self.requests.pause(0.2)
        except StopRequestedError:
            pass
        finally:
            self._stop()

    def report(self, line: str) -> None:
        say(f"{time.monotonic() - self.began:6.1f} s  {line}")

    # --- Starting ------------------------------------------------------------------------------------

    def _start_servers(self) -> None:
        own_valkey = not env.text("REDIS_URL")
        if not self.demo and not own_valkey:
            return
        self.report(f"Starting {' and '.join(['PostgreSQL'] * self.demo + ['Valkey'] * own_valkey)}")
        for name in ("postgres", "valkey"):
            rotate(self.data_dir.log / f"{name}.log")
        self.embedded = EmbeddedServers(
            self.data_dir, postgres=self.demo, valkey=own_valkey, report=self.report
        )
        self.embedded.start(pause=self.requests.pause)

    def _environment(self) -> dict[str, str]:
        """What the programs see: ours, our programs first, and what a desk on loopback can be given."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
        }
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}"
        environment["DATA_DIR"] = str(self.data_dir.path)
        environment["PYTHONUNBUFFERED"] = "1"
        if not self.demo:
            if self.embedded:
                environment["REDIS_URL"] = self.embedded.servers.redis_url
            if not env.text("SECRET_KEY"):
                environment["SECRET_KEY"] = self.data_dir.secrets().secret_key
            if probe.address(environment)[0] in {"127.0.0.1", "::1", "localhost"}:
                environment.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
        else:
            secrets = self.data_dir.secrets()
            environment["FACTCHECK_DEMO_PASSWORD"] = env.text(
                "FACTCHECK_DEMO_PASSWORD", secrets.demo_password
            )
            environment["FACTCHECK_DEMO_TOKEN"] = env.text("FACTCHECK_DEMO_TOKEN", secrets.demo_token)
        return environment

    def prepare(self) -> None:
        """What has to be done before any program may start."""
        rotate(self.data_dir.log / "setup.log")
        stamp, found = self.data_dir.run / "static.stamp", static_files_digest()
        what, arguments = ["Migrating the database"], ["prepare_desk"]
        if not stamp.exists() or stamp.read_text() != found or not (self.data_dir.path / "static").is_dir():
            what.append("collecting static files")
            arguments.append("--static")
        if self.demo:
            what.append("loading the demo newsroom")
            arguments.append("--demo")
        self._manage(", ".join(what), *arguments)
        stamp.write_text(found)

    def _manage(self, what: str, *arguments: str) -> None:
        assert self.supervisor is not None
        self.report(what)
        child = self.supervisor.run(Program("setup", [sys.executable, str(ROOT / "manage.py"), *arguments]))
        try:
            while child.is_running():
                self._look_after()
                self.requests.pause(0.05)
        finally:
            child.kill()
        if child.process.returncode:
            log = self.supervisor.log_of("setup")
            raise CannotStartError(
                f"{what} failed (manage.py {arguments[0]}: {child.exit_reason()}). The end of {log}:\n{last_lines(log)}"
            )

    def _wait_until_ready(self) -> None:
        assert self.supervisor is not None
        spoke = time.monotonic()
        while not probe.is_ready():
            self._look_after()
            if self.supervisor.deaths("web") >= HOPELESS_DEATHS:
                log = self.supervisor.log_of("web")
                raise CannotStartError(
                    f"The web process does not start. The end of {log}:\n{last_lines(log)}"
                )
            if time.monotonic() - spoke > 10:
                spoke = time.monotonic()
                self.report(f"Waiting for /readyz to answer. Logs: {self.data_dir.log}")
            self.requests.pause(0.1)

    def _ready_line(self, host: str, port: int) -> str:
        shown = f"[{host}]" if ":" in host else host
        line = f"Ready after {time.monotonic() - self.began:.0f} s: http://{shown}:{port}/"
        if not self.demo or self.supervisor is None:
            return f"{line} (Ctrl-C stops it)"
        environment = self.supervisor.environment
        return (
            f"{line} - sign in as {DEMO_USERS}; password {environment['FACTCHECK_DEMO_PASSWORD']}; "
            f"API token of integration {environment['FACTCHECK_DEMO_TOKEN']} (Ctrl-C stops it)"
        )

    # --- Running -------------------------------------------------------------------------------------

    def _look_after(self) -> None:
        if self.supervisor:
            self.supervisor.look_after()
        if self.embedded and time.monotonic() >= self.servers_due:
            self._revive_servers(self.embedded)

    def _revive_servers(self, embedded: EmbeddedServers) -> None:
        for child in embedded.dead():
            self.report(f"{child.name} ended ({child.exit_reason()}); starting it again")
            try:
                embedded.restart(child, pause=self.requests.pause)
            except CannotStartError as error:
                self.servers_deaths += 1
                wait = wait_before_restart(self.servers_deaths)
                self.servers_due = time.monotonic() + wait
                self.report(f"{error}\nTrying again in {wait:g} s")
            else:
                self.servers_deaths = 0

    def _stop(self) -> None:
        with contextlib.suppress(StopRequestedError):
            if self.supervisor:
                self.supervisor.stop(hurry=self.requests.hurry)
        if self.embedded:
            self.report("Stopping Valkey and PostgreSQL")
            self.embedded.stop(at_once=self.requests.count > 1)
        self._hand_over()
        self.data_dir.release()
        self.report("Stopped")

    def _hand_over(self) -> None:
        """Root leaves nothing behind that the directory's owner could not use."""
        if os.geteuid() == 0 and self.data_dir.path.stat().st_uid != 0:
            for path in self.data_dir.path.rglob("*"):
                with contextlib.suppress(FileNotFoundError):
                    if path.lstat().st_uid == 0:
                        self.data_dir.hand_over(path)


def check_address() -> tuple[str, int]:
    """Host and port for the web process; raises CannotStartError where nothing could listen there."""
    port = env.whole("PORT", 8000, least=1, most=65535)
    bind = (os.environ.get("FACTCHECK_BIND") or "127.0.0.1").strip("[]")
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((bind, port))
            # A second one could bind as well while nobody listens.
            attempt.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                reason = f"Port {port} is in use. Choose another: PORT={port + 1 if port < 65535 else 8001} make up"
            elif error.errno == errno.EACCES:
                reason = f"Port {port} is for root only. Choose one above 1023: PORT=8001 make up"
            else:
                reason = f"FACTCHECK_BIND={bind} is no address of this machine ({error.strerror})."
            raise CannotStartError(reason) from None
    return probe.address(os.environ)


def static_files_digest() -> str:
    """Changes when `collectstatic` would find other files: those of packages follow the lock file."""
    total = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted(ROOT.glob("[!.]*/static/**/*")):
        if path.is_file():
            found = path.stat()
            total.update(f"{path.relative_to(ROOT)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return total.hexdigest()


def say(line: str) -> None:
    """To the terminal, if it is still there: the desk outlives a closed pipe long enough to stop in order."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


def main(arguments: Sequence[str] | None = None, *, make_desk: Callable[[StopRequests], Desk] = Desk) -> int:
    parser = argparse.ArgumentParser(prog="python -m config.up", description="Start the whole desk.")
    parser.add_argument(
        "--end-with-parent", action="store_true", help="stop when the starting process is gone"
    )
    options = parser.parse_args(arguments)
    requests = StopRequests(parent=os.getppid() if options.end_with_parent else None)
    requests.listen()
    try:
        make_desk(requests).run()
    except (CannotStartError, ImproperlyConfigured) as error:
        say(str(error))
        return 1
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT}:
            raise
        say(f"{error.strerror}: {error.filename or DataDir.from_environment().path}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
