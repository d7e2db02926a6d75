"""The engine's test articles: written for this project, one subject each."""

from functools import cache
from pathlib import Path

from factcheck.extraction import Analysis, Claim, Hedge, Quantity, TextSpan, TimeExpression, analyse

TEXTS = Path(__file__).parent / "texts"
NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))


@cache
def article(name: str) -> Analysis:
    return analyse((TEXTS / f"{name}.txt").read_text(encoding="utf-8"))


def speaker(claim: Claim) -> str:
    """The claimant's full name, or the kind where it is nobody named."""
    claimant = claim.claimants[0]
    return claimant.canonical or claimant.kind


def claims_with(analysis: Analysis, words: str) -> list[Claim]:
    """Claims one of whose own figures, or whose focus, holds ``words``."""
    return [claim for claim in analysis.claims if words in focus_of(analysis, claim)]


def focus_of(analysis: Analysis, claim: Claim) -> str:
    whole = analysis.text if claim.part == "text" else analysis.title or ""
    return " ... ".join(whole[span.start : span.end] for span in claim.focus)


def exact(analysis: Analysis) -> None:
    """Assert promise 1 for every span of an analysis, and that no claim is there twice."""
    whole = {"text": analysis.text, "title": analysis.title or ""}
    for claim in analysis.claims:
        source = whole[claim.part]
        assert source[claim.start : claim.end] == claim.quote
        assert source[max(0, claim.start - len(claim.prefix)) : claim.start] == claim.prefix
        assert source[claim.end : claim.end + len(claim.suffix)] == claim.suffix
        assert claim.focus
        assert list(claim.focus) == sorted(claim.focus)
        for span in (*claim.focus, claim.sentence):
            assert 0 <= span.start < span.end <= len(source)
        worded: list[TextSpan | Hedge | Quantity | TimeExpression | None] = [
            *claim.hedges,
            *claim.quantities,
            claim.cue,
            claim.place,
            claim.event_time,
        ]
        for spoken in worded:
            if spoken is not None:
                assert source[spoken.start : spoken.end] == spoken.text
        for claimant in claim.claimants:
            if claimant.start is not None:
                assert source[claimant.start : claimant.end] == claimant.name
        assert len(claim.label) <= 75
        assert 0 <= claim.check_worthiness.score <= 1
    keys = [(claim.part, claim.start, claim.end, claim.focus) for claim in analysis.claims]
    assert len(keys) == len(set(keys))
    listed: list[Quantity | TimeExpression | TextSpan] = [
        *analysis.quantities,
        *analysis.times,
        *analysis.places,
    ]
    for found in listed:
        assert analysis.text[found.start : found.end] == found.text
    for attribution in analysis.attributions:
        for part in (attribution.source, attribution.cue):
            if part is not None:
                assert analysis.text[part.start : part.end] == part.text
        for content in attribution.content:
            assert 0 <= content.start < content.end <= len(analysis.text)
    for sentence in analysis.sentences:
        assert 0 <= sentence.start < sentence.end <= len(analysis.text)
