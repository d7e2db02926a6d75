from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.models.append_only import append_only
from factcheck.models.claim import Claim, ClaimAnchor
from factcheck.models.event import Payload


class ClaimDrift(models.Model):
    """What a version did to a claim: its words drifted, or they are gone (``anchor.status`` says which).

    What it said before stays beside what it says now: a ruling on the old words stands. Both are text and
    stand in ``payload``; ``changed`` holds codes alone.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="drifts")
    anchor = models.OneToOneField(ClaimAnchor, on_delete=models.PROTECT, related_name="drift")
    previous = models.ForeignKey(
        ClaimAnchor, on_delete=models.PROTECT, related_name="+", help_text=_("Where it stood before.")
    )
    changed = ArrayField(
        models.CharField(max_length=16), default=list, help_text=_("Codes of what changed: number, name …")
    )
    payload = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="claim_drift")
    created_at = models.DateTimeField(_("noticed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("drift")
        verbose_name_plural = _("drifts")
        indexes = [models.Index(fields=["claim", "-id"], name="claim_drift_newest_first")]
        triggers = append_only("claim drift")

    def __str__(self) -> str:
        return f"{self.claim_id}: {', '.join(self.changed) or self.anchor.status}"

    @property
    def words(self) -> dict[str, Any]:
        """{before: {quote, label, claimant, figure, reading, overlay}, after: {quote}, changes}; empty once redacted."""
        blank = {"quote": "", "label": "", "claimant": "", "figure": "", "reading": {}, "overlay": {}}
        return self.payload.content or {"before": blank, "after": {"quote": ""}, "changes": []}
