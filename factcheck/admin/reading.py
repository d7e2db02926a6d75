"""What the engine read out of a claim, as names and words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from factcheck.counted import counted_noun
from factcheck.figures import short_figure
from factcheck.models import Claim


@dataclass(frozen=True)
class Reading:
    """Rows of (name, words), the figures, and why the claim is worth checking, weightiest reason first."""

    rows: list[tuple[str, str]]
    figures: list[dict[str, str]]
    reasons: list[dict[str, Any]]
    is_corrected: bool


def reading_of(claim: Claim) -> Reading:
    """Leaves out what was not read. What people changed is in; ``is_corrected`` says so."""
    read: Mapping[str, Any] = claim.current
    worthiness = read.get("check_worthiness") or {}
    return Reading(
        rows=[(name, words) for name, words in (*_rows(read), *_suggested(claim)) if words],
        figures=[
            _figure(quantity, read.get("proposition") or "") for quantity in read.get("quantities") or []
        ],
        reasons=sorted(_telling(worthiness.get("reasons") or []), key=lambda reason: -reason["weight"]),
        is_corrected=bool(claim.overlay),
    )


def _telling(reasons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without those whose weight would read as 0.0: they moved nothing."""
    return [reason for reason in reasons if round(abs(reason["weight"]), 1)]


def _rows(read: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield _("Claimed"), read.get("proposition") or ""
    yield _("With its speaker"), read.get("statement") or ""
    yield _("Claimant"), "; ".join(_claimant(who) for who in read.get("claimants") or [])
    yield _("Through"), ", ".join(step["name"] for step in read.get("via") or [])
    yield _("Act"), " · ".join(filter(None, [read.get("act"), _text(read.get("cue"))]))
    yield _("Certainty"), "" if read.get("modality") == "asserted" else read.get("modality") or ""
    yield _("Hedges"), ", ".join(f"{hedge['text']} ({hedge['by']})" for hedge in read.get("hedges") or [])
    yield _("When it happened"), _time(read.get("event_time"))
    yield _("Where"), _text(read.get("place"))
    yield _("Said"), read.get("said_at") or ""
    source = read.get("source") or {}
    yield _("Can be heard at"), source.get("url") or ""
    yield _("Note"), source.get("note") or ""
    yield _("As of"), read.get("as_of") or ""
    yield _("Quantifier"), read.get("quantifier") or ""


def _suggested(claim: Claim) -> Iterator[tuple[str, str]]:
    """A language model's wording, below what the engine and people say."""
    if claim.suggestion:
        name = _("Suggested by %(model)s") % {"model": claim.suggestion["by"]}
        yield name, f"{claim.suggestion['statement']} ({claim.suggestion['label']})"


def _text(span: Mapping[str, Any] | None) -> str:
    return span["text"] if span else ""


def _claimant(who: Mapping[str, Any]) -> str:
    name = who.get("canonical") or who["name"]
    notes = [who["kind"], *([who["role"]] if who.get("role") and who["role"] != name else [])]
    return f"{name} ({', '.join(notes)})"


def _time(time: Mapping[str, Any] | None) -> str:
    if not time:
        return ""
    ends = [end for end in dict.fromkeys((time.get("from"), time.get("to"))) if end]
    # "2023-03-09T00:00 – 2023-03-09T06:00" is one day: said once.
    if len(ends) == 2 and "T" in ends[0] and ends[0][:10] == ends[1][:10]:
        ends[1] = ends[1][11:]
    span = " – ".join(end.replace("T", " ") for end in ends)
    return f"{time['text']} ({span})" if ends else time["text"]


def _figure(quantity: Mapping[str, Any], words: str) -> dict[str, str]:
    aspect = quantity.get("aspect")
    return {
        "text": quantity["text"],
        "number": short_figure(quantity) or _("no number"),
        "of": counted_noun(quantity, words),
        "aspect": "" if aspect in (None, "unknown") else aspect.replace("_", " "),
    }
