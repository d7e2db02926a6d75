"""Articles over the API."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import ingest, pipeline, takedown
from factcheck.api.claims import ClaimSerializer, claims_of
from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input, Text
from factcheck.api.pagination import ByNumber, ByPlace
from factcheck.api.permissions import caller
from factcheck.models import Article, ArticleVersion, Publisher
from factcheck.notices import NOTICES


class BlockInput(Input):
    id = Text(max_length=100, allow_blank=False)
    text = Text()


class ArticleInput(Input):
    text = Text(required=False)
    blocks = BlockInput(many=True, required=False, max_length=10_000)  # type: ignore[call-arg]
    title = Text(required=False, max_length=1000)
    author = Text(required=False, max_length=300)
    published_at = serializers.DateTimeField(required=False, allow_null=True)
    publisher = serializers.SlugRelatedField(
        slug_field="slug", queryset=Publisher.objects.all(), required=False, allow_null=True
    )
    url = serializers.URLField(required=False, allow_blank=True, max_length=2000)
    external_id = Text(required=False, max_length=200)
    genre = serializers.ChoiceField(Article.Genre.choices, required=False)
    stage = serializers.ChoiceField(Article.Stage.choices, required=False)
    deadline = serializers.DateTimeField(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "text" in attrs and "blocks" in attrs:
            raise serializers.ValidationError({"blocks": "Send “text” or “blocks”, not both."}, code="both")
        if "text" not in attrs and "blocks" not in attrs:
            raise serializers.ValidationError(
                {"text": "Send the article's words in “text” or “blocks”."}, "required"
            )
        return attrs

    def to_submission(self) -> ingest.Submission:
        given = {name: value for name, value in self.validated_data.items() if value is not None}
        given["blocks"] = [(block["id"], block["text"]) for block in given.get("blocks", ())]
        return ingest.Submission(**given)


class TakedownInput(Input):
    reason = serializers.CharField(max_length=200)


class NoticeSerializer(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField()


class VersionSerializer(serializers.ModelSerializer):
    class Meta:
        model = ArticleVersion
        fields = [
            "number",
            "title",
            "text",
            "text_sha256",
            "author",
            "published_at",
            "language",
            "coverage",
            "engine_version",
            "created_at",
            "redacted_at",
        ]
        read_only_fields = fields


class ArticleSerializer(serializers.ModelSerializer):
    """An article in a list: all but its text."""

    publisher: "serializers.SlugRelatedField[Publisher]" = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )
    url = serializers.CharField(read_only=True, help_text="Empty where it came without an address.")
    title = serializers.CharField(source="latest.headline", read_only=True)
    author = serializers.CharField(source="latest.author", read_only=True)
    published_at = serializers.DateTimeField(source="latest.published_at", read_only=True, allow_null=True)
    language = serializers.CharField(source="latest.language", read_only=True)
    coverage = serializers.ChoiceField(
        ArticleVersion.Coverage.choices,
        source="latest.coverage",
        read_only=True,
        help_text="How it was read; empty until it was. See the notices.",
    )
    engine_version = serializers.CharField(source="latest.engine_version", read_only=True)
    version = serializers.IntegerField(source="latest.number", read_only=True)
    text_sha256 = serializers.CharField(source="latest.text_sha256", read_only=True)
    notices = serializers.SerializerMethodField()
    claim_count = serializers.IntegerField(read_only=True, help_text="Of the latest version.")

    class Meta:
        model = Article
        fields = [
            "id",
            "status",
            "failure",
            "title",
            "publisher",
            "author",
            "published_at",
            "url",
            "external_id",
            "genre",
            "stage",
            "deadline",
            "language",
            "coverage",
            "engine_version",
            "version",
            "text_sha256",
            "notices",
            "claim_count",
            "created_at",
            "redacted_at",
        ]
        read_only_fields = fields

    @extend_schema_field(NoticeSerializer(many=True))
    def get_notices(self, article: Article) -> list[dict[str, str]]:
        return [{"code": code, "detail": NOTICES[code]} for code in article.latest.notices]  # type: ignore[attr-defined]


class ArticleDetailSerializer(ArticleSerializer):
    """One article, with the words of its latest version. Offsets of claims are into ``text`` (or ``given_title``)."""

    text = serializers.CharField(source="latest.text", read_only=True)
    given_title = serializers.CharField(
        source="latest.title",
        read_only=True,
        help_text="The title as posted; empty where it stands in the text.",
    )

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "text", "given_title"]
        read_only_fields = fields


class ArticleFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=Article.Status.choices)
    publisher = django_filters.CharFilter(field_name="publisher__slug")
    external_id = django_filters.CharFilter()
    genre = django_filters.ChoiceFilter(choices=Article.Genre.choices)
    stage = django_filters.ChoiceFilter(choices=Article.Stage.choices)

    class Meta:
        model = Article
        fields: list[str] = []


class ArticleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Article.objects.none()
    serializer_class = ArticleSerializer
    filterset_class = ArticleFilter
    lookup_value_regex = r"\d{1,18}"
    scopes = {
        "list": "articles:read",
        "retrieve": "articles:read",
        "versions": "articles:read",
        "claims": "claims:read",
        "create": "articles:write",
        "retry": "articles:write",
        "takedown": "articles:takedown",
    }
    idempotent_actions = frozenset({"create", "retry"})

    def get_queryset(self) -> QuerySet[Article]:
        return Article.objects.with_claim_count().select_related("publisher")

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return (
            ArticleDetailSerializer if self.action in {"retrieve", "create", "retry"} else ArticleSerializer
        )

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        page = super().paginate_queryset(queryset)
        return _with_latest(page) if page is not None and self.action == "list" else page

    def get_object(self) -> Article:
        return _with_latest([super().get_object()])[0]

    @extend_schema(
        request=ArticleInput,
        responses={
            202: OpenApiResponse(ArticleDetailSerializer, description="Stored, and queued for extraction."),
            200: OpenApiResponse(
                ArticleDetailSerializer, description="Posted before: the article as it stands."
            ),
        },
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Post an article, or a new version of one (same ``external_id``, other words)."""
        body = ArticleInput(data=request.data)
        body.is_valid(raise_exception=True)
        version, is_new = ingest.store(body.to_submission(), owner=caller(request))
        self.quoted_article_ids = [version.article_id]
        return Response(
            self._detail(version.article_id),
            status=status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK,
            headers={"Location": f"/api/v1/articles/{version.article_id}/"},
        )

    @extend_schema(responses=VersionSerializer(many=True))
    @action(detail=True, pagination_class=ByNumber, filterset_class=None)
    def versions(self, request: Request, pk: str) -> Response:
        """All versions, oldest first."""
        page = self.paginate_queryset(self.get_object().versions.all())
        return self.get_paginated_response(VersionSerializer(page, many=True).data)

    @extend_schema(responses=ClaimSerializer(many=True))
    @action(detail=True, pagination_class=ByPlace, filterset_class=None)
    def claims(self, request: Request, pk: str) -> Response:
        """The claims of the latest version, in the order in which they begin."""
        article = self.get_object()
        page = self.paginate_queryset(claims_of(article.latest))  # type: ignore[attr-defined]
        return self.get_paginated_response(ClaimSerializer(page, many=True).data)

    @extend_schema(request=None, responses={202: ArticleDetailSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def retry(self, request: Request, pk: str) -> Response:
        """Queue a failed article again."""
        article = self.get_object()
        pipeline.retry(article.pk, actor=caller(request))
        self.quoted_article_ids = [article.pk]
        return Response(self._detail(article.pk), status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=TakedownInput, responses={204: None})
    @action(detail=True, methods=["post"])
    def takedown(self, request: Request, pk: str) -> Response:
        """Blank the article and everything that quotes it. Cannot be undone."""
        article = self.get_object()
        body = TakedownInput(data=request.data)
        body.is_valid(raise_exception=True)
        takedown.take_down(article.pk, actor=caller(request), reason=body.validated_data["reason"])
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _detail(self, article_id: int) -> dict[str, Any]:
        article = self.get_queryset().get(pk=article_id)
        return ArticleDetailSerializer(_with_latest([article])[0]).data


def _with_latest(articles: list[Article]) -> list[Article]:
    """Sets ``article.latest``, its newest version, for all at once."""
    newest = (
        ArticleVersion.objects.filter(article__in=articles)
        .order_by("article_id", "-number")
        .distinct("article_id")
    )
    by_article = {version.article_id: version for version in newest}
    for article in articles:
        article.latest = by_article[article.pk]  # type: ignore[attr-defined]
    return articles
