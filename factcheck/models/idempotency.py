from django.db import models

from factcheck.models.event import Payload
from factcheck.models.fields import Sha256Field
from factcheck.models.user import User


class IdempotencyRecord(models.Model):
    """The answer that a POST with an ``Idempotency-Key`` got, stored in the act's own transaction."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    body_sha256 = Sha256Field()
    status = models.PositiveSmallIntegerField()
    answer = models.OneToOneField(Payload, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "route", "key"], name="idempotency_key_once_a_user_and_route"
            )
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.key}"
