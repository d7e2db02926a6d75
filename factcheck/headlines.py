from django.db.models import OuterRef, QuerySet, Subquery

from factcheck.models import ArticleVersion
from factcheck.prepared import Param, prepared


def with_headline(rows: QuerySet, *, article: str) -> QuerySet:
    """Adds ``headline``, that of the article's latest version, without a query a row.

    ``article`` is the path from the row to the article.
    """
    latest = ArticleVersion.objects.filter(article=OuterRef(article)).order_by("-number")
    return rows.annotate(headline=Subquery(latest.values("headline")[:1]))


def headline_of(article_id: int) -> str:
    """That of an article's latest version; empty where it has none yet."""
    return next(iter(_latest_headline(article=article_id)), "")


@prepared
def _latest_headline(article: Param) -> QuerySet[ArticleVersion, str]:
    versions = ArticleVersion.objects.filter(article=article).order_by("-number")
    return versions.values_list("headline", flat=True)[:1]
