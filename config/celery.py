"""The Celery application: limits, routes and the schedule, each with its reason."""

import gc
import os
import signal
from typing import Any

from celery import Celery, signals
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

from config.launch import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Django's checks look at the code, which CI has done; here each program would import the admin and the API for them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("factcheck")
app.conf.update(
    broker_url=settings.BROKER_URL,
    # Nothing waits for a task's return value: what a task does is in the database.
    task_ignore_result=True,
    # A task of a killed worker is delivered again; every task is safe to run twice.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    # A long article must not sit behind a busy worker while another is idle.
    worker_prefetch_multiplier=1,
    # An article request answers in milliseconds even when the broker is away: the sweep finds its run.
    broker_transport_options={
        "socket_timeout": 5,
        "socket_connect_timeout": 1,
        "visibility_timeout": 3600,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "connect_retries_timeout": 0.2,
    },
    task_publish_retry=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # What a worker is at when the broker goes away is finished: its run's row says that it has it.
    worker_cancel_long_running_tasks_on_connection_loss=False,
    task_soft_time_limit=settings.EXTRACTION_SOFT_SECONDS,
    task_time_limit=settings.EXTRACTION_HARD_SECONDS,
    task_default_queue="extract",
    # Ticks and retries too; only what comes first has another (``factcheck.broker``).
    task_default_priority=3,
    task_routes={
        # The ticks are short; behind articles in "extract" they would come late.
        "factcheck.tasks.run_step": {"queue": "extract"},
        # A program of its own as well: one that waits for a site must not be one that reads articles.
        "factcheck.tasks.take_in": {"queue": "fetch"},
        # A worker of its own listens here (Procfile): one that waits for a language model reads no article.
        "factcheck.tasks.ask_second_opinion": {"queue": "opinion"},
        # As with pages: who waits for a site reads no article meanwhile.
        "factcheck.tasks.ask_feeds": {"queue": "fetch"},
        # The same program, but a queue of its own: a reviewer waits for the title, a hundred articles do not.
        "reviews.tasks.read_page": {"queue": "evidence"},
        "factcheck.tasks.match_step": {"queue": "match"},
        "factcheck.tasks.*": {"queue": "deliver"},
        # Who waits for a mail server waits with those who wait for sites.
        "reviews.tasks.send_mails": {"queue": "fetch"},
        "reviews.tasks.*": {"queue": "match"},
    },
    # A tick that was not worked on by the time of the next is dropped.
    beat_schedule={
        # A run whose worker died waits no longer than its silence and one tick.
        "sweep-stuck-runs": {
            "task": "factcheck.tasks.sweep_stuck_runs",
            "schedule": settings.SWEEP_SECONDS,
            "options": {"expires": settings.SWEEP_SECONDS},
        },
        # How late the change feed may be.
        "relay-events": {
            "task": "factcheck.tasks.relay_events",
            "schedule": 2.0,
            "options": {"expires": 10},
        },
        # Editors set times by the minute.
        "wake-held-reviews": {
            "task": "reviews.tasks.wake_due_reviews",
            "schedule": 30.0,
            "options": {"expires": 30},
        },
        # Due dates are set by the minute; what a worker left of a new order goes on.
        "rerank-open-reviews": {
            "task": "reviews.tasks.rerank_open_reviews",
            "schedule": 30.0,
            "options": {"expires": 30},
        },
        # They are kept for a day; an hour more does no harm.
        "drop-unused-evidence": {
            "task": "reviews.tasks.drop_unused_evidence",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        # Nobody minds a minute; a tick after which nothing is new reads one index.
        "tell-overdue": {
            "task": "reviews.tasks.tell_overdue",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        # Soon is at most every quarter of an hour for each reader; this is how late that may be.
        "send-mails": {
            "task": "reviews.tasks.send_mails",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        # They are kept for weeks.
        "forget-old-drafts": {
            "task": "reviews.tasks.forget_old_drafts",
            "schedule": 6 * 3600.0,
            "options": {"expires": 3600},
        },
        # The shortest interval of a feed is a minute.
        "wake-feeds": {
            "task": "factcheck.tasks.wake_feeds",
            "schedule": 20.0,
            "options": {"expires": 20},
        },
        # Kept for days; an hour more does no harm.
        "drop-old-answers": {
            "task": "factcheck.tasks.drop_old_answers",
            "schedule": 3600.0,
            "options": {"expires": 3600},
        },
        # What was recorded since the last seal is guarded by its chain alone.
        "seal-history": {
            "task": "factcheck.tasks.seal_history",
            "schedule": 300.0,
            "options": {"expires": 300},
        },
    },
    # Logging belongs to config.logs.
    worker_hijack_root_logger=False,
)
app.autodiscover_tasks(["factcheck", "reviews"])
app.steps["worker"].add(DjangoStructLogInitStep)  # the request's id travels with its tasks


@signals.setup_logging.connect
def _keep_our_logging(**_: object) -> None:
    """A receiver is enough: Celery then leaves the root logger alone."""


@signals.worker_init.connect
def _load_model_before_the_fork(sender: Any, **_: object) -> None:
    """Children share the model's memory; the freeze keeps the collector from touching (and copying) it.

    Who only fetches, cleans and takes ticks has no use for the model.
    """
    if not set(sender.app.amqp.queues.consume_from) <= {"fetch", "evidence", "deliver"}:
        from factcheck.extraction import load_model

        load_model()
    gc.collect()
    gc.freeze()


@signals.worker_process_init.connect
def _die_with_the_parent(**_: object) -> None:
    """A worker killed with -9 takes its children along, so none works on for nobody."""
    die_with_parent(signal.SIGKILL)
