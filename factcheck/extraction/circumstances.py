"""When and where: the day and place of what a draft tells, and what a rank or a figure is measured over."""

from collections.abc import Sequence
from dataclasses import replace

from .drafts import Draft
from .lexicon import words
from .parsed import Parsed
from .times import is_placed_in_time
from .types import Comparison, Scope, Span, TextSpan, TimeExpression

#: Prepositions that put something somewhere. "Moscow said" is no place of anything.
_PLACING = words("in at near on across over outside inside around throughout off to from against into within")
#: What is done to a place happens there: "shelled Kharkiv", "Kharkiv was shelled".
_DONE_TO_PLACES = words(
    "visit enter reach leave hit strike attack shell bomb bombard capture seize storm invade occupy besiege flood "
    "evacuate devastate shake batter pound rock retake recapture"
)
#: Steps from a place up to the preposition that puts something there: "in the north of the city of Kharkiv".
_CLIMB = 6
#: "the city *of* Kharkiv" is where the city is.
_NAMING = "of"
#: "twice as many *as in* November": the day of what is compared.
_COMPARED = (("as", "in"), ("than", "in"), ("than", "on"), ("from", "in"))
#: What a rank is counted over: "since 2022", "in a decade", "of the year", "this season".
_SCOPING = words("in of for this since during over so ever within on")
_AHEAD = words("will would shall should must may might could can to 'll")
#: Characters between a superlative and what it is counted over.
_FAR = 60


def time_of(
    draft: Draft, parsed: Parsed, focus: Sequence[Span], times: Sequence[TimeExpression]
) -> TimeExpression | None:
    """The time in the draft's own words that its verb stands in, not that of a figure it is compared with.

    A length of time is none, nor is what a rank is counted over. One that is resolved goes before one that is not.
    """
    scope = scope_of(draft, parsed, times)
    own = [
        time
        for time in times
        if time != scope
        and is_placed_in_time(time)
        and any(span.start <= time.start and time.end <= span.end for span in focus)
        and not _is_compared(draft, parsed, time)
    ]
    return min(own, key=lambda time: (_is_open(time), _depth(parsed, time)), default=None)


def _is_open(time: TimeExpression) -> bool:
    return time.origin is None and time.until is None


def _depth(parsed: Parsed, time: TimeExpression | TextSpan) -> int:
    """How far below the root of its sentence the words hang."""
    first, last = parsed.token_at(time.start), parsed.token_at(time.end - 1)
    if first is None or last is None:
        return 0
    return min(sum(1 for _ in token.ancestors) for token in first.doc[first.i : last.i + 1])


def _is_compared(draft: Draft, parsed: Parsed, time: TimeExpression) -> bool:
    figures = draft.item.quantities if draft.item is not None else ()
    if len(figures) > 1 and figures[0].end < figures[1].start < time.start:
        return True
    token = parsed.token_at(time.start)
    before = (
        tuple(word.lower_ for word in parsed.doc[max(0, token.i - 2) : token.i]) if token is not None else ()
    )
    return before in _COMPARED


def as_of(draft: Draft, parsed: Parsed, times: Sequence[TimeExpression]) -> str | None:
    """The moment up to which a figure holds: "as of 10 March", "by Friday 200 had left". A deadline is none."""
    for time in times:
        if time.until is None:
            continue
        opening = time.text.lower()
        if opening.startswith("as of "):
            return time.until
        if opening.startswith("by ") and not _is_ahead(draft, parsed, time):
            return time.until
    return None


def _is_ahead(draft: Draft, parsed: Parsed, time: TimeExpression) -> bool:
    """Whether the words speak of what is to be: "will leave by Friday", "ordered to leave by Friday"."""
    token = parsed.token_at(time.start)
    verbs = [token.head] if token is not None else []
    if draft.predicate is not None:
        verbs.append(draft.predicate)
    return any(child.lower_ in _AHEAD for verb in verbs for child in verb.lefts)


def scoped(
    draft: Draft, parsed: Parsed, times: Sequence[TimeExpression], comparison: Comparison | None
) -> Comparison | None:
    """``comparison`` with the time that its rank is counted over: "deadliest since 2022"."""
    time = scope_of(draft, parsed, times) if comparison is not None else None
    if comparison is None or time is None:
        return comparison
    scope = comparison.scope or Scope(None, None, None)
    return replace(comparison, scope=replace(scope, origin=time.origin, until=time.until))


def scope_of(draft: Draft, parsed: Parsed, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The first time behind a superlative that says over what it is one."""
    if draft.item is None or draft.item.comparison is None or draft.item.comparison.rank is None:
        return None
    start = parsed.span(draft.item.anchor.i, draft.item.anchor.i + 1).end
    for time in times:
        if start <= time.start <= start + _FAR and not _is_open(time):
            opening = time.text.split()[0].lower()
            before = parsed.text[max(0, time.start - parsed.start - _FAR) : time.start - parsed.start].split()
            if opening in _SCOPING or (before and before[-1].lower() in _SCOPING | {"the"}):
                return time
    return None


def place_of(parsed: Parsed, focus: Sequence[Span], places: Sequence[TextSpan]) -> TextSpan | None:
    """The place in the draft's own words that its verb happens in; of several the nearest to the verb."""
    own = [
        place
        for place in places
        if any(span.start <= place.start and place.end <= span.end for span in focus)
        and _is_placed(parsed, place)
    ]
    return min(own, key=lambda place: _depth(parsed, place), default=None)


def _is_placed(parsed: Parsed, place: TextSpan) -> bool:
    token = parsed.token_at(place.end - 1)
    if token is None or token.dep_ == "amod":
        return False  # "in the Russian city of ..."
    if token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in _DONE_TO_PLACES:
        return True
    for _ in range(_CLIMB):
        if token.head == token:
            return False
        if token.dep_ == "pobj" and token.head.lower_ != _NAMING:
            return token.head.lower_ in _PLACING
        token = token.head
    return False
