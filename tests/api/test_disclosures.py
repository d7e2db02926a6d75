"""An outcome that was taken over discloses what the rulings behind it disclose."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import handing_over, workflow
from reviews.models import Review
from tests.factories import (
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    inherit,
    let_undo_pass,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruled(desk, editor) -> Review:
    """Decided by whoever had let it in: an editor set that rule aside."""
    triager = UserFactory(role="reviewer")
    review = ReviewFactory(state="open", editor=triager)
    handing_over.assign(review.pk, reviewer=triager, actor=editor, reason="Nobody else reads Estonian.")
    VerdictFactory(review=review, reviewer=triager)
    let_undo_pass(review)
    return review


def test_it_says_which_review_the_rule_was_set_aside_in_however_often_it_was_passed_on(api, editor, ruled):
    source = FactCheckFactory(review=ruled, state="published")
    first = inherit(source)
    second = inherit(FactCheckFactory(review=first, state="published"))
    api.force_authenticate(editor)

    told = [api.get(f"/api/v1/reviews/{review.pk}/").json()["outcome"] for review in (first, second)]

    assert [[(each["review"], each["reason"]) for each in outcome["disclosures"]] for outcome in told] == [
        [(ruled.pk, "Nobody else reads Estonian.")]
    ] * 2
    assert (told[0]["basis"], told[0]["inherited_from"]) == ("inherited", source.pk)


def test_what_was_set_aside_after_the_check_came_out_is_not_the_copys(api, editor, ruled):
    source = FactCheckFactory(state="published").review
    inheriting = inherit(source.fact_checks.get())
    again = UserFactory(role="reviewer")
    workflow.reopen(source.pk, actor=again, reason="The register was corrected.")
    handing_over.assign(source.pk, reviewer=again, actor=editor, reason="Nobody else is here.")
    VerdictFactory(review=source, reviewer=again)
    let_undo_pass(source)
    api.force_authenticate(editor)

    told = api.get(f"/api/v1/reviews/{inheriting.pk}/").json()["outcome"]

    assert told["disclosures"] == []


def test_a_page_of_them_asks_no_more_than_one_of_them(api, editor, ruled):
    api.force_authenticate(editor)
    api.get("/api/v1/reviews/")  # who asks is read once

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            api.get("/api/v1/reviews/")
        return len(asked)

    source = FactCheckFactory(review=ruled, state="published")
    inherit(source)
    of_one = queries()
    for _ in range(3):
        inherit(source)

    assert queries() == of_one
