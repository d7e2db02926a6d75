"""Blind means blind: whoever asks whatever of the desk gets the same bytes, whether a colleague ruled or not.

Every route (``tests/blind/routes.py``) is asked by every role in every scene (``tests/blind/scenes.py``), once in each
twin of the scene. The answers of the twins must be alike: status, headers, body.
"""

import contextlib
import difflib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from rest_framework.test import APIClient

from factcheck.models import User
from tests.api.test_who_may import routes as api_routes
from tests.blind import routes
from tests.blind.scenes import CANARIES, CONFIDENTIAL, SCENES, Newsroom, Scene, newsroom, now_is, play
from tests.undoing import shared_scene, undone

pytestmark = pytest.mark.django_db

#: (scene, route or admin page): what may differ, and why that tells nobody how a colleague ruled.
ALLOWED: dict[tuple[str, str], str] = {
    ("settling", "POST reviews/1/hold/"): "whoever moves it must wait half a minute: somebody ruled, not how",
    (
        "settling",
        "POST reviews/1/merge/",
    ): "whoever moves it must wait half a minute: somebody ruled, not how",
}
#: These may read a confidential piece of evidence.
TRUSTED = {"adjudicator", "publishing_editor", "administrator"}
#: Made anew for every request, or drawn: tokens, digests over salts, ids of comments and notices. And the length.
_BY_CHANCE = re.compile(
    r"Content-Length: \d+|\b\d{9,16}\b|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[A-Za-z0-9]{64}\b|nonce-[\w+/=-]+|nonce=\"[^\"]*\""
)


def test_every_route_has_a_row():
    assert api_routes() == set(routes.API), "Say in tests/blind/routes.py, API, how the new route is asked."
    views = routes.admin_views()
    models = {model for model, _view in views}
    assert models == set(routes.ADMIN) | set(routes.ADMIN_ASIDE), "Add the model to ADMIN, or to ADMIN_ASIDE."
    own = {view for view in views if view[1] not in routes.ADMIN_VIEWS}
    assert own == {("factcheck.user", "<id>/password"), ("factcheck.desk", "preview")}, (
        "Add the new page of a model's admin to its row in ADMIN."
    )
    assert routes.pages() | {"admin/factcheck/user/password/"} == set(routes.PAGES) | set(
        routes.PAGES_ASIDE
    ), "Say in tests/blind/routes.py, PAGES, how the new page is asked."


@pytest.fixture(scope="module")
def room(django_db_setup: None, django_db_blocker: Any) -> Iterator[Newsroom]:
    with now_is("2024-03-11T09:00:00Z") as clock, shared_scene(django_db_blocker):
        yield newsroom(clock)


@dataclass
class Answer:
    status: int
    headers: list[str]
    body: str

    def lines(self) -> list[str]:
        return [f"status {self.status}", *self.headers, *self.body.splitlines()]


def read(response: HttpResponse, row: routes.Row) -> Answer:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    body = unpacked(content) if content[:2] == b"PK" else content.decode(errors="backslashreplace")
    if response.get("Content-Type", "").startswith("application/") and body[:1] in "[{":
        body = json.dumps(json.loads(body), indent=1)
    headers = [f"{name}: {value}" for name, value in sorted(response.items())]
    headers += [f"cookie {name}" for name in sorted(response.cookies)]
    texts = [*headers, body]
    for pattern in (_BY_CHANCE.pattern, *row.blurred):
        texts = [re.sub(pattern, "#", text) for text in texts]
    return Answer(response.status_code, texts[:-1], texts[-1])


def unpacked(archive: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return "\n".join(
            f"{name}\n{packed.read(name).decode(errors='backslashreplace')}" for name in packed.namelist()
        )


class Asker:
    """One person, and what they are told."""

    def __init__(self, name: str, user: User, room: Newsroom) -> None:
        self.name, self.user = name, user
        self.numbers = {**room.numbers, "mine": room.numbers.get(f"assignment of {name}", 0)}
        self.api, self.browser = APIClient(), Client()
        self.api.force_authenticate(user)
        if user.may_open_admin:
            self.browser.force_login(user)

    def ask(self, *, everything: bool) -> dict[tuple[str, str], Answer]:
        """{(row, address): answer}; what was written meanwhile is taken back."""
        told = {}
        for (method, route), row in routes.API.items():
            scope = routes.WHO_MAY[method, route]
            if not (row.everywhere or everything) or (
                scope and not everything and scope not in self.user.scopes
            ):
                continue
            body = json.dumps({name: self.numbers.get(value, value) for name, value in row.body.items()})
            for address in (*row.addresses, *row.also) if everything else row.addresses:
                path = f"/api/v1/{address.format_map(self.numbers)}"
                with contextlib.nullcontext() if method == "GET" else undone():
                    response = self.api.generic(method, path, body, content_type="application/json")
                    told[f"{method} {route}", f"{method} {address}"] = read(response, row)
        if self.user.may_open_admin:
            for page, row in (routes.ADMIN | routes.PAGES).items():
                if row.everywhere or everything:
                    for address in (*row.addresses, *row.also) if everything else row.addresses:
                        path = address if address.startswith("/") else f"/admin/{address}"
                        response = self.browser.get(path.format_map(self.numbers))
                        told[page, address] = read(response, row)
        return told


def what_is_told(scene: Scene, twin: str, room: Newsroom, *, everything: bool) -> dict[str, Any]:
    """{person: {(row, address): answer}} in one twin."""
    cache.clear()
    with undone():
        here = Newsroom(room.people, room.colleague, room.review, dict(room.numbers), room.assignment)
        here.review.refresh_from_db()
        here.assignment.refresh_from_db()
        play(scene, twin, here)
        people = {
            name: user
            for name, user in here.people.items()
            if not (scene.is_revealed and name in TRUSTED) and (everything or user.scopes)
        }
        return {name: Asker(name, user, here).ask(everything=everything) for name, user in people.items()}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", SCENES)
def test_nobody_can_tell_whether_or_how_a_colleague_ruled(room, name):
    scene = SCENES[name]
    everything = name == "open"
    told = {twin: what_is_told(scene, twin, room, everything=everything) for twin in scene.twins}
    first, *others = told

    leaks = []
    for twin, by_person in told.items():
        secrets = [CONFIDENTIAL] if scene.is_revealed else [*CANARIES.values(), CONFIDENTIAL]
        for person, answers in by_person.items():
            for (_row, address), answer in answers.items():
                found = [word for word in secrets if word in "\n".join(answer.lines())]
                if found:
                    leaks.append(f"{person}, {address}, {twin}: reads {found}")
    for twin in others:
        for person, answers in told[twin].items():
            for (row, address), answer in answers.items():
                known = told[first][person][row, address]
                if answer != known and (name, row) not in ALLOWED:
                    leaks.append(
                        f"{person}, {address}: {first!r} and {twin!r} differ\n{difference(known, answer)}"
                    )

    assert not leaks, f"{len(leaks)} leaks\n" + "\n".join(leaks[:40])


def difference(one: Answer, other: Answer) -> str:
    lines = difflib.unified_diff(one.lines(), other.lines(), lineterm="", n=0)
    return "\n".join(f"    {line[:300]}" for line in list(lines)[2:10])


def test_an_allowed_difference_is_of_a_scene_and_a_route():
    rows = {f"{method} {route}" for method, route in routes.API} | set(routes.ADMIN) | set(routes.PAGES)

    assert {scene for scene, _row in ALLOWED} <= set(SCENES)
    assert {row for _scene, row in ALLOWED} <= rows
