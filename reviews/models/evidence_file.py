import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models import Blob, User
from reviews.models.review import Review


class EvidenceFile(models.Model):
    """A file that a reviewer uploaded for a review: theirs alone, until a verdict of theirs names it.

    The row is gone a day later either way; of a file that was named the evidence keeps bytes and name. It has no
    payload: a take-down of what its review is about deletes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(_("media type"), max_length=40, help_text=_("What its bytes are."))
    size = models.PositiveIntegerField(_("bytes"))
    attached_at = models.DateTimeField(_("named by a verdict at"), null=True)
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="evidence_file_by_age")]

    def __str__(self) -> str:
        return self.name
