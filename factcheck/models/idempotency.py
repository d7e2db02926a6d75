import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from factcheck.models.fields import Sha256Field
from factcheck.models.user import User


class IdempotencyRecord(models.Model):
    """The answer that a POST with an ``Idempotency-Key`` got, stored in the act's own transaction.

    No part of the history: it is dropped when nobody sends the request again any more, and so its words stand in the row
    itself, not in a ``Payload``.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    body_sha256 = Sha256Field()
    status = models.PositiveSmallIntegerField()
    answer = models.TextField(null=True)  # noqa: DJ001 (null is "taken down", not "empty")
    #: The articles whose words may stand in the answer; the take-down of any one blanks it.
    article_ids = ArrayField(models.BigIntegerField(), default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "route", "key"], name="idempotency_key_once_a_user_and_route"
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_oldest_first")]

    def __str__(self) -> str:
        return f"{self.route} {self.key}"

    @property
    def content(self) -> Any:
        """The answer's body; None once it is taken down."""
        return None if self.answer is None else json.loads(self.answer)
