"""What all views of articles share: which there are, and one as the API shows it."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from factcheck.api.article_serializers import ArticleDetailSerializer
from factcheck.models import Article, ArticleVersion


class ArticleViews(viewsets.GenericViewSet):
    queryset = Article.objects.none()
    serializer_class: type[serializers.Serializer] = ArticleDetailSerializer

    def get_queryset(self) -> QuerySet[Article]:
        return Article.objects.with_claim_count().select_related("publisher")

    def get_object(self) -> Article:
        return with_latest([super().get_object()])[0]

    def detail_of(self, article_id: int) -> dict[str, Any]:
        article = self.get_queryset().get(pk=article_id)
        return ArticleDetailSerializer(with_latest([article])[0]).data


def with_latest(articles: list[Article]) -> list[Article]:
    """Sets ``article.latest``, its newest version, for all at once; an empty one where it has no words yet."""
    newest = (
        ArticleVersion.objects.filter(article__in=articles)
        .order_by("article_id", "-number")
        .distinct("article_id")
    )
    by_article = {version.article_id: version for version in newest}
    for article in articles:
        article.latest = by_article.get(article.pk) or _no_words()  # type: ignore[attr-defined]
    return articles


def _no_words() -> ArticleVersion:
    version = ArticleVersion()
    version.number = None  # type: ignore[assignment]
    return version
