"""A claim that a person marked: the words are theirs to choose, the figures in them are read as everywhere.

No parse: whoever marks a claim waits for the answer, and the parser is not loaded where they are answered.
"""

from .checkworthiness import score
from .foreign.conventions import convention_of
from .foreign.figures import find_figures
from .foreign.numerals import decimal_mark_of
from .foreign.wording import LONGEST, label_around, one_line
from .quantities.finder import find_quantities
from .statements import UNWEIGHED
from .types import Claim, Claimant, Event, Part, Quantity, Span

_CONTEXT = 32
_UNRESOLVED = Claimant("", "", None, "unresolved", None, None)


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
    words = one_line(quote)
    who = Claimant(claimant, claimant, None, "person", None, None) if claimant else _UNRESOLVED
    return Claim(
        part=part,
        start=span.start,
        end=span.end,
        quote=quote,
        focus=(span,),
        prefix=whole[max(0, span.start - _CONTEXT) : span.start],
        suffix=whole[span.end : span.end + _CONTEXT],
        sentence=_line_around(whole, span),
        region="body" if part == "text" else "headline",
        label=label or _label(quote, first, claimant),
        proposition=words,
        statement=f"{claimant}: {words}" if claimant else words,
        kind="quantity" if quantities else "event",
        quantities=quantities,
        quantifier=None,
        comparison=None,
        event=Event(predicate="", actor=None, object=None, polarity="positive"),
        modality="asserted",
        claimants=(who,),
        act="assert",
        cue=None,
        via=(),
        hedges=(),
        event_time=None,
        said_at=None,
        as_of=None,
        place=None,
        check_worthiness=score(["marked", *(["figure"] if quantities else [])], UNWEIGHED),
    )


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
