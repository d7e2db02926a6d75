"""One whole desk for the tests of this folder, and a client that speaks to it as a newsroom's system would."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.feeds.samples import item, rss
from tests.hostile_server import Behaviour, HostileServer, http, is_silent, sends, serving
from tests.stack import Stack, wait_for


class Client:
    """The REST API of a desk, with a token."""

    def __init__(self, stack: Stack, token: str) -> None:
        self.url = f"{stack.base_url}/api/v1"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.session.get(f"{self.url}{path}", timeout=30, **options)

    def post(self, path: str, body: object = None, **options: Any) -> requests.Response:
        return self.session.post(f"{self.url}{path}", json=body, timeout=30, **options)

    def claims(self, article_id: int) -> list[dict[str, Any]]:
        """All claims of an article, over all pages."""
        found, page = [], self.get(f"/articles/{article_id}/claims/").json()
        while True:
            found += page["results"]
            if not page["next"]:
                return found
            page = self.session.get(page["next"], timeout=30).json()

    def wait_until_ready(self, article_id: int, *, seconds: float = 60) -> dict[str, Any]:
        """The article once the engine is done with it."""
        article: dict[str, Any] = {}

        def is_done() -> bool:
            nonlocal article
            try:
                article = self.get(f"/articles/{article_id}/").json()
            except requests.ConnectionError:
                return False  # the web process is being restarted
            return article.get("status") in {"ready", "failed"}

        assert wait_for(is_done, seconds=seconds), article
        return article


PAGE = http(
    "200 OK",
    b"<html><head><title>Flood</title></head><body><article><h1>Flood closes bridges</h1><p>"
    + b"The council said on Monday that 12 bridges were closed and 340 people had left their homes. " * 4
    + b"</p></article></body></html>",
    "Content-Type: text/html; charset=utf-8",
)

FEED = http(
    "200 OK",
    rss(item("/bridges", title="Bridges closed"), item("http://169.254.169.254/", guid="x")),
    "Content-Type: application/rss+xml",
)


def _choose(site: HostileServer, path: str) -> Behaviour:
    """No robots.txt; a feed; under /held a page that the first who asks never gets; a page everywhere else."""
    if path == "/robots.txt":
        return sends(http("404 Not Found", b""))
    if path.startswith("/held") and path not in site.paths:
        return is_silent
    return sends(FEED if path == "/feed" else PAGE)


@pytest.fixture(scope="package")
def site() -> Iterator[HostileServer]:
    """A web site that the desk may fetch from."""
    with serving(_choose) as site:
        yield site


@pytest.fixture(scope="package")
def stack(site: HostileServer) -> Iterator[Stack]:
    # Silence is noticed soon, so that the tests do not wait for half a minute.
    environment = {
        "HEARTBEAT_SECONDS": "2",
        "SWEEP_SECONDS": "2",
        "FETCH_ALLOWED_HOSTS": site.place,
        "FETCH_HOST_INTERVAL_SECONDS": "0",
    }
    with Stack(environment=environment) as desk:
        yield desk


@pytest.fixture
def newsroom_system(stack: Stack) -> Client:
    """The machine account, which posts and reads."""
    return Client(stack, stack.token)


@pytest.fixture
def client_of(stack: Stack) -> Any:
    """A function: the client of a demo user, with a token of theirs."""

    def make(username: str) -> Client:
        return Client(stack, stack.manage("create_token", username).strip())

    return make
