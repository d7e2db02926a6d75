"""One's own conflicts of interest over the API."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input
from factcheck.api.pagination import InOrder
from factcheck.api.permissions import caller
from factcheck.models import Publisher
from reviews import conflicts
from reviews.models import ConflictOfInterest


class ConflictSerializer(serializers.ModelSerializer):
    publisher: "serializers.SlugRelatedField[Publisher]" = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )
    publisher_name = serializers.CharField(source="publisher.name", default=None, allow_null=True)
    reason = serializers.CharField(allow_null=True, help_text="Null once it is erased.")

    class Meta:
        model = ConflictOfInterest
        fields = ["id", "publisher", "publisher_name", "claimant", "reason", "declared_at", "ended_at"]
        read_only_fields = fields


class ConflictInput(Input):
    publisher: "serializers.SlugRelatedField[Publisher]" = serializers.SlugRelatedField(
        slug_field="slug", queryset=Publisher.objects.all(), required=False
    )
    claimant = serializers.CharField(required=False, max_length=200)
    reason = serializers.CharField(max_length=500)


class ConflictViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """What one must not rule on, because of an interest in it. A colleague's do not exist here."""

    queryset = ConflictOfInterest.objects.none()
    serializer_class = ConflictSerializer
    pagination_class = InOrder
    lookup_value_regex = r"\d{1,18}"
    scopes = dict.fromkeys(("list", "create", "end"), "reviews:review")

    def get_queryset(self) -> QuerySet[ConflictOfInterest]:
        if getattr(self, "swagger_fake_view", False):
            return ConflictOfInterest.objects.none()
        mine = ConflictOfInterest.objects.standing().filter(user=caller(self.request))
        return mine.select_related("publisher", "payload")

    @extend_schema(request=ConflictInput, responses={201: ConflictSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """Declare one. Reviews of that publisher's articles, or that claimant's claims, do not come any more."""
        body = ConflictInput(data=request.data)
        body.is_valid(raise_exception=True)
        conflict = conflicts.declare(caller(request), by=caller(request), **body.validated_data)
        self.quoted_article_ids = conflict.payload.article_ids
        return Response(ConflictSerializer(conflict).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    @idempotent
    def end(self, request: Request, pk: str) -> Response:
        """End it: the interest is none any more."""
        conflict = conflicts.end(self.get_object().pk, actor=caller(request))
        self.quoted_article_ids = conflict.payload.article_ids
        return Response(status=status.HTTP_204_NO_CONTENT)
