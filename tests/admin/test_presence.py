"""Who else looks at a review, on its page in the admin: as the desk tells it, and kept up by the page itself."""

import pytest

from reviews import presence
from tests.admin.conftest import page
from tests.factories import AssignmentFactory, UserFactory, default_desk


@pytest.fixture
def held(db):
    default_desk(required_verdicts=2)
    return AssignmentFactory()


def test_a_colleague_who_looks_is_named_and_the_page_asks_again(enter, held):
    other = UserFactory(role="adjudicator", display_name="Margit Halvorsen")
    presence.note(other, held.review)

    shown = enter("editor").get(page("reviews_review", "change", held.review.pk)).content.decode()

    assert "Margit Halvorsen" in shown
    assert f'data-review="{held.review.pk}"' in shown
    assert "reviews/presence.js" in shown


def test_who_rules_blind_is_not_seen(enter, held):
    presence.note(held.reviewer, held.review)

    answer = enter("editor").get(page("reviews_review", "change", held.review.pk))

    assert answer.context["others_looking"] == []
    assert str(held.reviewer) not in answer.content.decode()
