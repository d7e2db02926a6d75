"""The outlet changed its words. What was ruled on the old ones stands; the new ones are ruled on anew.

Everything here follows from a new version: nobody is asked, and a lease is not ended. Who holds one rules on
the old words or on the new ones (``reviews.verdicts``).
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.models import Article, ClaimDrift, User
from reviews import notices, reranking, slots
from reviews.errors import IllegalTransition
from reviews.models import EditorTask, FactCheck, Review, ReviewDrift, Sighting
from reviews.quoting import articles_quoted_on
from reviews.workflow.edges import Move, Published, State
from reviews.workflow.fact_checks import send_back_fact_check
from reviews.workflow.moving import (
    begin_round,
    check_edge,
    lock,
    lock_all,
    lock_found,
    move_to,
    rerank,
    unsettle,
)

#: States in which verdicts of this round may have been given, or wait to be.
_RULED_IN = frozenset({State.OPEN, State.ON_HOLD})
_REASON = "The article changed the words of the claim."


def follow_version(article: Article, *, drifted: Sequence[ClaimDrift], gone: Sequence[ClaimDrift]) -> None:
    """Take the reviews of an article's claims where its new version, or another reading of it, leads. In the transaction
    that stores it.

    What drifted goes on about the new words, or is looked at again. What is gone is said to be, and goes on: what was
    said was said. What is more or less worth a check than it was changes its place. All of it is locked at once.
    """
    reranked = reranking.moved_by_readings(article)
    reviews, sightings = _lock_sighted_by([*drifted, *gone], also=reranked)
    with history.act():
        for drifts, follow in ((drifted, _follow_drift), (gone, _follow_loss)):
            for drift in drifts:
                if sighting := sightings.get(drift.claim_id):
                    follow(reviews[sighting.review_id], sighting, drift)
    reranking.rank_again(reranked)


def _lock_sighted_by(
    drifts: Sequence[ClaimDrift], *, also: set[int]
) -> tuple[dict[int, Review], dict[int, Sighting]]:
    """The reviews that the claims of ``drifts`` sight, and ``also`` others, locked; and the sightings by claim."""
    sighted = Sighting.objects.filter(claim__in=[drift.claim_id for drift in drifts])

    def attempt() -> tuple[dict[int, Review], dict[int, Sighting]] | None:
        reviews = lock_all(*also, *sighted.values_list("review_id", flat=True))
        sightings = {sighting.claim_id: sighting for sighting in sighted}
        # A merge that we waited for may have taken one along.
        holds_all = all(sighting.review_id in reviews for sighting in sightings.values())
        return (reviews, sightings) if holds_all else None

    return lock_found(attempt)


def _follow_drift(review: Review, sighting: Sighting, drift: ClaimDrift) -> None:
    if review.claim_id != drift.claim_id:
        _doubt(sighting, review, drift)
        return
    review.claim = drift.claim
    unsettle(review)
    review.claim_revision += 1
    published = _published(review)
    state = State(review.state)
    if state == State.DECIDED and not published:
        review.stale = True
        _move_to(review, Move.STALE, State.TRIAGE, drift, round_number=review.round + 1)
        _return_to_author(review)
    elif state == State.DISMISSED:
        review.stale = True
        _move_to(review, Move.STALE, State.TRIAGE, drift, round_number=review.round + 1)
    elif state == State.DISPUTED:
        begin_round(review)
        _move_to(review, Move.DRIFT, State.OPEN, drift, round_number=review.round)
    else:
        _stay(review, drift)
    for fact_check in published:
        _ask_editor(fact_check, drift)


def _move_to(review: Review, move: Move, to: State, drift: ClaimDrift, *, round_number: int) -> None:
    note = _note(review, drift, round_number=round_number)
    move_to(review, move, to, actor=None, reason=_REASON, is_consequence=True, rows=[note])


def _stay(review: Review, drift: ClaimDrift) -> None:
    """Go on in the same state about the new words; where verdicts are given, in a new round.

    Its leases and its reason stay, so this is no move: it is written as the table's edge all the same.
    """
    check_edge(review, Move.DRIFT, State(review.state))
    if review.state in _RULED_IN:
        begin_round(review)
    review.stale = review.stale or review.state == State.DECIDED
    review.save(update_fields=["round", "extra_slots", "claim_revision", "stale"])
    slots.recount(review)
    rerank(review)
    note = _note(review, drift, round_number=review.round)
    notices.of_changed_words(review)
    history.record(
        review,
        f"review.{Move.DRIFT}",
        actor=None,
        details={"drift": drift.pk, "round": review.round, "claim_revision": review.claim_revision},
        is_consequence=True,
        rows=[note],
    )


def _note(review: Review, drift: ClaimDrift, *, round_number: int) -> ReviewDrift:
    return ReviewDrift.objects.create(
        review=review, drift=drift, round=round_number, claim_revision=review.claim_revision
    )


def _doubt(sighting: Sighting, review: Review, drift: ClaimDrift) -> None:
    """Whether a sighting that says something else now still sights the same is for an editor to say."""
    sighting.status = Sighting.Status.SUGGESTED
    sighting.save(update_fields=["status"])
    history.record(
        review,
        "review.sighting_drifted",
        actor=None,
        details={"claim": drift.claim_id, "drift": drift.pk},
        is_consequence=True,
    )
    rerank(review)


def _follow_loss(review: Review, sighting: Sighting, drift: ClaimDrift) -> None:
    history.record(
        review,
        "review.words_gone",
        actor=None,
        details={"claim": drift.claim_id, "drift": drift.pk},
        is_consequence=True,
    )
    if review.claim_id == drift.claim_id:
        for fact_check in _published(review):
            _ask_editor(fact_check, drift)


def _published(review: Review) -> list[FactCheck]:
    return list(review.fact_checks.filter(state=Published.PUBLISHED).order_by("pk"))


def _return_to_author(review: Review) -> None:
    """Nobody approves a text about words that have changed since it was written."""
    for fact_check in review.fact_checks.filter(state=Published.IN_APPROVAL):
        send_back_fact_check(fact_check.pk, actor=None, comment=_REASON)


def _ask_editor(fact_check: FactCheck, drift: ClaimDrift) -> None:
    task = EditorTask.objects.filter(fact_check=fact_check, answer="").first()
    if task is not None:
        task.drift = drift
        task.save(update_fields=["drift"])
    else:
        task = EditorTask.objects.create(fact_check=fact_check, drift=drift)
    history.record(
        fact_check,
        "fact_check.claim_changed",
        actor=None,
        details={"task": task.pk, "drift": drift.pk},
        is_consequence=True,
    )


@transaction.atomic
def answer_task(task_id: int, *, actor: User, answer: str, note: str = "") -> EditorTask:
    """Say what follows from a change of a claim that a published fact check is about.

    To check it again takes the review back to triage, in a new round; the fact check stays out meanwhile.

    Raises:
        IllegalTransition: somebody answered it.
    """
    review_id = EditorTask.objects.values_list("fact_check__review_id", flat=True).get(pk=task_id)
    review = lock(review_id)
    task = EditorTask.objects.select_related("fact_check").get(pk=task_id)
    if task.answer:
        raise IllegalTransition(f"This was answered: {task.get_answer_display()}.")
    task.answer = EditorTask.Answer(answer)
    task.answered_by, task.answered_at = actor, timezone.now()
    with history.act():
        task.save(update_fields=["answer", "answered_by", "answered_at"])
        history.record(
            task.fact_check,
            "fact_check.task_answered",
            actor=actor,
            details={"task": task.pk, "answer": answer, **({"note": note} if note else {})},
            article_ids=articles_quoted_on(review) if note else (),
        )
        others = EditorTask.objects.filter(fact_check__review=review, answer="").exists()
        # One that settles is told to be open: it is being checked again already.
        is_decided = review.state == State.DECIDED and not review.is_settling(at=timezone.now())
        if task.answer == EditorTask.Answer.RECHECK and is_decided:
            review.stale = True
            move_to(review, Move.STALE, State.TRIAGE, actor=actor, is_consequence=True)
        elif is_decided and not others:
            review.stale = False
            review.save(update_fields=["stale"])
    return task
