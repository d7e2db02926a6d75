"""A legal hold on an article's page, and on a review's."""

import pytest

from tests.admin.conftest import act, page
from tests.factories import ReviewFactory


@pytest.mark.parametrize("model", ["factcheck_article", "reviews_review"])
def test_the_admin_offers_one_or_the_other(enter, model):
    review, client = ReviewFactory(state="open"), enter("editor")
    pk = review.claim.article_id if model == "factcheck_article" else review.pk

    def offered() -> set[str]:
        shown = client.get(page(model, "change", pk)).context["acts"]
        return {offer["act"].name for offer in shown} & {"legal-hold", "lift-legal-hold"}

    assert offered() == {"legal-hold"}
    client.post(act(model, pk, "legal-hold"), {"reason": "Case 12"})
    assert offered() == {"lift-legal-hold"}
    assert "legal hold: no → yes" in client.get(page(model, "change", pk)).content.decode()
    client.post(act(model, pk, "lift-legal-hold"), {"reason": "The case is closed"})
    assert offered() == {"legal-hold"}


def test_nobody_else_is_offered_one(enter):
    review = ReviewFactory(state="open")

    shown = enter("adjudicator").get(page("reviews_review", "change", review.pk)).context["acts"]

    assert "legal-hold" not in {offer["act"].name for offer in shown}
