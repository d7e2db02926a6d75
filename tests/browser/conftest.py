"""A whole desk for the browser, the people at it, and a page that forgives nothing.

Without Chromium these tests are skipped with one line that says so.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.newsroom import Newsroom
from tests.stack import Stack

_HERE = Path(__file__).parent
_NO_BROWSER = (
    "NO BROWSER: neither the system's Chromium nor Playwright's own is here; the desk's page was not tested."
)


_CHROMIUM = find_chromium()


@pytest.hookimpl(tryfirst=True)  # before the one of all tests, which looks at the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, and skip it all where there is no browser."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker("browser")
            item.add_marker("stack")
            if _CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=_NO_BROWSER))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """For the tests of this directory alone: it keeps an event loop in the thread that all tests run in."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def browser_context_args(stack: Stack) -> dict[str, Any]:
    return {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "base_url": stack.base_url}


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    with Stack() as desk:
        yield desk


@pytest.fixture(scope="package")
def newsroom(stack: Stack) -> Newsroom:
    return Newsroom(stack)


class Watcher:
    """What a page did that it should not have: errors, and requests that leave the desk."""

    def __init__(self, page: Page, origin: str) -> None:
        self.origin = origin
        self.wrongs: list[str] = []
        #: Answers of the API that the test provokes; the browser logs them as errors of its own.
        self.expected_statuses: set[int] = set()
        self._statuses: list[int] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.wrongs.append(f"error: {error}"))
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        if any(f"status of {status}" in message.text for status in self.expected_statuses):
            return
        if 0 in self.expected_statuses and "net::ERR_" in message.text:
            return
        self.wrongs.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and f"{address.scheme}://{address.netloc}" != self.origin:
            self.wrongs.append(f"left the desk: {request.url}")


@pytest.fixture(autouse=True)
def watcher(page: Page, stack: Stack) -> Iterator[Watcher]:
    """Every test ends with no error on the console and no request to anywhere else."""
    watcher = Watcher(page, stack.base_url)
    yield watcher
    assert watcher.wrongs == []
