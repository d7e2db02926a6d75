"""One row's columns by one UPDATE."""

import pytest
from django.utils import timezone

from factcheck.updating import update_row
from reviews.models import Review
from tests.factories import ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_named_fields_are_written_and_no_others():
    user = UserFactory(first_name="Ada", last_name="Byron")
    user.first_name, user.last_name = "100 %s", "Lovelace"

    update_row(user, "first_name")

    user.refresh_from_db()
    assert (user.first_name, user.last_name) == ("100 %s", "Byron")


def test_only_that_row_is_written():
    one, other = UserFactory(first_name="Ada"), UserFactory(first_name="Bob")
    one.first_name = "Eve"

    update_row(one, "first_name")

    other.refresh_from_db()
    assert other.first_name == "Bob"


def test_times_nothing_and_references_are_written_as_save_does():
    review, editor = ReviewFactory(state="open"), UserFactory()
    review.due_at, review.triaged_by, review.wake_at = timezone.now(), editor, None

    update_row(review, "due_at", "triaged_by", "wake_at")

    stored = Review.objects.get(pk=review.pk)
    assert (stored.due_at, stored.triaged_by, stored.wake_at) == (review.due_at, editor, None)
