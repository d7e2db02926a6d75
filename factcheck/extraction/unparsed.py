"""A claim whose words no parser has read: it says no more than stands there."""

from collections.abc import Sequence

from .foreign.wording import one_line
from .types import CheckWorthiness, Claim, Claimant, Event, Part, Quantity, Span

UNRESOLVED = Claimant("", "", None, "unresolved", None, None)
_CONTEXT = 32


def unparsed_claim(
    whole: str,
    span: Span,
    *,
    part: Part,
    sentence: Span,
    region: str,
    focus: Sequence[Span],
    label: str,
    quantities: Sequence[Quantity],
    claimant: Claimant,
    worth: CheckWorthiness,
) -> Claim:
    """``whole[span]`` as an assertion of ``claimant``; its statement is its words alone."""
    words = one_line(whole[span.start : span.end])
    return Claim(
        part=part,
        start=span.start,
        end=span.end,
        quote=whole[span.start : span.end],
        focus=tuple(focus),
        prefix=whole[max(0, span.start - _CONTEXT) : span.start],
        suffix=whole[span.end : span.end + _CONTEXT],
        sentence=sentence,
        region=region,
        label=label,
        proposition=words,
        statement=words,
        kind="quantity" if quantities else "event",
        quantities=tuple(quantities),
        quantifier=None,
        comparison=None,
        event=Event(predicate="", actor=None, object=None, polarity="positive"),
        modality="asserted",
        claimants=(claimant,),
        act="assert",
        cue=None,
        via=(),
        hedges=(),
        event_time=None,
        said_at=None,
        as_of=None,
        place=None,
        check_worthiness=worth,
    )
