"""The browser that tests and pictures are made with."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

#: Root cannot use the sandbox, and containers have a small /dev/shm.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"]


def find_chromium() -> str | None:
    """The program to start: that of ``CHROMIUM``, the system's, or Playwright's own; None where there is none."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if named:
        return named
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None
