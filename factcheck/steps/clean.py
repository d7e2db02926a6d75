"""The step that cleans: the bytes of an arrival, the words in them. A child process reads them, under limits."""

from concurrent.futures import ThreadPoolExecutor, wait

import structlog
from django.db import transaction
from django.utils import timezone

from factcheck import documents, runs
from factcheck.documents import sandbox
from factcheck.errors import DomainError, Redacted
from factcheck.ingest import settling
from factcheck.models import PipelineRun
from factcheck.steps import attempts

log = structlog.get_logger(__name__)
Status = PipelineRun.Status


def clean(run: PipelineRun, owner: str) -> None:
    arrival = run.arrival_read
    if arrival.raw is None:
        raise attempts.GiveUp("There is nothing left to read.")
    beat = runs.heartbeat(run.pk, owner=owner)
    # In a thread of its own: this one goes on showing that it lives.
    with ThreadPoolExecutor(1, thread_name_prefix="clean") as pool:
        reading = pool.submit(
            sandbox.read_document,
            bytes(arrival.raw.content),
            media_type=arrival.media_type,
            filename=arrival.filename,
            url=arrival.final_url or arrival.url,
        )
        while wait([reading], timeout=1).not_done:
            beat(0, 1)
    try:
        document = reading.result()
    except documents.Refused as error:
        if error.where:
            log.error("reader_failed", run=run.pk, where=error.where)
        raise attempts.GiveUp(error.sentence) from error
    try:
        finish(run.pk, owner=owner, document=document)
    except Redacted as error:
        settling.forget(run.arrival_read)
        raise attempts.GiveUp(error.detail) from error
    except DomainError as error:
        raise attempts.GiveUp(error.detail) from error


@transaction.atomic
def finish(run_id: int, *, owner: str, document: documents.Document) -> None:
    """Store the words as a version of the article that they belong to, unless they are here."""
    unlocked = PipelineRun.objects.select_related("arrival__article__publisher").get(pk=run_id)
    finding = settling.read_finding(unlocked.arrival_read, document)
    settling.lock(finding)
    run = runs.lock_own(run_id, owner=owner)
    if run is None:
        return
    settling.settle(run.arrival_read, finding)
    attempts.end(run, Status.DONE, at=timezone.now())
