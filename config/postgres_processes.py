"""Which processes run a cluster, asked of the system: a pid file may be stale, cut off, or somebody else's number."""

import os
import subprocess
import sys
from pathlib import Path


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
