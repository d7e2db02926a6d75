"""Waking workers. A task only wakes; what must be done stands in a row that a sweep finds again."""

import structlog
from celery import Task
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def wake(task: Task, *args: object) -> None:
    """Send ``task`` now; a broker that is away is logged, not raised: the sweep will do it.

    Call it after commit. Without that rule an answer of 202 would turn into a 500 for work that is safe.
    """
    try:
        task.apply_async(args)
    except OperationalError as error:
        log.warning("broker_away", task=task.name, error=str(error))
