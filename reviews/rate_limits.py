"""How often, counted in the cache."""

import redis
import structlog
from django.core.cache import cache

from factcheck.digests import keyed_sha256

log = structlog.get_logger(__name__)


def is_too_often(name: str, *, most: int, seconds: int) -> bool:
    """Count one more under ``name``; whether it is more than ``most`` in ``seconds``.

    False where the cache is away: it slows guessing down, it is not what keeps a secret.
    """
    key = f"rate:{keyed_sha256(name)}"
    try:
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
    except redis.RedisError as error:
        log.warning("rate_unknown", error=str(error))
        return False
