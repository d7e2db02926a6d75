"""The review after the one in hand is there before the network has answered."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desk_page import DeskPage
from tests.browser.newsroom import Newsroom, Person
from tests.stack import Stack

STORY = "Pilots return\n\nThe pilot office said on Monday that {number} pilots came back to work in Norwick."
#: On a machine that has other things to do; see what is printed.
AT_ONCE_MILLISECONDS = 1500


@pytest.fixture
def two_reviews(newsroom: Newsroom) -> Iterator[None]:
    for number in (631, 632):
        newsroom.open_review(STORY.format(number=number), about=f"{number} pilots")
    yield
    newsroom.clear_queue()


def test_the_next_claim_does_not_wait_for_the_network(page: Page, stack: Stack, two_reviews: None) -> None:
    desk = DeskPage(page, stack).sign_in()
    desk.take_next()
    first = page.locator("claim-card h2").inner_text()
    desk.rule(rationale="The roster says so.")
    expect(desk.toast).to_be_visible()

    unanswered: list[Route] = []
    page.route("**/api/v1/**", lambda route: unanswered.append(route))
    page.evaluate(
        """() => {
            addEventListener("keydown", () => { window.pressed = performance.now(); }, { once: true, capture: true });
            new MutationObserver(() => { window.shown ??= performance.now(); })
                .observe(document.querySelector("review-desk").shadowRoot.querySelector("main"), { childList: true });
        }"""
    )
    desk.press("n")
    expect(page.locator("claim-card h2")).not_to_have_text(first)
    took = page.evaluate("window.shown - window.pressed")
    for route in unanswered:
        route.continue_()
    page.unroute("**/api/v1/**")

    assert unanswered
    assert took < AT_ONCE_MILLISECONDS
    print(f"the next claim stood there after {took:.0f} ms")  # noqa: T201
    # Its clock runs from now on, and the one after it was asked for.
    expect(desk.submit_button).to_be_visible()
    (held, *_) = Person(stack, "reviewer").get("queue/mine/")
    assert held["displayed_at"] is not None
    desk.press("r")
