"""Conflicts of interest: declared by oneself, or by an editor for somebody; ended, never deleted."""

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.utils import timezone

from factcheck import history
from factcheck.characters import check_characters
from factcheck.errors import FieldError, InvalidInput, NotAllowed
from factcheck.models import Article, Claim, Publisher, TakeDown, User
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
        payload=history.store_payload(
            {"reason": reason}, article_ids=_articles_that_name(claimant) if claimant else ()
        ),
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


def forget_names_of(article: Article, *, take_down: TakeDown) -> None:
    """Blank the claimants that nothing but ``article`` named, and end what was declared about them.

    In its take-down, once its claims are blank. Whoever meets the name elsewhere later declares it anew.
    """
    declared = ConflictOfInterest.objects.filter(payload__article_ids__contains=[article.pk])
    people = User.objects.filter(pk__in=declared.values("user")).order_by("pk")
    locked = {user.pk: user for user in people.select_for_update(no_key=True)}
    for conflict in declared.exclude(claimant="").order_by("pk"):
        if _articles_that_name(conflict.claimant).exists():
            continue
        is_standing = conflict.ended_at is None
        conflict.claimant = f"redacted by take-down {take_down.pk}"
        conflict.ended_at = conflict.ended_at or timezone.now()
        conflict.save(update_fields=["claimant", "ended_at"])
        if is_standing:
            history.record(
                locked[conflict.user_id],
                "conflict.ended",
                actor=None,
                is_consequence=True,
                details={"conflict": conflict.pk, "take_down": take_down.pk},
            )


def _articles_that_name(claimant: str) -> QuerySet[Claim, int]:
    """Numbers of the articles in which the claimant says something, as far as they were not taken down."""
    said = Claim.objects.filter(redacted_at__isnull=True).alias(said_by=Lower("claimant"))
    return said.filter(said_by=Lower(Value(claimant))).values_list("article_id", flat=True).distinct()
