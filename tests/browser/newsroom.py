"""The newsroom around the reviewer: who posts, triages and reads while a browser is open. Speaks the REST API."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
import requests

from tests.stack import Stack, wait_for


class Person:
    """Somebody signed in with a session of their own, as a browser would be."""

    def __init__(self, stack: Stack, username: str) -> None:
        self.base_url = stack.base_url
        self.session = requests.Session()
        form = self.session.get(f"{self.base_url}/accounts/login/", timeout=30).text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert token, form
        signed_in = self.session.post(
            f"{self.base_url}/accounts/login/",
            {"csrfmiddlewaretoken": token[1], "login": username, "password": stack.password},
            timeout=30,
        )
        assert signed_in.ok, signed_in.text

    def get(self, path: str) -> Any:
        answer = self.session.get(f"{self.base_url}/api/v1/{path}", timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    def post(self, path: str, body: Mapping[str, str | int] | None = None) -> requests.Response:
        csrf = next(cookie.value or "" for cookie in self.session.cookies if "csrf" in cookie.name)
        return self.session.post(
            f"{self.base_url}/api/v1/{path}", json=body, headers={"X-CSRFToken": csrf}, timeout=30
        )


@dataclass(frozen=True)
class OpenReview:
    """A review at the head of the queue."""

    id: int
    claim: dict[str, Any]


class Newsroom:
    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.password = stack.password
        self.editor = Person(stack, "editor")
        self.machine = requests.Session()
        self.machine.headers["Authorization"] = f"Bearer {stack.token}"
        self._waiting: list[int] = []

    def open_review(
        self, text: str, *, about: str, title: str = "", external_id: str = "", priority: int = 100
    ) -> OpenReview:
        """Post an article, wait for the engine, and let the claim whose quote holds ``about`` into the queue."""
        given = {"text": text, "title": title, "external_id": external_id}
        article = self.post({name: words for name, words in given.items() if words})
        url = f"{self.stack.base_url}/api/v1/articles/"
        claims = self.machine.get(f"{url}{article}/claims/", timeout=30).json()["results"]
        claim = next((found for found in claims if about in found["quote"]), None)
        assert claim, [found["quote"] for found in claims]
        reviews = self.editor.get(f"reviews/?article={article}&limit=200")["results"]
        review = next(found for found in reviews if found["claim"] == claim["id"])
        if review["state"] == "triage":
            accepted = self.editor.post(f"reviews/{review['id']}/accept/", {"priority": priority})
            assert accepted.ok, accepted.text
        self._waiting.append(review["id"])
        return OpenReview(id=review["id"], claim=claim)

    def post(self, body: Mapping[str, str]) -> int:
        """The number of the article that was posted, or posted anew, once the engine has read it."""
        url = f"{self.stack.base_url}/api/v1/articles/"
        posted = self.machine.post(url, json=body, timeout=30)
        assert posted.status_code in {200, 202}, posted.text
        article = int(posted.json()["id"])
        assert wait_for(
            lambda: self.machine.get(f"{url}{article}/", timeout=30).json()["status"] == "ready", seconds=60
        )
        return article

    def clear_queue(self) -> None:
        """Set aside what tests left open, so that the next one finds its own review at the head."""
        for review in self._waiting:
            self.editor.post(f"reviews/{review}/hold/", {"reason": "The test is over."})
        self._waiting.clear()

    def want_two_verdicts(self, review: OpenReview) -> None:
        """As a desk's policy would, which holds for reviews to come."""
        with psycopg.connect(self.stack.servers["DATABASE_OWNER_URL"], autocommit=True) as database:
            database.execute(
                "UPDATE reviews_review SET required_verdicts = 2, free_slots = 2 WHERE id = %s", [review.id]
            )

    def state_of(self, review: OpenReview) -> str:
        return str(self.editor.get(f"reviews/{review.id}/")["state"])

    def verdicts_of(self, review: OpenReview, *, reviewer: Person) -> list[dict[str, Any]]:
        return list(reviewer.get(f"verdicts/?review={review.id}")["results"])
