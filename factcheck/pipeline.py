"""From a stored version to stored claims, whatever dies on the way.

The run row is the job. It is committed with the version, so a broker that loses its memory loses nothing:
the sweep wakes a worker for every run that nobody works on.
"""

from datetime import datetime

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from factcheck import extraction, history, runs
from factcheck.broker import wake
from factcheck.claims import store_claims
from factcheck.errors import NotRetryable, Redacted
from factcheck.extraction.types import Analysis
from factcheck.models import Article, ArticleVersion, PipelineRun, User

log = structlog.get_logger(__name__)

Status, Step = PipelineRun.Status, PipelineRun.Step
#: What a sweep wakes at once; the next one goes on with those that wait longest.
_SWEEP_AT_ONCE = 500


def queue_extraction(version: ArticleVersion) -> PipelineRun:
    """Queue the engine for ``version`` and wake a worker after the commit. In a transaction."""
    run = PipelineRun.objects.create(version=version, step=Step.EXTRACT)
    _set_status(version.article, Article.Status.QUEUED)
    _wake_after_commit(run)
    return run


@transaction.atomic
def retry(article_id: int, *, actor: User) -> Article:
    """Queue a failed article again, with all its attempts.

    Raises:
        NotRetryable: it did not fail.
        Redacted: it was taken down.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article_id)
    if article.redacted_at:
        raise Redacted("The article was taken down; there are no words to work on.")
    if article.status != Article.Status.FAILED:
        raise NotRetryable(
            f"The article is {article.get_status_display()}. Only a failed one can be retried."
        )
    history.record(article, "article.retried", actor=actor)
    queue_extraction(article.versions.latest("number"))
    article.refresh_from_db()
    return article


def run(run_id: int) -> None:
    """Do the step of ``run_id``: what a worker does when it is woken. Safe to call twice, and twice at once.

    Returns at once when somebody else has it or it is done.
    """
    owner = runs.new_owner()
    taken = _take(run_id, owner=owner, at=timezone.now())
    if taken is None:
        return
    version = taken.version_read
    try:
        analysis = extraction.analyse(
            version.text,
            title=version.title or None,
            published_at=version.published_at,
            progress=runs.heartbeat(run_id, owner=owner),
        )
        _finish(run_id, owner=owner, analysis=analysis)
    except SoftTimeLimitExceeded:
        _give_back(
            run_id,
            owner=owner,
            error=f"The engine did not finish within {settings.EXTRACTION_SOFT_SECONDS} seconds.",
        )
        return
    except runs.TakenOver:
        return
    except Exception as error:
        # The attempt's end must reach the row whatever the engine did; then the error is the worker's log's.
        _give_back(run_id, owner=owner, error=f"The engine failed: {type(error).__name__}.")
        raise


def sweep(*, at: datetime) -> int:
    """Wake a worker for every run that waits or whose worker is dead; how many were woken."""
    stuck = PipelineRun.objects.filter(
        step__in=_steps(),
        status__in=[Status.QUEUED, Status.RUNNING],
        heartbeat_at__lte=runs.silent_since(at),
    ).order_by("step", "heartbeat_at")[:_SWEEP_AT_ONCE]  # "extract" goes first
    found = dict(stuck.values_list("pk", "step"))
    # Not woken again before as long has passed: a long queue must not be filled with repeats.
    PipelineRun.objects.filter(pk__in=found, status=Status.QUEUED).update(heartbeat_at=at)
    for run_id, step in found.items():
        _wake(run_id, step)
    return len(found)


def _steps() -> list[str]:
    """The steps that somebody does here. Without a language model nobody listens for its opinion."""
    return [Step.EXTRACT, Step.SECOND_OPINION] if settings.LLM_URL else [Step.EXTRACT]


@transaction.atomic
def _take(run_id: int, *, owner: str, at: datetime) -> PipelineRun | None:
    """Make ``owner`` the run's worker and count the attempt, committed before the work begins."""
    run = runs.lock(run_id)
    if run is None or not runs.is_free(run, at=at) or _waits_for_earlier_version(run):
        return None
    if run.attempts >= settings.PIPELINE_MAX_ATTEMPTS:
        # Its last worker died without a word: a text that kills workers ends here.
        error = run.error or "The worker died while it read the article."
        _fail(run, error=f"{error} Gave up after {run.attempts} attempts.", at=at)
        return None
    runs.start(run, owner=owner, at=at)
    _set_status(run.article, Article.Status.PROCESSING)
    return run


def _waits_for_earlier_version(run: PipelineRun) -> bool:
    """Claims go on from one version to the next, so the versions of an article are read in order."""
    return _open_runs(run.article).filter(version__number__lt=run.version_read.number).exists()


@transaction.atomic
def _finish(run_id: int, *, owner: str, analysis: Analysis) -> None:
    run = runs.lock_own(run_id, owner=owner)
    if run is None:
        return
    article = run.article
    with history.act():
        stored = store_claims(run.version_read, analysis)
        run.progress, run.engine_version = 1.0, analysis.engine_version
        _end(run, Status.DONE, error="", at=timezone.now())
        is_last = not _open_runs(article).exists()
        _set_status(article, Article.Status.READY if is_last else Article.Status.QUEUED)
        if is_last:
            _queue_second_opinion(run.version_read)
        history.record(
            article,
            "article.extracted",
            actor=None,
            is_consequence=True,
            details={
                "version": run.version_read.number,
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
        _wake_after_commit(run)


@transaction.atomic
def _give_back(run_id: int, *, owner: str, error: str) -> None:
    """End an attempt that failed: queue the next, or give up after the last."""
    run = runs.lock_own(run_id, owner=owner)
    if run is None:
        return
    if run.attempts >= settings.PIPELINE_MAX_ATTEMPTS:
        _fail(run, error=f"{error} Gave up after {run.attempts} attempts.", at=timezone.now())
        return
    run.status, run.owner, run.error = Status.QUEUED, "", error
    run.save(update_fields=["status", "owner", "error"])
    _wake_after_commit(run)


def _fail(run: PipelineRun, *, error: str, at: datetime) -> None:
    article = run.article
    _end(run, Status.FAILED, error=error, at=at)
    # While a later version waits it is that one that counts.
    if _open_runs(article).exists():
        _set_status(article, Article.Status.QUEUED)
    else:
        _set_status(article, Article.Status.FAILED, failure=error)
    history.record(
        article,
        "article.failed",
        actor=None,
        is_consequence=True,
        details={"error": error},
        article_ids=[article.pk],
    )


def _open_runs(article: Article) -> QuerySet[PipelineRun]:
    """Those that the article is not ready without."""
    return PipelineRun.objects.filter(
        version__article=article, step=Step.EXTRACT, status__in=[Status.QUEUED, Status.RUNNING]
    )


def _end(run: PipelineRun, status: str, *, error: str, at: datetime) -> None:
    runs.end(run, status, error=error, at=at)
    for waiting in _open_runs(run.article).filter(status=Status.QUEUED):
        _wake_after_commit(waiting)


def _set_status(article: Article, status: str, *, failure: str = "") -> None:
    article.status, article.failure = status, failure
    article.save(update_fields=["status", "failure"])


def _wake_after_commit(run: PipelineRun) -> None:
    # Not a partial: Django names the function when it logs its error, and a partial has no name.
    transaction.on_commit(lambda: _wake(run.pk, run.step), robust=True)


def _wake(run_id: int, step: str) -> None:
    from factcheck import tasks  # they call this module

    wake(tasks.ask_second_opinion if step == Step.SECOND_OPINION else tasks.run_step, run_id)
