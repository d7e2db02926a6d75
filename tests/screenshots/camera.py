"""Takes a page in every colour and width, and lets axe look at it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.browser.axe import violations
from tests.browser.desk_page import DeskPage
from tests.stack import ROOT, Stack

FOLDER = ROOT / ".cache" / "screenshots"
COLOURS = ("light", "dark")
WIDTHS = {1280: 900, 360: 780}


@dataclass
class Camera:
    """``words`` limit which pages are taken."""

    page: Page
    words: Sequence[str]
    #: Whether axe looks too: not at what is no page of ours.
    inspects: bool = True
    #: What axe said, a line a rule and page.
    findings: list[str] = field(default_factory=list)

    def wants(self, *names: str) -> bool:
        return not self.words or any(word in name for word in self.words for name in names)

    def open(self, name: str, address: str) -> None:
        """Each colour is loaded anew: the admin asks the browser for its colours only once."""
        if self.wants(name):
            for colour in COLOURS:
                self._colour(colour)
                self.page.goto(address)
                self.page.wait_for_load_state("networkidle")
                self._take(name, colour)

    def snap(self, name: str) -> None:
        """The page as it stands. The review desk follows the colours at once."""
        if self.wants(name):
            for colour in COLOURS:
                self._colour(colour)
                self._take(name, colour)

    def _colour(self, colour: str) -> None:
        self.page.emulate_media(color_scheme=colour, reduced_motion="reduce")  # type: ignore[arg-type]
        # What a form answered with cannot be loaded again: the admin's own switch.
        self.page.evaluate(
            "dark => document.documentElement.matches('[x-data]') && document.documentElement.classList.toggle('dark', dark)",
            colour == "dark",
        )

    def _take(self, name: str, colour: str) -> None:
        for width, height in WIDTHS.items():
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.wait_for_timeout(50)  # what script lays out anew
            self.page.screenshot(path=FOLDER / f"{name}-{colour}-{width}.png", full_page=True)
            if self.inspects:
                self._inspect(f"{name}-{colour}-{width}")
        self.page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})

    def _inspect(self, name: str) -> None:
        for rule in violations(self.page):
            where = " | ".join(node["html"][:120] for node in rule["nodes"][:3])
            self.findings.append(f"{name}: {rule['id']} ({len(rule['nodes'])}): {where}")


@contextmanager
def signed_in(
    browser: Browser, desk: Stack, username: str, words: Sequence[str], findings: list[str]
) -> Iterator[Camera]:
    """A browser profile of its own, at the desk's page; signed out where ``username`` is empty."""
    with browser.new_context(base_url=desk.base_url, locale="en-GB") as context:
        page = context.new_page()
        if username:
            DeskPage(page, desk).sign_in(username)
        yield Camera(page, words, findings)
