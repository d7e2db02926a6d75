"""The outlet changes its words under the reviewer's eyes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watcher
from tests.browser.desk_page import DeskPage
from tests.browser.newsroom import Newsroom, OpenReview, Person
from tests.stack import Stack

LEAD = "Storm empties the eastern harbour\n\nThe storm reached the coast on Tuesday night.\n\n"
#: Two tests, two articles: their figures tell them apart.
OLD, NEW = (
    "{number} boats broke loose in the eastern basin",
    "{number}0 boats broke loose in the eastern basin",
)


@pytest.fixture(params=[413, 415], ids=["new words", "old words"])
def number(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def review(newsroom: Newsroom, number: int) -> Iterator[OpenReview]:
    text = f"{LEAD}Harbour master Ines Okafor said that {OLD.format(number=number)}. Nobody was hurt."
    yield newsroom.open_review(text, about=f"{number} boats", external_id=f"storm-{number}")
    newsroom.clear_queue()


def test_the_reviewer_says_on_which_words_they_rule(
    page: Page, stack: Stack, newsroom: Newsroom, watcher: Watcher, review: OpenReview, number: int
) -> None:
    watcher.expected_statuses = {409}
    desk = DeskPage(page, stack).sign_in()
    desk.take_next()
    new = NEW.format(number=number)
    newsroom.post(
        {
            "text": f"{LEAD}Harbour master Ines Okafor said that {new}. Nobody was hurt.",
            "external_id": f"storm-{number}",
        }
    )
    rules_on_old = number == 415

    desk.rule(rationale="The register says so.")
    notice = page.locator("words-changed")
    expect(notice).to_contain_text("The article changed these words while you had them.")
    expect(notice).to_contain_text(OLD.format(number=number))
    expect(notice).to_contain_text(new)
    expect(notice).to_contain_text("a number")
    expect(desk.rationale).to_have_value("The register says so.")
    desk.submit_button.click()
    expect(
        page.get_by_text("Say whether your verdict is about the new words or about the old ones.").first
    ).to_be_visible()
    page.get_by_label("Rule on the old words" if rules_on_old else "Rule on the new words").check()
    desk.submit_button.click()

    expect(desk.toast).to_be_visible()
    (verdict,) = newsroom.verdicts_of(review, reviewer=Person(stack, "reviewer"))
    assert (verdict["round"], verdict["claim_revision"]) == ((1, 1) if rules_on_old else (2, 2))
    assert newsroom.state_of(review) == "open"  # the new words wait, or the undo window runs
