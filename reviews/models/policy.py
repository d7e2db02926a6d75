from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Desk
from reviews.models.scale import RatingScale


class Policy(models.Model):
    """How one desk works. A review takes over what it needs when it is opened; later changes are for later ones."""

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="policy")
    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, verbose_name=_("rating scale"))
    required_verdicts = models.PositiveSmallIntegerField(_("verdicts a review wants"), default=1)
    lease_minutes = models.PositiveSmallIntegerField(_("minutes a lease lasts"), default=20)
    undo_seconds = models.PositiveSmallIntegerField(_("seconds to undo a verdict"), default=30)
    max_open_leases = models.PositiveSmallIntegerField(_("leases a reviewer may hold"), default=5)
    auto_accept_score = models.FloatField(
        _("skip triage from this score"),
        null=True,
        blank=True,
        help_text=_("0 to 1; empty: an editor sees all."),
    )
    triager_may_review = models.BooleanField(
        _("whoever triaged may review"), default=False, help_text=_("For a newsroom of one.")
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.CheckConstraint(
                condition=Q(required_verdicts__gte=1, required_verdicts__lte=3), name="policy_verdicts_1_to_3"
            ),
            models.CheckConstraint(condition=Q(lease_minutes__gte=1), name="policy_lease_at_least_a_minute"),
            models.CheckConstraint(condition=Q(max_open_leases__gte=1), name="policy_at_least_one_lease"),
            models.CheckConstraint(
                condition=Q(auto_accept_score__isnull=True)
                | Q(auto_accept_score__gte=0, auto_accept_score__lte=1),
                name="policy_score_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return str(self.desk)
