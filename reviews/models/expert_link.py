from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models import Payload, User
from factcheck.models.fields import Sha256Field
from reviews.models.comment import Comment
from reviews.models.evidence import Evidence
from reviews.models.review import Review


class ExpertLink(models.Model):
    """A way in for one expert from outside, to one review, for one answer.

    Of the secret in its address, and of the one in the cookie of the browser that opened it, only digests are
    kept. Whom it is for and what they are asked stands in ``payload``.
    """

    class Standing(models.TextChoices):
        WAITING = "waiting", _("not opened yet")
        OPEN = "open", _("opened")
        ANSWERED = "answered", _("answered")
        EXPIRED = "expired", _("expired")
        REVOKED = "revoked", _("revoked")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="expert_links")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = Sha256Field(unique=True, editable=False)
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="expert_link")
    evidence = models.ManyToManyField(Evidence, related_name="+", verbose_name=_("evidence shown"))
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    browser_digest = Sha256Field(blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True)
    comment = models.OneToOneField(
        Comment, on_delete=models.PROTECT, null=True, related_name="expert_link", verbose_name=_("answer")
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("expert link")
        verbose_name_plural = _("expert links")
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, browser_digest="")
                | (Q(opened_at__isnull=False) & ~Q(browser_digest="")),
                name="expert_link_opened_by_one_browser",
            ),
            models.CheckConstraint(
                condition=Q(comment__isnull=True) | Q(opened_at__isnull=False),
                name="expert_link_answered_only_once_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.words["name"] or _("expert link %(number)s") % {"number": self.pk}

    @property
    def words(self) -> dict[str, Any]:
        """{name, question} of whom it was made for; empty once they are redacted."""
        return self.payload.content or {"name": "", "question": ""}

    def standing(self, *, at: datetime) -> Standing:
        if self.comment_id is not None:
            return self.Standing.ANSWERED
        if self.revoked_at is not None:
            return self.Standing.REVOKED
        if self.expires_at <= at:
            return self.Standing.EXPIRED
        return self.Standing.OPEN if self.opened_at else self.Standing.WAITING
