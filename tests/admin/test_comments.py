"""What is said about a review, on its page in the admin."""

import pytest

from reviews import comments
from reviews.models import Comment
from tests.admin.conftest import act, line, page
from tests.factories import ReviewFactory, UserFactory, default_desk

pytestmark = pytest.mark.django_db


def test_a_comment_is_written_and_read_there_as_text(enter):
    review = ReviewFactory()
    client = enter("editor")

    client.post(act("reviews_review", review.pk, "comment"), {"text": "Mind <b>the</b> date."})

    text = client.get(page("reviews_review", "change", review.pk)).content.decode()
    assert Comment.objects.get().author == client.user
    assert "Mind &lt;b&gt;the&lt;/b&gt; date." in text


@pytest.mark.parametrize("role", ["administrator", "editor", "adjudicator", "publishing_editor"])
def test_a_reviewers_comment_of_a_blind_round_is_on_no_page(enter, role):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    comments.write(review.pk, author=UserFactory(role="reviewer"), text="It is wrong.")

    client = enter(role)
    texts = [
        client.get(page("reviews_review", view, review.pk)).content.decode() for view in ("change", "history")
    ]

    assert not any("It is wrong." in text or line("comment.written") in text for text in texts)


def test_the_sidebar_counts_what_one_has_not_read(enter):
    editor = UserFactory(role="editor", username="vogel", is_staff=True)
    comments.write(ReviewFactory().pk, author=UserFactory(role="adjudicator"), text="@vogel look")

    response = enter(None, user=editor).get("/admin/")

    (notices,) = [
        item
        for item in response.context["sidebar_navigation"][0]["items"]
        if item["link"] == "/desk/?notices"
    ]
    assert notices["badge"] == "1"
