"""The administration in a browser: axe over the desk's own pages, and who else looks without loading a page again."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import RULES, violations
from tests.browser.desk_page import DeskPage
from tests.browser.newsroom import Newsroom, OpenReview, Person
from tests.stack import Stack

TEXT = "Bakers close\n\nThe guild of Norwick said on Monday that {number} bakeries closed last year."
#: Unfold's scroll areas, of a list and of the sidebar, have one name between them.
OURS = {**RULES, "rules": {"landmark-unique": {"enabled": False}}}
PAGES = (
    "/admin/",
    "/admin/reviews/review/?state=open",
    "/admin/reviews/review/{review}/change/",
    "/admin/reviews/review/{review}/do/hand-over/",
    "/admin/reviews/review/agreement/",
    "/admin/factcheck/desk/1/change/",
    "/admin/factcheck/desk/1/do/hand-over/",
)


@pytest.fixture(params=[811], ids=[""])
def review(newsroom: Newsroom, request: pytest.FixtureRequest) -> Iterator[OpenReview]:
    yield newsroom.open_review(TEXT.format(number=request.param), about=f"{request.param} bakeries")
    newsroom.clear_queue()


@pytest.mark.parametrize(("colours", "review"), [("light", 812), ("dark", 813)], indirect=["review"])
def test_axe_finds_nothing_in_the_administration(
    page: Page, stack: Stack, review: OpenReview, colours: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    DeskPage(page, stack).sign_in("admin")
    found = []

    for address in PAGES:
        page.goto(stack.base_url + address.format(review=review.id))
        page.wait_for_load_state("networkidle")
        found += [
            (address, rule["id"], [node["html"][:200] for node in rule["nodes"]])
            for rule in violations(page, OURS)
        ]

    assert found == []


def test_who_comes_to_look_is_shown_on_a_page_that_is_open(
    page: Page, stack: Stack, review: OpenReview
) -> None:
    DeskPage(page, stack).sign_in("editor")
    page.goto(f"{stack.base_url}/admin/reviews/review/{review.id}/change/")
    looking = page.locator("#looking")
    expect(looking).to_be_hidden()

    looked = Person(stack, "adjudicator").post("presence/", {"review": review.id})
    assert looked.ok, looked.text
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(looking).to_be_visible()
    expect(looking.get_by_role("listitem")).to_contain_text("Margit Halvorsen")


@pytest.mark.parametrize("clipboard", ["navigator.clipboard.writeText", "document.execCommand"])
@pytest.mark.parametrize("review", [814], indirect=True)
def test_a_link_that_is_shown_once_is_copied_by_a_button(
    page: Page, stack: Stack, review: OpenReview, clipboard: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if clipboard == "document.execCommand":  # as on a desk that is reached without TLS
        page.add_init_script("navigator.clipboard.writeText = undefined")
    DeskPage(page, stack).sign_in("editor")
    page.goto(f"{stack.base_url}/admin/reviews/review/{review.id}/do/ask-expert/")
    page.get_by_label("Whom do you ask?").fill("Dr Ito")
    page.get_by_label("Question").fill("How far can it fly?")
    page.get_by_role("button", name="Ask an expert").click()

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("Address").input_value()
    assert f"{stack.base_url}/expert/" in page.get_by_label("Address").input_value()
    assert violations(page, OURS) == []
