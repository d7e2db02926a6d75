from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models.article import ArticleVersion


class PipelineRun(models.Model):
    """One step of the pipeline for one version. The row is the job; the broker only wakes a worker.

    ``attempts`` and ``owner`` are committed before the work starts, so a text that kills its worker is
    given up after a few tries instead of killing workers for ever.
    """

    class Step(models.TextChoices):
        EXTRACT = "extract", _("extract")
        SECOND_OPINION = "second_opinion", _("second opinion")

    class Status(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    version = models.ForeignKey(ArticleVersion, on_delete=models.PROTECT, related_name="runs")
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
    queued_at = models.DateTimeField(_("queued at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    engine_version = models.CharField(_("engine"), max_length=120, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("pipeline run")
        verbose_name_plural = _("pipeline runs")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "step"],
                condition=Q(status__in=["queued", "running"]),
                name="pipeline_run_one_open_a_step",
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
        return f"{self.step} of version {self.version_id}"
