"""Puts what was read of an article's languages together, and says what was read how."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from factcheck.extraction.language import Language
from factcheck.extraction.regions import Paragraph
from factcheck.extraction.types import Analysis, Observation, Quantity, SentenceScore, TextSpan

from .reading import coverage_of, read

_HOW = {
    "model": "Sentences and places are its language model's, figures were read by rules that need no language; "
    "who says them was not read.",
    "neutral": "Its sentences and figures were read by rules that need no language; who says them was not read.",
}
_Placed = TypeVar("_Placed", SentenceScore, Quantity, TextSpan)


def with_others(
    analysis: Analysis,
    title: str | None,
    others: Mapping[str, Sequence[Paragraph]],
    main: Language,
    tell: Callable[[str, Sequence[object]], None],
) -> Analysis:
    """``analysis``, which has what is English, with what is read of the paragraphs in ``others``, by language.

    ``title`` is the article's; it is read in the ``main`` language.
    """
    if not others:
        return analysis
    readings = [
        read(analysis.text, title if code == main.code else None, paragraphs, code)
        for code, paragraphs in others.items()
    ]
    tell("other languages", [claim for reading in readings for claim in reading.claims])
    return replace(
        analysis,
        title=title,
        coverage=analysis.coverage if main.is_readable else coverage_of(main.code),
        sentences=_in_order([analysis.sentences, *(reading.sentences for reading in readings)]),
        quantities=_in_order([analysis.quantities, *(reading.quantities for reading in readings)]),
        places=_in_order([analysis.places, *(reading.places for reading in readings)]),
        claims=tuple(
            sorted(
                chain(analysis.claims, *(reading.claims for reading in readings)),
                key=lambda claim: (claim.part != "title", claim.start),
            )
        ),
        observations=(*analysis.observations, *notes(others, main, has_english=bool(analysis.sentences))),
    )


def _in_order(parts: Sequence[Sequence[_Placed]]) -> tuple[_Placed, ...]:
    return tuple(sorted(chain(*parts), key=lambda placed: placed.start))


def notes(
    others: Mapping[str, Sequence[Paragraph]], main: Language, *, has_english: bool
) -> Iterator[Observation]:
    """What a reader of the answer must know: nothing is taken for English without a word."""
    if not main.is_readable:
        coverage = coverage_of(main.code)
        yield Observation(
            code="language_by_model" if coverage == "model" else "language_neutral",
            severity="note",
            claims=(),
            values={"language": main.code, "coverage": coverage},
            message=f"The text is not in English (language: {main.code}). {_HOW[coverage]}",
        )
    strange = sorted({*others, *(["en"] if has_english and not main.is_readable else [])} - {main.code})
    if strange:
        yield Observation(
            code="language_mixed",
            severity="note",
            claims=(),
            values={"language": main.code, "others": strange},
            message=f"The text is in {main.code}; parts of it are in {', '.join(strange)} and were read as such.",
        )
