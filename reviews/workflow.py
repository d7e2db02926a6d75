"""THE state machines. Nothing else assigns a state of a review or a fact check.

Every function here takes the row's lock, checks, and makes one move that writes state and history
together. An edge that is not in the tables is an error, never a no-op.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import Claim, User
from reviews import ranking, slots
from reviews.errors import IllegalTransition, OwnWork, UndoOver
from reviews.models import (
    Assignment,
    FactCheck,
    FactCheckRevision,
    Outcome,
    Policy,
    Rating,
    Review,
    Sighting,
    Verdict,
    VerdictRetraction,
)

State = Review.State
Published = FactCheck.State


class Move(StrEnum):
    ACCEPT = "accepted"
    DISMISS = "dismissed"
    MERGE = "merged"
    UNMERGE = "unmerged"
    INHERIT = "inherited"
    AGREE = "agreed"
    DIFFER = "disputed"
    HOLD = "held"
    WAKE = "woken"
    RULE = "ruled"
    SEND_BACK = "sent_back"
    UNDO = "undone"
    REOPEN = "reopened"
    STALE = "became_stale"
    UPHOLD = "challenge_upheld"


class Edit(StrEnum):
    SUBMIT = "submitted"
    APPROVE = "approved"
    SEND_BACK = "sent_back"
    CORRECT = "corrected"
    SUPERSEDE = "superseded"
    WITHDRAW = "withdrawn"


#: (state, move) -> where it may lead. Two targets: the mover says which.
REVIEW_EDGES: Mapping[tuple[State, Move], frozenset[State]] = {
    (State.TRIAGE, Move.ACCEPT): frozenset({State.OPEN}),
    (State.TRIAGE, Move.DISMISS): frozenset({State.DISMISSED}),
    (State.TRIAGE, Move.MERGE): frozenset({State.MERGED}),
    (State.TRIAGE, Move.INHERIT): frozenset({State.DECIDED}),
    (State.OPEN, Move.AGREE): frozenset({State.DECIDED}),
    (State.OPEN, Move.DIFFER): frozenset({State.DISPUTED}),
    (State.OPEN, Move.MERGE): frozenset({State.MERGED}),
    (State.OPEN, Move.HOLD): frozenset({State.ON_HOLD}),
    (State.ON_HOLD, Move.WAKE): frozenset({State.OPEN}),
    (State.DISPUTED, Move.RULE): frozenset({State.DECIDED}),
    (State.DISPUTED, Move.SEND_BACK): frozenset({State.OPEN}),
    # A slip of the hand is undone whether it made the colleagues agree or differ.
    (State.DISPUTED, Move.UNDO): frozenset({State.OPEN}),
    (State.DECIDED, Move.UNDO): frozenset({State.OPEN}),
    (State.DECIDED, Move.REOPEN): frozenset({State.OPEN, State.TRIAGE}),
    (State.DECIDED, Move.STALE): frozenset({State.TRIAGE}),
    (State.DECIDED, Move.UPHOLD): frozenset({State.OPEN, State.TRIAGE}),
    (State.DISMISSED, Move.REOPEN): frozenset({State.TRIAGE}),
    (State.MERGED, Move.UNMERGE): frozenset({State.TRIAGE}),
}

FACT_CHECK_EDGES: Mapping[tuple[Published, Edit], Published] = {
    (Published.DRAFT, Edit.SUBMIT): Published.IN_APPROVAL,
    (Published.IN_APPROVAL, Edit.APPROVE): Published.PUBLISHED,
    (Published.IN_APPROVAL, Edit.SEND_BACK): Published.DRAFT,
    (Published.PUBLISHED, Edit.CORRECT): Published.PUBLISHED,
    (Published.PUBLISHED, Edit.SUPERSEDE): Published.SUPERSEDED,
    (Published.PUBLISHED, Edit.WITHDRAW): Published.WITHDRAWN,
}

#: A move into a new round: verdicts of the old one no longer count, and nobody is excluded by them.
_NEW_ROUND = frozenset({Move.SEND_BACK, Move.REOPEN, Move.STALE, Move.UPHOLD})


# --- Reviews -----------------------------------------------------------------------------------------


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
    for review in reviews:
        review.rank = ranking.rank_of(review, demand=1)
    Review.objects.bulk_create(reviews)
    Sighting.objects.bulk_create(Sighting(review=review, claim=review.claim) for review in reviews)
    history.begin(
        [
            history.Beginning(
                review, {"claim": review.claim.pk, "score": review.claim.score}, review.claim.article_id
            )
            for review in reviews
        ],
        "review.created",
        to_state=State.TRIAGE,
    )
    for review in reviews:
        if policy.auto_accept_score is not None and review.claim.score >= policy.auto_accept_score:
            _move(review, Move.ACCEPT, State.OPEN, actor=None, reason="Above the desk's score for triage.")
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
    return _move(review, Move.ACCEPT, State.OPEN, actor=actor)


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
    return _move(review, Move.DISMISS, State.DISMISSED, actor=actor, reason=text)


@transaction.atomic
def merge(review_id: int, *, into: int, actor: User) -> Review:
    """Put a review's sightings under another that stands for the same proposition.

    Raises:
        InvalidInput: into itself, or into one that is merged or dismissed.
    """
    if into == review_id:
        raise InvalidInput("A review cannot be merged into itself. Choose another.")
    locked = _lock_all(review_id, into)
    if into not in locked:
        raise InvalidInput(
            f"There is no review {into}.", errors=[FieldError("into", "does_not_exist", str(into))]
        )
    if review_id not in locked:
        raise Review.DoesNotExist
    review, target = locked[review_id], locked[into]
    if target.state in {State.MERGED, State.DISMISSED}:
        raise InvalidInput(f"Review {into} is {target.get_state_display()}. Merge into one that is alive.")
    review.merged_into = target
    with history.act():
        _move(review, Move.MERGE, State.MERGED, actor=actor, details={"into": into})
        for sighting in review.sightings.order_by("pk"):
            # Merged twice, it still returns to the review that it led.
            sighting.review, sighting.merged_from = target, sighting.merged_from or review
            sighting.save(update_fields=["review", "merged_from"])
        history.record(
            target, "review.took_over", actor=actor, is_consequence=True, details={"from": review_id}
        )
        _rerank(target)
    return review


@transaction.atomic
def unmerge(review_id: int, *, actor: User, reason: str) -> Review:
    """Take a merge back: the sightings return, with those merged into it before; the review is triaged again."""
    _require(reason, "Say why the merge is taken back.")
    path = _merge_path(review_id)
    locked = _lock_all(review_id, *path)
    review = locked[review_id]
    _check_edge(review, Move.UNMERGE, State.TRIAGE)
    if path != _merge_path(review_id):
        raise IllegalTransition(
            "Somebody merged it elsewhere in this moment. Look again.", state=review.state
        )
    holder = locked[path[-1]]
    review.merged_into = None
    with history.act():
        _move(review, Move.UNMERGE, State.TRIAGE, actor=actor, reason=reason)
        Sighting.objects.filter(merged_from__in=_merged_under(review)).update(review=review)
        Sighting.objects.filter(merged_from=review).update(review=review, merged_from=None)
        history.record(
            holder, "review.gave_back", actor=actor, is_consequence=True, details={"to": review_id}
        )
        _rerank(holder)
    return review


def _merge_path(review_id: int) -> list[int]:
    """What a review was merged into, what that was merged into, and so on; the last holds its sightings."""
    path = []
    into = Review.objects.values_list("merged_into_id", flat=True).get(pk=review_id)
    while into is not None:
        path.append(into)
        into = Review.objects.values_list("merged_into_id", flat=True).get(pk=into)
    return path


def _merged_under(review: Review) -> set[int]:
    """All that was merged into a review, and into those."""
    under: set[int] = set()
    fresh = set(review.merged_reviews.values_list("pk", flat=True))
    while fresh:
        under |= fresh
        fresh = set(Review.objects.filter(merged_into__in=fresh).values_list("pk", flat=True))
    return under


@transaction.atomic
def inherit(review_id: int, *, fact_check_id: int, actor: User) -> Review:
    """Decide a review by a fact check that is out: the same claim, ruled on before.

    Raises:
        InvalidInput: the fact check is not published.
    """
    review = lock(review_id)
    source = FactCheck.objects.select_related("outcome__payload").filter(pk=fact_check_id).first()
    if source is None or source.state != Published.PUBLISHED:
        raise InvalidInput(
            "Only a published fact check can be inherited.",
            errors=[FieldError("fact_check", "not_published", str(fact_check_id))],
        )
    _check_edge(review, Move.INHERIT, State.DECIDED)
    review.triaged_by = actor
    review.outcome = Outcome.objects.create(
        review=review,
        round=review.round,
        basis=Outcome.Basis.INHERITED,
        rating=source.outcome.rating,
        close_reason=source.outcome.close_reason,
        decided_by=actor,
        inherited_from=source,
        payload=history.store_payload(source.outcome.words, article_id=review.claim.article_id),
    )
    return _move(review, Move.INHERIT, State.DECIDED, actor=actor, details={"fact_check": source.pk})


@transaction.atomic
def hold(review_id: int, *, actor: User | None, reason: str, wake_at: datetime | None = None) -> Review:
    """Set a review aside until ``wake_at``, or until somebody wakes it (None). No actor: a consequence."""
    _require(reason, "Say what the review waits for.")
    if wake_at is not None and wake_at <= timezone.now():
        raise InvalidInput(
            "wake_at must be in the future.", errors=[FieldError("wake_at", "past", str(wake_at))]
        )
    review = lock(review_id)
    review.wake_at = wake_at
    return _move(review, Move.HOLD, State.ON_HOLD, actor=actor, reason=reason, is_consequence=actor is None)


@transaction.atomic
def wake(review_id: int, *, actor: User | None, reason: str = "") -> Review:
    """Put a held review back into the queue; ``actor`` None: its time has come."""
    review = lock(review_id)
    review.wake_at = None
    return _move(review, Move.WAKE, State.OPEN, actor=actor, reason=reason)


def settle(review: Review) -> Review:
    """Decide or dispute a locked open review once its verdicts are in; unchanged until then.

    All alike: they decide. Otherwise somebody must rule: an average of rulings is nobody's ruling.
    """
    verdicts = list(Verdict.objects.of_round(review).standing().select_related("payload").order_by("pk"))
    if len(verdicts) < review.required_verdicts:
        return review
    if len({verdict.ruling for verdict in verdicts}) > 1:
        return _move(review, Move.DIFFER, State.DISPUTED, actor=None, is_consequence=True)
    first = verdicts[0]
    review.outcome = Outcome.objects.create(
        review=review,
        round=review.round,
        basis=Outcome.Basis.AGREEMENT,
        rating_id=first.rating_id,
        close_reason=first.close_reason,
        payload=history.store_payload(
            {"finding": first.words["finding"], "summary": None}, article_id=review.claim.article_id
        ),
    )
    return _move(
        review,
        Move.AGREE,
        State.DECIDED,
        actor=None,
        is_consequence=True,
        details={"outcome": review.outcome_id},
    )


@transaction.atomic
def rule(
    review_id: int,
    *,
    actor: User,
    rating: Rating,
    summary: str,
    finding: Mapping[str, Any] | None = None,
) -> Review:
    """Decide a disputed review.

    Raises:
        OwnWork: ``actor`` gave one of the verdicts or triaged it.
        InvalidInput: the rating is not of the review's scale, or no summary.
    """
    _require(summary, "Say in the summary why you rule so.")
    review = lock(review_id)
    _check_edge(review, Move.RULE, State.DECIDED)
    _refuse_own(review, actor)
    if rating.scale_id != review.scale_id:
        raise InvalidInput(
            "The rating is not of this review's scale.",
            errors=[FieldError("rating", "other_scale", rating.key)],
        )
    review.outcome = Outcome.objects.create(
        review=review,
        round=review.round,
        basis=Outcome.Basis.ADJUDICATION,
        rating=rating,
        decided_by=actor,
        payload=history.store_payload(
            {"finding": finding, "summary": summary}, article_id=review.claim.article_id
        ),
    )
    return _move(review, Move.RULE, State.DECIDED, actor=actor, details={"outcome": review.outcome_id})


@transaction.atomic
def send_back(review_id: int, *, actor: User, comment: str) -> Review:
    """Have a disputed review done again, in a new round, told why."""
    _require(comment, "Say what the reviewers should look at again.")
    review = lock(review_id)
    _check_edge(review, Move.SEND_BACK, State.OPEN)
    _refuse_own(review, actor)
    return _move(review, Move.SEND_BACK, State.OPEN, actor=actor, reason=comment)


@transaction.atomic
def retract_verdict(verdict_id: int, *, reviewer: User, reason: str = "") -> Verdict:
    """Take a verdict back within the desk's undo window; what it settled is open again.

    Raises:
        OwnWork: it is somebody else's.
        UndoOver: the window has passed, others have seen it, or something was built on it.
    """
    seen = Verdict.objects.values_list("review_id", "reviewer_id").get(pk=verdict_id)
    review = lock(seen[0])
    verdict = Verdict.objects.get(pk=verdict_id)
    if verdict.reviewer_id != reviewer.pk:
        raise OwnWork("Only its author can take a verdict back.")
    if VerdictRetraction.objects.filter(verdict=verdict).exists():
        raise UndoOver("The verdict was taken back before.")
    adjudicated = review.outcome is not None and review.outcome.basis != Outcome.Basis.AGREEMENT
    published = review.fact_checks.filter(outcome=review.outcome).exists()
    if verdict.round != review.round or adjudicated or published:
        raise UndoOver("The desk has gone on with this verdict. Ask an editor to reopen the review.")
    window = timedelta(seconds=review.desk.policy.undo_seconds)
    if timezone.now() > verdict.created_at + window:
        raise UndoOver(
            f"A verdict can be taken back for {window.seconds} seconds. Ask an editor to reopen the review."
        )
    with history.act():
        VerdictRetraction.objects.create(verdict=verdict, retracted_by=reviewer)
        history.record(
            review,
            "verdict.retracted",
            actor=reviewer,
            details={"verdict": verdict.pk, "reason": reason},
            article_id=review.claim.article_id,
        )
        # They may take it again: nothing but a standing verdict keeps a reviewer away.
        slots.end(verdict.assignment, Assignment.Status.RELEASED, at=timezone.now())
        if review.state == State.OPEN:
            slots.recount(review)
        else:
            _move(review, Move.UNDO, State.OPEN, actor=reviewer, is_consequence=True)
    return verdict


@transaction.atomic
def reopen(review_id: int, *, actor: User, reason: str, to: State | None = None) -> Review:
    """Take a review from rest, in a new round. ``to`` chooses where two targets are possible; first choice: open."""
    _require(reason, "Say why the review is opened again.")
    review = lock(review_id)
    if to is None:
        to = State.OPEN if review.state == State.DECIDED else State.TRIAGE
    return _move(review, Move.REOPEN, to, actor=actor, reason=reason)


@transaction.atomic
def mark_stale(review_id: int, *, reason: str) -> Review:
    """The words that were ruled on have changed: an editor should look. The ruling on the old words stands."""
    review = lock(review_id)
    review.stale = True
    return _move(review, Move.STALE, State.TRIAGE, actor=None, reason=reason, is_consequence=True)


@transaction.atomic
def uphold_challenge(review_id: int, *, actor: User, reason: str, to: State = State.OPEN) -> Review:
    """A complaint was right: the review is done again."""
    _require(reason, "Say what of the challenge is right.")
    review = lock(review_id)
    review.challenged = True
    return _move(review, Move.UPHOLD, to, actor=actor, reason=reason)


def lock(review_id: int) -> Review:
    """The review, its row locked until the transaction ends.

    Raises:
        Review.DoesNotExist
    """
    return (
        Review.objects.select_for_update(no_key=True, of=("self",))
        .select_related("claim__article", "desk__policy")
        .get(pk=review_id)
    )


def _lock_all(*review_ids: int) -> dict[int, Review]:
    """Several reviews, locked in one order, so that two acts on the same two never wait for each other."""
    rows = (
        Review.objects.select_for_update(no_key=True, of=("self",))
        .select_related("claim__article", "desk__policy")
        .filter(pk__in=review_ids)
        .order_by("pk")
    )
    return {row.pk: row for row in rows}


def _check_edge(review: Review, move: Move, to: State) -> None:
    targets = REVIEW_EDGES.get((State(review.state), move))
    if targets is None:
        raise IllegalTransition(
            f"A review that is {review.get_state_display()} cannot be {move.value.replace('_', ' ')}.",
            state=review.state,
        )
    if to not in targets:
        raise IllegalTransition(
            f"This leads to {' or '.join(sorted(targets))}, not to {to}.", state=review.state
        )


def _move(
    review: Review,
    move: Move,
    to: State,
    *,
    actor: User | None,
    reason: str = "",
    details: dict[str, Any] | None = None,
    is_consequence: bool = False,
) -> Review:
    """Apply one edge and write its event. The caller holds the row's lock and has set what goes with it."""
    _check_edge(review, move, to)
    origin = State(review.state)
    review.state, review.state_since, review.reason = to, timezone.now(), reason
    if move in _NEW_ROUND:
        review.round += 1
    if to != State.DECIDED:
        review.outcome = None
    with history.act():
        if origin == State.OPEN:
            slots.cancel_leases(review)
        review.rank = ranking.rank_of(review, demand=ranking.demand_of(review))
        review.save(
            update_fields=[
                "state", "state_since", "reason", "round", "outcome", "rank", "priority", "due_at",
                "triaged_by", "wake_at", "merged_into", "stale", "challenged",
            ]
        )  # fmt: skip
        slots.recount(review)
        history.record(
            review,
            f"review.{move}",
            actor=actor,
            from_state=origin,
            to_state=to,
            details={"round": review.round, **({"reason": reason} if reason else {}), **(details or {})},
            article_id=review.claim.article_id,
            is_consequence=is_consequence,
        )
    return review


def _rerank(review: Review) -> None:
    review.rank = ranking.rank_of(review, demand=ranking.demand_of(review))
    review.save(update_fields=["rank"])


def _refuse_own(review: Review, actor: User) -> None:
    ruled = Verdict.objects.filter(review=review, reviewer=actor).standing().exists()
    if ruled or (review.triaged_by_id == actor.pk and not review.desk.policy.triager_may_review):
        raise OwnWork("Somebody who neither triaged this review nor gave a verdict in it must rule.")


def _require(text: str, detail: str) -> None:
    if not text.strip():
        raise InvalidInput(detail, errors=[FieldError("reason", "required", detail)])


# --- Fact checks -------------------------------------------------------------------------------------


@transaction.atomic
def draft(review_id: int, *, author: User, words: Mapping[str, Any]) -> FactCheck:
    """Begin the published form of a decided review. ``words``: headline, claim_reviewed, summary, body, evidence.

    Raises:
        IllegalTransition: the review is not decided, or a fact check of it is being written.
    """
    review = lock(review_id)
    if review.outcome is None:
        raise IllegalTransition("Only a decided review becomes a fact check.", state=review.state)
    if review.fact_checks.filter(state__in=[Published.DRAFT, Published.IN_APPROVAL]).exists():
        raise IllegalTransition("A fact check of this review is being written. Go on with that one.")
    with history.act():
        fact_check = FactCheck.objects.create(review=review, outcome=review.outcome, author=author)
        _revise(fact_check, FactCheckRevision.Kind.COPY, author=author, words=words)
        history.record(
            fact_check,
            "fact_check.drafted",
            actor=author,
            to_state=Published.DRAFT,
            details={"review": review.pk},
        )
    return fact_check


@transaction.atomic
def save_draft(fact_check_id: int, *, author: User, words: Mapping[str, Any]) -> FactCheck:
    """Store new copy of a draft."""
    fact_check = _lock_fact_check(fact_check_id)
    if fact_check.state != Published.DRAFT:
        raise IllegalTransition(
            "Only a draft can be written on. Correct a published one.", state=fact_check.state
        )
    with history.act():
        revision = _revise(fact_check, FactCheckRevision.Kind.COPY, author=author, words=words)
        history.record(fact_check, "fact_check.written", actor=author, details={"revision": revision.number})
    return fact_check


@transaction.atomic
def submit(fact_check_id: int, *, actor: User) -> FactCheck:
    """Hand a draft to whoever approves."""
    return _edit(_lock_fact_check(fact_check_id), Edit.SUBMIT, actor=actor)


@transaction.atomic
def approve(fact_check_id: int, *, actor: User) -> FactCheck:
    """Publish. Raises OwnWork for the author: a second pair of eyes is the point."""
    fact_check = _lock_fact_check(fact_check_id)
    _check_edit(fact_check, Edit.APPROVE)
    if fact_check.revisions.filter(author=actor).exists():
        raise OwnWork("Another than its author must approve a fact check.")
    fact_check.approved_by, fact_check.published_at = actor, timezone.now()
    return _edit(fact_check, Edit.APPROVE, actor=actor)


@transaction.atomic
def send_back_fact_check(fact_check_id: int, *, actor: User, comment: str) -> FactCheck:
    """Return a fact check to its author, told why."""
    _require(comment, "Say what should be changed.")
    return _edit(_lock_fact_check(fact_check_id), Edit.SEND_BACK, actor=actor, reason=comment)


@transaction.atomic
def correct(
    fact_check_id: int, *, actor: User, kind: str, words: Mapping[str, Any], public_line: str = ""
) -> FactCheck:
    """Change what is published, by a new revision; all but typos say so in public.

    Raises:
        InvalidInput: a change that is more than a typo without its public line.
    """
    Kind = FactCheckRevision.Kind  # noqa: N806 (it is a class)
    if kind not in {Kind.TYPO, Kind.CLARIFICATION, Kind.UPDATE, Kind.CORRECTION}:
        raise InvalidInput(
            "A change is one of: typo, clarification, update, correction.",
            errors=[FieldError("kind", "unknown_kind", kind)],
        )
    if kind != Kind.TYPO:
        _require(public_line, "Say in public what was changed; only a typo goes without.")
    fact_check = _lock_fact_check(fact_check_id)
    _check_edit(fact_check, Edit.CORRECT)
    with history.act():
        revision = _revise(fact_check, kind, author=actor, words=words, public_line=public_line)
        return _edit(
            fact_check, Edit.CORRECT, actor=actor, details={"revision": revision.number, "kind": kind}
        )


@transaction.atomic
def supersede(fact_check_id: int, *, by: int, actor: User) -> FactCheck:
    """Point readers of an old fact check to a newer, published one."""
    fact_check = _lock_fact_check(fact_check_id)
    newer = FactCheck.objects.filter(pk=by, state=Published.PUBLISHED).exclude(pk=fact_check_id).first()
    if newer is None:
        raise InvalidInput(
            "Only another, published fact check can take its place.",
            errors=[FieldError("by", "not_published", str(by))],
        )
    fact_check.superseded_by = newer
    return _edit(fact_check, Edit.SUPERSEDE, actor=actor, details={"by": by})


@transaction.atomic
def withdraw(fact_check_id: int, *, actor: User, reason: str) -> FactCheck:
    """Take a fact check back. Its page stays and says so."""
    _require(reason, "Say why; readers are told.")
    return _edit(_lock_fact_check(fact_check_id), Edit.WITHDRAW, actor=actor, reason=reason)


def _lock_fact_check(fact_check_id: int) -> FactCheck:
    return (
        FactCheck.objects.select_for_update(no_key=True, of=("self",))
        .select_related("review__claim")
        .get(pk=fact_check_id)
    )


def _check_edit(fact_check: FactCheck, edit: Edit) -> Published:
    to = FACT_CHECK_EDGES.get((Published(fact_check.state), edit))
    if to is None:
        raise IllegalTransition(
            f"A fact check that is {fact_check.get_state_display()} cannot be {edit.value.replace('_', ' ')}.",
            state=fact_check.state,
        )
    return to


def _edit(
    fact_check: FactCheck, edit: Edit, *, actor: User, reason: str = "", details: dict[str, Any] | None = None
) -> FactCheck:
    origin, to = Published(fact_check.state), _check_edit(fact_check, edit)
    fact_check.state = to
    fact_check.save(update_fields=["state", "approved_by", "published_at", "superseded_by"])
    history.record(
        fact_check,
        f"fact_check.{edit}",
        actor=actor,
        from_state=origin,
        to_state=to,
        details={**(details or {}), **({"reason": reason} if reason else {})},
        article_id=fact_check.review.claim.article_id,
    )
    return fact_check


def _revise(
    fact_check: FactCheck, kind: str, *, author: User, words: Mapping[str, Any], public_line: str = ""
) -> FactCheckRevision:
    number = fact_check.revisions.count() + 1
    return FactCheckRevision.objects.create(
        fact_check=fact_check,
        number=number,
        kind=kind,
        author=author,
        is_announced=bool(public_line),
        payload=history.store_payload(
            {**words, "public_line": public_line}, article_id=fact_check.review.claim.article_id
        ),
    )
