"""A transcript that grows: old words, ids and offsets stay."""

import itertools
from datetime import UTC, datetime

import pytest

from factcheck import ingest, pipeline, takedown
from factcheck.errors import CannotGrow, InvalidInput, NoWordsYet, Redacted, TextChanged, TooLong
from factcheck.ingest import Piece, append
from factcheck.models import Article, ArticleVersion, Claim, ClaimAnchor, PipelineRun
from tests.factories import ArticleFactory, ArticleVersionFactory, UserFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db

OPENING = "MOSS: We closed 12 bridges after the flood.\n\nRAY: That is not true. Only 9 bridges were closed."


@pytest.fixture
def clerk():
    return UserFactory(role="integration")


@pytest.fixture
def debate():
    return ArticleVersionFactory(text=OPENING, article__genre="transcript")


def read(version) -> None:
    for run in PipelineRun.objects.filter(version=version, step="extract", status="queued"):
        pipeline.run(run.pk)


def test_what_stood_there_stays_and_the_new_turn_stands_behind_it(debate, clerk):
    said_at = datetime(2026, 3, 10, 14, 5, tzinfo=UTC)

    version, is_new = append(debate.article_id, Piece("It was 12.", speaker="MOSS", at=said_at), actor=clerk)

    assert is_new
    assert version.text == f"{OPENING}\n\nMOSS: It was 12."
    assert (version.number, version.blocks) == (
        2,
        [{"id": "v2", "start": len(OPENING) + 2, "end": len(version.text), "speaker": "MOSS",
          "posted_at": "2026-03-10T14:05:00+00:00"}],
    )  # fmt: skip


def test_a_piece_that_another_only_begins_with_is_added(debate, clerk):
    append(debate.article_id, Piece("Yes, we can.", text_sha256=debate.text_sha256), actor=clerk)

    with pytest.raises(TextChanged):
        append(debate.article_id, Piece("Yes", text_sha256=debate.text_sha256), actor=clerk)


def test_without_a_name_whoever_spoke_goes_on(debate, clerk):
    version, _ = append(debate.article_id, Piece("And 3 roads."), actor=clerk)

    assert version.text == f"{OPENING}\n\nAnd 3 roads."


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n\n\n", " "])
def test_an_empty_line_parts_old_from_new(clerk, end):
    old = ArticleVersionFactory(text=f"One.{end}", article__genre="transcript")

    version, _ = append(old.article_id, Piece("\u0301Two.\n"), actor=clerk)

    assert version.text.startswith(old.text)
    assert version.text[len(old.text) :].lstrip("\n") == "\u0301Two."
    assert "\n\n" in version.text[len(old.text.rstrip("\n")) :]


def test_claims_keep_number_and_place_and_only_what_is_new_brings_new_ones(desk, clerk):
    article = ingest.store(ingest.Submission(text=OPENING, genre="transcript"), owner=clerk)[0]
    read(article)
    before = {
        anchor.claim_id: (anchor.start, anchor.end, anchor.quote, anchor.focus)
        for anchor in ClaimAnchor.objects.filter(version=article)
    }
    version, _ = append(
        article.article_id, Piece("We also built 40 schools in 2024.", speaker="MOSS"), actor=clerk
    )

    read(version)

    now = {anchor.claim_id: anchor for anchor in ClaimAnchor.objects.filter(version=version)}
    assert before
    assert {pk: (now[pk].start, now[pk].end, now[pk].quote, now[pk].focus) for pk in before} == before
    assert {now[pk].status for pk in before} == {"anchored"}
    new = [anchor for pk, anchor in now.items() if pk not in before]
    assert new
    assert all(anchor.start >= len(OPENING) for anchor in new)
    assert {anchor.claim.claimant for anchor in new} == {"MOSS"} or {
        anchor.claim.claimant for anchor in new
    } == {"Moss"}


def test_what_the_engine_passed_over_is_no_news_because_more_was_said(desk, clerk, monkeypatch):
    from tests.findings import analysis, finding

    article = ingest.store(ingest.Submission(text=OPENING, genre="transcript"), owner=clerk)[0]
    found = ["We closed 12 bridges"]
    monkeypatch.setattr(
        "factcheck.extraction.analyse",
        lambda text, **_: analysis(text, *(finding(text, words) for words in found)),
    )
    read(article)
    version, _ = append(article.article_id, Piece("We built 40 schools.", speaker="MOSS"), actor=clerk)
    found += ["Only 9 bridges were closed", "We built 40 schools"]

    read(version)

    quotes = ClaimAnchor.objects.filter(version=version).order_by("start").values_list("quote", flat=True)
    assert list(quotes) == ["We closed 12 bridges", "We built 40 schools"]


@pytest.mark.django_db(transaction=True)
def test_pieces_at_the_same_moment_come_one_after_the_other(desk):
    debate = ArticleVersionFactory(text=OPENING, article__genre="transcript")
    people = [UserFactory(role="integration") for _ in range(5)]

    answers = at_once(
        *(
            lambda at=at, actor=actor: append(debate.article_id, Piece(f"Piece {at}."), actor=actor)
            for at, actor in enumerate(people)
        )
    )

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    versions = list(ArticleVersion.objects.order_by("number"))
    assert [version.number for version in versions] == [1, 2, 3, 4, 5, 6]
    assert all(b.text.startswith(a.text) for a, b in itertools.pairwise(versions))
    assert all(f"Piece {at}." in versions[-1].text for at in range(5))


def test_a_piece_whose_answer_was_lost_is_not_added_twice(debate, clerk):
    piece = Piece("It was 12.", speaker="MOSS", text_sha256=debate.text_sha256)
    first, _ = append(debate.article_id, piece, actor=clerk)

    again, is_new = append(debate.article_id, piece, actor=clerk)

    assert (again, is_new) == (first, False)


def test_a_piece_for_another_place_is_refused(debate, clerk):
    append(debate.article_id, Piece("It was 12.", speaker="MOSS"), actor=clerk)

    with pytest.raises(TextChanged) as refusal:
        append(debate.article_id, Piece("No.", text_sha256=debate.text_sha256), actor=clerk)

    assert refusal.value.extensions["version"] == 2


def test_the_same_words_said_twice_stand_twice(debate, clerk):
    for _ in range(2):
        version, _ = append(debate.article_id, Piece("Hear, hear."), actor=clerk)

    assert version.text.count("Hear, hear.") == 2


@pytest.mark.parametrize(
    "piece", [Piece(""), Piece(" \n\n "), Piece("a\0b"), Piece("a", speaker="A: B"), Piece("a", speaker="A\nB"),
              Piece("a", speaker="\ud800")],
)  # fmt: skip
def test_what_is_no_turn_is_refused(debate, clerk, piece):
    with pytest.raises(InvalidInput):
        append(debate.article_id, piece, actor=clerk)


def test_a_text_does_not_grow_beyond_the_limit(debate, clerk, settings):
    settings.ARTICLE_MAX_CHARS = len(OPENING) + 5

    with pytest.raises(TooLong):
        append(debate.article_id, Piece("Twelve."), actor=clerk)


def test_only_what_is_still_being_said_grows(clerk):
    news = ArticleVersionFactory()

    with pytest.raises(CannotGrow):
        append(news.article_id, Piece("More."), actor=clerk)


def test_nothing_stands_behind_words_that_are_not_here_yet(clerk):
    with pytest.raises(NoWordsYet):
        append(ArticleFactory(genre="live").pk, Piece("More."), actor=clerk)


def test_what_was_taken_down_does_not_grow(debate, clerk):
    takedown.take_down(debate.article_id, actor=UserFactory(role="editor"), reason="ordered")

    with pytest.raises(Redacted):
        append(debate.article_id, Piece("More."), actor=clerk)


def test_over_the_api(api, clerk, debate):
    api.force_authenticate(clerk)
    url = f"/api/v1/articles/{debate.article_id}/append/"
    body = {"text": "It was 12.", "speaker": "MOSS", "text_sha256": debate.text_sha256}

    first = api.post(url, body, headers={"Idempotency-Key": "k1"})
    replay = api.post(url, body, headers={"Idempotency-Key": "k1"})
    known = api.post(url, body)
    other = api.post(url, body | {"text": "It was 13."})

    assert [answer.status_code for answer in (first, replay, known, other)] == [202, 202, 200, 409]
    assert (first.json()["version"], other.json()["code"]) == (2, "text_changed")
    assert Article.objects.get().versions.count() == 2
    assert not Claim.objects.exists()
