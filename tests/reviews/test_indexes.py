"""What stands first is read off an index: nothing sorts the table, however long it is."""

import pytest
from django.db import connection
from django.utils import timezone

from factcheck.models import Claim
from reviews.models import Review

pytestmark = pytest.mark.django_db


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
def test_the_first_page_is_not_sorted_for(rows):
    with connection.cursor() as cursor:  # a table of a test is so short that reading it all is the best plan
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")

    assert "Sort" not in rows()[:51].explain()
