"""A sentence that nobody parsed, as a line for lists."""

import re
import unicodedata

from factcheck.extraction.types import Span

LONGEST = 75
_ELLIPSIS = "\u2026"
#: How far to look for a blank before a word is cut.
_LONGEST_WORD = 16
_JOINERS = "\u200c\u200d\u094d"
_BLANKS = re.compile(r"\s+")


def one_line(words: str) -> str:
    return _BLANKS.sub(" ", words).strip()


def label_around(sentence: str, figure: Span, longest: int = LONGEST) -> str:
    """The sentence in its own words, at most ``longest`` characters, with its figure; "…" where it was cut.

    ``figure`` is where the figure stands in ``sentence``, which may be nowhere: [0, 0). No sign is cut from the letter that it stands on.
    """
    if len(line := one_line(sentence)) <= longest:
        return line
    head, told, tail = (
        one_line(sentence[: figure.start]),
        one_line(sentence[figure.start : figure.end]),
        one_line(sentence[figure.end :]),
    )
    before = " " if sentence[: figure.start][-1:].isspace() else ""
    after = " " if sentence[figure.end :][:1].isspace() else ""
    room = longest - len(told) - len(before) - len(after) - 2
    if room < 2:
        return told[: longest - 1] + _ELLIPSIS
    # What stands in front of a figure is oftener its subject, what follows is what it counts: half each.
    of_tail = min(len(tail), max(room // 2, room - len(head)))
    shown_head, shown_tail = _end_of(head, room - of_tail), _start_of(tail, of_tail)
    opening = "" if len(shown_head) == len(head) else _ELLIPSIS
    closing = "" if len(shown_tail) == len(tail) else _ELLIPSIS
    return f"{opening}{shown_head}{before}{told}{after if shown_tail else ''}{shown_tail}{closing}"


def _start_of(words: str, room: int) -> str:
    if len(words) <= room:
        return words
    blank = words.rfind(" ", max(0, room - _LONGEST_WORD), room + 1)
    cut = blank if blank > 0 else room
    while cut > 0 and _belongs_to_previous(words, cut):
        cut -= 1
    return words[:cut].rstrip(" ,;:\u3001\uff0c")


def _end_of(words: str, room: int) -> str:
    if len(words) <= room:
        return words
    begin = len(words) - room
    blank = words.find(" ", begin, begin + _LONGEST_WORD)
    cut = blank + 1 if blank >= 0 else begin
    while cut < len(words) and _belongs_to_previous(words, cut):
        cut += 1
    return words[cut:]


def _belongs_to_previous(words: str, cut: int) -> bool:
    """Whether a cut here would part a sign from its letter."""
    char = words[cut]
    return unicodedata.category(char)[0] == "M" or char in _JOINERS or words[cut - 1] in _JOINERS
