"""Placing and lifting a legal hold, on an article's page and on a review's."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from factcheck.admin.acts import Act, ActForm

_SCOPE = "articles:takedown"


class WhyForm(ActForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Who wants it, and the reference of the case."),
    )


def hold_acts(
    place: Callable[..., object], lift: Callable[..., object], *, can_be_held: Callable[[Any], bool]
) -> list[Act]:
    """Offered where ``can_be_held``; to lift one, where one is."""
    return [
        Act(
            "legal-hold", _("Legal hold"), _("under a legal hold"), _SCOPE, place,
            lambda row: can_be_held(row) and not row.legal_hold, WhyForm,
            _("Nothing of it is erased or taken down until somebody lifts the hold."),
        ),
        Act(
            "lift-legal-hold", _("Lift the legal hold"), _("no longer under a legal hold"), _SCOPE, lift,
            lambda row: row.legal_hold, WhyForm, _("It may be taken down again."), tone="danger",
        ),
    ]  # fmt: skip
