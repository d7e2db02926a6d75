"""Blind means blind: whoever asks whatever of the desk gets the same bytes, whether a colleague ruled or not.

Every route (``tests/blind/routes.py``) is asked by everybody in every scene (``tests/blind/scenes.py``), once in each twin of
the scene. The answers of the twins must be alike: status, headers, body. A usual run asks a fifth of that table: every
route by every role, every route in every scene, every role in every scene; ``HYPOTHESIS_PROFILE=long`` asks all of it.
That nobody unsigned is told anything is for ``tests/api/test_who_may.py``.
"""

import contextlib
import difflib
import io
import json
import logging
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from rest_framework.test import APIClient

from factcheck.models import User
from reviews import presence
from tests.api.test_who_may import routes as api_routes
from tests.api.test_who_may import wanted
from tests.blind import routes
from tests.blind.scenes import CANARIES, CONFIDENTIAL, SCENES, Newsroom, newsroom, now_is, play
from tests.undoing import give_out_from, numbers_given_out, rolled_back, shared_scene, undone

pytestmark = pytest.mark.django_db

#: (scene, route or admin page): what may differ, and why that tells nobody how a colleague ruled.
ALLOWED: dict[tuple[str, str], str] = {
    **{
        (
            "settling",
            f"POST reviews/1/{act}/",
        ): "whoever moves it must wait half a minute: somebody ruled, not how"
        for act in ("hold", "merge")
    },
    **{
        (name, "POST queue/hand-over/"): "an editor takes away what somebody holds, and hears what that was"
        for name, scene in SCENES.items()
        if "holds it" in scene.twins
    },
}
_ALL = os.environ.get("HYPOTHESIS_PROFILE") == "long"
#: Of so many in which a row, a person and a scene meet, a usual run asks one.
_SHARE = 1 if _ALL else 5
#: Who asks what no review has a part in; everybody in a long run.
_ASKS_ASIDE = "administrator"
#: Made anew for every request.
_NEW_EACH_TIME = re.compile(r"nonce-[\w+/=-]+|nonce=\"[^\"]*\"|name=\"csrfmiddlewaretoken\" value=\"\w+\"")
#: Drawn: tokens, digests over salts, ids of comments and notices. And the length.
_BY_CHANCE = (
    r"Content-Length: \d+|\b\d{9,16}\b|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\b[A-Za-z0-9]{64}\b"
)


def test_every_route_has_a_row():
    assert api_routes() == set(routes.API), "Say in tests/blind/routes.py, API, how the new route is asked."
    views = routes.admin_views()
    models = {model for model, _view in views}
    assert models == set(routes.ADMIN) | set(routes.ADMIN_ASIDE), "Add the model to ADMIN, or to ADMIN_ASIDE."
    own = {view for view in views if view[1] not in routes.ADMIN_VIEWS}
    assert own == {
        ("factcheck.user", "<id>/password"),
        ("factcheck.desk", "preview"),
        ("reviews.review", "agreement"),
        ("reviews.review", "case"),
    }, "Add the new page of a model's admin to its row in ADMIN."
    assert routes.pages() | {"admin/factcheck/user/password/"} == set(routes.PAGES) | set(
        routes.PAGES_ASIDE
    ), "Say in tests/blind/routes.py, PAGES, how the new page is asked."


@pytest.fixture(scope="module")
def room(django_db_setup: None, django_db_blocker: Any) -> Iterator[Newsroom]:
    logging.disable(logging.CRITICAL)  # a line for each of thousands of requests
    # Here time stands still. In Redis it does not: who looked early would be gone for those who ask late.
    stays = patch.object(presence, "SECONDS", 86_400)
    with stays, now_is("2024-03-11T09:00:00Z") as clock, shared_scene(django_db_blocker):
        yield newsroom(clock)
    logging.disable(logging.NOTSET)


@dataclass
class Answer:
    status: int
    headers: list[str]
    body: str
    blurred: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        return "\n".join([f"status {self.status}", *self.headers, self.body])

    @cached_property
    def told(self) -> str:
        """Without what chance made. Sought only where two answers differ: it takes longer than to answer."""
        body = self.body
        if body[:1] in ("[", "{"):
            with contextlib.suppress(ValueError):
                body = json.dumps(json.loads(body), indent=1)
        text = "\n".join([f"status {self.status}", *self.headers, body])
        for pattern in (_BY_CHANCE, *self.blurred):
            text = re.sub(pattern, "#", text)
        return text

    def is_like(self, other: "Answer") -> bool:
        return self.text == other.text or self.told == other.told


def read(response: HttpResponse, row: routes.Row) -> Answer:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    body = unpacked(content) if content[:2] == b"PK" else content.decode(errors="backslashreplace")
    headers = [f"{name}: {value}" for name, value in sorted(response.items())]
    headers += [f"cookie {name}" for name in sorted(response.cookies)]
    texts = [_NEW_EACH_TIME.sub("#", text) for text in ("\n".join(headers), body)]
    return Answer(response.status_code, texts[:1], texts[1], row.blurred)


def unpacked(archive: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return "\n".join(
            f"{name}\n{packed.read(name).decode(errors='backslashreplace')}" for name in packed.namelist()
        )


class Asker:
    """One person, and what they are told."""

    def __init__(self, name: str, user: User, room: Newsroom, *, turn: int) -> None:
        """``turn`` says with which row they begin."""
        self.name, self.user, self.turn = name, user, turn
        self.numbers = {**room.numbers, "mine": room.numbers.get(f"assignment of {name}", 0)}
        self.api, self.browser = APIClient(), Client()
        self.api.force_authenticate(user)
        self.browser.force_login(user)
        self.given_out = numbers_given_out()

    def ask(self, *, in_full: bool) -> dict[tuple[str, str], Answer]:
        """{(row, address): answer}; what was written meanwhile is taken back."""
        return self._ask_the_api(in_full=in_full) | self._open_pages(in_full=in_full)

    def _ask_the_api(self, *, in_full: bool) -> dict[tuple[str, str], Answer]:
        told = {}
        for number, ((method, route), row) in enumerate(routes.API.items(), self.turn):
            scopes = wanted(method, route)
            is_refused = bool(scopes) and scopes.isdisjoint(self.user.scopes)
            if not self._asks(row, number, in_full=in_full) or (is_refused and not in_full):
                continue
            body = json.dumps({name: self._filled_in(value) for name, value in row.body.items()})
            for address in row.asked(in_full=in_full):
                path = f"/api/v1/{address.format_map(self.numbers)}"
                with rolled_back():  # to pack a dossier leaves an event too
                    response = self.api.generic(method, path, body, content_type="application/json")
                    told[f"{method} {route}", f"{method} {address}"] = read(response, row)
                if method != "GET" and response.status_code < 400:
                    give_out_from(self.given_out)
        return told

    def _open_pages(self, *, in_full: bool) -> dict[tuple[str, str], Answer]:
        rows = routes.ADMIN | routes.PAGES | {"acts": routes.ACT_FORMS}
        del rows["expert/"]
        told = {}
        for number, (page, row) in enumerate(rows.items(), self.turn):
            opens_pages = in_full or self.user.may_open_admin
            if not opens_pages or not self._asks(row, number, in_full=in_full):
                continue
            for address in row.asked(in_full=in_full):
                path = address if address.startswith("/") else f"/admin/{address}"
                with rolled_back():
                    told[page, address] = read(self.browser.get(path.format_map(self.numbers)), row)
        return told

    def _asks(self, row: routes.Row, number: int, *, in_full: bool) -> bool:
        if row.everywhere:
            return number % _SHARE == 0
        return in_full and (_ALL or self.name == _ASKS_ASIDE)

    def _filled_in(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._filled_in(item) for item in value]
        return self.numbers.get(value, value)


def what_the_expert_reads(room: Newsroom) -> dict[tuple[str, str], Answer]:
    """Of the page behind their link, in the browser that opened it."""
    expert = Client()
    expert.post("/expert/{secret of expert}/open/".format_map(room.numbers))
    row = routes.PAGES["expert/"]
    return {
        ("expert/", address): read(expert.get(address.format_map(room.numbers)), row)
        for address in row.addresses
    }


def what_is_told(name: str, twin: str, room: Newsroom) -> dict[str, Any]:
    """{person: {(row, address): answer}} in one twin of the scene ``name``."""
    scene, in_full = SCENES[name], name == "open"
    cache.clear()
    with undone():
        here = Newsroom(room.people, room.colleague, room.review, dict(room.numbers), room.assignment)
        here.review.refresh_from_db()
        here.assignment.refresh_from_db()
        play(scene, twin, here)
        people = {
            person: user
            for person, user in here.people.items()
            if person not in scene.told and (in_full or user.scopes)
        }
        told = {
            person: Asker(person, user, here, turn=turn).ask(in_full=in_full)
            for turn, (person, user) in enumerate(people.items(), list(SCENES).index(name))
        }
        return told | {"expert": what_the_expert_reads(here)}


@pytest.mark.timeout(3_600 if _ALL else 600)
@pytest.mark.parametrize("name", SCENES)
def test_nobody_can_tell_whether_or_how_a_colleague_ruled(room, name):
    scene = SCENES[name]
    told = {twin: what_is_told(name, twin, room) for twin in scene.twins}
    first, *others = told

    leaks = []
    for twin, by_person in told.items():
        secrets = [CONFIDENTIAL] if scene.is_revealed else [*CANARIES.values(), CONFIDENTIAL]
        for person, answers in by_person.items():
            for (_row, address), answer in answers.items():
                found = [word for word in secrets if word in answer.text]
                if found:
                    leaks.append(f"{person}, {address}, {twin}: reads {found}")
    for twin in others:
        for person, answers in told[twin].items():
            for (row, address), answer in answers.items():
                known = told[first][person][row, address]
                if (name, row) not in ALLOWED and not answer.is_like(known):
                    leaks.append(
                        f"{person}, {address}: {first!r} and {twin!r} differ\n{difference(known, answer)}"
                    )

    assert not leaks, f"{len(leaks)} leaks\n" + "\n".join(leaks[:40])


def difference(one: Answer, other: Answer) -> str:
    lines = difflib.unified_diff(one.told.splitlines(), other.told.splitlines(), lineterm="", n=0)
    return "\n".join(f"    {line[:300]}" for line in list(lines)[2:10])


def test_an_allowed_difference_is_of_a_scene_and_a_route():
    rows = {f"{method} {route}" for method, route in routes.API} | set(routes.ADMIN) | set(routes.PAGES)

    assert {scene for scene, _row in ALLOWED} <= set(SCENES)
    assert {row for _scene, row in ALLOWED} <= rows
