"""Claims as they were found. Read only but for corrections, which leave their event."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.postgres.search import SearchVector
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck import statements
from factcheck.admin.access import signed_in
from factcheck.admin.base import RecordAdmin
from factcheck.admin.by_hand import WRITE, StatementForm
from factcheck.admin.context import place_of
from factcheck.admin.correcting import CORRECT
from factcheck.admin.differences import drifts_of
from factcheck.admin.display import ago, link_to, score_bar, url_of
from factcheck.admin.filters import since
from factcheck.admin.reading import reading_of
from factcheck.admin.searching import words_query
from factcheck.admin.site import site
from factcheck.errors import DomainError
from factcheck.headlines import with_headline
from factcheck.models import Claim


def with_words(claims: QuerySet[Claim], text: str) -> QuerySet[Claim]:
    """Those whose label and claimant have all words of ``text``; served by the index ``claim_words``."""
    query = words_query(text)
    if query is None:
        return claims
    return claims.annotate(words=SearchVector("label", "claimant", config="english")).filter(words=query)


class ScoreSteps(admin.SimpleListFilter):
    """Check-worthiness in fixed steps."""

    title = _("check-worthiness")
    parameter_name = "score"
    column = "score"
    _STEPS = {
        "90": ("0.9 – 1", 0.9, 1.01),
        "70": ("0.7 – 0.9", 0.7, 0.9),
        "50": ("0.5 – 0.7", 0.5, 0.7),
        "30": ("0.3 – 0.5", 0.3, 0.5),
        "0": ("0 – 0.3", 0.0, 0.3),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, label) for name, (label, _low, _high) in self._STEPS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        step = self._STEPS.get(self.value() or "")
        if step is None:
            return queryset
        _label, low, high = step
        return queryset.filter(**{f"{self.column}__gte": low, f"{self.column}__lt": high})


CLAIMANT_KINDS = [
    ("person", _("person")),
    ("organization", _("organisation")),
    ("unnamed", _("unnamed source")),
    ("hearsay", _("hearsay")),
    ("narrator", _("the article itself")),
    ("unresolved", _("not resolved")),
]


class ClaimantKinds(admin.SimpleListFilter):
    title = _("claimant")
    parameter_name = "claimant"
    column = "claimant_kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return CLAIMANT_KINDS

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset


_STATEMENT = _(
    "What was said on the radio or on the telephone. It stands in an article of its own, and goes to triage."
)


@admin.register(Claim, site=site)
class ClaimAdmin(RecordAdmin):
    view_scopes = frozenset({"claims:read"})
    add_scopes = frozenset({WRITE})
    acts = (CORRECT,)
    change_form_template = "factcheck/admin/claim.html"
    list_display = ["claim_label", "figure", "claimant", "score_shown", "article_shown", "kind", "found"]
    list_display_links = ["claim_label"]
    list_filter = ["kind", ClaimantKinds, ScoreSteps, "origin", since("created_at", _("found"), "found")]
    list_select_related = ["article"]
    search_fields = ["label"]  # shows the box; get_search_results does not use it
    search_help_text = _("Words of the label or the claimant")
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return with_headline(super().get_queryset(request), article="article")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return with_words(queryset, search_term), False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponseBase:
        """Write down what was said on the radio or on the telephone."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = StatementForm(request.POST or None)
        if form.is_valid():
            try:
                anchor = statements.record(form.statement(), actor=signed_in(request))
            except DomainError as error:
                form.add_error(None, error.detail)
            else:
                messages.success(request, _("The claim is in triage."))
                return redirect(url_of(anchor.claim))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Write a statement down"),
            "opts": self.opts,
            "act": {"label": _("Write a statement down"), "explanation": _STATEMENT},
            "form": form,
            "target": request.path,
            "back": reverse("admin:factcheck_claim_changelist"),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "factcheck/admin/act.html", context)

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {
            **super().record_context(request, obj),
            "place": place_of(obj),
            "drifts": drifts_of(obj.drifts.all()),
            "reading": reading_of(obj),
            "article_link": self.article_shown(obj),
            "score_bar": score_bar(obj.score),
        }

    @admin.display(description=_("Claim"))
    def claim_label(self, claim: Claim) -> str:
        return str(claim)

    @admin.display(description=_("Score"), ordering="score")
    def score_shown(self, claim: Claim) -> SafeString:
        return score_bar(claim.score)

    @admin.display(description=_("Article"))
    def article_shown(self, claim: Claim) -> SafeString:
        return link_to(claim.article, claim.headline or claim.article)  # type: ignore[attr-defined]

    @admin.display(description=_("Found"), ordering="created_at")
    def found(self, claim: Claim) -> SafeString:
        return ago(claim.created_at)
