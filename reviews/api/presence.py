"""Who else is looking, over the API."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.input import Input
from factcheck.api.permissions import caller
from factcheck.models import User
from reviews import presence
from reviews.models import Review


class LookedAtInput(Input):
    review = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class PersonSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="__str__", read_only=True)
    initials = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["username", "name", "initials"]
        read_only_fields = fields

    def get_initials(self, person: User) -> str:
        return presence.initials(person)


class PresenceSerializer(serializers.Serializer):
    """Others who look at a review now. Who rules on it while it is blind is neither named nor counted."""

    review = serializers.IntegerField()
    others = PersonSerializer(many=True)
    seconds = serializers.IntegerField(help_text="For so long a look counts; say it again well before.")


class PresenceViewSet(viewsets.ViewSet):
    pagination_class = None
    scopes = {"list": "reviews:read", "create": "reviews:read"}

    @extend_schema(
        parameters=[LookedAtInput],
        responses=forced_singular_serializer(PresenceSerializer),
        operation_id="presence",
    )
    def list(self, request: Request) -> Response:
        """Who else looks at a review. Empty where nobody does, or where Redis is away."""
        return self._answer(request, self._review(request.query_params.dict()))

    @extend_schema(request=LookedAtInput, responses={200: PresenceSerializer}, operation_id="presence_note")
    def create(self, request: Request) -> Response:
        """Say that the caller looks at a review, and hear who else does. Every half minute from an open page."""
        review = self._review(request.data)
        presence.note(caller(request), review)
        return self._answer(request, review)

    def _review(self, given: Any) -> Review:
        body = LookedAtInput(data=given)
        body.is_valid(raise_exception=True)
        rows = Review.objects.select_related("desk__policy")
        return get_object_or_404(rows, pk=body.validated_data["review"])

    def _answer(self, request: Request, review: Review) -> Response:
        others = presence.others_seen_by(caller(request), review, at=timezone.now())
        answer = {"review": review.pk, "others": others, "seconds": presence.SECONDS}
        return Response(PresenceSerializer(answer).data)
