"""Child processes that are ended as a whole and never outlive us."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

LAUNCHER = Path(__file__).with_name("launch.py")

#: Sleeps for so many seconds; may raise to abandon what is being waited for.
Pause = Callable[[float], None]


class CannotStartError(Exception):
    """Why the desk does not start: one line for the person at the terminal."""


@dataclass(frozen=True)
class Account:
    """The user that a server runs as."""

    uid: int
    gid: int


class Child:
    """A process that leads a session of its own, so that it can be ended with everything it started."""

    def __init__(self, name: str, process: subprocess.Popen[bytes], *, stop_signal: int) -> None:
        self.name = name
        self.process = process
        self.stop_signal = stop_signal

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_running(self) -> bool:
        return self.process.poll() is None

    def exit_reason(self) -> str:
        """How it ended, in words: "exit status 3", "SIGKILL"."""
        code = self.process.returncode
        return f"exit status {code}" if code >= 0 else signal.Signals(-code).name

    def stop(self, *, seconds: float, pause: Pause = time.sleep) -> bool:
        """Ask it to stop, wait for so long, then kill it and all that is left of its group.

        False when it had to be killed.
        """
        obeyed = True
        if self.is_running():
            self.process.send_signal(self.stop_signal)
            try:
                obeyed = wait_until(lambda: not self.is_running(), seconds=seconds, pause=pause)
            finally:
                self.kill()
        else:
            self.kill()
        return obeyed

    def kill(self) -> None:
        """End it and every process of its group, at once. Call it as soon as it is seen to have ended: a
        group's number is not given out again while a member lives, and not soon after."""
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS refuses for a group of zombies
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()


def spawn(
    name: str,
    command: Sequence[str],
    *,
    output: int | IO[Any] | None,
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
    directory: Path | None = None,
    stop_signal: int = signal.SIGTERM,
    death_signal: int = signal.SIGKILL,
    stdin: int | IO[Any] = subprocess.DEVNULL,
) -> Child:
    """Start ``command``; ``output`` takes both its streams.

    ``death_signal`` is what it gets when the calling *thread* ends, however that ends (Linux). So call this
    from the main thread.
    """
    uid, gid = (account.uid, account.gid) if account else (-1, -1)
    # -I -S: nothing of the project or of site-packages is needed to become another program.
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), str(int(death_signal)), str(os.getpid())]
    process = subprocess.Popen(
        [*launcher, str(uid), str(gid), *command],
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=dict(env) if env is not None else None,
        cwd=directory,
        start_new_session=True,
    )
    return Child(name, process, stop_signal=stop_signal)


def wait_until(condition: Callable[[], bool], *, seconds: float, pause: Pause = time.sleep) -> bool:
    """True as soon as ``condition`` holds, False when it does not within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            return False
        pause(0.05)
    return True


def last_lines(path: Path, count: int = 15) -> str:
    """The end of a log, to be shown when its process failed; empty when there is none."""
    try:
        return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
    except OSError:
        return ""
