"""What is known of an article beside its words. It is filled in as people and pages say it, and its history says who did."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from factcheck import history
from factcheck.ingest import identity
from factcheck.ingest.identity import Name
from factcheck.ingest.submission import Submission
from factcheck.models import Article, Publisher, User
from factcheck.signals import article_changed


def keep(article: Article, submission: Submission, names: Sequence[Name] = (), *, actor: User | None) -> None:
    """Fill in what was not known of an article, which the caller has locked. A published one is no draft any more.

    ``names`` that name no other article lead to it from now on. No actor: it follows from what a page turned out to be.
    """
    with _recorded(article, names, actor=actor):
        article.publisher = article.publisher or submission.publisher
        article.deadline = article.deadline or submission.deadline
        if submission.stage == Article.Stage.PUBLISHED:
            article.stage = submission.stage
        _fill_in_genre(article, submission.genre)


def keep_found(
    article: Article, *, genre: str | None = None, publisher: Publisher | None = None, names: Sequence[Name]
) -> None:
    """The same with what a page or a file says of itself, where nobody else said."""
    with _recorded(article, names, actor=None):
        article.publisher = article.publisher or publisher
        _fill_in_genre(article, genre)


def _fill_in_genre(article: Article, genre: str | None) -> None:
    if genre and article.genre == Article.Genre.NEWS:  # as good as not said
        article.genre = genre


@contextmanager
def _recorded(article: Article, names: Sequence[Name], *, actor: User | None) -> Iterator[None]:
    """Give a locked article ``names``, and save what changes of it inside. Its history tells what stood there before, and
    the apps above are told what changed."""
    before = _facts_of(article)
    yield
    named = identity.give(article, names)
    after = _facts_of(article)
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if changed:
        article.save(update_fields=list(changed))
    also = [name.value for name in named if name.value not in {article.url, article.external_id}]
    details = {"changed": changed, "also_posted_as": also}
    said = {what: value for what, value in details.items() if value}
    if not said:
        return
    with history.act():
        history.record(
            article,
            "article.changed",
            actor=actor,
            is_consequence=actor is None,
            details=said,
            article_ids=[article.pk],
        )
        if changed:
            article_changed.send(sender=Article, article=article, changed=frozenset(changed))


def _facts_of(article: Article) -> dict[str, Any]:
    return {
        "publisher": article.publisher and article.publisher.slug,
        "genre": article.genre,
        "stage": article.stage,
        "deadline": article.deadline and article.deadline.isoformat(),
        "url": article.url,
        "external_id": article.external_id,
    }
