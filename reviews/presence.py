"""Who else is looking at a review now. Kept in Redis for as long as somebody looks; without Redis nobody is seen."""

import time
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import cast

import redis
import structlog
from django.conf import settings

from factcheck.models import User
from reviews.blindness import is_blind, might_rule
from reviews.models import Review

log = structlog.get_logger(__name__)

#: A page says every half minute that it is still looked at; two missed ones, and it is not.
SECONDS = 75
#: More heads than these tell nobody anything.
_MOST = 12


def note(user: User, review: Review) -> None:
    """Note that ``user`` looks at ``review`` now."""
    key, now = _key(review), time.time()
    try:
        with _redis().pipeline(transaction=False) as pipe:
            pipe.zadd(key, {str(user.pk): now})
            pipe.zremrangebyscore(key, "-inf", now - SECONDS)
            pipe.expire(key, SECONDS)
            pipe.execute()
    except redis.RedisError as error:
        log.warning("presence_unknown", error=str(error))


def others_seen_by(user: User, review: Review, *, at: datetime) -> list[User]:
    """Who else looks at ``review``, as far as ``user`` may know, by name.

    While the review is blind nobody who rules in this round, or might, is shown to anybody, editors included, and
    they are not counted either: "somebody looks" is already that a colleague has it.
    """
    try:
        found = _redis().zrangebyscore(_key(review), time.time() - SECONDS, "+inf")
    except redis.RedisError as error:
        log.warning("presence_unknown", error=str(error))
        return []
    ids = {int(pk) for pk in cast(list[bytes], found)} - {user.pk}
    people = User.objects.filter(pk__in=ids, is_active=True).order_by("username")
    blind = is_blind(review, at=at)
    seen = (person for person in people if not (blind and might_rule(person, review)))
    return list(islice(seen, _MOST))  # cut last: whoever is hidden would take a place that is missed


def initials(person: User) -> str:
    """Two letters for a small badge."""
    words = str(person).split()
    letters = words[0][:1] + words[-1][:1] if len(words) > 1 else str(person)[:2]
    return letters.upper()


def _key(review: Review) -> str:
    return f"factcheck:presence:{review.pk}"


@lru_cache(1)
def _redis() -> redis.Redis:
    """A page waits for this: whoever does not answer at once is away."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5)
