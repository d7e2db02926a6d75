from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import User
from reviews.models.review import Review


class Assignment(models.Model):
    """One reviewer's lease on one slot of a review.

    Active and past ``lease_expires_at`` is *lapsed in fact*: the slot is free for others, and the holder may
    still submit while nobody took it.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        SUBMITTED = "submitted", _("verdict given")
        RELEASED = "released", _("given back")
        SKIPPED = "skipped", _("skipped")
        LAPSED = "lapsed", _("lapsed")
        CANCELLED = "cancelled", _("cancelled")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    round = models.PositiveIntegerField(_("round"))
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.ACTIVE)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    leased_at = models.DateTimeField(_("taken at"))
    lease_expires_at = models.DateTimeField(_("lease ends"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "reviewer"],
                condition=Q(status="active"),
                name="assignment_one_active_a_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(status="active", ended_at__isnull=True)
                | (~Q(status="active") & Q(ended_at__isnull=False)),
                name="assignment_active_iff_not_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reviewer", "lease_expires_at"], condition=Q(status="active"), name="assignment_mine"
            ),
            models.Index(fields=["reviewer", "review", "round"], name="assignment_touched"),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.review}"
