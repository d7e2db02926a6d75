"""What was read out of a claim's words: stored, read again, carried to where the words stand now."""

from collections.abc import Callable, Mapping
from typing import Any

from factcheck.extraction.types import Claim as Finding
from factcheck.figures import short_figure
from factcheck.models import Claim

#: What of a finding says where it stands; it belongs to the anchor, the rest is the claim's reading.
PLACE_FIELDS = frozenset({"part", "start", "end", "quote", "focus", "prefix", "suffix", "sentence", "region"})
#: The columns that ``fill`` writes.
FILLED = ("kind", "label", "claimant", "claimant_kind", "figure", "score", "reading", "engine_version")

#: Where [start, end) stands now; None: nowhere, or nobody can say.
Carry = Callable[[int, int], tuple[int, int] | None]


def reading_of(finding: Finding) -> dict[str, Any]:
    return {name: value for name, value in finding.as_dict().items() if name not in PLACE_FIELDS}


def fill(claim: Claim, finding: Finding, by: str) -> None:
    """Write what ``finding`` says over what the claim said; ``by``: the engine, or the model and its prompt."""
    reading = reading_of(finding)
    claimant = finding.claimants[0] if finding.claimants else None
    claim.kind = finding.kind
    claim.label = finding.label
    claim.claimant = (claimant.canonical or claimant.name)[:200] if claimant else ""
    claim.claimant_kind = claimant.kind if claimant else ""
    claim.figure = short_figure(reading["quantities"][0]) if reading["quantities"] else ""
    claim.score = finding.check_worthiness.score
    claim.reading = reading
    claim.engine_version = by
    lay_over(claim)


def lay_over(claim: Claim) -> None:
    """Have the columns say what people changed."""
    claim.kind = claim.overlay.get("kind", claim.kind)
    claim.label = claim.overlay.get("label", claim.label)
    claim.figure = claim.overlay.get("figure", claim.figure)
    for claimant in claim.overlay.get("claimants", [])[:1]:
        claim.claimant, claim.claimant_kind = claimant["name"], claimant["kind"]


def says_the_same(reading: Mapping[str, Any], finding: Finding) -> bool:
    """Whether a finding is worded as the claim was."""
    return all(reading.get(name) == getattr(finding, name) for name in ("label", "proposition", "statement"))


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


def carried(reading: Mapping[str, Any], carry: Carry) -> dict[str, Any]:
    """``reading`` with its places in the new version. What stands nowhere any more is left out of it.

    A claimant keeps the name without a place, as one who was never in the text.
    """
    moved = dict(reading)
    for name in ("cue", "event_time", "place"):
        if moved.get(name):
            moved[name] = _at(moved[name], carry)
    for name in ("via", "hedges"):
        if moved.get(name):
            moved[name] = _all_at(moved[name], carry)
    if moved.get("claimants"):
        moved["claimants"] = [
            _at(who, carry) or {**who, "start": None, "end": None} for who in moved["claimants"]
        ]
    if moved.get("quantities"):
        found = (_quantity_at(quantity, carry) for quantity in moved["quantities"])
        moved["quantities"] = [quantity for quantity in found if quantity]
    return moved


def _at(span: Mapping[str, Any], carry: Carry) -> dict[str, Any] | None:
    if span.get("start") is None:
        return None
    place = carry(span["start"], span["end"])
    return {**span, "start": place[0], "end": place[1]} if place else None


def _all_at(spans: list[Mapping[str, Any]], carry: Carry) -> list[dict[str, Any]]:
    return [moved for span in spans if (moved := _at(span, carry))]


def _quantity_at(quantity: Mapping[str, Any], carry: Carry) -> dict[str, Any] | None:
    moved = _at(quantity, carry)
    if moved is None:
        return None
    if number := quantity.get("number"):
        moved["number"] = _at(number, carry)
        if moved["number"] is None:
            return None
    if "start" in (quantity.get("of") or {}):
        moved["of"] = _at(quantity["of"], carry)
    if "basis" in quantity:
        moved["basis"] = _all_at(quantity["basis"], carry)
    return moved
