"""Articles from right to left and without blanks: what is marked is the quote, sign for sign."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk_page import DeskPage
from tests.browser.newsroom import Newsroom
from tests.stack import Stack

ARABIC = (
    "حريق في الميناء 🔥\n\n"
    "أعلنت وزارة الصحة أن 😀 الحريق في ميناء المدينة أودى بحياة ١٢ شخصا. "
    "وقال الوزير إن \u200e٤٠٪\u200f من المباني دمرت في المساء."
)
HEBREW = "השריפה בנמל 🔥 פרצה בלילה. ב-10 במרץ נהרגו 12 בני אדם ו-1,234 נפצעו, מסר דובר העירייה לעיתונאים."
JAPANESE = (
    "北浜市で火事🔥があった。𠮷田市長は「34人が死亡し、約1億2000万円の被害だ。」と述べた。消防が調べている。"
)

CASES = {
    "ar": (ARABIC, "٤٠٪", "rtl"),
    "he": (HEBREW, "1,234", "rtl"),
    "ja": (JAPANESE, "1億2000万円", "ltr"),
}


@pytest.fixture(params=CASES, ids=str)
def case(request: pytest.FixtureRequest, newsroom: Newsroom) -> Iterator[tuple[str, str, str]]:
    text, figure, direction = CASES[request.param]
    review = newsroom.open_review(text, about=figure)
    yield review.claim["quote"], figure, direction
    newsroom.clear_queue()


def test_the_quote_is_marked_where_it_stands(page: Page, stack: Stack, case: tuple[str, str, str]) -> None:
    quote, figure, direction = case
    desk = DeskPage(page, stack).sign_in()

    desk.take_next()

    assert figure in quote
    assert desk.highlight() == quote
    paragraph = page.locator("article-text .text p", has=page.locator("mark")).first
    assert paragraph.evaluate("element => getComputedStyle(element).direction") == direction
    expect(page.locator("article-text header")).to_contain_text("Not in English")
    expect(page.locator("claim-card blockquote")).to_have_text(quote)
    expect(page.locator("claim-card dl")).not_to_contain_text("asserted as fact")
