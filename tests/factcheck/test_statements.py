"""What was said on the radio or on the telephone."""

from datetime import UTC, datetime

import pytest

from factcheck import statements, takedown
from factcheck.errors import InvalidInput, KnownClaim, Redacted
from factcheck.models import Article, ArticleVersion, Claim, ClaimAnchor, Payload, PipelineRun
from factcheck.statements import Statement
from reviews.models import Review
from tests.factories import UserFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 10, 7, 12, tzinfo=UTC)
SAID = Statement(
    quote=" We lost at least 40 containers. ",
    claimant="Ann Ray",
    said_at=AT,
    source_url="https://radio.example/live",
    note="Morning show, by telephone",
)
BODY = {
    "quote": SAID.quote, "claimant": "Ann Ray", "said_at": "2026-03-10T07:12:00Z",
    "source_url": SAID.source_url, "note": SAID.note,
}  # fmt: skip


@pytest.fixture
def writer():
    return UserFactory(role="editor")


def test_a_statement_is_a_claim_that_stands_in_a_transcript_of_its_own(desk, writer):
    anchor = statements.record(SAID, actor=writer)

    claim, version = anchor.claim, ArticleVersion.objects.get()
    assert (version.text, anchor.quote, anchor.start) == ("We lost at least 40 containers.",) * 2 + (0,)
    assert (version.article.genre, version.article.status, version.article.url) == ("transcript", "ready", "")
    assert (version.published_at, version.headline) == (AT, "Ann Ray: We lost at least 40 containers.")
    assert (claim.origin, claim.created_by, claim.claimant, claim.figure) == (
        "person",
        writer,
        "Ann Ray",
        "≥ 40",
    )
    assert claim.reading["source"] == {"url": SAID.source_url, "note": SAID.note}
    assert claim.reading["said_at"] == "2026-03-10T07:12:00+00:00"
    assert Review.objects.get().claim == claim
    assert not PipelineRun.objects.exists()


def test_another_statement_of_the_same_stream_is_another_article(desk, writer):
    statements.record(SAID, actor=writer)

    statements.record(Statement("Nobody was hurt.", "Ann Ray", AT, SAID.source_url), actor=writer)

    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("claimant", "said_at"), [("Bo Hale", AT), ("Ann Ray", datetime(2026, 3, 11, 7, 0, tzinfo=UTC))]
)
def test_the_same_words_of_another_or_at_another_time_are_another_claim(desk, writer, claimant, said_at):
    statements.record(SAID, actor=writer)

    statements.record(Statement(SAID.quote, claimant, said_at), actor=writer)

    assert Claim.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_people_who_write_the_same_down_make_one_claim(desk):
    people = [UserFactory(role="editor") for _ in range(3)]

    answers = at_once(*(lambda actor=actor: statements.record(SAID, actor=actor) for actor in people))

    assert [type(answer) for answer in answers].count(KnownClaim) == 2
    assert Claim.objects.count() == Article.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [Statement("", "A", AT), Statement(" \n", "A", AT), Statement("…", "A", AT), Statement("No.", "", AT),
     Statement("No.", " – ", AT), Statement("a\0", "A", AT), Statement("a" * 2001, "A", AT),
     Statement("No.", "A", AT, note="\ud800")],
)  # fmt: skip
def test_what_says_nothing_is_refused(writer, statement):
    with pytest.raises(InvalidInput):
        statements.record(statement, actor=writer)

    assert not Article.objects.exists()


def test_a_take_down_blanks_it_and_it_is_not_taken_in_again(desk, writer):
    anchor = statements.record(SAID, actor=writer)

    takedown.take_down(anchor.version.article_id, actor=writer, reason="ordered")

    claim = Claim.objects.get()
    assert (claim.label, claim.claimant, claim.reading.get("source")) == ("", "", None)
    assert ClaimAnchor.objects.get().quote == ""
    assert not Payload.objects.filter(body__contains="containers").exists()
    with pytest.raises(Redacted):
        statements.record(SAID, actor=writer)


def test_over_the_api(api, desk, writer):
    api.force_authenticate(writer)

    first = api.post("/api/v1/claims/", BODY, headers={"Idempotency-Key": "k1"})
    replay = api.post("/api/v1/claims/", BODY, headers={"Idempotency-Key": "k1"})
    known = api.post("/api/v1/claims/", BODY)

    claim = first.json()
    assert (first.status_code, replay.json(), known.status_code) == (201, claim, 409)
    assert (claim["source"]["note"], claim["claimants"][0]["name"]) == (SAID.note, "Ann Ray")
    assert known.json()["claim"] == claim["id"]
    article = api.get(f"/api/v1/articles/{claim['article']}/").json()
    assert article["text"][claim["start"] : claim["end"]] == claim["quote"]
    assert [notice["code"] for notice in article["notices"]] == ["written_down"]


@pytest.mark.parametrize("lacking", ["quote", "claimant", "said_at"])
def test_all_three_are_needed(api, writer, lacking):
    api.force_authenticate(writer)

    response = api.post("/api/v1/claims/", {name: value for name, value in BODY.items() if name != lacking})

    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, lacking)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.example/x", "radio"])
def test_an_address_is_one_of_the_web(api, writer, url):
    api.force_authenticate(writer)

    response = api.post("/api/v1/claims/", BODY | {"source_url": url})

    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, "source_url")


def test_a_kept_answer_goes_with_the_take_down(api, desk, writer):
    api.force_authenticate(writer)
    claim = api.post("/api/v1/claims/", BODY, headers={"Idempotency-Key": "k1"}).json()

    takedown.take_down(claim["article"], actor=writer, reason="ordered")

    again = api.post("/api/v1/claims/", BODY, headers={"Idempotency-Key": "k1"})
    assert (again.status_code, again.json()["code"]) == (409, "redacted")
