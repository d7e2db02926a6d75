"""One of everything, on top of the demo newsroom, made by the desk's own functions. Runs inside a desk."""

import sys
from collections.abc import Iterator
from datetime import timedelta

import time_machine
from django.core import mail as django_mail
from django.test import override_settings
from django.utils import timezone

from factcheck import ingest, takedown
from factcheck.feeds import schedule
from factcheck.models import Article, Desk, Feed, FeedEntry, User
from factcheck.tokens import create_token, revoke_token
from reviews import (
    agreement,
    attachments,
    comments,
    conflicts,
    evidence,
    handing_over,
    mail,
    queue,
    verdicts,
    workflow,
)
from reviews.models import Comment, Policy, Review, Verdict
from tests.browser.pictures import png


def fill() -> None:
    """A review in each state, a fact check in the works, an article that failed and one that was taken down."""
    Policy.objects.update(undo_seconds=0)  # what is ruled on here is shown at once
    editor, adjudicator = _user("editor"), _user("adjudicator")
    waiting = _in_triage()
    for priority in (None, 2, None, None):
        workflow.accept(next(waiting), actor=editor, priority=priority)
    workflow.dismiss(
        next(waiting), actor=editor, reason="trivial", note="Nobody would dispute it, and nobody asked."
    )
    held = workflow.accept(next(waiting), actor=editor)
    workflow.hold(
        held.pk,
        actor=editor,
        reason="The ministry has promised a breakdown by district.",
        wake_at=timezone.now() + timedelta(days=1),
    )
    led = next(waiting)
    workflow.merge(next(waiting), into=led, actor=editor)
    agreed = _ruled(next(waiting), [("reviewer2", "confirmed")], accepted_by=editor)
    _ruled(next(waiting), [("reviewer2", "confirmed"), ("reviewer3", "wrong")], accepted_by=editor)
    ruled = _ruled(next(waiting), [("reviewer2", "confirmed"), ("reviewer3", "outdated")], accepted_by=editor)
    workflow.rule(
        ruled.pk,
        actor=adjudicator,
        rating=ruled.scale.ratings.get(key="outdated"),
        summary="Both are right about their own hour; the later bulletin counts.",
        finding={"text": "84, air force, as of 10 March 14:00"},
    )
    check = workflow.draft(
        agreed.pk,
        author=editor,
        words={"headline": f"Yes: {agreed}", "summary": "Two bulletins and the register agree.", "body": ""},
    )
    workflow.submit(check.pk, actor=editor)
    _weeks_of_agreement(waiting, editor)
    Policy.objects.update(undo_seconds=30)
    _articles(editor)
    _feeds(editor)
    _talk(editor)
    token, _ = create_token(editor, name="CMS plug-in", scopes={"articles:read"})
    revoke_token(token.pk, actor=editor)


def _weeks_of_agreement(waiting: Iterator[int], editor: User) -> None:
    """Three weeks in which two ruled on enough to make a figure, and a desk that shows pairs to its head."""
    now = timezone.now()
    for week in (3, 2, 1):
        with time_machine.travel(now - timedelta(weeks=week)):
            for number in range(agreement.TOO_FEW):
                second = "wrong" if number % (week + 2) == 0 else "confirmed"
                _ruled(next(waiting), [("reviewer2", "confirmed"), ("reviewer3", second)], accepted_by=editor)
    Desk.objects.update(head=_user("admin"))
    Policy.objects.update(show_pair_agreement=True)


def _talk(editor: User) -> None:
    """Comments, notices, an interest, and work that could be handed over."""
    review = Review.objects.filter(state=Review.State.DECIDED).earliest("pk")
    asked = comments.write(
        review.pk,
        author=editor,
        text="@reviewer, is the evening bulletin the final count? The registry closes at five.",
    )
    comments.write(review.pk, author=_user("adjudicator"), text="It was in 2025.", reply_to=asked.pk)
    publisher = review.claim.article.publisher
    for person, about in (
        ("reviewer", {"claimant": "Harbour Trust"}),
        ("reviewer3", {"publisher": publisher}),
    ):
        conflicts.declare(_user(person), by=editor, reason="A brother works there.", **about)
    free = Review.objects.filter(state=Review.State.OPEN).order_by("-rank").last()
    handing_over.assign(free.pk, reviewer=_user("reviewer2"), actor=editor)


def talked_of() -> str:
    """Where the desk shows the first comment."""
    comment = Comment.objects.earliest("pk")
    return f"/desk/reviews/{comment.review_id}/#comment-{comment.pk}"


def hold_all() -> None:
    """Leaves nothing in the queue."""
    for pk in Review.objects.filter(state=Review.State.OPEN).values_list("pk", flat=True):
        workflow.hold(pk, actor=_user("editor"), reason="The ministry was asked.")


def print_mail() -> None:
    """What the reviewer is sent, as a mail program shows it."""
    reader = _user("reviewer")
    mail.choose(reader, when=mail.When.SOON)
    mail.gather(at=timezone.now())
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.send_due(at=timezone.now())
    (message,) = (sent for sent in django_mail.outbox if sent.to == [reader.email])
    html, _type = message.alternatives[0]
    sys.stdout.write(f"{message.body}\n{html}\n")


def _feeds(editor: User) -> None:
    """One that works, one in trouble, one that was given up. None is due: nothing is asked of anybody."""
    now = timezone.now()
    later = {"owner": editor, "next_due_at": now + timedelta(hours=3), "last_success_at": now}
    healthy = {"kind": "rss", "last_entry_count": 40, "last_new_count": 3, "last_new_at": now}
    failed = {"failure_count": 2, "last_failed_at": now, "last_error_code": "server_error"}
    why = "The site has a fault of its own (status 502)."
    Feed.objects.create(name="The Courier", url="https://courier.example.com/atom", **later, **healthy)
    Feed.objects.create(
        name="Air force", url="https://air.example.com/rss", **later, **failed | {"last_error": why}
    )
    given_up = Feed.objects.create(name="Harbour", url="https://harbour.example.com/feed.json", **later)
    schedule.pause(given_up.pk, actor=editor, reason="They move house until Monday.")
    shown = Feed.objects.get(name="The Courier")
    article = Article.objects.filter(redacted_at=None).latest("pk")
    FeedEntry.objects.create(feed=shown, key="a" * 64, revision="b" * 64, article=article)
    FeedEntry.objects.create(
        feed=shown, key="c" * 64, revision="b" * 64, refusal_code="private_address",
        refusal="“10.0.0.1” leads into a private network, which the desk never opens.",
    )  # fmt: skip


def _articles(editor: User) -> None:
    owner = _user("integration")
    for external_id in ("failed", "taken-down"):
        text = f"Officials said on Monday that 12 bridges were closed. ({external_id})"
        version, _ = ingest.store(ingest.Submission(text=text, external_id=external_id), owner=owner)
        if external_id == "failed":
            version.runs.update(status="failed")
            Article.objects.filter(pk=version.article_id).update(
                status=Article.Status.FAILED,
                failure="The engine did not finish within 120 seconds. Gave up after 3 attempts.",
            )
        else:
            takedown.take_down(version.article_id, actor=editor, reason="Court order 12/2026")


def _in_triage() -> Iterator[int]:
    """The most check-worthy first, as editors see them."""
    reviews = Review.objects.filter(state=Review.State.TRIAGE).order_by("-claim__score", "pk")
    return iter(list(reviews.values_list("pk", flat=True)))


def _ruled(review_id: int, rulings: list[tuple[str, str]], *, accepted_by: User) -> Review:
    """A review that so many were wanted for, and gave, their verdicts on."""
    Review.objects.filter(pk=review_id).update(required_verdicts=len(rulings))
    review = workflow.accept(review_id, actor=accepted_by)
    for username, rating in rulings:
        assignment = queue.lease(review_id, reviewer=_user(username))
        file = attachments.receive(
            png(480, 270),
            name="evening bulletin.png",
            declared="image/png",
            review_id=review_id,
            owner=assignment.reviewer,
        )
        verdicts.submit(
            assignment.pk,
            reviewer=_user(username),
            ruling=verdicts.Ruling(
                claim_revision=review.claim_revision,
                rating=review.scale.ratings.get(key=rating),
                target=Verdict.Target.SUBSTANCE,
                finding={"text": "79, by the air force's own evening count"},
                rationale="The evening bulletin gives the count by type and place; the morning one did not.",
                evidence=[
                    evidence.EvidenceInput(
                        kind="document",
                        stance="supports",
                        url="https://bulletin.example/evening",
                        title="Evening bulletin of the air force",
                        quote="In all, 79 were counted.",
                        archive_url="https://archive.example/bulletin",
                        attachment=file.pk,
                    ),
                    evidence.EvidenceInput(
                        kind="call", stance="context", note="The press officer, at 16:20.", confidential=True
                    ),
                ],
            ),
        )
    return Review.objects.select_related("scale", "claim").get(pk=review_id)


def _user(username: str) -> User:
    return User.objects.get(username=username)
