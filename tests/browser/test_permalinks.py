"""A link to a comment leads to that comment, from wherever its reader comes."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import Watcher
from tests.browser.desk_page import DeskPage
from tests.browser.newsroom import Newsroom, OpenReview, Person
from tests.stack import Stack

LAMPS = "Lamps go out\n\nThe keeper Tove Lind said on Monday that {number} lamps went out along the bay."
#: More than a screen holds.
REMARKS = 12


@pytest.fixture(params=[711])
def review(newsroom: Newsroom, request: pytest.FixtureRequest) -> Iterator[OpenReview]:
    yield newsroom.open_review(LAMPS.format(number=request.param), about=f"{request.param} lamps")
    newsroom.clear_queue()


def say(person: Person, review: OpenReview, text: str) -> str:
    """The permalink."""
    return str(person.post(f"reviews/{review.id}/comments/", {"text": text}).json()["permalink"])


def comment(page: Page, text: str) -> Locator:
    return page.get_by_role("article", name=re.compile("^Comment by")).filter(has_text=text)


def expect_to_be_meant(said: Locator) -> None:
    expect(said).to_be_focused()
    expect(said).to_be_in_viewport()
    expect(said).to_have_attribute("aria-current", "true")


def test_it_leads_through_the_login_page_and_on_the_page_itself(
    page: Page, stack: Stack, newsroom: Newsroom, review: OpenReview
) -> None:
    links = [say(newsroom.editor, review, f"Remark {number} for @reviewer.") for number in range(REMARKS)]
    page.goto(links[-1])
    page.get_by_label("User name").fill("reviewer")
    page.get_by_label("Password").fill(stack.password)
    page.get_by_role("button", name="Sign in").click()
    expect_to_be_meant(comment(page, f"Remark {REMARKS - 1} "))

    assert violations(page) == []

    comment(page, "Remark 0 ").get_by_role("link").press("Enter")
    expect_to_be_meant(comment(page, "Remark 0 "))
    expect(page.locator("[aria-current=true]")).to_have_count(1)

    said_meanwhile = say(newsroom.editor, review, "Said meanwhile, @reviewer.")
    page.keyboard.press("b")
    notice = page.get_by_role("dialog", name="Notices").locator(f"a[href='{said_meanwhile}']")
    notice.press("Enter")
    expect_to_be_meant(comment(page, "Said meanwhile"))


@pytest.mark.parametrize("review", [712], indirect=True)
def test_one_that_is_not_for_its_reader_is_told_as_one_that_never_was(
    page: Page, stack: Stack, newsroom: Newsroom, review: OpenReview, watcher: Watcher
) -> None:
    newsroom.want_two_verdicts(review)
    hidden = say(Person(stack, "reviewer3"), review, "I found the log of the lamps.")
    DeskPage(page, stack).sign_in()
    not_here = page.get_by_text("The comment that your link names is not here for you.")

    page.goto(hidden)
    expect(not_here).to_be_focused()
    page.goto(f"{hidden.split('#')[0]}#comment-999999999")
    expect(not_here).to_be_focused()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_review_that_is_not_there_is_said_even_before_it_is_known_who_asks(
    page: Page, stack: Stack, newsroom: Newsroom, watcher: Watcher
) -> None:
    DeskPage(page, stack).sign_in()
    held_back: list[Route] = []
    page.route("**/api/v1/me/", lambda route: held_back.append(route))
    watcher.expected_statuses = {404}
    with page.expect_response("**/api/v1/reviews/999999999/"):
        page.goto("/desk/reviews/999999999/#comment-1")
    held_back.pop().continue_()
    expect(page.get_by_role("alert")).to_contain_text("No review has the number that your link names.")

    page.get_by_role("button", name="Close this notice").click()
    expect(page).to_have_url(re.compile("/desk/$"))
    expect(page.get_by_role("alert")).to_have_count(0)
    assert violations(page) == []


def test_a_review_that_did_not_arrive_is_asked_for_again(
    page: Page, stack: Stack, review: OpenReview, watcher: Watcher
) -> None:
    DeskPage(page, stack).sign_in()
    watcher.expected_statuses = {0}
    address = f"**/api/v1/reviews/{review.id}/"
    page.route(address, lambda route: route.abort())
    page.goto(f"/desk/reviews/{review.id}/")
    expect(page.get_by_role("alert")).to_contain_text("The desk cannot be reached.")

    page.unroute(address)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("lamps")
    expect(page.get_by_role("alert")).to_have_count(0)
