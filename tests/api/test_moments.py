"""Times that no calendar shows are refused at every door, and the answer says which are taken."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.models import Article
from reviews.models import Evidence, Review
from tests.factories import AssignmentFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db

NULL_DATE = "0001-01-01T00:00:00Z"
LAST_DATE = "9999-12-31T23:59:59Z"


@pytest.fixture
def everybody():
    """Somebody who may do everything, and has rulings of their own."""
    return UserFactory(role="administrator")


@pytest.fixture
def refused(api, everybody):
    """A function: the one error with which a request was refused."""
    api.force_authenticate(everybody)

    def post(path, body):
        response = api.post(f"/api/v1/{path}", body, format="json")
        assert response.status_code == 400, response.content
        (error,) = response.json()["errors"]
        return error["field"], error["code"], error["detail"]

    return post


@pytest.mark.parametrize(
    "moment",
    [NULL_DATE, LAST_DATE, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1899-12-31T23:59:59Z"],
)
@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("reviews/{}/accept/", {}, "due_at"),
        ("reviews/{}/hold/", {"reason": "waits"}, "wake_at"),
        ("articles/", {"text": "Twelve bridges were closed."}, "deadline"),
        ("articles/", {"text": "Twelve bridges were closed."}, "published_at"),
        ("claims/", {"quote": "We lost 40.", "claimant": "Ann Ray"}, "said_at"),
    ],
)
def test_a_time_outside_the_calendar_is_refused_and_the_bounds_are_said(refused, path, body, field, moment):
    review = ReviewFactory()

    named, _code, detail = refused(path.format(review.pk), {**body, field: moment})

    assert (named, "1900 to 2199" in detail) == (field, True)
    assert (Review.objects.get().state, Article.objects.count()) == ("triage", 1)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        pytest.param(NULL_DATE, "out_of_calendar", id="before the calendar"),
        pytest.param((timezone.now() + timedelta(days=400)).isoformat(), "future", id="yet to come"),
    ],
)
def test_evidence_was_retrieved_at_a_time_that_has_come(refused, everybody, moment, code):
    held = AssignmentFactory(reviewer=everybody)
    piece = {"kind": "document", "stance": "supports", "title": "Ledger", "retrieved_at": moment}
    body = {"rating": "wrong", "rationale": "r", "claim_revision": 1, "evidence": [piece]}

    named, said, _detail = refused(f"assignments/{held.pk}/verdict/", body)

    assert (named, said) == ("evidence[0].retrieved_at", code)
    assert not Evidence.objects.exists()


def test_a_clock_that_is_a_little_fast_is_let_pass(api, everybody):
    held = AssignmentFactory(reviewer=everybody)
    soon = (timezone.now() + timedelta(minutes=1)).isoformat()
    piece = {"kind": "document", "stance": "supports", "title": "Ledger", "retrieved_at": soon}
    body = {"rating": "confirmed", "rationale": "r", "claim_revision": 1, "evidence": [piece]}
    api.force_authenticate(everybody)

    response = api.post(f"/api/v1/assignments/{held.pk}/verdict/", body, format="json")

    assert response.status_code == 201, response.content
