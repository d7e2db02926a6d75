"""The versions of an article over the API, and what changed between two."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.article_base import ArticleViews
from factcheck.api.article_serializers import VersionSerializer
from factcheck.api.pagination import ByNumber
from factcheck.api.version_diff import VersionDiffSerializer, diff_of
from factcheck.errors import FieldError, InvalidInput


class DiffQuery(serializers.Serializer):
    def get_fields(self) -> dict[str, Any]:
        """``from`` is a word of Python's."""
        return {"from": serializers.IntegerField(required=False, min_value=1, max_value=999_999_999)}


class VersionViews(ArticleViews):
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
