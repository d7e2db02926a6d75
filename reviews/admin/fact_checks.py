from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.admin.base import DeskAdmin
from factcheck.admin.display import ago, badge, link_to
from factcheck.admin.site import site
from reviews.disclosures import disclosed_in
from reviews.models import FactCheck


@admin.register(FactCheck, site=site)
class FactCheckAdmin(DeskAdmin):
    """Read only: where the published forms stand."""

    view_scopes = frozenset({"fact-checks:write", "fact-checks:publish"})
    list_display = ["claim", "state_badge", "author", "approved_by", "published", "begun"]
    list_filter = ["state"]
    ordering = ["-pk"]
    fields = [
        "headline", "summary", "state_badge", "review_shown", "set_aside", "author", "approved_by", "published_at",
        "slug",
    ]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[FactCheck]:
        return super().get_queryset(request).select_related("review__claim", "author", "approved_by")

    @admin.display(description=_("Claim"))
    def claim(self, fact_check: FactCheck) -> str:
        return str(fact_check)

    @admin.display(description=_("Review"))
    def review_shown(self, fact_check: FactCheck) -> SafeString:
        return link_to(fact_check.review)

    @admin.display(description=_("Rules set aside"))
    def set_aside(self, fact_check: FactCheck) -> str:
        """What the copy is to disclose of the rulings that it rests on."""
        disclosures = disclosed_in(fact_check.outcome)
        if not disclosures:
            return "–"
        return render_to_string(
            "reviews/admin/disclosures.html", {"disclosures": disclosures, "ruled_on": fact_check.review_id}
        )

    @admin.display(description=_("State"))
    def state_badge(self, fact_check: FactCheck) -> SafeString:
        return badge(fact_check.state, fact_check.get_state_display())

    @admin.display(description=_("Published"), ordering="published_at")
    def published(self, fact_check: FactCheck) -> SafeString:
        return ago(fact_check.published_at)

    @admin.display(description=_("Begun"), ordering="created_at")
    def begun(self, fact_check: FactCheck) -> SafeString:
        return ago(fact_check.created_at)

    @admin.display(description=_("Headline"))
    def headline(self, fact_check: FactCheck) -> str:
        return self._words(fact_check).get("headline") or "–"

    @admin.display(description=_("Summary"))
    def summary(self, fact_check: FactCheck) -> str:
        return self._words(fact_check).get("summary") or "–"

    def _words(self, fact_check: FactCheck) -> dict[str, Any]:
        """Of the newest revision; empty once they are redacted."""
        revision = fact_check.revisions.select_related("payload").order_by("-number").first()
        return (revision.payload.content if revision else None) or {}
