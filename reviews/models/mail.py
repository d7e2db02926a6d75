from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models import User


class MailPreference(models.Model):
    """Whether and when somebody has their notices by mail. Without a row: never. Nobody is written to unasked."""

    class When(models.TextChoices):
        OFF = "off", _("never")
        DAILY = "daily", _("once a day")
        SOON = "soon", _("soon, at most every quarter of an hour")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mail_preference")
    when = models.CharField(_("when"), max_length=8, choices=When.choices, default=When.OFF)
    hour = models.PositiveSmallIntegerField(
        _("hour"), default=8, help_text=_("0 to 23, in the user's time zone.")
    )
    next_at = models.DateTimeField(null=True, help_text=_("Not before; null: never."))

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23), name="mail_preference_hour_of_a_day"),
            models.CheckConstraint(
                condition=Q(when="off", next_at__isnull=True) | (~Q(when="off") & Q(next_at__isnull=False)),
                name="mail_preference_dated_unless_off",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="mail_preference_due")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_when_display()}"


class MailDigest(models.Model):
    """One mail with the notices that point here. The row is the queue: leased, committed, sent, recorded."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("dropped: nothing was left to tell")
        FAILED = "failed", _("failed")

    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_digests")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    #: Not before; of one that is being sent: when its sender counts as dead.
    next_attempt_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(_("error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("put together at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending"], ended_at__isnull=True)
                | (~Q(state__in=["waiting", "sending"]) & Q(ended_at__isnull=False)),
                name="mail_digest_ended_iff_at_rest",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(ended_at__isnull=True), name="mail_digest_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.created_at:%Y-%m-%d %H:%M}"
