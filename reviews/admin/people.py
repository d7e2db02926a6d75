"""What the desk adds to the page of an account: its work goes to somebody else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from factcheck.admin.acts import Act, ActForm
from factcheck.admin.users import UserAdmin
from factcheck.models import User
from reviews import handing_over
from reviews.models import Assignment


class HandOverForm(ActForm):
    to = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("username"),
        label=_("To"),
        required=False,
        empty_label=_("nobody: free for all"),
        widget=UnfoldAdminSelectWidget,
        help_text=_("Drafts go along. What this person may not have is freed."),
    )


def _hand_over(user_id: int, *, actor: User, to: User | None) -> object:
    return handing_over.hand_over(User.objects.get(pk=user_id), to=to, actor=actor)


def _holds_any(user: Any) -> bool:
    return Assignment.objects.filter(reviewer=user, status=Assignment.Status.ACTIVE).exists()


# ``factcheck`` knows no review, so its page cannot name this act itself.
UserAdmin.acts = [
    *UserAdmin.acts,
    Act(
        "hand-over", _("Hand over the work"), _("handed over"), "reviews:triage", _hand_over, _holds_any,
        HandOverForm, _("Moves all reviews that this person holds, with what they have written."),
    ),
]  # fmt: skip
