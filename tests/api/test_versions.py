"""Versions over the API: what changed, and what became of the claims."""

import pytest

from factcheck.extraction import analyse
from factcheck.models import Claim
from factcheck.readings import fill
from tests.factories import ArticleVersionFactory, ClaimFactory, revise

pytestmark = pytest.mark.django_db

TEXT = "🚢 A storm came.\n\nThe harbour lost 40 containers. Nobody was hurt."
QUOTE = "The harbour lost 40 containers"


@pytest.fixture
def claim(desk) -> Claim:
    version = ArticleVersionFactory(text=TEXT, title="Storm")
    return ClaimFactory(version=version, quote=QUOTE)


@pytest.fixture
def reading(api, integration):
    api.force_authenticate(integration)

    def read(path: str, status: int = 200):
        response = api.get(f"/api/v1/{path}")
        assert response.status_code == status, response.content
        return response.json()

    return read


def test_a_diff_tells_what_changed_word_by_word(reading, claim):
    revise(claim.article, "40", "50")

    diff = reading(f"articles/{claim.article_id}/versions/2/diff/")

    assert (diff["old_version"], diff["new_version"]) == (1, 2)
    changed = [piece for piece in diff["pieces"] if piece["op"] != "equal"]
    (piece,) = changed
    assert (piece["part"], piece["op"]) == ("text", "replace")
    assert (piece["old"]["text"], piece["new"]["text"]) == ("40", "50")
    start = TEXT.index("40")
    assert (piece["old"]["start"], piece["old"]["utf16"]["start"]) == (start, start + 1)
    span = {"start": 0, "end": 5, "utf16": {"start": 0, "end": 5}, "text": "Storm"}
    assert diff["pieces"][0] == {"part": "title", "op": "equal", "old": span, "new": span}


@pytest.mark.parametrize(
    ("number", "query", "status", "code"),
    [
        ("2", "?from=1", 200, None),
        ("1", "?from=2", 200, None),
        ("3", "?from=1", 200, None),
        ("1", "", 400, "invalid"),
        ("2", "?from=9", 400, "invalid"),
        ("2", "?from=0", 400, "invalid"),
        ("2", "?from=x", 400, "invalid"),
        ("2", "?from=99999999999999999999", 400, "invalid"),
        ("9", "", 404, "not_found"),
        ("0", "", 404, "not_found"),
        ("99999999999", "", 404, "not_found"),
    ],
)
def test_only_versions_that_are_there_are_compared(reading, claim, number, query, status, code):
    revise(claim.article, "40", "50")
    revise(claim.article, "50", "60")

    answer = reading(f"articles/{claim.article_id}/versions/{number}/diff/{query}", status)

    assert answer.get("code") == code


def test_a_claim_that_drifted_shows_the_old_words_beside_the_new(reading, claim):
    revise(claim.article, "40", "50")

    (listed,) = reading(f"articles/{claim.article_id}/claims/")["results"]

    assert (listed["status"], listed["quote"], listed["version"]) == ("drifted", QUOTE.replace("40", "50"), 2)
    drift = listed["drift"]
    assert (drift["old"]["version"], drift["old"]["quote"]) == (1, QUOTE)
    assert drift["new"] == {"version": 2, "quote": QUOTE.replace("40", "50")}
    assert (drift["changed"], drift["is_gone"]) == (["number"], False)
    assert drift["changes"] == [{"what": "number", "old": "40", "new": "50"}]


def test_a_claim_that_never_drifted_says_so(reading, claim):
    revise(claim.article, "Nobody was hurt.", "Two were hurt.")

    answer = reading(f"claims/{claim.pk}/")

    assert (answer["status"], answer["context_changed"], answer["drift"]) == ("anchored", True, None)


def test_a_claim_has_the_noun_of_its_figure_as_it_is_counted(reading, desk):
    text = "Russia launched eight Iranian-made attack drones."
    found = analyse(text).claims[0]
    claim = ClaimFactory(version=ArticleVersionFactory(text=text), quote=found.quote)
    fill(claim, found, by="test")
    claim.save()

    answer = reading(f"claims/{claim.pk}/")

    assert (answer["figure"], answer["figure_noun"]) == ("8", "attack drones")
    assert answer["quantities"][0]["noun"] == "attack drone"


def test_a_claim_that_is_gone_is_told_where_it_last_stood(reading, claim):
    revise(claim.article, f"{QUOTE}. Nobody was hurt.", "More soon.")

    article = f"articles/{claim.article_id}"
    assert reading(f"{article}/claims/")["results"] == []
    assert reading(f"{article}/")["claim_count"] == 0
    (gone,) = reading(f"{article}/claims/?status=gone")["results"]
    assert gone == reading(f"claims/{claim.pk}/")
    assert (gone["status"], gone["version"], gone["quote"]) == ("gone", 1, QUOTE)
    assert (gone["drift"]["is_gone"], gone["drift"]["new"]) == (True, {"version": 2, "quote": ""})


@pytest.mark.parametrize(("status", "count"), [("anchored", 1), ("drifted", 1), ("gone", 1), ("", 2)])
def test_claims_are_asked_for_by_what_became_of_them(reading, claim, status, count):
    version = claim.article.versions.get()
    ClaimFactory(version=version, quote="Nobody was hurt")
    ClaimFactory(version=version, quote="A storm came")
    revise(claim.article, "🚢 A storm came.\n\nThe harbour lost 40", "Oh.\n\nThe harbour lost 50")

    answer = reading(f"articles/{claim.article_id}/claims/{f'?status={status}' if status else ''}")

    assert len(answer["results"]) == count
    assert {found["status"] for found in answer["results"]} <= (
        {status} if status else {"anchored", "drifted"}
    )


def test_an_unknown_status_is_an_error(reading, claim):
    assert reading(f"articles/{claim.article_id}/claims/?status=odd", 400)["code"] == "invalid"


def test_a_list_of_claims_costs_the_same_however_many_drifted(reading, claim, django_assert_max_num_queries):
    version = claim.article.versions.get()
    for quote in ("harbour lost 40", "lost 40 containers", "40 containers"):
        ClaimFactory(version=version, quote=quote)
    revise(claim.article, "40", "50")

    with django_assert_max_num_queries(8):
        reading(f"articles/{claim.article_id}/claims/")
    with django_assert_max_num_queries(6):
        reading("claims/")


def test_an_article_that_was_taken_down_shows_no_words_of_either_version(reading, claim, editor):
    from factcheck import takedown

    revise(claim.article, "40", "50")
    takedown.take_down(claim.article_id, actor=editor, reason="asked for")

    diff = reading(f"articles/{claim.article_id}/versions/2/diff/")
    (listed,) = reading(f"articles/{claim.article_id}/claims/")["results"]

    assert diff["pieces"] == []
    assert (listed["drift"]["old"]["quote"], listed["drift"]["changes"]) == ("", [])
