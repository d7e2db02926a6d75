"""Acts that follow from what reviewers and editors found: the span, the duplicate, the sightings."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from factcheck.admin.acts import Act, ActForm
from reviews import workflow
from reviews.blindness import told_of
from reviews.models import Review, Sighting, Verdict
from reviews.workflow import State

TRIAGE = "reviews:triage"


class SplitForm(ActForm):
    claims = forms.TypedMultipleChoiceField(
        label=_("What does not belong here?"), coerce=int, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {review.claim_id for review in self.subjects}  # type: ignore[attr-defined]
        sightings = (
            Sighting.objects.filter(review__in=self.subjects, merged_from=None)  # type: ignore[misc]
            .exclude(claim__in=own)
            .select_related("claim__article__publisher")
            .order_by("pk")
        )
        self.fields["claims"].choices = [  # type: ignore[attr-defined]
            (row.claim_id, f"{row.claim} ({row.claim.article.publisher or row.claim.article})")
            for row in sightings
        ]


def _closed_for(reason: str) -> Any:
    def applies(review: Review) -> bool:
        if told_of(review, at=timezone.now()).state != State.DECIDED or review.outcome is None:
            return False
        return review.outcome.close_reason == reason

    return applies


def _has_suggested(review: Review) -> bool:
    is_alive = review.state not in {State.MERGED, State.DISMISSED}
    return is_alive and review.sightings.filter(status=Sighting.Status.SUGGESTED).exists()


def _has_others(review: Review) -> bool:
    is_alive = review.state not in {State.MERGED, State.DISMISSED}
    return is_alive and review.sightings.exclude(claim=review.claim_id).filter(merged_from=None).exists()


CLOSING_ACTS = [
    Act(
        "correct-span", _("Correct the span and go on"), _("put where the reviewers say, open again"), TRIAGE,
        workflow.correct_span, _closed_for(Verdict.CloseReason.WRONG_SPAN), tone="primary",
    ),
    Act(
        "join-duplicate", _("Merge into what it repeats"), _("merged"), TRIAGE,
        workflow.join_duplicate, _closed_for(Verdict.CloseReason.DUPLICATE), tone="primary",
    ),
    Act(
        "confirm-sightings", _("Confirm sightings"), _("sightings confirmed"), TRIAGE,
        workflow.confirm_sightings, _has_suggested, over_lists=True,
    ),
    Act(
        "split", _("Split off"), _("split"), TRIAGE, workflow.split, _has_others, SplitForm,
        _("Puts sightings of something else under a review of their own, in triage."),
    ),
]  # fmt: skip
