"""Where claims stand: a finding's place as an anchor, an anchor and a finding as something to compare."""

from factcheck.anchoring import Place, Sighted, Versions, meaning_of
from factcheck.extraction.types import Claim as Finding
from factcheck.models import ArticleVersion, Claim, ClaimAnchor
from factcheck.readings import reading_of

#: Code points kept before and behind a quote, as the engine gives them.
_AROUND = 32


def anchor_at(version: ArticleVersion, finding: Finding) -> ClaimAnchor:
    """An anchor, still nobody's, where the engine found something."""
    return ClaimAnchor(
        version=version,
        part=finding.part,
        start=finding.start,
        end=finding.end,
        quote=finding.quote,
        focus=[[span.start, span.end] for span in finding.focus],
        prefix=finding.prefix,
        suffix=finding.suffix,
        sentence=finding.sentence.as_dict(),
        region=finding.region,
    )


def sighted_at(anchor: ClaimAnchor) -> Sighted:
    """A claim at its place. What a person or a language model read of it is not compared with what the engine reads."""
    sentence = anchor.sentence or {"start": anchor.start, "end": anchor.end}
    is_engines = anchor.claim.origin == Claim.Origin.ENGINE
    return Sighted(
        Place(anchor.part, anchor.start, anchor.end, tuple((start, end) for start, end in anchor.focus)),
        (sentence["start"], sentence["end"]),
        meaning_of(anchor.claim.reading, anchor.quote) if is_engines else None,
    )


def found_at(finding: Finding) -> Sighted:
    """What the engine found, as something that a claim may turn out to be."""
    return Sighted(
        Place(
            finding.part, finding.start, finding.end, tuple((span.start, span.end) for span in finding.focus)
        ),
        (finding.sentence.start, finding.sentence.end),
        meaning_of(reading_of(finding), finding.quote),
    )


def versions_between(old: ArticleVersion, new: ArticleVersion) -> Versions:
    return Versions(*({"title": version.title, "text": version.text} for version in (old, new)))


def anchor_in(version: ArticleVersion, place: Place, *, sentence: dict[str, int], region: str) -> ClaimAnchor:
    """An anchor, still nobody's, at a place where the engine found nothing of its own."""
    words = version.part(place.part)
    return ClaimAnchor(
        version=version,
        part=place.part,
        start=place.start,
        end=place.end,
        quote=words[place.start : place.end],
        focus=[list(span) for span in place.focus],
        prefix=words[max(0, place.start - _AROUND) : place.start],
        suffix=words[place.end : place.end + _AROUND],
        sentence=sentence,
        region=region,
    )
