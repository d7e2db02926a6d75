"""Pictures of every page, to be looked at: ``make screenshots``.

A desk of its own is started, one of everything is made in it, and each page of the review desk and of the admin
is stored as ``.cache/screenshots/PAGE-light|dark-1280|360.png``. ``python -m tests.screenshots WORD...`` takes
only the pages whose names hold one of the words.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.desk_page import DeskPage
from tests.stack import ROOT, Stack, wait_for

FOLDER = ROOT / ".cache" / "screenshots"
COLOURS = ("light", "dark")
WIDTHS = {1280: 900, 360: 780}
#: Lists and single records of these are photographed, and the forms that add one.
ADMIN_MODELS = (
    "factcheck/article", "factcheck/claim", "reviews/factcheck", "factcheck/feed", "factcheck/pipelinerun", "factcheck/event",
    "factcheck/newsroom", "factcheck/desk", "reviews/ratingscale", "factcheck/publisher", "factcheck/user",
    "auth/group", "factcheck/apitoken",
)  # fmt: skip
ADDED = (
    "factcheck/article",
    "factcheck/claim",
    "factcheck/desk",
    "reviews/ratingscale",
    "factcheck/feed",
    "factcheck/publisher",
    "factcheck/user",
    "factcheck/apitoken",
)
STATES = ("triage", "open", "on_hold", "disputed", "decided", "dismissed", "merged", "all")


@dataclass
class Camera:
    """Takes a page in every colour and width; ``words`` limit which."""

    page: Page
    words: Sequence[str]

    def wants(self, name: str) -> bool:
        return not self.words or any(word in name for word in self.words)

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

    def _take(self, name: str, colour: str) -> None:
        for width, height in WIDTHS.items():
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.wait_for_timeout(50)  # what script lays out anew
            self.page.screenshot(path=FOLDER / f"{name}-{colour}-{width}.png", full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})


@contextmanager
def signed_in(browser: Browser, desk: Stack, username: str, words: Sequence[str]) -> Iterator[Camera]:
    """A browser profile of its own, at the desk's page."""
    with browser.new_context(base_url=desk.base_url, locale="en-GB") as context:
        page = context.new_page()
        if username:
            DeskPage(page, desk).sign_in(username)
        yield Camera(page, words)


def take_pages_outside(camera: Camera) -> None:
    camera.open("sign-in", "/accounts/login/")
    camera.open("not-found", "/nothing/")
    camera.open("api-docs", "/api/docs/")


def take_desk(camera: Camera, desk: Stack) -> None:
    page = DeskPage(camera.page, desk)
    camera.snap("desk-nothing-in-hand")
    page.take_next()
    camera.snap("desk-review")
    page.press("?")
    expect(camera.page.get_by_role("dialog", name="Keys")).to_be_visible()
    camera.snap("desk-keys")
    page.press("Escape")
    page.expect_no_dialog()
    page.press("s")
    expect(camera.page.get_by_role("dialog", name="Skip this review")).to_be_visible()
    camera.snap("desk-skip")
    page.press("Escape")
    page.expect_no_dialog()
    page.press("4", "e")
    page.paste_screenshot()
    page.press("Control+Enter")
    expect(camera.page.get_by_label("Finding")).to_be_focused()
    camera.snap("desk-not-complete")
    camera.page.get_by_role("button", name="Remove").click()
    page.press("Escape", "c")
    camera.snap("desk-closing")
    page.press("c")
    page.rule()
    expect(page.toast).to_be_visible()
    camera.snap("desk-submitted")
    page.press("v")
    camera.page.get_by_role("listitem").first.wait_for()
    camera.snap("desk-my-verdicts")
    camera.open("sign-out", "/accounts/logout/")
    camera.open("not-allowed", "/admin/")


def take_adding(camera: Camera) -> None:
    page = camera.page
    camera.open("desk-add", "/desk/add/?url=https%3A%2F%2Fnews.example.org%2F2026%2Fstorm")
    page.goto("/desk/add/")
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_role("alert")).to_be_visible()
    camera.snap("desk-add-nothing")
    page.goto("/desk/add/?url=https%3A%2F%2Fnews.invalid%2Fstorm")
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_role("alert")).to_be_visible()
    camera.snap("desk-add-refused")
    page.goto("/desk/add/")
    page.get_by_label("Pasted text").check()
    page.get_by_role("textbox", name="Text", exact=True).fill(
        "The council said on Monday that 12 boats sank."
    )
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_role("status")).to_contain_text("Claims found", timeout=30_000)
    camera.snap("desk-added")


def take_admin(camera: Camera) -> None:
    camera.open("admin", "/admin/")
    for state in STATES:
        address = f"/admin/reviews/review/?state={state}"
        camera.open(f"admin-review-list-{state}", address)
        camera.page.goto(address)
        if record := first_record(camera.page):
            camera.open(f"admin-review-{state}", record)
            if state == "all":
                continue
            for act in acts_on(camera.page, record):
                camera.open(f"admin-review-{state}-{act}", f"{record.removesuffix('change/')}do/{act}/")
    camera.open("admin-review-list-empty", "/admin/reviews/review/?state=triage&q=nothinglikethis")
    for model in ADMIN_MODELS:
        name = f"admin-{model.split('/')[1]}"
        camera.open(f"{name}-list", f"/admin/{model}/")
        camera.page.goto(f"/admin/{model}/")
        if camera.page.url.rstrip("/").endswith("change"):
            continue  # the newsroom: the list leads to the one there is
        if record := first_record(camera.page):
            camera.open(name, record)
    for status in ("failed", "ready"):
        camera.page.goto(f"/admin/factcheck/article/?status__exact={status}")
        record = first_record(camera.page)
        camera.open(f"admin-article-{status}", record)
    camera.open("admin-article-take-down", f"{record.removesuffix('change/')}do/take-down/")
    for model in ADDED:
        camera.open(f"admin-{model.split('/')[1]}-add", f"/admin/{model}/add/")
    take_list_of_articles(camera)
    take_act_over_list(camera)


def take_list_of_articles(camera: Camera) -> None:
    """What came of each article of a table."""
    if not camera.wants("admin-article-added-many"):
        return
    page = camera.page
    page.goto("/admin/factcheck/article/add/")
    table = b"text,external_id\nThe council said on Monday that 14 boats sank.,table-1\n,table-2\n"
    page.locator("input[name=many]").set_input_files(
        {"name": "table.csv", "mimeType": "text/csv", "buffer": table}
    )
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_load_state("networkidle")
    camera.snap("admin-article-added-many")


def first_record(page: Page) -> str:
    """Where the list's first row leads to; "" where the list is empty."""
    link = page.locator("#result_list tbody a[href*='/change/']").first
    return str(link.get_attribute("href")).split("?")[0] if link.count() else ""


def acts_on(page: Page, record: str) -> list[str]:
    """The acts that ask for words, from a record's page."""
    page.goto(record)
    links = page.locator("a.fc-button[href*='/do/']").all()
    return [str(link.get_attribute("href")).rstrip("/").rsplit("/", 1)[1] for link in links]


def take_act_over_list(camera: Camera) -> None:
    if not camera.wants("admin-review-list-dismiss"):
        return
    page = camera.page
    page.goto("/admin/reviews/review/?state=triage")
    for row in page.locator("input.action-select").all()[:3]:
        row.check()
    camera.snap("admin-review-list-selected")
    page.locator("select[name=action]").select_option("dismiss")
    page.get_by_role("button", name="Run").click()
    page.wait_for_load_state("networkidle")
    camera.snap("admin-review-list-dismiss")


def main(words: Sequence[str]) -> None:
    chromium = find_chromium()
    if chromium is None:
        sys.exit("No browser: install Chromium, or name it: CHROMIUM=/path/to/chromium make screenshots")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with Stack() as desk, sync_playwright() as playwright:
        assert wait_for(lambda: "0 waiting" in desk.manage("shell", "-c", _WAITING), seconds=180)
        desk.manage("shell", "-c", "from tests.screenshots_newsroom import fill; fill()")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        with signed_in(browser, desk, "", words) as camera:
            take_pages_outside(camera)
        with signed_in(browser, desk, "editor", words) as camera:
            camera.snap("desk-no-role")
            take_adding(camera)
        with signed_in(browser, desk, "admin", words) as camera:
            take_admin(camera)
        with signed_in(browser, desk, "reviewer", words) as camera:
            take_desk(camera, desk)
        browser.close()
    sys.stdout.write(f"{len(list(FOLDER.glob('*.png')))} pictures are in {FOLDER.relative_to(ROOT)}\n")


_WAITING = (
    "from factcheck.models import PipelineRun;"
    "print(PipelineRun.objects.filter(status__in=['queued', 'running']).count(), 'waiting')"
)

if __name__ == "__main__":
    main(sys.argv[1:])
