from django.db import models

from factcheck.models import User


class QueueMark(models.Model):
    """Down to which place a reviewer has been through the queue, so that the next look starts there.

    A hint that is forgotten after a while, never a promise; see ``reviews.picking``. The place is that of
    ``review_queue``: the negated rank, then the review's number.
    """

    reviewer = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    negated_rank = models.FloatField()
    review_id = models.BigIntegerField()
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.negated_rank}, {self.review_id}"
