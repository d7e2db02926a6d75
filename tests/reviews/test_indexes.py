"""What stands first is read off an index: nothing sorts the table, however long it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factcheck.models import Claim
from reviews.models import Review
from tests.factories import ReviewFactory, VerdictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_short_cuts(db):
    """A table of a test is so short that reading it all is the best plan."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")


def explain(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(lambda: Review.objects.order_by("-created_at", "-id"), id="newest reviews"),
        pytest.param(
            lambda: Review.objects.told_to_be(["open"], at=timezone.now()).order_by("-created_at", "-id"),
            id="newest open ones",
        ),
        pytest.param(lambda: Review.objects.filter(state="open").in_queue_order(), id="queue"),
        pytest.param(lambda: Claim.objects.order_by("-created_at", "-id"), id="newest claims"),
        pytest.param(lambda: Claim.objects.order_by("-score"), id="most worthy claims"),
    ],
)
def test_the_first_page_is_not_sorted_for(rows, no_short_cuts):
    assert "Sort" not in rows()[:51].explain()


def test_the_queue_as_it_may_be_told_is_read_off_its_index(no_short_cuts):
    told = Review.objects.told_to_be(["open"], at=timezone.now())

    with CaptureQueriesContext(connection) as asked:
        told.told_in_queue_order(0, 50, at=timezone.now())

    plans = [explain(query["sql"]) for query in asked.captured_queries]
    assert any("review_queue" in plan and "Sort" not in plan for plan in plans)
    assert any("review_reveals" in plan for plan in plans)
    assert len(plans) == 2


def test_the_queue_is_told_with_what_settles_wherever_one_looks(desk):
    """As one query would sort it: every stretch of it, however many of those before it settle."""
    reviews = [ReviewFactory(state="open") for _ in range(9)]
    for place, review in enumerate(reviews):
        if place in {0, 1, 4, 8}:
            VerdictFactory(review=review)
        Review.objects.filter(pk=review.pk).update(rank=-(place // 2))
    now = timezone.now()
    told = Review.objects.told_to_be(["open"], at=now)
    everything = list(told.in_queue_order())
    assert len(everything) == 9

    stretches = [
        (told.told_in_queue_order(start, stop, at=now), everything[start:stop])
        for start in range(10)
        for stop in range(start, 11)
    ]

    assert [found for found, _wanted in stretches] == [wanted for _found, wanted in stretches]
