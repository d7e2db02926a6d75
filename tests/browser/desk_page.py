"""The review desk as a reviewer meets it: what the tests press and read."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.pictures import png
from tests.stack import Stack

#: A grey picture of 320 by 200.
SCREENSHOT = png(320, 200)


class DeskPage:
    def __init__(self, page: Page, stack: Stack) -> None:
        self.page = page
        self.stack = stack

    def sign_in(self, username: str = "reviewer") -> "DeskPage":
        """Through the login page, which leads to the desk."""
        self.page.goto(f"{self.stack.base_url}/desk/")
        self.page.get_by_label("User name").fill(username)
        self.page.get_by_label("Password").fill(self.stack.password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/desk/")
        expect(self.page.get_by_role("banner")).to_contain_text("Sign out")
        return self

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def expect_no_dialog(self) -> None:
        """Wait until the desk has taken note, too: a closed dialog is out of sight a moment before keys work again."""
        expect(self.page.locator("shortcut-dialog, skip-dialog")).to_have_count(0)

    def take_next(self) -> None:
        expect(self.page.get_by_role("button", name="Take the next review")).to_be_visible()
        self.press("n")
        expect(self.submit_button).to_be_visible()

    def rule(self, *, rationale: str = "The register of the harbour master says so.") -> None:
        """The shortest complete verdict: the first rating and a rationale."""
        self.press("1", "w")
        self.page.keyboard.type(rationale)
        self.press("Control+Enter")

    def paste_screenshot(self) -> None:
        """A picture from the clipboard, into whatever has the focus."""
        self.page.evaluate(
            """bytes => {
                const data = new DataTransfer();
                data.items.add(new File([new Uint8Array(bytes)], "shot.png", { type: "image/png" }));
                document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true }));
            }""",
            list(SCREENSHOT),
        )
        expect(self.page.get_by_role("link", name="shot.png")).to_be_visible()

    def highlight(self) -> str:
        """The marked words, exactly as they stand in the page."""
        return "".join(self.page.locator("article-text mark").all_text_contents())

    def article_text(self) -> str:
        return "".join(self.page.locator("article-text .text").all_text_contents())

    @property
    def submit_button(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile("^Submit"))

    @property
    def rationale(self) -> Locator:
        return self.page.get_by_label("Rationale")

    @property
    def toast(self) -> Locator:
        return self.page.get_by_role("region", name="Last verdict")
