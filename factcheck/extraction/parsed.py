"""One parsed stretch of text and the way between its tokens and the article's offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .types import Claimant, Span, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan


@dataclass(frozen=True)
class Parsed:
    """``text`` is the stretch as it stands in the article, ``start`` where it begins there.

    ``speaker`` is whose turn it is in a transcript; None in the paper's own voice.
    """

    text: str
    start: int
    region: str
    doc: Doc
    speaker: Claimant | None = None

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers or precedes the article's code point ``offset``."""
        index = bisect_right(self._token_starts, offset - self.start) - 1
        return self.doc[index] if index >= 0 else None

    def span(self, first: int, last: int) -> Span:
        """Where tokens [first, last) stand in the article."""
        end = self.doc[last - 1]
        return Span(self.start + self.doc[first].idx, self.start + end.idx + len(end))

    def text_span(self, first: int, last: int) -> TextSpan:
        span = self.span(first, last)
        return TextSpan(span.start, span.end, self.slice(span))

    def slice(self, span: Span) -> str:
        return self.text[span.start - self.start : span.end - self.start]

    def sentence_spans(self) -> Iterator[tuple[TokenSpan, Span]]:
        """Sentences without the blanks around them; blank ones are left out."""
        for sentence in self.doc.sents:
            first, last = sentence.start, sentence.end
            while first < last and self.doc[first].is_space:
                first += 1
            while last > first and self.doc[last - 1].is_space:
                last -= 1
            if first < last:
                yield self.doc[first:last], self.span(first, last)
