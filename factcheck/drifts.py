"""How a claim's words changed: the old ones beside the new ones, as the API, the desk and the admin tell it."""

from collections.abc import Iterable
from typing import Any

from factcheck.models import ClaimAnchor, ClaimDrift


def told_of(drifts: list[ClaimDrift]) -> dict[str, Any]:
    """Some drifts of one claim, oldest first, as one: from what it said before the first to what it says now."""
    first, last = drifts[0], drifts[-1]
    before = first.words["before"]
    return {
        "is_gone": last.anchor.status == ClaimAnchor.Status.GONE,
        "old": {
            "version": first.previous.version.number,
            **{name: before[name] for name in ("quote", "label", "claimant", "figure")},
        },
        "new": {"version": last.anchor.version.number, "quote": last.words["after"]["quote"]},
        "changed": list(dict.fromkeys(code for drift in drifts for code in drift.changed)),
        "changes": [change for drift in drifts for change in drift.words["changes"]],
    }


def with_newest_drift(anchors: Iterable[ClaimAnchor]) -> list[ClaimAnchor]:
    """Sets ``newest_drift`` on each, None where its claim never drifted: one query for all."""
    listed = list(anchors)
    newest = (
        ClaimDrift.objects.filter(claim__in=[anchor.claim_id for anchor in listed])
        .select_related("payload", "anchor__version", "previous__version")
        .defer("anchor__version__text", "previous__version__text")
        .order_by("claim_id", "-pk")
        .distinct("claim_id")
    )
    by_claim = {drift.claim_id: drift for drift in newest}
    for anchor in listed:
        anchor.newest_drift = by_claim.get(anchor.claim_id)  # type: ignore[attr-defined]
    return listed
