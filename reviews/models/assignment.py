from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import ClaimAnchor, Payload, User
from factcheck.models.fields import Sha256Field
from reviews.models.review import Review


class Assignment(models.Model):
    """One reviewer's lease on one slot of a review.

    Active and past ``lease_expires_at`` is *lapsed in fact*: the slot is free for others, and the holder may
    still submit while nobody took it. Until ``displayed_at`` it is the one that follows the one in hand: a lease like
    any other, whose clock starts when it is displayed.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        SUBMITTED = "submitted", _("verdict given")
        RELEASED = "released", _("given back")
        SKIPPED = "skipped", _("skipped")
        LAPSED = "lapsed", _("lapsed")
        CANCELLED = "cancelled", _("cancelled")
        HANDED_OVER = "handed_over", _("handed over")  # with a draft; without one it is cancelled

    #: Leases in these states, in this round, keep their reviewer from getting another; see ``reviews.exclusions``.
    TOUCHED = (Status.ACTIVE, Status.SUBMITTED, Status.SKIPPED)

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    round = models.PositiveIntegerField(_("round"))
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.ACTIVE)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    is_for_good = models.BooleanField(
        default=False, help_text=_("Skipped in every round, not only in this one.")
    )
    #: Null: the reviewer took it.
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    #: Why an editor gave it to somebody whom a rule keeps out; null: no rule does.
    override = models.OneToOneField(
        Payload, on_delete=models.PROTECT, null=True, related_name="overriding_assignment"
    )
    leased_at = models.DateTimeField(_("taken at"))
    displayed_at = models.DateTimeField(_("displayed at"), null=True)
    lease_expires_at = models.DateTimeField(_("lease ends"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    #: Of what the reviewer saw last, under our key (``reviews.serving``); empty: nothing yet.
    last_served = Sha256Field(blank=True, default="", db_default="", editable=False)

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
            models.UniqueConstraint(
                fields=["reviewer"],
                condition=Q(status="active", displayed_at__isnull=True, assigned_by__isnull=True),
                name="assignment_one_following_a_reviewer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reviewer", "lease_expires_at"], condition=Q(status="active"), name="assignment_mine"
            ),
            models.Index(fields=["reviewer", "review", "round"], name="assignment_touched"),
        ]

    #: Not stored. A reviewer asked to stay where they were: "stayed" or "moved_on".
    came_by = ""
    #: Not stored: the one that was leased along with it.
    following: "Assignment | None" = None
    #: Not stored: the claim at its place, as the reviewer is shown it.
    anchor: ClaimAnchor | None = None

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.review}"
