"""Who reviews what: leases on the slots of open reviews."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import User
from reviews import slots
from reviews.errors import LeaseNotHeld, NotAvailable
from reviews.models import Assignment, Review
from reviews.quoting import articles_quoted_on
from reviews.workflow import lock

Status = Assignment.Status


@transaction.atomic
def lease_next(reviewer: User) -> Assignment | None:
    """The review that ``reviewer`` should work on now, leased to them; None when there is none.

    First the one they hold already, so that a closed tab, or a second one, loses nothing. Two reviewers
    who ask at once get different slots: rows that the other request has locked are skipped.
    """
    _lock_reviewer(reviewer)
    held = (
        Assignment.objects.filter(reviewer=reviewer, status=Status.ACTIVE).order_by("leased_at", "pk").first()
    )
    if held is not None:
        try:
            return heartbeat(held.pk, reviewer=reviewer)
        except LeaseNotHeld:
            pass  # it had lapsed, and a colleague took it in this moment
    review = (
        Review.objects.available(at=timezone.now())
        .for_reviewer(reviewer)
        .in_queue_order()
        .select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("claim", "desk__policy")
        .first()
    )
    return _lease(review, reviewer) if review else None


@transaction.atomic
def lease(review_id: int, *, reviewer: User) -> Assignment:
    """Lease a named review ("take this").

    Raises:
        NotAvailable: not open, no free slot, or not for this reviewer.
    """
    _lock_reviewer(reviewer)
    review = lock(review_id)
    held = Assignment.objects.filter(review=review, reviewer=reviewer, status=Status.ACTIVE).first()
    if held is not None:
        return heartbeat(held.pk, reviewer=reviewer)
    if review.state != Review.State.OPEN:
        if review.is_settling(at=timezone.now()):
            raise NotAvailable("All its slots are taken. Ask for the next one instead.")
        raise NotAvailable(f"The review is {review.get_state_display()}; only an open one can be taken.")
    if not Review.objects.filter(pk=review_id).for_reviewer(reviewer).exists():
        raise NotAvailable("You triaged, skipped or ruled on this review; a colleague must take it.")
    if not Review.objects.available(at=timezone.now()).filter(pk=review_id).exists():
        raise NotAvailable("All its slots are taken. Ask for the next one instead.")
    return _lease(review, reviewer)


def _lock_reviewer(reviewer: User) -> None:
    """Make one reviewer's tabs wait for each other, before any review is locked.

    A unique index alone cannot: two tabs that skip each other's locked row would get two reviews.
    """
    User.objects.select_for_update(no_key=True).only("pk").get(pk=reviewer.pk)


def _lease(review: Review, reviewer: User) -> Assignment:
    """Hand a slot of the locked, available review to ``reviewer``."""
    now = timezone.now()
    policy = review.desk.policy
    open_leases = Assignment.objects.filter(reviewer=reviewer, status=Status.ACTIVE).count()
    if open_leases >= policy.max_open_leases:
        raise NotAvailable(f"You hold {open_leases} reviews. Rule on one or give one back first.")
    with history.act():
        if review.free_slots == 0:
            _displace_lapsed(review)
        assignment = Assignment.objects.create(
            review=review,
            reviewer=reviewer,
            round=review.round,
            leased_at=now,
            lease_expires_at=now + timedelta(minutes=policy.lease_minutes),
        )
        slots.recount(review)
        history.record(
            review,
            "assignment.leased",
            actor=reviewer,
            details={
                "assignment": assignment.pk,
                "claim_revision": review.claim_revision,
                "until": assignment.lease_expires_at.isoformat(),
            },
        )
    return assignment


def _displace_lapsed(review: Review) -> None:
    """End the lease that lapsed first, so that its slot can be handed on."""
    lapsed = (
        Assignment.objects.filter(review=review, status=Status.ACTIVE, lease_expires_at__lte=timezone.now())
        .order_by("lease_expires_at", "pk")
        .first()
    )
    if lapsed is None:
        raise NotAvailable("All its slots are taken. Ask for the next one instead.")
    slots.end(lapsed, Status.LAPSED, at=timezone.now())
    history.record(
        review, "assignment.lapsed", actor=None, is_consequence=True, details={"assignment": lapsed.pk}
    )


@transaction.atomic
def heartbeat(assignment_id: int, *, reviewer: User) -> Assignment:
    """Extend a lease to its full length from now, also one that lapsed and that nobody took.

    Raises:
        LeaseNotHeld: it ended.
    """
    assignment, review = held_by(assignment_id, reviewer)
    assignment.lease_expires_at = timezone.now() + timedelta(minutes=review.desk.policy.lease_minutes)
    assignment.save(update_fields=["lease_expires_at"])
    slots.recount(review)
    return assignment


@transaction.atomic
def release(assignment_id: int, *, reviewer: User) -> Assignment:
    """Give a slot back; it may come again."""
    return _end(assignment_id, reviewer, Status.RELEASED, kind="assignment.released")


@transaction.atomic
def skip(assignment_id: int, *, reviewer: User, reason: str) -> Assignment:
    """Give a slot back for a reason; it does not come to this reviewer again in this round."""
    if not reason.strip():
        detail = "Say why you skip it, so that the desk can do something about it."
        raise InvalidInput(detail, errors=[FieldError("reason", "required", detail)])
    return _end(assignment_id, reviewer, Status.SKIPPED, kind="assignment.skipped", reason=reason)


def held_by(assignment_id: int, reviewer: User) -> tuple[Assignment, Review]:
    """The reviewer's active assignment and its review, whose row is locked. In a transaction.

    Raises:
        LeaseNotHeld: it is somebody else's, or it ended.
    """
    review_id = Assignment.objects.values_list("review_id", flat=True).get(pk=assignment_id)
    review = lock(review_id)
    assignment = Assignment.objects.get(pk=assignment_id)
    if assignment.reviewer_id != reviewer.pk:
        raise LeaseNotHeld("A colleague holds this review.")
    if assignment.status != Status.ACTIVE:
        raise LeaseNotHeld(f"Your lease ended: {assignment.get_status_display()}. Ask for the next one.")
    assignment.review = review
    return assignment, review


def _end(assignment_id: int, reviewer: User, status: str, *, kind: str, reason: str = "") -> Assignment:
    assignment, review = held_by(assignment_id, reviewer)
    with history.act():
        assignment.round = (
            review.round
        )  # the words may have changed meanwhile: a skip is one of the new round too
        slots.end(assignment, status, at=timezone.now(), reason=reason)
        slots.recount(review)
        history.record(
            review,
            kind,
            actor=reviewer,
            details={"assignment": assignment.pk, **({"reason": reason} if reason else {})},
            article_ids=articles_quoted_on(review) if reason else (),
        )
    return assignment
