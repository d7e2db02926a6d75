from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models.arrival import Arrival
from factcheck.models.article import Article, ArticleVersion


class PipelineRunQuerySet(models.QuerySet["PipelineRun"]):
    def of_article(self, article: Article) -> Self:
        return self.filter(Q(version__article=article) | Q(arrival__article=article))

    def unfinished(self) -> Self:
        return self.filter(status__in=[PipelineRun.Status.QUEUED, PipelineRun.Status.RUNNING])

    def needed(self) -> Self:
        """Those that an article is not ready without."""
        return self.filter(step__in=PipelineRun.NEEDED_STEPS, is_backfill=False)

    def due(self, *, at: datetime) -> Self:
        """Those that do not wait for a later moment."""
        return self.filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=at))


class PipelineRun(models.Model):
    """One step of the pipeline, for one arrival or one version. The row is the job; the broker only wakes a worker.

    ``attempts`` and ``owner`` are committed before the work starts, so a text that kills its worker is
    given up after a few tries instead of killing workers for ever.
    """

    class Step(models.TextChoices):
        FETCH = "fetch", _("fetch")
        CLEAN = "clean", _("clean")
        EXTRACT = "extract", _("extract")
        MATCH = "match", _("match")
        SECOND_OPINION = "second_opinion", _("second opinion")

    NEEDED_STEPS = (Step.FETCH, Step.CLEAN, Step.EXTRACT)

    class Status(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    arrival = models.ForeignKey(
        Arrival, on_delete=models.PROTECT, null=True, related_name="runs", help_text=_("Of fetch and clean.")
    )
    version = models.ForeignKey(
        ArticleVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="runs",
        help_text=_("Of the steps after them."),
    )
    step = models.CharField(_("step"), max_length=16, choices=Step.choices)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    owner = models.CharField(_("worker"), max_length=120, blank=True)
    progress = models.FloatField(_("progress"), default=0, help_text=_("0 to 1"))
    heartbeat_at = models.DateTimeField(
        _("last heard of"),
        default=timezone.now,
        help_text=_("While it waits: when a worker was last woken for it."),
    )
    next_attempt_at = models.DateTimeField(
        _("not before"), null=True, help_text=_("When it may be tried again; empty: now.")
    )
    is_backfill = models.BooleanField(
        _("re-reading"),
        default=False,
        help_text=_("Of an article that is ready already; all others go first."),
    )
    queued_at = models.DateTimeField(_("queued at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    engine_version = models.CharField(_("engine"), max_length=120, blank=True)
    error = models.TextField(_("error"), blank=True)

    objects = PipelineRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("pipeline run")
        verbose_name_plural = _("pipeline runs")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "step"],
                condition=Q(status__in=["queued", "running"]),
                name="pipeline_run_one_open_a_step",
            ),
            models.UniqueConstraint(
                fields=["arrival", "step"],
                condition=Q(status__in=["queued", "running"]),
                name="pipeline_run_one_open_an_arrival",
            ),
            models.CheckConstraint(
                condition=Q(step__in=["fetch", "clean"], arrival__isnull=False, version__isnull=True)
                | Q(
                    step__in=["extract", "match", "second_opinion"],
                    arrival__isnull=True,
                    version__isnull=False,
                ),
                name="pipeline_run_step_fits_its_subject",
            ),
        ]
        indexes = [
            models.Index(
                fields=["heartbeat_at"],
                condition=Q(status__in=["queued", "running"]),
                name="pipeline_run_open",
            )
        ]

    def __str__(self) -> str:
        subject = f"version {self.version_id}" if self.version_id else f"arrival {self.arrival_id}"
        return f"{self.step} of {subject}"

    @property
    def version_read(self) -> ArticleVersion:
        """The version that it works on: of every step but fetch and clean."""
        if self.version is None:
            raise TypeError(f"{self} has no version")
        return self.version

    @property
    def arrival_read(self) -> Arrival:
        """The arrival that it works on: of fetch and clean."""
        if self.arrival is None:
            raise TypeError(f"{self} has no arrival")
        return self.arrival

    @property
    def is_needed(self) -> bool:
        """Whether the article is not ready without it."""
        return self.step in self.NEEDED_STEPS and not self.is_backfill

    @property
    def article(self) -> Article:
        """Whose run it is."""
        return self.version.article if self.version else self.arrival_read.article
