"""What people correct in a claim: its span, its figure, its wording. The reading stays below; what they say wins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from factcheck import history
from factcheck.as_of import EDITED
from factcheck.characters import check_characters
from factcheck.errors import FieldError, InvalidInput, KnownClaim, Redacted, TextChanged
from factcheck.extraction.marked import marked_claim
from factcheck.extraction.types import Span
from factcheck.figures import short_figure
from factcheck.marking import Part, check_span
from factcheck.models import Article, ArticleVersion, Claim, ClaimAnchor, User
from factcheck.moved_spans import move_to, place_of
from factcheck.readings import lay_over, reading_of
from factcheck.signals import claim_edited

#: What may be worded anew. ``claimant`` becomes the first of ``claimants``.
WORDS = ("label", "proposition", "statement", "claimant", "figure")
#: A line for lists; the others are what is ruled on.
_FOR_LISTS = frozenset({"label"})
#: What a reading says of the words themselves; who says it, and how, does not change with where they end.
_SAID_BY_THE_WORDS = ("kind", "quantities", "quantifier", "comparison", "event")
#: What the engine knows besides. It stays with the words that it stands in.
_BESIDE = ("hedges", "event_time", "place")


@dataclass(frozen=True)
class Correction:
    """``words``: {name: text} of ``WORDS``. ``span``: code points [start, end) of the part in which it stands.

    ``reading``: what was read out of other words than before; it lies over what the engine read.
    ``text_sha256`` is of the text that somebody looked at; "" where they did not say.
    """

    words: Mapping[str, str]
    span: tuple[int, int] | None = None
    text_sha256: str = ""
    reason: str = ""
    reading: Mapping[str, Any] = field(default_factory=dict)


def at_other_words(version: ArticleVersion, part: Part, start: int, end: int, *, claim: Claim) -> Correction:
    """Have ``claim`` stand at [start, end) and say what those words say; who says it was not in doubt."""
    finding = marked_claim(
        version.part(part), Span(start, end), part=part, language=version.language, claimant=claim.claimant
    )
    reading = reading_of(finding)
    said = {
        "label": finding.label,
        "proposition": reading.get("proposition"),
        "statement": reading.get("statement"),
    }
    figure = short_figure(reading["quantities"][0]) if reading["quantities"] else ""
    words = {name: str(text) for name, text in said.items() if text} | {"figure": figure}
    read = {name: reading[name] for name in _SAID_BY_THE_WORDS}
    return Correction(
        words=words,
        span=(start, end),
        reading=read | _beside_within(claim.current, start, end),
        text_sha256=version.text_sha256,
    )


def _beside_within(current: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    def stands_within(place: Mapping[str, Any]) -> bool:
        return place.get("start") is not None and start <= place["start"] and place["end"] <= end

    within: dict[str, Any] = {}
    for name in _BESIDE:
        known = current.get(name)
        if isinstance(known, list):
            within[name] = [place for place in known if stands_within(place)]
        else:
            within[name] = known if known and stands_within(known) else None
    return within


@transaction.atomic
def correct(claim_id: int, correction: Correction, *, actor: User) -> ClaimAnchor:
    """Change what a claim says, or where it stands in the latest version that holds it. Nothing new: no event.

    Raises:
        InvalidInput: no such span, an empty label, or characters that no text can hold.
        KnownClaim: another claim stands exactly there.
        TextChanged: the text is not the one that was looked at.
        Redacted: it was taken down.
    """
    lock_article(claim_id)
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    if claim.redacted_at:
        raise Redacted("The article was taken down; there are no words to correct.")
    anchor = claim.anchors.standing().select_related("version").latest("version__number")
    anchor.claim = claim
    if correction.text_sha256 and correction.text_sha256 != anchor.version.text_sha256:
        raise TextChanged(
            f"The article is at version {anchor.version.number} now. Read it again.",
            version=anchor.version.number,
            text_sha256=anchor.version.text_sha256,
        )
    changed = (
        _reword(claim, correction.words)
        | _read_otherwise(claim, correction.reading)
        | _move(anchor, correction.span)
    )
    if not changed:
        return anchor
    with history.act():
        history.record(
            claim,
            EDITED,
            actor=actor,
            details={
                "changed": changed,
                "version": anchor.version.number,
                **({"reason": correction.reason} if correction.reason else {}),
            },
            article_ids=[claim.article_id],
        )
        claim_edited.send(
            sender=Claim, claim=claim, actor=actor, is_substance=not _FOR_LISTS.issuperset(changed)
        )
    return anchor


def lock_article(claim_id: int) -> None:
    """What comes before the lock of any of its claims, and of the reviews that follow them. In a transaction.

    Raises:
        Claim.DoesNotExist
    """
    article_id = Claim.objects.values_list("article_id", flat=True).get(pk=claim_id)
    Article.objects.select_for_update(no_key=True).get(pk=article_id)


def _reword(claim: Claim, words: Mapping[str, str]) -> dict[str, list[Any]]:
    changed: dict[str, list[Any]] = {}
    for name, text in words.items():
        check_characters(text, field_name=name)
        text, before = " ".join(text.split()), _said(claim, name)
        if text == before:
            continue
        if not text and name != "figure":
            detail = f"The {name} cannot be empty. Leave it out to keep the one that is there."
            raise InvalidInput(detail, errors=[FieldError(name, "blank", detail)])
        changed[name] = [before, text]
        if name == "claimant":
            first = {"name": text, "canonical": text, "role": None, "start": None, "end": None}
            known = [{**found} for found in claim.current.get("claimants") or []]  # type: ignore[attr-defined]
            kind = claim.claimant_kind if claim.claimant_kind in {"person", "organization"} else "person"
            claim.overlay["claimants"] = [{**first, "kind": kind}, *known[1:]]
        else:
            claim.overlay[name] = text
    if changed:
        lay_over(claim)
        claim.save(update_fields=["overlay", "label", "figure", "claimant", "claimant_kind"])
    return changed


def _read_otherwise(claim: Claim, reading: Mapping[str, Any]) -> dict[str, list[Any]]:
    """{name: [before, after]} in words. What an engine reads there later does not replace it."""
    before = {"kind": claim.kind, **claim.current}
    changed = {name: new for name, new in reading.items() if before.get(name) != new}
    if changed:
        claim.overlay |= changed
        lay_over(claim)
        claim.save(update_fields=["overlay", "kind"])
    return {name: [_in_words(before.get(name)), _in_words(new)] for name, new in changed.items()}


def _in_words(value: Any) -> str:
    """A part of a reading, for the history."""
    if isinstance(value, list):
        return ", ".join(map(_in_words, value))
    if isinstance(value, Mapping):
        return str(value.get("text") or value.get("predicate") or "")
    return str(value or "")


def _said(claim: Claim, name: str) -> str:
    if name in {"claimant", "figure", "label"}:
        return getattr(claim, name)
    return str(claim.current.get(name) or "")


def _move(anchor: ClaimAnchor, span: tuple[int, int] | None) -> dict[str, list[Any]]:
    if span is None or span == (anchor.start, anchor.end):
        return {}
    check_span(*span, part=anchor.part, whole=anchor.version.part(anchor.part))
    before, quote = _shown(anchor), anchor.quote
    move_to(anchor, *span)
    try:
        with transaction.atomic():
            anchor.save(
                update_fields=[
                    "start", "end", "quote", "prefix", "suffix", "focus", "sentence", "moved_from",
                ]
            )  # fmt: skip
    except IntegrityError:
        raise KnownClaim("Another claim stands exactly there. Work on that one.") from None
    return {"span": [before, _shown(anchor)], "quote": [quote, anchor.quote]}


def _shown(anchor: ClaimAnchor) -> dict[str, Any]:
    return {**place_of(anchor), "prefix": anchor.prefix, "suffix": anchor.suffix}
