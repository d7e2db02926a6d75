"""What waits, and who is woken for it. The run row is the job, committed with what it is for; the broker only wakes."""

from datetime import datetime

from celery import Task
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from factcheck import runs
from factcheck.broker import FIRST, USUAL, count_waiting, wake
from factcheck.models import Arrival, Article, ArticleVersion, PipelineRun

Status, Step = PipelineRun.Status, PipelineRun.Step
#: What a sweep wakes at once; the next one goes on with those that wait longest.
_SWEEP_AT_ONCE = 500
#: A queue with as many messages keeps its workers awake: what waits needs no further ones.
_ENOUGH_MESSAGES = 50
_PASTE = "Paste the text; the address is kept."
_BACKFILL = "backfill"


def queue_extraction(version: ArticleVersion) -> PipelineRun:
    """Queue the engine for ``version`` and wake a worker after the commit. In a transaction."""
    run, _ = _extraction(version)
    if run.is_backfill:  # the archive's turn had come; now somebody waits for it
        run.is_backfill = False
        run.save(update_fields=["is_backfill"])
    set_status(version.article, Article.Status.QUEUED)
    wake_after_commit(run)
    return run


def queue_backfill(version: ArticleVersion) -> PipelineRun:
    """Have ``version`` read again behind everything else; its article stays as it is meanwhile. In a transaction."""
    run, is_new = _extraction(version, is_backfill=True)
    if is_new:
        wake_after_commit(run)
    return run


def _extraction(version: ArticleVersion, *, is_backfill: bool = False) -> tuple[PipelineRun, bool]:
    """The extraction of ``version`` that is not finished, and whether it was queued just now."""
    return PipelineRun.objects.unfinished().get_or_create(
        version=version, step=Step.EXTRACT, defaults={"is_backfill": is_backfill}
    )


def queue_arrival(arrival: Arrival, step: PipelineRun.Step) -> PipelineRun:
    """Queue the fetching or the cleaning of ``arrival`` and wake a worker after the commit. In a transaction."""
    run = PipelineRun.objects.create(arrival=arrival, step=step)
    set_status(arrival.article, Article.Status.QUEUED)
    wake_after_commit(run)
    return run


def queue_match(version: ArticleVersion) -> None:
    """Have ``version`` compared with what is here, unless it waits for that already. In a transaction."""
    run, is_new = PipelineRun.objects.get_or_create(
        version=version, step=Step.MATCH, status__in=[Status.QUEUED, Status.RUNNING]
    )
    if is_new:
        wake_after_commit(run)


def end_arrivals(article: Article, *, why: str) -> None:
    """What is still on its way to an article, which the caller has locked, is not waited for any more."""
    open_arrivals = PipelineRun.objects.filter(arrival__article=article).unfinished()
    if open_arrivals.update(status=Status.DONE, error=why, finished_at=timezone.now()):
        settle_status(article)


def open_runs(article: Article) -> QuerySet[PipelineRun]:
    """Those that the article is not ready without."""
    return PipelineRun.objects.of_article(article).unfinished().needed()


def settle_status(article: Article) -> None:
    """What the ends of its runs make of an article that the caller has locked."""
    newest = article.versions.order_by("-number").first()
    if open_runs(article).exists():
        set_status(article, Article.Status.QUEUED)
    elif newest:
        last = newest.runs.filter(step=Step.EXTRACT, is_backfill=False).order_by("-pk").first()
        failed = last if last and last.status == Status.FAILED else None
        _end_as(article, failed, advice="")
    else:
        last = PipelineRun.objects.filter(arrival__article=article).order_by("-pk").first()
        _end_as(article, None if article.same_as_id else last, advice=_PASTE)


def _end_as(article: Article, failed: PipelineRun | None, *, advice: str) -> None:
    if failed is None:
        set_status(article, Article.Status.READY)
    else:
        says_how = "paste the text" in failed.error.lower()
        failure = failed.error if says_how else f"{failed.error} {advice}".rstrip()
        set_status(article, Article.Status.FAILED, failure=failure)


def set_status(article: Article, status: str, *, failure: str = "") -> None:
    article.status, article.failure = status, failure
    article.save(update_fields=["status", "failure"])


def sweep(*, at: datetime) -> int:
    """Wake a worker for every run whose worker is dead, or that waits and nobody was told; how many were woken."""
    stuck = list(
        PipelineRun.objects.unfinished()
        .due(at=at)
        .filter(step__in=_steps_done_here(), heartbeat_at__lte=runs.silent_since(at))
        .exclude(_is_told(), status=Status.QUEUED)
        # The archive comes last. Those whose worker died go before those that wait ("running" before "queued").
        .order_by("is_backfill", "-status", "heartbeat_at", "step")
        .only("pk", "step", "status", "is_backfill")[:_SWEEP_AT_ONCE]
    )
    # Not woken again before as long has passed: a queue must not be filled with repeats.
    waiting = PipelineRun.objects.filter(pk__in=[run.pk for run in stuck], status=Status.QUEUED)
    waiting.update(heartbeat_at=at)
    for run in stuck:
        _wake(run)
    return len(stuck)


def _is_told() -> Q:
    """Of which waiting runs a message waits too, so far as one can know: their queue has many, and their time had come
    when a worker was last woken for them."""
    crowded = Q(pk__in=[])
    if count_waiting(_task_of(Step.EXTRACT), queue=_BACKFILL) >= _ENOUGH_MESSAGES:
        crowded |= Q(is_backfill=True)
    for step in _steps_done_here():
        if count_waiting(_task_of(step)) >= _ENOUGH_MESSAGES:
            crowded |= Q(step=step, is_backfill=False)
    return crowded & ~Q(next_attempt_at__gt=F("heartbeat_at"))


def _steps_done_here() -> list[str]:
    """Without a language model nobody listens for its opinion."""
    return [step for step in Step if step != Step.SECOND_OPINION or settings.LLM_URL]


def wake_after_commit(run: PipelineRun) -> None:
    # Not a partial: Django names the function when it logs its error, and a partial has no name.
    transaction.on_commit(lambda: _wake(run), robust=True)


def _wake(run: PipelineRun) -> None:
    # Whose worker died has waited already: it goes before what has only come in.
    priority = FIRST if run.status == Status.RUNNING else USUAL
    wake(_task_of(run.step), run.pk, queue=_BACKFILL if run.is_backfill else None, priority=priority)


def _task_of(step: str) -> Task:
    from factcheck import tasks  # they call this module

    tasks_of = {
        Step.FETCH: tasks.take_in,
        Step.CLEAN: tasks.take_in,
        Step.EXTRACT: tasks.run_step,
        Step.MATCH: tasks.match_step,
        Step.SECOND_OPINION: tasks.ask_second_opinion,
    }
    return tasks_of[Step(step)]
