"""Articles: what came in, how far it got, what it says."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.search import SearchVector
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from factcheck import ingest, legal_holds, pipeline, takedown
from factcheck.admin.acts import Act, ActForm
from factcheck.admin.adding import AddsArticles
from factcheck.admin.arriving import arrivals_of, repeat_acts, runs_of
from factcheck.admin.base import RecordAdmin
from factcheck.admin.by_hand import MARK
from factcheck.admin.differences import drifts_of, text_with_changes
from factcheck.admin.display import ago, badge, marked, score_bar, url_of
from factcheck.admin.filters import since
from factcheck.admin.legal_holds import hold_acts
from factcheck.admin.searching import words_query
from factcheck.admin.site import site
from factcheck.headlines import with_headline
from factcheck.likeness.copies import near_copies_of
from factcheck.models import Article, ArticleVersion, Claim, ClaimAnchor, ClaimDrift
from factcheck.notices import NOTICES

#: Characters of text shown until somebody asks for all.
_FIRST_LOOK = 40_000


class TakeDownForm(ActForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("No names, no words of the article: this line is what remains."),
    )


class PasteForm(ActForm):
    title = forms.CharField(
        label=_("Title"), max_length=1000, required=False, widget=UnfoldAdminTextInputWidget
    )
    text = forms.CharField(label=_("Text"), strip=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 16}))


ACTS = [
    MARK,
    Act(
        name="retry",
        label=_("Retry"),
        done=_("queued again"),
        scope="articles:write",
        run=pipeline.retry,
        applies=lambda article: article.status == Article.Status.FAILED and not article.redacted_at,
        over_lists=True,
        tone="primary",
    ),
    Act(
        name="paste-text",
        label=_("Paste the text"),
        done=_("has its words"),
        scope="articles:write",
        run=ingest.paste,
        applies=lambda article: not (article.redacted_at or article.same_as_id or article.version_count),
        form=PasteForm,
        explanation=_("The address and whatever else is known of the article are kept."),
        tone="primary",
    ),
    *repeat_acts(),
    *hold_acts(
        legal_holds.place,
        legal_holds.lift,
        can_be_held=lambda article: not (article.redacted_at or article.same_as_id),
    ),
    Act(
        name="take-down",
        label=_("Take down"),
        done=_("taken down"),
        scope="articles:takedown",
        run=takedown.take_down,
        applies=lambda article: not article.redacted_at,
        form=TakeDownForm,
        explanation=_(
            "Blanks the words of all versions and everything that quotes them: claims, verdicts, history. "
            "That the article was here stays. It cannot be undone."
        ),
        over_lists=True,
        tone="danger",
    ),
]


@admin.register(Article, site=site)
class ArticleAdmin(AddsArticles, RecordAdmin):
    view_scopes = frozenset({"articles:read"})
    add_scopes = frozenset({"articles:write"})
    acts = ACTS
    change_form_template = "factcheck/admin/article.html"
    list_display = [
        "headline_shown", "publisher", "status_badge", "language", "claim_count", "version_count", "posted",
    ]  # fmt: skip
    list_display_links = ["headline_shown"]
    list_filter = ["status", "publisher", "genre", since("created_at", _("posted"), "posted")]
    list_select_related = ["publisher", "owner"]
    search_fields = ["external_id"]  # shows the box; get_search_results does not use it
    search_help_text = _("Headline, external id or address")
    ordering = ["-created_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        latest = ArticleVersion.objects.filter(article=OuterRef("pk")).order_by("-number")
        articles = super().get_queryset(request).with_claim_count()
        if (match := request.resolver_match) and match.url_name == "factcheck_article_changelist":
            articles = articles.filter(same_as=None)
        return with_headline(articles, article="pk").annotate(
            language=Subquery(latest.values("language")[:1]),
            version_count=Subquery(latest.values("number")[:1]),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By exact id or address, or by words of a version's headline. Not ILIKE: articles are many."""
        term = search_term.strip()
        found = Q(external_id=term) | Q(url=term)
        if (query := words_query(term)) is not None:
            versions = ArticleVersion.objects.annotate(words=SearchVector("headline", config="english"))
            found |= Q(pk__in=versions.filter(words=query).values("article"))
        return (queryset.filter(found) if term else queryset), False

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        versions = list(
            obj.versions.defer("text", "astral", "blocks").select_related("redacted_by").order_by("-number")
        )
        wanted = request.GET.get("version", "")
        version = next((v for v in versions if str(v.number) == wanted), versions[0] if versions else None)
        text = version.text if version else ""
        older = self._compared(request, obj, version)
        shown = text if "all" in request.GET else text[:_FIRST_LOOK]
        return {
            **super().record_context(request, obj),
            "status_badge": self.badge_of(obj),
            "versions": versions,
            "version": version,
            "notices": [NOTICES.get(code, code) for code in version.notices] if version else [],
            "text": self._text_of(version, shown, older=older) if version else "",
            "older": older,
            "drifts": drifts_of(ClaimDrift.objects.filter(claim__article=obj)),
            "left_out": len(text) - len(shown),
            "arrivals": arrivals_of(obj),
            "runs": runs_of(obj),
            "same_as": obj.same_as and {"article": obj.same_as, "url": url_of(obj.same_as)},
            "near_copies": [
                {"copy": copy.article, "url": url_of(copy.article), "percent": round(100 * copy.score)}
                for copy in near_copies_of(obj)
            ],
            "claims": [
                {"claim": claim, "url": url_of(claim), "bar": score_bar(claim.score)}
                for claim in self._claims_of(version)[:200]
            ],
        }

    def _compared(
        self, request: HttpRequest, article: Article, version: ArticleVersion | None
    ) -> ArticleVersion | None:
        """The version that somebody asks to see the changes since; None where nobody does."""
        wanted = request.GET.get("since", "")
        if version is None or not wanted.isdecimal() or len(wanted) > 9:
            return None
        return article.versions.filter(number=wanted, number__lt=version.number).first()

    def _text_of(self, version: ArticleVersion, text: str, *, older: ArticleVersion | None) -> SafeString:
        if older is None:
            return self._with_claims(version, text)
        return text_with_changes(older, version, most=len(text))

    def _claims_of(self, version: ArticleVersion | None) -> QuerySet[Claim]:
        """Those that stand in it, the worthiest first."""
        standing = version.anchors.standing() if version else ClaimAnchor.objects.none()
        return Claim.objects.filter(anchors__in=standing).order_by("-score", "pk")

    def _with_claims(self, version: ArticleVersion, text: str) -> SafeString:
        """The text with every quote marked; where two overlap, the second is marked from where the first ends."""
        spans = (
            ClaimAnchor.objects.filter(version=version, part="text", end__lte=len(text))
            .exclude(quote="")
            .values_list("start", "end")
        )
        return marked(text, spans, "<mark>{}</mark>")

    @admin.display(description=_("Headline"))
    def headline_shown(self, article: Article) -> str:
        if article.redacted_at:
            return str(_("taken down"))
        return str(article)

    @admin.display(description=_("Status"), ordering="status")
    def status_badge(self, article: Article) -> SafeString:
        why = "" if article.redacted_at else article.failure
        return format_html('{} <span class="fc-failure">{}</span>', self.badge_of(article), why)

    def badge_of(self, article: Article) -> SafeString:
        if article.redacted_at:
            return badge("dismissed", _("taken down"))
        return badge(article.status, article.get_status_display())

    @admin.display(description=_("Language"))
    def language(self, article: Article) -> str:
        return article.language  # type: ignore[attr-defined]

    @admin.display(description=_("Claims"))
    def claim_count(self, article: Article) -> int:
        return article.claim_count  # type: ignore[attr-defined]

    @admin.display(description=_("Versions"))
    def version_count(self, article: Article) -> int:
        return article.version_count  # type: ignore[attr-defined]

    @admin.display(description=_("Posted"), ordering="created_at")
    def posted(self, article: Article) -> SafeString:
        return ago(article.created_at)
