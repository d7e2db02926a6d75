"""How far reviewers agree, on one page: by desk, scale and week, and where a desk shows it by pair of people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from factcheck.admin.access import signed_in
from factcheck.models import Desk, User
from reviews import agreement
from reviews.admin.agreement_chart import Chart, chart_of
from reviews.errors import NotYours
from reviews.models import RatingScale

SCOPE = "verdicts:read"


def agreement_url() -> str:
    return reverse("admin:reviews_review_agreement")


class DayField(forms.DateField):
    widget = UnfoldAdminTextInputWidget(attrs={"type": "date"})


class AskForm(forms.Form):
    """Which weeks, which desk. Everything may be left out."""

    desk = forms.ModelChoiceField(
        Desk.objects.select_related("policy").order_by("name"),
        label=_("Desk"),
        required=False,
        to_field_name="slug",
        empty_label=_("all"),
        widget=UnfoldAdminSelectWidget,
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.span = agreement.span_of(cleaned.get("since"), cleaned.get("until"))
        if self.span.first > self.span.last:
            self.add_error("since", _("It is after the last day."))
        return cleaned


@dataclass(frozen=True)
class Table:
    """The weeks of one desk and scale, newest first, and all of them together."""

    desk: Desk
    scale: RatingScale
    together: agreement.Figures
    weeks: Sequence[agreement.Row]
    chart: Chart | None  #: None: not two weeks with figures to draw a line between


class ShowsAgreement:
    """Adds the page to ``ReviewAdmin``."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.agreement_view)  # type: ignore[attr-defined]
        return [path("agreement/", view, name="reviews_review_agreement"), *super().get_urls()]  # type: ignore[misc]

    def agreement_view(self, request: HttpRequest) -> HttpResponse:
        user = signed_in(request)
        if not user.has_scope(SCOPE):
            raise PermissionDenied
        form = AskForm(request.GET)
        tables, pairs = [], []
        if form.is_valid():
            desk = form.cleaned_data["desk"]
            tables = list(_tables(agreement.by_week(**form.span.bounds, desk=desk, scale=None)))
            desks = [desk] if desk else list(Desk.objects.select_related("policy").order_by("name"))
            pairs = list(_pairs(user, desks, form.span))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Agreement"),
            "opts": self.opts,  # type: ignore[attr-defined]
            "form": form,
            "span": form.span,
            "tables": tables,
            "pairs": pairs,
            "too_few": agreement.TOO_FEW,
        }
        return TemplateResponse(request, "reviews/admin/agreement.html", context)


def _tables(rows: Sequence[agreement.Row]) -> Iterator[Table]:
    for (desk, scale), found in groupby(rows, key=lambda row: (row.desk, row.scale)):
        together, *weeks = found
        yield Table(desk, scale, together.figures, weeks, chart_of(weeks))


def _pairs(user: User, desks: Sequence[Desk], span: agreement.Span) -> Iterator[dict[str, Any]]:
    """Of the desks that show them to ``user``. Where a desk does not, the page does not say that there are any."""
    for desk in desks:
        try:
            pairs = agreement.by_pair(user, desk, **span.bounds)
        except NotYours:
            continue
        yield {"desk": desk, "pairs": pairs}
