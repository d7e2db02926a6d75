"""What every move of a review does: lock, check the edge, write state and event together."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet, Subquery
from django.utils import timezone

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.headlines import with_headline
from factcheck.models import User
from factcheck.prepared import Param, prepared
from factcheck.updating import update_row
from reviews import ranking, slots
from reviews.blindness import told_of
from reviews.errors import IllegalTransition
from reviews.models import Assignment, Review
from reviews.quoting import articles_quoted_on
from reviews.workflow.edges import NEW_ROUND, NEW_ROUND_STILL_BLIND, REVIEW_EDGES, Move, State

Found = TypeVar("Found")

#: Columns that people set with a move; the event keeps what they were before.
_SET_WITH_A_MOVE = ("priority", "due_at", "wake_at", "stale", "challenged", "claim_revision")
#: Moves that the reviewers' verdicts make.
_BY_VERDICTS = frozenset({Move.AGREE, Move.DIFFER})
#: Take a review out of what nobody was told of.
UNSEEN = frozenset({Move.UNDO, Move.UNSETTLE})
#: Taking a verdict back; and what follows from a new version, which asks nobody.
_AT_ANY_TIME = UNSEEN | {Move.STALE, Move.DRIFT}


def lock(review_id: int) -> Review:
    """The review, its row locked until the transaction ends.

    Raises:
        Review.DoesNotExist
    """
    return _the_one(_locked(review=review_id))


def lock_of(assignment_id: int) -> Review:
    """The review of an assignment, its row locked until the transaction ends.

    Raises:
        Review.DoesNotExist
    """
    return _the_one(_locked_of(assignment=assignment_id))


def _the_one(found: Sequence[Review]) -> Review:
    if not found:
        raise Review.DoesNotExist
    return _as_found(found[0])


@prepared
def _locked(review: Param) -> QuerySet[Review]:
    return _rows_to_lock().filter(pk=review)


@prepared
def _locked_of(assignment: Param) -> QuerySet[Review]:
    reviews = _rows_to_lock().filter(pk=Subquery(Assignment.objects.filter(pk=assignment).values("review")))
    return with_headline(reviews, article="claim__article")  # which whoever ruled is told


def _rows_to_lock() -> QuerySet[Review]:
    return Review.objects.select_for_update(no_key=True, of=("self",)).select_related("claim", "desk__policy")


def lock_all(*review_ids: int) -> dict[int, Review]:
    """Several reviews, locked in one order, so that two acts on the same two never wait for each other."""
    rows = _rows_to_lock().filter(pk__in=review_ids).order_by("pk")
    return {row.pk: _as_found(row) for row in rows}


def lock_found(attempt: Callable[[], Found | None]) -> Found:
    """What ``attempt`` found and locked, by ``lock_all``; None where it found more once it held what it had found.

    Whoever we waited for may have carried claims or words on to another review. To lock that one as well would be out of
    order, and a deadlock with whoever holds it and waits for one of ours: what was locked is let go, and we start again.
    """
    while True:
        start = transaction.savepoint()
        found = attempt()
        if found is not None:
            transaction.savepoint_commit(start)
            return found
        transaction.savepoint_rollback(start)


def _as_found(review: Review) -> Review:
    """Remembers what a mover may set before ``move_to`` writes it."""
    review.found_with = {name: getattr(review, name) for name in _SET_WITH_A_MOVE}  # type: ignore[attr-defined]
    return review


def changed(review: Review) -> dict[str, Any]:
    """{"changed": {column: [before, after]}} of what was set since the row was locked; empty where nothing was."""
    columns = {
        name: [_plain(before), _plain(getattr(review, name))]
        for name, before in getattr(review, "found_with", {}).items()
        if before != getattr(review, name)
    }
    return {"changed": columns} if columns else {}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def check_edge(review: Review, move: Move, to: State) -> None:
    """Raises IllegalTransition where the table has no such edge, or while the last verdict may be taken back.

    Until then it is told to be open: what an open review refuses is refused in the same words.
    """
    is_told_open = move not in _AT_ANY_TIME and review.is_settling(at=timezone.now())
    state = State.OPEN if is_told_open else State(review.state)
    targets = REVIEW_EDGES.get((state, move))
    if targets is None:
        raise IllegalTransition(
            f"A review that is {state.label} cannot be {move.value.replace('_', ' ')}.", state=state
        )
    if is_told_open:
        raise IllegalTransition(
            "A verdict on it may still be taken back. Try again in half a minute.", state=State.OPEN
        )
    if to not in targets:
        raise IllegalTransition(
            f"This leads to {' or '.join(sorted(targets))}, not to {to}.", state=review.state
        )


def move_to(
    review: Review,
    move: Move,
    to: State,
    *,
    actor: User | None,
    reason: str = "",
    details: dict[str, Any] | None = None,
    article_ids: Iterable[int] | None = None,
    is_consequence: bool = False,
    rows: Iterable[Model] = (),
) -> Review:
    """Apply one edge and write its event. The caller holds the row's lock and has set what goes with it.

    ``article_ids``: whose words may stand in the reason; None: those that may be quoted on this review. A
    reason without an actor is our own sentence and quotes nobody; ``details`` are ids and numbers; ``rows`` are the
    append-only ones that go with it.
    """
    check_edge(review, move, to)
    if article_ids is None:
        article_ids = articles_quoted_on(review) if reason and actor else ()
    origin = State(review.state)
    now = timezone.now()
    since = now
    if move in UNSEEN:  # it was told to be open all the while; another time would tell that it was not
        told = told_of(review, at=now)
        since, reason = told.since, told.reason
    review.state, review.state_since, review.reason = to, since, reason
    review.reveal_at = _reveal_at(review, move, to, at=now)
    if move in NEW_ROUND | NEW_ROUND_STILL_BLIND:
        begin_round(review)
    if move in NEW_ROUND:
        review.blind_from_round = review.round
    if to != State.DECIDED:
        review.outcome = None
    if to != State.DISPUTED:
        review.dispute_kind = ""
    with history.act():
        if origin == State.OPEN:
            slots.cancel_leases(review)
        if to == State.OPEN:
            ranking.place(review, ranking.Weights.of(review.desk.policy), at=now)
        review.free_slots, review.earliest_lease_expiry = 0, None
        update_row(
            review,
            "state", "state_since", "reveal_at", "reason", "round", "outcome", *ranking.PLACED, "priority", "due_at",
            "triaged_by", "wake_at", "merged_into", "dispute_kind", "extra_slots", "stale", "challenged", "claim_revision",
            "blind_from_round", "free_slots", "earliest_lease_expiry",
        )  # fmt: skip
        if to == State.OPEN:
            slots.recount(review)
        history.record(
            review,
            f"review.{move}",
            actor=actor,
            from_state=origin,
            to_state=to,
            details={
                "round": review.round,
                **({"reason": reason} if reason and move not in UNSEEN else {}),
                **changed(review),
                **(details or {}),
            },
            article_ids=article_ids,
            is_consequence=is_consequence,
            occurred_at=now,
            rows=rows,
        )
    return review


def begin_round(review: Review) -> None:
    """Have a locked review ruled on anew, by as many as its policy wants. The caller saves it."""
    review.round += 1
    review.extra_slots = 0


def unsettle(review: Review) -> None:
    """Where the words of a locked review change while its last verdict may still be taken back: it is open again, as it
    was told to be all the while. What follows from the change then is what follows for an open one."""
    if review.is_settling(at=timezone.now()):
        move_to(review, Move.UNSETTLE, State.OPEN, actor=None, is_consequence=True)


def _reveal_at(review: Review, move: Move, to: State, *, at: datetime) -> datetime | None:
    """A verdict that settles may be taken back for a while; an adjudication hides nothing again."""
    if to not in Review.SETTLED:
        return None
    window = timedelta(seconds=review.desk.policy.undo_seconds)
    return at + window if move in _BY_VERDICTS else review.reveal_at or at


def rerank(review: Review) -> None:
    """Write demand and rank of a locked review whose sightings or words changed."""
    review.demand = ranking.demand_of(review)
    ranking.place(review, ranking.Weights.of(review.desk.policy), at=timezone.now())
    update_row(review, "demand", *ranking.PLACED)


def require(text: str, detail: str) -> None:
    """Raises InvalidInput with ``detail`` where a reason that the table asks for is blank."""
    if not text.strip():
        raise InvalidInput(detail, errors=[FieldError("reason", "required", detail)])
