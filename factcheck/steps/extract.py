"""The step that reads: a version's words, its claims."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from factcheck import extraction, history, runs
from factcheck.claims import store_claims
from factcheck.extraction.types import Analysis
from factcheck.growth import length_read_before
from factcheck.models import Article, ArticleVersion, PipelineRun
from factcheck.steps import attempts, queueing

Status, Step = PipelineRun.Status, PipelineRun.Step
_LATER_VERSION = "A later version came in; this one was not read again."

#: Code points of a text that has grown which are read once more: what pronouns behind them refer to stands there.
_READ_AGAIN = 4_000


def extract(run: PipelineRun, owner: str) -> None:
    analysis = None if _is_past(run) else _read(run, owner)
    finish(run.pk, owner=owner, analysis=analysis)


def _is_past(run: PipelineRun) -> bool:
    """Whether the archive's turn came too late: claims have gone on to a later version, and none goes back."""
    return run.is_backfill and runs.is_superseded(run)


def _read(run: PipelineRun, owner: str) -> Analysis:
    version = run.version_read
    known = length_read_before(version, by=extraction.ENGINE_VERSION)
    return extraction.analyse(
        version.text,
        title=version.title or None,
        published_at=version.published_at,
        is_transcript=version.article.genre == Article.Genre.TRANSCRIPT,
        read_from=max(0, known - _READ_AGAIN),
        progress=runs.heartbeat(run.pk, owner=owner),
    )


@transaction.atomic
def finish(run_id: int, *, owner: str, analysis: Analysis | None) -> None:
    """Store what was read, unless a later version has come in since; None: it had before."""
    run = runs.lock_own(run_id, owner=owner)
    if run is None:
        return
    if analysis is None or _is_past(run):
        attempts.end(run, Status.DONE, error=_LATER_VERSION, at=timezone.now())
        return
    article, version = run.article, run.version_read
    with history.act():
        stored = store_claims(version, analysis)
        run.engine_version = analysis.engine_version
        attempts.end(run, Status.DONE, at=timezone.now())
        if not run.is_backfill:  # the same words as before
            queueing.queue_match(version)
        if article.status == Article.Status.READY and not run.is_backfill:
            _queue_second_opinion(version)
        history.record(
            article,
            "article.extracted",
            actor=None,
            is_consequence=True,
            details={
                "version": version.number,
                "claims": len(stored),
                "engine": analysis.engine_version,
            },
        )


def _queue_second_opinion(version: ArticleVersion) -> None:
    """Have a language model read it too, where there is one. The article is ready, and does not wait."""
    if not settings.LLM_URL or version.language != "en":
        return
    if version.article.stage == Article.Stage.DRAFT and not settings.LLM_READS_DRAFTS:
        return
    run, is_new = PipelineRun.objects.get_or_create(
        version=version, step=Step.SECOND_OPINION, status__in=[Status.QUEUED, Status.RUNNING]
    )
    if is_new:
        queueing.wake_after_commit(run)
