"""From what came in to stored claims, whatever dies on the way.

The run row is the job. It is committed with what it is for, so a broker that loses its memory loses nothing:
the sweep wakes a worker for every run that nobody works on.
"""

from collections.abc import Callable

from django.db import transaction

from factcheck import history
from factcheck.errors import NotRetryable, Redacted
from factcheck.models import Arrival, Article, PipelineRun, User
from factcheck.steps import queueing
from factcheck.steps.attempts import attempt
from factcheck.steps.clean import clean
from factcheck.steps.extract import extract
from factcheck.steps.fetch import fetch
from factcheck.steps.match import match
from factcheck.steps.queueing import queue_arrival, queue_extraction, sweep

__all__ = ["REPEATABLE", "queue_extraction", "rerun", "retry", "run", "sweep"]

Status, Step = PipelineRun.Status, PipelineRun.Step

_WORK: dict[str, Callable[[PipelineRun, str], None]] = {
    Step.FETCH: fetch,
    Step.CLEAN: clean,
    Step.EXTRACT: extract,
    Step.MATCH: match,
}
#: What may be done once more on demand.
REPEATABLE = frozenset({Step.FETCH, Step.CLEAN, Step.EXTRACT, Step.MATCH})


def run(run_id: int) -> None:
    """Do the step of ``run_id``: what a worker does when it is woken. Safe to call twice, and twice at once.

    Returns at once when somebody else has it or it is done.
    """
    step = PipelineRun.objects.unfinished().filter(pk=run_id).values_list("step", flat=True).first()
    if step in _WORK:
        attempt(run_id, _WORK[step])


@transaction.atomic
def retry(article_id: int, *, actor: User) -> Article:
    """Queue a failed article again, from the step that failed, with all its attempts.

    Raises:
        NotRetryable: it did not fail.
        Redacted: it was taken down.
    """
    article = _lock(article_id)
    if article.status != Article.Status.FAILED:
        raise NotRetryable(
            f"The article is {article.get_status_display()}. Only a failed one can be retried."
        )
    last = PipelineRun.objects.of_article(article).filter(status=Status.FAILED).order_by("-pk").first()
    version = article.versions.order_by("-number").first()
    with history.act():
        history.record(article, "article.retried", actor=actor)
        if version:
            queue_extraction(version)
        elif last:
            queue_arrival(last.arrival_read, Step(last.step))
    article.refresh_from_db()
    return article


@transaction.atomic
def rerun(article_id: int, *, step: str, actor: User) -> Article:
    """Do one step of an article once more: fetch its address, or clean, extract or match what is here.

    What is found anew goes through the same way: a page with other words is a new version, and claims that stand
    where they stood keep their number and history.

    Raises:
        NotRetryable: there is nothing that the step could work on, or it is being worked on.
        Redacted: it was taken down.
    """
    article = _lock(article_id)
    if queueing.open_runs(article).exists():
        raise NotRetryable("The article is being worked on. Wait until it is ready.")
    with history.act():
        history.record(article, "article.step_repeated", actor=actor, details={"step": step})
        _queue_again(article, Step(step))
    article.refresh_from_db()
    return article


def _queue_again(article: Article, step: PipelineRun.Step) -> None:
    newest = article.versions.order_by("-number").first()
    if step == Step.FETCH:
        if not article.url or article.stage == Article.Stage.DRAFT:
            raise NotRetryable("Only a published article with an address can be fetched.")
        last = article.arrivals.filter(kind=Arrival.Kind.URL).order_by("-pk").first()
        given = last.given if last else {}
        arrival = Arrival.objects.create(article=article, kind=Arrival.Kind.URL, url=article.url, given=given)
        queueing.queue_arrival(arrival, step)
    elif step == Step.CLEAN:
        last = article.arrivals.exclude(raw=None).order_by("-pk").first()
        if last is None:
            raise NotRetryable("No page or file of this article is kept that could be read again.")
        queueing.queue_arrival(last, step)
    elif newest is None:
        raise NotRetryable("The article has no words yet.")
    elif step == Step.MATCH:
        queueing.queue_match(newest)
    else:
        queueing.queue_extraction(newest)


def _lock(article_id: int) -> Article:
    article = Article.objects.select_for_update(no_key=True).get(pk=article_id)
    if article.redacted_at:
        raise Redacted("The article was taken down; there are no words to work on.")
    return article
