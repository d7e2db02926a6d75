from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.models.article import Article
from factcheck.models.feed import Feed
from factcheck.models.fields import Sha256Field


class FeedEntry(models.Model):
    """That a feed named an article: what keeps it from being taken in again. It holds no words and no address.

    ``key`` and ``revision`` are digests under a key of ours, of the address and of what changes when the item
    does, so nothing can be guessed from them and a take-down leaves them alone.
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="entries")
    key = Sha256Field()
    revision = Sha256Field()
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, related_name="feed_entries", verbose_name=_("article")
    )
    refusal_code = models.CharField(max_length=40, blank=True)
    refusal = models.CharField(
        _("refusal"), max_length=500, blank=True, help_text=_("Why nothing was taken in.")
    )
    seen_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    asked_at = models.DateTimeField(_("last taken in"), default=timezone.now)

    objects: "models.Manager[FeedEntry]" = models.Manager()

    class Meta:
        verbose_name = _("feed entry")
        verbose_name_plural = _("feed entries")
        constraints = [
            models.UniqueConstraint(fields=["feed", "key"], name="feed_entry_once"),
            models.CheckConstraint(
                condition=Q(article__isnull=False) | ~Q(refusal_code=""), name="feed_entry_came_to_something"
            ),
        ]
        indexes = [models.Index(fields=["feed", "-seen_at"], name="feed_entry_newest_first")]

    def __str__(self) -> str:
        return f"feed entry {self.pk}"
