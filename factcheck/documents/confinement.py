"""What the reader's process gives up before it looks at a byte of a file."""

import contextlib
import ctypes
import os
import resource
import signal
import sys

from .limits import Limits

_OPEN_FILES = 32
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
#: What an audit hook refuses (https://docs.python.org/3/library/audit_events.html): reading needs none of it.
_FORBIDDEN = (
    "ctypes.dlopen",
    "os.chmod",
    "os.chown",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.link",
    "os.mkdir",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.setxattr",
    "os.startfile",
    "os.symlink",
    "os.system",
    "os.truncate",
    "os.utime",
    "pty.spawn",
    "socket.",
    "subprocess.Popen",
    "urllib.Request",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(limits: Limits) -> None:
    """Memory, processor, files and time are bounded from here on; the network and other programs are out of reach.

    Each fence stands on its own: where a platform has one not (macOS bounds no address space, containers often
    forbid name spaces), the others hold.
    """
    _bound(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 2)
    _bound(resource.RLIMIT_FSIZE, limits.answer_bytes)
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_NOFILE, _OPEN_FILES)
    if sys.platform == "linux":
        _leave_the_network()
        _bound(resource.RLIMIT_AS, limits.memory_bytes)
        _bound(resource.RLIMIT_NPROC, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(limits.wall_seconds) + 2)  # should nobody be left to end this process
    sys.addaudithook(_refuse)


def _bound(name: int, soft: int, hard: int | None = None) -> None:
    with contextlib.suppress(ValueError, OSError):  # a lower one holds already, or the platform has none
        resource.setrlimit(name, (soft, soft if hard is None else hard))


def _leave_the_network() -> None:
    """Best effort; also: end with the parent, and never gain a privilege."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.unshare(_CLONE_NEWNET) and libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"the reader of files may not use {event}")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError("the reader of files may not write any")
