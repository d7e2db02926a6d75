"""Whoever rules in a later round is told why it is done again."""

import pytest

from reviews import queue, workflow
from reviews.models import Review
from reviews.rounds import why_again
from tests.factories import ReviewFactory

pytestmark = pytest.mark.django_db


def found(review: Review) -> Review:
    return Review.objects.get(pk=review.pk)


def test_in_a_first_round_nobody_says_why(desk, editor):
    review = ReviewFactory(state="open")
    workflow.hold(review.pk, actor=editor, reason="waits for the log")
    workflow.wake(review.pk, actor=editor, reason="the log is there")

    assert why_again(found(review)) == ""


def test_the_adjudicators_comment_stays_when_the_review_was_held_and_woken(desk, editor, adjudicator):
    review = ReviewFactory(state="disputed")
    workflow.send_back(review.pk, actor=adjudicator, comment="Look at the second log.")
    workflow.hold(review.pk, actor=editor, reason="waits")
    workflow.wake(review.pk, actor=editor, reason="goes on")

    assert why_again(found(review)) == "Look at the second log."


def test_its_reviewer_reads_it(desk, adjudicator, reviewer, api):
    review = ReviewFactory(state="disputed")
    workflow.send_back(review.pk, actor=adjudicator, comment="Look at the second log.")
    assignment = queue.lease(review.pk, reviewer=reviewer)
    api.force_authenticate(reviewer)

    answer = api.get(f"/api/v1/assignments/{assignment.pk}/")

    assert answer.json()["why_again"] == "Look at the second log."


def test_who_opens_it_again_says_it(desk, editor):
    review = ReviewFactory(state="decided")

    workflow.reopen(review.pk, actor=editor, reason="The ministry corrected its figures.")

    assert why_again(found(review)) == "The ministry corrected its figures."
