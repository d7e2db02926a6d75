"""When and where: the day and place of what a draft tells."""

from collections.abc import Sequence

from spacy.tokens import Token

from .drafts import Draft
from .lexicon import words
from .parsed import Parsed
from .types import Span, TextSpan, TimeExpression

#: Prepositions that put something somewhere. "Moscow said" is no place of anything.
_PLACING = words(
    "in at near on across over outside inside around throughout off to from of against into within"
)
#: "twice as many *as in* November": the day of what is compared.
_COMPARED = (("as", "in"), ("than", "in"), ("than", "on"), ("from", "in"))


def time_of(
    draft: Draft, parsed: Parsed, focus: Sequence[Span], times: Sequence[TimeExpression]
) -> TimeExpression | None:
    """The first time in the draft's own words that is not that of a figure it is compared with."""
    own = [time for time in times if any(span.start <= time.start and time.end <= span.end for span in focus)]
    return next((time for time in own if not _is_compared(draft, parsed, time)), None)


def _is_compared(draft: Draft, parsed: Parsed, time: TimeExpression) -> bool:
    figures = draft.item.quantities if draft.item is not None else ()
    if len(figures) > 1 and figures[0].end < figures[1].start < time.start:
        return True
    token = parsed.token_at(time.start)
    before = (
        tuple(word.lower_ for word in parsed.doc[max(0, token.i - 2) : token.i]) if token is not None else ()
    )
    return before in _COMPARED


def as_of(parsed: Parsed, times: Sequence[TimeExpression]) -> str | None:
    """The day up to which a figure holds: "as of 10 March", "by Friday"."""
    for time in times:
        token = parsed.token_at(time.start)
        if token is None or token.i == 0 or time.until is None:
            continue
        words_before = [word.lower_ for word in parsed.doc[max(0, token.i - 2) : token.i]]
        if words_before == ["as", "of"] or words_before[-1:] == ["by"]:
            return time.until
    return None


def place_of(parsed: Parsed, focus: Sequence[Span], places: Sequence[TextSpan]) -> TextSpan | None:
    """The first place in the draft's own words that something happens in."""
    for place in places:
        if any(span.start <= place.start and place.end <= span.end for span in focus) and _is_placed(
            parsed, place
        ):
            return place
    return None


def _is_placed(parsed: Parsed, place: TextSpan) -> bool:
    token = parsed.token_at(place.end - 1)
    for _ in range(4):
        if token is None or token.head == token:
            return False
        if token.dep_ == "pobj":
            return _puts(token.head)
        token = token.head
    return False


def _puts(preposition: Token) -> bool:
    return preposition.lower_ in _PLACING
