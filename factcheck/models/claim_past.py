from django.db import models

from factcheck.models.claim import Claim


class ClaimPast(models.Model):
    """What a claim said until ``until``. Written by the database whenever a claim's words change, whoever changes them.

    ``said`` holds the columns of ``Claim`` that are words. A take-down deletes the rows of its claims.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="pasts")
    until = models.DateTimeField()
    said = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["claim", "until"], name="claim_past_until")]

    def __str__(self) -> str:
        return f"{self.claim_id} until {self.until}"
