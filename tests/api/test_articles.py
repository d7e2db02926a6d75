"""Posting and reading articles."""

import pytest

from factcheck import pipeline
from factcheck.models import Article, ArticleVersion, Event, PipelineRun

pytestmark = pytest.mark.django_db

URL = "/api/v1/articles/"
TEXT = "Officials in Varna said on Monday that 12 bridges were closed after the flood."


def post(api, **body):
    return api.post(URL, body)


@pytest.fixture
def as_integration(api, integration):
    api.force_authenticate(integration)
    return api


def test_a_posted_article_is_stored_queued_and_answered_at_once(as_integration):
    response = post(as_integration, text=TEXT, title="Flood closes bridges", external_id="a-1")

    assert response.status_code == 202
    body = response.json()
    assert (body["status"], body["title"], body["version"]) == ("queued", "Flood closes bridges", 1)
    assert response["Location"] == f"{URL}{body['id']}/"
    assert PipelineRun.objects.get().version.text == TEXT
    assert Event.objects.filter(stream=f"article:{body['id']}", kind="article.ingested").exists()


def test_the_same_article_posted_again_is_the_same_article(as_integration):
    first = post(as_integration, text=TEXT, url="https://outlet.example/flood")

    second = post(as_integration, text=TEXT, url="https://outlet.example/flood")

    assert (second.status_code, second.json()["id"]) == (200, first.json()["id"])
    assert PipelineRun.objects.count() == 1


def test_other_words_under_the_same_external_id_are_a_new_version(as_integration):
    first = post(as_integration, text=TEXT, external_id="a-1")

    second = post(as_integration, text=TEXT.replace("12", "13"), external_id="a-1")

    assert (second.status_code, second.json()["id"], second.json()["version"]) == (202, first.json()["id"], 2)
    url = f"{URL}{first.json()['id']}/versions/"
    assert [version["number"] for version in as_integration.get(url).json()["results"]] == [1, 2]
    page = as_integration.get(url, {"limit": 1}).json()
    assert [version["number"] for version in as_integration.get(page["next"]).json()["results"]] == [2]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param({"text": ""}, 400, "invalid", id="empty"),
        pytest.param({"text": " \n\u00a0\t "}, 400, "invalid", id="blank"),
        pytest.param({}, 400, "invalid", id="nothing"),
        pytest.param({"text": "x" * 1_000_001}, 413, "too_long", id="too long"),
        pytest.param({"text": "a\0b"}, 400, "invalid", id="NUL"),
        pytest.param({"text": "word", "title": "a\0b"}, 400, "invalid", id="NUL in the title"),
        pytest.param({"text": 7}, 400, "invalid", id="a number for text"),
        pytest.param({"text": ["a"]}, 400, "invalid", id="a list for text"),
        pytest.param({"text": None}, 400, "invalid", id="null for text"),
        pytest.param({"text": TEXT, "publised_at": "2026-01-01"}, 400, "invalid", id="unknown field"),
        pytest.param({"text": TEXT, "published_at": "yesterday"}, 400, "invalid", id="no date"),
        pytest.param({"text": TEXT, "url": "javascript:alert(1)"}, 400, "invalid", id="no web address"),
        pytest.param({"text": TEXT, "publisher": "nobody"}, 400, "invalid", id="unknown publisher"),
        pytest.param({"text": TEXT, "genre": "poem"}, 400, "invalid", id="unknown genre"),
        pytest.param(
            {"text": TEXT, "blocks": [{"id": "1", "text": "a"}]}, 400, "invalid", id="text and blocks"
        ),
        pytest.param({"blocks": [{"id": "1"}]}, 400, "invalid", id="a block without text"),
        pytest.param([TEXT], 400, "invalid", id="a list"),
        pytest.param({"text": TEXT, "external_id": "x" * 201}, 400, "invalid", id="long external id"),
    ],
)
def test_bad_input_is_refused_with_a_problem_that_helps_and_nothing_is_stored(
    as_integration, body, status, code
):
    response = as_integration.post(URL, body)

    problem = response.json()
    assert (response.status_code, problem["code"], problem["status"]) == (status, code, status)
    assert response["Content-Type"] == "application/problem+json"
    assert len(problem["detail"]) > 10
    assert not ArticleVersion.objects.exists()


@pytest.mark.parametrize(
    ("raw", "code", "field_code"),
    [
        pytest.param(b'{"text": "a \\ud800 b"}', "invalid", "lone_surrogate", id="lone surrogate"),
        pytest.param(b'{"text": ', "not_json", None, id="cut off"),
        pytest.param(b"\xff\xfe", "not_json", None, id="not UTF-8"),
        pytest.param(b'{"text": NaN}', "not_json", None, id="NaN"),
        pytest.param(b"[" * 200_000, "not_json", None, id="nested without end"),
        pytest.param(b'{"text": "a", "text": "b"}', "invalid", None, id="a key twice"),
        pytest.param(b"", "invalid", "required", id="nothing"),
    ],
)
def test_a_body_that_is_not_quite_json_is_refused(as_integration, raw, code, field_code):
    response = as_integration.generic("POST", URL, raw, content_type="application/json")

    problem = response.json()
    assert (response.status_code, problem["code"]) == (400, code)
    if field_code:
        assert problem["errors"][0]["code"] == field_code
    assert not Article.objects.exists()


def test_another_content_type_is_refused_in_the_same_form(as_integration):
    response = as_integration.generic(
        "POST", URL, b"text=a", content_type="application/x-www-form-urlencoded"
    )

    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_a_body_over_the_limit_is_refused_before_it_is_read(as_integration, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = post(as_integration, text="x" * 2000)

    assert (response.status_code, response.json()["code"]) == (413, "too_long")


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("OK 12", "language_unknown"),
        ("<p>Twelve bridges were closed on Monday.</p>", "looks_like_markup"),
        (
            "Am Montag wurden in Varna zwölf Brücken gesperrt, sagte ein Sprecher der Stadt.",
            "language_neutral",
        ),
    ],
)
def test_odd_text_is_taken_in_and_the_article_says_so(as_integration, text, notice):
    article_id = post(as_integration, text=text).json()["id"]
    pipeline.run(PipelineRun.objects.get().pk)

    article = as_integration.get(f"{URL}{article_id}/").json()

    assert (article["status"], article["text"]) == ("ready", text)
    assert notice in [entry["code"] for entry in article["notices"]]


def test_blocks_keep_their_ids_beside_every_claim(as_integration):
    blocks = [{"id": "lede", "text": "It rained."}, {"id": "p2", "text": TEXT}]
    article_id = as_integration.post(URL, {"blocks": blocks}).json()["id"]
    pipeline.run(PipelineRun.objects.get().pk)

    claims = as_integration.get(f"{URL}{article_id}/claims/").json()["results"]

    (claim, *_) = [claim for claim in claims if "12" in claim["quote"]]
    assert claim["block"]["id"] == "p2"
    assert TEXT[claim["block"]["start"] : claim["block"]["end"]] == claim["quote"]


def test_claims_stand_where_they_say_in_code_points_and_in_utf16(as_integration):
    text = f"\U0001f9ca\U0001f30a {TEXT}"
    article_id = post(as_integration, text=text).json()["id"]
    pipeline.run(PipelineRun.objects.get().pk)

    claims = as_integration.get(f"{URL}{article_id}/claims/").json()["results"]

    assert claims
    utf16 = text.encode("utf-16-le")
    for claim in claims:
        units = claim["utf16"]
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        assert utf16[2 * units["start"] : 2 * units["end"]].decode("utf-16-le") == claim["quote"]
        assert claim["focus"][0]["utf16"]["start"] == claim["focus"][0]["start"] + 2


def test_a_failed_article_says_why_and_can_be_retried(as_integration, monkeypatch):
    article_id = post(as_integration, text=TEXT).json()["id"]
    run = PipelineRun.objects.get()

    def broken(*args, **kwargs):
        raise ValueError("not today")

    with monkeypatch.context() as patch:
        patch.setattr("factcheck.steps.extract.extraction.analyse", broken)
        for _ in range(3):
            with pytest.raises(ValueError, match="not today"):
                pipeline.run(run.pk)
    failed = as_integration.get(f"{URL}{article_id}/").json()
    retried = as_integration.post(f"{URL}{article_id}/retry/")
    pipeline.run(PipelineRun.objects.get(status="queued").pk)

    assert failed["status"] == "failed"
    assert "Gave up after 3 attempts" in failed["failure"]
    assert retried.status_code == 202
    assert as_integration.get(f"{URL}{article_id}/").json()["status"] == "ready"
    assert as_integration.post(f"{URL}{article_id}/retry/").json()["code"] == "not_retryable"


def test_a_take_down_blanks_what_the_api_answers(api, integration, editor):
    api.force_authenticate(integration)
    article_id = post(api, text=TEXT, title="Flood").json()["id"]
    pipeline.run(PipelineRun.objects.get().pk)
    api.force_authenticate(editor)

    response = api.post(f"{URL}{article_id}/takedown/", {"reason": "court order 4"})

    assert response.status_code == 204
    article = api.get(f"{URL}{article_id}/").json()
    assert article["redacted_at"]
    assert "bridges" not in str(article) + str(api.get(f"{URL}{article_id}/claims/").json())
    assert api.get("/api/v1/claims/").status_code == 200
    assert api.get("/api/v1/reviews/").status_code == 200


def test_the_same_key_gets_the_first_answer_and_acts_once(as_integration):
    first = as_integration.post(URL, {"text": TEXT}, headers={"Idempotency-Key": "k1"})

    again = as_integration.post(URL, {"text": TEXT}, headers={"Idempotency-Key": "k1"})
    other = as_integration.post(URL, {"text": TEXT + "!"}, headers={"Idempotency-Key": "k1"})

    assert (again.status_code, again.json()) == (202, first.json())
    assert again["Idempotency-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Article.objects.count() == 1


def test_a_list_of_articles_takes_the_same_queries_however_long(
    as_integration, django_assert_max_num_queries
):
    for number in range(6):
        post(as_integration, text=f"{TEXT} {number}")

    with django_assert_max_num_queries(5):
        page = as_integration.get(URL, {"limit": 5}).json()

    assert len(page["results"]) == 5
    assert page["next"]


def test_an_article_counts_the_claims_that_it_lists(as_integration):
    more = "Officials in Burgas said on Monday that 30 cranes were damaged."
    for text in (f"{TEXT} {more}", TEXT):
        article_id = post(as_integration, text=text, external_id="a-1").json()["id"]
        pipeline.run(PipelineRun.objects.get(step="extract", status="queued").pk)

    listed = as_integration.get(f"{URL}{article_id}/claims/").json()["results"]

    assert listed
    assert as_integration.get(f"{URL}{article_id}/").json()["claim_count"] == len(listed)


def test_an_unknown_filter_is_an_error(as_integration):
    response = as_integration.get(URL, {"statsu": "ready"})

    assert (response.status_code, response.json()["errors"][0]["code"]) == (400, "unknown_filter")
