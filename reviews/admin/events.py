"""The history of everything, read only, under the blind rule."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.admin.access import signed_in
from factcheck.admin.base import DeskAdmin
from factcheck.admin.display import ago, link_to
from factcheck.admin.events import line_of
from factcheck.admin.filters import since
from factcheck.admin.site import site
from factcheck.models import Event
from reviews.visible_history import events_visible_to


class About(admin.SimpleListFilter):
    title = _("about")
    parameter_name = "about"
    _STREAMS = {
        "article": _("articles"),
        "claim": _("claims"),
        "review": _("reviews"),
        "factcheck": _("fact checks"),
        "apitoken": _("tokens"),
        "user": _("users"),
        "desk": _("desks and policy"),
        "ratingscale": _("rating scales"),
        "publisher": _("publishers"),
        "feed": _("feeds"),
        "expertlink": _("experts' links"),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self._STREAMS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        name = self.value()
        return queryset.filter(stream__startswith=f"{name}:") if name in self._STREAMS else queryset


class Place(admin.SimpleListFilter):
    """Whether the relay has put the event into the change feed."""

    title = _("change feed")
    parameter_name = "feed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("waiting for its position"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(position__isnull=True) if self.value() == "waiting" else queryset


@admin.register(Event, site=site)
class EventAdmin(DeskAdmin):
    view_scopes = frozenset({"reviews:triage", "reviews:adjudicate", "desk:configure"})
    list_display = ["number", "when", "what", "about", "who", "change", "details"]
    list_filter = [About, Place, since("occurred_at", _("when"), "when")]
    list_select_related = ["actor", "payload"]
    search_fields = ["stream"]  # shows the box; get_search_results does not use it
    search_help_text = _("All of one thing: review:12, article:3")
    ordering = ["-pk"]
    fields = [
        "what", "about", "stream", "who", "when", "change", "details", "position", "digest", "previous_digest",
    ]  # fmt: skip
    readonly_fields = ["what", "about", "who", "when", "change", "details"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return events_visible_to(signed_in(request), super().get_queryset(request), at=timezone.now())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """One stream; served by its unique index."""
        return (queryset.filter(stream=search_term.strip()) if search_term.strip() else queryset), False

    def history_of(self, obj: Any, user: Any) -> list[Any]:
        """An event has no history: it is one."""
        return []

    @admin.display(description=_("No."), ordering="pk")
    def number(self, event: Event) -> int:
        return event.pk

    @admin.display(description=_("When"))
    def when(self, event: Event) -> SafeString:
        return ago(event.occurred_at)

    @admin.display(description=_("What"))
    def what(self, event: Event) -> str:
        return line_of(event).what

    @admin.display(description=_("About"))
    def about(self, event: Event) -> str:
        """What it happened to, in words, with the way there where the admin shows it."""
        model_name, _colon, pk = event.stream.partition(":")
        for model in apps.get_models():
            if model._meta.model_name == model_name:
                name = f"{model._meta.verbose_name} {pk}"
                return link_to(model(pk=pk), name) if model in site._registry else name
        return event.stream

    @admin.display(description=_("Who"))
    def who(self, event: Event) -> str:
        return line_of(event).actor

    @admin.display(description=_("State"))
    def change(self, event: Event) -> str:
        return line_of(event).change

    @admin.display(description=_("Details"))
    def details(self, event: Event) -> SafeString:
        return format_html('<span class="fc-details">{}</span>', line_of(event).details)
