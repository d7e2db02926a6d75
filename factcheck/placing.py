"""Where claims stand: a finding's place as an anchor, an anchor and a finding as something to compare."""

from factcheck.anchoring import Place, Sighted, Versions, meaning_of
from factcheck.extraction.types import Claim as Finding
from factcheck.models import ArticleVersion, Claim, ClaimAnchor
from factcheck.moved_spans import AROUND, engines_place
from factcheck.readings import reading_of


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
    place = engines_place(anchor)
    start, end = place["start"], place["end"]
    sentence = place["sentence"] or {"start": start, "end": end}
    is_engines = anchor.claim.origin == Claim.Origin.ENGINE
    quote = anchor.version.part(place["part"])[start:end] if anchor.moved_from else anchor.quote
    return Sighted(
        Place(place["part"], start, end, tuple((at, to) for at, to in place["focus"])),
        (sentence["start"], sentence["end"]),
        meaning_of(anchor.claim.reading, quote) if is_engines else None,
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
        prefix=words[max(0, place.start - AROUND) : place.start],
        suffix=words[place.end : place.end + AROUND],
        sentence=sentence,
        region=region,
    )
