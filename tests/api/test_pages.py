"""Documentation, health, errors: what is about the API rather than in it."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories import ArticleVersionFactory

pytestmark = pytest.mark.django_db


def test_the_committed_document_is_the_one_that_the_code_makes(settings, tmp_path):
    fresh = tmp_path / "openapi.yaml"

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(fresh))

    committed = Path(settings.BASE_DIR / "docs/openapi.yaml")
    is_the_same = fresh.read_text() == committed.read_text()
    assert is_the_same, "run: make openapi"  # what differs would take minutes to spell


def test_the_document_is_openapi_3_1_and_open_to_all(client):
    response = client.get("/api/schema/", headers={"Accept": "application/json"})

    assert response.status_code == 200
    assert json.loads(response.content)["openapi"].startswith("3.1")


def test_the_documentation_page_loads_nothing_from_outside_and_no_inline_script(client):
    response = client.get("/api/docs/")

    page = response.content.decode()
    assert response.status_code == 200
    assert "https://" not in page
    assert "<script>" not in page
    assert "unsafe" not in response["Content-Security-Policy"]


def test_a_process_that_lives_says_so_without_a_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/livez").json() == {"status": "ok"}


def test_a_process_that_can_work_says_so(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()["status"]) == (200, "ready")


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v1/articles/x/", "/api/nothing"])
def test_a_wrong_address_is_a_problem_document(client, path):
    response = client.get(path)

    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert response["Content-Type"] == "application/problem+json"


def test_the_api_speaks_utc_whatever_zone_the_signed_in_user_has(client, editor):
    editor.time_zone = "Asia/Kathmandu"
    editor.save()
    client.force_login(editor)
    ArticleVersionFactory()

    (article,) = client.get("/api/v1/articles/").json()["results"]

    assert article["created_at"].endswith("Z")


def test_a_wrong_method_is_a_problem_document(api, editor):
    api.force_authenticate(editor)

    response = api.delete("/api/v1/articles/")

    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


def test_a_fault_of_ours_answers_without_a_trace(monkeypatch, editor):
    client = Client(raise_request_exception=False)
    client.force_login(editor)
    monkeypatch.setattr("factcheck.api.me.str", lambda _: 1 / 0, raising=False)

    response = client.get("/api/v1/me/")

    problem = response.json()
    assert (response.status_code, problem["code"]) == (500, "server_error")
    assert "ZeroDivision" not in response.content.decode()
    assert response["X-Request-ID"]


@pytest.mark.parametrize("path", ["/api/v1/me/", "/desk/", "/admin/", "/accounts/login/", "/api/docs/"])
def test_every_page_has_a_policy_and_is_never_framed(client, path):
    response = client.get(path)

    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
