"""The archive read again by a newer engine: a few versions at a time, behind what comes in now.

There is no list of what is still to do: a version that another engine read is still to do. So it can be stopped at any
moment, and goes on where it was when it is started again.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from factcheck.extraction import ENGINE_VERSION
from factcheck.models import ArticleVersion, PipelineRun
from factcheck.steps.queueing import queue_backfill

Status = PipelineRun.Status


@dataclass(frozen=True)
class Standing:
    """How far one re-extraction has got."""

    total: int  #: versions that another engine had read when it began
    done: int
    failed: int
    waits_for: int  #: articles that came in meanwhile and go first


def outdated(*, since: datetime) -> QuerySet[ArticleVersion]:
    """The latest versions, taken in from ``since`` on, that another engine than this one has read, oldest first."""
    newer = ArticleVersion.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    return (
        ArticleVersion.objects.filter(created_at__gte=since, redacted_at__isnull=True)
        .exclude(engine_version="")  # never read: its first run does it, or has failed
        .exclude(engine_version=ENGINE_VERSION)
        .exclude(Exists(newer))
        .order_by("pk")
    )


class Reextraction:
    """One pass over the versions of the archive. Call ``step`` again and again until ``is_over``."""

    def __init__(self, *, since: datetime, at_once: int) -> None:
        self._since, self._at_once = since, at_once
        self._total = outdated(since=since).count()
        self._last_pk = 0
        self._queued: set[int] = set()
        self._ended = {Status.DONE: 0, Status.FAILED: 0}
        self._waits_for = 0
        self.is_over = False

    def step(self) -> Standing:
        """See what has ended, and queue as many more as may be under way, if nothing newer waits."""
        under_way = self._look()
        self._waits_for = _live().count()
        if not self._waits_for:
            for version in self._next(self._at_once - under_way):
                self._queue(version)
        return self.standing

    @property
    def standing(self) -> Standing:
        return Standing(self._total, self._ended[Status.DONE], self._ended[Status.FAILED], self._waits_for)

    def _look(self) -> int:
        """Count those that ended since; how many of ours are under way."""
        ended = PipelineRun.objects.filter(pk__in=self._queued, status__in=self._ended)
        for pk, status in ended.values_list("pk", "status"):
            self._queued.discard(pk)
            self._ended[Status(status)] += 1
        return len(self._queued)

    def _next(self, count: int) -> list[ArticleVersion]:
        """In order of age, each once a pass: one that failed is not tried again before the next."""
        if count <= 0:
            return []
        found = list(outdated(since=self._since).filter(pk__gt=self._last_pk)[:count])
        self.is_over = not found and not self._queued
        return found

    def _queue(self, version: ArticleVersion) -> None:
        self._last_pk = version.pk
        with transaction.atomic():
            self._queued.add(queue_backfill(version).pk)


def _live() -> QuerySet[PipelineRun]:
    """What is to be read now; what only waits for its next attempt holds nothing back."""
    runs = PipelineRun.objects.unfinished().needed().due(at=timezone.now())
    return runs.filter(step=PipelineRun.Step.EXTRACT)
