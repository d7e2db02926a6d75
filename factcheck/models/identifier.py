from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models.article import Article
from factcheck.models.fields import Sha256Field
from factcheck.models.user import User


class ArticleIdentifier(models.Model):
    """A name under which an article is posted: its address, or what a sender's system calls it.

    One article may have several: the addresses that lead to it, and an id of each sender. ``key`` is the digest
    of the canonical form; a take-down blanks ``value`` and leaves the key's own digest under a key of ours.
    """

    class Kind(models.TextChoices):
        EXTERNAL_ID = "external_id", _("external id")
        URL = "url", _("address")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text=_("Whose external id it is.")
    )
    value = models.CharField(_("value"), max_length=2000, blank=True)
    key = Sha256Field()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "kind", "owner"],
                nulls_distinct=False,
                name="article_identifier_names_one_article",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="url", owner__isnull=True)
                | models.Q(kind="external_id", owner__isnull=False),
                name="article_identifier_external_id_has_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.value or f"identifier {self.pk}"
