"""Two of two differ, and the desk's policy asks a third reviewer, who cannot tell."""

import pytest

from factcheck.models import Event
from reviews import queue, workflow
from reviews.errors import UndoOver
from reviews.models import Outcome, Review, Verdict
from tests.factories import (
    AssignmentFactory,
    RatingScaleFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def third_asked(db):
    """A review whose two verdicts differ: confirmed, wrong."""
    default_desk(required_verdicts=2, third_verdict=True)
    review = ReviewFactory(state="open")
    for rating in ("confirmed", "wrong"):
        VerdictFactory(review=review, rating=rating)
    return row(review)


def row(review: Review) -> Review:
    return Review.objects.select_related("outcome__rating").get(pk=review.pk)


def verdict_number(number: int, review: Review) -> Verdict:
    return Verdict.objects.filter(review=review).order_by("pk")[number - 1]


def take_back(verdict: Verdict) -> None:
    workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)


@pytest.mark.parametrize(
    ("ratings", "state", "basis", "decided"),
    [
        (["wrong", "wrong"], "decided", "agreement", "wrong"),
        (["confirmed", "wrong"], "open", None, None),
        (["confirmed", "wrong", "confirmed"], "decided", "majority", "confirmed"),
        (["confirmed", "wrong", "wrong"], "decided", "majority", "wrong"),
        (["confirmed", "wrong", "outdated"], "disputed", None, None),
    ],
)
def test_two_of_three_alike_decide(db, ratings, state, basis, decided):
    default_desk(required_verdicts=2, third_verdict=True)
    review = ReviewFactory(state="open")

    for rating in ratings:
        VerdictFactory(review=review, rating=rating)

    after = row(review)
    outcome = after.outcome
    assert after.state == state
    assert (outcome and outcome.basis, outcome and outcome.rating.key) == (basis, decided)


@pytest.mark.parametrize("required", [1, 3])
def test_only_where_two_are_wanted_a_third_is_asked(desk, required):
    review = ReviewFactory(state="open", required_verdicts=required)
    Review.objects.filter(pk=review.pk).update(required_verdicts=required)

    for rating in ("confirmed", "wrong", "outdated")[:required]:
        VerdictFactory(review=review, rating=rating)

    assert row(review).extra_slots == 0
    assert row(review).state == ("decided" if required == 1 else "disputed")


def test_what_everybody_can_read_of_the_review_is_as_before(db):
    default_desk(required_verdicts=2, third_verdict=True)
    review = ReviewFactory(state="open")
    VerdictFactory(review=review, rating="confirmed")
    seen = (
        "state",
        "state_since",
        "reason",
        "round",
        "required_verdicts",
        "claim_revision",
        "reveal_at",
        "free_slots",
    )
    before = Review.objects.values(*seen).get(pk=review.pk)

    VerdictFactory(review=review, rating="wrong")

    assert Review.objects.values(*seen).get(pk=review.pk) == before
    (event,) = Event.objects.filter(stream=f"review:{review.pk}", kind="review.third_wanted")
    assert (event.from_state, event.to_state, event.actor, event.is_consequence) == ("", "", None, True)


def test_the_third_is_somebody_else(third_asked):
    first = verdict_number(1, third_asked).reviewer

    assert queue.lease_next(first) is None
    assert queue.lease_next(UserFactory(role="reviewer")).review_id == third_asked.pk


def test_nobody_comes_fourth(third_asked):
    AssignmentFactory(review=third_asked)

    assert queue.lease_next(UserFactory(role="reviewer")) is None


@pytest.mark.parametrize("which", [1, 2])
def test_the_extra_slot_goes_when_an_earlier_verdict_is_taken_back(third_asked, which):
    take_back(verdict_number(which, third_asked))

    after = row(third_asked)
    assert (after.state, after.extra_slots, after.free_slots) == ("open", 0, 1)


def test_who_took_back_gives_again_and_agrees(third_asked):
    slip = verdict_number(2, third_asked)
    take_back(slip)

    VerdictFactory(review=third_asked, reviewer=slip.reviewer, rating="confirmed")

    outcome = Outcome.objects.get()
    assert (row(third_asked).state, outcome.basis, outcome.rating.key) == (
        "decided",
        "agreement",
        "confirmed",
    )


def test_a_third_who_holds_it_keeps_the_slot_and_so_does_who_took_back(third_asked):
    third = AssignmentFactory(review=third_asked)
    slip = verdict_number(2, third_asked)

    take_back(slip)

    after = row(third_asked)
    assert (after.extra_slots, after.free_slots) == (1, 1)
    queue.release(third.pk, reviewer=third.reviewer)
    after = row(third_asked)
    assert (after.extra_slots, after.free_slots) == (0, 1), "nobody holds it, and the round is not complete"


def test_once_two_are_alike_the_third_is_not_waited_for(third_asked):
    third = AssignmentFactory(review=third_asked)
    slip = verdict_number(2, third_asked)
    take_back(slip)

    VerdictFactory(review=third_asked, reviewer=slip.reviewer, rating="confirmed")

    third.refresh_from_db()
    assert (row(third_asked).state, third.status) == ("decided", "cancelled")


@pytest.mark.parametrize("rating", ["wrong", "outdated"])
def test_the_thirds_slip_is_undone_whether_it_decided_or_not(third_asked, rating):
    slip = VerdictFactory(review=third_asked, rating=rating)

    take_back(slip)
    undone = row(third_asked)
    VerdictFactory(review=third_asked, reviewer=slip.reviewer, rating="confirmed")

    assert (undone.state, undone.extra_slots, undone.free_slots) == ("open", 1, 1)
    assert (row(third_asked).state, Outcome.objects.latest("pk").basis) == ("decided", "majority")


def test_nothing_is_taken_back_once_the_third_verdict_was_revealed(third_asked):
    """However long the window has become meanwhile."""
    VerdictFactory(review=third_asked, rating="wrong")
    let_undo_pass(third_asked)
    default_desk(undo_seconds=3600)

    for number in (1, 2, 3):
        with pytest.raises(UndoOver):
            take_back(verdict_number(number, third_asked))


def test_a_new_round_wants_two_again(third_asked, adjudicator):
    VerdictFactory(review=third_asked, rating="outdated")
    let_undo_pass(third_asked)

    workflow.send_back(third_asked.pk, actor=adjudicator, comment="again")

    after = row(third_asked)
    assert (after.extra_slots, after.free_slots) == (0, 2)


def test_an_editor_who_may_pick_is_sooner_than_a_third(db):
    default_desk(
        required_verdicts=2,
        third_verdict=True,
        neighbours="editor_picks",
        scale=RatingScaleFactory(ordered=True),
    )
    near, far = (ReviewFactory(state="open") for _ in range(2))

    for review, second in ((near, "wrong"), (far, "outdated")):
        VerdictFactory(review=review, rating="confirmed")
        VerdictFactory(review=review, rating=second)

    assert (row(near).state, row(near).dispute_kind) == ("disputed", "neighbours")
    assert (row(far).state, row(far).extra_slots) == ("open", 1)
