"""The lines of a text as they were meant: a paragraph each, whatever column it was broken at."""

import re

ENDS_SENTENCE = re.compile(r"[.!?\u2026][\"'\u2019\u201d)\]]*\s*$")


def written_lines(text: str) -> list[tuple[int, int]]:
    """(start, end) of every line that is not blank, without the blanks around it, put together where it was broken."""
    return _joined(text, _lines(text))


def _lines(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, follows a blank line) of every line that is not blank."""
    lines = []
    position, after_blank = 0, True
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped[0])
            lines.append((start, start + len(stripped), after_blank))
        after_blank = not stripped
        position += len(line) + 1
    return lines


def _joined(text: str, lines: list[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Lines that were broken at a column are put together again."""
    joined: list[tuple[int, int]] = []
    for start, end, after_blank in lines:
        if joined and not after_blank and _continues(text, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _continues(text: str, above: tuple[int, int], start: int) -> bool:
    last_line = text[text.rfind("\n", above[0], above[1]) + 1 : above[1]]
    if not 40 <= len(last_line) <= 120 or ENDS_SENTENCE.search(last_line[-6:]) or last_line[-1] == ":":
        return False
    return (
        text[start].islower()
        or last_line[-1] in ",;"
        or last_line.endswith((" the", " of", " and", " to", " a"))
    )
