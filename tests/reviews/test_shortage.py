"""Where too few may rule on a review its page says why, and nothing of who holds it or ruled on it."""

import pytest

from factcheck.models import User
from reviews import conflicts, handing_over
from reviews.shortage import Shortage, shortage_of
from tests.admin.conftest import enter, page  # noqa: F401 (a fixture)
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, default_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def triager(desk) -> User:
    return UserFactory(role="reviewer")


def test_whoever_may_rule_is_enough_whatever_they_did_with_it(desk, reviewer):
    default_desk(required_verdicts=2)
    UserFactory(role="reviewer")
    review = ReviewFactory(state="open")

    VerdictFactory(review=review, reviewer=reviewer)

    assert shortage_of(review) is None


def test_why_too_few_may_is_counted(triager, editor):
    colleague, _stranger = UserFactory(role="reviewer"), UserFactory()
    conflicts.declare(colleague, by=colleague, claimant="port authority", reason="shares")
    UserFactory(role="reviewer", is_active=False)

    review = ReviewFactory(state="open", editor=triager)

    assert shortage_of(review) == Shortage(wanted=1, people=2, may_rule=0, let_it_in=1, in_conflict=1)


def test_nobody_is_assigned_against_a_rule_where_none_keeps_anybody_out(reviewer):
    default_desk(required_verdicts=2)

    shortage = str(shortage_of(ReviewFactory(state="open")))

    assert shortage == "Verdicts wanted: 2. People who review: 1. Make somebody else a reviewer."


def test_a_rule_that_was_set_aside_for_somebody_keeps_them_out_no_more(triager, editor):
    review = ReviewFactory(state="open", editor=triager)
    before = shortage_of(review)

    handing_over.assign(review.pk, reviewer=triager, actor=editor, reason="Nobody else reads Estonian.")

    assert (before is not None, shortage_of(review)) == (True, None)


@pytest.mark.parametrize(("role", "is_told"), [("editor", True), ("adjudicator", False)])
def test_its_page_tells_who_can_do_something_about_it(triager, enter, role, is_told):  # noqa: F811
    review = ReviewFactory(state="open", editor=triager)

    text = enter(role).get(page("reviews_review", "change", review.pk)).content.decode()

    assert ("Of 1 who review, 0 may rule on it; 1 let it in and 0 declared" in text) == is_told
