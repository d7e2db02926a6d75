"""Drafts of verdicts: kept for their writer, handed over by an editor, gone with the verdict."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from factcheck.characters import check_characters
from factcheck.digests import canonical_json
from factcheck.errors import FieldError, InvalidInput
from factcheck.models import Article, User
from factcheck.prepared import execute
from reviews import queue
from reviews.models import Assignment, Draft, Review, Verdict
from reviews.quoting import articles_quoted_on

_MOST_CHARACTERS = 400_000
#: What nobody came back to for so long is forgotten.
_KEPT_FOR = timedelta(days=30)


@transaction.atomic
def save(assignment_id: int, *, holder: User, content: dict[str, Any]) -> Draft:
    """Keep what ``holder`` has typed. The last writer wins; the version tells two tabs of it.

    Raises:
        LeaseNotHeld: the lease ended.
        InvalidInput: it is longer than any form, or holds characters that no text has.
    """
    body = canonical_json(content)
    if len(body) > _MOST_CHARACTERS:
        detail = f"A draft has at most {_MOST_CHARACTERS:,} characters."
        raise InvalidInput(detail, errors=[FieldError("content", "too_long", detail)])
    check_characters(body, field_name="content")
    _, review = queue.held_by(
        assignment_id, holder
    )  # its lock: a take-down waits for us and blanks what we wrote
    quoted = sorted(articles_quoted_on(review))
    draft = Draft.objects.filter(review=review, holder=holder).first()
    if draft is None:
        draft = Draft(review=review, holder=holder, begun_by=holder, version=0)
    draft.version += 1
    draft.body, draft.article_ids, draft.saved_at = body, quoted, timezone.now()
    draft.save()
    return draft


def of(assignment: Assignment) -> Draft | None:
    """What the holder of ``assignment`` has typed, or was handed over with it."""
    drafts = Draft.objects.select_related("begun_by")
    return drafts.filter(review=assignment.review_id, holder=assignment.reviewer_id).first()


def forget(review_id: int, holder: User) -> None:
    execute("DELETE FROM reviews_draft WHERE review_id = $1 AND holder_id = $2", [review_id, holder.pk])


def hand_on(review: Review, holder: User, to: User) -> bool:
    """Give ``holder``'s draft to whoever has the slot now; whether there was one to give. Under the review's lock.

    Without its confidential evidence, which a source gave to ``holder`` alone. Never to somebody who has a verdict of
    their own in this review, in whatever round, unless they began it: it would be two voices in one head.
    A draft that ``to`` has of their own stays, and the colleague's goes.
    """
    draft = Draft.objects.filter(review=review, holder=holder).first()
    if draft is None:
        return False
    has_one = Draft.objects.filter(review=review, holder=to).exists()
    has_ruled = draft.begun_by_id != to.pk and Verdict.objects.filter(review=review, reviewer=to).exists()
    if has_one or has_ruled:
        draft.delete()
        return False
    draft.holder, draft.body = to, canonical_json(_without_confidential(draft.content))
    draft.save(update_fields=["holder", "body"])
    return True


def is_begun_by(user: User, review: Review, holder: User) -> bool:
    """Whether what ``holder`` has of a draft on ``review`` was handed over to them from ``user``."""
    return Draft.objects.filter(review=review, holder=holder, begun_by=user).exists()


def _without_confidential(content: Any) -> Any:
    """At any depth: the shape of a draft is its writer's."""
    if isinstance(content, dict):
        return {
            name: _without_confidential(value)
            for name, value in content.items()
            if not _is_confidential(value)
        }
    if isinstance(content, list):
        return [_without_confidential(value) for value in content if not _is_confidential(value)]
    return content


def _is_confidential(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("confidential"))


def forget_old(*, at: datetime) -> int:
    """Drop drafts that nobody came back to; how many."""
    return Draft.objects.filter(saved_at__lt=at - _KEPT_FOR).delete()[0]


def forget_those_on(article: Article) -> None:
    """Part of a take-down, in its transaction."""
    Draft.objects.filter(article_ids__contains=[article.pk]).delete()
