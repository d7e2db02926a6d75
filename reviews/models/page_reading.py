import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models import User
from reviews.models.evidence_file import EvidenceFile
from reviews.models.review import Review


class PageReading(models.Model):
    """A look at an address that a reviewer gives as evidence: what is there, and what it says of itself.

    Gone a day later, and with a take-down of what its review is about; a verdict that names it keeps digest and time.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    url = models.CharField(_("address"), max_length=2000)
    keep = models.BooleanField(_("keep a copy"), default=False)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.WAITING)
    found = models.JSONField(
        default=dict,
        help_text=_("final_url, canonical_url, title, publisher, published, media_type, sha256."),
    )
    failure_code = models.CharField(max_length=40, blank=True)
    failure = models.CharField(_("failure"), max_length=500, blank=True)
    retrieved_at = models.DateTimeField(_("retrieved at"), null=True)
    copy = models.ForeignKey(EvidenceFile, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("asked at"), auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], name="page_reading_by_age"),
            models.Index(fields=["asked_by", "-created_at"], name="page_reading_by_person"),
        ]

    def __str__(self) -> str:
        return self.url
