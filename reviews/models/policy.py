from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Desk
from reviews.models.scale import RatingScale

#: All weights together stay below what one step of an editor's priority counts.
MOST_WEIGHT = 250
MOST_MULTIPLIER = 5.0


def check_factor_weights(value: Any) -> None:
    """Raises ValidationError unless it is {reason code: multiplier}."""
    if not isinstance(value, dict):
        raise ValidationError(_("Give an object of reason codes and multipliers."))
    for code, multiplier in value.items():
        is_number = isinstance(multiplier, (int, float)) and not isinstance(multiplier, bool)
        if not is_number or not 0 <= multiplier <= MOST_MULTIPLIER:
            raise ValidationError(
                _("The multiplier of “%(code)s” must be a number from 0 to %(most)d."),
                params={"code": code, "most": MOST_MULTIPLIER},
            )


class Policy(models.Model):
    """How one desk works. A review takes over what it needs when it is opened; later changes are for later ones.

    The weights of the queue's order hold for all: a change ranks the open ones again.
    """

    class SkipMeans(models.TextChoices):
        FOR_OTHERS = "for_others", _("others get it; not the one who skips, in this round")
        NOT_FOR_ME = "not_for_me", _("never again for the one who skips, in any round")
        FOR_NOBODY = "for_nobody", _("nobody gets it until an editor has looked")

    class Neighbours(models.TextChoices):
        DISPUTE = "dispute", _("an adjudicator rules")
        EDITOR_PICKS = "editor_picks", _("an editor picks one of the given")

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
    neighbours = models.CharField(
        _("ratings next to each other"),
        max_length=16,
        choices=Neighbours.choices,
        default=Neighbours.DISPUTE,
        help_text=_("On an ordered scale, where reviewers are one step apart."),
    )
    third_verdict = models.BooleanField(
        _("third reviewer where two differ"),
        default=False,
        help_text=_("Two of three then decide; nobody can tell that a third was asked."),
    )
    show_pair_agreement = models.BooleanField(
        _("show agreement by pair of reviewers"),
        default=False,
        help_text=_("To the desk's head, and to the two themselves."),
    )
    author_may_approve = models.BooleanField(
        _("an author may approve their fact check"),
        default=False,
        help_text=_("For a newsroom of one; the fact check says so."),
    )
    triager_may_review = models.BooleanField(
        _("whoever triaged may review"),
        default=False,
        help_text=_("For a newsroom of one. The outcome then says so."),
    )
    skip_means = models.CharField(
        _("a skipped review"), max_length=12, choices=SkipMeans.choices, default=SkipMeans.FOR_OTHERS
    )
    score_weight = models.PositiveSmallIntegerField(
        _("weight of check-worthiness"), default=100, validators=[MaxValueValidator(MOST_WEIGHT)]
    )
    demand_weight = models.PositiveSmallIntegerField(
        _("weight of demand"),
        default=100,
        validators=[MaxValueValidator(MOST_WEIGHT)],
        help_text=_("How many independent outlets carry the claim; eleven count in full."),
    )
    due_weight = models.PositiveSmallIntegerField(
        _("weight of a due date"),
        default=200,
        validators=[MaxValueValidator(MOST_WEIGHT)],
        help_text=_("Counts once the due date is near, and half as much again when it has passed."),
    )
    due_window_hours = models.PositiveSmallIntegerField(
        _("hours before it is due"),
        default=24,
        validators=[MaxValueValidator(24 * 365)],
        help_text=_("From then on the due date counts."),
    )
    factor_weights = models.JSONField(
        _("multipliers of the reasons"), default=dict, blank=True, validators=[check_factor_weights]
    )
    #: The weights changed: open reviews from this number on may still have the rank of the old ones. Null: none.
    rerank_from = models.BigIntegerField(null=True, default=0, editable=False)
    experts_heard_at_once = models.BooleanField(
        _("an expert's answer is read at once"),
        default=True,
        help_text=_("Off: it waits for the reveal, as colleagues' comments do."),
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.CheckConstraint(
                condition=Q(required_verdicts__gte=1, required_verdicts__lte=3), name="policy_verdicts_1_to_3"
            ),
            models.CheckConstraint(
                condition=Q(third_verdict=False) | Q(required_verdicts=2),
                name="policy_third_verdict_after_two",
                violation_error_message=_("A third reviewer is asked only where a review wants 2 verdicts."),
            ),
            models.CheckConstraint(condition=Q(lease_minutes__gte=1), name="policy_lease_at_least_a_minute"),
            models.CheckConstraint(condition=Q(max_open_leases__gte=1), name="policy_at_least_one_lease"),
            models.CheckConstraint(
                condition=Q(auto_accept_score__isnull=True)
                | Q(auto_accept_score__gte=0, auto_accept_score__lte=1),
                name="policy_score_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(
                    score_weight__lte=MOST_WEIGHT, demand_weight__lte=MOST_WEIGHT, due_weight__lte=MOST_WEIGHT
                ),
                name="policy_weights_below_priority",
            ),
        ]

    def __str__(self) -> str:
        return str(self.desk)
