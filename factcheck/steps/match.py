"""The step that compares: an article with those that are here. The article is ready, and does not wait for it."""

from django.db import transaction
from django.utils import timezone

from factcheck import runs
from factcheck.models import PipelineRun
from factcheck.steps import attempts


def match(run: PipelineRun, owner: str) -> None:
    """Link the near copies of the version's text."""
    from factcheck.likeness.linking import link_likenesses  # brings scipy, which nobody else has a use for

    link_likenesses(run.version_read)
    _finish(run.pk, owner=owner)


@transaction.atomic
def _finish(run_id: int, *, owner: str) -> None:
    run = runs.lock_own(run_id, owner=owner)
    if run:
        attempts.end(run, PipelineRun.Status.DONE, at=timezone.now())
