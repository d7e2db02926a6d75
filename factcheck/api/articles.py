"""Articles over the API."""

from collections import Counter
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import ingest, marking, pipeline, takedown
from factcheck.api.appended import AppendInput
from factcheck.api.article_input import ArticleInput, ArticleUploadInput
from factcheck.api.article_serializers import (
    ArrivalSerializer,
    ArticleDetailSerializer,
    ArticleSerializer,
    BatchSerializer,
    RunSerializer,
    VersionSerializer,
)
from factcheck.api.batches import receive_batch
from factcheck.api.claim_input import MarkInput
from factcheck.api.claims import ClaimSerializer, claims_of, gone_from
from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input
from factcheck.api.pagination import ByNumber, ByPlace, InOrder
from factcheck.api.parsers import CsvParser, JsonLinesParser, UploadParser
from factcheck.api.permissions import caller
from factcheck.api.version_diff import VersionDiffSerializer, diff_of
from factcheck.digests import sha256_hex
from factcheck.drifts import with_newest_drift
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import Article, ArticleIdentifier, ArticleVersion, ClaimAnchor, PipelineRun


class DiffQuery(serializers.Serializer):
    def get_fields(self) -> dict[str, Any]:
        """``from`` is a word of Python's."""
        return {"from": serializers.IntegerField(required=False, min_value=1, max_value=999_999_999)}


class ClaimsQuery(serializers.Serializer):
    status = serializers.ChoiceField(ClaimAnchor.Status.choices, required=False)


class TakedownInput(Input):
    reason = serializers.CharField(max_length=200)


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


_RECEIVED = {
    202: OpenApiResponse(ArticleDetailSerializer, description="Stored, and queued."),
    200: OpenApiResponse(ArticleDetailSerializer, description="Posted before: the article as it stands."),
}


class ArticleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = Article.objects.none()
    serializer_class = ArticleSerializer
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
    }
    idempotent_actions = frozenset({"append", "create", "mark_claim", "retry", "rerun"})

    def get_parsers(self) -> list[BaseParser]:
        takes_files = self.action_map.get("post") == "create"
        return [*super().get_parsers(), *([UploadParser()] if takes_files else [])]

    def get_queryset(self) -> QuerySet[Article]:
        articles = Article.objects.with_claim_count().select_related("publisher")
        return articles.filter(same_as=None) if self.action == "list" else articles

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return ArticleSerializer if self.action == "list" else ArticleDetailSerializer

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        page = super().paginate_queryset(queryset)
        return _with_latest(page) if page is not None and self.action == "list" else page

    def get_object(self) -> Article:
        return _with_latest([super().get_object()])[0]

    @extend_schema(
        request={"application/json": ArticleInput, "multipart/form-data": ArticleUploadInput},
        responses=_RECEIVED,
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Post an article, or a new version of one (same ``external_id`` or address, other words).

        With ``url`` alone the page is fetched; ``html`` and ``file`` are read by a worker. Until that is done the
        article is there, with its status, and has no version.
        """
        return self._receive(request, request.data)

    @extend_schema(request=ArticleInput, responses=_RECEIVED)
    @action(
        detail=False,
        methods=["put"],
        url_path=r"by-external-id/(?P<external_id>[^?]+)",
        url_name="by-external-id",
    )
    def by_external_id(self, request: Request, external_id: str) -> Response:
        """Put the article that you call ``external_id``: a new one, a new version, or what is here already."""
        data = dict(request.data) if isinstance(request.data, dict) else request.data
        if isinstance(data, dict) and data.setdefault("external_id", external_id) != external_id:
            detail = "The body has another external id than the address. Leave it out of the body."
            raise InvalidInput(detail, errors=[FieldError("external_id", "differs", detail)])
        return self._receive(request, data)

    @extend_schema(
        request={"text/csv": OpenApiTypes.STR, "application/x-ndjson": OpenApiTypes.STR},
        responses=BatchSerializer,
    )
    @action(detail=False, methods=["post"], parser_classes=[CsvParser, JsonLinesParser])
    def batch(self, request: Request) -> Response:
        """Post up to 1,000 articles: a table whose first line names the fields, or one JSON object a line.

        Each is taken in as if it had been posted alone; a bad one harms no other. The same list may be sent again.
        """
        is_csv = request.content_type.startswith(CsvParser.media_type)
        raw = request.data if isinstance(request.data, bytes) else b""  # DRF reads no empty body
        results = receive_batch(raw, is_csv=is_csv, owner=caller(request))
        statuses = Counter(result.status for result in results)
        return Response(
            BatchSerializer(
                {
                    "accepted": statuses[202],
                    "known": statuses[200],
                    "refused": len(results) - statuses[202] - statuses[200],
                    "results": results,
                }
            ).data
        )

    def _receive(self, request: Request, data: Any) -> Response:
        has_file = isinstance(data, QueryDict) and "file" in data
        body = ArticleUploadInput(data=data) if has_file else ArticleInput(data=data)
        body.is_valid(raise_exception=True)
        article_id, is_new = ingest.receive(body.to_delivery(), owner=caller(request))
        self.quoted_article_ids = [article_id]
        return Response(
            self._detail(article_id),
            status=status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK,
            headers={"Location": f"/api/v1/articles/{article_id}/"},
        )

    @extend_schema(
        request=AppendInput,
        responses={
            202: OpenApiResponse(
                ArticleDetailSerializer, description="A new version, queued for extraction."
            ),
            200: OpenApiResponse(ArticleDetailSerializer, description="It stood there already."),
        },
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def append(self, request: Request, pk: str) -> Response:
        """Add to a transcript or a live blog. What stands there stays, with its claims and their offsets."""
        article = self.get_object()
        body = AppendInput(data=request.data)
        body.is_valid(raise_exception=True)
        _version, is_new = ingest.append(article.pk, body.to_piece(), actor=caller(request))
        self.quoted_article_ids = [article.pk]
        return Response(
            self._detail(article.pk), status=status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK
        )

    @extend_schema(responses=VersionSerializer(many=True))
    @action(detail=True, pagination_class=ByNumber, filterset_class=None)
    def versions(self, request: Request, pk: str) -> Response:
        """All versions, oldest first."""
        page = self.paginate_queryset(self.get_object().versions.all())
        return self.get_paginated_response(VersionSerializer(page, many=True).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("from", int, description="The older one; the version before, if left out.")
        ],
        responses=VersionDiffSerializer,
    )
    @action(
        detail=True,
        url_path=r"versions/(?P<number>[1-9]\d{0,8})/diff",
        filterset_class=None,
        pagination_class=None,
    )
    def diff(self, request: Request, pk: str, number: str) -> Response:
        """What changed from one version to another, word by word."""
        query = DiffQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        older = query.validated_data.get("from", int(number) - 1)
        versions = {
            each.number: each for each in self.get_object().versions.filter(number__in=[older, number])
        }
        if int(number) not in versions:
            raise Http404
        if older not in versions:
            detail = f"There is no version {older} to compare with. Name one in “from”."
            raise InvalidInput(detail, errors=[FieldError("from", "does_not_exist", detail)])
        return Response(VersionDiffSerializer(diff_of(versions[older], versions[int(number)])).data)

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "status",
                str,
                enum=ClaimAnchor.Status.values,
                description="“gone”: those that do not stand in the latest version any more, where they last stood.",
            )
        ],
        responses=ClaimSerializer(many=True),
    )
    @action(detail=True, pagination_class=ByPlace, filterset_class=None)
    def claims(self, request: Request, pk: str) -> Response:
        """The claims that stand in the latest version, in the order in which they begin."""
        article = self.get_object()
        query = ClaimsQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        wanted = query.validated_data.get("status")
        anchors = claims_of(article.latest)  # type: ignore[attr-defined]
        if wanted == ClaimAnchor.Status.GONE:
            anchors = gone_from(article)
        elif wanted:
            anchors = anchors.filter(status=wanted)
        page = with_newest_drift(self.paginate_queryset(anchors) or [])
        return self.get_paginated_response(ClaimSerializer(page, many=True).data)

    @extend_schema(
        request=MarkInput,
        responses={201: OpenApiResponse(ClaimSerializer, description="Made, and sent to the desk's triage.")},
    )
    @claims.mapping.post
    @idempotent
    def mark_claim(self, request: Request, pk: str) -> Response:
        """Make a claim of marked words. Its figures are read by the engine's rules."""
        article = self.get_object()
        body = MarkInput(data=request.data)
        body.is_valid(raise_exception=True)
        anchor = marking.mark(article.pk, body.to_mark(), actor=caller(request))
        self.quoted_article_ids = [article.pk]
        return Response(ClaimSerializer(anchor).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={202: ArticleDetailSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def retry(self, request: Request, pk: str) -> Response:
        """Queue a failed article again."""
        article = self.get_object()
        pipeline.retry(article.pk, actor=caller(request))
        self.quoted_article_ids = [article.pk]
        return Response(self._detail(article.pk), status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses=ArrivalSerializer(many=True))
    @action(detail=True, pagination_class=InOrder, filterset_class=None)
    def arrivals(self, request: Request, pk: str) -> Response:
        """How it came, oldest first: addresses, pages and files, and what was cut from them."""
        arrivals = self.get_object().arrivals.select_related("version").defer("version__text")
        page = self.paginate_queryset(arrivals)
        return self.get_paginated_response(ArrivalSerializer(page, many=True).data)

    @extend_schema(responses=RunSerializer(many=True))
    @action(detail=True, pagination_class=InOrder, filterset_class=None)
    def runs(self, request: Request, pk: str) -> Response:
        """What the workers did for it and do, oldest first."""
        runs = PipelineRun.objects.of_article(self.get_object()).select_related("version").order_by("pk")
        page = self.paginate_queryset(runs.defer("version__text"))
        return self.get_paginated_response(RunSerializer(page, many=True).data)

    @extend_schema(request=None, responses={202: ArticleDetailSerializer})
    @action(detail=True, methods=["post"], url_path=r"runs/(?P<step>[a-z]+)", url_name="rerun")
    @idempotent
    def rerun(self, request: Request, pk: str, step: str) -> Response:
        """Do one step once more: ``fetch``, ``clean``, ``extract`` or ``match``. Claims keep number and history."""
        article = self.get_object()
        if step not in pipeline.REPEATABLE:
            raise Http404
        pipeline.rerun(article.pk, step=step, actor=caller(request))
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
