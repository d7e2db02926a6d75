"""Not being a burden: one request to a host at a time with a pause after it, for all workers together.

The next moment at which a host may be asked stands in Redis. It is worth little: a Redis that forgets it costs
a host one request too soon.
"""

from functools import lru_cache

import redis
from django.conf import settings

from factcheck.fetching.errors import Hitch

#: What robots.txt may ask for ("Crawl-delay") and still get; longer ones would stop the desk.
MOST_CRAWL_DELAY_SECONDS = 30.0
#: What a site may ask for by Retry-After.
MOST_RETRY_SECONDS = 86_400.0
_PREFIX = "factcheck:fetch:next:"

#: KEYS[1] the host; ARGV: pause after this request in ms, longest acceptable wait in ms.
#: Returns the wait in ms, having taken the turn; or -wait where it is longer than acceptable.
_TAKE_TURN = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local turn = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
if turn - now > tonumber(ARGV[2]) then return now - turn end
local kept = turn - now + tonumber(ARGV[1])
if kept > 0 then redis.call('SET', KEYS[1], turn + ARGV[1], 'PX', kept) end
return turn - now
"""
#: KEYS[1] the host; ARGV[1]: leave it alone for so many ms from now. A later turn stands.
_LEAVE_ALONE = """
local time = redis.call('TIME')
local free = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
if tonumber(redis.call('GET', KEYS[1]) or '0') < free then redis.call('SET', KEYS[1], free, 'PX', ARGV[1]) end
"""


def take_turn(place: str, *, pause_seconds: float, most_wait_seconds: float) -> float:
    """Seconds to wait before ``place`` (host:port) may be asked. The turn is taken with that.

    Raises:
        Hitch: the turn would be later than ``most_wait_seconds``; none was taken.
    """
    milliseconds = int(
        _redis().eval(
            _TAKE_TURN, 1, _PREFIX + place, int(pause_seconds * 1000), int(most_wait_seconds * 1000)
        )
    )
    if milliseconds < 0:
        raise Hitch("host_busy", place.rpartition(":")[0], retry_seconds=-milliseconds / 1000)
    return milliseconds / 1000


def leave_alone(place: str, *, seconds: float) -> float:
    """Ask ``place`` nothing for ``seconds``, a day at most; how long that is."""
    seconds = min(max(seconds, 0.001), MOST_RETRY_SECONDS)
    _redis().eval(_LEAVE_ALONE, 1, _PREFIX + place, int(seconds * 1000) or 1)
    return seconds


@lru_cache(1)
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=2)
