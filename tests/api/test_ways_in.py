"""Addresses, pages, files and lists over the API."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factcheck.models import Arrival, Article, ArticleVersion, PipelineRun
from tests.factories import ArticleVersionFactory

pytestmark = pytest.mark.django_db

URL = "/api/v1/articles/"
PAGE = "https://ledger.example.org/harbour"
TEXT = "The harbour lost 40 containers, the port authority said."
#: A spreadsheet would run it; here it is what somebody wrote.
FORMULA = '=HYPERLINK("http://x.example","40 containers were lost")'


@pytest.fixture
def as_integration(api, integration):
    api.force_authenticate(integration)
    return api


def batch(api, raw: str | bytes, content_type: str = "application/x-ndjson"):
    raw = raw.encode() if isinstance(raw, str) else raw
    return api.generic("POST", f"{URL}batch/", raw, content_type=content_type)


# --- One ---------------------------------------------------------------------------------------------


def test_an_address_is_answered_at_once_and_waits(as_integration):
    response = as_integration.post(URL, {"url": PAGE})

    body = response.json()
    assert (response.status_code, body["status"], body["version"], body["text"]) == (202, "queued", None, "")
    assert (body["url"], body["claim_count"], body["same_as"]) == (PAGE, 0, None)
    assert as_integration.post(URL, {"url": PAGE}).status_code == 200


def test_an_article_without_words_is_everywhere_that_articles_are(as_integration):
    pk = as_integration.post(URL, {"url": PAGE}).json()["id"]

    assert [row["id"] for row in as_integration.get(URL).json()["results"]] == [pk]
    for path in ("claims", "versions"):
        assert as_integration.get(f"{URL}{pk}/{path}/").json()["results"] == []
    (arrival,) = as_integration.get(f"{URL}{pk}/arrivals/").json()["results"]
    assert (arrival["kind"], arrival["url"], arrival["version"], arrival["cut"]) == ("url", PAGE, None, [])
    (run,) = as_integration.get(f"{URL}{pk}/runs/").json()["results"]
    assert (run["step"], run["status"], run["arrival"], run["version"]) == (
        "fetch",
        "queued",
        arrival["id"],
        None,
    )


def test_what_turned_out_to_be_another_article_is_not_listed_and_says_which(as_integration):
    version = ArticleVersionFactory()
    pk = as_integration.post(URL, {"url": PAGE}).json()["id"]
    Article.objects.filter(pk=pk).update(same_as=version.article)

    assert [row["id"] for row in as_integration.get(URL).json()["results"]] == [version.article_id]
    assert as_integration.get(f"{URL}{pk}/").json()["same_as"] == version.article_id


def test_a_page_may_come_with_its_address(as_integration):
    response = as_integration.post(URL, {"html": f"<p>{TEXT}</p>", "url": PAGE})

    assert response.status_code == 202
    arrival = Arrival.objects.get()
    assert (arrival.kind, arrival.url, bytes(arrival.raw.content)) == (
        "html",
        PAGE,
        f"<p>{TEXT}</p>".encode(),
    )
    assert PipelineRun.objects.get().step == "clean"


def test_a_type_that_no_file_has_is_not_kept(as_integration):
    file = SimpleUploadedFile("note.txt", TEXT.encode(), content_type="text/pl\0ain")

    assert as_integration.post(URL, {"file": file}, format="multipart").status_code == 202
    assert Arrival.objects.get().media_type == ""


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=\x7f"])
def test_what_calls_itself_a_form_and_is_none_is_told_so(as_integration, kind):
    response = as_integration.generic("POST", URL, b"text=a", content_type=kind)

    assert (response.status_code, response.json()["code"]) == (400, "not_a_form")


def test_a_file_comes_as_a_form_does(as_integration):
    file = SimpleUploadedFile("note.txt", TEXT.encode(), content_type="text/plain")

    response = as_integration.post(
        URL, {"file": file, "title": "A note", "external_id": "f-1"}, format="multipart"
    )

    assert response.status_code == 202
    arrival = Arrival.objects.get()
    assert (arrival.kind, arrival.filename, arrival.given) == ("file", "note.txt", {"title": "A note"})
    assert response.json()["external_id"] == "f-1"


def test_a_form_sent_twice_with_a_key_gets_one_answer(as_integration):
    def send(content: bytes):
        file = SimpleUploadedFile("note.txt", content, content_type="text/plain")
        return as_integration.post(URL, {"file": file}, format="multipart", headers={"Idempotency-Key": "k"})

    first, again, other = send(b"one"), send(b"one"), send(b"two")

    assert (first.status_code, again.status_code, other.status_code) == (202, 202, 422)
    assert again["Idempotency-Replayed"] == "true"
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param({"url": PAGE, "stage": "draft"}, 400, "invalid", id="a draft's address"),
        pytest.param({"html": "<p>a</p>", "text": "a"}, 400, "invalid", id="page and text"),
        pytest.param({"html": ""}, 400, "invalid", id="an empty page"),
        pytest.param({"html": 7}, 400, "invalid", id="a number for a page"),
        pytest.param({"url": "http://127.0.0.1/x"}, 422, "private_address", id="an address of ours"),
        pytest.param({"url": "https://u:p@ledger.example.org/"}, 422, "password_in_address", id="a password"),
        pytest.param({"file": "a"}, 400, "invalid", id="a file as JSON"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_leaves_nothing(as_integration, body, status, code):
    response = as_integration.post(URL, body)

    assert (response.status_code, response.json()["code"]) == (status, code), response.json()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"text": TEXT}, id="text"),
        pytest.param({"html": "<p>a</p>"}, id="html"),
        pytest.param({"secret": "x"}, id="unknown field"),
        pytest.param({"title": "a\0"}, id="NUL"),
    ],
)
def test_a_form_with_a_file_and_what_does_not_go_with_it_is_refused(as_integration, form):
    file = SimpleUploadedFile("note.txt", b"words")

    response = as_integration.post(URL, {"file": file, **form}, format="multipart")

    assert response.status_code == 400
    assert not Article.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(as_integration, settings):
    settings.INGEST_MAX_FILE_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    response = as_integration.post(URL, {"file": SimpleUploadedFile("a.txt", b"x" * 500)}, format="multipart")

    assert (response.status_code, response.json()["code"]) == (413, "too_long")


def test_an_article_is_put_under_its_external_id(as_integration):
    path = f"{URL}by-external-id/desk/2026/11.1/"

    first = as_integration.put(path, {"text": TEXT})
    same = as_integration.put(path, {"text": TEXT, "external_id": "desk/2026/11.1"})
    changed = as_integration.put(path, {"text": f"{TEXT} More."})
    other = as_integration.put(path, {"text": TEXT, "external_id": "another"})

    assert [answer.status_code for answer in (first, same, changed, other)] == [202, 200, 202, 400]
    assert first.json()["external_id"] == "desk/2026/11.1"
    assert changed.json()["version"] == 2


# --- One step again ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "status"),
    [("extract", 202), ("fetch", 409), ("clean", 409), ("second_opinion", 404), ("x", 404)],
)
def test_one_step_is_done_again(as_integration, step, status):
    version = ArticleVersionFactory()

    response = as_integration.post(f"{URL}{version.article_id}/runs/{step}/")

    assert response.status_code == status, response.json()
    assert PipelineRun.objects.filter(step=step, version=version).exists() == (status == 202)


# --- Many --------------------------------------------------------------------------------------------


def test_a_list_is_taken_in_item_by_item_and_a_bad_one_harms_no_other(as_integration):
    known = {"text": "Known before.", "external_id": "k"}
    as_integration.post(URL, known)
    lines = [
        json.dumps({"text": TEXT, "external_id": "a"}),
        json.dumps(known),
        '{"text": ',
        json.dumps({"txt": "a", "external_id": "b"}),
        json.dumps(["a"]),
        json.dumps({"text": " ", "external_id": "c"}),
        '{"text": "a \\ud800"}',
        "",
        json.dumps({"url": PAGE}),
        json.dumps({"text": TEXT + " More.", "external_id": "a"}),
    ]

    response = batch(as_integration, "\n".join(lines))

    body = response.json()
    assert response.status_code == 200
    assert (body["accepted"], body["known"], body["refused"]) == (3, 1, 5)
    assert [row["status"] for row in body["results"]] == [202, 200, 400, 400, 400, 400, 400, 202, 202]
    assert [row["item"] for row in body["results"]] == list(range(1, 10))
    assert [row["external_id"] for row in body["results"]] == ["a", "k", "", "b", "", "c", "", "", "a"]
    assert body["results"][3]["errors"][0]["field"] == "txt"
    assert body["results"][0]["article"] == body["results"][8]["article"]
    assert all(row["code"] and row["detail"] for row in body["results"] if row["status"] == 400)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f'external_id,text,url\n1,"{TEXT}",\n2,"Two\nlines, and ""quotes""",\n', id="commas"),
        pytest.param(f'\ufeffexternal_id;text;url\r\n1;"{TEXT}";\r\n2;Another;\r\n', id="semicolons"),
        pytest.param(f"External_ID\ttext\n1\t{TEXT}\n\n2\tAnother\n", id="tabs"),
    ],
)
def test_a_table_is_a_list_too(as_integration, table):
    response = batch(as_integration, table, "text/csv; charset=utf-8")

    assert [row["status"] for row in response.json()["results"]] == [202, 202]
    assert ArticleVersion.objects.get(article__external_id="1").text == TEXT


@pytest.mark.parametrize("cell", [FORMULA, "+40 containers", "-40 containers", "@sum(40)", "\t=1+1"])
def test_a_cell_that_looks_like_a_formula_is_what_somebody_wrote(as_integration, cell):
    quoted = cell.replace('"', '""')

    batch(as_integration, f'title,text\n"{quoted}","{quoted}"\n', "text/csv")

    assert ArticleVersion.objects.get().text == cell


@pytest.mark.parametrize(
    ("table", "statuses"),
    [
        pytest.param("text,title\na,b,c\nd,e\n", [400, 202], id="a cell too many"),
        pytest.param('text\none\n"two', [202, 400], id="a quote that does not end"),
        pytest.param("text,genre\none,poem\ntwo,live\n", [400, 202], id="a bad value"),
    ],
)
def test_a_bad_row_harms_no_other(as_integration, table, statuses):
    response = batch(as_integration, table, "text/csv")

    assert [row["status"] for row in response.json()["results"]] == statuses


@pytest.mark.parametrize(
    ("raw", "content_type", "status"),
    [
        pytest.param(b"", "application/x-ndjson", 400, id="nothing"),
        pytest.param(b"\n\n", "application/x-ndjson", 400, id="blank lines"),
        pytest.param(b"text\n", "text/csv", 400, id="a header alone"),
        pytest.param(b"title,body\na,b\n", "text/csv", 400, id="an unknown column"),
        pytest.param(b"text,text\na,b\n", "text/csv", 400, id="a column twice"),
        pytest.param(b"text\n\xff\n", "text/csv", 400, id="not UTF-8"),
        pytest.param(b"text\n" + b"a\n" * 1001, "text/csv", 413, id="too many rows"),
        pytest.param(b'{"text": "a"}\n' * 1001, "application/x-ndjson", 413, id="too many lines"),
        pytest.param(b"{}", "application/json", 415, id="JSON"),
    ],
)
def test_a_list_that_is_none_is_refused_as_a_whole(as_integration, raw, content_type, status):
    response = batch(as_integration, raw, content_type)

    assert response.status_code == status, response.json()
    assert not Article.objects.exists()


def test_a_thousand_are_looked_at(as_integration):
    body = batch(as_integration, "{}\n" * 1000).json()

    assert (body["refused"], body["results"][-1]["item"]) == (1000, 1000)


def test_a_list_that_is_sent_again_is_known(as_integration):
    raw = "\n".join(json.dumps({"text": f"{TEXT} {number}"}) for number in range(20))

    first, again = batch(as_integration, raw).json(), batch(as_integration, raw).json()

    assert (first["accepted"], again["known"]) == (20, 20)
    assert Article.objects.count() == 20
