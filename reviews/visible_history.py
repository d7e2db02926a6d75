"""What of a review's history somebody may see: one rule for API, admin, dossier and questions about the past.

The same rule as ``reviews.verdicts.visible_to``.
"""

from datetime import datetime

from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast, Coalesce, Substr

from factcheck import history
from factcheck.models import Event, User
from reviews.blindness import hears_of_skips
from reviews.models import Review
from reviews.workflow.edges import NEW_ROUND, Move

_STREAM = "review:"
#: What reviewers do, not editors or the article: that it happened tells how it stands.
_BY_REVIEWERS = frozenset({Move.AGREE, Move.DIFFER, Move.THIRD_WANTED, Move.UNDO, Move.UNSETTLE})
#: May be told while a round is blind. Whatever is not listed is not told: a kind that somebody adds stays hidden
#: until somebody says here that it tells nothing of a colleague.
_TOLD = [
    *(f"review.{move}" for move in Move if move not in _BY_REVIEWERS),
    "review.created",
    "review.took_over",
    "review.gave_back",
    "review.sightings_confirmed",
    "review.split",
    "review.sighting_drifted",
    "review.sighting_redacted",
    "review.words_gone",
    "review.claim_edited",
    "review.deadline_named",
    "review.legal_hold_placed",
    "review.legal_hold_lifted",
    "review.dossier_exported",
]
#: New words may take a review out of a dispute that nobody had been told of yet.
_OUT_OF_DISPUTE = Q(kind=f"review.{Move.DRIFT}", from_state__in=Review.SETTLED)
#: Of confidential pieces alone; that there is one is for nobody else to know.
_CONFIDENTIAL = Q(stream__startswith="evidence:")
_SKIPS = Q(kind="assignment.skipped")
_TELLING = Q(stream__startswith=_STREAM) & (~Q(kind__in=_TOLD) | _OUT_OF_DISPUTE)
#: Begin a round; what came before them was revealed when the round before ended.
_NEW_ROUND = [f"review.{move}" for move in NEW_ROUND]


def history_visible_to(user: User, review: Review, *, at: datetime) -> QuerySet[Event]:
    """The events of one review, newest first, without what colleagues do in a round that is still blind.

    ``at`` is the present: an event that is hidden now is hidden however long ago it happened.
    """
    events = Event.objects.filter(stream=history.stream_of(review)).order_by("-seq")
    if review.is_revealed(at=at):
        return events
    start = Coalesce(Subquery(events.filter(kind__in=_NEW_ROUND).values("seq")[:1]), 0)
    told = _own(user) | _SKIPS if hears_of_skips(user, review) else _own(user)
    return events.exclude(_TELLING & Q(seq__gt=start) & ~told)


def events_visible_to(user: User, events: QuerySet[Event], *, at: datetime) -> QuerySet[Event]:
    """Events of everything. Of a review that is blind now, its earlier rounds are left out too."""
    revealed = Review.objects.filter(pk=OuterRef("review_number"), reveal_at__lte=at)
    return events.annotate(
        review_number=Case(
            When(stream__startswith=_STREAM, then=Cast(Substr("stream", len(_STREAM) + 1), BigIntegerField()))
        )
    ).filter(_own(user) | (~_CONFIDENTIAL & (~_TELLING | Exists(revealed))))


def _own(user: User) -> Q:
    """``actor`` is null where the system acted; a plain comparison would then be neither true nor false."""
    return Q(actor__isnull=False, actor=user)
