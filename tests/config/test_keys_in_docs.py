"""The keys stand in one table of the docs; what the page listens to is all there."""

import re

from tests.stack import ROOT


def test_the_docs_name_every_key_of_the_desk() -> None:
    source = (ROOT / "reviews/ui/src/keys.ts").read_text(encoding="utf-8")
    table = (ROOT / "docs/desk.md").read_text(encoding="utf-8").partition("## Keys")[2].partition("\n## ")[0]
    listed = re.search(r"SHORTCUTS.*?\n\];", source, re.DOTALL)
    assert listed

    keys = {
        key for keys in re.findall(r"keys: \[([^\]]*)\]", listed[0]) for key in re.findall('"([^"]+)"', keys)
    }

    assert "n" in keys
    assert keys - {"…"} - set(re.findall("`([^`]+)`", table)) == set()
