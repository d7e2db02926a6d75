"""Waking workers. A task only wakes; what must be done stands in a row that a sweep finds again."""

import structlog
from celery import Task
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)

#: The broker hands out the smaller number first.
FIRST, USUAL = 0, 3


def wake(task: Task, *args: object, queue: str | None = None, priority: int = USUAL) -> None:
    """Send ``task`` now, into its own queue unless another is named; a broker that is away is logged, not raised: the sweep will do it.

    Call it after commit. Without that rule an answer of 202 would turn into a 500 for work that is safe.
    """
    try:
        task.apply_async(args, queue=queue, priority=priority)  # type: ignore[arg-type]  # None is the default
    except OperationalError as error:
        log.warning("broker_away", task=task.name, error=str(error))


def count_waiting(task: Task, *, queue: str | None = None) -> int:
    """How many messages wait in the queue of ``task``, or in ``queue``; 0 while the broker is away."""
    name = queue or task.app.amqp.router.route({}, task.name)["queue"].name
    with task.app.connection_or_acquire() as connection:
        try:
            return int(connection.default_channel.queue_declare(name).message_count)
        except (OperationalError, *connection.connection_errors) as error:
            log.warning("broker_away", queue=name, error=str(error))
            return 0
