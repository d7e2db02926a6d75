import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models import User
from reviews.models.review import Review


class Draft(models.Model):
    """What a reviewer has typed on a review and not sent. Nobody but its holder reads it; it goes with the verdict.

    Not in a payload: those are never changed or deleted, and this changes with every sentence. A take-down deletes
    the row.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="drafts")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    #: Another than the holder: an editor handed the review over, with what a colleague had written.
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)
    body = models.TextField(help_text=_("Canonical JSON, in the shape of whoever saved it."))
    #: Whose words may stand in it.
    article_ids = ArrayField(models.BigIntegerField(), default=list)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["review", "holder"], name="draft_one_a_review_and_holder")
        ]
        indexes = [
            GinIndex(fields=["article_ids"], name="draft_by_article"),
            models.Index(fields=["saved_at"], name="draft_oldest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.review_id}"

    @property
    def content(self) -> dict[str, Any]:
        return json.loads(self.body)
