"""The history over the API: who, when, from, to, why, before and after; blind where the desk is blind."""

from base64 import b64decode
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from factcheck import takedown
from reviews import workflow
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, default_desk, let_undo_pass, revise

pytestmark = pytest.mark.django_db


def told(api, user, address):
    api.force_authenticate(user)
    response = api.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return response.json()["results"]


def test_an_event_says_who_from_to_and_what_was_set(api, editor, reviewer):
    review = ReviewFactory()
    workflow.accept(review.pk, actor=editor, priority=5)

    accepted = told(api, reviewer, f"reviews/{review.pk}/history/")[0]

    assert accepted["kind"] == "review.accepted"
    assert (accepted["actor"], accepted["from_state"], accepted["to_state"]) == ("editor", "triage", "open")
    assert accepted["changed"] == {"priority": [0, 5]}
    assert not accepted["is_consequence"]


def test_a_reason_is_told_and_goes_with_a_take_down(api, editor):
    review = ReviewFactory(state="open")
    workflow.hold(review.pk, actor=editor, reason="waits for the ministry")

    before = told(api, editor, f"reviews/{review.pk}/history/")[0]
    order = takedown.take_down(review.claim.article_id, actor=editor, reason="court order")
    after = next(
        event for event in told(api, editor, f"reviews/{review.pk}/history/") if event["act"] == before["act"]
    )

    assert (before["reason"], before["redacted_by"]) == ("waits for the ministry", None)
    assert (after["reason"], after["redacted_by"]) == ("", order.pk)


def test_what_followed_shares_the_act_and_says_that_it_followed(api, editor):
    review = VerdictFactory().review
    let_undo_pass(review)

    given, agreed = (
        next(event for event in told(api, editor, f"reviews/{review.pk}/history/") if event["kind"] == kind)
        for kind in ("verdict.given", "review.agreed")
    )

    assert given["act"] == agreed["act"]
    assert (given["is_consequence"], agreed["is_consequence"]) == (False, True)


@pytest.mark.parametrize("role", ["administrator", "editor", "adjudicator", "reviewer", "integration"])
def test_what_a_colleague_does_in_a_blind_round_changes_nothing_that_is_told(api, role):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    somebody = UserFactory(role=role)
    before = told(api, somebody, f"reviews/{review.pk}/history/?limit=1")

    VerdictFactory(review=review)

    assert told(api, somebody, f"reviews/{review.pk}/history/?limit=1") == before
    assert "verdict" not in str(told(api, somebody, f"reviews/{review.pk}/history/"))


def test_a_cursor_counts_no_hidden_events(api, editor, reviewer):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    VerdictFactory(review=review)
    workflow.hold(review.pk, actor=editor, reason="waits")
    api.force_authenticate(reviewer)

    following = api.get(f"/api/v1/reviews/{review.pk}/history/?limit=1").json()["next"]

    cursor = parse_qs(urlsplit(following).query)["cursor"][0]
    position = unquote(b64decode(cursor).decode())
    assert position.startswith("p=20"), "a time, not a number in the stream"


def test_one_sees_what_one_did_oneself(api, reviewer):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    VerdictFactory(review=review, reviewer=reviewer)

    kinds = [event["kind"] for event in told(api, reviewer, f"reviews/{review.pk}/history/")]

    assert kinds[:2] == ["verdict.given", "assignment.leased"]


def test_a_dispute_that_nobody_was_told_of_is_not_told_by_new_words(api, editor):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    VerdictFactory(review=review, rating="confirmed")
    VerdictFactory(review=review, rating="wrong")  # disputed, but it may still be taken back

    revise(review.claim.article, " containers", "0 containers")

    assert "disputed" not in str(told(api, editor, f"reviews/{review.pk}/history/"))


def test_a_claims_history_is_its_own(api, reviewer):
    review = ReviewFactory()
    revise(review.claim.article, " containers", "0 containers")

    kinds = [event["kind"] for event in told(api, reviewer, f"claims/{review.claim_id}/history/")]

    assert kinds == ["claim.drifted"]


def test_each_says_in_words_what_happened(api, reviewer):
    review = ReviewFactory(state="open")

    told_of = told(api, reviewer, f"reviews/{review.pk}/history/")

    assert [event["text"] for event in told_of] == ["let into the queue", "found, and put into triage"]


def test_pages_go_back_to_the_beginning(api, editor):
    review = ReviewFactory(state="open")
    for _ in range(3):
        workflow.hold(review.pk, actor=editor, reason="waits")
        workflow.wake(review.pk, actor=editor)
    api.force_authenticate(editor)

    kinds, address = [], f"/api/v1/reviews/{review.pk}/history/?limit=3"
    while address:
        page = api.get(address).json()
        kinds += [event["kind"] for event in page["results"]]
        address = page["next"]

    assert kinds == [*["review.woken", "review.held"] * 3, "review.accepted", "review.created"]


def test_a_long_history_takes_few_queries(api, editor, django_assert_max_num_queries):
    review = ReviewFactory(state="open")
    for _ in range(5):
        workflow.hold(review.pk, actor=editor, reason="waits")
        workflow.wake(review.pk, actor=editor)
    api.force_authenticate(editor)

    with django_assert_max_num_queries(4):
        api.get(f"/api/v1/reviews/{review.pk}/history/")


@pytest.mark.parametrize("address", ["reviews/999999/history/", "claims/999999/history/"])
def test_what_is_not_there_has_no_history(api, editor, address):
    api.force_authenticate(editor)

    assert api.get(f"/api/v1/{address}").status_code == 404
