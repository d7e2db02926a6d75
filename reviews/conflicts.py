"""Conflicts of interest: declared by oneself, or by an editor for somebody; ended, never deleted."""

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.characters import check_characters
from factcheck.errors import FieldError, InvalidInput, NotAllowed
from factcheck.models import Publisher, User
from reviews import exclusions, handing_over
from reviews.models import Assignment, ConflictOfInterest, Review


@transaction.atomic
def declare(
    user: User, *, by: User, reason: str, publisher: Publisher | None = None, claimant: str = ""
) -> ConflictOfInterest:
    """Keep ``user`` from what a publisher wrote or a claimant said, from now on. To declare it again changes nothing.

    Leases that they hold on such reviews end.

    Raises:
        InvalidInput: neither or both named, or no reason.
    """
    claimant, reason = claimant.strip(), reason.strip()
    if (publisher is None) == (not claimant):
        detail = "Name a publisher or a claimant, one of the two."
        raise InvalidInput(detail, errors=[FieldError("publisher", "one_of_two", detail)])
    if not reason:
        detail = "Say what the interest is. Editors read it."
        raise InvalidInput(detail, errors=[FieldError("reason", "required", detail)])
    check_characters(claimant, field_name="claimant")
    check_characters(reason, field_name="reason")
    User.objects.select_for_update(no_key=True).only("pk").get(
        pk=user.pk
    )  # its own chain, and no second declaration
    standing = ConflictOfInterest.objects.standing().filter(
        user=user, publisher=publisher, claimant__iexact=claimant
    )
    if known := standing.first():
        return known
    conflict = ConflictOfInterest.objects.create(
        user=user,
        publisher=publisher,
        claimant=claimant,
        declared_by=by,
        payload=history.store_payload({"reason": reason}, article_ids=()),
    )
    held = Review.objects.filter(assignments__reviewer=user, assignments__status=Assignment.Status.ACTIVE)
    affected = held.filter(exclusions.keeping_out(user)[exclusions.Exclusion.CONFLICT]).values("pk")
    leases = Assignment.objects.filter(reviewer=user, status=Assignment.Status.ACTIVE, review__in=affected)
    handing_over.free(leases, actor=by)
    history.record(user, "conflict.declared", actor=by, details={"conflict": conflict.pk})
    return conflict


@transaction.atomic
def end(conflict_id: int, *, actor: User) -> ConflictOfInterest:
    """The interest is none any more.

    Raises:
        NotAllowed: it is somebody else's, and the actor is no editor.
    """
    user_id = ConflictOfInterest.objects.values_list("user_id", flat=True).get(pk=conflict_id)
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    conflict = ConflictOfInterest.objects.select_related("publisher", "payload").get(pk=conflict_id)
    if user.pk != actor.pk and not actor.has_scope("reviews:triage"):
        raise NotAllowed("Only whose interest it is, or an editor, ends it.")
    if conflict.ended_at is None:
        conflict.ended_at = timezone.now()
        conflict.save(update_fields=["ended_at"])
        history.record(user, "conflict.ended", actor=actor, details={"conflict": conflict.pk})
    return conflict
