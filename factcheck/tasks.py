"""What Celery runs. Each task wakes one function; the rows say what is to be done."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from factcheck import history, pipeline


@shared_task(
    autoretry_for=(OperationalError,),
    retry_backoff=2,
    retry_backoff_max=60,
    max_retries=5,
    retry_jitter=True,
)
def run_step(run_id: int) -> None:
    pipeline.run(run_id)


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
