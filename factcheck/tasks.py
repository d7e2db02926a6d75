"""What Celery runs. Each task wakes one function; the rows say what is to be done."""

from functools import partial

from celery import shared_task
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from factcheck import history, idempotency, pipeline
from factcheck.feeds import looking, schedule

_steps = partial(
    shared_task,
    autoretry_for=(OperationalError,),
    retry_backoff=2,
    retry_backoff_max=60,
    max_retries=5,
    retry_jitter=True,
)


@_steps()
def run_step(run_id: int) -> None:
    """A step that reads with the engine."""
    pipeline.run(run_id)


@_steps()
def take_in(run_id: int) -> None:
    """Fetching and cleaning, in the queue of a program without the engine."""
    pipeline.run(run_id)


@_steps()
def match_step(run_id: int) -> None:
    """Comparing, behind whatever reads."""
    pipeline.run(run_id)


#: All calls that an article may cost, each as slow as it may be, and the engine's own reading.
_OPINION_SECONDS = settings.LLM_CALLS_PER_ARTICLE * settings.LLM_SECONDS + settings.EXTRACTION_SOFT_SECONDS


@shared_task(
    soft_time_limit=_OPINION_SECONDS,
    time_limit=_OPINION_SECONDS + 60,
    expires=settings.LLM_SECONDS,  # the sweep wakes again; what waits behind slow answers must not pile up
)
def ask_second_opinion(run_id: int) -> None:
    from factcheck.second_opinion import step  # brings an HTTP client, which nobody else has a use for

    step.run(run_id)


@shared_task
def sweep_stuck_runs() -> None:
    pipeline.sweep(at=timezone.now())


@shared_task
def relay_events() -> None:
    while history.assign_positions():
        pass


@shared_task
def seal_history() -> None:
    while history.seal():
        pass


@shared_task
def drop_old_answers() -> None:
    idempotency.drop_old(at=timezone.now())


@shared_task
def wake_feeds() -> None:
    schedule.wake_for_due(at=timezone.now())


@shared_task(
    # Feeds one after the other, for three minutes; the last may be an index with slow sitemaps.
    soft_time_limit=840,
    time_limit=900,  # as long as a lease
    expires=60,  # the next tick wakes again
)
def ask_feeds() -> None:
    looking.look_at_due_feeds()
