"""How a claim's words changed: kept when it is noticed, and told by the API, the desk and the admin, old beside new."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from factcheck import history
from factcheck.anchoring import Decision
from factcheck.models import ArticleVersion, ClaimAnchor, ClaimDrift


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


def with_drifted(anchors: QuerySet[ClaimAnchor]) -> QuerySet[ClaimAnchor]:
    """Whether each one's claim ever drifted, which few did: ``with_newest_drift`` then asks for those alone."""
    return anchors.annotate(drifted=Exists(ClaimDrift.objects.filter(claim=OuterRef("claim"))))


def with_newest_drift(anchors: Iterable[ClaimAnchor]) -> list[ClaimAnchor]:
    """Sets ``newest_drift`` on each, None where its claim never drifted: one query for all, or none."""
    listed = list(anchors)
    drifted = [anchor.claim_id for anchor in listed if getattr(anchor, "drifted", True)]
    by_claim = {drift.claim_id: drift for drift in _newest_of(drifted)} if drifted else {}
    for anchor in listed:
        anchor.newest_drift = by_claim.get(anchor.claim_id)  # type: ignore[attr-defined]
    return listed


def _newest_of(claim_ids: list[int]) -> QuerySet[ClaimDrift]:
    return (
        ClaimDrift.objects.filter(claim__in=claim_ids)
        .select_related("payload", "anchor__version", "previous__version")
        .defer("anchor__version__text", "previous__version__text")
        .order_by("claim_id", "-pk")
        .distinct("claim_id")
    )


def note(old: ClaimAnchor, new: ClaimAnchor, decision: Decision) -> ClaimDrift:
    """What a claim's words were and are, side by side, where a take-down finds them. Not stored yet; its payload is."""
    claim = old.claim
    before = {
        "quote": old.quote,
        "label": claim.label,
        "claimant": claim.claimant,
        "figure": claim.figure,
        "reading": claim.reading,
        "overlay": claim.overlay,
    }
    changes = [
        {"what": change.what.value, "old": change.old, "new": change.new} for change in decision.changes
    ]
    return ClaimDrift(
        claim=claim,
        anchor=new,
        previous=old,
        changed=list(dict.fromkeys(change["what"] for change in changes)),
        payload=history.store_payload(
            {"before": before, "after": {"quote": new.quote}, "changes": changes},
            article_ids=[claim.article_id],
        ),
    )


def tell(version: ArticleVersion, drifts: Iterable[ClaimDrift]) -> None:
    """Say in each claim's history what became of its words in ``version``. In the transaction that stores it."""
    for drift in drifts:
        history.record(
            drift.claim,
            f"claim.{drift.anchor.status}",
            actor=None,
            is_consequence=True,
            details={
                "version": version.number,
                "before": drift.previous.version_id,
                "drift": drift.pk,
                "changed": drift.changed,
            },
            rows=[drift],
        )
