"""Leases: who gets what, for how long, and what ends them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from factcheck.errors import InvalidInput
from factcheck.models import Event
from reviews import queue, verdicts, workflow
from reviews.errors import LeaseNotHeld, NotAvailable
from reviews.models import Assignment, Review
from tests.factories import (
    AssignmentFactory,
    ClaimFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
    ruling,
)

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=20)


def open_review(**columns) -> Review:
    return ReviewFactory(state="open", **columns)


def slots_of(review: Review) -> tuple[int, datetime | None]:
    row = Review.objects.get(pk=review.pk)
    return row.free_slots, row.earliest_lease_expiry


# --- What is handed out ------------------------------------------------------------------------------


def test_nothing_open_is_nothing_to_do(desk, reviewer):
    for state in Review.State.values:
        if state != "open":
            ReviewFactory(state=state)

    assert queue.lease_next(reviewer) is None


def test_the_queue_goes_by_priority_then_deadline_then_score_then_age(desk, reviewer, editor):
    def accepted(score: float, **how):
        review = ReviewFactory(claim__score=score)
        return workflow.accept(review.pk, actor=editor, **how).pk

    older = accepted(0.4)
    younger = accepted(0.4)
    worthier = accepted(0.9)
    due = accepted(0.1, due_at=NINE)
    urgent = accepted(0.0, priority=1)

    order = []
    while assignment := queue.lease_next(reviewer):
        order.append(assignment.review_id)
        queue.skip(assignment.pk, reviewer=reviewer, reason="next")

    assert order == [urgent, due, worthier, older, younger]


def test_a_reviewer_who_asks_again_gets_what_they_hold(desk, reviewer):
    open_review(), open_review()

    first = queue.lease_next(reviewer)

    assert queue.lease_next(reviewer) == first
    assert Assignment.objects.count() == 1


def test_two_reviewers_get_different_reviews(desk, reviewer, reviewer2):
    open_review(), open_review()

    assert queue.lease_next(reviewer).review_id != queue.lease_next(reviewer2).review_id


def test_a_review_that_wants_one_verdict_is_held_by_one(desk, reviewer, reviewer2):
    review = open_review()
    queue.lease(review.pk, reviewer=reviewer)

    assert queue.lease_next(reviewer2) is None
    with pytest.raises(NotAvailable):
        queue.lease(review.pk, reviewer=reviewer2)


def test_a_review_that_wants_two_verdicts_is_held_by_two_and_not_by_three(desk, reviewer, reviewer2):
    review = open_review(required_verdicts=2)
    queue.lease(review.pk, reviewer=reviewer)
    queue.lease(review.pk, reviewer=reviewer2)

    assert queue.lease_next(UserFactory(role="reviewer")) is None


@pytest.mark.parametrize("state", [state for state in Review.State.values if state != "open"])
def test_only_an_open_review_can_be_taken(desk, reviewer, state):
    review = ReviewFactory(state=state)

    with pytest.raises(NotAvailable):
        queue.lease(review.pk, reviewer=reviewer)


def test_a_lease_is_in_the_history(desk, reviewer):
    assignment = queue.lease(open_review().pk, reviewer=reviewer)

    event = Event.objects.select_related("payload").get(kind="assignment.leased")
    assert event.actor == reviewer
    assert event.payload.content["assignment"] == assignment.pk


# --- Who is kept out ---------------------------------------------------------------------------------


def test_whoever_let_a_review_in_does_not_rule_on_it(desk, editor):
    review = ReviewFactory()
    workflow.accept(review.pk, actor=editor)

    assert queue.lease_next(editor) is None
    with pytest.raises(NotAvailable):
        queue.lease(review.pk, reviewer=editor)


def test_in_a_newsroom_of_one_the_policy_lets_the_triager_rule(editor):
    default_desk(triager_may_review=True)
    review = ReviewFactory()
    workflow.accept(review.pk, actor=editor)

    assert queue.lease_next(editor).review_id == review.pk


def test_a_skipped_review_does_not_come_again_in_this_round(desk, reviewer):
    assignment = AssignmentFactory(reviewer=reviewer)

    queue.skip(assignment.pk, reviewer=reviewer, reason="conflict of interest")

    assert queue.lease_next(reviewer) is None
    assert slots_of(assignment.review) == (1, None)


def test_a_skip_wants_a_reason(desk, reviewer):
    assignment = AssignmentFactory(reviewer=reviewer)

    with pytest.raises(InvalidInput):
        queue.skip(assignment.pk, reviewer=reviewer, reason=" ")

    assignment.refresh_from_db()
    assert assignment.status == "active"


def test_a_review_given_back_may_come_again(desk, reviewer):
    assignment = AssignmentFactory(reviewer=reviewer)

    queue.release(assignment.pk, reviewer=reviewer)

    assert slots_of(assignment.review) == (1, None)
    assert queue.lease_next(reviewer).review_id == assignment.review_id


def test_whoever_ruled_in_this_round_is_not_asked_again(desk, reviewer):
    review = open_review(required_verdicts=2)
    VerdictFactory(review=review, reviewer=reviewer)

    assert queue.lease_next(reviewer) is None


def test_a_new_round_asks_them_all_again(desk, reviewer, adjudicator):
    review = open_review(required_verdicts=2)
    VerdictFactory(review=review, reviewer=reviewer, rating="confirmed")
    VerdictFactory(review=review, rating="wrong")
    let_undo_pass(review)

    workflow.send_back(review.pk, actor=adjudicator, comment="look at the log")

    assignment = queue.lease_next(reviewer)
    assert (assignment.review_id, assignment.round) == (review.pk, 2)


def test_a_reviewer_holds_at_most_what_the_policy_allows(reviewer):
    default_desk(max_open_leases=2)
    one, two, three = open_review(), open_review(), open_review()
    queue.lease(one.pk, reviewer=reviewer)
    queue.lease(two.pk, reviewer=reviewer)

    with pytest.raises(NotAvailable):
        queue.lease(three.pk, reviewer=reviewer)

    assert slots_of(three) == (1, None)


def test_taking_what_one_holds_is_no_second_lease(reviewer):
    default_desk(max_open_leases=1)
    assignment = AssignmentFactory(reviewer=reviewer)

    assert queue.lease(assignment.review_id, reviewer=reviewer) == assignment


# --- How long ----------------------------------------------------------------------------------------


def test_a_lapsed_lease_is_free_at_once_and_not_before(desk, reviewer, reviewer2):
    with time_machine.travel(NINE, tick=False) as clock:
        assignment = AssignmentFactory(reviewer=reviewer)

        clock.shift(LEASE - timedelta(seconds=1))
        assert queue.lease_next(reviewer2) is None
        clock.shift(timedelta(seconds=1))
        taken = queue.lease_next(reviewer2)

    assignment.refresh_from_db()
    assert taken.review_id == assignment.review_id
    assert assignment.status == "lapsed"
    assert Event.objects.filter(kind="assignment.lapsed", actor=None).count() == 1


def test_the_holder_of_a_lapsed_lease_may_submit_while_nobody_took_it(desk, reviewer):
    with time_machine.travel(NINE, tick=False) as clock:
        assignment = AssignmentFactory(reviewer=reviewer)

        clock.shift(LEASE * 3)
        verdicts.submit(assignment.pk, reviewer=reviewer, ruling=ruling(assignment.review))

    assert Review.objects.get(pk=assignment.review_id).state == "decided"


def test_the_holder_of_a_lapsed_lease_may_not_submit_once_a_colleague_has_it(desk, reviewer, reviewer2):
    with time_machine.travel(NINE, tick=False) as clock:
        assignment = AssignmentFactory(reviewer=reviewer)

        clock.shift(LEASE)
        queue.lease_next(reviewer2)
        with pytest.raises(LeaseNotHeld):
            verdicts.submit(assignment.pk, reviewer=reviewer, ruling=ruling(assignment.review))

    assert not assignment.review.verdicts.exists()


def test_the_lease_that_lapsed_first_is_handed_on_first(desk, reviewer, reviewer2):
    with time_machine.travel(NINE, tick=False) as clock:
        review = open_review(required_verdicts=2)
        early = queue.lease(review.pk, reviewer=reviewer)
        clock.shift(timedelta(minutes=5))
        late = queue.lease(review.pk, reviewer=reviewer2)

        clock.shift(LEASE)
        queue.lease_next(UserFactory(role="reviewer"))

    assert [Assignment.objects.get(pk=held.pk).status for held in (early, late)] == ["lapsed", "active"]


def test_a_heartbeat_extends_a_lease_to_its_full_length(desk, reviewer, reviewer2):
    with time_machine.travel(NINE, tick=False) as clock:
        assignment = AssignmentFactory(reviewer=reviewer)

        clock.shift(LEASE - timedelta(minutes=1))
        extended = queue.heartbeat(assignment.pk, reviewer=reviewer)
        clock.shift(LEASE - timedelta(seconds=1))

        assert extended.lease_expires_at == NINE + LEASE * 2 - timedelta(minutes=1)
        assert slots_of(assignment.review) == (0, extended.lease_expires_at)
        assert queue.lease_next(reviewer2) is None


def test_a_heartbeat_leaves_no_event(desk, reviewer):
    assignment = AssignmentFactory(reviewer=reviewer)
    before = Event.objects.count()

    queue.heartbeat(assignment.pk, reviewer=reviewer)

    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda pk, by: queue.heartbeat(pk, reviewer=by), id="heartbeat"),
        pytest.param(lambda pk, by: queue.release(pk, reviewer=by), id="release"),
        pytest.param(lambda pk, by: queue.skip(pk, reviewer=by, reason="why not"), id="skip"),
    ],
)
@pytest.mark.parametrize("whose", ["a colleague's", "ended"])
def test_only_the_holder_acts_on_a_lease_and_only_while_it_lasts(desk, reviewer, reviewer2, act, whose):
    assignment = AssignmentFactory(reviewer=reviewer)
    if whose == "ended":
        queue.release(assignment.pk, reviewer=reviewer)
    before = Assignment.objects.values().get(pk=assignment.pk)

    with pytest.raises(LeaseNotHeld):
        act(assignment.pk, reviewer if whose == "ended" else reviewer2)

    assert Assignment.objects.values().get(pk=assignment.pk) == before


def test_a_lease_never_moves_what_a_client_must_send_with_a_verdict(desk, reviewer, reviewer2):
    review = open_review(required_verdicts=3)
    mine = queue.lease(review.pk, reviewer=reviewer)
    revision = review.claim_revision

    VerdictFactory(review=review, reviewer=reviewer2)
    queue.lease(review.pk, reviewer=UserFactory(role="reviewer"))

    verdicts.submit(mine.pk, reviewer=reviewer, ruling=ruling(review, claim_revision=revision))


def test_leasing_takes_a_bounded_number_of_queries(desk, reviewer, django_assert_max_num_queries):
    for _ in range(3):
        ReviewFactory(state="open", claim=ClaimFactory())

    with django_assert_max_num_queries(16):
        queue.lease_next(reviewer)
