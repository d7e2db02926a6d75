"""Which article it is: the names that it is posted under, and its words.

First (owner, external id), then the address, then the words: what has an address of its own is another article than
one with the same words at another address (agency copy), and so is what one sender calls by two ids.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from factcheck import advisory
from factcheck.digests import keyed_sha256, sha256_hex
from factcheck.errors import Redacted
from factcheck.ingest.addresses import canonical_address
from factcheck.ingest.submission import Submission
from factcheck.models import Article, ArticleIdentifier, ArticleVersion, User

Kind = ArticleIdentifier.Kind


@dataclass(frozen=True)
class Name:
    """A name of an article; ``value`` is as it was posted, ``canonical`` decides."""

    kind: str
    value: str
    canonical: str
    owner_id: int | None = None

    @property
    def key(self) -> str:
        return sha256_hex(self.canonical)

    @property
    def keys(self) -> list[str]:
        """As it is posted, and as a take-down leaves it."""
        return [self.key, keyed_sha256(self.canonical)]


def address(url: str) -> Name:
    return Name(Kind.URL, url, canonical_address(url))


def names_of(submission: Submission, owner: User) -> list[Name]:
    """In the order in which they decide."""
    names = []
    if submission.external_id:
        given = submission.external_id
        names.append(Name(Kind.EXTERNAL_ID, given, given, owner.pk))
    if submission.url:
        names.append(address(submission.url))
    return names


def lock(names: Iterable[Name], *content: str) -> None:
    """Make callers with the same article wait for each other, until the transaction ends.

    ``content``: digests of words or of bytes. Before any row is locked.
    """
    advisory.lock(
        *((name.kind, str(name.owner_id), name.canonical) for name in names),
        *(("content", digest) for digest in content),
    )


def find_by_name(names: Sequence[Name]) -> Article | None:
    """The article that the first known of ``names`` names, locked; what is a duplicate leads to the other.

    A take-down that is under way holds the row, so it is waited for.

    Raises:
        Redacted: it was taken down.
    """
    for name in names:
        known = (
            ArticleIdentifier.objects.select_related("article")
            .filter(kind=name.kind, owner=name.owner_id, key__in=name.keys)
            .first()
        )
        if known:
            return lock_article(known.article.same_as_id or known.article_id)
    return None


def find_by_content(content_sha256: str, *, kinds: Iterable[str]) -> Article | None:
    """An article with these words, locked, without names of ``kinds``: those under which they were posted."""
    articles = Article.objects.filter(same_as=None, versions__content_sha256=content_sha256)
    for kind in set(kinds):
        articles = articles.exclude(pk__in=_articles_with(kind))
    article_id = articles.order_by("pk").values_list("pk", flat=True).first()
    return lock_article(article_id) if article_id else None


def lock_article(article_id: int) -> Article:
    """Raises Redacted where it was taken down."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article_id)
    if article.redacted_at:
        raise Redacted("This article was taken down. It is not taken in again.")
    return article


def check_not_taken_down(content_sha256: str) -> None:
    """Raises Redacted where these words were taken down, in whatever article."""
    if ArticleVersion.objects.filter(content_sha256=keyed_sha256(content_sha256)).exists():
        raise Redacted("This article was taken down. It is not taken in again.")


def give(article: Article, names: Iterable[Name]) -> list[Name]:
    """Let ``article``, which the caller has locked and saves, be found under ``names`` that name no other; the new ones."""
    new = []
    for name in names:
        if not _rows(name).exists():
            ArticleIdentifier.objects.create(
                article=article, kind=name.kind, owner_id=name.owner_id, value=name.value, key=name.key
            )
            new.append(name)
        if name.kind == Kind.URL and not article.url:
            article.url = name.value
        if name.kind == Kind.EXTERNAL_ID and not article.external_id:
            article.external_id = name.value
    return new


def forget_values(article: Article) -> None:
    """Keep of its names only what recognises them when they are posted again. The caller has locked the article."""
    for identifier in article.identifiers.all():
        is_address = identifier.kind == Kind.URL
        canonical = canonical_address(identifier.value) if is_address else identifier.value
        identifier.value, identifier.key = "", keyed_sha256(canonical)
        identifier.save(update_fields=["value", "key"])


def _rows(name: Name) -> QuerySet[ArticleIdentifier]:
    return ArticleIdentifier.objects.filter(Q(kind=name.kind, owner=name.owner_id), key__in=name.keys)


def _articles_with(kind: str) -> QuerySet[ArticleIdentifier, int]:
    return ArticleIdentifier.objects.filter(kind=kind).values_list("article", flat=True)
