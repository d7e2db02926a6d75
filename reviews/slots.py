"""The slots of a review: how many are free, and until when the others are held.

Called under the review's row lock. What decides availability is written on the locked row itself.
"""

from datetime import datetime

from django.db.models import Count, Min
from django.utils import timezone

from reviews.models import Assignment, Review, Verdict


def recount(review: Review) -> None:
    """Write ``free_slots`` and ``earliest_lease_expiry`` as leases and standing verdicts say."""
    if review.state == Review.State.OPEN:
        held = Assignment.objects.filter(review=review, status=Assignment.Status.ACTIVE).aggregate(
            count=Count("pk"), earliest=Min("lease_expires_at")
        )
        ruled = Verdict.objects.of_round(review).standing().count()
        review.free_slots = max(review.required_verdicts - ruled - held["count"], 0)
        review.earliest_lease_expiry = held["earliest"]
    else:
        review.free_slots, review.earliest_lease_expiry = 0, None
    review.save(update_fields=["free_slots", "earliest_lease_expiry"])


def end(assignment: Assignment, status: str, *, at: datetime, reason: str = "") -> None:
    """End a lease; the caller recounts."""
    assignment.status, assignment.ended_at, assignment.reason = status, at, reason
    assignment.save(update_fields=["status", "ended_at", "reason", "round"])


def cancel_leases(review: Review) -> None:
    """End all leases of a review that leaves the queue."""
    now = timezone.now()
    for assignment in Assignment.objects.filter(review=review, status=Assignment.Status.ACTIVE).order_by(
        "pk"
    ):
        end(assignment, Assignment.Status.CANCELLED, at=now)
