"""What is seen without an account: sign-in, documentation, the expert's page, the mail."""

from playwright.sync_api import Page

from tests.screenshots.camera import Camera
from tests.stack import Stack


def take_pages_outside(camera: Camera) -> None:
    camera.open("sign-in", "/accounts/login/")
    camera.open("not-found", "/nothing/")
    camera.open("api-docs", "/api/docs/")


def ask_expert(admin: Camera) -> str:
    """Ask an expert about a decided review, as an editor does; the address for the expert."""
    page = admin.page
    page.goto("/admin/reviews/review/?state=decided")
    page.locator("#result_list a[href*='/change/']").first.click()
    page.get_by_role("link", name="Ask an expert").click()
    page.get_by_label("Whom do you ask?").fill("Dr Ines Okafor")
    page.get_by_label("Question").fill(
        "Is 79 what the air force itself counts, or what it says it shot down?"
    )
    for piece in page.locator("input[name=evidence]").all():
        piece.check()
    admin.snap("admin-expert-ask")
    page.get_by_role("button", name="Ask an expert").click()
    page.wait_for_load_state("networkidle")
    admin.snap("admin-expert-link-made")
    return page.get_by_label("Address").input_value()


def take_expert(camera: Camera, address: str) -> None:
    page = camera.page
    camera.open("expert-button", address)
    page.goto(address)
    page.get_by_role("button", name="Open").click()
    page.wait_for_load_state("networkidle")
    camera.snap("expert-question")
    page.get_by_label("Your name").fill("Ines Okafor")
    page.get_by_label("Where you work").fill("Institute of Aviation")
    page.get_by_label("Your answer").fill("It is the air force's own count, of what was launched.")
    page.get_by_role("button", name="Send").click()
    page.wait_for_load_state("networkidle")
    camera.snap("expert-answered")
    camera.open("expert-closed", f"{address.rstrip('/')[:-4]}0000/")


def take_mail(camera: Camera, desk: Stack) -> None:
    """As a mail program shows it, and its way out."""
    if not camera.wants("mail", "mail-stop"):
        return
    printed = desk.manage("shell", "-c", "from tests.screenshots.newsroom import print_mail; print_mail()")
    html = printed[printed.index("<!doctype html>") :]
    camera.page.set_content(html)
    Camera(camera.page, camera.words, inspects=False).snap("mail")
    camera.open("mail-stop", _link(camera.page, "No more such mails"))
    camera.page.get_by_role("button", name="Send no more").click()
    camera.snap("mail-stopped")


def _link(page: Page, name: str) -> str:
    return str(page.get_by_role("link", name=name).get_attribute("href"))
