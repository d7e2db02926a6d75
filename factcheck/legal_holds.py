"""Legal holds: what a court or a lawyer wants kept is neither erased nor taken down until somebody lifts its hold."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from factcheck import history
from factcheck.errors import InvalidInput, Redacted
from factcheck.models import Article, User


@transaction.atomic
def place(article_id: int, *, actor: User, reason: str) -> Article:
    """Keep an article.

    Raises:
        Redacted: it was taken down; nothing is left to keep.
        InvalidInput: it is kept already.
    """
    article = _lock(article_id)
    if article.redacted_at:
        raise Redacted("The article was taken down. Nothing is left to keep.")
    return record(
        article, "article.legal_hold_placed", True, actor=actor, reason=reason, article_ids=[article.pk]
    )


@transaction.atomic
def lift(article_id: int, *, actor: User, reason: str) -> Article:
    """Let an article go again.

    Raises:
        InvalidInput: nothing keeps it.
    """
    return record(
        _lock(article_id),
        "article.legal_hold_lifted",
        False,
        actor=actor,
        reason=reason,
        article_ids=[article_id],
    )


def record(
    row: Any, kind: str, is_held: bool, *, actor: User, reason: str, article_ids: Iterable[int]
) -> Any:
    """Place or lift the hold of ``row``, a locked article or review, and write who did and why as an
    event of ``kind``; the row.

    ``article_ids``: whose words may stand in the reason.

    Raises:
        InvalidInput: it stands so already.
    """
    if row.legal_hold == is_held:
        raise InvalidInput("A legal hold is on it already." if is_held else "No legal hold is on it.")
    row.legal_hold = is_held
    row.save(update_fields=["legal_hold"])
    history.record(
        row,
        kind,
        actor=actor,
        details={"reason": reason, "changed": {"legal_hold": [not is_held, is_held]}},
        article_ids=article_ids,
    )
    return row


def _lock(article_id: int) -> Article:
    return Article.objects.select_for_update(no_key=True).get(pk=article_id)
