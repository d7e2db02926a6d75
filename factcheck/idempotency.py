"""POSTs that may be sent twice: the second gets the first one's answer."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from factcheck import advisory
from factcheck.digests import canonical_json, json_sha256, keyed_sha256
from factcheck.errors import KeyInUse, KeyReused, Redacted
from factcheck.inserting import insert_few
from factcheck.models import IdempotencyRecord, User
from factcheck.prepared import Param, prepared

#: Status and JSON body.
Answer = tuple[int, dict[str, Any]]
#: So long a request may be sent again: over a weekend's worth of a CMS that tries and tries.
KEPT_FOR = timedelta(hours=72)
#: Dropped in one statement, so that none holds many rows for long.
_DROPPED_AT_ONCE = 5_000


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
        for kept in _kept(user=user.pk, route=route, key=key, key_after_takedown=keyed_sha256(key)):
            if kept.answer is None:
                raise Redacted("The article of this answer was taken down.")
            if kept.body_sha256 != body_sha256:
                raise KeyReused("Use a new Idempotency-Key for a request with another body.")
            return (kept.status, kept.content), True
        status, content = act()
        record = IdempotencyRecord(
            user=user,
            route=route,
            key=key,
            body_sha256=body_sha256,
            status=status,
            answer=canonical_json(content),
            article_ids=sorted(set(article_ids())),
        )
        insert_few([record])
        return (status, content), False


@prepared
def _kept(user: Param, route: Param, key: Param, key_after_takedown: Param) -> QuerySet[IdempotencyRecord]:
    return IdempotencyRecord.objects.filter(user=user, route=route, key__in=[key, key_after_takedown])


def drop_old(*, at: datetime) -> int:
    """Forget the answers that nobody asks for any more; how many went. Safe to repeat."""
    old = IdempotencyRecord.objects.filter(created_at__lt=at - KEPT_FOR).order_by("created_at")
    dropped = 0
    while pks := list(old.values_list("pk", flat=True)[:_DROPPED_AT_ONCE]):
        dropped += IdempotencyRecord.objects.filter(pk__in=pks).delete()[0]
    return dropped


def blank(*, article_ids: Iterable[int]) -> None:
    """Part of a take-down, in its transaction: the answers that may quote one of the articles go.

    A digest of a request's body would tell whoever guesses the words that they are right; a key may be any text.
    """
    quoting = IdempotencyRecord.objects.filter(article_ids__overlap=list(article_ids), answer__isnull=False)
    for record in quoting.order_by("pk"):
        record.answer, record.body_sha256, record.key = None, "", keyed_sha256(record.key)
        record.save(update_fields=["answer", "body_sha256", "key"])
