"""``read`` in a process of its own, under limits: what a worker calls on anything that came from outside."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from . import wire
from .limits import Limits
from .refusals import Refused
from .types import Document

#: Where the package is imported from, whatever directory the worker stands in.
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-s", "-m", "factcheck.documents.child")
_PASTE = "Paste the text; the address is kept."


def read_document(
    content: bytes, *, media_type: str = "", filename: str = "", url: str = "", limits: Limits | None = None
) -> Document:
    """What ``content`` says, read by a child that ends with this call. Safe to repeat; needs no main thread.

    ``media_type`` and ``filename`` are what the file was said to be, ``url`` where it was found.

    Raises:
        Refused: the file is not read. Besides the reasons of ``read``: ``took_too_long``, ``too_complex`` (memory),
            ``parser_failed``.
    """
    limits = limits or Limits()
    if len(content) > limits.input_bytes:  # before it is copied
        raise Refused(
            "too_large",
            f"The file has {len(content):,} bytes; up to {limits.input_bytes:,} are read. Send it in parts.",
        )
    order = {"media_type": media_type, "filename": filename, "url": url, "limits": asdict(limits)}
    # Files without a name, not pipes: nothing to keep moving while the child works, and RLIMIT_FSIZE bounds the answer.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answered:
        given.write(json.dumps(order).encode() + b"\n")
        given.write(content)
        given.seek(0)
        status = _run(given.fileno(), answered.fileno(), limits.wall_seconds)
        answered.seek(0)
        answer = answered.read(limits.answer_bytes)
    if status == -signal.SIGXCPU or status is None:
        raise Refused(
            "took_too_long",
            f"Reading the file took more than {limits.cpu_seconds} seconds. Send it in parts, or paste the text.",
        )
    if status == 0:
        with contextlib.suppress(ValueError):
            return wire.load(answer, limits)
    raise Refused("parser_failed", f"The file made its reader fail. {_PASTE}")


def _run(given: int, answered: int, seconds: float) -> int | None:
    """The child's exit status; None when it had to be killed for its time."""
    child = subprocess.Popen(
        _COMMAND,
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
