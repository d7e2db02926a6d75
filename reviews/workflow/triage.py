"""A review comes in, is let into the queue or left, waits, and comes back from rest."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.inserting import insert
from factcheck.models import Claim, User
from reviews import ranking
from reviews.models import FactCheck, Outcome, Policy, Review, Sighting
from reviews.quoting import articles_quoted_on
from reviews.workflow.edges import Move, Published, State
from reviews.workflow.moving import check_edge, lock, move_to, require


def start(claims: Sequence[Claim], *, policy: Policy) -> list[Review]:
    """A review of its own for each of ``claims``, in triage, or open where the desk's policy skips triage.

    In the transaction that stores the claims. In bulk, because a long article has thousands.
    """
    reviews = [
        Review(
            desk=policy.desk,
            claim=claim,
            scale_id=policy.scale_id,
            required_verdicts=policy.required_verdicts,
            due_at=claim.article.deadline,
        )
        for claim in claims
    ]
    weights, now = ranking.Weights.of(policy), timezone.now()
    for review in reviews:
        ranking.place(review, weights, at=now)
    insert(reviews)
    insert([Sighting(review=review, claim=review.claim) for review in reviews])
    history.begin(
        [
            history.Beginning(review, {"claim": review.claim.pk, "score": review.claim.score})
            for review in reviews
        ],
        "review.created",
        to_state=State.TRIAGE,
    )
    for review in reviews:
        if policy.auto_accept_score is not None and review.claim.score >= policy.auto_accept_score:
            move_to(review, Move.ACCEPT, State.OPEN, actor=None, reason="Above the desk's score for triage.")
    return reviews


@transaction.atomic
def accept(
    review_id: int, *, actor: User, priority: int | None = None, due_at: datetime | None = None
) -> Review:
    """Let a claim into the queue."""
    review = lock(review_id)
    if priority is not None:
        review.priority = priority
    if due_at is not None:
        review.due_at = due_at
    review.triaged_by = actor
    return move_to(review, Move.ACCEPT, State.OPEN, actor=actor)


@transaction.atomic
def dismiss(review_id: int, *, actor: User, reason: str, note: str = "") -> Review:
    """Leave a claim unchecked. ``reason`` is a ``Review.DismissReason``; ``note`` says more."""
    if reason not in Review.DismissReason.values:
        raise InvalidInput(
            f"“{reason}” is no reason to dismiss. Use one of: {', '.join(Review.DismissReason.values)}.",
            errors=[FieldError("reason", "unknown_reason", reason)],
        )
    review = lock(review_id)
    review.triaged_by = actor
    text = f"{reason}: {note}" if note else reason
    return move_to(review, Move.DISMISS, State.DISMISSED, actor=actor, reason=text)


@transaction.atomic
def inherit(review_id: int, *, fact_check_id: int, actor: User) -> Review:
    """Decide a review by a fact check that is out: the same claim, ruled on before.

    Raises:
        InvalidInput: the fact check is not published.
    """
    review = lock(review_id)
    # Locked: a take-down that blanks what is copied here waits for us, or we for it, and it is out no more.
    source = FactCheck.objects.select_for_update(no_key=True).filter(pk=fact_check_id).first()
    if source is None or source.state != Published.PUBLISHED:
        raise InvalidInput(
            "Only a published fact check can be inherited.",
            errors=[FieldError("fact_check", "not_published", str(fact_check_id))],
        )
    check_edge(review, Move.INHERIT, State.DECIDED)
    review.triaged_by = actor
    review.outcome = Outcome.objects.create(
        review=review,
        round=review.round,
        basis=Outcome.Basis.INHERITED,
        rating=source.outcome.rating,
        close_reason=source.outcome.close_reason,
        decided_by=actor,
        inherited_from=source,
        payload=history.store_payload(
            source.outcome.words,
            article_ids=[*articles_quoted_on(review), *source.outcome.payload.article_ids],
        ),
    )
    return move_to(
        review,
        Move.INHERIT,
        State.DECIDED,
        actor=actor,
        details={"fact_check": source.pk},
        rows=[review.outcome],
    )


@transaction.atomic
def hold(review_id: int, *, actor: User | None, reason: str, wake_at: datetime | None = None) -> Review:
    """Set a review aside until ``wake_at``, or until somebody wakes it (None). No actor: a consequence."""
    require(reason, "Say what the review waits for.")
    if wake_at is not None and wake_at <= timezone.now():
        raise InvalidInput(
            "wake_at must be in the future.", errors=[FieldError("wake_at", "past", str(wake_at))]
        )
    review = lock(review_id)
    review.wake_at = wake_at
    return move_to(review, Move.HOLD, State.ON_HOLD, actor=actor, reason=reason, is_consequence=actor is None)


@transaction.atomic
def wake(review_id: int, *, actor: User | None, reason: str = "") -> Review:
    """Put a held review back into the queue; ``actor`` None: its time has come."""
    review = lock(review_id)
    review.wake_at = None
    return move_to(review, Move.WAKE, State.OPEN, actor=actor, reason=reason)


@transaction.atomic
def reopen(review_id: int, *, actor: User, reason: str, to: State | None = None) -> Review:
    """Take a review from rest, in a new round. ``to`` chooses where two targets are possible; first choice: open."""
    require(reason, "Say why the review is opened again.")
    review = lock(review_id)
    if to is None:
        to = State.OPEN if review.state == State.DECIDED else State.TRIAGE
    return move_to(review, Move.REOPEN, to, actor=actor, reason=reason)


@transaction.atomic
def mark_stale(review_id: int, *, reason: str) -> Review:
    """The words that were ruled on have changed: an editor should look. The ruling on the old words stands.

    ``reason`` is our own sentence, without words of the article.
    """
    review = lock(review_id)
    review.stale = True
    return move_to(review, Move.STALE, State.TRIAGE, actor=None, reason=reason, is_consequence=True)


@transaction.atomic
def uphold_challenge(review_id: int, *, actor: User, reason: str, to: State = State.OPEN) -> Review:
    """A complaint was right: the review is done again."""
    require(reason, "Say what of the challenge is right.")
    review = lock(review_id)
    review.challenged = True
    return move_to(review, Move.UPHOLD, to, actor=actor, reason=reason)
