"""A feed and its articles through a whole desk: web, beat, the intake worker and the engine's worker."""

import pytest

from tests.hostile_server import HostileServer
from tests.stack import wait_for

from .conftest import Client

pytestmark = pytest.mark.stack


def test_a_feed_that_is_added_brings_articles_with_claims(
    newsroom_system: Client, site: HostileServer
) -> None:
    robots = site.paths.count("/robots.txt")
    added = newsroom_system.post("/feeds/", {"name": "Harbour", "url": f"http://{site.place}/feed"})
    assert added.ok, added.text
    feed = f"/feeds/{added.json()['id']}/"
    look = newsroom_system.post(f"{feed}look/")
    assert look.ok, look.text

    assert wait_for(lambda: newsroom_system.get(feed).json()["health"] == "healthy", seconds=60)
    newest = lambda: newsroom_system.get("/articles/").json()["results"][0]  # noqa: E731
    assert wait_for(lambda: newest()["url"].endswith("/bridges"), seconds=90)
    article = newsroom_system.wait_until_ready(newest()["id"], seconds=90)
    claims = newsroom_system.claims(article["id"])

    assert article["status"] == "ready"
    assert {quantity["value"] for claim in claims for quantity in claim["quantities"]} >= {12, 340}
    assert site.paths.count("/robots.txt") - robots <= 1, "asked once for the feed and its page"
    agents = {
        line for request in site.requests for line in request.decode().splitlines() if "User-Agent" in line
    }
    assert agents == {"User-Agent: Factcheck (claim desk of a newsroom)"}
