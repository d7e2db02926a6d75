"""The dossier: everything of a review in one file, checked without the desk, and telling no more than it may."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck import history, marking, takedown
from factcheck.models import Blob, Event
from reviews import handing_over, legal_holds, workflow
from reviews.evidence import EvidenceInput
from reviews.models import Evidence
from tests.factories import (
    ApiTokenFactory,
    ArticleVersionFactory,
    ClaimFactory,
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    inherit,
    let_undo_pass,
)

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\u202e=cmd|' /C calc'!A0"


@pytest.fixture
def review(reviewer):
    """Decided by ``reviewer``, with a document, an interview and a confidential call."""
    pieces = [
        EvidenceInput("document", "supports", title="The log", url="https://port.example/log"),
        EvidenceInput("interview", "supports", note="Ann of the port told us"),
        EvidenceInput("call", "refutes", note="the deep source", confidential=True),
    ]
    review = VerdictFactory(reviewer=reviewer, rationale=HOSTILE, evidence=pieces).review
    let_undo_pass(review)
    history.assign_positions()
    history.seal()
    review.refresh_from_db()
    return review


@pytest.fixture
def dossier(api):
    def get(user, review, **query):
        api.force_authenticate(user)
        response = api.get(f"/api/v1/reviews/{review.pk}/dossier.zip", query)
        assert response.status_code == 200, response.json()
        assert response["Content-Type"] == "application/zip"
        return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))

    return get


def text_of(archive: zipfile.ZipFile) -> str:
    return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def checked(archive: zipfile.ZipFile, folder) -> subprocess.CompletedProcess[str]:
    archive.extractall(folder)
    return subprocess.run(
        [sys.executable, "-I", folder / "verify.py"], capture_output=True, text=True, check=False
    )


def test_it_holds_review_claims_words_verdicts_and_history(dossier, review, editor):
    archive = dossier(editor, review)

    told = json.loads(archive.read("dossier.json"))
    version = review.claim.article.versions.get()
    assert told["format"] == "factcheck-dossier/1"
    assert (told["review"]["state"], told["review"]["outcome"]["rating"]) == ("decided", "Confirmed")
    assert told["claims"][0]["quote"] in version.text
    assert told["verdicts"][0]["rationale"] == HOSTILE
    assert [event["what"] for event in told["history"]][-2:] == ["verdict.given", "review.agreed"]
    assert archive.read(f"versions/article-{version.article_id}-version-1.txt").decode() == version.text


def test_it_tells_the_rules_that_were_set_aside_where_the_outcome_was_taken_over_too(
    dossier, editor, adjudicator
):
    triager = UserFactory(role="reviewer", username="triager")
    ruled = ReviewFactory(state="open", editor=triager)
    handing_over.assign(ruled.pk, reviewer=triager, actor=editor, reason=HOSTILE)
    VerdictFactory(review=ruled, reviewer=triager)
    let_undo_pass(ruled)

    archive = dossier(adjudicator, inherit(FactCheckFactory(review=ruled, state="published")), names=1)

    outcome = json.loads(archive.read("dossier.json"))["review"]["outcome"]
    (told,) = outcome["disclosures"]
    assert (told["code"], told["review"], told["user"]) == ("override", ruled.pk, "triager")
    assert (outcome["basis"], told["reason"]) == ("inherited", HOSTILE)
    shown = archive.read("dossier.html").decode()
    assert f"in review {ruled.pk}" in shown
    assert "<script>alert" not in shown


def test_it_fits_together_without_the_desk(dossier, review, editor, tmp_path):
    result = checked(dossier(editor, review), tmp_path)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "fit together" in result.stdout
    assert "seal up to position" in result.stdout


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("chain.json", '"to": "decided"', '"to": "disputed"'),
        ("chain.json", "Confirmed", "Wrong"),
        ("chain.json", '\\"rationale\\":\\"', '\\"rationale\\":\\"not '),
        ("chain.json", '"target": "substance"', '"target": "attribution"'),
        ("chain.json", '"upto_position": ', '"upto_position": 1'),
    ],
    ids=["an event", "nothing", "a rationale", "a verdict", "a seal"],
)
def test_what_is_changed_in_it_is_found(dossier, review, editor, tmp_path, name, old, new):
    archive = dossier(editor, review)
    archive.extractall(tmp_path)
    before = (tmp_path / name).read_text()
    (tmp_path / name).write_text(before.replace(old, new))

    result = subprocess.run(
        [sys.executable, "-I", tmp_path / "verify.py"], capture_output=True, text=True, check=False
    )

    assert result.returncode == (1 if old in before else 0), result.stdout


def test_a_changed_article_is_found(dossier, review, editor, tmp_path):
    dossier(editor, review).extractall(tmp_path)
    (article,) = (tmp_path / "versions").iterdir()
    article.write_text("other words")

    result = subprocess.run(
        [sys.executable, "-I", tmp_path / "verify.py"], capture_output=True, text=True, check=False
    )

    assert result.returncode == 1
    assert "is another file" in result.stdout


def test_people_are_numbers_and_sources_are_withheld_unless_asked_for(dossier, review, editor, adjudicator):
    plain = text_of(dossier(editor, review))
    full = text_of(dossier(adjudicator, review, names="1", sources="1"))

    assert (
        "reviewer" not in json.loads(dossier(editor, review).read("dossier.json"))["verdicts"][0]["reviewer"]
    )
    assert "Ann of the port" not in plain
    assert "The log" in plain
    assert '"reviewer": "reviewer"' in full
    assert "Ann of the port" in full


def test_what_is_confidential_is_in_none(dossier, review):
    for role in ["reviewer", "editor", "adjudicator", "administrator"]:
        assert "deep source" not in text_of(dossier(UserFactory(role=role), review))
    full = dossier(UserFactory(role="administrator"), review, names="1", sources="1")
    assert "deep source" not in text_of(full)


@pytest.mark.parametrize(
    ("role", "option"), [("editor", "names"), ("reviewer", "names"), ("editor", "sources")]
)
def test_names_and_sources_need_their_scope(api, review, role, option):
    api.force_authenticate(UserFactory(role=role))

    response = api.get(f"/api/v1/reviews/{review.pk}/dossier.zip", {option: "1"})

    assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("role", ["administrator", "editor", "adjudicator", "reviewer"])
@pytest.mark.parametrize("verdict_count", [0, 1, 2])
def test_while_somebody_may_rule_blind_there_is_none(api, role, verdict_count):
    default_desk(required_verdicts=2)
    review = ReviewFactory(state="open")
    for rating in ["confirmed", "wrong"][:verdict_count]:
        VerdictFactory(review=review, rating=rating)
    api.force_authenticate(UserFactory(role=role))

    response = api.get(f"/api/v1/reviews/{review.pk}/dossier.zip")

    assert (response.status_code, response.json()["code"]) == (409, "still_blind")


def test_one_that_was_merged_names_the_one_that_has_it(api, editor, desk):
    first, second, last = (ReviewFactory(state="open") for _ in range(3))
    workflow.merge(first.pk, into=second.pk, actor=editor)
    workflow.merge(second.pk, into=last.pk, actor=editor)
    api.force_authenticate(editor)

    said = api.get(f"/api/v1/reviews/{first.pk}/dossier.zip").json()

    assert (said["status"], said["merged_into"]) == (409, last.pk)
    assert f"merged into review {last.pk}." in said["detail"]


@pytest.mark.parametrize("lacking", ["verdicts:read", "reviews:read", "articles:read"])
def test_a_token_takes_it_that_may_read_all_that_stands_in_it(api, review, lacking):
    scopes = {"verdicts:read", "reviews:read", "articles:read"}
    url = f"/api/v1/reviews/{review.pk}/dossier.zip"

    answers = []
    for given in (scopes, scopes - {lacking}):
        api.credentials(HTTP_AUTHORIZATION=f"Bearer {ApiTokenFactory(scopes=sorted(given)).secret}")
        answers.append(api.get(url))
    list(answers[0].streaming_content)  # which ends the file

    assert [answer.status_code for answer in answers] == [200, 403]
    assert lacking in answers[1].json()["detail"]


@pytest.mark.parametrize(
    ("role", "state", "is_told"),
    [
        ("reviewer", "draft", False),
        ("reviewer", "in_approval", False),
        ("reviewer", "published", True),
        ("reviewer", "withdrawn", True),
        ("editor", "draft", True),
        ("publishing_editor", "in_approval", True),
    ],
)
def test_copy_that_is_not_out_is_for_those_who_work_on_it(dossier, review, role, state, is_told):
    FactCheckFactory(review=review, state=state, headline="Were they lost at sea?")

    archive = dossier(UserFactory(role=role), review)

    assert len(json.loads(archive.read("dossier.json"))["fact_checks"]) == is_told
    assert ("Were they lost at sea?" in text_of(archive)) == is_told


@pytest.mark.parametrize("state", ["triage", "dismissed", "disputed", "decided"])
def test_a_review_at_rest_has_one(dossier, editor, state):
    review = ReviewFactory(state=state)

    assert json.loads(dossier(editor, review).read("dossier.json"))["review"]["state"] == state


def test_it_tells_how_it_stood(dossier, review, editor, tmp_path):
    then = timezone.now()
    workflow.reopen(review.pk, actor=editor, reason="new figures")
    VerdictFactory(review=review, rating="wrong")
    let_undo_pass(review)

    archive = dossier(editor, review, at=then.isoformat())

    told = json.loads(archive.read("dossier.json"))
    assert (told["review"]["outcome"]["rating"], len(told["verdicts"])) == ("Confirmed", 1)
    assert checked(archive, tmp_path).returncode == 0


def test_its_page_says_in_words_what_its_file_says_in_codes(dossier, editor):
    pieces = [
        EvidenceInput("own_reporting", "supports", title="Our own count"),
        EvidenceInput("dataset", "searched_nothing_found", title="Port calls", note="The register of calls."),
    ]
    review = ReviewFactory(state="open")
    workflow.hold(review.pk, actor=editor, reason="waits for the log")
    workflow.wake(review.pk, actor=editor)
    legal_holds.place(review.pk, actor=editor, reason="a letter of their lawyer")
    VerdictFactory(review=review, close_reason="not_a_claim", rating=None, evidence=pieces)
    let_undo_pass(review)

    archive = dossier(editor, review)

    told, page = json.loads(archive.read("dossier.json")), archive.read("dossier.html").decode()
    codes = {event["what"] for event in told["history"]}
    codes |= {"own_reporting", "searched_nothing_found", "not_a_claim", "on_hold"}
    assert {code for code in codes if code in page} == set()
    assert "Let into the queue" in page
    assert "Triage → open" in page
    assert "On hold → open" in page
    assert "legal hold: no → yes" in page
    assert "One reviewer ruled" in page


def test_its_page_quotes_whole_words(dossier, editor):
    text = "The port lost nine containers in the storm of Friday night, its harbour master told the council."
    version = ArticleVersionFactory(text=text)
    start = text.index("in the storm")
    marked = marking.mark(version.article_id, marking.Mark(start, start + len("in the storm")), actor=editor)

    archive = dossier(editor, marked.claim.led_review)

    (told,) = json.loads(archive.read("dossier.json"))["claims"]
    page = archive.read("dossier.html").decode()
    assert (told["prefix"], told["suffix"]) == (text[:start], " of Friday night, its harbour ma")
    assert f"{text[:start]}<mark>in the storm</mark> of Friday night, its harbour…<" in page


def test_who_took_it_is_recorded(dossier, review, adjudicator):
    dossier(adjudicator, review, names="1")

    event = Event.objects.get(kind="review.dossier_exported")
    assert event.actor == adjudicator
    assert (event.said["names"], event.said["sources"]) == (True, False)


def test_hostile_words_stay_words(dossier, review, editor):
    archive = dossier(editor, review)

    page = archive.read("dossier.html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert "src=" not in page
    assert "@import" not in page
    assert all(not name.startswith("/") and ".." not in name for name in archive.namelist())


def test_an_attachment_comes_by_its_digest_and_with_a_name_that_runs_nothing(dossier, editor):
    page = Blob.objects.create(sha256="a" * 64, media_type="text/html", content=b"<script>")
    verdict = VerdictFactory(evidence=[EvidenceInput("document", "supports", title="x")])
    piece = verdict.evidence.get()
    with_file = Evidence(**{f.attname: getattr(piece, f.attname) for f in Evidence._meta.concrete_fields})
    with_file.pk, with_file.attachment = None, page
    with_file.payload = history.store_payload({**piece.words}, article_ids=[])
    with_file.save()
    let_undo_pass(verdict.review)

    archive = dossier(editor, verdict.review)

    assert archive.read(f"attachments/{'a' * 64}.html.txt") == b"<script>"


def test_attachments_beyond_the_bound_are_named_and_left_out(dossier, editor, monkeypatch):
    monkeypatch.setattr("reviews.dossier.archive.MOST_BYTES", 3)
    blob = Blob.objects.create(sha256="b" * 64, media_type="application/pdf", content=b"12345")
    verdict = VerdictFactory()
    Evidence.objects.create(
        verdict=verdict,
        kind="document",
        stance="supports",
        attachment=blob,
        payload=history.store_payload(
            {"url": "", "title": "x", "quote": "", "archive_url": "", "note": ""}, article_ids=[]
        ),
    )
    let_undo_pass(verdict.review)

    archive = dossier(editor, verdict.review)

    entry = next(e for e in json.loads(archive.read("dossier.json"))["files"] if "attachments" in e["name"])
    assert (entry["included"], entry["bytes"]) == (False, 5)
    assert entry["name"] not in archive.namelist()


def test_a_take_down_blanks_it_and_it_still_fits_together(dossier, review, editor, tmp_path):
    words = review.claim.article.versions.get().text
    takedown.take_down(review.claim.article_id, actor=editor, reason="court order")

    archive = dossier(editor, review)

    assert words not in text_of(archive)
    assert "Redacted by take-down" in archive.read("dossier.html").decode()
    assert checked(archive, tmp_path).returncode == 0


def test_all_claims_and_fact_checks_come_along(dossier, editor):
    fact_check = FactCheckFactory(state="published", headline="Were they lost?")
    review = fact_check.review
    other = ReviewFactory(claim=ClaimFactory(version=ArticleVersionFactory()))
    workflow.merge(other.pk, into=review.pk, actor=editor)

    told = json.loads(dossier(editor, review).read("dossier.json"))

    assert {claim["id"] for claim in told["claims"]} == {review.claim_id, other.claim_id}
    assert told["fact_checks"][0]["headline"] == "Were they lost?"


def test_a_moment_before_it_came_in_is_refused(api, review, editor):
    api.force_authenticate(editor)
    at = (timezone.now() - timedelta(days=2)).isoformat()

    assert api.get(f"/api/v1/reviews/{review.pk}/dossier.zip", {"at": at}).json()["code"] == "not_there_yet"
