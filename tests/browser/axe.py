"""axe in a page: what it holds against it."""

from typing import Any

from playwright.sync_api import Page

from tests.stack import ROOT

#: axe itself, which the front end's lock file pins.
_AXE = ROOT / "reviews/ui/node_modules/axe-core/axe.min.js"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # or it describes every node that it finds in order
}


def violations(page: Page, rules: dict[str, Any] = RULES) -> list[dict[str, Any]]:
    """The rules that the page breaks as it stands, each with its ``id`` and ``nodes``."""
    if not page.evaluate("'axe' in window"):
        # Through the debugger, so the page's own policy stays as strict as it is.
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    return page.evaluate("async rules => (await axe.run(rules)).violations", rules)
