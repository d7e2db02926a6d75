"""Rating scales over the API."""

from functools import lru_cache
from typing import Any

from rest_framework import mixins, serializers, viewsets

from factcheck.api.pagination import InOrder
from reviews.models import Rating, RatingScale


class RatingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Rating
        fields = ["id", "key", "label", "value", "meaning", "example", "requires_finding", "publishable"]
        read_only_fields = fields


class RatingScaleSerializer(serializers.ModelSerializer):
    """A scale with its ratings in order; of an ordered one from false to true."""

    ratings = RatingSerializer(many=True, read_only=True)

    class Meta:
        model = RatingScale
        fields = ["id", "key", "name", "version", "ordered", "description", "is_default", "ratings"]
        read_only_fields = fields


@lru_cache(maxsize=64)
def pinned_scale(scale_id: int) -> dict[str, Any]:
    """A scale as the API shows it, read once a process: one that a review has is never edited."""
    return RatingScaleSerializer(RatingScale.objects.prefetch_related("ratings").get(pk=scale_id)).data


class RatingScaleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    queryset = RatingScale.objects.prefetch_related("ratings")
    serializer_class = RatingScaleSerializer
    pagination_class = InOrder
    lookup_value_regex = r"\d{1,18}"
    scopes = {"list": "reviews:read", "retrieve": "reviews:read"}
