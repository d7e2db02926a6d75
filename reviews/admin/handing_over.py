"""Work goes to somebody else: from the page of an account, of a desk, or of a review."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from factcheck.admin.acts import Act, ActForm
from factcheck.models import User
from reviews import handing_over
from reviews.blindness import told_of
from reviews.models import Assignment, Review

_SCOPE = "reviews:triage"
_LABEL, _DONE = _("Hand over the work"), _("handed over")


def _people() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("username")


class ToForm(ActForm):
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("To"),
        required=False,
        empty_label=_("nobody: free for all"),
        widget=UnfoldAdminSelectWidget,
        help_text=_("Drafts go along. What this person may not have is freed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = _people()  # type: ignore[attr-defined]


class FromToForm(ToForm):
    """Everybody can be chosen, whoever holds what: a list of those who do would tell who has ruled already."""

    holder = forms.ModelChoiceField(User.objects.none(), label=_("From"), widget=UnfoldAdminSelectWidget)
    field_order = ["holder", "to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = _people()  # type: ignore[attr-defined]


def _from_account(user_id: int, *, actor: User, to: User | None) -> object:
    return handing_over.hand_over(User.objects.get(pk=user_id), to=to, actor=actor)


def _from_anybody(_about: int, *, actor: User, holder: User, to: User | None) -> object:
    return handing_over.hand_over(holder, to=to, actor=actor)


def _holds_any(user: Any) -> bool:
    return Assignment.objects.filter(reviewer=user, status=Assignment.Status.ACTIVE).exists()


def _is_open(review: Any) -> bool:
    return told_of(review, at=timezone.now()).state == Review.State.OPEN


def _always(_desk: Model) -> bool:
    return True


OF_ACCOUNT = Act(
    "hand-over", _LABEL, _DONE, _SCOPE, _from_account, _holds_any, ToForm,
    _("Moves all reviews that this person holds, with what they have written."),
)  # fmt: skip
OF_DESK = Act(
    "hand-over", _LABEL, _DONE, _SCOPE, _from_anybody, _always, FromToForm,
    _("Moves all reviews that a colleague holds, with what they have written."),
)  # fmt: skip
OF_REVIEW = Act(
    "hand-over", _LABEL, _DONE, _SCOPE, _from_anybody, _is_open, FromToForm,
    _("Moves all reviews that a colleague holds, with what they have written; this one too, if they hold it."),
)  # fmt: skip
