"""A feed and its articles through a whole desk: web, beat, the intake worker and the engine's worker."""

import pytest
import requests

from tests.hostile_server import HostileServer, http, sends, serving
from tests.stack import Stack, wait_for

from .samples import item, rss

STORY = """<!doctype html><html lang="en"><head><title>Bridges closed</title></head><body><article>
<h1>Bridges closed</h1><p>Officials said on Monday that 12 bridges were closed after the flood.</p>
<p>The ministry said that 34 drones were shot down over the harbour during the night, and that nobody was hurt.</p>
<p>Repairs will take until the end of the month, the mayor told reporters at the town hall on Tuesday.</p>
</article></body></html>"""


@pytest.mark.stack
@pytest.mark.timeout(300)
def test_a_feed_that_is_added_brings_articles_with_claims():
    def choose(server: HostileServer, path: str):
        if path == "/feed":
            body = rss(item("/bridges", title="Bridges closed"), item("http://169.254.169.254/", guid="x"))
            return sends(http("200 OK", body, "Content-Type: application/rss+xml", 'ETag: "1"'))
        if path == "/bridges":
            return sends(http("200 OK", STORY.encode(), "Content-Type: text/html; charset=utf-8"))
        return sends(http("404 Not Found", b""))

    with serving(choose) as site, Stack(environment={"FETCH_ALLOWED_HOSTS": site.place}) as desk:
        signed = {"Authorization": f"Bearer {desk.token}"}

        def call(method: str, path: str, **arguments):
            response = requests.request(
                method, f"{desk.base_url}/api/v1/{path}", headers=signed, timeout=10, **arguments
            )
            assert response.ok, response.text
            return response.json()

        feed = call("POST", "feeds/", json={"name": "Harbour", "url": f"http://{site.place}/feed"})
        call("POST", f"feeds/{feed['id']}/look/")

        assert wait_for(lambda: call("GET", f"feeds/{feed['id']}/")["health"] == "healthy", seconds=60)
        newest = lambda: call("GET", "articles/")["results"][0]  # noqa: E731
        assert wait_for(
            lambda: newest()["url"].endswith("/bridges") and newest()["status"] == "ready", seconds=90
        )
        claims = call("GET", f"articles/{newest()['id']}/claims/")["results"]

    assert {quantity["value"] for claim in claims for quantity in claim["quantities"]} >= {12, 34}
    assert site.paths.count("/robots.txt") == 1
    agents = {
        line for request in site.requests for line in request.decode().splitlines() if "User-Agent" in line
    }
    assert agents == {"User-Agent: Factcheck (claim desk of a newsroom)"}
