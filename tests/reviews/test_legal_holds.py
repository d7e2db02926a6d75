"""A legal hold, on an article or on a review: placed and lifted by those who may take down, with a reason that stays."""

import pytest

from factcheck import history, legal_holds, takedown
from factcheck.errors import InvalidInput, LegalHold, Redacted
from factcheck.models import Article, Event
from reviews import as_of
from reviews import legal_holds as holds_of_reviews
from reviews.models import Review
from tests.factories import ReviewFactory

pytestmark = pytest.mark.django_db

WHY = "Case 12 of the regional court"
KEPT = {"articles": legal_holds, "reviews": holds_of_reviews}


@pytest.fixture(params=KEPT)
def kind(request):
    return request.param


@pytest.fixture
def review(desk):
    return ReviewFactory(state="open")


def row_of(kind: str, review: Review) -> Article | Review:
    return (
        Article.objects.get(pk=review.claim.article_id)
        if kind == "articles"
        else Review.objects.get(pk=review.pk)
    )


def test_it_stops_the_take_down_until_it_is_lifted(review, editor, kind):
    article, row = review.claim.article_id, row_of(kind, review)
    KEPT[kind].place(row.pk, actor=editor, reason=WHY)
    with pytest.raises(LegalHold):
        takedown.take_down(article, actor=editor, reason="a court said so")

    KEPT[kind].lift(row.pk, actor=editor, reason="The case is closed")

    assert takedown.take_down(article, actor=editor, reason="a court said so")


def test_who_placed_and_lifted_it_and_why_is_in_the_history(review, editor, kind):
    row = row_of(kind, review)
    KEPT[kind].place(row.pk, actor=editor, reason=WHY)
    KEPT[kind].lift(row.pk, actor=editor, reason="The case is closed")

    lifted, placed = Event.objects.filter(stream=history.stream_of(row)).order_by("-seq")[:2]

    name = row._meta.model_name
    assert (placed.kind, lifted.kind) == (f"{name}.legal_hold_placed", f"{name}.legal_hold_lifted")
    assert (placed.actor, placed.said) == (editor, {"reason": WHY, "changed": {"legal_hold": [False, True]}})
    assert placed.payload.article_ids == [review.claim.article_id]


def test_what_is_kept_is_not_kept_again_and_what_is_free_is_not_freed(review, editor, kind):
    row = row_of(kind, review)
    with pytest.raises(InvalidInput, match="No legal hold"):
        KEPT[kind].lift(row.pk, actor=editor, reason=WHY)
    KEPT[kind].place(row.pk, actor=editor, reason=WHY)

    with pytest.raises(InvalidInput, match="already"):
        KEPT[kind].place(row.pk, actor=editor, reason=WHY)


def test_of_an_article_that_was_taken_down_nothing_is_left_to_keep(review, editor):
    article = review.claim.article_id
    takedown.take_down(article, actor=editor, reason="a court said so")

    with pytest.raises(Redacted):
        legal_holds.place(article, actor=editor, reason=WHY)


def test_the_past_tells_whether_it_was_on(review, editor):
    holds_of_reviews.place(review.pk, actor=editor, reason=WHY)
    then = Event.objects.latest("pk").recorded_at
    holds_of_reviews.lift(review.pk, actor=editor, reason="The case is closed")

    now = Review.objects.get(pk=review.pk)

    assert as_of.review_at(now, then, user=editor).legal_hold
    assert not Review.objects.get(pk=review.pk).legal_hold


def test_it_goes_through_the_api(review, editor, api, kind):
    api.force_authenticate(editor)
    address = f"/api/v1/{kind}/{row_of(kind, review).pk}"

    refused = api.post(f"{address}/legal-hold/", {"reason": " "})
    placed = api.post(f"{address}/legal-hold/", {"reason": WHY})
    held = api.get(f"{address}/").json()["legal_hold"]
    lifted = api.post(f"{address}/lift-legal-hold/", {"reason": "The case is closed"})

    assert refused.status_code == 400
    assert (placed.status_code, lifted.status_code) == ((204, 204) if kind == "articles" else (200, 200))
    assert (held, api.get(f"{address}/").json()["legal_hold"]) == (True, False)
