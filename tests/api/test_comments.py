"""Comments and notices over the API."""

import pytest

from factcheck import takedown
from factcheck.tokens import create_token
from reviews import comments, workflow
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, let_undo_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(api):
    """A function: post a comment as somebody."""

    def post(user, review, text, **more):
        api.force_authenticate(user)
        return api.post(f"/api/v1/reviews/{review.pk}/comments/", {"text": text, **more})

    return post


def read(api, user, path):
    api.force_authenticate(user)
    response = api.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return response


def test_a_comment_comes_back_with_all_that_a_page_needs(api, desk, say, editor, adjudicator):
    review = ReviewFactory()

    answer = say(editor, review, "Ask @adjudicator.")

    body = answer.json()
    assert answer.status_code == 201
    assert body["permalink"] == f"/desk/reviews/{review.pk}/#comment-{body['id']}"
    assert (body["author"], body["mentions"], body["is_mine"]) == ("editor", ["adjudicator"], True)
    assert read(api, adjudicator, f"reviews/{review.pk}/comments/").json()["results"] == [
        body | {"is_mine": False}
    ]
    assert read(api, adjudicator, f"comments/{body['id']}/").json()["text"] == "Ask @adjudicator."


def test_a_token_for_comments_alone_makes_no_reviewers_word_public_in_a_blind_round(
    api, desk, reviewer, reviewer2
):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    _token, secret = create_token(reviewer, scopes=["reviews:read", "reviews:comment"], name="my script")
    path = f"/api/v1/reviews/{review.pk}/comments/"

    said = api.post(path, {"text": "It is wrong."}, headers={"authorization": f"Bearer {secret}"})

    assert said.status_code == 201, said.content
    assert read(api, reviewer2, f"reviews/{review.pk}/comments/").json()["results"] == []


def test_nor_its_new_words_in_a_comment_that_colleagues_read(api, desk, reviewer, reviewer2, adjudicator):
    review = ReviewFactory(state="disputed")
    said = comments.write(review.pk, author=reviewer, text="What of the log?")
    workflow.send_back(review.pk, actor=adjudicator, comment="again")
    _token, secret = create_token(reviewer, scopes=["reviews:read", "reviews:comment"], name="my script")
    bearer = {"authorization": f"Bearer {secret}"}

    refused = api.patch(f"/api/v1/comments/{said.pk}/", {"text": "It is wrong."}, headers=bearer)

    assert refused.status_code == 409
    assert read(api, reviewer2, f"comments/{said.pk}/").json()["text"] == "What of the log?"


def test_what_is_hidden_leaves_no_trace_in_any_answer(api, desk, say, reviewer, reviewer2, editor):
    review, other = (ReviewFactory(state="open", required_verdicts=2, free_slots=2) for _ in range(2))
    addresses = ["reviews/{}/comments/", "notices/", "notices/unread/", "reviews/{}/"]
    say(editor, review, "Mind the date.")

    def answers(user):
        given = [read(api, user, address.format(review.pk)) for address in addresses]
        return [(response.content, response.headers.get("ETag")) for response in given]

    before = answers(reviewer2), answers(editor)
    hidden = say(reviewer, review, "@reviewer2 @editor it is wrong").json()
    reply_to = read(api, editor, f"reviews/{review.pk}/comments/").json()["results"][0]["id"]
    say(reviewer, review, "so there", reply_to=reply_to)

    assert (answers(reviewer2), answers(editor)) == before
    for user in (reviewer2, editor):
        api.force_authenticate(user)
        address = f"/api/v1/comments/{hidden['id']}/"
        replies = [api.get(address), api.patch(address, {"text": "x"}), api.post(f"{address}withdraw/")]
        assert {reply.status_code for reply in replies} == {404}
    assert other.pk


def test_a_long_thread_is_paged_in_the_order_of_writing(api, desk, editor):
    review = ReviewFactory()
    for number in range(5):
        comments.write(review.pk, author=editor, text=str(number))

    first = read(api, editor, f"reviews/{review.pk}/comments/?limit=3").json()
    rest = api.get(first["next"]).json()

    assert [comment["text"] for comment in first["results"] + rest["results"]] == list("01234")


def test_a_list_costs_the_same_however_long(api, desk, editor, django_assert_max_num_queries):
    review = ReviewFactory()
    for number in range(6):
        comments.write(review.pk, author=UserFactory(role="editor"), text=str(number))
    api.force_authenticate(editor)

    with django_assert_max_num_queries(4):
        api.get(f"/api/v1/reviews/{review.pk}/comments/")


def test_a_comment_taken_back_says_so_without_its_words(api, desk, say, editor, adjudicator):
    review = ReviewFactory()
    made = say(editor, review, "Ask @adjudicator.").json()

    taken = api.post(f"/api/v1/comments/{made['id']}/withdraw/").json()

    seen = read(api, adjudicator, f"reviews/{review.pk}/comments/").json()["results"]
    assert taken["withdrawn_at"]
    assert [(comment["text"], comment["mentions"]) for comment in seen] == [(None, [])]


def test_an_edit_shows_the_new_words_and_when(api, desk, say, editor):
    made = say(editor, ReviewFactory(), "84").json()

    edited = api.patch(f"/api/v1/comments/{made['id']}/", {"text": "48"}).json()

    assert (edited["text"], made["edited_at"]) == ("48", None)
    assert edited["edited_at"]


def test_a_repeat_with_its_key_says_it_once(api, desk, editor):
    review = ReviewFactory()
    api.force_authenticate(editor)
    address, key = f"/api/v1/reviews/{review.pk}/comments/", {"Idempotency-Key": "k"}

    ids = {api.post(address, {"text": "once"}, headers=key).json()["id"] for _ in range(2)}

    assert len(ids) == 1
    assert review.comments.count() == 1


def test_a_take_down_is_shown_as_one(api, desk, say, editor):
    review = ReviewFactory()
    made = say(editor, review, "They write “84 containers”.").json()

    takedown.take_down(review.claim.article_id, actor=editor, reason="court order")

    body = read(api, editor, f"comments/{made['id']}/").json()
    assert (body["text"], body["is_redacted"]) == (None, True)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"text": ""}, 400),
        ({"text": "x" * 10_001}, 400),
        ({"text": 7}, 400),
        ({"text": "x", "reply_to": 7}, 400),
        ({"text": "x", "replyto": 7}, 400),
    ],
    ids=str,
)
def test_a_bad_comment_is_refused_with_the_field(api, desk, editor, body, status):
    api.force_authenticate(editor)

    response = api.post(f"/api/v1/reviews/{ReviewFactory().pk}/comments/", body)

    assert response.status_code == status
    assert response.json()["errors"]


def test_a_review_that_is_not_there_has_no_comments(api, desk, editor):
    api.force_authenticate(editor)

    assert api.get("/api/v1/reviews/7/comments/").status_code == 404
    assert api.post("/api/v1/reviews/7/comments/", {"text": "x"}).status_code == 404


# --- Notices -------------------------------------------------------------------------------------------------


def test_a_notice_says_who_what_and_where(api, desk, say, editor, adjudicator):
    review = ReviewFactory()
    made = say(editor, review, "Ask @adjudicator.").json()

    (notice,) = read(api, adjudicator, "notices/").json()["results"]

    assert (notice["text"], notice["label"]) == ("editor mentioned you.", review.claim.label)
    assert notice["link"] == made["permalink"]


def test_reading_counts_down(api, desk, say, editor, adjudicator):
    review = ReviewFactory()
    for _ in range(3):
        say(editor, review, "@adjudicator")
    unread = lambda: read(api, adjudicator, "notices/unread/").json()["unread"]  # noqa: E731
    counts = [unread()]
    first = read(api, adjudicator, "notices/?unread=true").json()["results"][0]

    assert api.post(f"/api/v1/notices/{first['id']}/read/").status_code == 204
    counts.append(unread())
    assert api.post("/api/v1/notices/read-all/").status_code == 204
    counts.append(unread())

    assert counts == [3, 2, 0]
    assert read(api, adjudicator, "notices/?unread=true").json()["results"] == []


def test_a_colleagues_notice_is_not_there(api, desk, say, editor, adjudicator):
    say(editor, ReviewFactory(), "@adjudicator")
    (notice,) = read(api, adjudicator, "notices/").json()["results"]

    api.force_authenticate(editor)

    assert api.post(f"/api/v1/notices/{notice['id']}/read/").status_code == 404


def test_a_notice_that_waited_for_the_reveal_is_counted_then(api, desk, say, reviewer, editor):
    review = ReviewFactory(state="open", required_verdicts=2, free_slots=2)
    say(reviewer, review, "@editor it is wrong")
    before = read(api, editor, "notices/unread/").json()["unread"]
    for _ in range(2):
        VerdictFactory(review=review)
    let_undo_pass(review)

    assert (before, read(api, editor, "notices/unread/").json()["unread"]) == (0, 1)
