"""A run's row as its workers see it: who has it, and that they live. What a step does is not known here."""

import os
import secrets
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models.functions import Coalesce
from django.utils import timezone

from factcheck.models import Arrival, Article, ArticleVersion, PipelineRun

Status = PipelineRun.Status
#: A worker that was not heard of for this many heartbeats is taken for dead.
_MISSED_HEARTBEATS = 3
_ARTICLE = Coalesce("version__article", "arrival__article")


class TakenOver(Exception):
    """Another worker has the run: this one was silent for too long."""


def new_owner() -> str:
    """A name for this attempt. Not host and process alone: a container that starts again has the same ones."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def silent_since(at: datetime) -> datetime:
    """Whoever was last heard of by then is taken for dead."""
    return at - timedelta(seconds=settings.HEARTBEAT_SECONDS * _MISSED_HEARTBEATS)


def is_free(run: PipelineRun, *, at: datetime) -> bool:
    if run.status == Status.QUEUED:
        return run.next_attempt_at is None or run.next_attempt_at <= at
    return run.status == Status.RUNNING and run.heartbeat_at <= silent_since(at)


def is_superseded(run: PipelineRun) -> bool:
    """Whether a later version of its article has come in."""
    return run.article.versions.filter(number__gt=run.version_read.number).exists()


def start(run: PipelineRun, *, owner: str, at: datetime) -> None:
    """Make ``owner`` the run's worker and count the attempt. The caller holds the row, and commits before it works."""
    run.status = Status.RUNNING
    run.owner = owner
    run.attempts += 1
    run.started_at = run.heartbeat_at = at
    run.save(update_fields=["status", "owner", "attempts", "started_at", "heartbeat_at"])


def heartbeat(run_id: int, *, owner: str) -> Callable[[int, int], None]:
    """A function of (done, total) that says that we live, at most every HEARTBEAT_SECONDS.

    It raises TakenOver when the run is somebody else's by now.
    """
    said = timezone.now()

    def beat(done: int, total: int) -> None:
        nonlocal said
        now = timezone.now()
        if now - said < timedelta(seconds=settings.HEARTBEAT_SECONDS):
            return
        said = now
        still_ours = PipelineRun.objects.filter(pk=run_id, owner=owner, status=Status.RUNNING).update(
            heartbeat_at=now, progress=done / total if total else 1.0
        )
        if not still_ours:
            raise TakenOver

    return beat


def lock(run_id: int) -> PipelineRun | None:
    """The run with its article and its version or arrival, all locked; None where there is no such run.

    The article first, as everywhere: a take-down holds it and then wants the rest.
    """
    known = PipelineRun.objects.filter(pk=run_id).values("version", "arrival", of=_ARTICLE).first()
    if known is None:
        return None
    subjects = (
        ArticleVersion.objects.filter(pk=known["version"])
        if known["version"]
        else Arrival.objects.filter(pk=known["arrival"])
    )
    article_id = known["of"]
    while True:
        article = Article.objects.select_for_update(no_key=True).get(pk=article_id)
        subject = subjects.select_for_update(no_key=True).get()
        if subject.article_id == article.pk:  # an arrival goes over to the article that it turns out to be
            break
        article_id = subject.article_id
    run = PipelineRun.objects.select_for_update(no_key=True).get(pk=run_id)
    subject.article = article
    if isinstance(subject, ArticleVersion):
        run.version = subject
    else:
        run.arrival = subject
    return run


def lock_own(run_id: int, *, owner: str) -> PipelineRun | None:
    """The run, locked, if ``owner`` still has it: a worker taken for dead must not write over its successor."""
    run = lock(run_id)
    return run if run and run.owner == owner and run.status == Status.RUNNING else None


def end(run: PipelineRun, status: str, *, error: str, at: datetime) -> None:
    """The run is done, or given up for good. The caller holds the row."""
    run.status, run.error, run.finished_at, run.heartbeat_at = status, error, at, at
    run.save(update_fields=["status", "error", "finished_at", "heartbeat_at", "progress", "engine_version"])
