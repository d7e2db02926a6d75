"""From a posted article to a verdict, over the API alone."""

import pytest

from factcheck import pipeline
from factcheck.models import ArticleVersion, PipelineRun
from reviews.models import Review, VerdictRetraction
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db

TEXT = "The port authority said on Friday that 41 containers were lost when the ship listed off Cuxhaven."


@pytest.fixture
def open_review(api, integration, editor, desk):
    api.force_authenticate(integration)
    api.post("/api/v1/articles/", {"text": TEXT})
    pipeline.run(PipelineRun.objects.get().pk)
    review = Review.objects.filter(claim__label__contains="41").first()
    api.force_authenticate(editor)
    response = api.post(f"/api/v1/reviews/{review.pk}/accept/", {"priority": 1})
    assert response.json()["state"] == "open"
    return review


@pytest.fixture
def assignment(api, open_review, reviewer):
    api.force_authenticate(reviewer)
    response = api.post("/api/v1/queue/next/")
    assert response.status_code == 200
    return response.json()


def ruling(assignment, **changes):
    rating = next(
        rating for rating in assignment["rating_scale"]["ratings"] if not rating["requires_finding"]
    )
    return {
        "rating": rating["key"],
        "rationale": "The port's log of that night says so.",
        "finding": {"text": "41 containers, port authority"},
        "evidence": [{"kind": "document", "stance": "supports", "url": "https://port.example/log"}],
        "claim_revision": assignment["claim_revision"],
        **changes,
    }


def test_an_assignment_has_all_that_is_needed_to_rule(assignment):
    article, claim = assignment["article"], assignment["claim"]

    assert article["text"][claim["start"] : claim["end"]] == claim["quote"]
    assert claim["quantities"][0]["value"] == 41
    assert claim["claimants"][0]["canonical"]
    assert assignment["why"][0] == {"code": "priority", "text": "an editor gave it priority 1"}
    assert assignment["rating_scale"]["ratings"]


def test_a_heartbeat_answers_the_lease_and_no_text(api, assignment):
    lease = api.post(f"/api/v1/assignments/{assignment['id']}/heartbeat/").json()

    assert lease.keys() == {"id", "lease_expires_at", "claim_revision"}
    assert lease["lease_expires_at"] >= assignment["lease_expires_at"]


def test_what_one_holds_takes_few_queries_a_review(api, reviewer, django_assert_num_queries):
    api.force_authenticate(reviewer)
    AssignmentFactory.create_batch(3, reviewer=reviewer)

    api.get("/api/v1/queue/mine/")  # the process knows the scale from now on

    # The assignments; a review: its claim in its article.
    with django_assert_num_queries(1 + 3):
        held = api.get("/api/v1/queue/mine/").json()

    assert len(held) == 3


def test_a_verdict_takes_the_review_from_the_queue_and_is_listed(api, assignment, open_review):
    response = api.post(f"/api/v1/assignments/{assignment['id']}/verdict/", ruling(assignment))

    assert response.status_code == 201
    assert api.post("/api/v1/queue/next/").status_code == 204
    (verdict,) = api.get("/api/v1/verdicts/").json()["results"]
    assert verdict["id"] == response.json()["id"]
    assert verdict["finding"]["text"] == "41 containers, port authority"
    assert verdict["evidence"][0]["url"] == "https://port.example/log"
    open_review.refresh_from_db()
    assert open_review.state == "decided"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"rating": "no-such-rating"}, "rating", id="unknown rating"),
        pytest.param({"rating": None}, "rating", id="null rating"),
        pytest.param({"rationale": "  "}, "rationale", id="no rationale"),
        pytest.param({"close_reason": "duplicate"}, "rating", id="rating and close reason"),
        pytest.param(
            {"evidence": [{"kind": "document", "stance": "supports", "url": "javascript:alert(1)"}]},
            "evidence[0].url",
            id="a script for an address",
        ),
        pytest.param(
            {"evidence": [{"kind": "document", "stance": "supports"}]}, "evidence[0].url", id="empty evidence"
        ),
        pytest.param(
            {"evidence": [{"kind": "rumour", "stance": "supports"}]}, "evidence[0].kind", id="unknown kind"
        ),
        pytest.param({"finding": "41"}, "finding", id="a finding that is no object"),
        pytest.param({"claim_revision": "x"}, "claim_revision", id="no revision"),
        pytest.param({"raitonale": "x"}, "raitonale", id="unknown field"),
    ],
)
def test_a_verdict_that_is_not_complete_names_the_field_and_changes_nothing(api, assignment, changes, field):
    response = api.post(f"/api/v1/assignments/{assignment['id']}/verdict/", ruling(assignment, **changes))

    assert response.status_code == 400
    assert field in [error["field"] for error in response.json()["errors"]]
    assert api.get("/api/v1/verdicts/").json()["results"] == []
    assert api.get("/api/v1/queue/mine/").json()[0]["id"] == assignment["id"]


def test_a_stale_revision_is_a_conflict_that_names_the_current_one(api, assignment):
    response = api.post(
        f"/api/v1/assignments/{assignment['id']}/verdict/", ruling(assignment, claim_revision=7)
    )

    problem = response.json()
    assert (response.status_code, problem["code"], problem["claim_revision"]) == (409, "stale", 1)


def test_a_second_verdict_is_a_conflict_and_a_repeat_with_its_key_is_not(api, assignment):
    url = f"/api/v1/assignments/{assignment['id']}/verdict/"
    first = api.post(url, ruling(assignment), headers={"Idempotency-Key": "v"})

    repeat = api.post(url, ruling(assignment), headers={"Idempotency-Key": "v"})
    second = api.post(url, ruling(assignment))

    assert (repeat.status_code, repeat.json()["id"]) == (201, first.json()["id"])
    assert (second.status_code, second.json()["code"]) == (409, "already_ruled")


def test_a_colleague_rules_on_nothing_and_sees_nothing(api, assignment, reviewer2):
    api.force_authenticate(reviewer2)
    url = f"/api/v1/assignments/{assignment['id']}/"

    refused = api.post(f"{url}verdict/", ruling(assignment))

    assert (refused.status_code, refused.json()["code"]) == (409, "lease_not_held")
    assert refused.json()["detail"] == "This lease is not yours. Ask for the next review."
    assert api.get(url).status_code == 404


def test_nobody_rules_on_an_assignment_that_never_was(api, assignment, reviewer):
    api.force_authenticate(reviewer)

    assert api.post("/api/v1/assignments/987654/verdict/", ruling(assignment)).status_code == 404


def test_an_empty_queue_says_why(api, reviewer, desk):
    api.force_authenticate(reviewer)

    assert api.get("/api/v1/queue/").json()["message"] == "Nothing is open, and nothing waits for triage."


def test_a_reviewer_takes_back_a_slip_and_gives_another_verdict(api, assignment):
    given = api.post(f"/api/v1/assignments/{assignment['id']}/verdict/", ruling(assignment)).json()

    retracted = api.post(f"/api/v1/verdicts/{given['id']}/retract/", {})
    again = api.post("/api/v1/queue/next/").json()
    second = api.post(
        f"/api/v1/assignments/{again['id']}/verdict/", ruling(again, rationale="On second look.")
    )

    assert retracted.status_code == 204
    assert second.status_code == 201
    assert [verdict["rationale"] for verdict in api.get("/api/v1/verdicts/").json()["results"]] == [
        "On second look."
    ]


def test_taking_back_again_after_a_lost_answer_is_answered_as_the_first(api, assignment):
    given = api.post(f"/api/v1/assignments/{assignment['id']}/verdict/", ruling(assignment)).json()
    url, key = f"/api/v1/verdicts/{given['id']}/retract/", {"Idempotency-Key": "undo-1"}

    first, again = (api.post(url, {}, headers=key) for _ in range(2))
    without_key = api.post(url, {})

    assert (first.status_code, again.status_code, without_key.status_code) == (204, 204, 404)
    assert again["Idempotency-Replayed"] == "true"
    assert VerdictRetraction.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "boring"])
def test_dismissing_wants_a_reason_that_the_desk_knows(api, open_review, editor, reason):
    api.force_authenticate(editor)

    response = api.post(f"/api/v1/reviews/{open_review.pk}/dismiss/", {"reason": reason})

    assert response.status_code == 400


def test_a_move_that_the_state_does_not_allow_is_a_conflict(api, open_review, editor):
    api.force_authenticate(editor)

    response = api.post(f"/api/v1/reviews/{open_review.pk}/accept/")

    problem = response.json()
    assert (response.status_code, problem["code"], problem["state"]) == (409, "illegal_transition", "open")


def test_a_verdict_names_its_article_alone_and_in_the_list(api, assignment):
    ArticleVersion.objects.update(headline="Forty-one over board")

    given = api.post(f"/api/v1/assignments/{assignment['id']}/verdict/", ruling(assignment)).json()
    (listed,) = api.get("/api/v1/verdicts/").json()["results"]

    assert given["article_title"] == listed["article_title"] == "Forty-one over board"
