"""The main job, over HTTP, with every process running."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.stack

TEXT = """Storm leaves thousands without power

By Ada Lindqvist

The storm cut power to 14,000 homes on the west coast, the grid operator Nordlinje said on Tuesday.

Mayor Tove Aasen said at least nine bridges were damaged. "We have closed two schools," she told reporters.
"""
#: Not part of the project: whoever has the file names it.
CUSTOMER_ARTICLE = Path(os.environ.get("FACTCHECK_CUSTOMER_ARTICLE", "not given"))


def test_an_article_becomes_claims_and_a_claim_a_verdict(newsroom_system, client_of):
    posted = newsroom_system.post("/articles/", {"text": TEXT, "external_id": "storm-1"})
    assert posted.status_code == 202
    article_id = posted.json()["id"]

    article = newsroom_system.wait_until_ready(article_id)
    claims = newsroom_system.claims(article_id)

    assert (article["status"], article["title"]) == ("ready", "Storm leaves thousands without power")
    for claim in claims:
        assert article["text"][claim["start"] : claim["end"]] == claim["quote"]
    (homes,) = [claim for claim in claims if any(q["value"] == 14_000 for q in claim["quantities"])]
    assert "Nordlinje" in homes["claimants"][0]["canonical"]

    editor, reviewer = client_of("editor"), client_of("reviewer")
    reviews = editor.get("/reviews/", params={"article": article_id}).json()["results"]
    review = next(review for review in reviews if review["claim"] == homes["id"])
    assert editor.post(f"/reviews/{review['id']}/accept/", {"priority": 50}).json()["state"] == "open"

    assignment = reviewer.post("/queue/next/").json()
    assert assignment["review"] == review["id"]
    ruling = {
        "rating": "confirmed",
        "rationale": "The operator's outage map of that day shows it.",
        "finding": {"text": "14,000 homes, grid operator"},
        "evidence": [{"kind": "dataset", "stance": "supports", "url": "https://grid.example/outages"}],
        "claim_revision": assignment["claim_revision"],
    }
    verdict = reviewer.post(f"/assignments/{assignment['id']}/verdict/", ruling)
    assert verdict.status_code == 201, verdict.text
    listed = reviewer.get("/verdicts/", params={"article": article_id}).json()["results"]
    assert [entry["id"] for entry in listed] == [verdict.json()["id"]]
    assert reviewer.post("/queue/next/").status_code == 204


@pytest.mark.skipif(not CUSTOMER_ARTICLE.exists(), reason="the customer's article is not at hand")
def test_the_customers_article_gives_the_claims_that_they_asked_for(newsroom_system):
    posted = newsroom_system.post("/articles/", {"text": CUSTOMER_ARTICLE.read_text(encoding="utf-8")})
    article = newsroom_system.wait_until_ready(posted.json()["id"])
    claims = newsroom_system.claims(article["id"])

    def has(value: float, noun: str, claimant: str) -> bool:
        return any(
            quantity["value"] == value
            and noun in f"{quantity['noun']} {' '.join(quantity['concept'])} {claim['quote']}"
            and claimant in claim["claimants"][0]["canonical"]
            for claim in claims
            for quantity in claim["quantities"]
        )

    assert has(81, "missile", "Valeriy Zaluzhny")
    assert has(8, "drone", "Valeriy Zaluzhny")
    assert has(4, "drone", "Valeriy Zaluzhny")
    assert has(34, "cruise missile", "Valeriy Zaluzhny")
    assert has(81, "missile", "Volodymyr Zelensky")
    assert has(0.5, "missile", "Ukraine's military")
    assert has(40, "population", "Vitali Klitschko")
    assert has(2, "civilian", "")
    (regions,) = [claim for claim in claims if "ten regions" in claim["quote"]]
    assert (regions["quantities"][0]["low"], regions["claimants"][0]["kind"]) == (10, "narrator")
    assert article["title"].startswith("Russia")
    assert article["author"] == "Zero Hedge, Tyler Durden"
    assert article["published_at"].startswith("2023-03-09")
    quotes = [claim["quote"] for claim in claims]
    assert not any(
        junk in quote for quote in quotes for junk in ("min read", "Illustrative", "Photo", "BY Zero")
    )
    assert sum(article["title"] in quote for quote in quotes) <= 1
    for claim in claims:
        assert article["text"][claim["start"] : claim["end"]] == claim["quote"]
