"""Experts from outside, asked from a review's page: by a link that is shown once, listed there and revoked there."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from factcheck.admin.acts import Act, ActForm
from factcheck.models import User
from reviews import expert_links
from reviews.models import Evidence, ExpertLink, Review

_SCOPE = "reviews:triage"
_MOST_SHOWN = 100


class AskForm(ActForm):
    name = forms.CharField(label=_("Whom do you ask?"), max_length=120, widget=UnfoldAdminTextInputWidget)
    question = forms.CharField(
        label=_("Question"), max_length=2000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 4})
    )
    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        max_value=expert_links.MOST_DAYS,
        initial=7,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("Then the link ends, answered or not."),
    )
    evidence = forms.TypedMultipleChoiceField(
        label=_("Evidence to show"),
        coerce=int,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_(
            "As it stands here, without who found it. Nothing confidential is offered, and nothing of a round that is "
            "not told yet. The claim in its article is always shown."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pieces = [
            piece
            for review in self.subjects
            for piece in expert_links.showable_on(review).order_by("pk")[:_MOST_SHOWN]  # type: ignore[arg-type]
        ]
        self.fields["evidence"].choices = [(piece.pk, _told_of(piece)) for piece in pieces]  # type: ignore[attr-defined]
        if not pieces:
            del self.fields["evidence"]


class RevokeForm(ActForm):
    link = forms.TypedChoiceField(label=_("Which link?"), coerce=int, widget=UnfoldAdminRadioSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        links = [link for review in self.subjects for link in _usable(review)]  # type: ignore[arg-type]
        self.fields["link"].choices = [(link.pk, str(link)) for link in links]  # type: ignore[attr-defined]


def _told_of(piece: Evidence) -> str:
    """All that the expert would read of it, and whose it is: two may rest on the same page."""
    words = piece.words
    quote = words["quote"] and f"“{words['quote']}”"
    told = " ".join(filter(None, (words["title"] or words["url"], quote, words["note"])))
    return f"{capfirst(piece.get_kind_display())}: {told or piece.pk} ({piece.verdict.reviewer})"


def _usable(review: Review) -> list[ExpertLink]:
    """Those that somebody could still open or answer."""
    now = timezone.now()
    alive = (ExpertLink.Standing.WAITING, ExpertLink.Standing.OPEN)
    links = ExpertLink.objects.filter(review=review).select_related("payload").order_by("-pk")
    return [link for link in links if link.standing(at=now) in alive]


def _ask(review_id: int, *, actor: User, **words: Any) -> dict[str, Any]:
    link, secret = expert_links.create(review_id, actor=actor, **words)
    return {"link": link, "secret": secret}


def _revoke(review_id: int, *, actor: User, link: int) -> object:
    return expert_links.revoke(link, actor=actor)


EXPERT_ACTS = [
    Act(
        "ask-expert", _("Ask an expert"), _("expert asked"), _SCOPE, _ask, lambda review: True, AskForm,
        _("Makes a link for one person outside the newsroom. It opens in one browser and takes one answer."),
        shows_once="reviews/admin/expert_link_made.html",
    ),
    Act(
        "revoke-expert-link", _("Revoke an expert's link"), _("link revoked"), _SCOPE, _revoke,
        lambda review: bool(_usable(review)), RevokeForm, tone="danger",
    ),
]  # fmt: skip


def links_for(user: User, review: Review, *, at: datetime) -> list[dict[str, Any]]:
    """The links of a review, newest first, each with how it stands; none for who may not make any."""
    if not user.has_scope(_SCOPE):
        return []
    links = ExpertLink.objects.filter(review=review).select_related("payload", "created_by")
    return [
        {"link": link, "standing": link.standing(at=at).label} for link in links.order_by("-pk")[:_MOST_SHOWN]
    ]
