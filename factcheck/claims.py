"""Claims into the record: what the engine found in a version, stored once; what became of those of the version before."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from factcheck.carrying import Carrying
from factcheck.extraction.types import Analysis
from factcheck.extraction.types import Claim as Finding
from factcheck.growth import length_read_before
from factcheck.inserting import insert
from factcheck.languages import with_language_notices
from factcheck.models import ArticleVersion, Claim, ClaimAnchor
from factcheck.moved_spans import engines_place
from factcheck.placing import anchor_at, found_at, sighted_at, versions_between
from factcheck.readings import FILLED, fill
from factcheck.signals import claims_carried, claims_stored


def store_claims(version: ArticleVersion, analysis: Analysis) -> list[Claim]:
    """Store what the engine found in ``version``; returns the claims that are new, in order of place.

    In a transaction that holds the version's row. Safe to repeat: a claim that stands at the same place
    with the same focus is the same claim, and keeps its number, its history and what people changed.
    A claim that no longer turns up stays too, because somebody may have ruled on it.

    Claims of the version before go on in this one, drift, or are gone, as ``factcheck.anchoring`` decides.
    """
    read_before_by = version.engine_version
    _read_masthead(version, analysis)
    by = analysis.engine_version
    findings = _not_read_before(version, analysis)
    taken = _read_again(version, findings, by=by, read_before_by=read_before_by)
    carrying = Carrying(version, findings, taken, by=by)
    carrying.carry_on()
    left = [finding for number, finding in enumerate(findings) if number not in carrying.taken]
    new = _store_new(version, left, origin=Claim.Origin.ENGINE, by=by)
    if carrying.drifted or carrying.gone or carrying.taken:
        claims_carried.send(
            sender=ArticleVersion, version=version, drifted=carrying.drifted, gone=carrying.gone
        )
    return new


def _not_read_before(version: ArticleVersion, analysis: Analysis) -> list[Finding]:
    """What stands in new words, where the text has only grown: what follows it makes no news of the old ones."""
    length = length_read_before(version, by=analysis.engine_version)
    if not length:
        return list(analysis.claims)
    return [finding for finding in analysis.claims if finding.part == "text" and finding.end > length]


def store_proposals(version: ArticleVersion, findings: Sequence[Finding], *, by: str) -> list[Claim]:
    """Store what a language model proposed and the text bore out; returns the claims that are new.

    ``by`` names the model and the version of its prompt. In a transaction that holds the version's row. Safe to
    repeat: what is a claim already stays as it is.
    """
    return _store_new(version, findings, origin=Claim.Origin.LLM, by=by)


def _store_new(version: ArticleVersion, findings: Iterable[Finding], *, origin: str, by: str) -> list[Claim]:
    """A claim for each finding whose place no other has."""
    standing = list(version.anchors.standing())
    places = {_place(anchor) for anchor in standing} | {_place_found(anchor) for anchor in standing}
    new: list[Claim] = []
    anchors: list[ClaimAnchor] = []
    for finding in findings:
        anchor = anchor_at(version, finding)
        if _place(anchor) in places:
            continue
        places.add(_place(anchor))
        claim = Claim(article=version.article, origin=origin)
        fill(claim, finding, by)
        new.append(claim)
        anchors.append(anchor)
    insert(new)
    for claim, anchor in zip(new, anchors, strict=True):
        anchor.claim = claim
    insert(anchors)
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


def _read_again(
    version: ArticleVersion, findings: Sequence[Finding], *, by: str, read_before_by: str
) -> set[int]:
    """Which findings are claims that stand in this version already; a newer engine's reading of them is kept.

    It replaces the older one's; what people changed lies over both, and what they or a model found stays as it is.
    """
    anchors = sorted(
        version.anchors.standing().select_related("claim", "version"),
        key=lambda anchor: (anchor.claim.origin != Claim.Origin.ENGINE, anchor.part, anchor.start, anchor.pk),
    )
    if not anchors:
        return set()
    decisions = versions_between(version, version).decide(
        [sighted_at(anchor) for anchor in anchors],
        [found_at(finding) for finding in findings],
        is_same_engine=read_before_by == by,
    )
    taken = set()
    for anchor, decision in zip(anchors, decisions, strict=True):
        if decision.finding is None:
            continue
        taken.add(decision.finding)
        claim = anchor.claim
        if claim.origin == Claim.Origin.ENGINE and claim.engine_version != by:
            fill(claim, findings[decision.finding], by)
            claim.suggestion = {}  # it was one for the older reading
            claim.save(update_fields=[*FILLED, "suggestion"])
    return taken


def _place_found(anchor: ClaimAnchor) -> tuple[object, ...]:
    """Where the engine finds it again, wherever somebody moved it."""
    place = engines_place(anchor)
    return place["part"], place["start"], place["end"], tuple((at, to) for at, to in place["focus"])


def _place(anchor: ClaimAnchor) -> tuple[object, ...]:
    return anchor.part, anchor.start, anchor.end, tuple((start, end) for start, end in anchor.focus)
