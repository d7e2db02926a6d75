"""The review desk, as a reviewer and as whoever follows a link meets it."""

from playwright.sync_api import FilePayload, expect

from tests.browser.desk_page import DeskPage
from tests.browser.newsroom import Newsroom, Person
from tests.screenshots.camera import Camera
from tests.stack import Stack

STORM = (
    "Storm empties the eastern harbour\n\nThe storm reached the coast on Tuesday night.\n\n"
    "Harbour master Ines Okafor said that {number} boats broke loose in the eastern basin. Nobody was hurt."
)

#: One that can be read, one that only says that it can.
FILES: list[FilePayload] = [
    {
        "name": "council.txt",
        "mimeType": "text/plain",
        "buffer": b"The council said on Monday that 19 lamps broke.",
    },
    {"name": "minutes.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 and nothing more"},
]


def take_desk(camera: Camera, desk: Stack) -> None:
    page = DeskPage(camera.page, desk)
    camera.snap("desk-nothing-in-hand")
    _take_dialogs(camera, page)
    camera.page.goto("/desk/")
    camera.page.get_by_label("Take this one").fill("the one about boats")
    camera.page.get_by_role("button", name="Take it").click()
    camera.snap("desk-take-this")
    camera.page.reload()
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
    page.press("m")
    camera.snap("desk-commenting")
    page.press("Escape")
    page.press("h")
    expect(camera.page.locator("history-pane li").first).to_be_visible()
    camera.snap("desk-history")
    page.press("h")
    _take_form(camera, page)
    page.rule()
    expect(page.toast).to_be_visible()
    camera.snap("desk-submitted")
    page.press("v")
    camera.page.get_by_role("listitem").first.wait_for()
    camera.snap("desk-my-verdicts")


def _take_dialogs(camera: Camera, page: DeskPage) -> None:
    page.press("b")
    expect(camera.page.get_by_role("dialog", name="Notices")).to_be_visible()
    camera.page.wait_for_load_state("networkidle")
    camera.snap("desk-notices")
    page.press("Escape")
    camera.page.get_by_role("button", name="Conflicts of interest").click()
    expect(camera.page.get_by_role("dialog", name="Conflicts of interest")).to_be_visible()
    camera.page.wait_for_load_state("networkidle")
    camera.page.get_by_role("button", name="Declare").click()
    expect(camera.page.locator("#reason-error")).to_be_visible()
    camera.snap("desk-conflicts")
    page.press("Escape")


def _take_form(camera: Camera, page: DeskPage) -> None:
    page.press("4", "e")
    page.paste_screenshot()
    page.press("Control+Enter")
    expect(camera.page.get_by_label("Finding")).to_be_focused()
    camera.snap("desk-not-complete")
    camera.page.get_by_label("Address").fill("https://news.invalid/register")
    camera.page.get_by_role("button", name="Read the page").click()
    expect(camera.page.locator("evidence-page .error, evidence-page [role=alert]").first).to_be_visible()
    camera.snap("desk-evidence-not-read")
    camera.page.get_by_role("button", name="Remove").click()
    page.press("Escape", "c")
    camera.snap("desk-closing")
    page.press("2")
    camera.snap("desk-wrong-span")
    page.press("Escape", "3")
    camera.page.get_by_label("The other review").fill("missile")
    camera.page.wait_for_timeout(900)
    camera.snap("desk-duplicate")
    page.press("Escape", "c")


def take_words_changed(camera: Camera, desk: Stack) -> None:
    """The article changes its words while the reviewer has them; then the lease goes, too."""
    if not camera.wants("desk-words-changed", "desk-lease-lost"):
        return
    newsroom = Newsroom(desk)
    review = newsroom.open_review(STORM.format(number=413), about="413 boats", external_id="storm")
    page = DeskPage(camera.page, desk)
    Person(desk, "reviewer").post(f"reviews/{review.id}/lease/")  # others may stand before it
    camera.page.goto("/desk/")
    expect(page.submit_button).to_be_visible()
    newsroom.post({"text": STORM.format(number=431), "external_id": "storm"})
    page.rule()
    expect(camera.page.locator("words-changed")).to_be_visible()
    camera.snap("desk-words-changed")
    page.press("Control+Enter")
    camera.page.get_by_label("Rule on the new words").check()
    # From now on any heartbeat may tell the page that the lease is gone.
    newsroom.editor.post(f"reviews/{review.id}/hold/", {"reason": "The outlet is being asked."})
    page.press("Control+Enter")
    expect(camera.page.get_by_role("button", name="Take it again")).to_be_visible()
    camera.snap("desk-lease-lost")
    camera.page.get_by_role("button", name="Leave it").click()


def take_empty_queue(camera: Camera, desk: Stack) -> None:
    if camera.wants("desk-queue-empty"):
        desk.manage("shell", "-c", "from tests.screenshots.newsroom import hold_all; hold_all()")
        camera.page.goto("/desk/")
        camera.page.wait_for_load_state("networkidle")
        camera.snap("desk-queue-empty")


def take_review_page(camera: Camera, desk: Stack) -> None:
    printed = desk.manage(
        "shell", "-c", "from tests.screenshots.newsroom import talked_of; print(talked_of())"
    )
    permalink = printed.split()[-1]
    camera.open("desk-review-page", permalink.split("#")[0])
    camera.open("desk-comment", permalink)
    camera.open("desk-comment-not-here", f"{permalink}00000")


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
    page.get_by_label("Files").check()
    camera.snap("desk-add-files")
    page.locator("#files").set_input_files(FILES)
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_text("Claims found")).to_have_count(1, timeout=30_000)
    expect(page.locator(".failure")).to_be_visible(timeout=30_000)
    camera.snap("desk-added-files")
    page.goto("/desk/add/")
    page.get_by_label("Pasted text").check()
    page.get_by_role("textbox", name="Text", exact=True).fill(
        "The council said on Monday that 12 boats sank."
    )
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_role("status")).to_contain_text("Claims found", timeout=30_000)
    camera.snap("desk-added")
