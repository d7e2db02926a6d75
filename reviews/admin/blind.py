"""What of a review's history somebody may see. The same rule as ``reviews.verdicts.visible_to``."""

from datetime import datetime

from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Cast, Substr

from factcheck import history
from factcheck.models import Event, User
from reviews.models import Review
from reviews.workflow.edges import NEW_ROUND

#: Tell who rules, or how it went.
_TELLING = (
    Q(kind__startswith="verdict.")
    | Q(kind__startswith="assignment.")
    | Q(kind__startswith="comment.")
    | Q(kind__in=["review.agreed", "review.disputed", "review.undone"])
)
#: Begin a round; what came before them was revealed when the round before ended.
_NEW_ROUND = [f"review.{move}" for move in NEW_ROUND]
_STREAM = "review:"


def history_visible_to(user: User, review: Review, *, at: datetime) -> QuerySet[Event]:
    """The events of one review, newest first, without what colleagues do in a round that is still blind."""
    events = Event.objects.filter(stream=history.stream_of(review)).order_by("-seq")
    if review.is_revealed(at=at):
        return events
    start = events.filter(kind__in=_NEW_ROUND).values_list("seq", flat=True).first() or 0
    return events.exclude(_TELLING & Q(seq__gt=start) & ~_own(user))


def events_visible_to(user: User, events: QuerySet[Event], *, at: datetime) -> QuerySet[Event]:
    """Events of everything. Of a review that is blind now, its earlier rounds are left out too."""
    revealed = Review.objects.filter(pk=OuterRef("review_number"), reveal_at__lte=at)
    return events.annotate(
        review_number=Case(
            When(stream__startswith=_STREAM, then=Cast(Substr("stream", len(_STREAM) + 1), BigIntegerField()))
        )
    ).filter(~_TELLING | _own(user) | Exists(revealed))


def _own(user: User) -> Q:
    """``actor`` is null where the system acted; a plain comparison would then be neither true nor false."""
    return Q(actor__isnull=False, actor=user)
