"""Waking workers. A task only wakes; what must be done stands in a row that a sweep finds again."""

import structlog
from celery import Task
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def wake(task: Task, *args: object, queue: str | None = None) -> None:
    """Send ``task`` now, into its own queue unless another is named; a broker that is away is logged, not raised: the sweep will do it.

    Call it after commit. Without that rule an answer of 202 would turn into a 500 for work that is safe.
    """
    try:
        task.apply_async(args, queue=queue)  # type: ignore[arg-type]  # None is the default
    except OperationalError as error:
        log.warning("broker_away", task=task.name, error=str(error))
