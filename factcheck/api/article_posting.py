"""Articles in over the API: one, many, and what is added to one."""

from collections import Counter
from typing import Any

from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import ingest
from factcheck.api.appended import AppendInput
from factcheck.api.article_base import ArticleViews
from factcheck.api.article_input import ArticleInput, ArticleUploadInput
from factcheck.api.article_serializers import ArticleDetailSerializer, BatchSerializer
from factcheck.api.batches import receive_batch
from factcheck.api.idempotent import idempotent
from factcheck.api.parsers import CsvParser, JsonLinesParser
from factcheck.api.permissions import caller
from factcheck.errors import FieldError, InvalidInput

_RECEIVED = {
    202: OpenApiResponse(ArticleDetailSerializer, description="Stored, and queued."),
    200: OpenApiResponse(ArticleDetailSerializer, description="Posted before: the article as it stands."),
}


class PostingViews(ArticleViews):
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
            self.detail_of(article_id),
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
            self.detail_of(article.pk), status=status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK
        )
