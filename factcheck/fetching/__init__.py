"""What is at an address that somebody wrote: fetched safely, politely, and up to a limit.

``fetch`` is for articles and feeds. Whoever has to send something to such an address (webhooks) uses
``transport.send``, which has the same protection and nothing else.
"""

from factcheck.fetching.client import ARTICLE_KINDS, FEED_KINDS, Fetched, Validators, fetch
from factcheck.fetching.errors import CODES, FetchFailed, Hitch, Refused

__all__ = [
    "ARTICLE_KINDS",
    "CODES",
    "FEED_KINDS",
    "FetchFailed",
    "Fetched",
    "Hitch",
    "Refused",
    "Validators",
    "fetch",
]
