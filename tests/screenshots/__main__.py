"""``python -m tests.screenshots [WORD...]``"""

import shutil
import sys
from collections.abc import Sequence
from functools import partial

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.screenshots import admin, desk, outside, seldom
from tests.screenshots.camera import FOLDER, signed_in
from tests.stack import ROOT, Stack, wait_for

_WAITING = (
    "from factcheck.models import PipelineRun;"
    "print(PipelineRun.objects.filter(status__in=['queued', 'running']).count(), 'waiting')"
)


def main(words: Sequence[str]) -> None:
    chromium = find_chromium()
    if chromium is None:
        sys.exit("No browser: install Chromium, or name it: CHROMIUM=/path/to/chromium make screenshots")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with Stack() as stack, sync_playwright() as playwright:
        assert wait_for(lambda: "0 waiting" in stack.manage("shell", "-c", _WAITING), seconds=180)
        stack.manage("shell", "-c", "from tests.screenshots.newsroom import fill; fill()")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        findings = take_all(browser, stack, words)
        browser.close()
    sys.stdout.write(f"{len(list(FOLDER.glob('*.png')))} pictures are in {FOLDER.relative_to(ROOT)}\n")
    sys.stdout.writelines(f"axe: {finding}\n" for finding in findings)


def take_all(browser: Browser, stack: Stack, words: Sequence[str]) -> list[str]:
    """What axe found."""
    findings: list[str] = []
    as_user = partial(signed_in, browser, stack, words=words, findings=findings)
    with as_user("") as camera:
        outside.take_pages_outside(camera)
        outside.take_mail(camera, stack)
    with as_user("editor") as camera:
        camera.snap("desk-no-role")
        desk.take_adding(camera)
        desk.take_review_page(camera, stack)
    with as_user("admin") as camera:
        address = outside.ask_expert(camera) if camera.wants("expert", "admin-expert") else ""
        admin.take_admin(camera)
    if address:
        with as_user("") as camera:
            outside.take_expert(camera, address)
    with as_user("reviewer") as camera:
        desk.take_desk(camera, stack)
        desk.take_words_changed(camera, stack)
        desk.take_empty_queue(camera, stack)
        camera.open("not-allowed", "/admin/")
        camera.open("sign-out", "/accounts/logout/")
    with as_user("admin") as camera:
        seldom.take_seldom(camera, stack)
    return findings


if __name__ == "__main__":
    main(sys.argv[1:])
