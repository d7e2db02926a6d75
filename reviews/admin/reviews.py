"""Reviews: the triage list, and one review with everything that may be seen of it."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.admin.access import signed_in
from factcheck.admin.base import RecordAdmin
from factcheck.admin.claims import ClaimantKinds, ScoreSteps, with_words
from factcheck.admin.context import place_of
from factcheck.admin.differences import drifts_of
from factcheck.admin.display import ago, badge, link_to, score_bar, url_of
from factcheck.admin.events import Line, lines_of
from factcheck.admin.filters import Since, WithDefault, since
from factcheck.admin.legal_holds import hold_acts
from factcheck.admin.reading import reading_of
from factcheck.admin.site import site
from factcheck.headlines import with_headline
from factcheck.models import Claim, User
from reviews import legal_holds
from reviews.admin.adjudication import ShowsCase, case_url, may_decide
from reviews.admin.agreement import ShowsAgreement
from reviews.admin.expert_links import EXPERT_ACTS, links_for
from reviews.admin.fact_checks import FactCheckAdmin
from reviews.admin.handing_over import OF_REVIEW
from reviews.admin.moves import MOVES
from reviews.admin.paging import QueuePaginator
from reviews.admin.talk import COMMENT, comments_for, others_looking
from reviews.blindness import told_of, told_to_stand_since
from reviews.confidentiality import with_evidence
from reviews.disclosures import disclosed_in, with_disclosures
from reviews.evidence import is_web_address
from reviews.models import Outcome, Review, Sighting
from reviews.models.review import Negated
from reviews.shortage import shortage_of
from reviews.verdicts import visible_to
from reviews.visible_history import history_visible_to

#: What comes first, by state; each order has an index or few rows to sort.
_ORDERS: dict[str, list[Any]] = {
    Review.State.TRIAGE: ["-claim__score", "pk"],
    Review.State.OPEN: [Negated("rank"), "pk"],
    Review.State.DISPUTED: ["state_since", "pk"],  # who waits longest comes first
    "all": ["-pk"],
}


class States(WithDefault):
    title = _("state")
    parameter_name = "state"
    default = Review.State.TRIAGE

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Review.State.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        state = self.chosen()
        return queryset if state == "all" else queryset.told_to_be([state], at=timezone.now())


class InStateSince(Since):
    title = _("in this state since")
    parameter_name = "since"

    def from_then_on(self, queryset: QuerySet, moment: datetime) -> QuerySet:
        return told_to_stand_since(queryset, moment, at=timezone.now())


class ReviewScoreSteps(ScoreSteps):
    column = "claim__score"


class ReviewClaimantKinds(ClaimantKinds):
    column = "claim__claimant_kind"


@admin.register(Review, site=site)
class ReviewAdmin(ShowsCase, ShowsAgreement, RecordAdmin):
    """No form: a state changes by a move, and by nothing else."""

    view_scopes = frozenset({"reviews:read"})
    acts = [
        *MOVES,
        OF_REVIEW,
        COMMENT,
        *EXPERT_ACTS,
        *hold_acts(
            legal_holds.place, legal_holds.lift, can_be_held=lambda review: not review.claim.redacted_at
        ),
    ]
    change_form_template = "reviews/admin/review.html"
    list_display = [
        "label", "figure", "claimant", "score", "article", "state_badge", "dispute", "state_age", "sighting_count",
    ]  # fmt: skip
    list_display_links = ["label"]
    list_filter = [
        States,
        ReviewScoreSteps,
        "claim__kind",
        ReviewClaimantKinds,
        "claim__article__publisher",
        "desk",
        since("created_at", _("came in"), "came_in"),
        InStateSince,
    ]
    lookups_without_filter = frozenset({"claim__article"})  # an article's page links to its reviews
    search_fields = ["claim__label"]  # shows the box; get_search_results does not use it
    search_help_text = _("Words of the label or the claimant")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        sightings = Sighting.objects.filter(review=OuterRef("pk")).order_by().values("review")
        return (
            with_headline(super().get_queryset(request), article="claim__article")
            .select_related("claim__article__publisher")
            .annotate(sighting_count=Coalesce(Subquery(sightings.annotate(n=Count("pk")).values("n")), 0))
        )

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """Without the state where all rows have the same."""
        columns = list(super().get_list_display(request))
        state = request.GET.get("state", States.default)
        if state != "all":
            columns.remove("state_badge")
        if state != Review.State.DISPUTED:
            columns.remove("dispute")
        return columns

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return _ORDERS.get(request.GET.get("state", States.default), ["-created_at", "-pk"])

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Paginator:
        is_queue = request.GET.get("state") == Review.State.OPEN and ORDER_VAR not in request.GET
        return (QueuePaginator if is_queue else self.paginator)(*args, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Full text over the claims' own index; not ILIKE."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(claim__in=with_words(Claim.objects.all(), search_term).values("pk")), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup in self.lookups_without_filter or super().lookup_allowed(lookup, value, request)

    # --- One review ---------------------------------------------------------------------------------

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        loaded = Review.objects.select_related(
            "claim__article__publisher", "desk__policy", "scale", "outcome__rating", "outcome__payload",
            "outcome__decided_by", "outcome__span_version", "triaged_by", "merged_into__claim",
        )  # fmt: skip
        review = with_disclosures(loaded).get(pk=obj.pk)
        user, now = signed_in(request), timezone.now()
        is_revealed, told = review.is_revealed(at=now), told_of(review, at=now)
        outcome = review.outcome if is_revealed else None
        if outcome:
            outcome.review = review  # what it was told to disclose is loaded there
        return {
            **super().record_context(request, review),
            "review": review,
            "claim": review.claim,
            "place": place_of(review.claim),
            "drifts": drifts_of(review.claim.drifts.all()),
            "reading": reading_of(review.claim),
            "score_bar": score_bar(review.claim.score),
            "state_badge": self.state_badge(review),
            "since": ago(told.since),
            "reason": told.reason,
            "article_link": link_to(review.claim.article, obj.headline or review.claim.article),
            "shortage": shortage_of(review) if self._is_open_to(user, told.state) else None,
            "outcome": outcome,
            "inherited_from": self._source_of(outcome, user) if outcome else None,
            "disclosures": disclosed_in(outcome) if outcome else [],
            "is_blind": not is_revealed,
            "verdicts": self._verdicts(review, user),
            "comments": comments_for(user, review, at=now),
            "expert_links": links_for(user, review, at=now),
            "others_looking": others_looking(user, review, at=now),
            "sightings": review.sightings.select_related("claim__article__publisher").order_by("pk")[:100],
            "case_url": case_url(review) if may_decide(review, user) else "",
            "next_in_triage": self._next_in_triage(review, user),
        }

    def _is_open_to(self, user: User, state: Review.State) -> bool:
        return state == Review.State.OPEN and user.has_scope("reviews:triage")

    def _source_of(self, outcome: Outcome, user: User) -> SafeString | str | None:
        """The number of the fact check that it was taken over from; a link for whoever may open that."""
        source = outcome.inherited_from
        if source is None:
            return None
        return (
            link_to(source, source.pk)
            if any(map(user.has_scope, FactCheckAdmin.view_scopes))
            else str(source.pk)
        )

    def history_of(self, obj: Any, user: User) -> list[Line]:
        events = history_visible_to(user, obj, at=timezone.now())
        return lines_of(events.select_related("actor", "payload")[:200])

    def _verdicts(self, review: Review, user: User) -> list[dict[str, Any]]:
        """What the blind rule lets ``user`` see, with the evidence they may see."""
        shown = visible_to(user, at=timezone.now()).filter(review=review).order_by("round", "pk")
        return [
            {
                "verdict": verdict,
                "evidence": [
                    {
                        "piece": piece,
                        "url": _link(piece.words["url"]),
                        "archive_url": _link(piece.words["archive_url"]),
                    }
                    for piece in verdict.evidence_shown
                ],
            }
            for verdict in with_evidence(shown, user)
        ]

    def _next_in_triage(self, review: Review, user: User) -> str | None:
        if not user.has_scope("reviews:triage"):
            return None
        waiting = Review.objects.filter(state=Review.State.TRIAGE).exclude(pk=review.pk)
        following = waiting.order_by(*_ORDERS[Review.State.TRIAGE]).first()
        return url_of(following) if following else None

    # --- Columns ------------------------------------------------------------------------------------

    @admin.display(description=_("Claim"))
    def label(self, review: Review) -> SafeString:
        return format_html(
            '<span class="fc-label">{}</span> <span class="fc-number">{}</span>', review.claim, review.pk
        )

    @admin.display(description=_("Figure"))
    def figure(self, review: Review) -> SafeString:
        return format_html('<span class="fc-figure">{}</span>', review.claim.figure)

    @admin.display(description=_("Claimant"))
    def claimant(self, review: Review) -> SafeString:
        return format_html('<span class="fc-claimant">{}</span>', review.claim.claimant)

    @admin.display(description=_("Score"), ordering="claim__score")
    def score(self, review: Review) -> SafeString:
        return score_bar(review.claim.score)

    @admin.display(description=_("Article"))
    def article(self, review: Review) -> SafeString:
        article = review.claim.article
        return format_html(
            '<span class="fc-article">{}<span class="fc-publisher">{}</span></span>',
            link_to(article, review.headline or article),  # type: ignore[attr-defined]
            article.publisher or "",
        )

    @admin.display(description=_("State"))
    def state_badge(self, review: Review) -> SafeString:
        state = told_of(review, at=timezone.now()).state
        return badge(state, state.label)

    @admin.display(description=_("Dispute"))
    def dispute(self, review: Review) -> SafeString:
        """Only in the list of those that may be told to be disputed."""
        kind = review.get_dispute_kind_display()
        return format_html('<a class="fc-link" href="{}">{}</a>', case_url(review), kind)

    @admin.display(description=_("Since"))
    def state_age(self, review: Review) -> SafeString:
        """Not to sort by: its column says of a review that settles when that began."""
        return ago(told_of(review, at=timezone.now()).since)

    @admin.display(description=_("Seen in"))
    def sighting_count(self, review: Review) -> int:
        return review.sighting_count  # type: ignore[attr-defined]


def _link(address: str) -> str:
    """Empty where it is no address that may be followed."""
    return address if is_web_address(address) else ""
