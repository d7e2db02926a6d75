"""How an article came and was worked on, and doing a step of it once more."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from factcheck import pipeline
from factcheck.admin.acts import Act, Words
from factcheck.admin.display import ago, badge, until
from factcheck.models import Article, PipelineRun

Step, Status = PipelineRun.Step, PipelineRun.Status
_AT_WORK = {Article.Status.QUEUED, Article.Status.PROCESSING}
#: Rows on the page of an article; a live blog is fetched for days.
_SHOWN = 30


def repeat_acts() -> list[Act]:
    """The buttons that do one step again."""
    steps: list[tuple[PipelineRun.Step, Words]] = [
        (Step.FETCH, _("Fetch again")),
        (Step.CLEAN, _("Clean again")),
        (Step.EXTRACT, _("Extract again")),
        (Step.MATCH, _("Match again")),
    ]
    return [
        Act(
            name=f"again-{step}",
            label=label,
            done=_("queued again"),
            scope="articles:write",
            run=partial(pipeline.rerun, step=step.value),
            applies=partial(_may_be_done_again, step=step),
            over_lists=step == Step.EXTRACT,
        )
        for step, label in steps
    ]


def _may_be_done_again(article: Any, *, step: PipelineRun.Step) -> bool:
    if article.redacted_at or article.same_as_id or article.status in _AT_WORK:
        return False
    if step == Step.FETCH:
        return bool(article.url) and article.stage != Article.Stage.DRAFT
    if step == Step.CLEAN:
        return article.arrivals.exclude(raw=None).exists()
    return bool(article.version_count)


def arrivals_of(article: Article) -> list[dict[str, Any]]:
    """Newest first."""
    arrivals = article.arrivals.select_related("version").defer("version__text").order_by("-pk")
    return [{"arrival": arrival, "came": ago(arrival.created_at)} for arrival in arrivals[:_SHOWN]]


def runs_of(article: Article) -> list[dict[str, Any]]:
    """Newest first."""
    runs = PipelineRun.objects.of_article(article).select_related("version").defer("version__text")
    return [
        {
            "run": run,
            "status": badge(run.status, run.get_status_display()),
            "percent": round(100 * run.progress) if run.status == Status.RUNNING else None,
            "queued": ago(run.queued_at),
            "next": until(run.next_attempt_at) if run.status == Status.QUEUED and run.next_attempt_at else "",
        }
        for run in runs.order_by("-pk")[:_SHOWN]
    ]
