"""How the queue would stand under other weights, over the API."""

from typing import Any

from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.input import Input
from factcheck.models import Desk
from reviews import preview
from reviews.models.policy import MOST_MULTIPLIER, MOST_WEIGHT


class EntrySerializer(serializers.Serializer):
    review = serializers.IntegerField(source="review.pk")
    label = serializers.CharField(source="review.claim.label")  # type: ignore[assignment]
    old_place = serializers.IntegerField()
    new_place = serializers.IntegerField()
    score = serializers.FloatField(help_text="Check-worthiness as the desk would weigh it, 0 to 1.")
    demand = serializers.IntegerField(source="review.demand")
    due_at = serializers.DateTimeField(source="review.due_at", allow_null=True)
    priority = serializers.IntegerField(source="review.priority")
    why = serializers.CharField(help_text="What changes its rank most, in points; empty: nothing does.")


class PreviewSerializer(serializers.Serializer):
    """The first 50, in the order that they would stand in."""

    looked_at = serializers.IntegerField(
        help_text="So many of the present head are weighed again; what stands behind them is not."
    )
    entries = EntrySerializer(many=True)


class WeightsInput(Input):
    """What is left out stays as the desk has it."""

    desk: "serializers.SlugRelatedField[Desk]" = serializers.SlugRelatedField(
        slug_field="slug",
        queryset=Desk.objects.filter(policy__isnull=False),
        required=False,
        help_text="Left out: the default desk.",
    )
    score_weight = serializers.FloatField(required=False, min_value=0, max_value=MOST_WEIGHT)
    demand_weight = serializers.FloatField(required=False, min_value=0, max_value=MOST_WEIGHT)
    due_weight = serializers.FloatField(required=False, min_value=0, max_value=MOST_WEIGHT)
    due_window_hours = serializers.FloatField(required=False, min_value=0, max_value=24 * 365)
    factor_weights = serializers.DictField(
        child=serializers.FloatField(min_value=0, max_value=MOST_MULTIPLIER),
        required=False,
        help_text="{reason code: multiplier}",
    )


#: Names of the input, and of ``ranking.Weights``.
_WEIGHTS = {
    "score_weight": "score",
    "demand_weight": "demand",
    "due_weight": "due",
    "due_window_hours": "due_window_hours",
    "factor_weights": "factors",
}


class PreviewViewSet(viewsets.ViewSet):
    pagination_class = None
    scopes = dict.fromkeys(("list", "create"), "reviews:triage")

    @extend_schema(responses=forced_singular_serializer(PreviewSerializer), operation_id="queue_preview")
    def list(self, request: Request) -> Response:
        """The head of the default desk's queue as it stands."""
        return self._answer({})

    @extend_schema(
        request=WeightsInput,
        responses={200: PreviewSerializer},
        operation_id="queue_preview_changes",
    )
    def create(self, request: Request) -> Response:
        """How it would stand under other weights. Saves nothing."""
        body = WeightsInput(data=request.data)
        body.is_valid(raise_exception=True)
        return self._answer(dict(body.validated_data))

    def _answer(self, given: dict[str, Any]) -> Response:
        desk = given.pop("desk", None) or Desk.objects.filter(is_default=True, policy__isnull=False).first()
        changes = {_WEIGHTS[name]: value for name, value in given.items()}
        entries = preview.of(desk, changes, at=timezone.now()) if desk else []
        return Response(PreviewSerializer({"looked_at": preview.LOOKED_AT, "entries": entries}).data)
