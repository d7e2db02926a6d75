"""Every role at every address. A route without a row fails."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from factcheck import tokens
from factcheck.models import User
from factcheck.roles import ROLES, scopes_of
from tests.factories import UserFactory
from tests.undoing import rolled_back, shared_scene

pytestmark = pytest.mark.django_db

#: (method, route): the scope that it needs, or one of several; None: any signed-in user.
TABLE = {
    ("GET", "agreement/"): "verdicts:read",
    ("GET", "agreement/pairs/"): "verdicts:read",
    ("GET", "articles/"): "articles:read",
    ("POST", "articles/"): "articles:write",
    ("GET", "articles/1/"): "articles:read",
    ("GET", "articles/1/claims/"): "claims:read",
    ("POST", "articles/1/append/"): "articles:write",
    ("POST", "articles/1/claims/"): "claims:write",
    ("GET", "articles/1/versions/"): "articles:read",
    ("GET", "articles/1/versions/1/diff/"): "articles:read",
    ("GET", "articles/1/arrivals/"): "articles:read",
    ("GET", "articles/1/runs/"): "articles:read",
    ("POST", "articles/1/runs/extract/"): "articles:write",
    ("POST", "articles/batch/"): "articles:write",
    ("PUT", "articles/by-external-id/a-1/"): "articles:write",
    ("POST", "articles/1/retry/"): "articles:write",
    ("POST", "articles/1/takedown/"): "articles:takedown",
    ("POST", "articles/1/legal-hold/"): "articles:takedown",
    ("POST", "articles/1/lift-legal-hold/"): "articles:takedown",
    ("GET", "assignments/1/"): "reviews:review",
    ("POST", "assignments/1/display/"): "reviews:review",
    ("GET", "assignments/1/draft/"): "reviews:review",
    ("PUT", "assignments/1/draft/"): "reviews:review",
    ("DELETE", "assignments/1/draft/"): "reviews:review",
    ("POST", "assignments/1/heartbeat/"): "reviews:review",
    ("POST", "assignments/1/release/"): "reviews:review",
    ("POST", "assignments/1/skip/"): "reviews:review",
    ("POST", "assignments/1/verdict/"): "reviews:review",
    ("GET", "claims/"): "claims:read",
    ("GET", "claims/1/"): "claims:read",
    ("GET", "claims/1/history/"): "claims:read",
    ("PATCH", "claims/1/"): "claims:write",
    ("POST", "claims/"): "claims:write",
    ("GET", "evidence/"): "verdicts:read",
    ("GET", "evidence/1/"): "verdicts:read",
    ("GET", "evidence/1/attachment/"): "verdicts:read",
    ("POST", "evidence/attachments/"): "reviews:review",
    ("GET", "evidence/attachments/1/"): "reviews:review",
    ("DELETE", "evidence/attachments/1/"): "reviews:review",
    ("POST", "evidence/fetch/"): "reviews:review",
    ("GET", "evidence/fetch/1/"): "reviews:review",
    ("GET", "comments/1/"): "reviews:read",
    ("PATCH", "comments/1/"): "reviews:comment",
    ("POST", "comments/1/withdraw/"): "reviews:comment",
    ("GET", "feeds/"): "articles:read",
    ("POST", "feeds/"): "desk:configure",
    ("GET", "feeds/1/"): "articles:read",
    ("PATCH", "feeds/1/"): "desk:configure",
    ("POST", "feeds/1/look/"): "desk:configure",
    ("POST", "feeds/1/pause/"): "desk:configure",
    ("POST", "feeds/1/resume/"): "desk:configure",
    ("GET", "me/"): None,
    ("GET", "me/conflicts/"): "reviews:review",
    ("POST", "me/conflicts/"): "reviews:review",
    ("POST", "me/conflicts/1/end/"): "reviews:review",
    ("GET", "notices/"): "reviews:read",
    ("GET", "notices/unread/"): "reviews:read",
    ("GET", "notices/mail/"): "reviews:read",
    ("PUT", "notices/mail/"): "reviews:read",
    ("POST", "notices/1/read/"): "reviews:read",
    ("POST", "notices/read-all/"): "reviews:read",
    ("GET", "presence/"): "reviews:read",
    ("POST", "presence/"): "reviews:read",
    ("GET", "publishers/"): "articles:read",
    ("GET", "queue/"): "reviews:review",
    ("POST", "queue/hand-over/"): "reviews:triage",
    ("GET", "queue/mine/"): "reviews:review",
    ("GET", "queue/preview/"): "reviews:triage",
    ("POST", "queue/preview/"): "reviews:triage",
    ("POST", "queue/next/"): "reviews:review",
    ("GET", "rating-scales/"): "reviews:read",
    ("GET", "rating-scales/1/"): "reviews:read",
    ("GET", "reviews/"): "reviews:read",
    ("GET", "reviews/1/"): "reviews:read",
    ("GET", "reviews/1/comments/"): "reviews:read",
    ("POST", "reviews/1/comments/"): "reviews:comment",
    ("GET", "reviews/1/expert-links/"): "reviews:triage",
    ("POST", "reviews/1/expert-links/"): "reviews:triage",
    ("POST", "reviews/1/expert-links/1/revoke/"): "reviews:triage",
    ("GET", "reviews/1/history/"): "reviews:read",
    ("GET", "reviews/1/dossier.zip"): "verdicts:read",
    ("POST", "reviews/1/accept/"): "reviews:triage",
    ("POST", "reviews/1/adjudicate/"): "reviews:adjudicate",
    ("POST", "reviews/1/assign/"): "reviews:triage",
    ("POST", "reviews/1/dismiss/"): "reviews:triage",
    ("POST", "reviews/1/hold/"): "reviews:triage",
    ("POST", "reviews/1/inherit/"): "reviews:triage",
    ("POST", "reviews/1/lease/"): "reviews:review",
    ("POST", "reviews/1/merge/"): "reviews:triage",
    ("POST", "reviews/1/reopen/"): "reviews:triage",
    ("POST", "reviews/1/legal-hold/"): "articles:takedown",
    ("POST", "reviews/1/lift-legal-hold/"): "articles:takedown",
    ("POST", "reviews/1/send-back/"): "reviews:adjudicate",
    ("GET", "reviews/1/adjudication/"): ("reviews:adjudicate", "reviews:triage"),
    ("POST", "reviews/1/confirm-sightings/"): "reviews:triage",
    ("POST", "reviews/1/correct-span/"): "reviews:triage",
    ("POST", "reviews/1/join-duplicate/"): "reviews:triage",
    ("POST", "reviews/1/pick/"): ("reviews:triage", "reviews:adjudicate"),
    ("POST", "reviews/1/split/"): "reviews:triage",
    ("POST", "reviews/1/unmerge/"): "reviews:triage",
    ("POST", "reviews/1/wake/"): "reviews:triage",
    ("GET", "verdicts/"): "verdicts:read",
    ("GET", "verdicts/1/"): "verdicts:read",
    ("POST", "verdicts/1/retract/"): "reviews:review",
}


def wanted(method: str, route: str) -> set[str]:
    scope = TABLE[method, route]
    return {scope} if isinstance(scope, str) else set(scope or ())


def routes():
    """Every (method, route) that the API answers."""
    return {(method, route) for method, route, _action in actions()}


def actions():
    """(method, route, action of its view) of all that the API answers, read off the URL configuration."""

    def walk(patterns, prefix):
        for entry in patterns:
            path = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, path)
            elif isinstance(entry, URLPattern) and path.startswith("api/v1/"):
                route = (
                    re.sub(r"\(\?P<pk>.*?\)(?=/)", "1", path.removeprefix("api/v1/"))
                    .replace(r"(?P<review>\d{1,18})", "1")
                    .replace("(?P<step>[a-z]+)", "extract")
                    .replace(r"(?P<number>[1-9]\d{0,8})", "1")
                    .replace("(?P<external_id>[^?]+)", "a-1")
                    .replace("^", "")
                    .strip("$")
                )
                for method, name in entry.callback.actions.items():
                    if method != "head":
                        yield method.upper(), route, getattr(entry.callback.cls, name)

    return walk(get_resolver().url_patterns, "")


def test_every_route_has_a_row():
    assert routes() == set(TABLE)


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str | None, User]]:
    """Somebody of each role, and of none."""
    with shared_scene(django_db_blocker):
        yield {role: UserFactory(role=role) for role in (*ROLES, None)}


@pytest.mark.parametrize(("method", "route"), TABLE, ids=" ".join)
def test_a_role_reaches_what_its_scopes_name_and_nothing_else(people, method, route):
    scopes = wanted(method, route)
    may = {role: not scopes or not scopes.isdisjoint(scopes_of([role])) for role in people}

    statuses = {}
    for role, user in people.items():
        api = APIClient()
        api.force_authenticate(user)
        with rolled_back():
            response = api.generic(method, f"/api/v1/{route}", "{}", content_type="application/json")
        statuses[role] = response.status_code

    assert {role: status != 403 for role, status in statuses.items()} == may
    assert max(statuses.values()) < 500, statuses


@pytest.mark.parametrize(("method", "route"), TABLE, ids=" ".join)
def test_nobody_gets_in_unsigned(api, method, route):
    response = api.generic(method, f"/api/v1/{route}", "{}", content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "route"), [key for key, scope in TABLE.items() if scope], ids=" ".join)
def test_a_token_without_the_scope_is_refused_whatever_its_user_may(api, people, method, route):
    user = people["administrator"]
    scopes = user.scopes - wanted(method, route)
    _, secret = tokens.create_token(user, name="narrow", scopes=scopes)

    response = api.generic(
        method,
        f"/api/v1/{route}",
        "{}",
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )

    assert (response.status_code, response.json()["code"]) == (403, "not_allowed")
    assert all(scope in response.json()["detail"] for scope in wanted(method, route))


def test_a_token_that_is_wrong_is_told_apart_from_none(api):
    response = api.get("/api/v1/me/", headers={"Authorization": "Bearer fck_wrong"})

    assert (response.status_code, response.json()["code"]) == (401, "authentication_failed")


def test_a_session_needs_its_csrf_token_to_write(reviewer, desk):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(reviewer)

    assert client.post("/api/v1/queue/next/").status_code == 403
