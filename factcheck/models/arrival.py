from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.models.article import Article, ArticleVersion
from factcheck.models.blob import Blob


class Arrival(models.Model):
    """One delivery of an article that is not words yet: an address, a page or a file.

    It holds what came, as it came, and what the cleaner left out of it. Its runs fetch and clean it; what comes
    of it is a version.
    """

    class Kind(models.TextChoices):
        URL = "url", _("address")
        HTML = "html", _("page")
        FILE = "file", _("file")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="arrivals")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    given = models.JSONField(
        default=dict, blank=True, help_text=_("What the sender said of it; it wins over what the page says.")
    )
    url = models.CharField(_("address"), max_length=2000, blank=True)
    final_url = models.CharField(
        _("final address"), max_length=2000, blank=True, help_text=_("After all redirects.")
    )
    filename = models.CharField(_("file name"), max_length=255, blank=True)
    media_type = models.CharField(_("media type"), max_length=127, blank=True)
    raw = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    fetched_at = models.DateTimeField(_("fetched at"), null=True)
    found = models.JSONField(default=dict, blank=True, help_text=_("What the page or file says of itself."))
    cut = models.JSONField(
        default=list, blank=True, help_text=_("[{reason, text, at}] of what the cleaner left out.")
    )
    version = models.ForeignKey(
        ArticleVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="arrivals",
        help_text=_("What came of it, which may have been here before."),
    )
    redacted_at = models.DateTimeField(_("redacted at"), null=True, editable=False)
    created_at = models.DateTimeField(_("came in at"), auto_now_add=True)

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(redacted_at__isnull=True)
                | Q(given={}, url="", final_url="", filename="", raw=None, found={}, cut=[]),
                name="arrival_redacted_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk} of article {self.article_id}"
