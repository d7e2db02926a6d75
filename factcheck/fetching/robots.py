"""What a site's robots.txt lets us read (RFC 9309), asked for once a day and host, and kept in the cache."""

import re
from collections.abc import Callable
from enum import StrEnum

from django.core.cache import cache
from protego import Protego

from factcheck.digests import sha256_hex
from factcheck.fetching.errors import Hitch, Refused
from factcheck.fetching.transport import Answer
from factcheck.fetching.urls import Address

#: The name that rules for us alone would have.
TOKEN = "Factcheck"  # noqa: S105 - a product token of robots.txt
#: Rules beyond are ignored (RFC 9309, 2.5 wants at least 500 KiB).
_MOST_CHARACTERS = 512 * 1024
#: One that is longer than this cannot be had at all.
MOST_FETCHED_BYTES = 4 * 1024 * 1024
#: Whoever is not addressed here, as one name for all.
_OTHERS = "others"
#: Every spelling of the field that Protego takes for it.
_ADDRESSED = re.compile(r"\s*user[-\s]*agent[\s:]+(?P<whom>.*)", re.IGNORECASE)
#: A product token, with which the name of a program begins (RFC 9309, 2.2.1).
_PRODUCT = re.compile(r"[A-Za-z_-]*")
#: RFC 9309, 2.4: not longer than a day.
_KEPT_SECONDS = 86_400
#: A robots.txt that cannot be had is asked for again soon, but not by every article.
_KEPT_SECONDS_UNREACHABLE = 300


class _Known(StrEnum):
    RULES = "rules"
    UNREACHABLE = "unreachable"


class Rules:
    """What of a robots.txt, as ``for_us`` leaves it, is said to us."""

    def __init__(self, text: str) -> None:
        self._read = Protego.parse(text)

    def allow(self, address: Address) -> bool:
        return self._read.can_fetch(str(address), TOKEN)

    @property
    def crawl_delay(self) -> float:
        """Seconds between two requests that the site asks for; 0 where it asks for none."""
        return max(self._read.crawl_delay(TOKEN) or 0.0, 0.0)


def for_us(text: str) -> str:
    """``text`` with one name for all whom it addresses and who are not us.

    Protego keeps a copy of each rule for everybody in front of it: thousands of names over thousands of rules, in
    half a megabyte, are gigabytes. With three names the rules cost what they are long.
    """
    kept: list[str] = []
    for line in text.splitlines():
        said = line.partition("#")[0]
        if addressed := _ADDRESSED.match(said):
            said = f"User-agent: {_whom(addressed['whom'].strip())}"
            if kept and kept[-1] == said:
                continue
        if said.strip():
            kept.append(said)
    return "\n".join(kept)


def _whom(name: str) -> str:
    if not name or name == "*":
        return name
    product = _PRODUCT.match(name)
    return TOKEN if product and product[0].casefold() == TOKEN.casefold() else _OTHERS


def rules_for(address: Address, *, ask: Callable[[Address], Answer]) -> Rules:
    """The rules of the site of ``address``. ``ask`` fetches its robots.txt, redirects and all.

    A site that says it has none (4xx) sets none; one that cannot say (5xx, no connection) is left alone.

    Raises:
        Hitch: it cannot be had now.
    """
    key = f"robots-for-us:{sha256_hex(address.origin)}"
    known: tuple[str, str] | None = cache.get(key)
    if known is None:
        known = _ask(address, ask)
        is_known = known[0] == _Known.RULES
        cache.set(key, known, _KEPT_SECONDS if is_known else _KEPT_SECONDS_UNREACHABLE)
    if known[0] == _Known.UNREACHABLE:
        raise Hitch("robots_unreachable", retry_seconds=_KEPT_SECONDS_UNREACHABLE)
    return Rules(known[1])


def _ask(address: Address, ask: Callable[[Address], Answer]) -> tuple[str, str]:
    """What it says, or that it cannot be had."""
    try:
        answer = ask(Address(address.scheme, address.host, address.port, "/robots.txt"))
    except Hitch as hitch:
        # A host that is not there is the page's own trouble, and is not told as one of its robots.txt.
        if hitch.code in ("host_unknown", "no_connection", "desk_busy"):
            raise
        return _Known.UNREACHABLE, ""
    except Refused as refused:
        # Too many redirects count as "there is none" (RFC 9309, 2.3.1.2), and so does one that leads elsewhere.
        if refused.code in ("private_address", "certificate"):
            raise
        cannot_be_read = refused.code in ("too_large", "encoding_not_read", "broken_packing")
        return (_Known.UNREACHABLE if cannot_be_read else _Known.RULES), ""
    if answer.status >= 500 or answer.status == 429:
        return _Known.UNREACHABLE, ""
    if not 200 <= answer.status < 300:
        return _Known.RULES, ""
    return _Known.RULES, for_us(answer.body.decode("utf-8-sig", "replace")[:_MOST_CHARACTERS])
