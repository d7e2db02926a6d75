"""The slots of a review: how many are free, and until when the others are held.

Called under the review's row lock. What decides availability is written on the locked row itself.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from factcheck.prepared import Param, fetch, prepared
from factcheck.updating import update_row
from reviews.models import Assignment, Review

#: One round trip instead of two counts and a write, on every lease, heartbeat and verdict. A third reviewer's slot
#: goes once a verdict was taken back and nobody holds it: whether a third is wanted shows again later.
_RECOUNT = """
    UPDATE reviews_review AS review
    SET free_slots = CASE
            WHEN state <> 'open' THEN 0
            WHEN ruled.count < required_verdicts AND held.count = 0 THEN required_verdicts - ruled.count
            ELSE greatest(required_verdicts + extra_slots - ruled.count - held.count, 0)
        END,
        extra_slots = CASE
            WHEN state = 'open' AND ruled.count < required_verdicts AND held.count = 0 THEN 0 ELSE extra_slots
        END,
        earliest_lease_expiry = CASE WHEN state = 'open' THEN held.earliest END
    FROM
        (
            SELECT count(*), min(lease_expires_at) AS earliest FROM reviews_assignment
            WHERE review_id = $1 AND status = 'active'
        ) AS held,
        (
            SELECT count(*) FROM reviews_verdict AS verdict
            WHERE review_id = $1 AND round = $2 AND NOT EXISTS (
                SELECT FROM reviews_verdictretraction WHERE verdict_id = verdict.id
            )
        ) AS ruled
    WHERE review.id = $1
    RETURNING free_slots, extra_slots, earliest_lease_expiry
"""


def recount(review: Review) -> None:
    """Write ``free_slots``, ``extra_slots`` and ``earliest_lease_expiry`` as leases and standing verdicts of this round say.

    State, round and a slot for a third reviewer must be saved before.
    """
    counted = fetch(_RECOUNT, [review.pk, review.round])
    ((review.free_slots, review.extra_slots, review.earliest_lease_expiry),) = counted


def end(assignment: Assignment, status: str, *, at: datetime, reason: str = "") -> None:
    """End a lease; the caller recounts."""
    assignment.status, assignment.ended_at, assignment.reason = status, at, reason
    update_row(assignment, "status", "ended_at", "reason", "round", "is_for_good")


def cancel_leases(review: Review) -> None:
    """End all leases of a review that leaves the queue."""
    now = timezone.now()
    for assignment in _active(review=review.pk):
        end(assignment, Assignment.Status.CANCELLED, at=now)


@prepared
def _active(review: Param) -> QuerySet[Assignment]:
    return Assignment.objects.filter(review=review, status=Assignment.Status.ACTIVE).order_by("pk")
