"""A command that waits for the workers: one line over and over, and whether anybody works at all."""

import sys
from time import monotonic

from django.core.management.base import OutputWrapper

LOOK_SECONDS = 0.5
#: Nobody works on it: after this long a command says so.
_PATIENCE_SECONDS = 60


class WaitingLine:
    """On a terminal the line is written over the last one; elsewhere a line is written when it says something new."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out, self._shown = out, ""

    def show(self, line: str) -> None:
        if sys.stdout.isatty():
            self._out.write(f"\r\x1b[K{line}", ending="")
            self._out.flush()
        elif line != self._shown:
            self._out.write(line)
        self._shown = line

    def end(self) -> None:
        """What follows stands on a line of its own."""
        if sys.stdout.isatty():
            self._out.write("")


class Patience:
    """Notices when nothing has moved for a minute."""

    def __init__(self) -> None:
        self._last: object = None
        self._moved_at = monotonic()

    def is_over(self, progress: object) -> bool:
        """Whether ``progress`` has been the same for too long."""
        if progress != self._last:
            self._last, self._moved_at = progress, monotonic()
        return monotonic() - self._moved_at > _PATIENCE_SECONDS
