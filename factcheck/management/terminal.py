"""Commands that somebody sits before: they hear the command, and of the desk's log what they ask for."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.core.management.base import BaseCommand


class TerminalCommand(BaseCommand):
    """Follows ``--verbosity``: 0, only what went wrong; 1, what the command says, and warnings of the log; from 2 on the
    log as loud as LOG_LEVEL lets it."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        if options["verbosity"] == 0:
            options["stdout"] = StringIO()
        with _log_from(logging.WARNING if options["verbosity"] < 2 else logging.NOTSET):
            return super().execute(*args, **options)


@contextmanager
def _log_from(level: int) -> Iterator[None]:
    root = logging.getLogger()
    before = root.level
    root.setLevel(max(level, before))
    try:
        yield
    finally:
        root.setLevel(before)
