"""The published form of an outcome: written, approved by another, corrected in the open."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from factcheck import history
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import User
from reviews.blindness import told_of
from reviews.errors import IllegalTransition, OwnWork
from reviews.models import FactCheck, FactCheckRevision
from reviews.quoting import articles_quoted_on
from reviews.workflow.edges import FACT_CHECK_EDGES, Edit, Published
from reviews.workflow.moving import lock, require


@transaction.atomic
def draft(review_id: int, *, author: User, words: Mapping[str, Any]) -> FactCheck:
    """Begin the published form of a decided review. ``words``: headline, claim_reviewed, summary, body, evidence.

    Raises:
        IllegalTransition: the review is not decided, or a fact check of it is being written.
    """
    review = lock(review_id)
    if review.outcome is None or review.is_settling(at=timezone.now()):
        told = told_of(review, at=timezone.now()).state
        raise IllegalTransition("Only a decided review becomes a fact check.", state=told)
    if review.fact_checks.filter(state__in=[Published.DRAFT, Published.IN_APPROVAL]).exists():
        raise IllegalTransition("A fact check of this review is being written. Go on with that one.")
    with history.act():
        fact_check = FactCheck.objects.create(review=review, outcome=review.outcome, author=author)
        revision = _revise(fact_check, FactCheckRevision.Kind.COPY, author=author, words=words)
        history.record(
            fact_check,
            "fact_check.drafted",
            actor=author,
            to_state=Published.DRAFT,
            details={"review": review.pk},
            rows=[revision],
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
        history.record(
            fact_check,
            "fact_check.written",
            actor=author,
            details={"revision": revision.number},
            rows=[revision],
        )
    return fact_check


@transaction.atomic
def submit(fact_check_id: int, *, actor: User) -> FactCheck:
    """Hand a draft to whoever approves.

    Raises:
        IllegalTransition: it is no draft, or its words were taken down.
    """
    fact_check = _lock_fact_check(fact_check_id)
    if fact_check.revisions.select_related("payload").latest("number").payload.redacted_at:
        raise IllegalTransition("Its words were taken down. Write it anew first.", state=fact_check.state)
    return _edit(fact_check, Edit.SUBMIT, actor=actor)


@transaction.atomic
def approve(fact_check_id: int, *, actor: User) -> FactCheck:
    """Publish what another has written: a second pair of eyes is the point.

    Raises:
        OwnWork: ``actor`` wrote it, and the desk's policy does not let authors approve.
        IllegalTransition: it does not wait for approval, or the review is no longer decided as it says.
    """
    review = lock(FactCheck.objects.values_list("review_id", flat=True).get(pk=fact_check_id))
    fact_check = _lock_fact_check(fact_check_id)
    _check_edit(fact_check, Edit.APPROVE)
    if review.outcome_id != fact_check.outcome_id:
        raise IllegalTransition(
            "The review is no longer decided as this fact check says. Send it back to its author.",
            state=fact_check.state,
        )
    fact_check.self_approved = fact_check.revisions.filter(author=actor).exists()
    if fact_check.self_approved and not review.desk.policy.author_may_approve:
        raise OwnWork("Another than its author must approve a fact check.")
    fact_check.approved_by, fact_check.published_at = actor, timezone.now()
    return _edit(fact_check, Edit.APPROVE, actor=actor)


@transaction.atomic
def send_back_fact_check(fact_check_id: int, *, actor: User | None, comment: str) -> FactCheck:
    """Return a fact check to its author, told why. No actor: a consequence."""
    require(comment, "Say what should be changed.")
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
        require(public_line, "Say in public what was changed; only a typo goes without.")
    fact_check = _lock_fact_check(fact_check_id)
    _check_edit(fact_check, Edit.CORRECT)
    with history.act():
        revision = _revise(fact_check, kind, author=actor, words=words, public_line=public_line)
        return _edit(
            fact_check,
            Edit.CORRECT,
            actor=actor,
            details={"revision": revision.number, "kind": kind},
            rows=[revision],
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
def withdraw(fact_check_id: int, *, actor: User | None, reason: str) -> FactCheck:
    """Take a fact check back. Its page stays and says so. No actor: a consequence."""
    require(reason, "Say why; readers are told.")
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
    fact_check: FactCheck,
    edit: Edit,
    *,
    actor: User | None,
    reason: str = "",
    details: dict[str, Any] | None = None,
    rows: Iterable[Model] = (),
) -> FactCheck:
    origin, to = Published(fact_check.state), _check_edit(fact_check, edit)
    fact_check.state = to
    fact_check.save(update_fields=["state", "approved_by", "self_approved", "published_at", "superseded_by"])
    history.record(
        fact_check,
        f"fact_check.{edit}",
        actor=actor,
        from_state=origin,
        to_state=to,
        details={**(details or {}), **({"reason": reason} if reason else {})},
        # Without an actor the reason is our own sentence; it quotes nobody.
        article_ids=articles_quoted_on(fact_check.review) if reason and actor else (),
        is_consequence=actor is None,
        rows=rows,
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
            {**words, "public_line": public_line}, article_ids=articles_quoted_on(fact_check.review)
        ),
    )
