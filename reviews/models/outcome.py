from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Payload, User
from factcheck.models.append_only import append_only
from reviews.models.closing import SaysHowToClose, closes_one_way
from reviews.models.review import Review
from reviews.models.scale import Rating


class Outcome(SaysHowToClose):
    """How a round of a review ended. The review points at the one that stands; a new ruling is a new row."""

    class Basis(models.TextChoices):
        AGREEMENT = "agreement", _("the reviewers agree")
        MAJORITY = "majority", _("two of three reviewers agree")
        PICKED = "picked", _("an editor picked one of neighbouring ratings")
        ADJUDICATION = "adjudication", _("an adjudicator ruled")
        INHERITED = "inherited", _("taken over from a fact check")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="outcomes")
    round = models.PositiveIntegerField(_("round"))
    basis = models.CharField(_("by"), max_length=16, choices=Basis.choices)
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("Null: the reviewers, by agreeing."),
    )
    inherited_from = models.ForeignKey(
        "reviews.FactCheck", on_delete=models.PROTECT, null=True, related_name="inheriting_outcomes"
    )
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="outcome")
    created_at = models.DateTimeField(_("decided at"), auto_now_add=True)

    #: Those that the reviewers' verdicts made; the others are somebody's act.
    BY_VERDICTS = frozenset({Basis.AGREEMENT, Basis.MAJORITY})

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=False, close_reason="")
                | (Q(rating__isnull=True) & ~Q(close_reason="")),
                name="outcome_rating_or_close_reason",
            ),
            *closes_one_way("outcome"),
        ]
        triggers = append_only("outcome")

    def __str__(self) -> str:
        return self.rating.label if self.rating else str(self.get_close_reason_display())

    @property
    def basis_in_words(self) -> str:
        if self.basis == self.Basis.AGREEMENT and self.review.required_verdicts == 1:
            return str(_("one reviewer ruled"))
        return str(self.get_basis_display())

    @property
    def words(self) -> dict[str, Any]:
        """{finding, summary}; both None once they are redacted."""
        return self.payload.content or {"finding": None, "summary": None}
