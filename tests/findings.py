"""What the engine answers with, made by hand: a claim for each quote of a text."""

from factcheck.extraction import (
    Analysis,
    CheckWorthiness,
    Claim,
    Claimant,
    Event,
    Masthead,
    Span,
    normalise,
    sha256_of,
)


def finding(text: str, quote: str, *, claimant: str = "", score: float = 0.5, part: str = "text") -> Claim:
    """A claim whose quote first stands at its first place in ``text``, all of it its focus."""
    start = text.index(quote)
    end = start + len(quote)
    speakers = (Claimant(claimant, claimant, None, "person", None, None),) if claimant else ()
    return Claim(
        part=part,  # type: ignore[arg-type]
        start=start,
        end=end,
        quote=quote,
        focus=(Span(start, end),),
        prefix=text[max(0, start - 30) : start],
        suffix=text[end : end + 30],
        sentence=Span(start, end),
        region="body",
        label=quote[:75],
        proposition=quote,
        statement=quote,
        kind="event",
        quantities=(),
        quantifier=None,
        comparison=None,
        event=Event("happened", None, None, "positive"),
        modality="asserted",
        claimants=speakers,
        act="assert",
        cue=None,
        via=(),
        hedges=(),
        event_time=None,
        said_at=None,
        as_of=None,
        place=None,
        check_worthiness=CheckWorthiness(score, ()),
    )


def analysis(
    text: str,
    *findings: Claim,
    engine_version: str = "test-1",
    language: str = "en",
    masthead: Masthead | None = None,
) -> Analysis:
    """An analysis of ``text`` that found ``findings``."""
    return Analysis(
        id=None,
        language=language,
        coverage="full" if language in ("en", "und") else "neutral",
        engine_version=engine_version,
        text_sha256=sha256_of(normalise(text)),
        text=text,
        title=None,
        masthead=masthead or Masthead(),
        sentences=(),
        quantities=(),
        attributions=(),
        times=(),
        places=(),
        claims=findings,
        observations=(),
    )
