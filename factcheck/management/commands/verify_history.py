from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck import verification
from factcheck.models import Event, HistorySeal

#: Events between two lines of progress.
_STEP = 100_000


class Command(BaseCommand):
    help = (
        "Check that no row of the history was changed, dropped or inserted behind the application's back. "
        "Says what, where, and since when at the latest it was as it should be; exits with 1 if anything does not fit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress on standard error")

    def handle(self, *args: Any, **options: Any) -> None:
        count = Event.objects.count()
        self._next, self._count, self._is_quiet = _STEP, count, options["quiet"]
        flaws = 0
        for flaw in verification.verify(self._tell_progress):
            flaws += 1
            since = f" (written {flaw.since:%Y-%m-%d %H:%M:%S} UTC)" if flaw.since else ""
            self.stdout.write(f"{flaw.where}: {flaw.what}{since}")
        if flaws:
            raise CommandError(f"{flaws} places of the history do not fit.")
        for number, blanked in verification.redactions().items():
            self.stdout.write(f"{blanked} payloads are redacted by take-down {number}.")
        seal = HistorySeal.objects.order_by("-pk").first()
        if seal:
            self.stdout.write(f"Sealed up to position {seal.upto_position} by {seal.digest}.")
        self.stdout.write(f"{count} events fit together.")

    def _tell_progress(self, walked: int) -> None:
        if walked >= self._next and not self._is_quiet:
            self.stderr.write(f"{walked:,} of {self._count:,} events")
            self._next += _STEP
