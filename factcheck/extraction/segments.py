"""Cut a paragraph that is too long for the parser, where it hurts least."""

import re
from collections.abc import Iterator

from .types import Span

#: The parser's cost is linear, but one call cannot be interrupted: about a tenth of a second's work.
LONGEST_SEGMENT = 3000
_SENTENCE_END = re.compile(r"[.!?][\"'\u2019\u201d)\]]*\s")


def segments(text: str, start: int, end: int) -> Iterator[Span]:
    """Consecutive pieces of ``text[start:end]``, none longer than LONGEST_SEGMENT.

    A piece ends behind a sentence if one ends in its second half, else behind a blank, else anywhere.
    """
    while end - start > LONGEST_SEGMENT:
        middle, limit = start + LONGEST_SEGMENT // 2, start + LONGEST_SEGMENT
        cut = limit
        sentence_ends = [match.end() for match in _SENTENCE_END.finditer(text, middle, limit)]
        if sentence_ends:
            cut = sentence_ends[-1]
        else:
            blank = max(text.rfind(" ", middle, limit), text.rfind("\n", middle, limit))
            cut = blank + 1 if blank >= 0 else limit
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)
