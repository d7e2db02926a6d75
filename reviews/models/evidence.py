from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models import Blob, Payload
from factcheck.models.append_only import append_only
from factcheck.models.fields import Sha256Field
from reviews.models.verdict import Verdict


class Evidence(models.Model):
    """What a verdict rests on. Address, title, quote and note are text: they stand in ``payload``."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("document")
        DATASET = "dataset", _("data set")
        INTERVIEW = "interview", _("interview")
        CALL = "call", _("call")
        OWN_REPORTING = "own_reporting", _("own reporting")
        MEDIA = "media", _("picture, sound or film")

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports the claim")
        REFUTES = "refutes", _("refutes the claim")
        CONTEXT = "context", _("gives context")
        NOTHING_FOUND = "searched_nothing_found", _("searched, nothing found")

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    stance = models.CharField(_("stance"), max_length=24, choices=Stance.choices)
    confidential = models.BooleanField(_("confidential"), default=False)
    sha256 = Sha256Field(blank=True)
    retrieved_at = models.DateTimeField(_("retrieved at"), null=True)
    attachment = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="evidence")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        triggers = append_only("evidence")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def words(self) -> dict[str, Any]:
        """{url, title, quote, archive_url, note}; all empty once they are redacted."""
        return self.payload.content or dict.fromkeys(("url", "title", "quote", "archive_url", "note"), "")
