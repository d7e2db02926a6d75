"""One attribution: whose words, by which cue, and which words they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Token

from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import Act

#: Tokens [first, last).
Range = tuple[int, int]
Kind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, eq=False)
class Said:
    """One attribution in one stretch of text.

    ``source`` is the head token of whoever speaks, None where nobody is named (``carried`` then is
    the attribution whose source goes on). ``is_negated`` for "did not say that ...". ``is_statement``
    where somebody answers for the content; wishes, plans and opinions of a thing are attributed too, but
    make nobody a claimant. ``is_quoted`` where the cue itself stands in somebody else's quotation,
    ``is_hearsay`` for "is said to".
    """

    parsed: Parsed
    source: Token | None
    cue: Range | None
    content: tuple[Range, ...]
    kind: Kind
    act: Act
    is_negated: bool = False
    is_statement: bool = True
    is_quoted: bool = False
    is_hearsay: bool = False
    carried: "Said | None" = field(default=None, repr=False)

    def covers(self, index: int) -> bool:
        return any(first <= index < last for first, last in self.content)

    @property
    def size(self) -> int:
        return sum(last - first for first, last in self.content)


def overlap(one: Iterable[Range], other: Iterable[Range]) -> float:
    """Tokens in both over tokens in either, in [0, 1]. Ranges of one side do not overlap."""
    one, other = tuple(one), tuple(other)
    both = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    return both / (sum(b - a for a, b in one) + sum(b - a for a, b in other) - both)


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """In order, those that touch or overlap made one."""
    joined: list[Range] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
