"""Words in: frozen, stored once, queued."""

from collections.abc import Sequence

from django.db import transaction

from factcheck import history
from factcheck.digests import sha256_hex
from factcheck.ingest import facts, identity
from factcheck.ingest.identity import Name
from factcheck.ingest.submission import Submission
from factcheck.ingest.words import Words, read_words
from factcheck.models import Article, ArticleVersion, User
from factcheck.steps import queueing
from factcheck.utf16 import astral_offsets

_POSTED_INSTEAD = "The words were posted meanwhile."


def store(submission: Submission, *, owner: User) -> tuple[ArticleVersion, bool]:
    """Store an article, or find it: the version, and whether it is new and was queued.

    Other words under a known external id or at a known address are a new version of that article; the same words
    are the same version. Fifty callers at once store one.

    Raises:
        InvalidInput: no words, or characters that no text can hold.
        TooLong: more than ARTICLE_MAX_CHARS code points.
        Redacted: the article, or these words, were taken down.
    """
    words = read_words(submission)
    names = identity.names_of(submission, owner)
    with transaction.atomic():
        identity.lock(names, words.content_sha256)
        article = identity.find_by_name(names)
        if article is None:
            article = identity.find_by_content(words.content_sha256, kinds=[name.kind for name in names])
            version = article and version_with(article, words)
        else:
            version = newest_if_same(article, words)
        if version is None:
            identity.check_not_taken_down(words.content_sha256)
        with history.act():
            if article is None:
                article = open_article(submission, names, owner=owner)
            else:
                facts.keep(article, submission, names, actor=owner)
            queueing.end_arrivals(article, why=_POSTED_INSTEAD)
            if version:
                return version, False
            return add_version(article, words, actor=owner), True


@transaction.atomic
def paste(article_id: int, *, actor: User, text: str, title: str = "") -> ArticleVersion:
    """Words for an article that is here: what a page that could not be fetched, or a file, says. Its names stay.

    Raises: as ``store``.
    """
    words = read_words(Submission(text=text, title=title))
    identity.lock([], words.content_sha256)
    article = identity.lock_article(article_id)
    identity.check_not_taken_down(words.content_sha256)
    with history.act():
        queueing.end_arrivals(article, why=_POSTED_INSTEAD)
        return newest_if_same(article, words) or add_version(article, words, actor=actor)


def newest_if_same(article: Article, words: Words) -> ArticleVersion | None:
    """The article's newest version, if it holds ``words``: those that come back are a version of their own."""
    newest = article.versions.order_by("-number").first()
    return newest if newest and newest.content_sha256 == words.content_sha256 else None


def version_with(article: Article, words: Words) -> ArticleVersion | None:
    return article.versions.filter(content_sha256=words.content_sha256).order_by("-number").first()


def open_article(submission: Submission, names: Sequence[Name] = (), *, owner: User) -> Article:
    """A new article, without words."""
    article = Article.objects.create(
        owner=owner,
        publisher=submission.publisher,
        genre=submission.genre or Article.Genre.NEWS,
        stage=submission.stage,
        deadline=submission.deadline,
    )
    identity.give(article, names)
    article.save(update_fields=["url", "external_id"])
    return article


def add_version(article: Article, words: Words, *, actor: User | None) -> ArticleVersion:
    """``freeze``, and queue the engine for it."""
    version = freeze(article, words, actor=actor)
    queueing.queue_extraction(version)
    return version


def freeze(article: Article, words: Words, *, actor: User | None) -> ArticleVersion:
    """Store ``words`` as the next version of an article that the caller has locked."""
    newest = article.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = ArticleVersion.objects.create(
        article=article,
        number=newest + 1,
        title=words.title,
        headline=words.title,
        text=words.text,
        author=words.author,
        published_at=words.published_at,
        modified_at=words.modified_at,
        text_sha256=sha256_hex(words.text),
        content_sha256=words.content_sha256,
        blocks=words.blocks,
        astral={"title": astral_offsets(words.title), "text": astral_offsets(words.text)},
        notices=words.notices,
    )
    history.record(
        article,
        "article.revised" if newest else "article.ingested",
        actor=actor,
        details={"version": version.number, "text_sha256": version.text_sha256},
        article_ids=[article.pk],
    )
    return version
