"""Notices over the API: what the caller should know of."""

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.api.filters import TrueOrFalseFilter
from factcheck.api.input import Input
from factcheck.api.permissions import caller
from reviews import mail, notices
from reviews.models import MailPreference, Notice

#: A bell shows no larger number, and counting has an end.
_MOST_COUNTED = 100


class PersonalNoticeSerializer(serializers.ModelSerializer):
    text = serializers.SerializerMethodField(help_text="In words, for people.")
    label = serializers.CharField(source="review.claim.label", read_only=True)  # type: ignore[assignment]
    actor = serializers.CharField(
        source="actor.username",
        default=None,
        allow_null=True,
        help_text="Null: the system, or somebody outside.",
    )
    link = serializers.SerializerMethodField(help_text="Where the desk shows what it is about.")

    class Meta:
        model = Notice
        fields = [
            "id",
            "kind",
            "text",
            "label",
            "review",
            "comment",
            "actor",
            "due_at",
            "link",
            "created_at",
            "read_at",
        ]
        read_only_fields = fields

    def get_text(self, notice: Notice) -> str:
        return notices.in_words(notice)

    def get_link(self, notice: Notice) -> str:
        return notices.link_of(notice)


class UnreadSerializer(serializers.Serializer):
    unread = serializers.IntegerField(help_text=f"{_MOST_COUNTED}: so many, or more.")


class MailPreferenceSerializer(serializers.ModelSerializer):
    """Whether and when the caller's notices come by mail."""

    is_possible = serializers.SerializerMethodField(
        help_text="Whether this desk sends mail, and knows where to."
    )

    class Meta:
        model = MailPreference
        fields = ["when", "hour", "is_possible"]
        read_only_fields = fields

    def get_is_possible(self, preference: MailPreference) -> bool:
        return settings.SENDS_MAIL and bool(preference.user.email)


class MailPreferenceInput(Input):
    when = serializers.ChoiceField(MailPreference.When.choices)
    hour = serializers.IntegerField(
        min_value=0, max_value=23, required=False, help_text="Of a daily mail, in the caller's time zone."
    )


class NoticeFilter(django_filters.FilterSet):
    unread = TrueOrFalseFilter(field_name="read_at", lookup_expr="isnull")

    class Meta:
        model = Notice
        fields: list[str] = []


class NoticeViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The caller's own notices, newest first. One about a comment is here only while the comment may be read."""

    queryset = Notice.objects.none()
    serializer_class = PersonalNoticeSerializer
    filterset_class = NoticeFilter
    lookup_value_regex = r"\d{1,16}"
    scopes = dict.fromkeys(("list", "unread", "read", "read_all", "mail", "choose_mail"), "reviews:read")

    def get_queryset(self) -> QuerySet[Notice]:
        if getattr(self, "swagger_fake_view", False):
            return Notice.objects.none()
        visible = notices.visible_to(caller(self.request), at=timezone.now())
        return visible.select_related("review__claim", "actor", "comment")

    @extend_schema(responses=forced_singular_serializer(UnreadSerializer), filters=False)
    @action(detail=False, pagination_class=None, filterset_class=None)
    def unread(self, request: Request) -> Response:
        """How many the caller has not read. Asked every minute from every desk, so it counts and no more."""
        unread = notices.visible_to(caller(request), at=timezone.now()).filter(read_at__isnull=True)
        return Response(UnreadSerializer({"unread": unread[:_MOST_COUNTED].count()}).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """Mark one as read. Safe to repeat."""
        notices.mark_read(caller(request), notice_id=self.get_object().pk)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None}, filters=False)
    @action(detail=False, methods=["post"], url_path="read-all", filterset_class=None)
    def read_all(self, request: Request) -> Response:
        """Mark all as read."""
        notices.mark_read(caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=MailPreferenceSerializer, filters=False)
    @action(detail=False, pagination_class=None, filterset_class=None)
    def mail(self, request: Request) -> Response:
        """Whether and when they come by mail."""
        return Response(MailPreferenceSerializer(mail.preference_of(caller(request))).data)

    @extend_schema(request=MailPreferenceInput, responses=MailPreferenceSerializer, filters=False)
    @mail.mapping.put
    def choose_mail(self, request: Request) -> Response:
        """Have them by mail, or no longer."""
        body = MailPreferenceInput(data=request.data)
        body.is_valid(raise_exception=True)
        return Response(MailPreferenceSerializer(mail.choose(caller(request), **body.validated_data)).data)
