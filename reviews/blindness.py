"""What may be told of a review while colleagues rule on it without each other's word.

While its last verdict may still be taken back it is told to be open, as before.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Q, QuerySet
from django.db.models.functions import Concat

from factcheck import history
from factcheck.models import Event, User
from reviews.models import Assignment, Policy, Review
from reviews.models.review import stream_of_outer


@dataclass(frozen=True)
class Told:
    """Where a review stands, as far as everybody may know."""

    state: Review.State
    since: datetime
    reason: str


def told_of(review: Review, *, at: datetime) -> Told:
    """``Review.told_to_be`` asks the same of many. Whoever asks, whatever their role: an editor's word is a leak too."""
    if not review.is_settling(at=at):
        return Told(Review.State(review.state), review.state_since, review.reason)
    opened = _openings(history.stream_of(review)).select_related("payload").order_by("-seq")[0]
    content = (opened.payload.content if opened.payload else None) or {}
    return Told(Review.State.OPEN, opened.occurred_at, content.get("reason", ""))


def told_to_stand_since(reviews: QuerySet[Review], moment: datetime, *, at: datetime) -> QuerySet[Review]:
    """Those of ``reviews`` that came to where they stand at ``moment`` or later, as ``told_of`` says it of one."""
    opened = Exists(_openings(stream_of_outer()).filter(occurred_at__gte=moment))
    settling = Q(reveal_at__isnull=False, reveal_at__gt=at)
    return reviews.filter((~settling & Q(state_since__gte=moment)) | (settling & Q(opened)))


def _openings(stream: str | Concat) -> QuerySet[Event]:
    """When a review came into the queue. Not that it settled and was open again: it was told to be open all the while."""
    unseen = ["review.undone", "review.unsettled"]
    return Event.objects.filter(stream=stream, to_state=Review.State.OPEN).exclude(kind__in=unseen)


def is_blind(review: Review, *, at: datetime) -> bool:
    """Whether those who rule on it in this round must not hear of each other. Of one verdict nobody else could."""
    return review.required_verdicts > 1 and not review.is_revealed(at=at)


def might_rule(user: User, review: Review) -> bool:
    """Whether ``user`` rules in this round, or might come to, as far as roles and the desk's policy say now.

    Not whether they hold a slot: who writes first and leases afterwards has been read by a colleague by then. Nor what
    their token is for: they may rule at the desk in the next minute.
    """
    if "reviews:review" not in user.role_scopes:
        return has_ruled(user, review)
    is_kept_out = review.triaged_by_id == user.pk and not review.desk.policy.triager_may_review
    return not is_kept_out or has_ruled(user, review)


def hears_of_skips(user: User, review: Review) -> bool:
    """Whether ``user`` reads at once why somebody skipped the review: an editor who has to look, and rules on nothing."""
    if review.desk.policy.skip_means != Policy.SkipMeans.FOR_NOBODY or not user.has_scope("reviews:triage"):
        return False
    return review.required_verdicts == 1 or not might_rule(user, review)


def has_ruled(user: User, review: Review) -> bool:
    """Whether ``user`` holds or held a slot since the review was last revealed, whatever became of it."""
    return Assignment.objects.filter(
        review=review, reviewer=user, round__gte=review.blind_from_round
    ).exists()
