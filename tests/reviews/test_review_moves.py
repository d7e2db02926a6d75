"""The state table of reviews, every (state, move) pair of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from factcheck.errors import InvalidInput
from factcheck.models import Event, User
from reviews import workflow
from reviews.errors import IllegalTransition
from reviews.models import FactCheck, Outcome, Policy, Review, Verdict
from reviews.workflow import REVIEW_EDGES, Move
from reviews.workflow.moving import move_to, unsettle
from tests.factories import (
    AssignmentFactory,
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    close,
    default_desk,
    revise,
    still_settling,
)
from tests.undoing import shared_scene

pytestmark = pytest.mark.django_db

REASON = "because of this"

#: Written out from the design, not read from the code. Every other pair is refused.
ALLOWED: dict[tuple[str, str], tuple[str, ...]] = {
    ("triage", "accepted"): ("open",),
    ("triage", "dismissed"): ("dismissed",),
    ("triage", "merged"): ("merged",),
    ("triage", "inherited"): ("decided",),
    ("open", "agreed"): ("decided",),
    ("open", "disputed"): ("disputed",),
    ("open", "merged"): ("merged",),
    ("open", "held"): ("on_hold",),
    ("on_hold", "woken"): ("open",),
    ("open", "third_wanted"): ("open",),
    ("disputed", "ruled"): ("decided",),
    ("disputed", "picked"): ("decided",),
    ("disputed", "sent_back"): ("open",),
    ("disputed", "undone"): ("open",),
    ("decided", "undone"): ("open",),
    ("disputed", "unsettled"): ("open",),
    ("decided", "unsettled"): ("open",),
    ("decided", "span_corrected"): ("open",),
    ("decided", "merged_as_duplicate"): ("merged",),
    ("decided", "reopened"): ("open", "triage"),
    ("decided", "became_stale"): ("triage",),
    ("decided", "challenge_upheld"): ("open", "triage"),
    ("dismissed", "reopened"): ("triage",),
    ("dismissed", "became_stale"): ("triage",),
    ("merged", "unmerged"): ("triage",),
    ("triage", "drifted"): ("triage",),
    ("open", "drifted"): ("open",),
    ("on_hold", "drifted"): ("on_hold",),
    ("disputed", "drifted"): ("open",),
    ("decided", "drifted"): ("decided",),
}
NEW_ROUND = {
    "sent_back", "reopened", "became_stale", "challenge_upheld", "unmerged", "span_corrected", "merged_as_duplicate",
}  # fmt: skip
#: Where the words change while verdicts may have been given.
DRIFTS_INTO_NEW_ROUND = {"open", "on_hold", "disputed"}
#: Moves that follow from how the reviewers closed it.
CLOSED_FOR = {"span_corrected": "wrong_span", "merged_as_duplicate": "duplicate"}
PAIRS = [(state, move) for state in Review.State.values for move in Move]
REFUSED = [pair for pair in PAIRS if pair not in ALLOWED]


def pair_id(value: object) -> str:
    return str(value)


@dataclass(frozen=True)
class Act:
    """How a move is made through the desk's functions, who makes it, and whether a reason goes with it."""

    make: Callable[[Review, User], Any]
    role: str | None = "editor"  #: None: nobody's act, a consequence
    has_reason: bool = True


def _merge(review: Review, actor: User) -> None:
    workflow.merge(review.pk, into=ReviewFactory(desk=review.desk).pk, actor=actor)


def _inherit(review: Review, actor: User) -> None:
    source = FactCheckFactory(state=FactCheck.State.PUBLISHED)
    workflow.inherit(review.pk, fact_check_id=source.pk, actor=actor)


def _rule(review: Review, actor: User) -> None:
    rating = review.scale.ratings.get(key="wrong")
    workflow.rule(review.pk, actor=actor, rating=rating, summary=REASON)


def _agree(review: Review, actor: User) -> None:
    if review.state == Review.State.OPEN:
        VerdictFactory(review=review)
    else:
        _straight(review, Move.AGREE, "decided")


def _differ(review: Review, actor: User) -> None:
    if review.state == Review.State.OPEN:
        Review.objects.filter(pk=review.pk).update(required_verdicts=2, free_slots=2)
        VerdictFactory(review=review, rating="confirmed")
        VerdictFactory(review=review, rating="wrong")
    else:
        _straight(review, Move.DIFFER, "disputed")


def _ask_third(review: Review, actor: User) -> None:
    if review.state == Review.State.OPEN:
        Policy.objects.filter(desk=review.desk).update(required_verdicts=2, third_verdict=True)
        _differ(review, actor)
    else:
        _straight(review, Move.THIRD_WANTED, "open")


def _pick(review: Review, actor: User) -> None:
    if review.state == Review.State.DISPUTED:
        Review.objects.filter(pk=review.pk).update(dispute_kind="neighbours")
    workflow.pick(review.pk, actor=actor, rating=review.scale.ratings.get(key="wrong"))


def _undo(review: Review, actor: User) -> None:
    if review.state in Review.SETTLED:
        still_settling(review)
    verdict = Verdict.objects.filter(review=review).last()
    if verdict:
        workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)
    else:
        _straight(review, Move.UNDO, "open")


def _unsettle(review: Review, actor: User) -> None:
    if review.state in Review.SETTLED:
        still_settling(review)
        with transaction.atomic():
            unsettle(workflow.lock(review.pk))
    else:
        _straight(review, Move.UNSETTLE, "open")


def _drift(review: Review, actor: User) -> None:
    if review.state == Review.State.DECIDED:
        FactCheckFactory(review=review, state=FactCheck.State.PUBLISHED)
    if (review.state, "drifted") in ALLOWED:
        revise(review.claim.article, "harbour", "port")
    else:
        _straight(review, Move.DRIFT, review.state)


def _straight(review: Review, move: Move, to: str) -> None:
    """Where no function of the desk gets that far, the table itself must refuse."""
    with transaction.atomic():
        move_to(workflow.lock(review.pk), move, Review.State(to), actor=None)


ACTS: dict[Move, Act] = {
    Move.ACCEPT: Act(lambda r, by: workflow.accept(r.pk, actor=by), has_reason=False),
    Move.DISMISS: Act(lambda r, by: workflow.dismiss(r.pk, actor=by, reason="opinion", note=REASON)),
    Move.MERGE: Act(_merge, has_reason=False),
    Move.UNMERGE: Act(lambda r, by: workflow.unmerge(r.pk, actor=by, reason=REASON)),
    Move.INHERIT: Act(_inherit, has_reason=False),
    Move.AGREE: Act(_agree, role=None, has_reason=False),
    Move.DIFFER: Act(_differ, role=None, has_reason=False),
    Move.HOLD: Act(lambda r, by: workflow.hold(r.pk, actor=by, reason=REASON)),
    Move.WAKE: Act(lambda r, by: workflow.wake(r.pk, actor=by, reason=REASON)),
    Move.RULE: Act(_rule, role="adjudicator", has_reason=False),
    Move.THIRD_WANTED: Act(_ask_third, role=None, has_reason=False),
    Move.PICK: Act(_pick, has_reason=False),
    Move.CORRECT_SPAN: Act(lambda r, by: workflow.correct_span(r.pk, actor=by), has_reason=False),
    Move.JOIN: Act(lambda r, by: workflow.join_duplicate(r.pk, actor=by), has_reason=False),
    Move.SEND_BACK: Act(lambda r, by: workflow.send_back(r.pk, actor=by, comment=REASON), role="adjudicator"),
    Move.UNDO: Act(_undo, role="reviewer", has_reason=False),
    Move.UNSETTLE: Act(_unsettle, role=None, has_reason=False),
    Move.REOPEN: Act(lambda r, by: workflow.reopen(r.pk, actor=by, reason=REASON)),
    Move.STALE: Act(lambda r, by: workflow.mark_stale(r.pk, reason=REASON), role=None),
    Move.DRIFT: Act(_drift, role=None, has_reason=False),
    Move.UPHOLD: Act(lambda r, by: workflow.uphold_challenge(r.pk, actor=by, reason=REASON)),
}


def events_of(review: Review):
    return Event.objects.filter(stream=f"review:{review.pk}").order_by("seq")


def row_of(review: Review) -> dict[str, Any]:
    return Review.objects.values().get(pk=review.pk)


def test_every_state_and_every_move_has_a_row():
    states_left = {state for state, _ in ALLOWED}
    moves_made = {move for _, move in ALLOWED}

    assert states_left == set(Review.State.values), "no state is a dead end"
    assert moves_made == set(Move) == set(ACTS)
    assert {pair: tuple(sorted(to)) for pair, to in REVIEW_EDGES.items()} == {
        pair: tuple(sorted(to)) for pair, to in ALLOWED.items()
    }


@pytest.fixture(scope="module")
def review_in(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[str], Review]]:
    """A function: the review in that state, as it is when a test begins."""
    with shared_scene(django_db_blocker):
        default_desk()
        numbers = {state: ReviewFactory(state=state).pk for state in Review.State.values}
        yield lambda state: Review.objects.get(pk=numbers[state])


@pytest.mark.parametrize(("state", "move"), ALLOWED, ids=pair_id)
def test_a_move_in_the_table_leads_where_it_says_and_leaves_one_event(review_in, state, move):
    review = review_in(state)
    if move in CLOSED_FOR:
        close(review, CLOSED_FOR[move])
        review.refresh_from_db()
    act = ACTS[Move(move)]
    actor = UserFactory(role=act.role or "editor")
    seen = events_of(review).count()

    act.make(review, actor)

    after = row_of(review)
    (event,) = [
        event
        for event in events_of(review).select_related("payload")[seen:]
        if event.kind == f"review.{move}"
    ]
    assert after["state"] == ALLOWED[state, move][0]
    if state == after["state"]:  # it stays where it is, and so does why
        assert (event.from_state, event.to_state, after["reason"]) == ("", "", review.reason)
    else:
        assert (event.from_state, event.to_state) == (state, after["state"])
    is_new_round = move in NEW_ROUND or (move == "drifted" and state in DRIFTS_INTO_NEW_ROUND)
    assert after["round"] == review.round + is_new_round == event.payload.content["round"]
    if move == "undone":
        assert event.actor.groups.get().name == "reviewer"
    else:
        assert event.actor == (actor if act.role else None)
    if act.has_reason:
        assert event.payload.content["reason"].endswith(REASON)
        assert after["reason"].endswith(REASON)


@pytest.mark.parametrize(("state", "move"), REFUSED, ids=pair_id)
def test_a_move_that_is_not_in_the_table_is_refused_and_changes_nothing(review_in, state, move):
    review = review_in(state)
    actor = UserFactory(role=ACTS[move].role or "editor")
    before, events, outcomes = row_of(review), events_of(review).count(), review.outcomes.count()

    with pytest.raises(IllegalTransition):
        ACTS[move].make(review, actor)

    assert row_of(review) == before
    assert events_of(review).count() == events
    assert Outcome.objects.filter(review=review).count() == outcomes


@pytest.mark.parametrize(
    ("move", "make"),
    [
        pytest.param("reopened", workflow.reopen, id="reopen"),
        pytest.param("challenge_upheld", workflow.uphold_challenge, id="uphold"),
    ],
)
@pytest.mark.parametrize("to", Review.State.values)
def test_where_two_targets_are_possible_the_mover_says_which(desk, editor, move, make, to):
    review = ReviewFactory(state="decided")

    if to in ALLOWED["decided", move]:
        make(review.pk, actor=editor, reason=REASON, to=Review.State(to))
        assert row_of(review)["state"] == to
    else:
        with pytest.raises(IllegalTransition):
            make(review.pk, actor=editor, reason=REASON, to=Review.State(to))
        assert row_of(review)["state"] == "decided"


@pytest.mark.parametrize("move", [Move.HOLD, Move.MERGE], ids=pair_id)
def test_leases_end_when_a_review_leaves_the_queue(desk, editor, move):
    assignment = AssignmentFactory(review__required_verdicts=2)

    ACTS[move].make(assignment.review, editor)

    assignment.refresh_from_db()
    row = row_of(assignment.review)
    assert assignment.status == "cancelled"
    assert assignment.ended_at is not None
    assert (row["free_slots"], row["earliest_lease_expiry"]) == (0, None)


@pytest.mark.parametrize("state", [state for state in Review.State.values if state != "open"])
def test_only_an_open_review_has_free_slots(desk, state):
    assert row_of(ReviewFactory(state=state))["free_slots"] == 0


@pytest.mark.parametrize("required", [1, 2, 3])
def test_an_accepted_review_has_a_slot_for_every_verdict_wanted(desk, editor, required):
    review = ReviewFactory(required_verdicts=required)

    workflow.accept(review.pk, actor=editor)

    assert row_of(review)["free_slots"] == required


@pytest.mark.parametrize("missing", ["", "   "])
@pytest.mark.parametrize(
    ("state", "make"),
    [
        pytest.param("open", lambda r, by, why: workflow.hold(r, actor=by, reason=why), id="hold"),
        pytest.param("merged", lambda r, by, why: workflow.unmerge(r, actor=by, reason=why), id="unmerge"),
        pytest.param("dismissed", lambda r, by, why: workflow.reopen(r, actor=by, reason=why), id="reopen"),
        pytest.param(
            "disputed", lambda r, by, why: workflow.send_back(r, actor=by, comment=why), id="send back"
        ),
        pytest.param(
            "decided", lambda r, by, why: workflow.uphold_challenge(r, actor=by, reason=why), id="uphold"
        ),
    ],
)
def test_a_move_that_wants_a_reason_is_refused_without(desk, editor, state, make, missing):
    review = ReviewFactory(state=state)
    before = row_of(review)

    with pytest.raises(InvalidInput):
        make(review.pk, editor, missing)

    assert row_of(review) == before


def test_a_dismissal_wants_one_of_the_known_reasons(desk, editor):
    review = ReviewFactory()

    with pytest.raises(InvalidInput):
        workflow.dismiss(review.pk, actor=editor, reason="dull")

    assert row_of(review)["state"] == "triage"


def test_a_decided_review_has_an_outcome_and_loses_it_when_it_is_reopened(desk, editor):
    review = ReviewFactory(state="decided")
    assert review.outcome.basis == "agreement"

    workflow.reopen(review.pk, actor=editor, reason=REASON)

    assert row_of(review)["outcome_id"] is None
    assert Outcome.objects.filter(review=review).count() == 1


def test_a_score_above_the_desks_threshold_skips_triage(desk):
    desk.policy.auto_accept_score = 0.7
    desk.policy.save()

    low, high = ReviewFactory(claim__score=0.69, desk=desk), ReviewFactory(claim__score=0.7, desk=desk)

    assert (low.state, high.state) == ("triage", "open")
    assert events_of(high).last().actor is None
