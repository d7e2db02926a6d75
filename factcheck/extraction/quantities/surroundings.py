"""What the sentence around a figure says of it: its time, whether it is a running total, what it rests on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import Aspect, Change, Span, TextSpan

from .bases import bases_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_CUMULATIVE = re.compile(r"\b(?:so far|to date|in total|in all|a total|since|overall)\b", re.IGNORECASE)
#: Code points on either side within which "so far" and the like speak of the figure.
_NEAR = 150


@dataclass(frozen=True, slots=True)
class Sentence:
    span: Span
    has_time: bool
    bases: tuple[TextSpan, ...]

    def bases_of(self, figure: Span) -> tuple[TextSpan, ...]:
        """What the figure rests on, which is never what holds the figure itself."""
        return tuple(
            basis for basis in self.bases if not (basis.start <= figure.start and figure.end <= basis.end)
        )


class Surroundings:
    """The sentences of one stretch, looked at once; a look-up is logarithmic."""

    def __init__(self, parsed: Parsed, times: list[Span]) -> None:
        self._starts: list[int] = []
        self._sentences: list[Sentence] = []
        bases = bases_in(parsed.text, parsed.start)
        for sentence in parsed.doc.sents:
            span = parsed.span(sentence.start, sentence.end)
            index = bisect_left(times, Span(span.start, 0))
            has_time = index < len(times) and times[index].end <= span.end
            own = tuple(basis for basis in bases if span.start <= basis.start and basis.end <= span.end)
            self._starts.append(sentence.start)
            self._sentences.append(Sentence(span, has_time, own))
        self._totals = [parsed.start + match.start() for match in _CUMULATIVE.finditer(parsed.text)]

    def of(self, token: Token) -> Sentence:
        """The sentence that holds ``token``."""
        return self._sentences[max(0, bisect_right(self._starts, token.i) - 1)]

    def aspect_of(self, figure: Span, sentence: Sentence, change: Change | None, *, is_end: bool) -> Aspect:
        """What time the figure stands for; "unknown" where the sentence does not say.

        ``is_end`` says that it is where a change led to: "rose to 15".
        """
        if is_end or (change is not None and change.target is not None):
            return "level"
        if change is not None:
            return "change"
        low = max(sentence.span.start, figure.start - _NEAR)
        index = bisect_left(self._totals, low)
        if index < len(self._totals) and self._totals[index] < min(sentence.span.end, figure.end + _NEAR):
            return "cumulative"
        return "in_period" if sentence.has_time else "unknown"
