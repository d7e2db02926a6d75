"""Rules that were set aside, an outcome that was taken over, too few who may rule. Runs inside a desk."""

import json
import sys
from collections.abc import Iterator

from factcheck.models import User
from reviews import conflicts, handing_over, queue, verdicts, workflow
from reviews.models import Policy, Review, Verdict


def show(article_id: int) -> None:
    """Make them of the claims of an article, and print the numbers of reviews and fact check, by name."""
    Policy.objects.update(undo_seconds=0)
    found = Review.objects.filter(claim__article=article_id).exclude(claim__claimant="").order_by("claim__pk")
    waiting = iter(list(found))
    made = dict(_make(waiting))
    Policy.objects.update(undo_seconds=30)
    sys.stdout.write(json.dumps(made))


def _make(waiting: Iterator[Review]) -> Iterator[tuple[str, int]]:
    editor, admin, reviewer = _user("editor"), _user("admin"), _user("reviewer3")
    set_aside = workflow.accept(next(waiting).pk, actor=editor)
    conflicts.declare(reviewer, by=reviewer, claimant=set_aside.claim.claimant, reason="We share a flat.")
    handing_over.assign(
        set_aside.pk,
        reviewer=reviewer,
        actor=editor,
        reason="Nobody else on the desk reads the harbour's tide tables, and the paper goes out at six.",
    )
    _rule(set_aside, reviewer)
    check = workflow.draft(
        set_aside.pk,
        author=editor,
        words={"headline": "Yes: 14 bridges were closed", "summary": "The log has them.", "body": ""},
    )
    workflow.submit(check.pk, actor=editor)
    workflow.approve(check.pk, actor=_user("publisher"))
    yield "set-aside", set_aside.pk
    yield "check", check.pk

    taken_over = workflow.inherit(next(waiting).pk, fact_check_id=check.pk, actor=editor)
    yield "taken-over", taken_over.pk

    Policy.objects.update(triager_may_review=True)  # a newsroom of one
    own_work = workflow.accept(next(waiting).pk, actor=admin)
    _rule(own_work, admin)
    Policy.objects.update(triager_may_review=False)
    yield "own-work", own_work.pk

    short = next(waiting)
    Review.objects.filter(pk=short.pk).update(required_verdicts=3)
    for person in ("reviewer2", "reviewer3"):
        conflicts.declare(_user(person), by=editor, claimant=short.claim.claimant, reason="A cousin.")
    yield "shortage", workflow.accept(short.pk, actor=admin).pk


def _rule(review: Review, reviewer: User) -> None:
    assignment = queue.lease(review.pk, reviewer=reviewer)
    verdicts.submit(
        assignment.pk,
        reviewer=reviewer,
        ruling=verdicts.Ruling(
            claim_revision=review.claim_revision,
            rating=review.scale.ratings.get(key="confirmed"),
            target=Verdict.Target.SUBSTANCE,
            rationale="The harbour's log names each of them.",
        ),
    )


def _user(username: str) -> User:
    return User.objects.get(username=username)
