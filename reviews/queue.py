"""Who reviews what: leases on the slots of open reviews."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.inserting import insert_few
from factcheck.models import Payload, User
from factcheck.prepared import Param, prepared
from reviews import exclusions, notices, picking, serving, slots, workflow
from reviews.errors import LeaseNotHeld, NotAvailable
from reviews.models import Assignment, Policy, Review
from reviews.quoting import articles_quoted_on
from reviews.workflow import lock
from reviews.workflow.moving import lock_all, lock_of

Status = Assignment.Status

_WORKING_DAY = timedelta(hours=8)
#: Colleagues read it while they rule blind. What the reviewer said is for editors: ``blindness.hears_of_skips``.
_SKIPPED = "A reviewer skipped it. It waits for an editor, who reads why."
_TAKEN = "All its slots are taken. Ask for the next one instead."


@transaction.atomic
def lease_next(reviewer: User, *, stay_in: str = "") -> Assignment | None:
    """The review that ``reviewer`` should work on now, leased to them; None when there is none.

    First the one they hold already, so that a closed tab, or a second one, loses nothing. Two reviewers
    who ask at once get different slots: rows that the other request has locked are skipped. ``stay_in``
    ("article", "story") prefers what stands beside the one they had last; ``came_by`` of the answer says
    whether there was one.
    """
    lock_person(reviewer)
    if stay_in:
        _free_what_only_follows(reviewer)
    if held := _first_held(reviewer=reviewer.pk):
        try:
            return serving.show(display(held[0].pk, reviewer=reviewer))
        except LeaseNotHeld:
            pass  # it had lapsed, and a colleague took it in this moment
    now = timezone.now()
    beside = picking.pick_beside(reviewer, stay_in, at=now) if stay_in else None
    review = beside or picking.pick(reviewer, at=now)
    if review is None:
        return None
    assignment = _give_slot(review, reviewer)  # the first that they hold: no limit to ask for
    if stay_in:
        assignment.came_by = "stayed" if beside else "moved_on"
    return assignment


def _free_what_only_follows(reviewer: User) -> None:
    """It came from the head of the queue, when nobody had asked to stay anywhere; with one in hand it keeps following."""
    if not held_of(reviewer).exclude(pk__in=following_of(reviewer.pk)).exists():
        _free_following(reviewer)


def held_of(reviewer: User | Param) -> QuerySet[Assignment]:
    """The leases that somebody holds, lapsed ones that nobody took too; oldest first, what follows last."""
    held = Assignment.objects.filter(reviewer=reviewer, status=Status.ACTIVE)
    return held.order_by(F("displayed_at").asc(nulls_last=True), "pk")


@prepared
def _first_held(reviewer: Param) -> QuerySet[Assignment]:
    return held_of(reviewer)[:1]


def following_of(reviewer_id: int) -> QuerySet[Assignment]:
    """What was leased along with the one in hand, and not displayed yet: one at most."""
    return Assignment.objects.filter(
        reviewer=reviewer_id, status=Status.ACTIVE, displayed_at__isnull=True, assigned_by__isnull=True
    )


@transaction.atomic
def lease_following(reviewer: User) -> Assignment | None:
    """The review after the one in hand, leased too, so that it is there at once; None when there is none.

    A real lease, one at most, and it counts among those that a reviewer may hold. Its clock starts when it is
    displayed; until then it is kept alive by the heartbeats of the one in hand.
    """
    lock_person(reviewer)
    now = timezone.now()
    following = following_of(reviewer.pk).filter(lease_expires_at__gt=now)
    if found := following.select_related("review__claim", "review__desk__policy").first():
        return serving.show(found)
    _free_following(reviewer)  # one that lapsed would keep the next from being leased
    review = picking.pick(reviewer, at=now)
    if review is None or held_of(reviewer).count() >= review.desk.policy.max_open_leases:
        return None
    return _give_slot(review, reviewer, is_displayed=False)


@transaction.atomic
def lease(review_id: int, *, reviewer: User) -> Assignment:
    """Lease a named review ("take this").

    Raises:
        NotAvailable: not open, no free slot, or not for this reviewer; says why.
    """
    lock_person(reviewer)
    review = lock(review_id)
    held = Assignment.objects.filter(review=review, reviewer=reviewer, status=Status.ACTIVE).first()
    if held is not None:
        return serving.show(display(held.pk, reviewer=reviewer))
    require_open(review)
    if kept_out := exclusions.against(review, reviewer):
        reasons = exclusions.in_words(review, reviewer, kept_out)
        raise NotAvailable(f"This review is not for you: a colleague must take it. {reasons}")
    require_free(review)
    return give_slot(review, reviewer)


def require_open(review: Review) -> None:
    """Raises NotAvailable where the locked review is not in the queue, as far as may be told."""
    # While it settles it answers as it did before: whoever ruled is told that they did, not that all have.
    if review.state != Review.State.OPEN and not review.is_settling(at=timezone.now()):
        raise NotAvailable(f"The review is {review.get_state_display()}; only an open one can be taken.")


def require_free(review: Review) -> None:
    """Raises NotAvailable where the locked review has no slot to give."""
    if not Review.objects.available(at=timezone.now()).filter(pk=review.pk).exists():
        raise NotAvailable(_TAKEN)


def lock_person(reviewer: User) -> None:
    """Make one reviewer's tabs wait for each other, before any review is locked.

    A unique index alone cannot: two tabs that skip each other's locked row would get two reviews.
    """
    _lock_person(person=reviewer.pk)


@prepared
def _lock_person(person: Param) -> QuerySet[User, int]:
    return User.objects.select_for_update(no_key=True).filter(pk=person).values_list("pk", flat=True)


def give_slot(
    review: Review,
    reviewer: User,
    *,
    is_displayed: bool = True,
    assigned_by: User | None = None,
    override: Payload | None = None,
) -> Assignment:
    """Hand a slot of the locked, available review to ``reviewer``, whose person is locked.

    Raises:
        NotAvailable: they hold as many as the desk allows, or the last slot went in this moment.
    """
    open_leases = held_of(reviewer).count()
    if open_leases >= review.desk.policy.max_open_leases:
        raise NotAvailable(
            f"{reviewer} holds {open_leases} reviews, as many as the desk allows."
            if assigned_by
            else f"You hold {open_leases} reviews. Rule on one or give one back first."
        )
    return _give_slot(review, reviewer, is_displayed=is_displayed, assigned_by=assigned_by, override=override)


def _give_slot(review: Review, reviewer: User, **how: Any) -> Assignment:
    with history.act():
        if review.free_slots == 0:
            _displace_lapsed(review)
        return start_lease(review, reviewer, **how)


def start_lease(
    review: Review,
    reviewer: User,
    *,
    is_displayed: bool = True,
    assigned_by: User | None = None,
    override: Payload | None = None,
    kind: str = "assignment.leased",
    details: Mapping[str, int] = MappingProxyType({}),
) -> Assignment:
    """Write the lease of a slot that is free, of a locked review, and its event, which says what the reviewer sees.

    Not where an editor gives it: they will see it when they open it.
    """
    now = timezone.now()
    assignment = Assignment(
        review=review,
        reviewer=reviewer,
        round=review.round,
        leased_at=now,
        displayed_at=now if is_displayed else None,
        assigned_by=assigned_by,
        override=override,
    )
    assignment.lease_expires_at = _end_of_lease(assignment, review.desk.policy, at=now)
    shown = {} if assigned_by else serving.shown_by(assignment)
    insert_few([assignment])
    slots.recount(review)
    history.record(
        review,
        kind,
        actor=assigned_by or reviewer,
        details={
            "assignment": assignment.pk,
            "claim_revision": review.claim_revision,
            "until": assignment.lease_expires_at.isoformat(),
            **shown,
            **details,
        },
        article_ids=[review.claim.article_id] if shown else (),
    )
    if assigned_by and assigned_by.pk != reviewer.pk:
        notices.of_assignment(assignment, actor=assigned_by)
    return assignment


def _end_of_lease(assignment: Assignment, policy: Policy, *, at: datetime) -> datetime:
    """One that follows ends twice as late: by then the one in hand has lapsed without a heartbeat. What an editor
    gives somebody is theirs for a working day before its clock starts: they may not be at their desk."""
    if assignment.displayed_at is not None:
        return at + timedelta(minutes=policy.lease_minutes)
    return at + (_WORKING_DAY if assignment.assigned_by_id else timedelta(minutes=2 * policy.lease_minutes))


def _displace_lapsed(review: Review) -> None:
    """End the lease that lapsed first, so that its slot can be handed on."""
    lapsed = (
        Assignment.objects.filter(review=review, status=Status.ACTIVE, lease_expires_at__lte=timezone.now())
        .order_by("lease_expires_at", "pk")
        .first()
    )
    if lapsed is None:
        raise NotAvailable(_TAKEN)
    slots.end(lapsed, Status.LAPSED, at=timezone.now())
    history.record(
        review, "assignment.lapsed", actor=None, is_consequence=True, details={"assignment": lapsed.pk}
    )


@transaction.atomic
def heartbeat(assignment_id: int, *, reviewer: User) -> Assignment:
    """Extend a lease to its full length from now, also one that lapsed and that nobody took; and the one that follows.

    Raises:
        LeaseNotHeld: it ended.
    """
    assignment, review = held_by(assignment_id, reviewer)
    _extend(assignment, review)
    if assignment.displayed_at is not None:
        _extend_following(assignment)
    return assignment


@transaction.atomic
def display(assignment_id: int, *, reviewer: User) -> Assignment:
    """Say that a reviewer has the review before their eyes: its clock starts, or starts again. Safe to repeat.

    Raises:
        LeaseNotHeld: it ended.
    """
    assignment, review = held_by(assignment_id, reviewer)
    if assignment.displayed_at is None:
        assignment.displayed_at = timezone.now()
        history.record(review, "assignment.displayed", actor=reviewer, details={"assignment": assignment.pk})
    _extend(assignment, review)
    return assignment


def _extend(assignment: Assignment, review: Review) -> None:
    assignment.lease_expires_at = _end_of_lease(assignment, review.desk.policy, at=timezone.now())
    assignment.save(update_fields=["lease_expires_at", "displayed_at"])
    slots.recount(review)


def _extend_following(assignment: Assignment) -> None:
    """Keep alive what follows. Where a colleague has its row locked it is left to the next heartbeat: to wait with
    one review locked for another would be a deadlock with whoever does it the other way round."""
    following = following_of(assignment.reviewer_id)
    review = (
        Review.objects.filter(pk__in=following.values("review"))
        .select_for_update(no_key=True, skip_locked=True, of=("self",))
        .select_related("desk__policy")
        .first()
    )
    if review is not None and (found := following.filter(review=review).first()):
        _extend(found, review)


@transaction.atomic
def release(assignment_id: int, *, reviewer: User) -> Assignment:
    """Give a slot back; it may come again. What follows goes back with it: whoever stops has no use for it."""
    following = Assignment.objects.filter(reviewer=reviewer, status=Status.ACTIVE, displayed_at__isnull=True)
    affected = (
        Assignment.objects.filter(pk=assignment_id).union(following).values_list("review_id", flat=True)
    )
    lock_all(
        *affected
    )  # both at once: one after the other would be a deadlock with whoever holds them crosswise
    assignment = _end(assignment_id, reviewer, Status.RELEASED, kind="assignment.released")
    _free_following(reviewer)
    return assignment


def _free_following(reviewer: User) -> None:
    for assignment_id in following_of(reviewer.pk).values_list("pk", flat=True):
        with suppress(LeaseNotHeld):  # it had lapsed, and a colleague took it in this moment
            _end(assignment_id, reviewer, Status.RELEASED, kind="assignment.released")


@transaction.atomic
def skip(assignment_id: int, *, reviewer: User, reason: str) -> Assignment:
    """Give a slot back for a reason. Who may have the review then says the desk's policy (``skip_means``)."""
    if not reason.strip():
        detail = "Say why you skip it, so that the desk can do something about it."
        raise InvalidInput(detail, errors=[FieldError("reason", "required", detail)])
    with history.act():
        assignment = _end(assignment_id, reviewer, Status.SKIPPED, kind="assignment.skipped", reason=reason)
        if assignment.review.desk.policy.skip_means == Policy.SkipMeans.FOR_NOBODY:
            workflow.hold(assignment.review_id, actor=None, reason=_SKIPPED)
    return assignment


def held_by(assignment_id: int, reviewer: User) -> tuple[Assignment, Review]:
    """The reviewer's active assignment and its review, whose row is locked. In a transaction.

    Raises:
        LeaseNotHeld: it is somebody else's, or it ended.
    """
    review = lock_of(assignment_id)
    (assignment,) = _assignment(assignment=assignment_id)
    if assignment.reviewer_id != reviewer.pk:
        raise LeaseNotHeld("This lease is not yours. Ask for the next review.")
    if assignment.status != Status.ACTIVE:
        raise LeaseNotHeld(f"Your lease ended: {assignment.get_status_display()}. Ask for the next one.")
    assignment.review = review
    return assignment, review


def scale_of(assignment_id: int) -> int:
    """The number of the scale on which an assignment is ruled.

    Raises:
        Assignment.DoesNotExist
    """
    for scale_id in _scale(assignment=assignment_id):
        return scale_id
    raise Assignment.DoesNotExist


@prepared
def _scale(assignment: Param) -> QuerySet[Assignment, int]:
    return Assignment.objects.filter(pk=assignment).values_list("review__scale", flat=True)


@prepared
def _assignment(assignment: Param) -> QuerySet[Assignment]:
    return Assignment.objects.filter(pk=assignment)


def _end(assignment_id: int, reviewer: User, status: str, *, kind: str, reason: str = "") -> Assignment:
    assignment, review = held_by(assignment_id, reviewer)
    with history.act():
        # The words may have changed meanwhile: a skip is one of the new round too.
        assignment.round = review.round
        assignment.is_for_good = (
            status == Status.SKIPPED and review.desk.policy.skip_means == Policy.SkipMeans.NOT_FOR_ME
        )
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
