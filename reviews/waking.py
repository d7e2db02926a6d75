"""Held reviews whose time has come."""

from datetime import datetime

from reviews import workflow
from reviews.errors import IllegalTransition
from reviews.models import Review


def wake_due(*, at: datetime) -> int:
    """Put held reviews with ``wake_at`` at or before ``at`` back into the queue; how many. Safe to repeat."""
    due = Review.objects.filter(state=Review.State.ON_HOLD, wake_at__lte=at).order_by("wake_at", "pk")
    woken = 0
    for review_id in due.values_list("pk", flat=True)[:500]:
        try:
            workflow.wake(review_id, actor=None, reason="Its time has come.")
        except IllegalTransition:
            continue  # somebody woke it first
        woken += 1
    return woken
