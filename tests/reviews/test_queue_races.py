"""Everybody asks at once. A slot is one reviewer's, never two's, and none is lost."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from reviews import queue, verdicts
from reviews.models import Assignment, Review, Verdict
from tests.factories import AssignmentFactory, ReviewFactory, UserFactory, default_desk, ruling
from tests.races import at_once, crew, while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True)

REVIEWERS = 20


def lapse(assignments) -> None:
    """Let leases end a minute ago, on both rows that know."""
    ago = timezone.now() - timedelta(minutes=1)
    for assignment in assignments:
        Assignment.objects.filter(pk=assignment.pk).update(lease_expires_at=ago)
        Review.objects.filter(pk=assignment.review_id).update(earliest_lease_expiry=ago)


def assert_every_slot_is_one_reviewers(expected: int) -> None:
    held = Counter(Assignment.objects.filter(status="active").values_list("review_id", flat=True))
    for review in Review.objects.filter(state="open"):
        assert held[review.pk] + review.free_slots == review.required_verdicts
    assert held.total() == expected


@pytest.mark.parametrize("required", [1, 2, 3])
def test_twenty_reviewers_on_fewer_slots_never_share_one(required):
    default_desk()
    reviews = [ReviewFactory(state="open", required_verdicts=required) for _ in range(12 // required)]
    reviewers = UserFactory.create_batch(REVIEWERS, role="reviewer")
    slots = len(reviews) * required

    with crew(REVIEWERS) as together:
        for _round in range(3):
            got = together(*(partial(queue.lease_next, reviewer) for reviewer in reviewers))
            leases = [assignment for assignment in got if isinstance(assignment, Assignment)]
            errors = [answer for answer in got if isinstance(answer, Exception)]

            assert errors == []
            # Who finds the last rows locked gets none and asks again; nobody gets what another has.
            for reviewer, assignment in zip(reviewers, got, strict=True):
                if assignment is None:
                    queue.lease_next(reviewer)
            assert_every_slot_is_one_reviewers(slots)
            assert len({assignment.pk for assignment in leases}) == len(leases)
            for assignment in Assignment.objects.filter(status="active").select_related("reviewer"):
                queue.release(assignment.pk, reviewer=assignment.reviewer)


def test_lapsed_leases_are_handed_on_once():
    default_desk()
    old = [AssignmentFactory(review__required_verdicts=2) for _ in range(4)]
    lapse(old[:3])
    reviewers = UserFactory.create_batch(REVIEWERS, role="reviewer")

    got = at_once(*(partial(queue.lease_next, reviewer) for reviewer in reviewers))
    for reviewer, assignment in zip(reviewers, got, strict=True):
        assert not isinstance(assignment, Exception)
        if assignment is None:
            queue.lease_next(reviewer)

    # Four free slots, three lapsed ones handed on, one still held.
    assert_every_slot_is_one_reviewers(8)
    assert Assignment.objects.filter(status="lapsed").count() == 3


def test_one_reviewer_in_two_tabs_gets_one_assignment():
    default_desk()
    for _ in range(4):
        ReviewFactory(state="open")
    reviewer = UserFactory(role="reviewer")

    got = at_once(*[partial(queue.lease_next, reviewer)] * 4)

    assert len({assignment.pk for assignment in got}) == 1
    assert Assignment.objects.count() == 1


def test_two_tabs_together_hold_no_more_than_the_policy_allows():
    default_desk(max_open_leases=1)
    one, other = ReviewFactory(state="open"), ReviewFactory(state="open")
    reviewer = UserFactory(role="reviewer")

    at_once(*(partial(queue.lease, review.pk, reviewer=reviewer) for review in (one, other)))

    assert Assignment.objects.count() == 1


def test_a_lapsed_holder_who_asks_while_a_colleague_takes_it_is_given_the_next():
    default_desk()
    assignment = AssignmentFactory()
    other = ReviewFactory(state="open", claim__score=0.1)
    lapse([assignment])
    colleague = UserFactory(role="reviewer")

    taken, asked = while_uncommitted(
        partial(queue.lease, assignment.review_id, reviewer=colleague),
        partial(queue.lease_next, assignment.reviewer),
    )

    assert taken.review_id == assignment.review_id
    assert asked.review_id == other.pk


def test_what_followed_and_is_taken_by_a_colleague_in_this_moment_costs_nobody_the_next(reviewer):
    default_desk()
    in_hand, followed, last = (ReviewFactory(state="open", claim__score=score) for score in (0.9, 0.5, 0.1))
    assert queue.lease_next(reviewer).review_id == in_hand.pk
    lapse([queue.lease_following(reviewer)])
    colleague = UserFactory(role="reviewer")

    taken, following = while_uncommitted(
        partial(queue.lease, followed.pk, reviewer=colleague), partial(queue.lease_following, reviewer)
    )

    assert taken.reviewer == colleague
    assert following.review_id == last.pk


def test_a_verdict_sent_twice_at_once_is_stored_once():
    default_desk()
    assignment = AssignmentFactory()
    send = partial(
        verdicts.submit, assignment.pk, reviewer=assignment.reviewer, ruling=ruling(assignment.review)
    )

    answers = at_once(send, send, send)

    assert Verdict.objects.count() == 1
    assert [type(answer) for answer in answers].count(Verdict) == 1


def test_the_last_verdicts_given_at_once_settle_a_review_once():
    default_desk()
    review = ReviewFactory(state="open", required_verdicts=3)
    held = [AssignmentFactory(review=review) for _ in range(3)]

    answers = at_once(
        *(
            partial(verdicts.submit, assignment.pk, reviewer=assignment.reviewer, ruling=ruling(review))
            for assignment in held
        )
    )

    assert [type(answer) for answer in answers] == [Verdict] * 3
    assert Review.objects.get(pk=review.pk).state == "decided"
    assert review.outcomes.count() == 1
