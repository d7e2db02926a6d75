"""Feeds over the API."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.idempotent import idempotent
from factcheck.api.input import Input, Text
from factcheck.api.pagination import InOrder
from factcheck.api.permissions import caller
from factcheck.feeds import editing, schedule
from factcheck.models import Article, Feed, Publisher
from factcheck.models.feed import validate_public_address


class FeedInput(Input):
    name = serializers.CharField(max_length=200)
    url = serializers.CharField(
        max_length=2000,
        validators=[validate_public_address],
        help_text="Of an RSS, Atom or JSON feed, a news sitemap or an index of sitemaps.",
    )
    publisher = serializers.SlugRelatedField(
        slug_field="slug", queryset=Publisher.objects.all(), required=False, allow_null=True
    )
    genre = serializers.ChoiceField(Article.Genre.choices, required=False, allow_blank=True)
    interval_minutes = serializers.IntegerField(min_value=1, max_value=10_080, required=False)


class PauseInput(Input):
    reason = Text(required=False, max_length=200)


class FeedErrorSerializer(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField()
    at = serializers.DateTimeField()


class FeedSerializer(serializers.ModelSerializer):
    publisher: "serializers.SlugRelatedField[Publisher]" = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )
    genre = serializers.ChoiceField(
        Article.Genre.choices,
        read_only=True,
        allow_blank=True,
        help_text="Of all its articles; empty: as each page says.",
    )
    health = serializers.ChoiceField(Feed.Health.choices, read_only=True)
    last_error = serializers.SerializerMethodField(help_text="The last failure, healed or not.")

    class Meta:
        model = Feed
        fields = [
            "id",
            "name",
            "url",
            "publisher",
            "genre",
            "interval_minutes",
            "health",
            "kind",
            "next_due_at",
            "paused_at",
            "pause_reason",
            "last_asked_at",
            "last_success_at",
            "last_new_at",
            "last_entry_count",
            "last_new_count",
            "failure_count",
            "last_error",
            "created_at",
        ]
        read_only_fields = fields

    @extend_schema_field(FeedErrorSerializer(allow_null=True))
    def get_last_error(self, feed: Feed) -> dict[str, Any] | None:
        if not feed.last_failed_at:
            return None
        said = {"code": feed.last_error_code, "detail": feed.last_error, "at": feed.last_failed_at}
        return dict(FeedErrorSerializer(said).data)


class FeedFilter(django_filters.FilterSet):
    health = django_filters.ChoiceFilter(choices=Feed.Health.choices, method="filter_health")
    publisher = django_filters.CharFilter(field_name="publisher__slug")

    class Meta:
        model = Feed
        fields: list[str] = []

    def filter_health(self, feeds: Any, name: str, value: str) -> Any:
        return feeds.in_health(value)


class FeedViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Addresses that are looked at again and again for new articles, in the order in which they were added."""

    queryset = Feed.objects.none()
    serializer_class = FeedSerializer
    filterset_class = FeedFilter
    pagination_class = InOrder
    lookup_value_regex = r"\d{1,18}"
    scopes = {
        "list": "articles:read",
        "retrieve": "articles:read",
        "create": "desk:configure",
        "partial_update": "desk:configure",
        "look": "desk:configure",
        "pause": "desk:configure",
        "resume": "desk:configure",
    }

    def get_queryset(self) -> QuerySet[Feed]:
        return Feed.objects.select_related("publisher")

    @extend_schema(request=FeedInput, responses={201: FeedSerializer})
    @idempotent
    def create(self, request: Request) -> Response:
        """Add a feed. It is looked at within a minute."""
        body = FeedInput(data=request.data)
        body.is_valid(raise_exception=True)
        feed = editing.add(actor=caller(request), **body.validated_data)
        return Response(
            self._shown(feed),
            status=status.HTTP_201_CREATED,
            headers={"Location": f"/api/v1/feeds/{feed.pk}/"},
        )

    @extend_schema(request=FeedInput, responses=FeedSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what is said of a feed."""
        feed = self.get_object()
        body = FeedInput(feed, data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        return Response(self._shown(editing.change(feed.pk, actor=caller(request), **body.validated_data)))

    @extend_schema(request=None, responses={202: FeedSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def look(self, request: Request, pk: str) -> Response:
        """Look at it now instead of at the next time."""
        feed = schedule.ask_now(self.get_object().pk, actor=caller(request))
        return Response(self._shown(feed), status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=PauseInput, responses=FeedSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def pause(self, request: Request, pk: str) -> Response:
        """Look at it no more until it is resumed."""
        feed = self.get_object()
        body = PauseInput(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(self._shown(schedule.pause(feed.pk, actor=caller(request), **body.validated_data)))

    @extend_schema(request=None, responses=FeedSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def resume(self, request: Request, pk: str) -> Response:
        """Look at it again, at once."""
        return Response(self._shown(schedule.resume(self.get_object().pk, actor=caller(request))))

    def _shown(self, feed: Feed) -> dict[str, Any]:
        return dict(FeedSerializer(feed).data)
