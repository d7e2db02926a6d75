"""Held reviews come back when their time has come."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from factcheck.errors import InvalidInput
from factcheck.models import Event
from reviews import waking, workflow
from reviews.models import Review
from tests.factories import ReviewFactory

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)


@pytest.fixture
def held(desk, editor):
    """A function: a review held until then."""

    def hold(wake_at: datetime | None) -> Review:
        review = ReviewFactory(state="open")
        with time_machine.travel(NINE, tick=False):
            workflow.hold(review.pk, actor=editor, reason="waits", wake_at=wake_at)
        return review

    return hold


@pytest.mark.parametrize(
    ("wake_at", "at", "woken"),
    [
        pytest.param(TEN, TEN, True, id="on time"),
        pytest.param(TEN, TEN + timedelta(days=2), True, id="late"),
        pytest.param(TEN, TEN - timedelta(seconds=1), False, id="early"),
        pytest.param(None, TEN, False, id="until somebody wakes it"),
    ],
)
def test_a_held_review_wakes_when_its_time_has_come(held, wake_at, at, woken):
    review = held(wake_at)

    assert waking.wake_due(at=at) == int(woken)

    row = Review.objects.get(pk=review.pk)
    assert (row.state, row.free_slots) == (("open", 1) if woken else ("on_hold", 0))


def test_waking_twice_wakes_once(held):
    held(TEN)

    assert [waking.wake_due(at=TEN), waking.wake_due(at=TEN)] == [1, 0]
    assert Event.objects.filter(kind="review.woken", actor=None).count() == 1


def test_nothing_is_held_until_the_past(desk, editor):
    review = ReviewFactory(state="open")

    with time_machine.travel(NINE, tick=False), pytest.raises(InvalidInput):
        workflow.hold(review.pk, actor=editor, reason="waits", wake_at=NINE)

    assert Review.objects.get(pk=review.pk).state == "open"
