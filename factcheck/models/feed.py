from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models.article import Article
from factcheck.models.publisher import Publisher
from factcheck.models.user import User


def validate_public_address(url: str) -> None:
    """A form says at once what a fetch would refuse later."""
    from django.conf import settings

    from factcheck.fetching.errors import Refused
    from factcheck.fetching.urls import read_address

    try:
        read_address(url, allowed=settings.FETCH_ALLOWED_HOSTS)
    except Refused as refused:
        raise ValidationError(refused.detail, code=refused.code) from None


class FeedQuerySet(models.QuerySet["Feed"]):
    def due(self, *, at: datetime) -> Self:
        """Those to be asked now that nobody is asking: a lapsed lease needs no clean-up. Longest waiting first."""
        return self.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lte=at),
            paused_at__isnull=True,
            next_due_at__lte=at,
        ).order_by("next_due_at", "pk")

    def in_health(self, health: str) -> Self:
        """Those that ``Feed.health`` says this of."""
        if health == Feed.Health.PAUSED:
            return self.filter(paused_at__isnull=False)
        asked = self.filter(paused_at__isnull=True)
        if health == Feed.Health.FAILING:
            return asked.filter(failure_count__gt=0)
        return asked.filter(failure_count=0, last_success_at__isnull=health == Feed.Health.NEW)


class Feed(models.Model):
    """An address that is looked at again and again for new articles. It holds no words of any."""

    class Health(models.TextChoices):
        NEW = "new", _("not asked yet")
        HEALTHY = "healthy", _("healthy")
        FAILING = "failing", _("failing")
        PAUSED = "paused", _("paused")

    name = models.CharField(_("name"), max_length=200)
    url = models.CharField(
        _("address"),
        max_length=2000,
        unique=True,
        validators=[validate_public_address],
        help_text=_("Of an RSS, Atom or JSON feed, a news sitemap or an index of sitemaps."),
    )
    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, null=True, blank=True, related_name="feeds",
        verbose_name=_("publisher"), help_text=_("Of all its articles."),
    )  # fmt: skip
    genre = models.CharField(
        _("genre"), max_length=16, choices=Article.Genre.choices, blank=True,
        help_text=_("Of all its articles; empty: as each page says."),
    )  # fmt: skip
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="feeds", editable=False, verbose_name=_("added by"),
        help_text=_("Who posts its articles, in the history."),
    )  # fmt: skip
    interval_minutes = models.PositiveIntegerField(
        _("interval"), default=15, validators=[MinValueValidator(1), MaxValueValidator(10_080)],
        help_text=_("Minutes between two looks."),
    )  # fmt: skip
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    next_due_at = models.DateTimeField(_("next look"), default=timezone.now, editable=False)
    lease = models.CharField(max_length=120, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    paused_at = models.DateTimeField(_("paused at"), null=True, editable=False)
    pause_reason = models.CharField(_("why it is paused"), max_length=500, blank=True, editable=False)

    kind = models.CharField(_("kind"), max_length=16, blank=True, editable=False)

    last_asked_at = models.DateTimeField(_("last look"), null=True, editable=False)
    last_success_at = models.DateTimeField(_("last success"), null=True, editable=False)
    last_new_at = models.DateTimeField(_("last new entry"), null=True, editable=False)
    last_entry_count = models.PositiveIntegerField(_("entries"), default=0, editable=False)
    last_new_count = models.PositiveIntegerField(_("new ones"), default=0, editable=False)
    failure_count = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    last_failed_at = models.DateTimeField(_("last failure"), null=True, editable=False)
    last_error_code = models.CharField(max_length=40, blank=True, editable=False)
    last_error = models.CharField(_("reason of the last failure"), max_length=500, blank=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = [
            models.CheckConstraint(
                condition=Q(interval_minutes__gte=1, interval_minutes__lte=10_080),
                name="feed_interval_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(lease="", leased_until__isnull=True)
                | (~Q(lease="") & Q(leased_until__isnull=False)),
                name="feed_lease_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["next_due_at"], condition=Q(paused_at__isnull=True), name="feed_due"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def health(self) -> "Feed.Health":
        if self.paused_at:
            return self.Health.PAUSED
        if self.failure_count:
            return self.Health.FAILING
        return self.Health.HEALTHY if self.last_success_at else self.Health.NEW
