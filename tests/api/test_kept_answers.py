"""What is kept of a request with an ``Idempotency-Key`` goes with the article that it is about.

Every route that takes a key is asked once. One without a row fails: add it to ``ASKED``, or say in ``OF_NO_ARTICLE`` why
no article has a part in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from factcheck.models import Article, IdempotencyRecord, PipelineRun, User
from reviews import comments, conflicts
from reviews.models import Review, Sighting
from tests.api.test_who_may import actions
from tests.factories import (
    ArticleFactory,
    ArticleVersionFactory,
    AssignmentFactory,
    ClaimFactory,
    FactCheckFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    close,
)

pytestmark = pytest.mark.django_db

OF_NO_ARTICLE = {
    "POST feeds/": "what is said of a feed",
    "POST feeds/1/look/": "what is said of a feed",
    "POST feeds/1/pause/": "what is said of a feed",
    "POST feeds/1/resume/": "what is said of a feed",
}


@dataclass(frozen=True)
class Asked:
    """A request that is answered with 2xx. ``article`` None: the one that it makes."""

    by: User
    path: str
    article: int | None
    body: dict[str, Any] = field(default_factory=dict)
    format: str = "json"


def somebody(role: str) -> User:
    return UserFactory(role=role)


# --- Articles and claims -----------------------------------------------------------------------------


def post_article() -> Asked:
    return Asked(somebody("integration"), "articles/", None, {"text": "Twelve ships sank."})


def append() -> Asked:
    article = ArticleVersionFactory(article__genre="transcript").article_id
    return Asked(somebody("integration"), f"articles/{article}/append/", article, {"text": "Five more."})


def mark_claim() -> Asked:
    version = ArticleVersionFactory()
    body = {"start": 0, "end": 11, "text_sha256": version.text_sha256}
    return Asked(somebody("editor"), f"articles/{version.article_id}/claims/", version.article_id, body)


def retry() -> Asked:
    article = ArticleFactory(status="failed", failure="no words")
    ArticleVersionFactory(article=article)
    PipelineRun.objects.create(version=article.versions.get(), step="extract", status="failed")
    return Asked(somebody("integration"), f"articles/{article.pk}/retry/", article.pk)


def rerun() -> Asked:
    article = ArticleVersionFactory().article_id
    return Asked(somebody("integration"), f"articles/{article}/runs/extract/", article)


def make_claim() -> Asked:
    said = {"quote": "Twelve ships sank.", "claimant": "Mayor", "said_at": "2024-03-10T14:00:00Z"}
    return Asked(somebody("editor"), "claims/", None, said)


def correct_claim() -> Asked:
    claim = ClaimFactory()
    path = f"claims/{claim.pk}/"
    return Asked(somebody("editor"), path, claim.article_id, {"label": "Fewer"})


# --- One's own leases and verdicts -------------------------------------------------------------------


def with_lease(path: str, **body: Any) -> Callable[[], Asked]:
    """``path`` with ``{lease}`` and ``{review}``."""

    def ask() -> Asked:
        lease = AssignmentFactory()
        address = path.format(lease=lease.pk, review=lease.review_id)
        return Asked(lease.reviewer, address, lease.review.claim.article_id, body)

    return ask


def about_leased(path: str, *, form: str = "json", **body: Any) -> Callable[[], Asked]:
    """Names in its body the review that is leased."""

    def ask() -> Asked:
        lease = AssignmentFactory()
        said = {"review": lease.review_id, **body}
        return Asked(lease.reviewer, path, lease.review.claim.article_id, said, format=form)

    return ask


def upload() -> Asked:
    file = SimpleUploadedFile("shot.png", b"\x89PNG\r\n\x1a\nthe picture", content_type="image/png")
    return about_leased("evidence/attachments/", form="multipart", file=file)()


def retract() -> Asked:
    """For a reason that may speak of an article that came by a merge after the verdict."""
    review, other = (ReviewFactory(state="open", required_verdicts=2, free_slots=2) for _ in range(2))
    verdict = VerdictFactory(review=review)
    Sighting.objects.filter(review=other).update(review=review)
    reason = {"reason": "a slip"}
    return Asked(verdict.reviewer, f"verdicts/{verdict.pk}/retract/", other.claim.article_id, reason)


def declare_interest() -> Asked:
    claim = ClaimFactory(claimant="Ann Moss")
    body = {"claimant": "Ann Moss", "reason": "my sister"}
    return Asked(somebody("reviewer"), "me/conflicts/", claim.article_id, body)


def end_interest() -> Asked:
    claim, reviewer = ClaimFactory(claimant="Ann Moss"), somebody("reviewer")
    conflict = conflicts.declare(reviewer, by=reviewer, claimant="Ann Moss", reason="my sister")
    return Asked(reviewer, f"me/conflicts/{conflict.pk}/end/", claim.article_id)


def hand_over() -> Asked:
    lease = AssignmentFactory()
    body = {"from": lease.reviewer.username, "to": somebody("reviewer").username}
    return Asked(somebody("editor"), "queue/hand-over/", lease.review.claim.article_id, body)


# --- Comments ----------------------------------------------------------------------------------------


def write_comment() -> Asked:
    review = ReviewFactory(state="open")
    path = f"reviews/{review.pk}/comments/"
    return Asked(somebody("editor"), path, review.claim.article_id, {"text": "What of the log?"})


def withdraw_comment() -> Asked:
    review, editor = ReviewFactory(state="open"), somebody("editor")
    comment = comments.write(review.pk, author=editor, text="What of the log?")
    return Asked(editor, f"comments/{comment.pk}/withdraw/", review.claim.article_id)


# --- Acts on reviews ---------------------------------------------------------------------------------


def on_review(
    act: str,
    state: str,
    role: str = "editor",
    prepare: Callable[[Review], dict[str, Any] | None] = lambda review: None,
    **body: Any,
) -> Callable[[], Asked]:
    """``prepare`` may bring about what the act wants, and say more of the body."""

    def ask() -> Asked:
        review = ReviewFactory(state=state)
        said = {**body, **(prepare(review) or {})}
        return Asked(somebody(role), f"reviews/{review.pk}/{act}/", review.claim.article_id, said)

    return ask


def _one_step_apart(review: Review) -> None:
    Review.objects.filter(pk=review.pk).update(dispute_kind="neighbours")


def _keep(review: Review) -> None:
    Review.objects.filter(pk=review.pk).update(legal_hold=True)


def _only_suggested(review: Review) -> None:
    Sighting.objects.filter(review=review).update(status=Sighting.Status.SUGGESTED)


def split() -> Asked:
    """The answer is the new review."""
    review, other = ReviewFactory(), ClaimFactory()
    Sighting.objects.create(review=review, claim=other)
    return Asked(somebody("editor"), f"reviews/{review.pk}/split/", other.article_id, {"claims": [other.pk]})


ASKED: dict[str, Callable[[], Asked]] = {
    "POST articles/": post_article,
    "POST articles/1/append/": append,
    "POST articles/1/claims/": mark_claim,
    "POST articles/1/retry/": retry,
    "POST articles/1/runs/extract/": rerun,
    "POST claims/": make_claim,
    "PATCH claims/1/": correct_claim,
    "POST assignments/1/release/": with_lease("assignments/{lease}/release/"),
    "POST assignments/1/skip/": with_lease("assignments/{lease}/skip/", reason="not mine"),
    "POST assignments/1/verdict/": with_lease(
        "assignments/{lease}/verdict/", rating="confirmed", rationale="The log says so.", claim_revision=1
    ),
    "POST verdicts/1/retract/": retract,
    "POST evidence/attachments/": upload,
    "POST evidence/fetch/": about_leased("evidence/fetch/", url="https://port.example.org/log"),
    "POST me/conflicts/": declare_interest,
    "POST me/conflicts/1/end/": end_interest,
    "POST queue/hand-over/": hand_over,
    "POST reviews/1/comments/": write_comment,
    "POST comments/1/withdraw/": withdraw_comment,
    "POST reviews/1/accept/": on_review("accept", "triage"),
    "POST reviews/1/adjudicate/": on_review(
        "adjudicate", "disputed", "adjudicator", rating="confirmed", summary="so it is"
    ),
    "POST reviews/1/assign/": on_review(
        "assign", "open", prepare=lambda review: {"reviewer": somebody("reviewer").username}
    ),
    "POST reviews/1/confirm-sightings/": on_review(
        "confirm-sightings",
        "triage",
        prepare=_only_suggested,
    ),
    "POST reviews/1/correct-span/": on_review(
        "correct-span", "decided", prepare=lambda review: close(review, "wrong_span")
    ),
    "POST reviews/1/dismiss/": on_review("dismiss", "triage", reason="trivial"),
    "POST reviews/1/hold/": on_review("hold", "open", reason="waits for the ministry"),
    "POST reviews/1/legal-hold/": on_review("legal-hold", "open", reason="case 12"),
    "POST reviews/1/lift-legal-hold/": on_review("lift-legal-hold", "open", prepare=_keep, reason="case 12"),
    "POST reviews/1/inherit/": on_review(
        "inherit", "triage", prepare=lambda review: {"fact_check": FactCheckFactory(state="published").pk}
    ),
    "POST reviews/1/join-duplicate/": on_review(
        "join-duplicate", "decided", prepare=lambda review: close(review, "duplicate")
    ),
    "POST reviews/1/merge/": on_review(
        "merge", "open", prepare=lambda review: {"into": ReviewFactory(state="open").pk}
    ),
    "POST reviews/1/pick/": on_review("pick", "disputed", prepare=_one_step_apart, rating="confirmed"),
    "POST reviews/1/reopen/": on_review("reopen", "decided", reason="new data"),
    "POST reviews/1/send-back/": on_review("send-back", "disputed", "adjudicator", comment="again"),
    "POST reviews/1/split/": split,
    "POST reviews/1/unmerge/": on_review("unmerge", "merged", reason="not the same"),
    "POST reviews/1/wake/": on_review("wake", "on_hold"),
}


def test_every_route_that_takes_a_key_has_a_row():
    taking_a_key = {
        f"{method} {route}" for method, route, action in actions() if getattr(action, "takes_key", False)
    }

    assert taking_a_key == {*ASKED, *OF_NO_ARTICLE}


@pytest.mark.parametrize("route", ASKED)
def test_what_is_kept_names_the_article_that_it_may_quote(desk, route):
    asked = ASKED[route]()
    client = APIClient()
    client.force_authenticate(asked.by)
    send = client.patch if route.startswith("PATCH") else client.post

    response = send(
        f"/api/v1/{asked.path}", asked.body, format=asked.format, headers={"Idempotency-Key": "k"}
    )

    assert response.status_code < 300, response.content
    article = asked.article or Article.objects.get().pk
    assert article in IdempotencyRecord.objects.get().article_ids
