"""Keeps programs running: starts them, starts a dead one again, stops them in order."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.processes import Child, Pause, spawn

#: A log that grew beyond this is set aside while its process goes on writing.
LARGEST_LOG_BYTES = 50_000_000
KEPT_LOGS = 3
#: A program that ran for so long was healthy; its next death is met without a wait.
HEALTHY_SECONDS = 60
LONGEST_WAIT_SECONDS = 30


class StopRequestedError(Exception):
    """Ctrl-C, or another request to stop, while something was being waited for."""


class StopRequests:
    """Counts what asks us to stop: SIGINT, SIGTERM, SIGHUP, and the end of the process that started us."""

    def __init__(self, *, parent: int | None = None) -> None:
        """``parent``: the process without which we stop."""
        self.count = 0
        self._last = 0.0
        self._parent = parent

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.add())

    def add(self) -> None:
        # One Ctrl-C may arrive twice, from the terminal and through make.
        if time.monotonic() - self._last > 0.5:
            self.count += 1
            self._last = time.monotonic()

    def pause(self, seconds: float) -> None:
        """Sleep; raises StopRequestedError as soon as anybody wants us to stop."""
        self._sleep(seconds, enough=1)

    def hurry(self, seconds: float) -> None:
        """Sleep while stopping; raises StopRequestedError at the second request."""
        self._sleep(seconds, enough=2)

    def _sleep(self, seconds: float, *, enough: int) -> None:
        deadline = time.monotonic() + seconds
        while self.count < enough:
            if self._parent is not None and os.getppid() != self._parent:
                self._parent = None
                self.add()
                continue
            left = deadline - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.1))
        raise StopRequestedError


@dataclass(frozen=True)
class Program:
    """What to run, and how long it may take to stop before it is killed."""

    name: str
    command: Sequence[str]
    stop_seconds: float = 10


@dataclass
class _Watched:
    program: Program
    child: Child
    started: float
    deaths: int = 0
    due: float = field(default=0.0)  # when to start it again; 0: it runs


class Supervisor:
    """Runs programs as children of the calling (main) thread."""

    def __init__(
        self,
        *,
        log: Path,
        environment: Mapping[str, str],
        directory: Path,
        report: Callable[[str], None],
        to_console: bool = False,
    ) -> None:
        self.log = log
        self.environment = environment
        self.directory = directory
        self.report = report
        self.to_console = to_console
        self._watched: list[_Watched] = []
        self._logs_checked = 0.0

    def start(self, program: Program) -> Child:
        """Start it, and keep it running until ``stop()``."""
        rotate(self.log_of(program.name))
        child = self.run(program)
        self._watched.append(_Watched(program, child, time.monotonic()))
        return child

    def run(self, program: Program) -> Child:
        """Start it once; the caller looks after it."""
        if self.to_console:
            return self._spawn(program, None)
        with self.log_of(program.name).open("ab") as log:
            return self._spawn(program, log.fileno())

    def log_of(self, name: str) -> Path:
        return self.log / f"{name}.log"

    def deaths(self, name: str) -> int:
        """How often in a row it died without having been healthy in between."""
        return next(watched.deaths for watched in self._watched if watched.program.name == name)

    def pids(self) -> dict[str, int]:
        return {watched.program.name: watched.child.pid for watched in self._watched if not watched.due}

    def look_after(self) -> None:
        """Notice the dead, start again those whose time has come. To be called often."""
        now = time.monotonic()
        for watched in self._watched:
            if watched.due:
                if now >= watched.due:
                    watched.child = self.run(watched.program)
                    watched.started, watched.due = now, 0.0
            elif not watched.child.is_running():
                watched.child.kill()  # what it left of its group would keep its port and its tasks
                watched.deaths = 1 if now - watched.started > HEALTHY_SECONDS else watched.deaths + 1
                wait = wait_before_restart(watched.deaths)
                watched.due = now + wait
                self.report(
                    f"{watched.program.name} ended ({watched.child.exit_reason()}); starting it again in {wait:g} s. "
                    f"Its log: {self.log_of(watched.program.name)}"
                )
        if not self.to_console and now - self._logs_checked > 60:
            self._logs_checked = now
            for path in self.log.glob("*.log"):
                cut(path)

    def stop(self, *, hurry: Pause) -> None:
        """Stop all in the order in which they were started; ``hurry`` may raise to have the rest killed."""
        killing = False
        for watched in self._watched:
            if watched.due:
                continue
            if not killing:
                self.report(f"Stopping {watched.program.name}")
                try:
                    if not watched.child.stop(seconds=watched.program.stop_seconds, pause=hurry):
                        self.report(
                            f"{watched.program.name} was busy and had to be killed; its work is taken up again"
                        )
                except StopRequestedError:
                    killing = True
            watched.child.kill()
        self._watched = []

    def _spawn(self, program: Program, output: int | None) -> Child:
        return spawn(
            program.name, program.command, output=output, env=self.environment, directory=self.directory
        )


def wait_before_restart(deaths: int) -> float:
    """Seconds: 1, 2, 4, ... so that a program that cannot run does not keep the machine busy."""
    return float(min(2 ** (deaths - 1), LONGEST_WAIT_SECONDS))


def rotate(path: Path) -> None:
    """Set an earlier run's log aside: ``web.log`` becomes ``web.log.1``."""
    if path.exists() and path.stat().st_size:
        for number in range(KEPT_LOGS - 1, 0, -1):
            older = path.with_name(f"{path.name}.{number}")
            if older.exists():
                older.replace(path.with_name(f"{path.name}.{number + 1}"))
        path.replace(path.with_name(f"{path.name}.1"))


def cut(path: Path) -> None:
    """Keep a copy of a log that grew too large and empty it; its writer appends, and so goes on at the start."""
    if path.stat().st_size > LARGEST_LOG_BYTES:
        shutil.copyfile(path, path.with_name(f"{path.name}.1"))
        with path.open("r+b") as log:
            log.truncate(0)
