from django.db.models import OuterRef, QuerySet, Subquery

from factcheck.models import ArticleVersion


def with_headline(rows: QuerySet, *, article: str) -> QuerySet:
    """Adds ``headline``, that of the article's latest version, without a query a row.

    ``article`` is the path from the row to the article.
    """
    latest = ArticleVersion.objects.filter(article=OuterRef(article)).order_by("-number")
    return rows.annotate(headline=Subquery(latest.values("headline")[:1]))
