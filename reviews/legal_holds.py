"""Legal holds of reviews: what is kept with one is kept of every article that it may quote."""

from django.db import transaction

from factcheck import legal_holds
from factcheck.models import User
from reviews import workflow
from reviews.models import Review
from reviews.quoting import articles_quoted_on


@transaction.atomic
def place(review_id: int, *, actor: User, reason: str) -> Review:
    """Keep a review, whatever its state.

    Raises:
        InvalidInput: it is kept already.
    """
    return _record(review_id, "review.legal_hold_placed", True, actor=actor, reason=reason)


@transaction.atomic
def lift(review_id: int, *, actor: User, reason: str) -> Review:
    """Let a review go again.

    Raises:
        InvalidInput: nothing keeps it.
    """
    return _record(review_id, "review.legal_hold_lifted", False, actor=actor, reason=reason)


def _record(review_id: int, kind: str, is_held: bool, *, actor: User, reason: str) -> Review:
    review = workflow.lock(review_id)
    return legal_holds.record(
        review, kind, is_held, actor=actor, reason=reason, article_ids=articles_quoted_on(review)
    )
