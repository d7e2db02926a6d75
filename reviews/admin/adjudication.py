"""A dispute on one page: the verdicts side by side, what they rest on, where they part, and the acts that end it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.admin.access import signed_in
from factcheck.admin.context import place_of
from factcheck.admin.display import ago, url_of
from factcheck.errors import DomainError
from factcheck.models import User
from reviews import adjudication
from reviews.blindness import told_of
from reviews.evidence import is_web_address
from reviews.models import Review

#: The acts that end a dispute.
_ENDING = frozenset({"rule", "pick", "send-back"})


def may_decide(review: Review, user: User) -> bool:
    """Whether the way to the page is shown; ``adjudication.case_of`` decides again."""
    is_disputed = told_of(review, at=timezone.now()).state == Review.State.DISPUTED
    by_editors = review.dispute_kind == Review.DisputeKind.NEIGHBOURS and user.has_scope("reviews:triage")
    return is_disputed and (by_editors or user.has_scope("reviews:adjudicate"))


def case_url(review: Model) -> str:
    return reverse("admin:reviews_review_case", args=[review.pk])


class ShowsCase:
    """Adds the page to ``ReviewAdmin``."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.case_view)  # type: ignore[attr-defined]
        return [path("<path:object_id>/case/", view, name="reviews_review_case"), *super().get_urls()]  # type: ignore[misc]

    def case_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        found: Any = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        if not self.has_view_permission(request, found):  # type: ignore[attr-defined]
            raise PermissionDenied
        review = Review.objects.select_related("claim__article__publisher", "desk__policy", "scale").get(
            pk=found.pk
        )
        try:
            case = adjudication.case_of(review, signed_in(request), at=timezone.now())
        except DomainError as error:
            messages.warning(request, error.detail)
            return redirect(url_of(review))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Side by side"),
            "subtitle": review,
            "opts": self.opts,  # type: ignore[attr-defined]
            "original": review,
            "case": case,
            "point": case.differences[0],
            "further_points": case.differences[1:],
            "rows": [_row(merged, case) for merged in case.evidence],
            "waiting": ago(review.state_since),
            "place": place_of(review.claim),
            "review_url": url_of(review),
            "acts": [
                offered
                for offered in self.acts_for(request, review)  # type: ignore[attr-defined]
                if offered["act"].name in _ENDING
            ],
        }
        return TemplateResponse(request, "reviews/admin/case.html", context)


def _row(merged: adjudication.MergedEvidence, case: adjudication.Case) -> dict[str, Any]:
    """One thing, and in each verdict's column what it is cited for."""
    words = merged.piece.words
    stances = {citation.verdict.pk: citation.stance_label for citation in merged.cited_by}
    return {
        "piece": merged.piece,
        "words": words,
        "is_confidential": merged.is_confidential,
        "url": words["url"] if is_web_address(words["url"]) else "",
        "stances": [(verdict.reviewer, stances.get(verdict.pk, "")) for verdict in case.verdicts],
    }
