"""Become a command that does not outlive the process that started it.

    python launch.py SIGNAL PARENT UID GID COMMAND [ARGUMENT ...]

UID and GID are -1 to stay who we are. A program of its own rather than ``preexec_fn``, which must not run
Python between fork and exec once there are threads, and always in this order: a change of user clears the
signal that Linux sends when the parent dies.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(death_signal: int) -> None:
    """Have the kernel send us this signal when our parent ends (Linux; elsewhere nothing)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal)


def main() -> None:
    death_signal, parent, uid, gid = map(int, sys.argv[1:5])
    command = sys.argv[5:]
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    die_with_parent(death_signal)
    if os.getppid() != parent:  # it died before we asked to be told
        sys.exit(1)
    try:
        os.execvp(command[0], command)  # noqa: S606 - the point of it
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


if __name__ == "__main__":
    main()
