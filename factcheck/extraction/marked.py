"""A claim that a person marked: the words are theirs to choose, the figures in them are read as everywhere.

No parse: whoever marks a claim waits for the answer, and the parser is not loaded where they are answered.
"""

from dataclasses import replace

from .checkworthiness import score
from .foreign.conventions import convention_of
from .foreign.figures import find_figures
from .foreign.numerals import decimal_mark_of
from .foreign.wording import LONGEST, label_around
from .quantities.finder import find_quantities
from .statements import UNWEIGHED
from .types import Claim, Claimant, Part, Quantity, Span
from .unparsed import UNRESOLVED, unparsed_claim


def marked_claim(
    whole: str, span: Span, *, part: Part = "text", language: str = "en", label: str = "", claimant: str = ""
) -> Claim:
    """The words ``whole[span]`` as a claim; ``label`` and ``claimant`` are what the person says of them.

    ``language`` is the article's ISO 639-1 code; "" and "und" are read as English.
    """
    quote = whole[span.start : span.end]
    quantities = _quantities(whole, span, language)
    first = (
        Span(quantities[0].start - span.start, quantities[0].end - span.start) if quantities else Span(0, 0)
    )
    who = Claimant(claimant, claimant, None, "person", None, None) if claimant else UNRESOLVED
    claim = unparsed_claim(
        whole,
        span,
        part=part,
        sentence=_line_around(whole, span),
        region="body" if part == "text" else "headline",
        focus=(span,),
        label=label or _label(quote, first, claimant),
        quantities=quantities,
        claimant=who,
        worth=score(["marked", *(["figure"] if quantities else [])], UNWEIGHED),
    )
    return replace(claim, statement=f"{claimant}: {claim.proposition}") if claimant else claim


def _quantities(whole: str, span: Span, language: str) -> tuple[Quantity, ...]:
    words = whole[span.start : span.end]
    if language in ("", "en", "und"):
        return tuple(find_quantities(words, span.start, None, []))
    return tuple(find_figures(words, span.start, language, decimal_mark_of(whole, convention_of(language))))


def _label(quote: str, figure: Span, claimant: str) -> str:
    prefix = f"{claimant[: LONGEST // 2]}: " if claimant else ""
    return prefix + label_around(quote, figure, LONGEST - len(prefix))


def _line_around(whole: str, span: Span) -> Span:
    start = whole.rfind("\n", 0, span.start) + 1
    end = whole.find("\n", span.end)
    return Span(start, len(whole) if end < 0 else end)
