"""An article from somebody else's page to the desk: the bookmark, the address, pasted words."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watcher
from tests.browser.desk_page import DeskPage
from tests.browser.test_accessibility import Inspection
from tests.stack import Stack

STORY = """<!doctype html><html lang="en"><head><title>Bridge closed after crash | The Harbour Post</title></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Bridge closed after crash</h1>
<p>The Norwick bridge was closed on Monday after 14 lorries collided in fog, police said.</p>
<p id="second">Inspector Dana Okoro said that 9 drivers were taken to hospital and that two of them were badly hurt.
The bridge carries some 31,000 vehicles a day, according to the county council.</p>
<p>Repairs to the railing will cost about 2.4 million pounds, the council said on Tuesday evening.</p></article>
<footer>Subscribe to our newsletter</footer></body></html>"""


@dataclass
class NewsSite:
    origin: str
    headers: dict[str, str]


@pytest.fixture
def site() -> Iterator[NewsSite]:
    """Somebody else's page, on another origin, as strict as news sites are."""
    headers = {"Content-Security-Policy": "default-src 'none'; script-src 'none'; connect-src 'none'"}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = STORY.encode() if self.path.startswith("/story") else b""
            self.send_response(200 if body else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Not of interest."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield NewsSite(f"http://127.0.0.1:{server.server_port}", headers)
    server.shutdown()
    server.server_close()


@pytest.fixture
def editor(page: Page, stack: Stack) -> DeskPage:
    return DeskPage(page, stack).sign_in("editor")


def bookmark(page: Page, stack: Stack) -> str:
    """The script in the address that an editor drags to the bookmarks bar."""
    page.goto(f"{stack.base_url}/desk/add/")
    address = page.get_by_role("link", name="To Factcheck").get_attribute("href")
    assert address
    return unquote(address.removeprefix("javascript:"))


def opened_by(bookmark: str, *, on: Page) -> Page:
    with on.expect_popup() as popup:
        on.evaluate(bookmark)
    return popup.value


def test_the_bookmark_brings_the_page_that_one_is_reading(editor: DeskPage, site: NewsSite) -> None:
    script = bookmark(editor.page, editor.stack)
    foreign = editor.page.context.new_page()
    foreign.goto(f"{site.origin}/story-1")

    ours = opened_by(script, on=foreign)

    expect(ours.get_by_label("The page as you saw it")).to_be_checked()
    expect(ours.get_by_role("textbox", name="Address")).to_have_value(f"{site.origin}/story-1")
    ours.get_by_role("button", name="Add the article").click()
    expect(ours.get_by_role("status")).to_have_text(re.compile(r"Claims found: [3-9]"), timeout=30_000)
    expect(ours.get_by_role("heading", name="Bridge closed after crash", exact=True)).to_be_visible()


def test_nothing_is_added_before_somebody_presses_the_button(editor: DeskPage, site: NewsSite) -> None:
    script = bookmark(editor.page, editor.stack)
    foreign = editor.page.context.new_page()
    foreign.goto(f"{site.origin}/story-2")
    asked: list[str] = []

    editor.page.context.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    ours = opened_by(script, on=foreign)
    expect(ours.get_by_label("The page as you saw it")).to_be_checked()

    assert not [request for request in asked if request.startswith("POST")]


def test_marked_words_can_be_sent_alone(editor: DeskPage, site: NewsSite) -> None:
    script = bookmark(editor.page, editor.stack)
    foreign = editor.page.context.new_page()
    foreign.goto(f"{site.origin}/story-3")
    foreign.evaluate("getSelection().selectAllChildren(document.getElementById('second'))")

    ours = opened_by(script, on=foreign)
    ours.get_by_label("The words that you marked").check()
    ours.get_by_role("button", name="Add the article").click()

    expect(ours.get_by_role("status")).to_have_text(re.compile(r"Claims found: [1-4]"), timeout=30_000)


def test_a_site_that_cuts_the_tie_leaves_the_address_and_pasting(editor: DeskPage, site: NewsSite) -> None:
    script = bookmark(editor.page, editor.stack)
    site.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    foreign = editor.page.context.new_page()
    foreign.goto(f"{site.origin}/story-4")

    ours = opened_by(script, on=foreign)

    expect(ours.get_by_role("textbox", name="Address")).to_have_value(f"{site.origin}/story-4")
    expect(ours.get_by_label("The page as you saw it")).to_have_count(0)
    ours.get_by_label("Pasted text").check()
    ours.get_by_role("textbox", name="Text", exact=True).fill(
        "Police said 14 lorries collided on the bridge on Monday."
    )
    ours.get_by_role("button", name="Add the article").click()
    expect(ours.get_by_role("status")).to_have_text(re.compile(r"Claims found: [1-9]"), timeout=30_000)


def test_no_words_is_told_at_their_field(editor: DeskPage, watcher: Watcher) -> None:
    watcher.expected_statuses.add(400)
    editor.page.goto(f"{editor.stack.base_url}/desk/add/")

    editor.page.get_by_role("button", name="Add the article").click()

    expect(editor.page.get_by_role("textbox", name="Text", exact=True)).to_be_focused()
    expect(editor.page.get_by_role("alert")).to_be_visible()


def test_a_pasted_transcript_is_sent_as_one(editor: DeskPage) -> None:
    editor.page.goto(f"{editor.stack.base_url}/desk/add/")
    editor.page.get_by_role("textbox", name="Text", exact=True).fill(
        "MOSS: We lost 14 lorries on the bridge."
    )
    editor.page.get_by_label("Genre").select_option(label="Transcript")

    with editor.page.expect_response(re.compile(r"/api/v1/articles/$")) as answer:
        editor.page.get_by_role("button", name="Add the article").click()

    assert answer.value.json()["genre"] == "transcript"


def test_an_address_inside_the_network_is_refused(editor: DeskPage, watcher: Watcher) -> None:
    watcher.expected_statuses.add(422)
    editor.page.goto(f"{editor.stack.base_url}/desk/add/?url=http%3A%2F%2F192.168.3.4%2Fstory")
    editor.page.get_by_role("button", name="Add the article").click()

    expect(editor.page.get_by_role("alert")).to_contain_text(re.compile("network|public", re.IGNORECASE))


def test_who_may_not_add_articles_is_told(page: Page, stack: Stack) -> None:
    DeskPage(page, stack).sign_in("reviewer")

    page.goto(f"{stack.base_url}/desk/add/")

    expect(page.get_by_text("needs the role “editor”")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_the_page(editor: DeskPage, colours: Literal["light", "dark"]) -> None:
    editor.page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    editor.page.goto(f"{editor.stack.base_url}/desk/add/?url=https%3A%2F%2Fnews.example.org%2Fa")
    expect(editor.page.get_by_role("textbox", name="Address")).to_be_visible()
    inspection = Inspection(editor.page)

    inspection.look("an address")
    editor.page.get_by_label("Pasted text").check()
    inspection.look("pasting")
    editor.page.get_by_role("textbox", name="Text", exact=True).fill("The council said that 12 boats sank.")
    editor.page.get_by_role("button", name="Add the article").click()
    expect(editor.page.get_by_role("status")).to_contain_text("Claims found", timeout=30_000)
    inspection.look("added")

    assert inspection.found == []
