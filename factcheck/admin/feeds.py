"""Feeds: what is looked at, how each is, and when it is asked next."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminTextInputWidget

from factcheck.admin.access import signed_in
from factcheck.admin.acts import Act, ActForm
from factcheck.admin.base import DeskAdmin
from factcheck.admin.display import ago, badge, link_to, until
from factcheck.admin.filters import WithDefault
from factcheck.admin.site import site
from factcheck.feeds import schedule
from factcheck.headlines import with_headline
from factcheck.models import Feed, FeedEntry

CONFIGURE = "desk:configure"
#: Entries on a feed's page.
_SHOWN = 50


class PauseForm(ActForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, widget=UnfoldAdminTextInputWidget
    )


ACTS = [
    Act(
        name="ask-now",
        label=_("Look now"),
        done=_("is looked at now"),
        scope=CONFIGURE,
        run=schedule.ask_now,
        applies=lambda feed: not feed.paused_at,
        over_lists=True,
        tone="primary",
    ),
    Act(
        name="pause",
        label=_("Pause"),
        done=_("paused"),
        scope=CONFIGURE,
        run=schedule.pause,
        applies=lambda feed: not feed.paused_at,
        form=PauseForm,
        over_lists=True,
    ),
    Act(
        name="resume",
        label=_("Resume"),
        done=_("resumed"),
        scope=CONFIGURE,
        run=schedule.resume,
        applies=lambda feed: bool(feed.paused_at),
        over_lists=True,
        tone="primary",
    ),
]


class ByHealth(WithDefault):
    title = _("health")
    parameter_name = "health"
    default = "all"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Feed.Health.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset if self.chosen() == "all" else queryset.in_health(self.chosen())


@admin.register(Feed, site=site)
class FeedAdmin(DeskAdmin):
    view_scopes = frozenset({"articles:read"})
    add_scopes = change_scopes = frozenset({CONFIGURE})
    acts = ACTS
    change_form_template = "factcheck/admin/feed.html"
    list_display = [
        "name", "publisher", "health_badge", "trouble", "succeeded", "next_look", "found_last", "interval",
    ]  # fmt: skip
    list_filter = [ByHealth, "publisher"]
    list_select_related = ["publisher"]
    # A newsroom follows some hundred feeds: small enough for ILIKE.
    search_fields = ["name", "url"]
    search_help_text = _("Name or address")
    ordering = ["name"]
    empty_note = _("No feeds yet. Administrators add them; new articles are then read by themselves.")
    fields = ["name", "url", "publisher", "genre", "interval_minutes"]

    def save_model(self, request: HttpRequest, obj: Feed, form: ModelForm, change: bool) -> None:
        if not change:
            obj.owner = signed_in(request)
        super().save_model(request, obj, form, change)

    def columns_set_beside(self, obj: Feed, changed: Collection[str]) -> list[str]:
        return schedule.note_change(obj, changed, at=timezone.now())

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        entries = with_headline(
            FeedEntry.objects.filter(feed=obj).select_related("article"), article="article"
        )
        return {
            **super().record_context(request, obj),
            "feed": obj,
            "health": self.health_badge(obj),
            "next_look": self.next_look(obj),
            "succeeded": ago(obj.last_success_at),
            "failed": ago(obj.last_failed_at) if obj.last_failed_at else "",
            "last_new": ago(obj.last_new_at) if obj.last_new_at else "",
            "found": self.found_last(obj),
            "entries": [_line(entry) for entry in entries.order_by("-seen_at", "-pk")[:_SHOWN]],
        }

    @admin.display(description=_("Health"))
    def health_badge(self, feed: Feed) -> SafeString:
        return badge(feed.health, feed.health.label)

    @admin.display(description=_("Last failure"))
    def trouble(self, feed: Feed) -> SafeString:
        """Why it is not healthy; what has passed is on the feed's own page."""
        if feed.paused_at:
            return format_html('<span class="fc-failure">{}</span>', feed.pause_reason)
        if not feed.failure_count:
            return format_html("{}", "–")
        return format_html('{} <span class="fc-failure">{}</span>', ago(feed.last_failed_at), feed.last_error)

    @admin.display(description=_("Last success"), ordering="last_success_at")
    def succeeded(self, feed: Feed) -> SafeString:
        return ago(feed.last_success_at)

    @admin.display(description=_("Next look"), ordering="next_due_at")
    def next_look(self, feed: Feed) -> SafeString:
        return format_html("{}", "–") if feed.paused_at else until(feed.next_due_at)

    @admin.display(description=_("Entries, new"))
    def found_last(self, feed: Feed) -> str:
        return f"{feed.last_entry_count:,}, {feed.last_new_count:,}" if feed.last_success_at else "–"

    @admin.display(description=_("Interval"), ordering="interval_minutes")
    def interval(self, feed: Feed) -> str:
        return ngettext("%(n)d minute", "%(n)d minutes", feed.interval_minutes) % {"n": feed.interval_minutes}


def _line(entry: Any) -> dict[str, Any]:
    return {
        "article": link_to(entry.article, entry.headline or entry.article) if entry.article else "",
        "refusal": entry.refusal,
        "seen": ago(entry.seen_at),
    }
