"""Articles over the API."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import legal_holds, takedown
from factcheck.api.article_base import with_latest
from factcheck.api.article_claims import ClaimViews
from factcheck.api.article_posting import PostingViews
from factcheck.api.article_serializers import ArticleDetailSerializer, ArticleSerializer
from factcheck.api.article_versions import VersionViews
from factcheck.api.article_work import WorkViews
from factcheck.api.input import Input
from factcheck.api.parsers import UploadParser
from factcheck.api.permissions import caller
from factcheck.digests import sha256_hex
from factcheck.models import Article, ArticleIdentifier


class TakedownInput(Input):
    reason = serializers.CharField(max_length=200)


class LegalHoldInput(Input):
    reason = serializers.CharField(max_length=500, help_text="Who wants it, and the reference of the case.")


class ArticleFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=Article.Status.choices)
    publisher = django_filters.CharFilter(field_name="publisher__slug")
    external_id = django_filters.CharFilter(method="by_external_id")
    genre = django_filters.ChoiceFilter(choices=Article.Genre.choices)
    stage = django_filters.ChoiceFilter(choices=Article.Stage.choices)

    class Meta:
        model = Article
        fields: list[str] = []

    def by_external_id(self, articles: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """Whoever calls it that."""
        named = ArticleIdentifier.objects.filter(
            kind=ArticleIdentifier.Kind.EXTERNAL_ID, key=sha256_hex(value)
        )
        return articles.filter(pk__in=named.values("article"))


class ArticleViewSet(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    PostingViews,
    VersionViews,
    ClaimViews,
    WorkViews,
):
    filterset_class = ArticleFilter
    lookup_value_regex = r"\d{1,18}"
    scopes = {
        "list": "articles:read",
        "retrieve": "articles:read",
        "versions": "articles:read",
        "diff": "articles:read",
        "arrivals": "articles:read",
        "runs": "articles:read",
        "claims": "claims:read",
        "mark_claim": "claims:write",
        "append": "articles:write",
        "create": "articles:write",
        "by_external_id": "articles:write",
        "batch": "articles:write",
        "retry": "articles:write",
        "rerun": "articles:write",
        "takedown": "articles:takedown",
        "place_legal_hold": "articles:takedown",
        "lift_legal_hold": "articles:takedown",
    }

    def get_parsers(self) -> list[BaseParser]:
        takes_files = self.action_map.get("post") == "create"
        return [*super().get_parsers(), *([UploadParser()] if takes_files else [])]

    def get_queryset(self) -> QuerySet[Article]:
        articles = super().get_queryset()
        return articles.filter(same_as=None) if self.action == "list" else articles

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return ArticleSerializer if self.action == "list" else ArticleDetailSerializer

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        page = super().paginate_queryset(queryset)
        return with_latest(page) if page is not None and self.action == "list" else page

    @extend_schema(request=TakedownInput, responses={204: None})
    @action(detail=True, methods=["post"])
    def takedown(self, request: Request, pk: str) -> Response:
        """Blank the article and everything that quotes it. Cannot be undone."""
        article = self.get_object()
        body = TakedownInput(data=request.data)
        body.is_valid(raise_exception=True)
        takedown.take_down(article.pk, actor=caller(request), reason=body.validated_data["reason"])
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=LegalHoldInput, responses={204: None})
    @action(detail=True, methods=["post"], url_path="legal-hold")
    def place_legal_hold(self, request: Request, pk: str) -> Response:
        """Keep the article: nothing of it is erased or taken down until the hold is lifted."""
        return self._hold(legal_holds.place)

    @extend_schema(request=LegalHoldInput, responses={204: None})
    @action(detail=True, methods=["post"], url_path="lift-legal-hold")
    def lift_legal_hold(self, request: Request, pk: str) -> Response:
        """Let the article go again."""
        return self._hold(legal_holds.lift)

    def _hold(self, change: Callable[..., Article]) -> Response:
        article = self.get_object()
        body = LegalHoldInput(data=self.request.data)
        body.is_valid(raise_exception=True)
        change(article.pk, actor=caller(self.request), reason=body.validated_data["reason"])
        return Response(status=status.HTTP_204_NO_CONTENT)
