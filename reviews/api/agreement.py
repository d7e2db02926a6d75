"""Agreement over the API."""

from datetime import date
from typing import Any

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.input import Input
from factcheck.api.permissions import caller
from factcheck.models import Desk
from reviews import agreement
from reviews.models import RatingScale


class FiguresSerializer(serializers.Serializer):
    reviews = serializers.IntegerField(help_text="Rounds of reviews on which two or more ruled.")
    unanimous = serializers.IntegerField()
    percent = serializers.FloatField(
        allow_null=True, help_text="Pairs of verdicts that agree; null where there are too few reviews."
    )
    alpha = serializers.FloatField(
        allow_null=True,
        help_text="Krippendorff's alpha; null where there are too few reviews, or all said the same.",
    )
    level = serializers.ChoiceField([("nominal", "nominal"), ("ordinal", "ordinal")])
    note = serializers.CharField(help_text="“3 reviews: too few”, or empty.")


class AgreementRowSerializer(serializers.Serializer):
    desk = serializers.CharField(source="desk.slug")
    scale = serializers.CharField(source="scale.key")
    scale_version = serializers.IntegerField(source="scale.version")
    week = serializers.DateField(allow_null=True, help_text="Its Monday; null: all weeks together.")
    figures = FiguresSerializer()


class AgreementSerializer(serializers.Serializer):
    since = serializers.DateField()
    until = serializers.DateField(help_text="The last day that counts.")
    rows = AgreementRowSerializer(many=True)


class PairSerializer(serializers.Serializer):
    reviewers = serializers.ListField(child=serializers.CharField())
    figures = FiguresSerializer()


class PairsSerializer(serializers.Serializer):
    since = serializers.DateField()
    until = serializers.DateField()
    pairs = PairSerializer(many=True)


class AgreementQuery(Input):
    """``from`` is a word of Python's, so the fields are named below."""

    desk = serializers.SlugRelatedField(
        slug_field="slug", queryset=Desk.objects.select_related("policy"), required=False
    )
    scale = serializers.RegexField(r"^[-\w]{1,50}(:\d{1,6})?$", required=False)

    def get_fields(self) -> dict[str, Any]:
        return {
            **super().get_fields(),
            "from": serializers.DateField(required=False),
            "to": serializers.DateField(required=False),
        }


_PARAMETERS = [
    OpenApiParameter("desk", str, description="A desk's slug."),
    OpenApiParameter("from", date, description="The first day that counts; twelve weeks ago if not said."),
    OpenApiParameter("to", date, description="The last day that counts; today if not said."),
]
_SCALE = OpenApiParameter("scale", str, description="A scale's key, and its version: “truth-six:1”.")


class AgreementViewSet(viewsets.ViewSet):
    """How far reviewers agree, over rounds that were revealed."""

    pagination_class = None
    scopes = {"list": "verdicts:read", "pairs": "verdicts:read"}

    @extend_schema(
        parameters=[*_PARAMETERS, _SCALE],
        responses=forced_singular_serializer(AgreementSerializer),
        operation_id="agreement",
    )
    def list(self, request: Request) -> Response:
        """Per desk, scale version and week: percent, and Krippendorff's alpha."""
        query = _read(request)
        span = _span(query)
        rows = agreement.by_week(**span.bounds, desk=query.get("desk"), scale=_scale(query.get("scale")))
        return Response(AgreementSerializer({"since": span.first, "until": span.last, "rows": rows}).data)

    @extend_schema(
        parameters=_PARAMETERS,
        responses=forced_singular_serializer(PairsSerializer),
        operation_id="agreement_pairs",
    )
    @action(detail=False)
    def pairs(self, request: Request) -> Response:
        """By pair of people: all for the desk's head, their own for reviewers, where the desk's policy shows it."""
        query = _read(request)
        desk = query.get("desk")
        if desk is None:
            raise serializers.ValidationError({"desk": "Say which desk."}, code="required")
        span = _span(query)
        pairs = agreement.by_pair(caller(request), desk, **span.bounds)
        return Response(PairsSerializer({"since": span.first, "until": span.last, "pairs": pairs}).data)


def _read(request: Request) -> dict[str, Any]:
    query = AgreementQuery(data=request.query_params.dict())
    query.is_valid(raise_exception=True)
    return query.validated_data


def _span(query: dict[str, Any]) -> agreement.Span:
    span = agreement.span_of(query.get("from"), query.get("to"))
    if span.first > span.last:
        raise serializers.ValidationError({"from": "It is after “to”."}, code="after_to")
    return span


def _scale(named: str | None) -> RatingScale | None:
    """“truth-six:1”; without a version the newest."""
    if not named:
        return None
    key, _colon, version = named.partition(":")
    scales = RatingScale.objects.filter(key=key, **({"version": int(version)} if version else {}))
    scale = scales.order_by("-version").first()
    if scale is None:
        raise serializers.ValidationError({"scale": f"There is no scale “{named}”."}, code="does_not_exist")
    return scale
