"""axe over every state of the page, light and dark, wide and narrow."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.desk_page import DeskPage
from tests.browser.newsroom import Newsroom
from tests.stack import Stack

TEXT = (
    "Ferry line adds boats\n\n"
    "The operator Northline said on Monday that {ferries} ferries will run this summer. "
    "That is about a third more than last year, according to its spokesman Paul Adeyemi."
)
WIDE, NARROW = 1280, 360


@pytest.fixture(autouse=True)
def clean_queue(newsroom: Newsroom) -> Iterator[None]:
    yield
    newsroom.clear_queue()


class Inspection:
    """What axe and the eye's own rules find, state by state."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[tuple[Any, ...]] = []

    def look(self, state: str) -> None:
        for width in (WIDE, NARROW):
            self.page.set_viewport_size({"width": width, "height": 800})
            for rule in violations(self.page):
                self.found.append((state, width, rule["id"], [node["html"][:200] for node in rule["nodes"]]))
            if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                self.found.append((state, width, "scrolls sideways"))
        self.page.set_viewport_size({"width": WIDE, "height": 800})


@pytest.mark.parametrize(("colours", "ferries"), [("light", 46), ("dark", 47)])
def test_axe_finds_nothing_in_any_state(
    page: Page, stack: Stack, newsroom: Newsroom, colours: Literal["light", "dark"], ferries: int
) -> None:
    newsroom.open_review(TEXT.format(ferries=ferries), about=f"{ferries} ferries")
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    desk = DeskPage(page, stack).sign_in()
    inspection = Inspection(page)

    inspection.look("nothing in hand")
    desk.take_next()
    inspection.look("a review in hand")
    desk.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    inspection.look("the overview of keys")
    desk.press("Escape")
    desk.expect_no_dialog()
    desk.press("s")
    expect(page.get_by_role("dialog", name="Skip this review")).to_be_visible()
    inspection.look("skipping")
    desk.press("Escape")
    desk.expect_no_dialog()
    desk.press("h")
    expect(page.locator("history-pane li").first).to_be_visible()
    inspection.look("the history of the review")
    desk.press("h", "b")
    expect(page.get_by_role("dialog", name="Notices").get_by_role("combobox").first).to_be_visible()
    inspection.look("notices")
    desk.press("Escape")
    expect(page.locator("notices-dialog")).to_have_count(0)
    desk.press("4", "e")
    desk.paste_screenshot()
    desk.press("Control+Enter")
    expect(page.get_by_label("Finding")).to_be_focused()
    inspection.look("not complete")
    page.get_by_role("button", name="Remove").click()
    desk.rule()
    expect(desk.toast).to_be_visible()
    inspection.look("submitted")
    desk.press("v")
    page.get_by_role("listitem").first.wait_for()
    inspection.look("my verdicts")

    assert inspection.found == []


def test_who_lacks_the_role_has_an_accessible_page_too(page: Page, stack: Stack) -> None:
    DeskPage(page, stack).sign_in("editor")
    expect(page.get_by_role("heading", name="This desk is for reviewers.")).to_be_visible()
    inspection = Inspection(page)

    inspection.look("no role")

    assert inspection.found == []


def test_a_chosen_theme_stays_whatever_the_system_says(page: Page, stack: Stack) -> None:
    page.emulate_media(color_scheme="light")
    DeskPage(page, stack).sign_in()
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)

    page.get_by_label("Colours").select_option("dark")
    dark = page.evaluate(paper)
    page.reload()

    assert light != dark
    assert page.evaluate(paper) == dark
