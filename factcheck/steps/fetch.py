"""The step that fetches: an arrival's address, the bytes that are there."""

from django.db import transaction
from django.utils import timezone

from factcheck import fetching, runs
from factcheck.blobs import keep_bytes
from factcheck.models import Article, PipelineRun
from factcheck.steps import attempts, queueing

Status, Step = PipelineRun.Status, PipelineRun.Step


def fetch(run: PipelineRun, owner: str) -> None:
    if run.article.stage == Article.Stage.DRAFT:
        raise attempts.GiveUp("A draft is not fetched.")
    beat = runs.heartbeat(run.pk, owner=owner)
    try:
        fetched = fetching.fetch(run.arrival_read.url, while_waiting=lambda: beat(0, 1))
    except fetching.Hitch as error:
        raise attempts.TryLater(
            error.detail, after_seconds=error.retry_seconds, is_attempt=not error.is_ours
        ) from error
    except fetching.FetchFailed as error:
        raise attempts.GiveUp(error.detail) from error
    finish(run.pk, owner=owner, fetched=fetched)


@transaction.atomic
def finish(run_id: int, *, owner: str, fetched: fetching.Fetched) -> None:
    """Keep what was fetched, and queue its cleaning."""
    run = runs.lock_own(run_id, owner=owner)
    if run is None:
        return
    arrival = run.arrival_read
    charset = f"; charset={fetched.charset}" if fetched.charset else ""
    media_type = f"{fetched.media_type}{charset}"[:127]
    arrival.raw = keep_bytes(fetched.body, media_type=media_type)
    arrival.final_url, arrival.media_type = fetched.final_url, media_type
    arrival.fetched_at = fetched.fetched_at
    arrival.save(update_fields=["raw", "final_url", "media_type", "fetched_at"])
    queueing.queue_arrival(arrival, Step.CLEAN)
    attempts.end(run, Status.DONE, at=timezone.now())
