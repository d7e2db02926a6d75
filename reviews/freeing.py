"""Leases that end because somebody else says so, or because they may not go on."""

from django.utils import timezone

from factcheck import history
from factcheck.models import User
from reviews import exclusions, slots
from reviews.models import Assignment, Review

Status = Assignment.Status


def free(assignment: Assignment, review: Review, *, actor: User | None) -> None:
    """End a lease of a locked review; ``actor`` None: a consequence."""
    slots.end(assignment, Status.CANCELLED, at=timezone.now())
    slots.recount(review)
    history.record(
        review,
        "assignment.freed",
        actor=actor,
        is_consequence=actor is None,
        details={"assignment": assignment.pk},
    )


def free_where_in_conflict(review: Review) -> None:
    """End the leases of those who have a conflict of interest with a locked review since it sights or says something else.

    Not where an editor gave it in spite of a rule.
    """
    held = Assignment.objects.filter(review=review, status=Status.ACTIVE, override=None)
    for assignment in held.select_related("reviewer").order_by("pk"):
        if exclusions.Exclusion.CONFLICT in exclusions.against(review, assignment.reviewer):
            free(assignment, review, actor=None)
