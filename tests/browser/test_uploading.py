"""Files from somebody's disk to the desk: many at once, each with what came of it."""

import json

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.conftest import Watcher
from tests.browser.desk_page import DeskPage
from tests.stack import Stack


def text_file(name: str, words: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": words.encode()}


@pytest.fixture
def editor(page: Page, stack: Stack) -> DeskPage:
    desk = DeskPage(page, stack).sign_in("editor")
    page.goto(f"{stack.base_url}/desk/add/")
    page.get_by_label("Files").check()
    return desk


def send(page: Page, *files: FilePayload) -> None:
    page.locator("#files").set_input_files(list(files))
    page.get_by_role("button", name="Add the article").click()


def test_a_bad_file_keeps_no_other_back_and_says_why(editor: DeskPage, page: Page) -> None:
    send(
        page,
        {"name": "minutes.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 and nothing more"},
        text_file("council.txt", "The council of Norwick said on Monday that 712 lamps were broken."),
        {
            "name": "debate.vtt",
            "mimeType": "text/vtt",
            "buffer": b"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Mayor>We planted 713 trees last year.\n",
        },
    )

    expect(page.get_by_text("Claims found")).to_have_count(2, timeout=40_000)
    expect(page.locator("article-progress .failure")).to_have_count(1, timeout=40_000)


def test_no_file_is_told_at_its_field(editor: DeskPage, page: Page) -> None:
    page.get_by_role("button", name="Add the article").click()

    expect(page.get_by_role("alert")).to_have_text("Choose a file.")
    expect(page.locator("#files")).to_be_focused()


def test_what_is_refused_says_why_and_can_be_sent_again(
    editor: DeskPage, page: Page, watcher: Watcher
) -> None:
    watcher.expected_statuses.add(413)
    problem = {
        "type": "about:blank",
        "title": "Too long",
        "status": 413,
        "code": "too_long",
        "detail": "Too big.",
    }

    def refuse(route: Route) -> None:
        route.fulfill(status=413, content_type="application/problem+json", body=json.dumps(problem))

    page.route("**/api/v1/articles/", refuse)
    send(page, text_file("lamps.txt", "The council of Norwick said on Monday that 714 lamps were broken."))
    expect(page.get_by_role("alert")).to_have_text("Too big.")

    page.unroute("**/api/v1/articles/")
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_text("Claims found")).to_have_count(1, timeout=40_000)
