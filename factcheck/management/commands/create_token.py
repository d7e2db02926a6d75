from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from factcheck import tokens
from factcheck.errors import InvalidInput
from factcheck.models import ApiToken, User
from factcheck.roles import SCOPES

#: A century: whoever means for ever leaves it out.
_MOST_DAYS = 36_500
_LONGEST_NAME: int = ApiToken._meta.get_field("name").max_length or 0


class Command(BaseCommand):
    help = "Make a bearer token for a user and print it, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="a username")
        parser.add_argument(
            "--scope",
            action="append",
            choices=sorted(SCOPES),
            metavar="SCOPE",
            help=f"may be repeated; none: all that the user has. One of: {', '.join(sorted(SCOPES))}",
        )
        parser.add_argument("--expires", type=int, metavar="DAYS", help="days until it ends; none: never")
        parser.add_argument("--name", default="made on the command line", help="what it is for")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user “{options['user']}”.")
        days = options["expires"]
        if days is not None and not 1 <= days <= _MOST_DAYS:
            raise CommandError(f"--expires takes a number of days from 1 to {_MOST_DAYS}.")
        if len(options["name"]) > _LONGEST_NAME:
            raise CommandError(f"--name takes at most {_LONGEST_NAME} characters.")
        try:
            _, secret = tokens.create_token(
                user,
                name=options["name"],
                scopes=options["scope"],
                expires_at=timezone.now() + timedelta(days=days) if days else None,
            )
        except InvalidInput as error:
            raise CommandError(error.detail) from None
        self.stdout.write(secret)
