"""Running a reader of untrusted bytes in a process of its own, that ends with the call."""

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from .limits import Limits

#: Where the package is imported from, whatever directory the worker stands in.
_ROOT = Path(__file__).resolve().parents[2]


class TookTooLong(Exception):
    """The child used up its time."""


def run_reader(command: Sequence[str], given: Iterable[bytes], *, limits: Limits) -> bytes | None:
    """What ``command`` writes when ``given`` is on its standard input; None when it failed.

    It starts without our secrets and is killed, with whatever it started, after ``limits.wall_seconds``; what else
    bounds it is for itself to do, before it reads (``confinement``). Safe to repeat; needs no main thread.

    Raises:
        TookTooLong: of the wall clock, or of the processor.
    """
    # Files without a name, not pipes: nothing to keep moving while the child works, and RLIMIT_FSIZE bounds the answer.
    with tempfile.TemporaryFile() as given_file, tempfile.TemporaryFile() as answered:
        given_file.writelines(given)
        given_file.seek(0)
        status = _run(command, given_file.fileno(), answered.fileno(), limits.wall_seconds)
        if status == -signal.SIGXCPU or status is None:
            raise TookTooLong
        answered.seek(0)
        return answered.read(limits.answer_bytes) if status == 0 else None


def _run(command: Sequence[str], given: int, answered: int, seconds: float) -> int | None:
    """The child's exit status; None when it had to be killed for its time."""
    child = subprocess.Popen(
        command,
        stdin=given,
        stdout=answered,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_environment(),
        start_new_session=True,
        close_fds=True,
    )
    try:
        return child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)  # it and whatever it started
        child.wait()


def _environment() -> dict[str, str]:
    """Nothing of ours: no secret, no proxy, no search path of modules."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",  # the same file, the same answer
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "1",
    }
