"""Claims by hand in the admin."""

import pytest

from factcheck.models import Claim
from tests.admin.conftest import act, page
from tests.factories import ArticleVersionFactory

TEXT = "The harbour said at least 40 containers were lost. Nobody was hurt, Ann Ray said."


@pytest.fixture
def version(db):
    return ArticleVersionFactory(text=TEXT)


def test_words_of_an_article_become_a_claim(enter, desk, version):
    client = enter("editor")
    url = act("factcheck_article", version.article_id, "mark")

    asked = client.get(url).content.decode()
    response = client.post(
        url, {"words": "at least 40 containers were lost", "claimant": "Ann Ray", "label": ""}
    )

    assert "Add a claim" in asked
    assert response.status_code == 302
    claim = Claim.objects.get()
    assert (claim.claimant, claim.figure, claim.created_by) == ("Ann Ray", "≥ 40", client.user)


@pytest.mark.parametrize("words", ["said", "not there"])
def test_words_that_stand_nowhere_or_twice_are_refused(enter, version, words):
    response = enter("editor").post(act("factcheck_article", version.article_id, "mark"), {"words": words})

    assert response.status_code == 200
    assert "fc-alarm" in response.content.decode()
    assert not Claim.objects.exists()


def test_a_statement_is_written_down(enter, desk):
    client = enter("editor")

    asked = client.get(page("factcheck_claim", "add"))
    response = client.post(
        page("factcheck_claim", "add"),
        {"quote": "We lost 40 containers.", "claimant": "Ann Ray", "said_at_0": "2026-03-10", "said_at_1": "07:12",
         "source_url": "", "note": "By telephone"},
    )  # fmt: skip

    assert asked.status_code == 200
    claim = Claim.objects.get()
    assert response["Location"] == page("factcheck_claim", "change", claim.pk)
    assert "By telephone" in client.get(response["Location"]).content.decode()


def test_what_is_missing_is_said(enter, desk):
    response = enter("editor").post(page("factcheck_claim", "add"), {"quote": "", "claimant": ""})

    assert response.content.decode().count("fc-error") >= 3
    assert not Claim.objects.exists()


def test_an_adjudicator_may_not(enter, version):
    client = enter("adjudicator")

    assert client.get(page("factcheck_claim", "add")).status_code == 403
    assert client.get(act("factcheck_article", version.article_id, "mark")).status_code == 403
