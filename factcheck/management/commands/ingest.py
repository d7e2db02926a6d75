"""``manage.py ingest``: articles from files, folders and addresses, and how far each has got."""

from collections import Counter
from collections.abc import Iterator
from os.path import isdir  # what can be no path at all is no folder; Path's own raises
from pathlib import Path
from time import sleep
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from factcheck.documents.sniffing import ENDINGS
from factcheck.errors import DomainError, InvalidInput
from factcheck.ingest import Delivery, Submission, Upload, receive
from factcheck.management.terminal import TerminalCommand
from factcheck.management.waiting import LOOK_SECONDS, Patience, WaitingLine
from factcheck.models import Article, Publisher, User

_UNDER_WAY = (Article.Status.QUEUED, Article.Status.PROCESSING)


class Command(TerminalCommand):
    help = (
        "Take in articles: files (txt, html, docx, pdf, eml, vtt, srt), folders of them, and addresses, which are "
        "fetched. Sent twice, an article is taken in once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("places", nargs="+", metavar="PATH_OR_URL")
        parser.add_argument("--user", default="integration", help="who posts them (integration)")
        parser.add_argument("--publisher", metavar="SLUG", help="whose articles they are")
        parser.add_argument("--genre", choices=Article.Genre.values, default="")
        parser.add_argument("--stage", choices=Article.Stage.values, default=Article.Stage.PUBLISHED)
        parser.add_argument("--no-wait", action="store_true", help="only queue them")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = User.objects.filter(username=options["user"], is_active=True).first()
        if owner is None or not owner.has_scope("articles:write"):
            raise CommandError(
                f"There is no active user “{options['user']}” who may post articles: --user NAME."
            )
        given = {
            "genre": options["genre"],
            "stage": options["stage"],
            "publisher": _publisher(options["publisher"]),
        }
        counts, sources = dict.fromkeys(("taken in", "was here", "refused"), 0), {}
        for place in _each(options["places"]):
            try:
                article_id, is_new = receive(_delivery(place, **given), owner=owner)
            except DomainError as error:
                counts["refused"] += 1
                self.stderr.write(f"refused        {place}: {error.detail}")
                continue
            sources[article_id] = place
            became = "taken in" if is_new else "was here"
            counts[became] += 1
            self.stdout.write(f"article {article_id:<6} {became}  {place}")
        self.stdout.write(", ".join(f"{count:,} {became}" for became, count in counts.items() if count) + ".")
        failed = 0 if options["no_wait"] else self._wait(sources)
        if counts["refused"] or failed:
            raise CommandError(f"{counts['refused']} refused, {failed} failed.")

    def _wait(self, sources: dict[int, str]) -> int:
        """Until every article is ready or has failed; says which failed and why, and how many."""
        waiting, patience = WaitingLine(self.stdout), Patience()
        while True:
            articles = Article.objects.filter(pk__in=sources)
            counts = Counter(articles.values_list("status", flat=True))
            line = ", ".join(
                f"{counts[status]:,} {status.label}" for status in Article.Status if counts[status]
            )
            is_stuck = patience.is_over(line)
            waiting.show(f"{line}; no worker takes them. Is the desk running?" if is_stuck else line)
            if not any(counts[status] for status in _UNDER_WAY):
                break
            sleep(LOOK_SECONDS)
        waiting.end()
        failures = dict(articles.filter(status=Article.Status.FAILED).values_list("pk", "failure"))
        for article_id, failure in sorted(failures.items()):
            self.stderr.write(f"article {article_id:<6} failed    {sources[article_id]}: {failure}")
        return len(failures)


def _publisher(slug: str | None) -> Publisher | None:
    if not slug:
        return None
    publisher = Publisher.objects.filter(slug=slug).first()
    if publisher is None:
        raise CommandError(f"There is no publisher “{slug}”.")
    return publisher


def _each(places: list[str]) -> Iterator[str]:
    """Every file and address; of folders all files, however deep, whose names end like those of articles.

    A folder without such a file stands for itself.
    """
    for place in places:
        inside = sorted(Path(place).rglob("*")) if isdir(place) else []
        found = [
            str(path) for path in inside if path.suffix.lower().lstrip(".") in ENDINGS and path.is_file()
        ]
        yield from found or [place]


def _is_address(place: str) -> bool:
    return place.lower().startswith(("http://", "https://"))


def _delivery(place: str, **given: Any) -> Delivery:
    """Raises InvalidInput where nothing can be read."""
    if _is_address(place):
        return Delivery(Submission(url=place, **given))
    if isdir(place):
        raise InvalidInput(f"There is no file in it whose name ends in one of {', '.join(sorted(ENDINGS))}.")
    try:
        with open(place, "rb") as file:
            content = file.read(settings.INGEST_MAX_FILE_BYTES + 1)  # one more tells that it is too large
    except OSError as error:
        raise InvalidInput(f"{error.strerror or error}.") from error
    return Delivery(Submission(**given), upload=Upload(content, filename=Path(place).name))
