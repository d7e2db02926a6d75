from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Func, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models import Claim, Desk, User
from factcheck.prepared import Param
from reviews.models.scale import RatingScale


class Negated(Func):
    """Highest first and lowest second in one direction, so that a place in the queue can be compared as a row."""

    template = "(- %(expressions)s)"
    arity = 1
    output_field = models.FloatField()


def stream_of_outer() -> Concat:
    """The history of the review of an outer query, by name; see ``factcheck.history.stream_of``."""
    return Concat(Value("review:"), Cast(OuterRef("pk"), models.TextField()))


class ReviewQuerySet(models.QuerySet["Review"]):
    def available(self, *, at: datetime | Param) -> Self:
        """Open reviews with a slot that nobody holds at ``at``.

        A lapsed lease needs no clean-up job: the row itself says when its first lease ends. Asking the
        assignments by a sub-query instead hands a slot out twice, because the row that is locked does not
        change when a colleague leases.
        """
        return self.filter(Q(free_slots__gt=0) | Q(earliest_lease_expiry__lte=at), state=Review.State.OPEN)

    def for_reviewer(self, reviewer: User | Param) -> Self:
        """Those that ``reviewer`` may rule on. The one place that keeps somebody out; see ``reviews.exclusions``."""
        from reviews.exclusions import keeping_out

        return self.filter(*(~condition for condition in keeping_out(reviewer).values()))

    def told_to_be(self, states: Iterable[str], *, at: datetime) -> Self:
        """Those that stand in one of ``states`` as far as may be told at ``at``; see ``Review.is_settling``."""
        settling = Q(reveal_at__gt=at)
        found = Q(state__in=states) & ~settling
        return self.filter(found | settling if Review.State.OPEN in states else found)

    def in_queue_order(self) -> Self:
        """Highest rank first, then oldest. Served by ``review_queue``."""
        return self.order_by(Negated("rank"), "pk")

    def told_in_queue_order(self, start: int, stop: int, *, at: datetime) -> list["Review"]:
        """Those told to be open at ``at``, from place ``start`` to before ``stop`` of the queue, counted from 0.

        One query for both kinds would sort the whole queue: ``review_queue`` holds the open ones. The few that settle
        at this moment are put between them here.
        """
        settling: list[Review] = [*self.filter(reveal_at__gt=at)]
        first = max(start - len(settling), 0)  # no more of those before ``start`` can be settling
        waiting: list[Review] = [*self.filter(state=Review.State.OPEN).in_queue_order()[first:stop]]
        together = sorted([*waiting, *settling], key=lambda review: (-review.rank, review.pk))
        return together[start - first : stop - first]


class Review(models.Model):
    """The desk's unit of work: one proposition, with every claim that sights it.

    ``state`` is written by ``reviews.workflow`` alone. ``free_slots`` and ``earliest_lease_expiry`` decide
    who may take it, on the row that is locked.
    """

    class State(models.TextChoices):
        TRIAGE = "triage", _("triage")
        OPEN = "open", _("open")
        ON_HOLD = "on_hold", _("on hold")
        DISPUTED = "disputed", _("disputed")
        DECIDED = "decided", _("decided")
        DISMISSED = "dismissed", _("dismissed")
        MERGED = "merged", _("merged")

    class DismissReason(models.TextChoices):
        NOT_CHECKABLE = "not_checkable", _("not checkable")
        OPINION = "opinion", _("opinion")
        TRIVIAL = "trivial", _("trivial")
        DUPLICATE = "duplicate", _("duplicate")
        OUT_OF_SCOPE = "out_of_scope", _("outside our beat")
        EXTRACTION_ERROR = "extraction_error", _("not what the article says")

    class DisputeKind(models.TextChoices):
        DIFFER = "differ", _("the reviewers differ")
        NEIGHBOURS = "neighbours", _("one step apart")

    #: The states that a round's last verdict leads to; here nobody rules blind any more.
    SETTLED = frozenset({State.DISPUTED, State.DECIDED})

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="reviews")
    claim = models.OneToOneField(
        Claim,
        on_delete=models.PROTECT,
        related_name="led_review",
        help_text=_("The sighting that stands for all."),
    )
    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.TRIAGE, editable=False
    )
    state_since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    #: From when on this round's verdicts may be told, and that it is settled at all; null: it is not.
    reveal_at = models.DateTimeField(null=True, editable=False)
    round = models.PositiveIntegerField(_("round"), default=1, editable=False)
    #: The verdicts of earlier rounds were revealed when those ended. A round that ended because the words changed
    #: was not: its colleagues' verdicts must not lead whoever rules on the new words.
    blind_from_round = models.PositiveIntegerField(default=1, editable=False)
    claim_revision = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text=_("Moves when claim, span or scale change, never with a lease or verdict."),
    )
    required_verdicts = models.PositiveSmallIntegerField(_("verdicts wanted"), default=1)
    #: Slots beyond ``required_verdicts``: the third reviewer's, where two differ. No reader can tell that it is there.
    extra_slots = models.PositiveSmallIntegerField(default=0, editable=False)
    free_slots = models.SmallIntegerField(default=0, editable=False)
    earliest_lease_expiry = models.DateTimeField(null=True, editable=False)
    priority = models.SmallIntegerField(_("priority"), default=0, help_text=_("Higher comes first."))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    #: Higher comes first; see ``reviews.ranking``.
    rank = models.FloatField(default=0, editable=False)
    #: When the due date's coming nearer makes it another; null: never.
    rank_changes_at = models.DateTimeField(null=True, editable=False)
    #: How many independent origins carry the claim.
    demand = models.PositiveIntegerField(_("demand"), default=1, editable=False)
    triaged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="triaged_reviews"
    )
    dispute_kind = models.CharField(
        _("dispute"), max_length=16, choices=DisputeKind.choices, blank=True, editable=False
    )
    reason = models.CharField(
        _("reason"), max_length=500, blank=True, editable=False, help_text=_("Why it is where it is.")
    )
    wake_at = models.DateTimeField(_("wakes at"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="merged_reviews"
    )
    outcome = models.ForeignKey(
        "reviews.Outcome", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    stale = models.BooleanField(_("stale"), default=False)
    challenged = models.BooleanField(_("challenged"), default=False)
    legal_hold = models.BooleanField(_("legal hold"), default=False)
    created_at = models.DateTimeField(_("came in"), auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(free_slots__gte=0, free_slots__lte=F("required_verdicts") + F("extra_slots")),
                name="review_slots_in_range",
            ),
            models.CheckConstraint(
                condition=Q(state="disputed") & ~Q(dispute_kind="")
                | ~Q(state="disputed") & Q(dispute_kind=""),
                name="review_disputed_iff_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="review_merged_iff_into_another",
            ),
            models.CheckConstraint(
                condition=Q(state="decided", outcome__isnull=False)
                | (~Q(state="decided") & Q(outcome__isnull=True)),
                name="review_decided_iff_outcome",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["disputed", "decided"], reveal_at__isnull=False)
                | (~Q(state__in=["disputed", "decided"]) & Q(reveal_at__isnull=True)),
                name="review_settled_iff_reveal_dated",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="review_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(Negated("rank"), F("id"), condition=Q(state="open"), name="review_queue"),
            models.Index(
                fields=["rank_changes_at"],
                condition=Q(state="open", rank_changes_at__isnull=False),
                name="review_rank_changes",
            ),
            models.Index(fields=["state", "-created_at"], name="review_by_state"),
            models.Index(fields=["-created_at", "-id"], name="review_newest_first"),
            models.Index(fields=["reveal_at"], condition=Q(reveal_at__isnull=False), name="review_reveals"),
            models.Index(fields=["wake_at"], condition=Q(state="on_hold"), name="review_wakes"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="review_due"),
        ]

    def __str__(self) -> str:
        return self.claim.label or _("review %(number)s") % {"number": self.pk}

    @property
    def wanted_verdicts(self) -> int:
        """How many standing verdicts settle this round. Not for readers: ``required_verdicts`` is what they are told."""
        return self.required_verdicts + self.extra_slots

    def is_revealed(self, *, at: datetime) -> bool:
        """Whether this round's verdicts may be shown: it is settled, and the undo window has passed.

        A review on hold has left ``open`` too, but goes back there in the same round.
        """
        return self.reveal_at is not None and self.reveal_at <= at

    def is_settling(self, *, at: datetime) -> bool:
        """Whether its last verdict may still be taken back. Until then it is told to be ``open``: who learns that
        it is disputed could take theirs back and follow the others."""
        return self.reveal_at is not None and self.reveal_at > at


class Sighting(models.Model):
    """A claim that sights a review's proposition. A suggested one counts for nothing until an editor says so."""

    class Status(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        CONFIRMED = "confirmed", _("confirmed")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sightings")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="sighting")
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.CONFIRMED)
    #: The review it led before a merge; taking the merge back returns it there.
    merged_from = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")

    def __str__(self) -> str:
        return str(self.claim)
