from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """One process for all of it: what each of three would import costs more than what it does."""

    help = "What `make up` does before it starts any program: migrate, and what else it is told to."
    requires_system_checks: list[str] = []  # they look at the code, which CI has done

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--static", action="store_true", help="collect the static files anew")
        parser.add_argument("--demo", action="store_true", help="load the demo newsroom")

    def handle(self, *args: Any, static: bool, demo: bool, **options: Any) -> None:
        call_command("migrate", interactive=False)
        if static:
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        if demo:
            call_command("load_seeds")
