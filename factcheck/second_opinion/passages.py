"""What the engine's own readers see in a paragraph of the article, or in a sentence that somebody else wrote."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from factcheck.extraction.certainty import keeps_meaning
from factcheck.extraction.cues import ACTS
from factcheck.extraction.lexicon import words
from factcheck.extraction.nlp import parse
from factcheck.extraction.parsed import Parsed
from factcheck.extraction.quantities.finder import find_quantities
from factcheck.extraction.text import parser_view
from factcheck.extraction.times import find_times
from factcheck.extraction.types import Quantity, Span

#: What a number is, whatever stands around it: bounds and unit. "At least 12" is not 12.
Figure = tuple[float | None, float | None, float | None, bool, bool, str | None]

#: Lemmas beside the engine's negations and hedges that a shorter quote must not lose: "it is *false* that ...",
#: "*hardly*", "*failed* to", "*few* of the 12".
_TURNING = words(
    "if unless whether false falsely untrue wrong wrongly incorrect incorrectly baseless unfounded hoax myth fake "
    "hardly barely scarcely rarely seldom few little nearly almost fail refuse decline avoid avert prevent stop cease "
    "lack instead rumour rumor"
)
#: Verbs that say that what follows is not so.
TAKES_BACK = frozenset(verb for verb, act in ACTS.items() if act in ("deny", "retract"))
_WRITTEN_OUT = {
    "n't": "not",
    "n\u2019t": "not",
    "wo": "will",
    "ca": "can",
    "sha": "shall",
    "'ll": "will",
    "'d": "would",
}


@dataclass(frozen=True)
class Passage:
    """A stretch of text, parsed, with its figures. All offsets are the article's."""

    parsed: Parsed
    quantities: tuple[Quantity, ...]

    @property
    def span(self) -> Span:
        return Span(self.parsed.start, self.parsed.start + len(self.parsed.text))

    def tokens(self, span: Span) -> list[Token]:
        """The tokens that lie in ``span``, blanks left out."""
        start, end = span.start - self.parsed.start, span.end - self.parsed.start
        return [
            token
            for token in self.parsed.doc
            if start <= token.idx and token.idx + len(token) <= end and not token.is_space
        ]

    def figures(self, span: Span) -> Counter[Figure]:
        """The figures whose number stands in ``span``, as often as they do; bounds may stand before it."""
        return Counter(
            figure_of(quantity)
            for quantity in self.quantities
            if span.start <= quantity.number.start and quantity.number.end <= span.end
        )

    def cuts_a_figure(self, span: Span) -> bool:
        """Whether ``span`` begins or ends inside a figure."""
        return any(
            quantity.start < edge < quantity.end
            for quantity in self.quantities
            for edge in (span.start, span.end)
        )


def figure_of(quantity: Quantity) -> Figure:
    return (
        quantity.value,
        quantity.low,
        quantity.high,
        quantity.low_open,
        quantity.high_open,
        quantity.unit,
    )


def words_of_doubt(tokens: list[Token]) -> Counter[str]:
    """Negations, hedges, modal verbs, conditions, denials and their like among ``tokens``, in one spelling."""
    found: Counter[str] = Counter()
    for token in tokens:
        if token.lemma_.lower() in TAKES_BACK and token.pos_ in ("VERB", "AUX"):
            found[token.lemma_.lower()] += 1
        elif keeps_meaning(token) or token.lower_ in _TURNING or token.lemma_.lower() in _TURNING:
            found[_WRITTEN_OUT.get(token.lower_, token.lower_)] += 1
    return found


def read_passages(text: str, span: Span, published: date | None) -> list[Passage]:
    """The lines of ``text[span.start:span.end]``, read as the engine reads them."""
    lines = list(_lines(text, span))
    documents = parse([parser_view(text[line.start : line.end]) for line in lines])
    passages = []
    for line, document in zip(lines, documents, strict=True):
        words = text[line.start : line.end]
        times = [
            Span(line.start + time.start, line.start + time.end) for time in find_times(words, published)
        ]
        parsed = Parsed(words, line.start, "body", document)
        passages.append(Passage(parsed, tuple(find_quantities(words, line.start, parsed, times))))
    return passages


def read_wording(line: str) -> Passage | None:
    """One line of somebody else's, read as the article is; None where it is no line, or more than one."""
    passages = read_passages(line, Span(0, len(line)), None)
    return passages[0] if len(passages) == 1 else None


def passage_at(passages: list[Passage], span: Span) -> Passage | None:
    """The passage that holds all of ``span``."""
    index = bisect_right([passage.parsed.start for passage in passages], span.start) - 1
    return passages[index] if index >= 0 and passages[index].span.covers(span) else None


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for line in text[span.start : span.end].split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def pieces(text: str, *, longest: int) -> list[Span]:
    """``text`` cut into spans of at most ``longest`` characters, between paragraphs or lines where it can be."""
    found = []
    start = 0
    while start < len(text):
        end = min(start + longest, len(text))
        if end < len(text):
            for gap in ("\n\n", "\n", ". ", " "):
                at = text.rfind(gap, start + longest // 2, end)
                if at >= 0:
                    end = at + len(gap)
                    break
        if text[start:end].strip():
            found.append(Span(start, end))
        start = end
    return found
