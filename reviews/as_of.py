"""A review and its verdicts as they stood at a moment, as they were known then.

Who may see what is asked of the present: a moment long past tells nobody what is blind now, and gives nobody back
what was taken down.
"""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from factcheck.errors import NotThereYet
from factcheck.models import Claim, Event, User
from reviews.confidentiality import with_evidence
from reviews.models import FactCheck, Outcome, Review, Verdict
from reviews.verdicts import visible_to
from reviews.visible_history import history_visible_to

#: Move ``claim_revision`` by one, beside the moves that say so in ``changed``.
_NEW_REVISION = frozenset({"review.drifted", "review.sighting_redacted", "review.claim_edited"})
_TIMES = frozenset({"due_at", "wake_at"})


def review_at(review: Review, at: datetime, *, user: User) -> Review:
    """``review``, loaded for this, taken back in memory to ``at`` as far as ``user`` may know. Not to be saved.

    Raises:
        NotThereYet: it came in later.
    """
    if review.created_at > at:
        raise NotThereYet(f"Review {review.pk} came in at {review.created_at.isoformat()}.")
    events = history_visible_to(user, review, at=timezone.now()).select_related("payload")
    for event in events.filter(recorded_at__gt=at):
        _undo(review, event)
    known = events.filter(recorded_at__lte=at)
    _stand_as_after(review, known.exclude(to_state="").first())
    review.round = _round_after(known)
    return review


def _undo(review: Review, event: Event) -> None:
    changed = event.said.get("changed", {})
    for name, (before, _after) in changed.items():
        if hasattr(review, name):
            setattr(review, name, parse_datetime(before) if before and name in _TIMES else before)
    if event.kind in _NEW_REVISION and "claim_revision" not in changed:
        review.claim_revision = max(review.claim_revision - 1, 1)


def _stand_as_after(review: Review, move: Event | None) -> None:
    """Set what a move sets: state, reason, outcome. None: it was just made."""
    state = Review.State(move.to_state) if move else Review.State.TRIAGE
    said = move.said if move else {}
    review.state, review.reason = state, said.get("reason", "")
    review.state_since = move.occurred_at if move else review.created_at
    review.merged_into_id = said.get("into") if state == Review.State.MERGED else None
    # What the events tell may be told, so nothing is settling any more.
    review.reveal_at = review.state_since if state in Review.SETTLED else None
    review.outcome = _outcome(review, said) if state == Review.State.DECIDED else None


def _round_after(events: QuerySet[Event]) -> int:
    """By the newest of the review's own events that names one. Where the words change, a round begins without a move."""
    own = events.filter(kind__startswith="review.")
    return next((event.said["round"] for event in own if "round" in event.said), 1)


def _outcome(review: Review, said: dict[str, object]) -> Outcome | None:
    outcomes = Outcome.objects.filter(review=review, created_at__lte=review.state_since)
    named = Q(pk=said["outcome"]) if "outcome" in said else Q()
    return outcomes.filter(named).select_related("rating", "payload", "decided_by").order_by("-pk").first()


def review_of(claim: Claim, at: datetime, *, user: User) -> Review | None:
    """The review that ``claim`` was under at ``at``: its own, or the one that took it over by then."""
    review = _loaded().filter(claim=claim).first()
    seen: set[int] = set()
    while review is not None and review.created_at <= at and review.pk not in seen:
        seen.add(review.pk)
        review_at(review, at, user=user)
        if review.merged_into_id is None:
            return review
        review = _loaded().filter(pk=review.merged_into_id).first()
    return None


def _loaded() -> QuerySet[Review]:
    return Review.objects.select_related("claim__article", "desk__policy", "scale")


def verdicts_at(review: Review, at: datetime, *, user: User) -> list[Verdict]:
    """The verdicts that stood at ``at`` and that ``user`` may see now, oldest first.

    One that was taken back later stood then, but nobody had seen it: only its author is told.
    """
    now = timezone.now()
    given = Verdict.objects.filter(review=review, created_at__lte=at)
    standing = visible_to(user, at=now).filter(review=review, created_at__lte=at).values("pk")
    own = Q(reviewer=user, retraction__created_at__gt=at)
    shown = given.filter(Q(pk__in=standing) | own).select_related(
        "review__claim", "rating", "reviewer", "payload"
    )
    return list(with_evidence(shown, user).order_by("round", "pk"))


def fact_checks_at(review: Review, at: datetime) -> list[tuple[FactCheck, str, int]]:
    """The published forms that there were: each with the state it was in and the number of its newest revision."""
    found = []
    for fact_check in FactCheck.objects.filter(review=review, created_at__lte=at).order_by("pk"):
        moved = (
            Event.objects.filter(stream=f"factcheck:{fact_check.pk}", recorded_at__lte=at)
            .exclude(to_state="")
            .order_by("-seq")
            .first()
        )
        revisions = fact_check.revisions.filter(created_at__lte=at)
        found.append((fact_check, moved.to_state if moved else FactCheck.State.DRAFT, revisions.count()))
    return found
