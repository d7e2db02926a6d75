from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from factcheck.models.article import Article, ArticleVersion


class VersionSignature(models.Model):
    """Keys of a version's words by which near copies are found. Goes with a take-down: words could be guessed by it."""

    version = models.OneToOneField(
        ArticleVersion, on_delete=models.PROTECT, primary_key=True, related_name="signature"
    )
    bands = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        indexes = [
            # No pending list: a copy that comes a second later must be found without reading one through.
            GinIndex(fields=["bands"], name="version_signature_bands", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"signature of version {self.pk}"


class ArticleLikeness(models.Model):
    """Two articles with nearly the same words; ``first`` came in earlier. Linked, not merged."""

    first = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField(
        _("likeness"), help_text=_("Share of their words, in threes, that both have: 0 to 1")
    )
    created_at = models.DateTimeField(_("found at"), auto_now_add=True)

    class Meta:
        verbose_name = _("near copy")
        verbose_name_plural = _("near copies")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="article_likeness_once_a_pair"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="article_likeness_of_two_in_order"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1), name="article_likeness_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
