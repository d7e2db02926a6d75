"""Become one of the Procfile's programs, as a container does: ``python -m config.procfile web``"""

import os
import re
import sys
from pathlib import Path

PROCFILE = Path(__file__).resolve().parent.parent / "Procfile"


def read_procfile(path: Path = PROCFILE) -> dict[str, str]:
    """Commands by name, in the file's order."""
    lines = re.findall(r"^([a-z][a-z0-9_-]*):[ \t]*(\S.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(lines)


def shell_command(command: str) -> list[str]:
    """The shell fills in the variables and becomes the program, so that signals reach it."""
    return ["/bin/sh", "-c", f"exec {command}"]


def main() -> None:
    programs = read_procfile()
    if len(sys.argv) != 2 or sys.argv[1] not in programs:
        sys.exit(f"Usage: python -m config.procfile {'|'.join(programs)}")
    command = shell_command(programs[sys.argv[1]])
    os.execv(command[0], command)  # noqa: S606 - the point of it


if __name__ == "__main__":
    main()
