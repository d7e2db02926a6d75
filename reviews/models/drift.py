from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models import ClaimDrift
from factcheck.models.append_only import append_only
from reviews.models.review import Review


class ReviewDrift(models.Model):
    """From ``claim_revision`` on a review is about the words that a drift brought; ``round`` rules on those."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="drifts")
    drift = models.OneToOneField(ClaimDrift, on_delete=models.PROTECT, related_name="review_drift")
    round = models.PositiveIntegerField(_("round"))
    claim_revision = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of words")
        verbose_name_plural = _("changes of words")
        constraints = [
            models.UniqueConstraint(fields=["review", "claim_revision"], name="review_drift_revision_once")
        ]
        triggers = append_only("review drift")

    def __str__(self) -> str:
        return f"{self.review_id} r{self.claim_revision}"
