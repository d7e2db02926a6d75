"""A parse as columns: what the candidates and their features ask for, read out of spaCy once."""

from functools import cached_property
from itertools import accumulate

from factcheck.extraction.parsed import Parsed
from factcheck.extraction.quotes import Quote

from .said import Range

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
_BLANK = frozenset(("PUNCT", "SPACE"))
#: Marks that a stretch of speech never begins or ends with.
_EDGES = frozenset((",", ";", ":", ".", "-", "--", "\u2014", "\u2013", "\u2015", "...", "\u2026"))


class Columns:
    """Indexes are token indexes of ``parsed.doc``; ``right`` is behind the last token of the subtree."""

    def __init__(self, parsed: Parsed, quotes: list[Quote]) -> None:
        doc = parsed.doc
        self.doc = doc
        self.size = len(doc)
        self.lower: list[str] = []
        self.lemma: list[str] = []
        self.tag: list[str] = []
        self.pos: list[str] = []
        self.dep: list[str] = []
        self.entity: list[str] = []
        self.head: list[int] = []
        self.left: list[int] = []
        self.right: list[int] = []
        for token in doc:  # once: making a Token costs more than asking it
            self.lower.append(token.lower_)
            self.lemma.append(token.lemma_.lower())
            self.tag.append(token.tag_)
            self.pos.append(token.pos_)
            self.dep.append(token.dep_)
            self.entity.append(token.ent_type_)
            self.head.append(token.head.i)
            self.left.append(token.left_edge.i)
            self.right.append(token.right_edge.i + 1)
        self.children: list[list[int]] = [[] for _ in doc]
        for index, head in enumerate(self.head):
            if head != index:
                self.children[head].append(index)
        self.sentence: list[Range] = [(0, 0)] * self.size
        for sentence in doc.sents:
            self.sentence[sentence.start : sentence.end] = [(sentence.start, sentence.end)] * len(sentence)
        self.quotes = [_token_range(parsed, quote) for quote in quotes]
        self.quote_of = [-1] * self.size
        for number, (first, last) in enumerate(self.quotes):
            self.quote_of[first:last] = [number] * (last - first)

    @cached_property
    def quoted_before(self) -> list[int]:
        """How many tokens in front of each index stand in quotation marks; one longer than the text."""
        return [0, *accumulate(number >= 0 for number in self.quote_of)]

    @cached_property
    def is_subject(self) -> list[bool]:
        return [label in _SUBJECTS for label in self.dep]

    def is_blank(self, index: int) -> bool:
        return self.pos[index] in _BLANK

    def trimmed(self, first: int, last: int) -> Range | None:
        """Without commas, dashes and full stops at the ends; None when nothing is left."""
        while first < last and (self.lower[first] in _EDGES or self.pos[first] == "SPACE"):
            first += 1
        while last > first and (self.lower[last - 1] in _EDGES or self.pos[last - 1] == "SPACE"):
            last -= 1
        return (first, last) if first < last else None


def _token_range(parsed: Parsed, quote: Quote) -> Range:
    first = parsed.token_at(parsed.start + quote.start)
    last = parsed.token_at(parsed.start + quote.end - 1)
    return (first.i if first is not None else 0), (last.i + 1 if last is not None else len(parsed.doc))
