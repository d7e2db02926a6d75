"""An article is untrusted: whatever stands in it is shown as it stands, and does nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.desk_page import DeskPage
from tests.browser.newsroom import Newsroom
from tests.stack import Stack

HOSTILE = (
    "𝟛🚀 <img src=x onerror=alert(1)> {{ constructor.constructor('alert(2)')() }} ${alert(3)} 👩‍👩‍👧\n\n"
    "שלום עולם, \u202eabc\u202c <script>alert(4)</script> <svg onload=alert(5)>\n\n"
    "🚒🚒 Mayor Anna Berg <b>said</b> on Monday that 412 houses in Riverton 🏠 were flooded.\n\n"
    "<style>* { display: none }</style> javascript:alert(6)"
)


@pytest.fixture(autouse=True)
def clean_queue(newsroom: Newsroom) -> Iterator[None]:
    yield
    newsroom.clear_queue()


def test_markup_templates_and_writing_directions_are_only_text(
    page: Page, stack: Stack, newsroom: Newsroom
) -> None:
    opened: list[str] = []

    def note(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    review = newsroom.open_review(HOSTILE, about="412 houses", title="<i>Flood</i> {{ 7*7 }} & “rain” 🌧")
    desk = DeskPage(page, stack).sign_in()

    desk.take_next()

    assert desk.highlight() == review.claim["quote"]
    assert desk.article_text() == HOSTILE
    expect(page.get_by_role("heading", name="<i>Flood</i> {{ 7*7 }} & “rain” 🌧")).to_be_visible()
    assert page.locator("article-text :is(img, script, svg, style:not(:host style), b, i)").count() == 0
    assert opened == []


def test_the_sentence_the_quote_and_the_words_that_matter_are_told_apart(
    page: Page, stack: Stack, newsroom: Newsroom
) -> None:
    text = "Nine of the vans and 27 lorries were recovered, Inspector Mara Lindqvist said on Monday."
    newsroom.open_review(text, about="27 lorries")

    DeskPage(page, stack).sign_in().take_next()

    looks = {
        page.locator(f"article-text {selector}").first.evaluate(
            "element => getComputedStyle(element).backgroundColor"
        )
        for selector in (".sentence:not(.claim)", ".claim:not(.focus)", ".focus")
    }
    assert len(looks) == 3


def test_a_claim_in_the_title_is_marked_there(page: Page, stack: Stack, newsroom: Newsroom) -> None:
    review = newsroom.open_review(
        "The council met on Friday. It talked until midnight.",
        about="57 bridges",
        title="🌉 City closes 57 bridges after inspection",
    )
    desk = DeskPage(page, stack).sign_in()

    desk.take_next()

    assert review.claim["part"] == "title"
    assert desk.highlight() == review.claim["quote"]


def test_a_long_article_opens_at_its_claim(page: Page, stack: Stack, newsroom: Newsroom) -> None:
    filler = "Who could say how long the debate would go on, or what would become of the papers?\n\n"
    review = newsroom.open_review(
        filler * 120 + "Treasurer Lena Voss said that 68 schools were closed last year.\n\n" + filler * 120,
        about="68 schools",
    )
    desk = DeskPage(page, stack).sign_in()

    desk.take_next()

    assert desk.highlight() == review.claim["quote"]
    expect(page.locator("article-text mark").first).to_be_in_viewport()
