"""What exactly a reviewer was shown: in the history with the lease, and again where it is something else later.

An assignment keeps what its reviewer saw last as a digest under our key, so that nothing need be asked to know whether
they see something else now: the article changed its words, somebody corrected the claim, a newer engine read it.
"""

from typing import Any

from django.db import transaction

from factcheck import history
from factcheck.digests import canonical_json, json_sha256, keyed_sha256
from factcheck.models import ClaimAnchor
from factcheck.places import latest_anchor_with_text
from reviews.models import Assignment
from reviews.workflow import lock


def anchor_of(assignment: Assignment) -> ClaimAnchor:
    """The claim at its place in its article, asked for once: what is noted is what is shown."""
    if assignment.anchor is None:
        assignment.anchor = latest_anchor_with_text(assignment.review.claim_id)
    return assignment.anchor


def shown_by(assignment: Assignment) -> dict[str, Any]:
    """What its reviewer sees, for an event. Whoever saves the assignment saves that they have seen it."""
    seen = _look(assignment)
    return {**seen, "scale_version": assignment.review.scale.version}


def _look(assignment: Assignment) -> dict[str, Any]:
    """In numbers and digests; sets ``last_served``. The scale's number says its version, which is asked for no earlier
    than it is written down."""
    anchor, review = anchor_of(assignment), assignment.review
    seen = {
        "article": anchor.version.article_id,
        "version": anchor.version.number,
        "text_sha256": anchor.version.text_sha256,
        "claim": anchor.claim_id,
        "claim_revision": review.claim_revision,
        "claim_sha256": claim_sha256(anchor),
        "scale": review.scale_id,
    }
    assignment.last_served = keyed_sha256(canonical_json(seen))
    return seen


def claim_sha256(anchor: ClaimAnchor) -> str:
    """Of the canonical JSON of what a claim says, and where it stands."""
    said = {name: getattr(anchor, name) for name in ("part", "start", "end", "quote", "focus")}
    return json_sha256({**said, "says": anchor.claim.current})


def show(assignment: Assignment) -> Assignment:
    """An assignment that its reviewer is shown again. Where they see something else than last time, its history says so."""
    if assignment.status == Assignment.Status.ACTIVE:
        seen_last = assignment.last_served
        seen = _look(assignment)
        if assignment.last_served != seen_last:
            _note(assignment, seen)
    return assignment


@transaction.atomic
def _note(assignment: Assignment, seen: dict[str, Any]) -> None:
    """Once, also where two tabs see it at the same time."""
    review = lock(assignment.review_id)
    held = Assignment.objects.filter(pk=assignment.pk, status=Assignment.Status.ACTIVE)
    if held.exclude(last_served=assignment.last_served).update(last_served=assignment.last_served):
        history.record(
            review,
            "assignment.served",
            actor=assignment.reviewer,
            details={"assignment": assignment.pk, **seen, "scale_version": review.scale.version},
            article_ids=[seen["article"]],
        )
