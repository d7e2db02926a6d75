"""POSTs that may be sent twice: the second gets the first one's answer."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from factcheck import advisory, history
from factcheck.digests import json_sha256, keyed_sha256
from factcheck.errors import KeyInUse, KeyReused, Redacted
from factcheck.models import IdempotencyRecord, User

#: Status and JSON body.
Answer = tuple[int, dict[str, Any]]


def answer_once(
    *,
    user: User,
    route: str,
    key: str,
    body: object,
    act: Callable[[], Answer],
    article_ids: Callable[[], Iterable[int]],
) -> tuple[Answer, bool]:
    """Run ``act`` and keep its answer, in one transaction; or the answer kept before, and True.

    An answer stored in a later transaction would double the act after a crash between the two; a committed
    "in flight" row would lock the key out for ever. So the key is held by an advisory lock that ends with
    the transaction. What ``act`` raises is not kept: a refused request may be mended and sent again.
    ``article_ids`` is asked after the act: whose words may stand in the answer.

    Raises:
        KeyInUse: the same key is being worked on right now.
        KeyReused: the key was used with another body.
        Redacted: the kept answer quoted an article that was taken down since.
    """
    body_sha256 = json_sha256(body)
    with transaction.atomic():
        if not advisory.try_lock(("idempotency", str(user.pk), route, key)):
            raise KeyInUse(
                "The first request with this Idempotency-Key has not ended. Ask again in a second."
            )
        kept = (
            IdempotencyRecord.objects.select_related("answer")
            .filter(user=user, route=route, key__in=[key, keyed_sha256(key)])
            .first()
        )
        if kept:
            if kept.answer.redacted_at:
                raise Redacted("The article of this answer was taken down.")
            if kept.body_sha256 != body_sha256:
                raise KeyReused("Use a new Idempotency-Key for a request with another body.")
            return (kept.status, kept.answer.content), True
        status, content = act()
        IdempotencyRecord.objects.create(
            user=user,
            route=route,
            key=key,
            body_sha256=body_sha256,
            status=status,
            answer=history.store_payload(content, article_ids=article_ids()),
        )
        return (status, content), False
