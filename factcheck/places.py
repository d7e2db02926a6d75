"""Where claims stand now."""

from django.db.models import QuerySet

from factcheck.drifts import with_drifted, with_newest_drift
from factcheck.models import Claim, ClaimAnchor
from factcheck.prepared import Param, prepared


def latest_anchors(claims: list[Claim]) -> list[ClaimAnchor]:
    """Where each of ``claims`` stands in the newest version that holds it, in their order."""
    anchors = (
        ClaimAnchor.objects.standing()
        .filter(claim__in=claims)
        .select_related("claim", "version")
        .order_by("claim_id", "-version__number")
        .distinct("claim_id")
        .defer("version__text")
    )
    by_claim = {anchor.claim_id: anchor for anchor in with_newest_drift(anchors)}
    return [by_claim[claim.pk] for claim in claims]


def latest_anchor_with_text(claim_id: int) -> ClaimAnchor:
    """Where a claim stands in the newest version that holds it, with the version's text, its article and publisher."""
    (anchor,) = with_newest_drift(_latest_with_text(claim=claim_id))
    return anchor


@prepared
def _latest_with_text(claim: Param) -> QuerySet[ClaimAnchor]:
    anchors = ClaimAnchor.objects.standing().filter(claim=claim).order_by("-version__number")
    return with_drifted(anchors).select_related("claim", "version__article__publisher")[:1]
