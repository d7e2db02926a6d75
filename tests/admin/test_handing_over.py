"""Somebody goes home: their work goes on from the page of a desk, or of a review."""

import pytest

from reviews import queue
from tests.admin.conftest import act, page
from tests.factories import AssignmentFactory, ReviewFactory, UserFactory, VerdictFactory, default_desk


@pytest.fixture
def held(db):
    default_desk(required_verdicts=2)
    return AssignmentFactory()


@pytest.mark.parametrize("model", ["factcheck_desk", "reviews_review"])
def test_an_editor_hands_work_over_from_where_they_are(enter, held, model):
    to = UserFactory(role="reviewer")
    about = held.review.desk if model == "factcheck_desk" else held.review

    enter("editor").post(
        act(model, about.pk, "hand-over"), {"holder": held.reviewer.pk, "to": to.pk}, follow=True
    )

    assert [lease.review for lease in queue.held_of(to)] == [held.review]


def test_without_a_name_it_is_free_for_all(enter, held):
    enter("editor").post(act("reviews_review", held.review.pk, "hand-over"), {"holder": held.reviewer.pk})

    assert not queue.held_of(held.reviewer)
    assert queue.lease_next(UserFactory(role="reviewer")).review == held.review


def test_an_adjudicator_does_not_give_work(enter, held):
    address = act("reviews_review", held.review.pk, "hand-over")

    answer = enter("adjudicator").post(address, {"holder": held.reviewer.pk})

    assert answer.status_code == 403


def test_whether_it_is_offered_and_who_can_be_named_tells_of_no_verdict(enter, held):
    """A list of those who hold something would shrink with a verdict."""
    editor = enter("editor")
    address = act("reviews_review", held.review.pk, "hand-over")

    def offered() -> tuple[bool, list[int]]:
        choices = editor.get(address).context["form"].fields["holder"].queryset
        shown = address in editor.get(page("reviews_review", "change", held.review.pk)).content.decode()
        return shown, [user.pk for user in choices if user.groups.filter(name="reviewer")]

    before = offered()
    VerdictFactory(review=held.review, reviewer=held.reviewer)

    assert before == offered() == (True, [held.reviewer.pk])


def test_a_review_at_rest_does_not_offer_it(enter, db):
    review = ReviewFactory(state="triage")

    shown = enter("editor").get(page("reviews_review", "change", review.pk)).content.decode()

    assert act("reviews_review", review.pk, "hand-over") not in shown
