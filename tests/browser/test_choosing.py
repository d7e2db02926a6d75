"""What comes next is the reviewer's choice: a certain review, or whatever else stands in the same article."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Watcher
from tests.browser.desk_page import DeskPage
from tests.browser.newsroom import Newsroom, Person
from tests.stack import Stack

ORCHARDS = (
    "Frost in the orchards\n\nThe growers' union said on Monday that {frozen} trees froze in the valley.\n\n"
    "The insurer Halden said on Tuesday that it will pay for {paid} trees."
)
ELSEWHERE = "Trams stop\n\nThe operator Linden said on Monday that {number} trams stood still in Norwick."


@pytest.fixture(autouse=True)
def clean_queue(newsroom: Newsroom) -> Iterator[None]:
    yield
    newsroom.clear_queue()


@pytest.fixture
def desk(page: Page, stack: Stack) -> DeskPage:
    return DeskPage(page, stack)


def claim_in_hand(page: Page) -> Locator:
    return page.locator("claim-card blockquote").first


def test_a_certain_review_is_taken_instead_of_the_next_once_a_colleague_gives_it_back(
    desk: DeskPage, page: Page, stack: Stack, newsroom: Newsroom, watcher: Watcher
) -> None:
    article = ORCHARDS.format(frozen=811, paid=812)
    newsroom.open_review(article, about="811 trees")
    wanted = newsroom.open_review(article, about="812 trees", priority=0)
    colleague = Person(stack, "reviewer3")
    held = colleague.post(f"reviews/{wanted.id}/lease/").json()
    desk.sign_in()
    field = page.get_by_label("Take this one")

    field.press_sequentially("the one about trees")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Give the number of a review, or a link to it.")
    field.fill(f"{stack.base_url}/desk/reviews/{wanted.id}/#comment-1")
    watcher.expected_statuses = {409}
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("All its slots are taken.")
    assert Person(stack, "reviewer").get("queue/mine/") == []

    assert colleague.post(f"assignments/{held['id']}/release/").ok
    field.press("Enter")
    expect(claim_in_hand(page)).to_have_text(wanted.claim["quote"])
    expect(page.get_by_text("All its slots are taken.")).to_have_count(0)
    desk.press("r")


def test_a_review_is_taken_from_the_page_that_a_link_leads_to(
    desk: DeskPage, page: Page, newsroom: Newsroom
) -> None:
    article = ORCHARDS.format(frozen=813, paid=814)
    newsroom.open_review(article, about="813 trees")
    wanted = newsroom.open_review(article, about="814 trees", priority=0)
    desk.sign_in()

    page.goto(f"/desk/reviews/{wanted.id}/")
    page.get_by_role("button", name="Take it").press("Enter")
    expect(claim_in_hand(page)).to_have_text(wanted.claim["quote"])
    expect(page).to_have_url(re.compile("/desk/$"))

    page.go_back()
    page.get_by_role("button", name="Go on with it").press("Enter")
    expect(desk.submit_button).to_be_visible()
    desk.press("r")


def test_whoever_stays_in_an_article_gets_all_of_it_and_is_told_when_nothing_is_left_there(
    desk: DeskPage, page: Page, newsroom: Newsroom
) -> None:
    article = ORCHARDS.format(frozen=821, paid=822)
    newsroom.open_review(article, about="821 trees")
    newsroom.open_review(article, about="822 trees", priority=10)
    newsroom.open_review(ELSEWHERE.format(number=823), about="823 trams", priority=50)
    desk.sign_in()
    desk.take_next()
    expect(claim_in_hand(page)).to_contain_text("821 trees")
    desk.rule()
    expect(desk.toast).to_be_visible()

    page.get_by_label("Prefer").focus()
    page.keyboard.type("the article")
    desk.press("Escape", "n")
    expect(claim_in_hand(page)).to_contain_text("822 trees")
    why = page.get_by_text("Why it came").first
    expect(why).to_contain_text("you stay where you were")
    desk.rule()
    expect(page.get_by_role("button", name=re.compile("^Take the next"))).to_be_visible()
    page.get_by_label("Prefer").focus()
    page.keyboard.type("that article")  # and its near copies, of which there are none
    with page.expect_request("**/queue/next/") as asked:
        desk.press("Escape", "n")

    assert asked.value.post_data_json == {"stay_in": "story"}
    expect(claim_in_hand(page)).to_contain_text("823 trams")
    expect(page.get_by_role("status").filter(has_text="Nothing more is free where you were.")).to_have_count(
        1
    )
    expect(why).to_contain_text("this is the head of the queue")
    desk.press("r")
