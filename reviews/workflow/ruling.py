"""Where verdicts differ somebody rules, picks one, or sends the review back; a slip is taken back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import User
from reviews import notices, slots
from reviews.errors import IllegalTransition, OwnWork, UndoOver
from reviews.exclusions import disclose, refuse_own_ruling
from reviews.models import Assignment, Outcome, Rating, Review, Verdict, VerdictRetraction
from reviews.quoting import articles_quoted_on
from reviews.workflow.edges import Move, State
from reviews.workflow.moving import check_edge, lock, move_to, require


@transaction.atomic
def rule(
    review_id: int,
    *,
    actor: User,
    rating: Rating,
    summary: str,
    finding: Mapping[str, Any] | None = None,
) -> Review:
    """Decide a disputed review.

    Raises:
        OwnWork: ``actor`` gave one of the verdicts, triaged it, or has a conflict of interest.
        InvalidInput: the rating is not of the review's scale, or not one of neighbours; or no summary.
    """
    require(summary, "Say in the summary why you rule so.")
    review = lock(review_id)
    check_edge(review, Move.RULE, State.DECIDED)
    refuse_own_ruling(review, actor)
    if rating.scale_id != review.scale_id:
        raise InvalidInput(
            "The rating is not of this review's scale.",
            errors=[FieldError("rating", "other_scale", rating.key)],
        )
    if review.dispute_kind == Review.DisputeKind.NEIGHBOURS:
        _given(review, rating)
    return _decide(
        review, Move.RULE, Outcome.Basis.ADJUDICATION, actor, rating, {"finding": finding, "summary": summary}
    )


@transaction.atomic
def pick(review_id: int, *, actor: User, rating: Rating, summary: str = "") -> Review:
    """Decide between ratings one step apart, by one of them; its reviewer's finding is the desk's.

    Raises:
        IllegalTransition: they are further apart; an adjudicator must rule.
        OwnWork: ``actor`` gave one of the verdicts, triaged it, or has a conflict of interest.
        InvalidInput: none of the reviewers gave this rating.
    """
    review = lock(review_id)
    check_edge(review, Move.PICK, State.DECIDED)
    refuse_own_ruling(review, actor)
    if review.dispute_kind != Review.DisputeKind.NEIGHBOURS:
        raise IllegalTransition(
            "The reviewers are more than one step apart; an adjudicator must rule.", state=review.state
        )
    picked = _given(review, rating)
    words = {"finding": picked.words["finding"], "summary": summary or None}
    return _decide(review, Move.PICK, Outcome.Basis.PICKED, actor, rating, words)


def _given(review: Review, rating: Rating) -> Verdict:
    """The first verdict with this rating: what lies between two rulings is nobody's."""
    verdicts = Verdict.objects.of_round(review).standing().select_related("rating", "payload").order_by("pk")
    for verdict in verdicts:
        if verdict.rating_id == rating.pk:
            return verdict
    given = ", ".join(dict.fromkeys(str(verdict.rating.key) for verdict in verdicts if verdict.rating))
    raise InvalidInput(
        f"Pick one of the ratings that the reviewers gave: {given}.",
        errors=[FieldError("rating", "not_given", rating.key)],
    )


def _decide(
    review: Review,
    move: Move,
    basis: Outcome.Basis,
    actor: User,
    rating: Rating,
    words: Mapping[str, Any],
) -> Review:
    review.outcome = Outcome.objects.create(
        review=review,
        round=review.round,
        basis=basis,
        rating=rating,
        decided_by=actor,
        payload=history.store_payload(words, article_ids=articles_quoted_on(review)),
    )
    with history.act():
        disclose(review, actor)
        return move_to(
            review,
            move,
            State.DECIDED,
            actor=actor,
            details={"outcome": review.outcome_id},
            rows=[review.outcome],
        )


@transaction.atomic
def send_back(review_id: int, *, actor: User, comment: str) -> Review:
    """Have a disputed review done again, in a new round, told why."""
    require(comment, "Say what the reviewers should look at again.")
    review = lock(review_id)
    check_edge(review, Move.SEND_BACK, State.OPEN)
    refuse_own_ruling(review, actor)
    notices.of_sending_back(review, actor=actor, round_number=review.round)
    return move_to(review, Move.SEND_BACK, State.OPEN, actor=actor, reason=comment)


@transaction.atomic
def retract_verdict(verdict_id: int, *, reviewer: User, reason: str = "") -> Verdict:
    """Take a verdict back within the desk's undo window; what it settled is open again.

    Raises:
        OwnWork: it is somebody else's.
        UndoOver: the window has passed, others have seen it, or something was built on it.
    """
    seen = Verdict.objects.values_list("review_id", "reviewer_id").get(pk=verdict_id)
    review = lock(seen[0])
    verdict = Verdict.objects.get(pk=verdict_id)
    if verdict.reviewer_id != reviewer.pk:
        raise OwnWork("Only its author can take a verdict back.")
    if VerdictRetraction.objects.filter(verdict=verdict).exists():
        raise UndoOver("The verdict was taken back before.")
    window = timedelta(seconds=review.desk.policy.undo_seconds)
    if timezone.now() > verdict.created_at + window:
        raise UndoOver(
            f"A verdict can be taken back for {window.seconds} seconds. Ask an editor to reopen the review."
        )
    if _is_built_on(verdict, review):
        raise UndoOver("The desk has gone on with this verdict. Ask an editor to reopen the review.")
    with history.act():
        retraction = VerdictRetraction.objects.create(verdict=verdict, retracted_by=reviewer)
        history.record(
            review,
            "verdict.retracted",
            actor=reviewer,
            details={"verdict": verdict.pk, "reason": reason},
            article_ids=articles_quoted_on(review) if reason else (),
            rows=[retraction],
        )
        # They may take it again: nothing but a standing verdict keeps a reviewer away.
        slots.end(verdict.assignment, Assignment.Status.RELEASED, at=timezone.now())
        if review.state == State.OPEN:
            slots.recount(review)
        elif verdict.round == review.round and review.state in Review.SETTLED:
            move_to(review, Move.UNDO, State.OPEN, actor=reviewer, is_consequence=True)
    return verdict


def _is_built_on(verdict: Verdict, review: Review) -> bool:
    """Whether others may have seen it, or something rests on it.

    One on words that changed since was shown to nobody, and can go as well. That it is revealed is asked of the
    review itself: a window that was made longer meanwhile hides nothing again.
    """
    if verdict.round < review.blind_from_round or review.is_revealed(at=timezone.now()):
        return True
    if verdict.round < review.round:
        return False
    adjudicated = review.outcome is not None and review.outcome.basis not in Outcome.BY_VERDICTS
    return adjudicated or review.fact_checks.filter(outcome=review.outcome).exists()
