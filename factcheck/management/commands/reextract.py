"""``manage.py reextract``: have the archive read again by this engine, behind what comes in now."""

from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.dateparse import parse_date, parse_datetime

from factcheck.extraction import ENGINE_VERSION
from factcheck.management.terminal import TerminalCommand
from factcheck.management.waiting import LOOK_SECONDS, Patience, WaitingLine
from factcheck.reextraction import Reextraction, Standing, outdated

_BAR = 30


class Command(TerminalCommand):
    help = (
        "Have the workers read articles again that another version of the engine has read. Live articles go first. "
        "It can be stopped at any moment; started again, it goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since", required=True, metavar="DATE", help="taken in from then on: 2026-01-31"
        )
        parser.add_argument("--at-once", type=int, default=2, metavar="N", help="under way at most (2)")
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *args: Any, **options: Any) -> None:
        since = _moment(options["since"])
        if not 1 <= options["at_once"] <= 100:
            raise CommandError("--at-once takes a number from 1 to 100.")
        count = outdated(since=since).count()
        self.stdout.write(f"Read by another engine than {ENGINE_VERSION}: {count:,}.")
        if count and not options["dry_run"]:
            self._work(Reextraction(since=since, at_once=options["at_once"]))

    def _work(self, work: Reextraction) -> None:
        clock, waiting = _Clock(), WaitingLine(self.stdout)
        try:
            while not work.is_over:
                standing = work.step()
                waiting.show(clock.line(standing))
                sleep(LOOK_SECONDS)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped. The same command goes on from here.")
            return
        failed = work.standing.failed
        self.stdout.write(f"\nDone: {work.standing.done:,} read again, {failed:,} failed.")
        if failed:
            self.stdout.write("Why they failed stands with the pipeline runs in the administration.")


class _Clock:
    """From how it went so far: how long it will take, and whether anybody works at all."""

    def __init__(self) -> None:
        self._began = monotonic()
        self._patience = Patience()

    def line(self, standing: Standing) -> str:
        now, ended = monotonic(), standing.done + standing.failed
        is_stuck = self._patience.is_over(ended)
        share = ended / standing.total if standing.total else 1.0
        bar = "█" * round(_BAR * share) + "·" * (_BAR - round(_BAR * share))
        parts = [f"{bar} {ended:,}/{standing.total:,}"]
        if standing.failed:
            parts.append(f"{standing.failed:,} failed")
        if ended and ended < standing.total:
            left = (now - self._began) / ended * (standing.total - ended)
            parts.append(f"about {_duration(left)} left")
        if standing.waits_for:
            parts.append(f"waiting for {standing.waits_for:,} new")
        elif is_stuck:
            parts.append("no worker takes them; is the desk running?")
        return ", ".join(parts)


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text) or parse_date(text)
    except ValueError as error:
        raise CommandError(f"--since: {error}.") from None
    if moment is None:
        raise CommandError("--since takes a date, 2026-01-31, or a date and time, 2026-01-31T06:00:00Z.")
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"
