from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck import history
from factcheck.models import Event


class Command(BaseCommand):
    help = "Check that no row of the history was changed, dropped or inserted behind the application's back."

    def handle(self, *args: Any, **options: Any) -> None:
        flaws = 0
        for flaw in history.verify():
            flaws += 1
            self.stdout.write(f"{flaw.where}: {flaw.what}")
        if flaws:
            raise CommandError(f"{flaws} places of the history do not fit.")
        for number, count in history.redactions().items():
            self.stdout.write(f"{count} payloads are redacted by take-down {number}.")
        self.stdout.write(f"{Event.objects.count()} events fit together.")
