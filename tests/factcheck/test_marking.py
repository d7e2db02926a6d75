"""Claims that people mark themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import marking, takedown
from factcheck.claims import store_claims
from factcheck.errors import DomainError, InvalidInput, KnownClaim, Redacted, TextChanged
from factcheck.extraction.marked import marked_claim
from factcheck.extraction.types import Span
from factcheck.marking import LONGEST_QUOTE, Mark, find_words
from factcheck.models import Claim, ClaimAnchor, Event, Payload
from reviews.models import Review
from tests.factories import ArticleVersionFactory, ClaimFactory, UserFactory
from tests.findings import analysis, finding
from tests.races import at_once

pytestmark = pytest.mark.django_db

TEXT = "😀 The harbour said at least 40 containers were lost. Nobody was hurt, Ann Ray said."
QUOTE = "at least 40 containers were lost"
AT = TEXT.index(QUOTE)
MARK = Mark(start=AT, end=AT + len(QUOTE))


@pytest.fixture
def version():
    return ArticleVersionFactory(text=TEXT)


@pytest.fixture
def editor():
    return UserFactory(role="editor")


def test_marked_words_are_a_claim_of_the_person_who_marked_them(version, editor, desk):
    anchor = marking.mark(version.article_id, MARK, actor=editor)

    claim = anchor.claim
    assert (anchor.quote, anchor.start, anchor.end) == (QUOTE, AT, AT + len(QUOTE))
    assert (claim.origin, claim.created_by, claim.claimant_kind) == ("person", editor, "unresolved")
    assert (claim.figure, claim.kind, claim.label) == ("≥ 40", "quantity", QUOTE)
    assert Review.objects.get().claim == claim
    event = Event.objects.get(kind="article.claim_marked")
    assert (event.actor, event.payload.content["claim"]) == (editor, claim.pk)


def test_what_the_person_says_of_it_is_kept(version, editor, desk):
    found = Mark(start=AT, end=AT + len(QUOTE), label="Harbour: 40 containers", claimant="Ann Ray")

    claim = marking.mark(version.article_id, found, actor=editor).claim

    assert (claim.label, claim.claimant, claim.claimant_kind) == (
        "Harbour: 40 containers",
        "Ann Ray",
        "person",
    )


def test_words_of_another_language_are_read_by_its_rules(editor, desk):
    version = ArticleVersionFactory(text="Schaden: 3,5 Mio. Euro.", language="de")

    claim = marking.mark(version.article_id, Mark(start=9, end=22), actor=editor).claim

    assert claim.figure == "3,500,000 euro"


def test_the_title_can_be_marked(editor, desk):
    version = ArticleVersionFactory(text=TEXT, title="Half of 81 stopped")

    anchor = marking.mark(version.article_id, Mark(start=0, end=18, part="title"), actor=editor)

    assert (anchor.part, anchor.quote) == ("title", "Half of 81 stopped")


def test_words_that_are_a_claim_are_refused_with_its_id(version, editor, desk):
    known = ClaimFactory(version=version, quote=QUOTE)

    with pytest.raises(KnownClaim) as refusal:
        marking.mark(version.article_id, MARK, actor=editor)

    assert refusal.value.extensions == {"claim": known.pk}
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 0), (5, 5), (9, 4), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 5), (1, 2), (0, 1), (1, 5), (2, 6)],
)
def test_a_span_that_holds_no_words_is_refused(version, editor, start, end):
    with pytest.raises(InvalidInput) as refusal:
        marking.mark(version.article_id, Mark(start=start, end=end), actor=editor)

    assert refusal.value.errors
    assert not Claim.objects.exists()


def test_a_page_is_no_claim(editor):
    version = ArticleVersionFactory(text="word " * LONGEST_QUOTE + "end")

    with pytest.raises(InvalidInput, match="at most 2,000"):
        marking.mark(version.article_id, Mark(start=0, end=LONGEST_QUOTE + 4), actor=editor)


def test_offsets_of_another_text_are_refused(version, editor):
    found = Mark(start=AT, end=AT + len(QUOTE), text_sha256="0" * 64)

    with pytest.raises(TextChanged) as refusal:
        marking.mark(version.article_id, found, actor=editor)

    assert refusal.value.extensions["text_sha256"] == version.text_sha256


def test_a_marked_claim_outlives_what_the_engine_finds(version, editor, desk):
    claim = marking.mark(version.article_id, MARK, actor=editor).claim

    store_claims(version, analysis(TEXT, finding(TEXT, "Nobody was hurt"), engine_version="later"))

    claim.refresh_from_db()
    assert (claim.origin, claim.engine_version) == ("person", marking.BY_HAND)
    assert Claim.objects.count() == 2


def test_a_take_down_blanks_it(version, editor, desk):
    claim = marking.mark(version.article_id, MARK, actor=editor).claim

    takedown.take_down(version.article_id, actor=editor, reason="ordered")

    claim.refresh_from_db()
    assert (claim.label, claim.figure, claim.anchors.get().quote) == ("", "", "")
    assert not Payload.objects.filter(body__contains="containers").exists()
    with pytest.raises(Redacted):
        marking.mark(version.article_id, MARK, actor=editor)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_mark_the_same_words_make_one_claim(desk):
    version = ArticleVersionFactory(text=TEXT)
    people = [UserFactory(role="editor") for _ in range(4)]

    answers = at_once(
        *(lambda actor=actor: marking.mark(version.article_id, MARK, actor=actor) for actor in people)
    )

    assert [type(answer) for answer in answers].count(KnownClaim) == 3
    assert Claim.objects.count() == Review.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "code"), [("not there", "not_found"), ("said", "not_unique"), ("", "not_found")]
)
def test_words_must_stand_in_one_place(version, words, code):
    with pytest.raises(InvalidInput) as refusal:
        find_words(version, words)

    assert [error.code for error in refusal.value.errors] == [code]


def test_words_are_found_where_they_stand(version):
    assert find_words(version, f"  {QUOTE}\n") == MARK


def test_over_the_api(api, editor, desk, version):
    api.force_authenticate(editor)
    url = f"/api/v1/articles/{version.article_id}/claims/"
    body = {"start": AT, "end": AT + len(QUOTE), "text_sha256": version.text_sha256, "claimant": "Ann Ray"}

    first = api.post(url, body, headers={"Idempotency-Key": "k1"})
    again = api.post(url, body, headers={"Idempotency-Key": "k1"})
    known = api.post(url, body)

    claim = first.json()
    assert (first.status_code, again.status_code, known.status_code) == (201, 201, 409)
    assert again.json() == claim
    assert (claim["quote"], claim["origin"], claim["claimants"][0]["name"]) == (QUOTE, "person", "Ann Ray")
    assert claim["utf16"] == {"start": AT + 1, "end": AT + len(QUOTE) + 1}
    assert (known.json()["code"], known.json()["claim"]) == ("known_claim", claim["id"])
    assert [entry["id"] for entry in api.get(url).json()["results"]] == [claim["id"]]


@pytest.mark.parametrize(
    "body",
    [{}, {"start": 1}, {"start": -1, "end": 3}, {"start": "a", "end": 3}, {"start": 0, "end": 3, "part": "body"},
     {"start": AT, "end": AT + 5, "label": "x" * 76}, {"start": AT, "end": AT + 5, "claimnt": "x"},
     {"start": AT, "end": AT + 8, "label": "a\0b"}],
)  # fmt: skip
def test_bad_bodies_are_told_what_is_wrong(api, editor, version, body):
    api.force_authenticate(editor)

    response = api.post(f"/api/v1/articles/{version.article_id}/claims/", body)

    assert response.status_code == 400
    assert response.json()["errors"]


def test_a_reviewer_may_not(api, reviewer, version):
    api.force_authenticate(reviewer)

    response = api.post(f"/api/v1/articles/{version.article_id}/claims/", {"start": AT, "end": AT + 5})

    assert response.status_code == 403
    assert not ClaimAnchor.objects.exists()


@given(
    st.text(max_size=80),
    st.integers(0, 80),
    st.integers(0, 80),
    st.text(max_size=30),
    st.sampled_from(["", "de", "ja"]),
)
def test_any_span_of_any_text_is_read_exactly(text, one, other, claimant, language):
    span = Span(min(one, other), min(max(one, other), len(text)))
    if span.start >= span.end:
        return

    found = marked_claim(text, span, language=language, claimant=claimant)

    assert found.quote == text[span.start : span.end]
    assert len(found.label) <= 75
    assert all(text[each.start : each.end] == each.text for each in found.quantities)
    assert all(span.start <= each.start < each.end <= span.end for each in found.quantities)


@given(st.integers(-5, 100), st.integers(-5, 100))
def test_no_span_breaks_the_check(start, end):
    try:
        marking._check(Mark(start=start, end=end), TEXT)
    except DomainError:
        return
    assert TEXT[start:end].strip()
