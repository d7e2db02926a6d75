from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Payload, Publisher, User


class ConflictQuerySet(models.QuerySet["ConflictOfInterest"]):
    def standing(self) -> Self:
        return self.filter(ended_at__isnull=True)


class ConflictOfInterest(models.Model):
    """Somebody may not rule on what a publisher wrote or a claimant said. Ended, never deleted: the history names it.

    Why is personal, so it stands where it can be erased.
    """

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="conflicts_of_interest", verbose_name=_("who")
    )
    publisher = models.ForeignKey(
        Publisher,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("publisher"),
    )
    claimant = models.CharField(
        _("claimant"),
        max_length=200,
        blank=True,
        help_text=_("As the desk names them; case does not matter."),
    )
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="conflict_of_interest")
    declared_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.CheckConstraint(
                condition=Q(publisher__isnull=False, claimant="")
                | (Q(publisher__isnull=True) & ~Q(claimant="")),
                name="conflict_with_a_publisher_or_a_claimant",
            ),
            models.UniqueConstraint(
                fields=["user", "publisher"],
                condition=Q(ended_at__isnull=True, publisher__isnull=False),
                name="conflict_declared_once_a_publisher",
            ),
            models.UniqueConstraint(
                fields=["user", "claimant"],
                condition=Q(ended_at__isnull=True, publisher__isnull=True),
                name="conflict_declared_once_a_claimant",
            ),
        ]

    def __str__(self) -> str:
        return str(self.publisher or self.claimant)

    @property
    def reason(self) -> str | None:
        """None once it is erased."""
        return (self.payload.content or {}).get("reason")
