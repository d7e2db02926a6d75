import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reviews import seeds


class Command(BaseCommand):
    help = (
        "Load the demo newsroom. Safe to repeat. Passwords come from FACTCHECK_DEMO_PASSWORD, the token of "
        "“integration” from FACTCHECK_DEMO_TOKEN; unset: no password, no token."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "seeds"
        seeds.load_newsroom(folder, password=os.environ.get("FACTCHECK_DEMO_PASSWORD", ""))
        seeds.load_token(os.environ.get("FACTCHECK_DEMO_TOKEN", ""))
        posted = seeds.load_articles(folder)
        self.stdout.write(f"The demo newsroom is loaded; {posted} articles were posted.")
