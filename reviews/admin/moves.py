"""The moves that people make in the admin: each is an edge of ``reviews.workflow``."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from factcheck.admin.acts import Act, ActForm
from factcheck.models import User
from factcheck.moments import check_in_calendar
from reviews import handing_over, workflow
from reviews.admin.closing_acts import CLOSING_ACTS
from reviews.blindness import told_of
from reviews.models import Rating, Review, Verdict
from reviews.workflow import REVIEW_EDGES, Move, State


class RadioChoice(forms.ChoiceField):
    """One of a few, none of them chosen beforehand."""

    widget = UnfoldAdminRadioSelectWidget


class Moment(forms.DateTimeField):
    """The browser's own picker; times are in the signed-in user's zone."""

    widget = UnfoldAdminTextInputWidget(attrs={"type": "datetime-local"})
    default_validators = [check_in_calendar]


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))


class PriorityForm(ActForm):
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=-100,
        max_value=100,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("1 comes before everything without one; higher comes first."),
    )
    due_at = Moment(label=_("Due"), required=False)


class DismissForm(ActForm):
    reason = RadioChoice(label=_("Reason"), choices=Review.DismissReason.choices)
    note = forms.CharField(
        label=_("Note"), max_length=400, required=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2})
    )


class MergeForm(ActForm):
    into = forms.IntegerField(
        label=_("Number of the review to merge into"),
        min_value=1,
        max_value=2**63 - 1,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_(
            "The review that stands for the same proposition. Its number is in the list and on its page."
        ),
    )


class HoldForm(ActForm):
    reason = _reason(_("What does it wait for?"))
    wake_at = Moment(label=_("Wake at"), required=False, help_text=_("Empty: until somebody wakes it."))


class AssignForm(ActForm):
    reviewer = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("username"),
        label=_("Reviewer"),
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(
        label=_("Why in spite of a rule"),
        max_length=500,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_(
            "Only where a rule keeps them out: they triaged it, or have an interest. The outcome discloses it."
        ),
    )


class ReasonForm(ActForm):
    reason = _reason(_("Reason"))


class ReopenForm(ReasonForm):
    to = RadioChoice(label=_("Where to"), choices=[(State.OPEN, _("the queue")), (State.TRIAGE, _("triage"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if any(_told_state(review) != State.DECIDED for review in self.subjects):  # type: ignore[arg-type]
            del self.fields["to"]  # a dismissed review can only go back to triage

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "to" in cleaned:
            cleaned["to"] = State(cleaned["to"])
        return cleaned


class SendBackForm(ActForm):
    comment = _reason(_("What should the reviewers look at again?"))


class RatingForm(ActForm):
    rating = forms.ModelChoiceField(
        Rating.objects.none(), label=_("Rating"), empty_label=None, widget=UnfoldAdminRadioSelectWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rating"].queryset = self.ratings()  # type: ignore[attr-defined]

    def ratings(self) -> QuerySet[Rating]:
        """Those to choose from: what the reviewers gave."""
        return _given(self.subjects)


class PickForm(RatingForm):
    summary = forms.CharField(
        label=_("Why this one"),
        max_length=20_000,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


class RuleForm(RatingForm):
    finding = forms.CharField(
        label=_("Finding"),
        max_length=2000,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("The desk's own answer: “84, air force, as of 10 March 14:00”."),
    )
    summary = forms.CharField(
        label=_("Why you rule so"), max_length=20_000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 5})
    )

    def ratings(self) -> QuerySet[Rating]:
        """Any of their scales, but between neighbours one of the two."""
        if any(map(_may_pick, self.subjects)):  # type: ignore[arg-type]
            return super().ratings()
        return Rating.objects.filter(scale__in={review.scale_id for review in self.subjects})  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = cleaned.pop("finding", "")
        rating = cleaned.get("rating")
        if rating and rating.requires_finding and not text.strip():
            self.add_error("finding", _("“%(rating)s” needs what you found instead.") % {"rating": rating})
        cleaned["finding"] = {"text": text} if text else None
        return cleaned


def _given(reviews: Sequence[Any]) -> QuerySet[Rating]:
    """The ratings between which the reviewers of these reviews differ."""
    standing = Verdict.objects.standing().visible(at=timezone.now())
    verdicts = standing.filter(review__in=reviews, round=F("review__round"))
    return Rating.objects.filter(pk__in=verdicts.values("rating"))


def _allows(move: Move) -> Callable[[Review], bool]:
    return lambda review: (_told_state(review), move) in REVIEW_EDGES


def _told_state(review: Review) -> State:
    """What is offered tells the state, too."""
    return told_of(review, at=timezone.now()).state


def _may_pick(review: Review) -> bool:
    """Whether it may be told to be disputed between neighbours."""
    return _told_state(review) == State.DISPUTED and review.dispute_kind == Review.DisputeKind.NEIGHBOURS


TRIAGE, ADJUDICATE = "reviews:triage", "reviews:adjudicate"

MOVES = [
    Act(
        "accept", _("Accept"), _("accepted"), TRIAGE, workflow.accept,
        _allows(Move.ACCEPT), over_lists=True, tone="primary",
    ),
    Act(
        "accept-first", _("Accept with priority"), _("accepted"), TRIAGE,
        workflow.accept, _allows(Move.ACCEPT), PriorityForm,
        _("Lets the claim into the queue, ahead of others."), over_lists=True,
    ),
    Act(
        "dismiss", _("Dismiss"), _("dismissed"), TRIAGE, workflow.dismiss,
        _allows(Move.DISMISS), DismissForm,
        _("Leaves the claim unchecked. It can be reopened."), over_lists=True,
    ),
    Act(
        "hold", _("Hold"), _("held"), TRIAGE, workflow.hold,
        _allows(Move.HOLD), HoldForm, _("Takes the review out of the queue for a while."), over_lists=True,
    ),
    Act(
        "wake", _("Wake"), _("put back into the queue"), TRIAGE,
        workflow.wake, _allows(Move.WAKE), over_lists=True, tone="primary",
    ),
    Act(
        "assign", _("Assign"), _("assigned"), TRIAGE, handing_over.assign,
        lambda review: _told_state(review) == State.OPEN, AssignForm,
        _("Leases the review to a reviewer, for a working day, until they open it."),
    ),
    Act(
        "rule", _("Rule"), _("decided"), ADJUDICATE, workflow.rule,
        _allows(Move.RULE), RuleForm, _("Decides what the reviewers disagree on."), tone="primary",
    ),
    Act(
        "pick", _("Pick one"), _("decided"), TRIAGE, workflow.pick, _may_pick, PickForm,
        _("Decides between ratings one step apart, by one of them."), tone="primary",
    ),
    Act(
        "send-back", _("Send back"), _("sent back"), ADJUDICATE,
        workflow.send_back, _allows(Move.SEND_BACK), SendBackForm,
        _("The reviewers start again, in a new round, and are told why."),
    ),
    Act(
        "reopen", _("Reopen"), _("reopened"), TRIAGE, workflow.reopen,
        _allows(Move.REOPEN), ReopenForm, _("Starts a new round."),
    ),
    Act(
        "merge", _("Merge into"), _("merged"), TRIAGE, workflow.merge,
        _allows(Move.MERGE), MergeForm,
        _("Puts the sightings under another review of the same proposition. It can be taken back."),
        over_lists=True,
    ),
    Act(
        "unmerge", _("Take merge back"), _("unmerged"), TRIAGE,
        workflow.unmerge, _allows(Move.UNMERGE), ReasonForm,
        _("The sightings return, and the review is triaged again."),
    ),
    *CLOSING_ACTS,
]  # fmt: skip
