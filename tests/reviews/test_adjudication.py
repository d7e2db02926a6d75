"""The case of a dispute: who sees it, evidence once, and the point of difference named."""

from itertools import permutations

import pytest
from django.utils import timezone

from factcheck import history
from reviews import adjudication
from reviews.evidence import EvidenceInput
from reviews.models import Evidence, Review
from tests.factories import (
    RatingScaleFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    let_undo_pass,
    shorter_span,
)

pytestmark = pytest.mark.django_db


def piece(stance="supports", **words) -> EvidenceInput:
    return EvidenceInput(kind="document", stance=stance, **words)


def dispute(*given, **policy) -> Review:
    """Two or more verdicts that differ: the words of each."""
    default_desk(required_verdicts=len(given), **policy)
    review = ReviewFactory(state="open")
    for words in given:
        VerdictFactory(review=review, **words)
    let_undo_pass(review)
    return Review.objects.select_related("desk__policy", "scale").get(pk=review.pk)


def case_for(role: str, review: Review) -> adjudication.Case:
    return adjudication.case_of(review, UserFactory(role=role), at=timezone.now())


# --- Evidence ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        pytest.param({"url": "https://port.example/log?utm_source=x#top"}, {"url": "http://PORT.example/log"}, True, id="address"),
        pytest.param({"url": "https://port.example/log"}, {"url": "https://port.example/logs"}, False, id="other address"),
        pytest.param({"title": "84  lost"}, {"title": "84 Lost"}, True, id="words"),
        pytest.param({"title": "84 lost"}, {"title": "48 lost"}, False, id="other words"),
        pytest.param({"url": "https://port.example/log", "title": "Log"}, {"title": "Log"}, True, id="title of a page"),
        pytest.param({"url": "https://mod.example/1", "title": "Daily"}, {"url": "https://mod.example/2", "title": "Daily"}, False, id="two pages of one title"),
    ],
)  # fmt: skip
def test_the_same_evidence_is_shown_once_with_who_cites_it(db, first, second, is_one):
    review = dispute(
        {"rating": "confirmed", "evidence": [piece(**first)]},
        {"rating": "wrong", "evidence": [piece("refutes", **second)]},
    )

    evidence = case_for("adjudicator", review).evidence

    assert len(evidence) == (1 if is_one else 2)
    assert [citation.stance for merged in evidence for citation in merged.cited_by] == ["supports", "refutes"]


def test_the_same_bytes_are_one_and_a_third_piece_may_join_two(db):
    """Cited by its address here, by its bytes there; the third has both."""
    review = dispute({"rating": "confirmed"}, {"rating": "wrong"}, {"rating": "outdated"})
    log, bytes_of_log = {"url": "https://port.example/log"}, "b" * 64
    cited = [({**log, "note": "a"}, ""), ({"note": "b"}, bytes_of_log), ({**log, "note": "c"}, bytes_of_log)]
    for verdict, (words, sha256) in zip(review.verdicts.order_by("pk"), cited, strict=True):
        everything = dict.fromkeys(("url", "title", "quote", "archive_url", "note"), "") | words
        Evidence.objects.create(
            verdict=verdict,
            kind="document",
            stance="supports",
            payload=history.store_payload({**everything, "sha256": sha256}, article_ids=[]),
        )

    case = case_for("adjudicator", review)

    (merged,) = case.evidence
    assert len(merged.cited_by) == 3
    assert case.differences[0].code == "same_evidence"


@pytest.mark.parametrize(
    "order", list(permutations(("1", "2", ""))), ids=lambda order: " ".join(page or "-" for page in order)
)
def test_a_title_alone_makes_no_one_page_of_two(db, order):
    """Who cites no address means one of the pages of that title, and nobody knows which."""
    pages = [{"url": f"https://mod.example/{page}"} if page else {} for page in order]
    cited = [[piece(title="Daily briefing", **page)] for page in pages]
    ratings = ("confirmed", "wrong", "outdated")

    review = dispute(
        *({"rating": rating, "evidence": words} for rating, words in zip(ratings, cited, strict=True))
    )

    case = case_for("adjudicator", review)
    assert len(case.evidence) == 2
    assert case.differences[0].code == "different_evidence"


def test_confidential_evidence_is_not_an_editors_in_a_case_either(db):
    source = EvidenceInput(kind="call", stance="supports", title="harbour pilot", confidential=True)
    review = dispute(
        {"rating": "confirmed", "evidence": [source]},
        {"rating": "wrong"},
        neighbours="editor_picks",
        scale=RatingScaleFactory(ordered=True),
    )

    assert case_for("editor", review).evidence == []
    (merged,) = case_for("adjudicator", review).evidence
    assert merged.is_confidential


# --- The point of difference ---------------------------------------------------------------------------

LOG, TALLY = piece(url="https://port.example/log"), piece(url="https://port.example/tally")


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        pytest.param({"rating": "confirmed", "evidence": [LOG]}, {"rating": "wrong", "evidence": [LOG]}, ["same_evidence"], id="same evidence"),
        pytest.param({"rating": "confirmed", "evidence": [LOG]}, {"rating": "wrong", "evidence": [TALLY]}, ["different_evidence"], id="different evidence"),
        pytest.param({"rating": "confirmed", "evidence": [LOG]}, {"rating": "wrong"}, ["different_evidence"], id="one cites none"),
        pytest.param({"rating": "confirmed"}, {"rating": "wrong"}, ["no_evidence"], id="none"),
        pytest.param({"rating": "wrong"}, {"rating": "wrong", "target": "attribution"}, ["different_target", "no_evidence"], id="about different things"),
        pytest.param({"rating": "wrong"}, {"close_reason": "unverifiable"}, ["one_closes", "no_evidence"], id="one closes"),
        pytest.param({"close_reason": "not_a_claim"}, {"close_reason": "unverifiable"}, ["different_close_reason", "no_evidence"], id="close reasons"),
        pytest.param({"close_reason": "duplicate"}, {"close_reason": "duplicate"}, ["different_duplicate", "no_evidence"], id="duplicates"),
        pytest.param({"rating": "confirmed", "finding": "84 containers"}, {"rating": "wrong", "finding": "48 containers"}, ["different_figure", "no_evidence"], id="figures"),
        pytest.param({"rating": "confirmed", "finding": "84 containers"}, {"rating": "wrong", "finding": "84 containers, no more"}, ["no_evidence"], id="same figure"),
    ],
)  # fmt: skip
def test_where_they_part_is_named(db, first, second, codes):
    review = dispute(first, second)

    differences = case_for("adjudicator", review).differences

    assert [difference.code for difference in differences] == codes
    assert all(difference.sentence for difference in differences)


def test_who_marks_which_words_is_said(db):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    span = shorter_span(review)
    VerdictFactory(review=review, close_reason="wrong_span", span=span)
    other = type(span)(start=span.start + 4, end=span.end, version=span.version)
    VerdictFactory(review=review, close_reason="wrong_span", span=other)
    let_undo_pass(review)
    review = Review.objects.select_related("desk__policy").get(pk=review.pk)

    (point, *_rest) = case_for("adjudicator", review).differences

    assert point.code == "different_span"
    assert f"text {other.start}–{other.end}" in point.sentence


# --- Over the API --------------------------------------------------------------------------------------

STEP_APART = {"neighbours": "editor_picks"}


@pytest.mark.parametrize(
    ("role", "neighbours", "status", "code"),
    [
        ("adjudicator", False, 200, None),
        ("adjudicator", True, 200, None),
        ("editor", True, 200, None),
        ("editor", False, 403, "not_yours"),
        ("reviewer", True, 403, "not_allowed"),
        ("publishing_editor", True, 403, "not_allowed"),
    ],
)
def test_a_case_is_for_who_may_decide_it(api, role, neighbours, status, code):
    policy = {"neighbours": "editor_picks", "scale": RatingScaleFactory(ordered=True)} if neighbours else {}
    review = dispute({"rating": "confirmed"}, {"rating": "wrong"}, **policy)
    api.force_authenticate(UserFactory(role=role))

    response = api.get(f"/api/v1/reviews/{review.pk}/adjudication/")

    assert (response.status_code, response.json().get("code")) == (status, code)
    if status == 200:
        body = response.json()
        assert body["given_ratings"] == ["confirmed", "wrong"]
        assert [verdict["rating"] for verdict in body["verdicts"]] == ["confirmed", "wrong"]


@pytest.mark.parametrize("part", ["triaged", "ruled"])
def test_who_had_a_part_in_it_does_not_get_the_case(api, part):
    administrator = UserFactory(role="administrator")
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open", editor=administrator if part == "triaged" else None)
    VerdictFactory(review=review, rating="confirmed")
    VerdictFactory(review=review, rating="wrong", **({"reviewer": administrator} if part == "ruled" else {}))
    let_undo_pass(review)
    api.force_authenticate(administrator)

    response = api.get(f"/api/v1/reviews/{review.pk}/adjudication/")

    assert (response.status_code, response.json()["code"]) == (403, "own_work")


@pytest.mark.parametrize("stands", ["open", "settling", "decided", "triage"])
def test_a_dispute_that_may_not_be_told_is_none(api, adjudicator, stands):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open" if stands == "settling" else stands)
    if stands == "settling":
        VerdictFactory(review=review, rating="confirmed")
        VerdictFactory(review=review, rating="wrong")
    api.force_authenticate(adjudicator)

    response = api.get(f"/api/v1/reviews/{review.pk}/adjudication/")

    assert (response.status_code, response.json()["code"]) == (409, "not_disputed")
    assert response.json()["detail"] == "Nobody is asked to rule on this review."
