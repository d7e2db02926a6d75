"""Editors give work to people: a named review to a reviewer, or all that a colleague holds to another, or to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from factcheck import history
from factcheck.characters import check_characters
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import User
from reviews import drafts, exclusions, freeing, queue, slots
from reviews.errors import NotAvailable
from reviews.models import Assignment, Review
from reviews.quoting import articles_quoted_on
from reviews.workflow import lock

Status = Assignment.Status


@transaction.atomic
def assign(review_id: int, *, reviewer: User, actor: User, reason: str = "") -> Assignment:
    """Lease a review to ``reviewer``. What keeps them out is respected, unless ``reason`` says why not this time:
    then the outcome discloses it.

    Raises:
        InvalidInput: they cannot review at all.
        NotAvailable: not open, no free slot, or not for them; says what an editor may set aside with a reason.
    """
    _require_reviewer(reviewer)
    queue.lock_person(reviewer)
    review = lock(review_id)
    queue.require_open(review)
    kept_out = exclusions.against(review, reviewer)
    if exclusions.FIRM.intersection(kept_out):
        # No word on whether they ruled on it: that is for nobody to know yet.
        raise NotAvailable(f"{reviewer} has had this review in this round. Choose somebody else.")
    if kept_out and not reason.strip():
        raise NotAvailable(
            f"{exclusions.in_words(review, reviewer, kept_out)} Choose somebody else, or give a reason to set this "
            "aside; the outcome will disclose it.",
            errors=[FieldError("reason", "required", "Say why this rule is set aside.")],
            exclusions=[code.value for code in kept_out],
        )
    queue.require_free(review)
    check_characters(reason, field_name="reason")
    override = (
        history.store_payload(
            {"reason": reason, "rules": [code.value for code in kept_out]},
            article_ids=articles_quoted_on(review),
        )
        if kept_out
        else None
    )
    return queue.give_slot(review, reviewer, is_displayed=False, assigned_by=actor, override=override)


@dataclass(frozen=True)
class Moved:
    """What became of one lease. ``to`` None: it is free, and ``why`` says why nobody got it."""

    review_id: int
    to: Assignment | None
    with_draft: bool
    why: str = ""


@transaction.atomic
def hand_over(holder: User, *, to: User | None, actor: User) -> list[Moved]:
    """Give all that ``holder`` has to ``to``, drafts as well; or free it (None). What ``to`` may not have is freed.

    Raises:
        InvalidInput: ``to`` cannot review, or is the same person.
    """
    if to is not None:
        _require_reviewer(to)
        if to.pk == holder.pk:
            detail = "Name somebody else."
            raise InvalidInput(detail, errors=[FieldError("to", "same_person", detail)])
    people = sorted({person.pk for person in (holder, to) if person})
    list(User.objects.select_for_update(no_key=True).only("pk").filter(pk__in=people).order_by("pk"))
    with history.act():
        return [
            _hand_on(assignment, review, to, actor) if to else _free(assignment, review, actor)
            for assignment, review in _locked(_held(holder))
        ]


@transaction.atomic
def free(leases: QuerySet[Assignment], *, actor: User | None) -> int:
    """Free some leases of one person, whose row is locked; how many. Each leaves its event."""
    with history.act():
        return len([_free(assignment, review, actor) for assignment, review in _locked(leases)])


def _held(holder: User) -> QuerySet[Assignment]:
    return Assignment.objects.filter(reviewer=holder, status=Status.ACTIVE)


def _locked(leases: QuerySet[Assignment]) -> Iterator[tuple[Assignment, Review]]:
    """Leases with their reviews, locked in one order; those that ended while we waited are left out."""
    for pk, review_id in list(leases.order_by("review_id").values_list("pk", "review_id")):
        review = lock(review_id)
        assignment = Assignment.objects.filter(pk=pk, status=Status.ACTIVE).select_related("reviewer").first()
        if assignment is not None:
            assignment.review = review
            yield assignment, review


def _hand_on(assignment: Assignment, review: Review, to: User, actor: User) -> Moved:
    """Whose draft goes along has told a colleague what they think: from then on only one of the two may rule."""
    holder = assignment.reviewer
    if not _may_have(review, to, holder=holder):
        return _free(assignment, review, actor, why=f"It is not for {to}.")
    with_draft = drafts.hand_on(review, holder, to)
    slots.end(assignment, Status.HANDED_OVER if with_draft else Status.CANCELLED, at=timezone.now())
    taken_over = queue.start_lease(
        review,
        to,
        is_displayed=False,
        assigned_by=actor,
        kind="assignment.handed_over",
        details={"from_assignment": assignment.pk},
    )
    return Moved(review.pk, taken_over, with_draft)


def _may_have(review: Review, to: User, *, holder: User) -> bool:
    """Whether a rule keeps ``to`` out. What they began themselves may come back to them."""
    if not exclusions.against(review, to):
        return True
    return drafts.is_begun_by(to, review, holder) and exclusions.has_only_handed_it_over(review, to)


def _free(assignment: Assignment, review: Review, actor: User | None, why: str = "") -> Moved:
    freeing.free(assignment, review, actor=actor)
    return Moved(review.pk, None, False, why)


def _require_reviewer(user: User) -> None:
    if not user.has_scope("reviews:review"):
        detail = f"{user} cannot review: the account is closed, or has not the role."
        raise InvalidInput(detail, errors=[FieldError("reviewer", "not_a_reviewer", detail)])
