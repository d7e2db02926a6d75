"""Give, look, undo, give: at no time does anything show a reviewer what a colleague did in the round."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from factcheck.models import User
from reviews import workflow
from reviews.evidence import EvidenceInput
from reviews.models import Assignment, Review
from tests.factories import ReviewFactory, UserFactory, VerdictFactory, default_desk

pytestmark = pytest.mark.django_db

#: Stands in every word that the colleagues write, and in their names.
CANARY = "zebrafinch"

PLACES = [
    "reviews/",
    *(f"reviews/?state={state}" for state in Review.State.values),
    "reviews/{review}/",
    "reviews/{review}/adjudication/",
    "verdicts/",
    "verdicts/?review={review}",
    "verdicts/{colleagues}/",
    "queue/",
    "queue/mine/",
    "assignments/{assignment}/",
    "claims/{claim}/",
    "agreement/",
    "agreement/pairs/?desk=news",
]
#: In this order: what one leads away with is said by the next.
PAGES = ["case", "history", "change"]


def colleague_rules(review: Review, rating: str) -> None:
    piece = EvidenceInput(kind="document", stance="refutes", title=CANARY, quote=CANARY, note=CANARY)
    VerdictFactory(
        review=review,
        reviewer=UserFactory(role="reviewer", username=f"{CANARY}{User.objects.count()}"),
        rating=rating,
        finding=CANARY,
        rationale=CANARY,
        evidence=[piece],
    )


def everything(user: User, review: Review) -> Iterator[tuple[str, str]]:
    """All that ``user`` can reach about the review: (where, what it says)."""
    api, admin = APIClient(), Client()
    api.force_authenticate(user)
    admin.force_login(user)
    own = Assignment.objects.filter(review=review, reviewer=user).latest("pk")
    others = review.verdicts.exclude(reviewer=user).values_list("pk", flat=True)
    for place in PLACES:
        for colleagues in others if "{colleagues}" in place else [0]:
            path = place.format(
                review=review.pk, claim=review.claim_id, assignment=own.pk, colleagues=colleagues
            )
            yield path, api.get(f"/api/v1/{path}").content.decode()
    for page in PAGES:
        path = reverse(f"admin:reviews_review_{page}", args=[review.pk])
        answer = admin.get(path)
        yield path, answer.headers.get("Location", "") + answer.content.decode()


def look(user: User, review: Review) -> dict[str, object]:
    """What the review says of itself; nothing that the user reaches shows a colleague's."""
    for place, said in everything(user, review):
        assert CANARY not in said, place
    api = APIClient()
    api.force_authenticate(user)
    return api.get(f"/api/v1/reviews/{review.pk}/").json()


@pytest.mark.parametrize(
    ("required", "third", "colleagues", "comes"),
    [
        (1, False, "none", "none"),
        *(
            (required, third, colleagues, comes)
            for required, third in ((2, False), (2, True), (3, False))
            for colleagues in ("agree", "differ")
            for comes in ("first", "last")
        ),
    ],
)
def test_give_look_undo_give(db, required, third, colleagues, comes):
    default_desk(required_verdicts=required, third_verdict=third, show_pair_agreement=True)
    reviewer = UserFactory(role="administrator", is_staff=True)  # who reaches the most
    review = ReviewFactory(state="open")
    rating = "confirmed" if colleagues == "agree" else "outdated"

    def others() -> None:
        for _ in range(required - 1):
            colleague_rules(review, rating)

    before = review_as_told(reviewer, review)
    if comes == "last":
        others()
    slip = VerdictFactory(review=review, reviewer=reviewer, rating="confirmed")
    if comes == "first":
        others()
    given = look(reviewer, review)
    api = APIClient()
    api.force_authenticate(reviewer)
    undone = api.post(f"/api/v1/verdicts/{slip.pk}/retract/", {}, format="json")
    taken_back = look(reviewer, review)
    VerdictFactory(review=review, reviewer=reviewer, rating="wrong")
    given_again = look(reviewer, review)

    assert undone.status_code == 204
    assert before == given == taken_back == given_again, "the review is told to be open, as before"
    assert {verdict.rating.key for verdict in review.verdicts.standing().filter(reviewer=reviewer)} == {
        "wrong"
    }


def review_as_told(user: User, review: Review) -> dict[str, object]:
    api = APIClient()
    api.force_authenticate(user)
    return api.get(f"/api/v1/reviews/{review.pk}/").json()


def test_once_it_was_served_nothing_is_taken_back(db):
    """Whoever adjudicates has read it, and the window has become longer since."""
    default_desk(required_verdicts=2, undo_seconds=0)
    review = ReviewFactory(state="open")
    verdict = VerdictFactory(review=review, rating="confirmed")
    VerdictFactory(review=review, rating="wrong")
    adjudicator, author = APIClient(), APIClient()
    adjudicator.force_authenticate(UserFactory(role="adjudicator"))
    author.force_authenticate(verdict.reviewer)

    served = adjudicator.get(f"/api/v1/reviews/{review.pk}/adjudication/")
    default_desk(undo_seconds=3600)
    refused = author.post(f"/api/v1/verdicts/{verdict.pk}/retract/", {}, format="json")

    assert served.status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (409, "undo_over")
    assert Review.objects.get(pk=review.pk).reveal_at <= timezone.now()


@pytest.mark.parametrize("where", ["on_hold", "merged"])
def test_a_slip_is_taken_back_where_the_review_was_set_aside_meanwhile(db, editor, where):
    default_desk(required_verdicts=2)
    verdict = VerdictFactory(review=ReviewFactory(state="open"))
    if where == "on_hold":
        workflow.hold(verdict.review_id, actor=editor, reason="waits")
    else:
        workflow.merge(verdict.review_id, into=ReviewFactory().pk, actor=editor)

    workflow.retract_verdict(verdict.pk, reviewer=verdict.reviewer)

    assert Review.objects.get(pk=verdict.review_id).state == where
    assert Assignment.objects.get(pk=verdict.assignment_id).status == "released"
