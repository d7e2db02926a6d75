"""The queue over the API: what follows, drafts, assigning, handing over, interests, preview."""

import pytest

from factcheck.tokens import create_token
from tests.factories import AssignmentFactory, PublisherFactory, ReviewFactory, UserFactory, VerdictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(api):
    def sign_in(user):
        api.force_authenticate(user)
        return api

    return sign_in


def test_next_brings_the_following_and_display_starts_its_clock(signed_in, reviewer, desk):
    ReviewFactory(state="open"), ReviewFactory(state="open")
    api = signed_in(reviewer)

    got = api.post("/api/v1/queue/next/", {"with_following": True}, format="json").json()
    following = got["following"]
    assert (following["displayed_at"], following["claim"]["quote"] != "") == (None, True)
    lease = api.post(f"/api/v1/assignments/{following['id']}/display/").json()

    assert lease["lease_expires_at"] < following["lease_expires_at"]
    assert api.get(f"/api/v1/assignments/{following['id']}/").json()["displayed_at"] is not None


@pytest.mark.parametrize("body", [{"stay_in": "desk"}, {"stay": "article"}, {"with_following": "perhaps"}])
def test_next_refuses_what_it_does_not_know(signed_in, reviewer, body):
    response = signed_in(reviewer).post("/api/v1/queue/next/", body, format="json")

    assert response.status_code == 400


def test_a_draft_is_kept_read_and_forgotten(signed_in, reviewer, desk):
    held = AssignmentFactory(reviewer=reviewer)
    api, url = signed_in(reviewer), f"/api/v1/assignments/{held.pk}/draft/"
    assert api.get(url).json() == {"version": 0, "content": None, "saved_at": None, "begun_by": None}

    saved = api.put(url, {"content": {"rationale": "so far"}}, format="json").json()
    assert (saved["version"], api.get(url).json()["content"]) == (1, {"rationale": "so far"})
    assert api.delete(url).status_code == 204

    assert api.get(url).json()["version"] == 0


def test_a_colleagues_draft_does_not_exist(signed_in, reviewer, reviewer2, desk):
    held = AssignmentFactory(reviewer=reviewer)

    assert signed_in(reviewer2).get(f"/api/v1/assignments/{held.pk}/draft/").status_code == 404


def test_an_editor_hands_over_and_the_new_holder_sees_whose_draft_it_is(
    signed_in, reviewer, reviewer2, editor, desk
):
    held = AssignmentFactory(reviewer=reviewer)
    signed_in(reviewer).put(
        f"/api/v1/assignments/{held.pk}/draft/", {"content": {"rationale": "so far"}}, format="json"
    )

    (lease,) = (
        signed_in(editor)
        .post("/api/v1/queue/hand-over/", {"from": "reviewer", "to": "reviewer2"}, format="json")
        .json()["leases"]
    )

    assert lease["with_draft"]
    draft = signed_in(reviewer2).get(f"/api/v1/assignments/{lease['assignment']}/draft/").json()
    assert (draft["content"], draft["begun_by"]) == ({"rationale": "so far"}, "reviewer")


def test_an_outcome_says_what_rule_was_set_aside(signed_in, editor, desk):
    triager = UserFactory(role="reviewer", username="triager")
    review = ReviewFactory(state="open", editor=triager)
    api = signed_in(editor)
    body = {"reviewer": "triager"}

    refused = api.post(f"/api/v1/reviews/{review.pk}/assign/", body, format="json")
    assert (refused.status_code, refused.json()["exclusions"]) == (409, ["triaged"])
    body["reason"] = "Nobody else reads Estonian."
    assert api.post(f"/api/v1/reviews/{review.pk}/assign/", body, format="json").status_code == 200
    VerdictFactory(review=review, reviewer=triager)
    assert api.get(f"/api/v1/reviews/{review.pk}/").json()["outcome"] is None  # not told yet
    review.__class__.objects.update(reveal_at=review.created_at)

    (disclosed,) = api.get(f"/api/v1/reviews/{review.pk}/").json()["outcome"]["disclosures"]
    assert {name: disclosed[name] for name in ("code", "user", "decided_by", "reason")} == {
        "code": "override",
        "user": "triager",
        "decided_by": "editor",
        "reason": "Nobody else reads Estonian.",
    }


def test_one_declares_an_interest_and_ends_it(signed_in, reviewer, desk):
    publisher = PublisherFactory(slug="ledger")
    ReviewFactory(state="open", claim__version__article__publisher=publisher)
    api = signed_in(reviewer)

    declared = api.post(
        "/api/v1/me/conflicts/", {"publisher": "ledger", "reason": "I own shares"}, format="json"
    ).json()
    assert api.post("/api/v1/queue/next/").status_code == 204
    assert api.get("/api/v1/queue/").json()["code"] == "not_for_you"
    assert [one["id"] for one in api.get("/api/v1/me/conflicts/").json()["results"]] == [declared["id"]]
    api.post(f"/api/v1/me/conflicts/{declared['id']}/end/")

    assert api.post("/api/v1/queue/next/").status_code == 200


def test_a_colleagues_interests_are_their_own(signed_in, reviewer, reviewer2):
    PublisherFactory(slug="ledger")
    declared = signed_in(reviewer).post(
        "/api/v1/me/conflicts/", {"publisher": "ledger", "reason": "I own shares"}, format="json"
    )
    api = signed_in(reviewer2)

    assert api.get("/api/v1/me/conflicts/").json()["results"] == []
    assert api.post(f"/api/v1/me/conflicts/{declared.json()['id']}/end/").status_code == 404


def test_the_preview_shows_the_order_and_saves_nothing(signed_in, editor, desk):
    due = ReviewFactory(state="open", claim__score=0.2, due_at="2024-03-11T09:00Z")
    worthy = ReviewFactory(state="open", claim__score=0.9)
    api = signed_in(editor)

    before = api.get("/api/v1/queue/preview/").json()["entries"]
    after = api.post("/api/v1/queue/preview/", {"due_weight": 0}, format="json").json()["entries"]

    assert [entry["review"] for entry in before] == [due.pk, worthy.pk]
    assert [(entry["review"], entry["old_place"], entry["new_place"]) for entry in after] == [
        (worthy.pk, 2, 1),
        (due.pk, 1, 2),
    ]
    assert after[1]["why"] == "due date -300.0"


def test_next_and_verdict_take_few_queries(api, reviewer, desk, django_assert_num_queries):
    """All of it: who asks, and the kept answer too. docs/performance.md names each."""
    ReviewFactory.create_batch(2, state="open")
    _, secret = create_token(reviewer, name="desk")
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    got = api.post("/api/v1/queue/next/").json()
    api.post(f"/api/v1/assignments/{got['id']}/verdict/", VERDICT, headers={"Idempotency-Key": "1"})

    with django_assert_num_queries(9 + 2):  # a transaction within the test's is a savepoint
        got = api.post("/api/v1/queue/next/").json()
    with django_assert_num_queries(20 + 2):
        given = api.post(
            f"/api/v1/assignments/{got['id']}/verdict/", VERDICT, headers={"Idempotency-Key": "2"}
        )

    assert given.status_code == 201


def test_a_list_of_reviews_takes_three_queries_and_no_readings(api, editor, django_assert_num_queries):
    ReviewFactory.create_batch(3, state="open")
    api.force_authenticate(editor)

    with django_assert_num_queries(
        3
    ) as asked:  # the roles of who asks, the page, and what its rulings disclose
        listed = api.get("/api/v1/reviews/").json()["results"]

    assert len(listed) == 3
    assert not [query["sql"] for query in asked if '"reading"' in query["sql"]]


VERDICT = {
    "rating": "confirmed",
    "finding": {"text": "84"},
    "rationale": "The log.",
    "claim_revision": 1,
    "evidence": [{"kind": "document", "stance": "supports", "url": "https://example.org/log"}],
}
