"""Reviews of the same proposition put together, and taken apart."""

import pytest

from factcheck.errors import InvalidInput
from factcheck.models import Event
from reviews import workflow
from reviews.models import Review, Sighting
from tests.factories import ReviewFactory

pytestmark = pytest.mark.django_db


def holders(*reviews: Review) -> list[int]:
    """Which review each one's own claim sights now."""
    return [Sighting.objects.get(claim=review.claim).review_id for review in reviews]


def test_a_merged_reviews_claims_sight_the_other(desk, editor):
    one, other = ReviewFactory(), ReviewFactory()

    workflow.merge(one.pk, into=other.pk, actor=editor)

    assert holders(one, other) == [other.pk, other.pk]
    assert Event.objects.filter(stream=f"review:{other.pk}", kind="review.took_over").count() == 1


def test_a_merge_taken_back_returns_the_claim(desk, editor):
    one, other = ReviewFactory(), ReviewFactory()
    workflow.merge(one.pk, into=other.pk, actor=editor)

    workflow.unmerge(one.pk, actor=editor, reason="another night")

    assert holders(one, other) == [one.pk, other.pk]
    assert Event.objects.filter(stream=f"review:{other.pk}", kind="review.gave_back").count() == 1


def test_taking_back_the_second_of_two_merges_returns_all_that_it_moved(desk, editor):
    first, second, third = ReviewFactory(), ReviewFactory(), ReviewFactory()
    workflow.merge(first.pk, into=second.pk, actor=editor)
    workflow.merge(second.pk, into=third.pk, actor=editor)

    workflow.unmerge(second.pk, actor=editor, reason="another night")

    assert holders(first, second, third) == [second.pk, second.pk, third.pk]


def test_taking_back_the_first_of_two_merges_returns_its_claim_alone(desk, editor):
    first, second, third = ReviewFactory(), ReviewFactory(), ReviewFactory()
    workflow.merge(first.pk, into=second.pk, actor=editor)
    workflow.merge(second.pk, into=third.pk, actor=editor)

    workflow.unmerge(first.pk, actor=editor, reason="another night")

    assert holders(first, second, third) == [first.pk, third.pk, third.pk]


@pytest.mark.parametrize("state", ["dismissed", "merged"])
def test_nothing_is_merged_into_what_is_at_rest(desk, editor, state):
    one, other = ReviewFactory(), ReviewFactory(state=state)

    with pytest.raises(InvalidInput):
        workflow.merge(one.pk, into=other.pk, actor=editor)

    assert holders(one) == [one.pk]


def test_nothing_is_merged_into_itself_or_into_nothing(desk, editor):
    review = ReviewFactory()

    for target in (review.pk, review.pk + 1000):
        with pytest.raises(InvalidInput):
            workflow.merge(review.pk, into=target, actor=editor)

    assert Review.objects.get(pk=review.pk).state == "triage"


def test_demand_raises_the_rank_of_what_was_merged_into(desk, editor):
    one, other = ReviewFactory(), ReviewFactory()

    workflow.merge(one.pk, into=other.pk, actor=editor)
    together = Review.objects.get(pk=other.pk).rank
    workflow.unmerge(one.pk, actor=editor, reason="another night")

    assert together > other.rank
    assert Review.objects.get(pk=other.pk).rank == other.rank
