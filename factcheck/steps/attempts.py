"""One attempt at a run: taken and counted before the work, ended after it, whatever the work was."""

from collections.abc import Callable
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from factcheck import history, runs
from factcheck.models import Article, PipelineRun
from factcheck.steps import queueing

Status, Step = PipelineRun.Status, PipelineRun.Step
#: Of what heals by itself: after the first failure so long, then four times as long each time, up to the last.
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
#: Nobody is asked to come back later than that.
_LONGEST_WISH = timedelta(days=1)
#: Whose work it is, in the sentences that say what went wrong.
_WORK = {Step.FETCH: "Fetching", Step.CLEAN: "Reading the page or file", Step.MATCH: "Comparing"}


class TryLater(Exception):
    """It may heal; the message says what was wrong. ``after_seconds``: not before, where that is known.

    ``is_attempt``: False where nothing was tried, and none of the attempts is used up.
    """

    def __init__(self, sentence: str, *, after_seconds: float | None = None, is_attempt: bool = True) -> None:
        super().__init__(sentence)
        self.after_seconds = after_seconds
        self.is_attempt = is_attempt


class GiveUp(Exception):
    """It will not heal; the message says why."""


def attempt(run_id: int, work: Callable[[PipelineRun, str], None]) -> None:
    """Take the run and do ``work(run, owner)``. Safe to call twice, and twice at once.

    Returns at once when somebody else has it, when it is done, or when its time has not come.
    """
    owner = runs.new_owner()
    taken = take(run_id, owner=owner, at=timezone.now())
    if taken is None:
        return
    what = _WORK.get(Step(taken.step), "The engine")
    try:
        work(taken, owner)
    except runs.TakenOver:
        return
    except GiveUp as error:
        give_up(run_id, owner=owner, error=str(error))
    except TryLater as error:
        pause = _pause(taken, error)
        give_back(run_id, owner=owner, error=str(error), pause=pause, is_attempt=error.is_attempt)
    except SoftTimeLimitExceeded:
        seconds = settings.EXTRACTION_SOFT_SECONDS
        give_back(run_id, owner=owner, error=f"{what} did not finish within {seconds} seconds.")
    except Exception as error:
        # The attempt's end must reach the row whatever the work did; then the error is the worker's log's.
        give_back(run_id, owner=owner, error=f"{what} failed: {type(error).__name__}.")
        raise


def _pause(run: PipelineRun, error: TryLater) -> timedelta:
    pause = min(_FIRST_PAUSE * 4 ** (run.attempts - 1), _LONGEST_PAUSE)
    wish = timedelta(seconds=error.after_seconds or 0)
    return max(pause, min(wish, _LONGEST_WISH))


@transaction.atomic
def take(run_id: int, *, owner: str, at: datetime) -> PipelineRun | None:
    """Make ``owner`` the run's worker and count the attempt, committed before the work begins."""
    run = runs.lock(run_id)
    if run is None or not runs.is_free(run, at=at) or _waits_for_earlier_version(run):
        return None
    if run.attempts >= _most_attempts(run):
        # Its last worker died without a word: a text that kills workers ends here.
        _fail(run, error=run.error or "The worker died while it read the article.", at=at)
        return None
    runs.start(run, owner=owner, at=at)
    if run.is_needed:
        queueing.set_status(run.article, Article.Status.PROCESSING)
    return run


def _most_attempts(run: PipelineRun) -> int:
    """A site that is away for an hour is no reason to give an article up."""
    return settings.FETCH_MAX_ATTEMPTS if run.step == Step.FETCH else settings.PIPELINE_MAX_ATTEMPTS


def _waits_for_earlier_version(run: PipelineRun) -> bool:
    """Claims go on from one version to the next, so the versions of an article are read in order."""
    if run.version is None:
        return False
    earlier = queueing.open_runs(run.article).filter(version__number__lt=run.version.number)
    return earlier.exists()


@transaction.atomic
def give_back(
    run_id: int, *, owner: str, error: str, pause: timedelta | None = None, is_attempt: bool = True
) -> None:
    """End an attempt that failed: queue the next, ``pause`` from now, or give up after the last."""
    run = runs.lock_own(run_id, owner=owner)
    if run is None:
        return
    if not is_attempt:
        run.attempts -= 1
    if run.attempts >= _most_attempts(run):
        _fail(run, error=error, at=timezone.now())
        return
    run.status, run.owner, run.error = Status.QUEUED, "", error
    run.next_attempt_at = timezone.now() + pause if pause else None
    run.save(update_fields=["status", "owner", "error", "attempts", "next_attempt_at"])
    if run.arrival_id:
        queueing.set_status(run.article, Article.Status.QUEUED)  # it may wait for an hour
    if not pause:
        queueing.wake_after_commit(run)


@transaction.atomic
def give_up(run_id: int, *, owner: str, error: str) -> None:
    """End a run that no further attempt would help."""
    run = runs.lock_own(run_id, owner=owner)
    if run:
        end(run, Status.FAILED, error=error, at=timezone.now())


def _fail(run: PipelineRun, *, error: str, at: datetime) -> None:
    tries = "1 attempt" if run.attempts == 1 else f"{run.attempts} attempts"
    end(run, Status.FAILED, error=f"{error} Gave up after {tries}.", at=at)


def end(run: PipelineRun, status: str, *, error: str = "", at: datetime) -> None:
    """End the run, which the caller has locked, and say what that makes of its article."""
    if status == Status.DONE:
        run.progress = 1.0
    runs.end(run, status, error=error, at=at)
    article = run.article
    if run.is_needed:
        queueing.settle_status(article)
    if status == Status.FAILED:
        history.record(
            article,
            "article.failed",
            actor=None,
            is_consequence=True,
            details={"error": error, "step": run.step},
            article_ids=[article.pk],
        )
    for waiting in queueing.open_runs(article).filter(status=Status.QUEUED):
        if waiting.pk != run.pk and waiting.version_id:
            queueing.wake_after_commit(waiting)
