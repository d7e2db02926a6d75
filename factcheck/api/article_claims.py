"""The claims of an article over the API, and one made by hand."""

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import marking
from factcheck.api.article_base import ArticleViews
from factcheck.api.claim_input import MarkInput
from factcheck.api.claims import ClaimSerializer, claims_of, gone_from
from factcheck.api.idempotent import idempotent
from factcheck.api.pagination import ByPlace
from factcheck.api.permissions import caller
from factcheck.drifts import with_newest_drift
from factcheck.models import ClaimAnchor


class ClaimsQuery(serializers.Serializer):
    status = serializers.ChoiceField(ClaimAnchor.Status.choices, required=False)


class ClaimViews(ArticleViews):
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
