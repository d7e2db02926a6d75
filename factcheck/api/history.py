"""Events over the API: who did what, when, from where to where, why, and what it changed."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.api.pagination import Page
from factcheck.event_words import in_words
from factcheck.models import Event, User


class NewestEventsFirst(Page):
    """By the clock: a cursor that held an event's number in its stream would count those that are hidden."""

    ordering = ("-recorded_at", "-id")


def page_of(events: QuerySet[Event], request: Request, view: APIView) -> Response:
    """One page of ``events``, newest first."""
    paginator = NewestEventsFirst()
    page = paginator.paginate_queryset(events.select_related("actor", "payload"), request, view=view)
    return paginator.get_paginated_response(EventSerializer(page, many=True).data)


class EventSerializer(serializers.ModelSerializer):
    """One event. Those of one ``act`` belong together: what a person did, and what followed from it.

    No number of the event is told, because a gap would tell of an event that is still hidden.
    """

    text = serializers.SerializerMethodField(help_text="What happened, in words.")
    about = serializers.CharField(source="stream", read_only=True, help_text="review:12, claim:3")
    actor: "serializers.SlugRelatedField[User]" = serializers.SlugRelatedField(
        slug_field="username", read_only=True, allow_null=True, help_text="Null: the system."
    )
    act = serializers.UUIDField(source="cause", read_only=True, help_text="Shared by all events of one act.")
    is_consequence = serializers.BooleanField(
        read_only=True, help_text="It followed from the act; nobody asked for it by itself."
    )
    reason = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField(help_text="{field: [before, after]}")
    details = serializers.SerializerMethodField(help_text="Ids and numbers, by the kind of event.")
    redacted_by = serializers.IntegerField(
        source="payload.redacted_by_id",
        read_only=True,
        allow_null=True,
        default=None,
        help_text="The take-down that blanked reason, changes and details.",
    )

    class Meta:
        model = Event
        fields = [
            "kind",
            "text",
            "about",
            "actor",
            "act",
            "is_consequence",
            "from_state",
            "to_state",
            "occurred_at",
            "recorded_at",
            "reason",
            "changed",
            "details",
            "redacted_by",
        ]
        read_only_fields = fields

    def get_text(self, event: Event) -> str:
        return in_words(event.kind)

    def get_reason(self, event: Event) -> str:
        return str(event.said.get("reason", ""))

    def get_changed(self, event: Event) -> dict[str, list[Any]]:
        return event.said.get("changed", {})

    def get_details(self, event: Event) -> dict[str, Any]:
        return {name: value for name, value in event.said.items() if name not in {"reason", "changed"}}
