"""An outcome says who ruled, and what rule was set aside for that, wherever an editor reads it."""

import pytest

from reviews import handing_over
from reviews.models import Review
from tests.admin.conftest import page
from tests.factories import (
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    inherit,
    let_undo_pass,
)


@pytest.fixture
def ruled(desk, editor) -> Review:
    """Given to whoever had let it in, for a reason, and ruled on by them."""
    triager = UserFactory(role="reviewer", username="triager")
    review = ReviewFactory(state="open", editor=triager)
    reason = "Nobody else reads <b>Estonian</b>."
    handing_over.assign(review.pk, reviewer=triager, actor=editor, reason=reason)
    VerdictFactory(review=review, reviewer=triager)
    return Review.objects.get(pk=review.pk)


def tells(response) -> bool:
    text = response.content.decode()
    return "Nobody else reads &lt;b&gt;Estonian&lt;/b&gt;." in text and "decided by editor" in text


def test_a_reviews_page_tells_it_with_the_outcome_and_not_before(enter, ruled):
    client = enter("editor")
    url = page("reviews_review", "change", ruled.pk)

    before = tells(client.get(url))
    let_undo_pass(ruled)

    assert (before, tells(client.get(url))) == (False, True)


def test_a_fact_checks_page_tells_it_to_who_writes_and_approves(enter, ruled):
    let_undo_pass(ruled)
    fact_check = FactCheckFactory(review=ruled)

    response = enter("publishing_editor").get(page("reviews_factcheck", "change", fact_check.pk))

    assert tells(response)


def test_a_review_that_takes_the_outcome_over_tells_it_and_where_it_was(enter, ruled, editor):
    let_undo_pass(ruled)
    source = FactCheckFactory(review=ruled, state="published")
    inheriting = inherit(source, editor=editor)
    draft = FactCheckFactory(review=inheriting)
    client = enter("editor")

    on_the_review = client.get(page("reviews_review", "change", inheriting.pk))
    on_the_draft = client.get(page("reviews_factcheck", "change", draft.pk))

    assert tells(on_the_review)
    assert f"in review {ruled.pk}" in on_the_review.content.decode()
    assert page("reviews_factcheck", "change", source.pk) in on_the_review.content.decode()
    assert tells(on_the_draft)


@pytest.mark.parametrize(("wanted", "basis"), [(1, "one reviewer ruled"), (2, "the reviewers agree")])
def test_one_verdict_is_not_told_as_an_agreement(enter, desk, wanted, basis):
    review = ReviewFactory(state="decided", required_verdicts=wanted, free_slots=wanted)

    text = enter("editor").get(page("reviews_review", "change", review.pk)).content.decode()

    assert {words for words in ("one reviewer ruled", "the reviewers agree") if words in text} == {basis}
