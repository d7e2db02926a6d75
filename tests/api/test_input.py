"""What every body is held to, before anything looks at what it says."""

import json

import pytest

from factcheck.models import Article
from tests.factories import ReviewFactory

pytestmark = pytest.mark.django_db

ARTICLES = "/api/v1/articles/"


def post_raw(api, url, raw):
    return api.generic("POST", url, raw.encode(), content_type="application/json")


@pytest.mark.parametrize(
    ("raw", "field", "code"),
    [
        pytest.param(r'{"text": "a \ud83d b"}', "text", "lone_surrogate", id="half a pair in a text"),
        pytest.param(r'{"text": "a", "external_id": "\u0000"}', "external_id", "nul", id="NUL in an id"),
        pytest.param(
            r'{"blocks": [{"id": "\u0000", "text": "a"}]}', "blocks[0].id", "nul", id="NUL in a block's id"
        ),
        pytest.param(r'{"text": "a", "\ud83d": 1}', "body", "lone_surrogate", id="half a pair in a name"),
        pytest.param(r'{"\ud83d": 1, "\ud83d": 2}', "body", "lone_surrogate", id="and the name stands twice"),
    ],
)
def test_what_no_row_can_hold_is_refused_where_it_stands(api, integration, raw, field, code):
    api.force_authenticate(integration)

    response = post_raw(api, ARTICLES, raw)

    assert response.status_code == 400
    assert [(error["field"], error["code"]) for error in response.json()["errors"]] == [(field, code)]
    assert not Article.objects.exists()


def test_a_finding_is_held_to_the_same(api, adjudicator):
    review = ReviewFactory()
    api.force_authenticate(adjudicator)
    body = r'{"rating": "wrong", "summary": "s", "finding": {"text": "f", "quantities": ["\ud83d"]}}'

    response = post_raw(api, f"/api/v1/reviews/{review.pk}/adjudicate/", body)

    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "finding.quantities[0]"


def test_whole_pairs_are_characters_like_any_other(api, integration):
    api.force_authenticate(integration)

    response = post_raw(api, ARTICLES, r'{"text": "Two \ud83d\ude80 were seen."}')

    assert response.json()["text"] == "Two \U0001f680 were seen."


def test_a_key_that_stands_twice_among_very_many_is_found_at_once(api, integration):
    api.force_authenticate(integration)
    pairs = ", ".join(f'"k{number}": 0' for number in range(200_000))

    response = post_raw(api, ARTICLES, f'{{{pairs}, "k199999": 1}}')

    assert "“k199999” stands twice" in json.loads(response.content)["detail"]


@pytest.mark.parametrize(
    "url", [ARTICLES, "/api/v1/articles/by-external-id/none-such/", "/api/v1/reviews/1/"]
)
def test_options_are_answered_for_every_address(api, integration, url):
    api.force_authenticate(integration)

    response = api.options(url)

    assert response.status_code == 200
    assert "actions" not in response.json()
