"""A whole desk of a test's own: PostgreSQL, Valkey, web, worker and beat, as ``make up`` starts them."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
#: What a test run's own servers are called in the environment; a desk of its own must not use those.
_OTHER_SERVERS = {
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "BROKER_URL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
}


@dataclass
class Stack:
    """``with Stack() as desk: get(desk.base_url) ...``"""

    password: str = "a-password-for-tests"
    token: str = "fck_a-token-for-tests"
    environment: dict[str, str] = field(default_factory=dict)
    command: Sequence[str] = (sys.executable, "-m", "config.up", "--end-with-parent")
    start_seconds: float = 240
    #: None: one of its own, removed at the end.
    data_dir: Path | None = None
    port: int = 0

    def __post_init__(self) -> None:
        self.port = self.port or free_port()
        self._made_data_dir = self.data_dir is None
        self.directory = self.data_dir or _passable_directory()
        self.console = self.directory.with_name(f"{self.directory.name}.console")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        """What it has printed so far."""
        return self.console.read_text(encoding="utf-8", errors="replace")

    @property
    def servers(self) -> dict[str, str]:
        """Addresses of its PostgreSQL and Valkey."""
        return json.loads((self.directory / "run" / "servers.json").read_text(encoding="utf-8"))

    def __enter__(self) -> "Stack":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.remove()

    def start(self) -> None:
        """Start it and wait for its ready line; raises AssertionError with its output where none comes."""
        self.launch()
        if not wait_for(
            lambda: "\nReady" in f"\n{self.output}" or not self.is_running(), seconds=self.start_seconds
        ):
            self.kill()
        assert re.search("^Ready", self.output, re.MULTILINE), f"The desk did not start:\n{self.output}"

    def launch(self) -> None:
        """Start it without waiting, again where it has ended before."""
        if self.process:
            self.process.wait(timeout=30)
        inherited = {name: value for name, value in os.environ.items() if name not in _OTHER_SERVERS}
        own = {
            "PORT": str(self.port),
            "DATA_DIR": str(self.directory),
            "FACTCHECK_DEMO_PASSWORD": self.password,
            "FACTCHECK_DEMO_TOKEN": self.token,
            "WORKER_PROCESSES": "2",
        }
        with self.console.open("wb") as console:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=inherited | own | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> int:
        """Ask it to stop, as Ctrl-C does: whatever the terminal started, a ``make`` around the desk too. Its exit status."""
        assert self.process is not None
        if self.is_running():
            os.killpg(self.process.pid, signal.SIGINT)
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.kill()
        return int(self.process.returncode)

    def kill(self) -> None:
        """kill -9 of the process that was started, and of it alone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def remove(self) -> None:
        self.console.unlink(missing_ok=True)
        if self._made_data_dir:
            shutil.rmtree(self.directory, ignore_errors=True)

    def pids(self) -> dict[str, int]:
        """The processes that the supervisor started, by name: web, worker, beat, postgres, valkey."""
        supervisor = self.supervisor
        return {
            name: process.pid
            for process in _processes()
            if process.parent == supervisor and (name := _name_of(process.command))
        }

    @property
    def supervisor(self) -> int:
        """The process that holds the data directory; ``process`` may be a make around it."""
        return int((self.directory / "lock").read_text())

    def family(self) -> set[int]:
        """Every process below the one that was started."""
        assert self.process is not None
        processes = _processes()
        found: set[int] = set()
        parents = {self.process.pid}
        while parents:
            parents = {process.pid for process in processes if process.parent in parents} - found
            found |= parents
        return found

    def manage(self, *arguments: str) -> str:
        """The output of a ``manage.py`` command in another terminal."""
        inherited = {name: value for name, value in os.environ.items() if name not in _OTHER_SERVERS}
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=inherited | {"DATA_DIR": str(self.directory), "PORT": str(self.port)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def wait_for(condition: Callable[[], object], *, seconds: float) -> bool:
    """True as soon as ``condition`` holds, False when time is up."""
    began = time.monotonic()
    while not condition():
        waited = time.monotonic() - began
        if waited > seconds:
            return False
        time.sleep(min(0.05 + waited / 50, 0.25))  # whoever asks all the time slows down what it waits for
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def alive(pids: Iterable[int]) -> set[int]:
    """Those that run. A zombie does not: it has ended, and whoever should have asked for its status has not."""
    return {process.pid for process in _processes() if not process.state.startswith("Z")} & set(pids)


def children_of(pid: int) -> list[int]:
    return [process.pid for process in _processes() if process.parent == pid]


class _Process(NamedTuple):
    pid: int
    parent: int
    state: str
    command: str


def _processes() -> list[_Process]:
    """All of this machine."""
    columns = [argument for name in ("pid", "ppid", "state", "command") for argument in ("-o", f"{name}=")]
    done = subprocess.run(
        ["ps", "-axww", *columns], capture_output=True, text=True, errors="replace", check=True
    )
    rows = (line.split(None, 3) for line in done.stdout.splitlines())
    return [
        _Process(int(pid), int(parent), state, " ".join(command)) for pid, parent, state, *command in rows
    ]


def _name_of(command: str) -> str:
    signs = {
        "/postgres -D": "postgres",
        "valkey-server": "valkey",
        "--queues fetch,evidence": "intake",
        "config worker": "worker",
        "config.beat beat": "beat",
        "gunicorn": "web",
        "tiny_program web": "web",
        "tiny_program worker": "worker",
        "tiny_program beat": "beat",
    }
    return next((name for sign, name in signs.items() if sign in command), "")


def _passable_directory() -> Path:
    """Under root the servers run as somebody else, who has to get in."""
    directory = Path(tempfile.mkdtemp(prefix="factcheck-stack-"))
    directory.chmod(0o711)
    return directory
