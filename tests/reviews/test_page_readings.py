"""A page read for a reviewer: by a worker, safely, with a reason where it fails, and nothing of it lasts for ever."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from factcheck import fetching, takedown
from factcheck.errors import InvalidInput
from reviews import attachments, page_readings, tasks, verdicts
from reviews.evidence import EvidenceInput
from reviews.models import EvidenceFile, PageReading
from tests.factories import AssignmentFactory, UserFactory, ruling
from tests.fetching.conftest import _fresh_memory, site  # noqa: F401 (fixtures)
from tests.hostile_server import http, sends

pytestmark = pytest.mark.django_db

URL = "/api/v1/evidence/fetch/"
PAGE = "https://port.example.org/log"
HTML = b"""<!doctype html><html><head><title>The log | Port</title>
<meta property="og:title" content="The log of 10 March"><meta property="og:site_name" content="Port of Odesa">
<meta property="article:published_time" content="2024-03-10T14:00:00+02:00">
<link rel="canonical" href="/register/2024/log"></head><body><article><h1>The log of 10 March</h1>
<p>The harbour lost 84 containers in that night, the port authority said in its register of losses.</p>
<p>Forty of them were empty, and the cranes were not hit, it said in the afternoon of the same day.</p>
</article></body></html>"""


@pytest.fixture
def assignment(desk, reviewer):
    return AssignmentFactory(reviewer=reviewer)


@pytest.fixture
def as_reviewer(api, reviewer):
    api.force_authenticate(reviewer)
    return api


@pytest.fixture
def web(monkeypatch):
    """What stands where: bytes, or the failure to get them."""
    pages: dict[str, bytes | fetching.FetchFailed] = {}

    def fetch(url, **options):
        there = pages[url]
        if isinstance(there, fetching.FetchFailed):
            raise there
        return fetching.Fetched(
            url=url,
            final_url=f"{url}?seen=1",
            status=200,
            media_type=fetching.client.sniffing.sniff(there, "text/html"),
            declared_media_type="text/html",
            charset=None,
            body=there,
            validators=fetching.Validators(),
            fetched_at=timezone.now(),
        )

    monkeypatch.setattr("reviews.page_readings.fetching.fetch", fetch)
    return pages


def ask(assignment, url: str = PAGE, **more) -> PageReading:
    return page_readings.ask(url, reader=assignment.reviewer, review_id=assignment.review_id, **more)


def test_an_address_is_answered_at_once_and_its_page_later(as_reviewer, assignment, web):
    web[PAGE] = HTML

    asked = as_reviewer.post(URL, {"url": PAGE, "review": assignment.review_id})
    waiting = as_reviewer.get(asked["Location"]).json()
    tasks.read_page(waiting["id"])
    done = as_reviewer.get(asked["Location"]).json()

    assert (asked.status_code, waiting["status"], waiting["title"], waiting["failure"]) == (
        202,
        "waiting",
        "",
        None,
    )
    assert {
        name: done[name] for name in ("status", "title", "publisher", "published", "media_type", "copy")
    } == {
        "status": "done",
        "title": "The log of 10 March",
        "publisher": "Port of Odesa",
        "published": "2024-03-10T14:00:00+02:00",
        "media_type": "text/html",
        "copy": None,
    }
    assert (done["final_url"], done["canonical_url"]) == (
        f"{PAGE}?seen=1",
        "https://port.example.org/register/2024/log",
    )
    assert done["sha256"] == hashlib.sha256(HTML).hexdigest()
    assert done["retrieved_at"]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        pytest.param(
            b"<html><title>Losses &amp; ships</title><table></table></html>",
            "Losses & ships",
            id="no article",
        ),
        pytest.param(b"a,b\n1,2\n", "", id="a table"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "", id="a picture"),
        pytest.param(b"\0\1\2", "", id="who knows what"),
    ],
)
def test_whatever_it_is_it_has_a_digest(assignment, web, body, title):
    web[PAGE] = body
    reading = ask(assignment)

    page_readings.read(reading.pk)

    reading.refresh_from_db()
    assert (reading.status, reading.found["title"]) == ("done", title)
    assert reading.found["sha256"] == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize(
    ("failure", "code", "words"),
    [
        (fetching.Refused("not_found", 404), "not_found", "404"),
        (fetching.Hitch("too_slow", 30), "too_slow", "30 seconds"),
        (fetching.Hitch("host_busy", "port.example.org", retry_seconds=9), "host_busy", "port.example.org"),
    ],
)
def test_why_a_page_was_not_read_is_said(as_reviewer, assignment, web, failure, code, words):
    web[PAGE] = failure
    reading = ask(assignment)

    page_readings.read(reading.pk)

    told = as_reviewer.get(f"{URL}{reading.pk}/").json()
    assert (told["status"], told["failure"]["code"]) == ("failed", code)
    assert words in told["failure"]["detail"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://port.example/", "scheme_not_allowed"),
        ("http://127.0.0.1/", "private_address"),
        ("http://[::ffff:10.0.0.1]/", "private_address"),
        ("http://me:secret@port.example/", "password_in_address"),
        ("http://0x7f000001/", "host_disguised"),
        ("port", "no_address"),
    ],
)
def test_an_address_that_no_public_page_has_is_refused_at_once(as_reviewer, assignment, url, code):
    response = as_reviewer.post(URL, {"url": url, "review": assignment.review_id})

    assert (response.status_code, response.json()["code"]) == (422, code)
    assert response["Content-Type"] == "application/problem+json"
    assert not PageReading.objects.exists()


def test_it_goes_through_the_safe_fetch(assignment, site):  # noqa: F811
    with site(
        {
            "/in": sends(http("302 Found", b"", "Location: http://10.0.0.1/secret")),
            "/log": sends(http("200 OK", HTML, "Content-Type: text/html")),
            "/robots.txt": sends(http("200 OK", b"User-agent: *\nDisallow: /no")),
        }
    ) as server:
        readings = {path: ask(assignment, f"http://{server.place}/{path}") for path in ("in", "log", "no")}
        for reading in readings.values():
            page_readings.read(reading.pk)

    told = {path: PageReading.objects.get(pk=reading.pk) for path, reading in readings.items()}
    assert {path: reading.failure_code for path, reading in told.items()} == {
        "in": "private_address",
        "log": "",
        "no": "robots_disallowed",
    }
    assert told["log"].found["title"] == "The log of 10 March"


def test_nobody_waits_for_ever(as_reviewer, assignment, web):
    with time_machine.travel(timezone.now() - page_readings.PATIENCE, tick=False):
        reading = ask(assignment)

    page_readings.read(reading.pk)

    told = as_reviewer.get(f"{URL}{reading.pk}/").json()
    assert (told["status"], told["failure"]["code"]) == ("failed", "no_answer")


def test_one_person_has_only_so_many_read_in_a_minute(as_reviewer, assignment, settings):
    settings.EVIDENCE_PAGES_PER_MINUTE = 2
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        ask(assignment)
    statuses = []
    for _ in range(3):
        response = as_reviewer.post(URL, {"url": PAGE, "review": assignment.review_id})
        statuses.append(response.status_code)

    assert statuses == [202, 202, 429]
    assert response.json()["code"] == "too_many_pages"
    assert 0 < int(response["Retry-After"]) <= 60


def test_a_reading_is_nobody_elses(api, assignment):
    reading = ask(assignment)
    api.force_authenticate(UserFactory(role="administrator"))

    assert api.get(f"{URL}{reading.pk}/").status_code == 404


# --- In a verdict ------------------------------------------------------------------------------------


def test_a_verdict_keeps_the_digest_and_the_time_of_a_page_that_the_desk_read(assignment, web):
    web[PAGE] = HTML
    reading = ask(assignment, keep=True)
    page_readings.read(reading.pk)
    reading.refresh_from_db()
    piece = EvidenceInput(
        kind="document", stance="supports", url=PAGE, fetch=reading.pk, attachment=reading.copy_id
    )

    verdict = verdicts.submit(
        assignment.pk, reviewer=assignment.reviewer, ruling=ruling(assignment.review, evidence=[piece])
    )

    (given,) = verdict.evidence.all()
    assert given.words["sha256"] == given.words["attachment"]["sha256"] == hashlib.sha256(HTML).hexdigest()
    assert given.retrieved_at == reading.retrieved_at
    assert (given.words["attachment"]["name"], given.words["attachment"]["media_type"]) == (
        "The log of 10 March.html",
        "text/html",
    )
    assert bytes(given.attachment.content) == HTML


@pytest.mark.parametrize("what", ["another address", "a colleague's", "not done"])
def test_a_digest_is_of_the_address_that_is_given(assignment, web, what):
    web[PAGE] = HTML
    reading = ask(AssignmentFactory() if what == "a colleague's" else assignment)
    if what != "not done":
        page_readings.read(reading.pk)
    url = "https://port.example.org/other" if what == "another address" else PAGE
    piece = EvidenceInput(kind="document", stance="supports", url=url, fetch=reading.pk)

    with pytest.raises(InvalidInput) as caught:
        verdicts.submit(
            assignment.pk, reviewer=assignment.reviewer, ruling=ruling(assignment.review, evidence=[piece])
        )

    assert [(error.field, error.code) for error in caught.value.errors] == [("evidence[0].fetch", "not_read")]


def test_a_copy_that_has_no_room_leaves_the_title(assignment, web, settings):
    web[PAGE] = HTML
    reading = ask(assignment, keep=True)
    settings.EVIDENCE_MAX_WAITING_BYTES = 10

    page_readings.read(reading.pk)

    reading.refresh_from_db()
    assert (reading.status, reading.copy, reading.found["title"]) == ("done", None, "The log of 10 March")


# --- Gone --------------------------------------------------------------------------------------------


def test_a_reading_is_gone_a_day_later(assignment):
    with time_machine.travel(timezone.now() - attachments.KEPT - timedelta(seconds=1), tick=False):
        ask(assignment)
    newer = ask(assignment)

    tasks.drop_unused_evidence()

    assert list(PageReading.objects.all()) == [newer]


def test_a_take_down_takes_what_was_read_and_what_still_comes(assignment, web, editor):
    web[PAGE] = HTML
    done, waiting = ask(assignment, keep=True), ask(assignment, keep=True)
    page_readings.read(done.pk)

    takedown.take_down(assignment.review.claim.article_id, actor=editor, reason="court order")
    page_readings.read(waiting.pk)

    assert not PageReading.objects.exists()
    assert not EvidenceFile.objects.exists()
