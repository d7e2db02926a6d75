"""Where claims stand now."""

from factcheck.drifts import with_newest_drift
from factcheck.models import Claim, ClaimAnchor


def latest_anchors(claims: list[Claim], *, with_text: bool = False) -> list[ClaimAnchor]:
    """Where each of ``claims`` stands in the newest version that holds it, in their order.

    ``with_text``: the version's text, its article and publisher come along.
    """
    anchors = (
        ClaimAnchor.objects.standing()
        .filter(claim__in=claims)
        .select_related("claim", "version")
        .order_by("claim_id", "-version__number")
        .distinct("claim_id")
    )
    anchors = (
        anchors.select_related("version__article__publisher") if with_text else anchors.defer("version__text")
    )
    by_claim = {anchor.claim_id: anchor for anchor in with_newest_drift(anchors)}
    return [by_claim[claim.pk] for claim in claims]
