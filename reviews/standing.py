"""How the queue stands for one reviewer, and why a review comes."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.models import User
from reviews.models import Assignment, Review, Sighting

#: Counting stops here: a person needs no more, and a full count of a large table is slow.
_CAP = 1000


def why(review: Review) -> list[str]:
    """Why this review came, in words, the weightiest reason first."""
    reasons = []
    if review.priority > 0:
        reasons.append(_("an editor gave it priority %(priority)d") % {"priority": review.priority})
    if review.due_at:
        reasons.append(_("due %(due)s") % {"due": timezone.localtime(review.due_at).strftime("%d %b %H:%M")})
    reasons.append(_("check-worthiness %(score).2f") % {"score": review.claim.score})
    sightings = Sighting.objects.filter(review=review, status=Sighting.Status.CONFIRMED).count()
    if sightings > 1:
        reasons.append(_("seen in %(count)d places") % {"count": sightings})
    if review.round > 1:
        reasons.append(_("round %(round)d") % {"round": review.round})
    return reasons


def of_queue(reviewer: User) -> dict[str, Any]:
    """Counts and a sentence: what there is to do, or why there is nothing."""
    now = timezone.now()
    available = Review.objects.available(at=now)
    for_me = _count(available.for_reviewer(reviewer))
    mine = Assignment.objects.filter(reviewer=reviewer, status=Assignment.Status.ACTIVE).count()
    triage = _count(Review.objects.filter(state=Review.State.TRIAGE))
    if for_me:
        message = ngettext("%(count)d review is free.", "%(count)d reviews are free.", for_me) % {
            "count": for_me
        }
    elif mine:
        message = _("What you hold is all there is for you.")
    elif available.exists():
        message = _("What is free is not for you: you triaged, skipped or ruled on it.")
    elif triage:
        message = ngettext(
            "Nothing is open. %(count)d claim waits for an editor's triage.",
            "Nothing is open. %(count)d claims wait for an editor's triage.",
            triage,
        ) % {"count": triage}
    else:
        message = _("Nothing is open, and nothing waits for triage.")
    return {"available": for_me, "mine": mine, "waiting_in_triage": triage, "message": message}


def _count(reviews: QuerySet[Review]) -> int:
    return reviews.order_by()[:_CAP].count()
