"""Correcting a claim by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from factcheck import editing, marking
from factcheck.admin.acts import Act, ActForm
from factcheck.admin.by_hand import WRITE
from factcheck.marking import LONGEST_QUOTE
from factcheck.models import Claim, ClaimAnchor, User


def _place(claim: Claim) -> ClaimAnchor:
    return claim.anchors.standing().select_related("version").latest("version__number")


class CorrectForm(ActForm):
    """Filled with what the claim says now; what is left as it is stays."""

    words = forms.CharField(
        label=_("Words"),
        max_length=LONGEST_QUOTE,
        strip=True,
        widget=UnfoldAdminTextareaWidget(attrs={"dir": "auto", "rows": 3}),
        help_text=_("Exactly as they stand in the text; enough of them that they stand there once."),
    )
    figure = forms.CharField(
        label=_("Figure"), max_length=80, required=False, widget=UnfoldAdminTextInputWidget
    )
    label = forms.CharField(label=_("Label"), max_length=75, widget=UnfoldAdminTextInputWidget)
    claimant = forms.CharField(
        label=_("Claimant"), max_length=200, required=False, widget=UnfoldAdminTextInputWidget
    )
    proposition = forms.CharField(
        label=_("What is claimed"),
        max_length=LONGEST_QUOTE,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"dir": "auto", "rows": 2}),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("The history keeps it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for claim in self.subjects:
            assert isinstance(claim, Claim)  # noqa: S101 (the page is the claim's own)
            said = {name: getattr(claim, name) for name in ("figure", "label", "claimant")}
            self.initial = {
                "words": _place(claim).quote,
                "proposition": claim.current.get("proposition", ""),
                **said,
                **self.initial,
            }


def correct_words(claim_id: int, *, actor: User, words: str, reason: str, **said: str) -> ClaimAnchor:
    """As ``editing.correct``, at words that stand in the text once; what is empty stays as it was."""
    anchor = _place(Claim.objects.get(pk=claim_id))
    span = None
    if words != anchor.quote:
        found = marking.find_words(anchor.version, words)
        span = found.start, found.end
    given = {name: text for name, text in said.items() if text or name == "figure"}
    correction = editing.Correction(given, span, anchor.version.text_sha256, reason)
    return editing.correct(claim_id, correction, actor=actor)


CORRECT = Act(
    name="correct",
    label=_("Correct"),
    done=_("corrected"),
    scope=WRITE,
    run=correct_words,
    applies=lambda claim: not claim.redacted_at,
    form=CorrectForm,
    explanation=_(
        "Lies over what the engine read. Whoever is ruling on it is told; unless only the label changes, a new round begins."
    ),
)
