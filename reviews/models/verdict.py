from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Payload, User
from factcheck.models.append_only import append_only
from reviews.models.assignment import Assignment
from reviews.models.closing import CloseReason, SaysHowToClose, closes_one_way
from reviews.models.review import Review
from reviews.models.scale import Rating

if TYPE_CHECKING:  # its model has a key to this one
    from reviews.models.evidence import Evidence


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def standing(self) -> Self:
        """Those not taken back."""
        return self.filter(retraction__isnull=True)

    def of_round(self, review: Review) -> Self:
        return self.filter(review=review, round=review.round)

    def visible(self, *, at: datetime, to: User | None = None) -> Self:
        """Those that anybody may see at ``at``: their round is settled, and the time to undo after that has passed.
        And those of ``to``.

        Those of an earlier round were revealed when it ended, unless it ended because the words changed, or the
        review was merged. A review on hold shows nothing: it is woken into the same blind round.
        """
        revealed = Q(round__lt=F("review__blind_from_round")) | Q(review__reveal_at__lte=at)
        return self.filter(revealed | Q(reviewer=to) if to else revealed)


class Verdict(SaysHowToClose):
    """One reviewer's rating of a review in one round, or their vote to close it. Never changed, never deleted.

    Finding and rationale are text: they stand in ``payload`` and can be erased.
    """

    class Target(models.TextChoices):
        SUBSTANCE = "substance", _("what is claimed")
        ATTRIBUTION = "attribution", _("that it was said")

    CloseReason = CloseReason

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="verdicts")
    round = models.PositiveIntegerField(_("round"))
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="verdict")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="verdicts")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, related_name="verdicts")
    target = models.CharField(_("about"), max_length=16, choices=Target.choices, default=Target.SUBSTANCE)
    claim_revision = models.PositiveIntegerField()
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="verdict")
    created_at = models.DateTimeField(_("given at"), auto_now_add=True)

    #: Of its evidence what whoever asks may read; there once ``confidentiality`` or its author's own act has put it.
    evidence_shown: list["Evidence"]

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=False, close_reason="")
                | (Q(rating__isnull=True) & ~Q(close_reason="")),
                name="verdict_rating_or_close_reason",
            ),
            *closes_one_way("verdict"),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="verdict_newest_first")]
        triggers = append_only("verdict")

    def __str__(self) -> str:
        return self.rating.label if self.rating else self.get_close_reason_display()

    @property
    def ruling(self) -> tuple[Any, ...]:
        """What two verdicts must share to agree: rating or close reason with what it says, and target."""
        return self.rating_id, self.target, *self.closing.values()

    @property
    def words(self) -> dict[str, Any]:
        """{finding, rationale}; both None once they are redacted."""
        return self.payload.content or {"finding": None, "rationale": None}


class VerdictRetraction(models.Model):
    """A verdict taken back. The verdict stays; counts and exclusions look past it. Why, says its event."""

    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, related_name="retraction")
    retracted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("taken back at"), auto_now_add=True)

    class Meta:
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")
        triggers = append_only("verdict retraction")

    def __str__(self) -> str:
        return str(self.verdict)
