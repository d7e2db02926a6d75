from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models.feed import Feed
from factcheck.models.fields import Sha256Field


class FeedDocument(models.Model):
    """What a feed's last look found at one address: its own, or that of a sitemap which its index names.

    It makes the next look cheap. Rows are replaced together (``factcheck/feeds/looking.py``).
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveSmallIntegerField(help_text=_("0 is the feed's own, then its sitemaps in order."))
    url = models.CharField(max_length=2000, help_text=_("As the feed, or its index, writes it."))
    entry_count = models.PositiveIntegerField(default=0)
    # Empty where the next look must read it again whatever the site says.
    answered_by = models.CharField(max_length=2000, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    body_sha256 = Sha256Field(
        blank=True, help_text=_("For sites that answer in full whatever they are asked.")
    )

    objects: "models.Manager[FeedDocument]" = models.Manager()

    class Meta:
        verbose_name = _("feed document")
        verbose_name_plural = _("feed documents")
        ordering = ["feed", "number"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "number"], name="feed_document_once"),
        ]

    def __str__(self) -> str:
        return self.url
