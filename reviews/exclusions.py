"""Nobody reviews their own: who is kept from ruling on a review, and why.

One table of conditions on the review's row. ``Review.objects.for_reviewer`` leaves out whatever meets one; the same
conditions say to a person why a review is not for them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from factcheck import history
from factcheck.models import Event, Payload, User
from factcheck.prepared import Param
from reviews.errors import OwnWork
from reviews.models import Assignment, ConflictOfInterest, Disclosure, Review, Sighting, Verdict
from reviews.models.review import stream_of_outer

Status = Assignment.Status


class Exclusion(StrEnum):
    TOUCHED = "touched"
    TRIAGED = Disclosure.Rule.TRIAGED.value
    CONFLICT = Disclosure.Rule.CONFLICT.value


#: Moves by which somebody puts a review into the queue.
_LETTING_IN = ("review.accepted", "review.reopened", "review.challenge_upheld")
#: What an editor's reason cannot set aside: nobody rules twice in a round, or has two slots.
FIRM = frozenset({Exclusion.TOUCHED})


def keeping_out(reviewer: User | Param) -> Mapping[Exclusion, Exists | Q]:
    """What keeps ``reviewer`` from a review: conditions on its row, the cheapest first."""
    return {
        Exclusion.TRIAGED: _triaged(reviewer),
        Exclusion.TOUCHED: Exists(
            Assignment.objects.filter(reviewer=reviewer, review=OuterRef("pk")).filter(
                _touching(OuterRef("round"), OuterRef("blind_from_round"))
            )
        ),
        Exclusion.CONFLICT: _in_conflict(reviewer),
    }


def _touching(round_number: int | OuterRef, blind_from_round: int | OuterRef) -> Q:
    """Leases that keep their reviewer from another of the same review.

    A skip and a verdict count in their round. A draft that went to a colleague counts until the verdicts are told: where
    the words change meanwhile, that colleague goes on with it.
    """
    return (
        Q(round=round_number, status__in=Assignment.TOUCHED)
        | Q(round__gte=blind_from_round, status=Status.HANDED_OVER)
        | Q(is_for_good=True)
    )


def _triaged(user: User | Param) -> Q:
    return Q(desk__policy__triager_may_review=False) & _let_in(user)


def _let_in(user: User | Param) -> Q:
    """Whether ``user`` put it into the queue: in this round or an earlier one, or a review that was merged into it.

    The row names whoever triaged it last; only where it was opened again is its history asked.
    """
    before = Event.objects.filter(
        stream=stream_of_outer(), actor=user, kind__in=_LETTING_IN, to_state=Review.State.OPEN
    )
    merged = Sighting.objects.filter(review=OuterRef("pk"), merged_from__triaged_by=user)
    return (
        Q(triaged_by__isnull=False, triaged_by=user)
        | (Q(round__gt=1) & Q(_is_any_of(before)))
        | Q(_is_any_of(merged))
    )


def _is_any_of(rows: QuerySet[Any]) -> Exact:
    """``Exists``, asked of one row after the other: the few that a walk comes to are looked up. Of EXISTS PostgreSQL may
    rather hash a whole table first, with every request; of IS NOT NULL it thinks that nearly always it holds, and sorts
    the queue for the one row that it expects to be left. Of an equation it thinks that it seldom holds."""
    one = Subquery(rows.annotate(one=Value(1)).values("one")[:1])
    return Exact(Coalesce(one, 0), 1)


def _in_conflict(user: User | Param) -> Exists:
    """With whoever printed or said any of its confirmed sightings. Most people have no conflict: theirs are asked first."""
    sightings = Sighting.objects.filter(
        review=OuterRef(OuterRef("pk")), status=Sighting.Status.CONFIRMED
    ).alias(said_by=Lower("claim__claimant"))
    printed = sightings.filter(claim__article__publisher=OuterRef("publisher"))
    said = sightings.filter(said_by=Lower(OuterRef("claimant")))
    return Exists(
        ConflictOfInterest.objects.standing()
        .filter(user=user)
        .filter(Q(_is_any_of(printed)) | (~Q(claimant="") & Q(_is_any_of(said))))
    )


def against(review: Review, reviewer: User) -> list[Exclusion]:
    """All that keeps ``reviewer`` from ``review``; empty: nothing does."""
    conditions = keeping_out(reviewer)
    holds = {
        code.value: ExpressionWrapper(condition, output_field=BooleanField())
        for code, condition in conditions.items()
    }
    row = Review.objects.filter(pk=review.pk).values_list(*holds.values()).get()
    return [code for code, holds_here in zip(conditions, row, strict=True) if holds_here]


def in_words(review: Review, reviewer: User, exclusions: list[Exclusion]) -> str:
    """Why a review is not for somebody, said to them or to an editor."""
    sentences = {
        Exclusion.TRIAGED: _("Whoever let a claim in does not rule on it."),
        Exclusion.CONFLICT: _("A conflict of interest with its publisher or claimant is declared."),
    }
    return " ".join(
        _touch_in_words(review, reviewer) if code == Exclusion.TOUCHED else sentences[code]
        for code in exclusions
    )


def _touch_in_words(review: Review, reviewer: User) -> str:
    """Their own doing, which they know; nothing of a colleague's."""
    touches = _touches(review, reviewer)
    if touches.filter(is_for_good=True).exists():
        return _("It was skipped for good.")
    return {
        Status.ACTIVE: _("It is in their hands already."),
        Status.SUBMITTED: _("A verdict on it was given in this round."),
        Status.SKIPPED: _("It was skipped in this round."),
        Status.HANDED_OVER: _("An editor gave it to a colleague, with what you had written."),
    }[Status(touches.order_by("-pk")[0].status)]


def _touches(review: Review, reviewer: User) -> QuerySet[Assignment]:
    return Assignment.objects.filter(review=review, reviewer=reviewer).filter(
        _touching(review.round, review.blind_from_round)
    )


def has_only_handed_it_over(review: Review, reviewer: User) -> bool:
    """Whether nothing but that a colleague has their draft keeps ``reviewer`` from ``review``."""
    statuses = set(_touches(review, reviewer).values_list("status", flat=True))
    return statuses == {Status.HANDED_OVER} and against(review, reviewer) == [Exclusion.TOUCHED]


def refuse_own_ruling(review: Review, adjudicator: User) -> None:
    """Raises OwnWork where ``adjudicator`` gave one of this review's verdicts, let it in, or has a conflict of interest."""
    ruled = Verdict.objects.filter(review=review, reviewer=adjudicator).standing().exists()
    kept_out = Review.objects.filter(pk=review.pk).filter(
        _triaged(adjudicator) | Q(_in_conflict(adjudicator))
    )
    if ruled or kept_out.exists():
        raise OwnWork(
            "Somebody must rule who neither triaged this review nor gave a verdict in it, and has no conflict of "
            "interest with its publisher or claimant."
        )


def disclose(
    review: Review,
    user: User,
    *,
    verdict: Verdict | None = None,
    override: Payload | None = None,
    decided_by: User | None = None,
) -> None:
    """Write down what rule is set aside for a ruling of ``user``; under the review's lock, in its transaction.

    Their own work where the desk's policy allows it, and an editor's override with its reason.
    """
    is_allowed = review.desk.policy.triager_may_review
    if is_allowed and Review.objects.filter(_let_in(user), pk=review.pk).exists():
        _write(Disclosure.Code.OWN_WORK, review, user, verdict, None, None)
    if override is not None:
        _write(Disclosure.Code.OVERRIDE, review, user, verdict, override, decided_by)


def _write(
    code: str,
    review: Review,
    user: User,
    verdict: Verdict | None,
    payload: Payload | None,
    decided_by: User | None,
) -> None:
    disclosure = Disclosure.objects.create(
        review=review,
        round=verdict.round if verdict else review.round,
        code=code,
        user=user,
        verdict=verdict,
        payload=payload,
        decided_by=decided_by,
    )
    history.record(
        review,
        "verdict.disclosed",
        actor=decided_by,
        is_consequence=True,
        details={"code": code},
        rows=[disclosure],
    )
