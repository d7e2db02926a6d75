"""Claims into the record: what the engine found in a version, stored once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from factcheck.extraction.types import Analysis
from factcheck.extraction.types import Claim as Finding
from factcheck.figures import short_figure
from factcheck.languages import with_language_notices
from factcheck.models import ArticleVersion, Claim, ClaimAnchor
from factcheck.signals import claims_stored

#: What of a finding says where it stands; it belongs to the anchor, the rest is the claim's reading.
PLACE_FIELDS = frozenset({"part", "start", "end", "quote", "focus", "prefix", "suffix", "sentence", "region"})

AnchorKey = tuple[str, int, int, tuple[tuple[int, int], ...]]


def store_claims(version: ArticleVersion, analysis: Analysis) -> list[Claim]:
    """Store what the engine found in ``version``; returns the claims that are new, in order of place.

    In a transaction that holds the version's row. Safe to repeat: a claim that stands at the same place
    with the same focus is the same claim, and keeps its number, its history and what people changed.
    A claim that no longer turns up stays too, because somebody may have ruled on it.
    """
    _read_masthead(version, analysis)
    return _store(version, analysis.claims, origin=Claim.Origin.ENGINE, by=analysis.engine_version)


def store_proposals(version: ArticleVersion, findings: Sequence[Finding], *, by: str) -> list[Claim]:
    """Store what a language model proposed and the text bore out; returns the claims that are new.

    ``by`` names the model and the version of its prompt. In a transaction that holds the version's row. Safe to
    repeat: what is a claim already stays as it is.
    """
    return _store(version, findings, origin=Claim.Origin.LLM, by=by)


def _store(version: ArticleVersion, findings: Sequence[Finding], *, origin: str, by: str) -> list[Claim]:
    known: dict[AnchorKey, Claim] = {
        _anchor_key(anchor): anchor.claim for anchor in version.anchors.select_related("claim")
    }
    carried = _carried_over(version, but=known.values())
    new: list[Claim] = []
    anchors: list[ClaimAnchor] = []
    for finding in findings:
        key = _finding_key(finding)
        if key in known:
            claim = known[key]
            if claim.origin == origin == Claim.Origin.ENGINE:
                _read_again(claim, finding, by)
            continue
        likeness = _likeness(finding, version)
        if likeness in carried:
            claim = carried.pop(likeness)
        else:
            claim = Claim(article=version.article, origin=origin)
            _fill(claim, finding, by)
            new.append(claim)
        known[key] = claim
        anchors.append(
            ClaimAnchor(
                claim=claim,
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
        )
    Claim.objects.bulk_create(new)
    ClaimAnchor.objects.bulk_create(anchors)
    if new:
        claims_stored.send(sender=ArticleVersion, version=version, claims=new)
    return new


def _read_masthead(version: ArticleVersion, analysis: Analysis) -> None:
    """Keep what the text says about itself, where whoever posted it did not say."""
    masthead = analysis.masthead
    version.language, version.coverage = analysis.language, analysis.coverage
    version.engine_version = analysis.engine_version
    if not version.headline and masthead.title:
        version.headline = masthead.title.text
    if not version.author and masthead.author:
        version.author = masthead.author.name[:300]
    if version.published_at is None and masthead.published_at and masthead.published_at.origin:
        version.published_at = _start_of_day(masthead.published_at.origin, version)
    version.notices = with_language_notices(version.notices, analysis)
    version.save(
        update_fields=[
            "language", "coverage", "engine_version", "headline", "author", "published_at", "notices",
        ]
    )  # fmt: skip


def _start_of_day(day: str, version: ArticleVersion) -> datetime:
    """Midnight where the publisher is: a byline's date names a day there."""
    publisher = version.article.publisher
    zone = ZoneInfo(publisher.time_zone) if publisher else UTC
    return datetime.fromisoformat(day).replace(tzinfo=zone)


def _fill(claim: Claim, finding: Finding, by: str) -> None:
    reading = {name: value for name, value in finding.as_dict().items() if name not in PLACE_FIELDS}
    claimant = finding.claimants[0] if finding.claimants else None
    claim.kind = finding.kind
    claim.label = finding.label
    claim.claimant = (claimant.canonical or claimant.name)[:200] if claimant else ""
    claim.claimant_kind = claimant.kind if claimant else ""
    claim.figure = short_figure(reading["quantities"][0]) if reading["quantities"] else ""
    claim.score = finding.check_worthiness.score
    claim.reading = reading
    claim.engine_version = by


def without_words(reading: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of a reading after a take-down: its shape, and what kind of statement it was."""
    event = reading.get("event") or {}
    worth = reading.get("check_worthiness") or {}
    return {
        **dict.fromkeys(("label", "proposition", "statement"), ""),
        **{name: [] for name in ("quantities", "claimants", "via", "hedges")},
        **dict.fromkeys(("comparison", "cue", "event_time", "said_at", "as_of", "place")),
        **{name: reading[name] for name in ("kind", "quantifier", "modality", "act") if name in reading},
        "event": {
            "predicate": "",
            "actor": None,
            "object": None,
            "polarity": event.get("polarity", "positive"),
        },
        "check_worthiness": {"score": worth.get("score", 0.0), "reasons": []},
    }


def _read_again(claim: Claim, finding: Finding, by: str) -> None:
    """The newer engine's reading replaces the older's; what people changed lies over both."""
    if claim.engine_version == by:
        return
    _fill(claim, finding, by)
    claim.suggestion = {}  # it was one for the older reading
    claim.save(
        update_fields=[
            "kind", "label", "claimant", "claimant_kind", "figure", "score", "reading", "suggestion",
            "engine_version",
        ]
    )  # fmt: skip


def _carried_over(version: ArticleVersion, *, but: Iterable[Claim]) -> dict[tuple[str, ...], Claim]:
    """Claims of the version before that may go on in this one: quote unique in both versions.

    Anything less certain becomes a claim of its own: a look-alike must never inherit a ruling. Those in
    ``but`` have gone on already: read again by a newer engine, a claim stands in a version once.
    """
    previous = version.article.versions.filter(number__lt=version.number, redacted_at__isnull=True).last()
    if previous is None:
        return {}
    anchors = previous.anchors.select_related("claim").filter(
        ~Q(claim__in=list(but)), status=ClaimAnchor.Status.ANCHORED
    )
    return _unique(
        (
            (
                anchor.part,
                anchor.quote,
                anchor.claim.claimant,
                _focus_words(anchor.focus, previous.part(anchor.part)),
            ),
            anchor.claim,
        )
        for anchor in anchors
        if previous.part(anchor.part).count(anchor.quote) == 1
        and version.part(anchor.part).count(anchor.quote) == 1
    )


def _unique(pairs: Iterable[tuple[tuple[str, ...], Claim]]) -> dict[tuple[str, ...], Claim]:
    found: dict[tuple[str, ...], Claim] = {}
    twice = set()
    for key, claim in pairs:
        if key in found:
            twice.add(key)
        found[key] = claim
    return {key: claim for key, claim in found.items() if key not in twice}


def _likeness(finding: Finding, version: ArticleVersion) -> tuple[str, ...]:
    claimant = finding.claimants[0] if finding.claimants else None
    spans = [[span.start, span.end] for span in finding.focus]
    return (
        finding.part,
        finding.quote,
        (claimant.canonical or claimant.name)[:200] if claimant else "",
        _focus_words(spans, version.part(finding.part)),
    )


def _focus_words(focus: Sequence[Sequence[int]], words: str) -> str:
    return "\0".join(words[start:end] for start, end in focus)


def _anchor_key(anchor: ClaimAnchor) -> AnchorKey:
    return anchor.part, anchor.start, anchor.end, tuple((start, end) for start, end in anchor.focus)


def _finding_key(finding: Finding) -> AnchorKey:
    return finding.part, finding.start, finding.end, tuple((span.start, span.end) for span in finding.focus)
