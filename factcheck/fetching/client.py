"""An article or a feed from its address: hop by hop, asked politely, unpacked up to a limit, told for what it is."""

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import redis
from django.conf import settings
from django.utils import timezone

from factcheck.exchanges import run_exchange
from factcheck.fetching import politeness, robots, sniffing
from factcheck.fetching.decompression import TooLarge, unpack
from factcheck.fetching.errors import Hitch, Refused
from factcheck.fetching.transport import Answer, Request, megabytes, send
from factcheck.fetching.urls import Address, read_address

#: What an article may be.
ARTICLE_KINDS = frozenset({sniffing.HTML, sniffing.TEXT, sniffing.PDF, sniffing.DOCX})
#: What a feed may be. Text, because some call theirs nothing better; its reader decides.
FEED_KINDS = frozenset({sniffing.XML, sniffing.JSON, sniffing.HTML, sniffing.TEXT, sniffing.GZIP})
_MOST_REDIRECTS = 8
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Longer ones are not kept, and so not sent.
_MOST_VALIDATOR_CHARACTERS = 200


@dataclass(frozen=True)
class Validators:
    """What a site said of the body it sent last, so that it need not be sent again."""

    url: str = ""  #: the address that answered; another's validators say nothing
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Fetched:
    """What is at an address. With ``is_unchanged`` the body is what was fetched last, and is not here again."""

    url: str  #: as it was asked for, in its safe spelling
    final_url: str  #: after all redirects
    status: int
    media_type: str  #: what the body is, whatever the site calls it: one of ``sniffing``'s
    declared_media_type: str
    charset: str | None  #: None: the page itself may say, or nobody does
    body: bytes = field(repr=False)
    validators: Validators
    fetched_at: datetime

    @property
    def is_unchanged(self) -> bool:
        return self.status == HTTPStatus.NOT_MODIFIED


def fetch(
    url: str,
    *,
    accept: Collection[str] = ARTICLE_KINDS,
    known: Validators | None = None,
    most_bytes: int | None = None,
    most_wait_seconds: float = 10.0,
    while_waiting: Callable[[], None] = lambda: None,
) -> Fetched:
    """What is at ``url`` now. Call it outside transactions: it may take FETCH_SECONDS and the wait for a turn.

    Args:
        accept: The kinds of content that the caller reads.
        known: What came with the body that the caller has; the answer may then be "unchanged".
        most_bytes: On the wire, and unpacked. FETCH_MAX_BYTES where it is None.
        most_wait_seconds: For the turn at each of the hosts on the way.
        while_waiting: Called about once a second; what it raises ends the waiting.

    Raises:
        Refused: it cannot be fetched; ``code`` and ``detail`` say why.
        Hitch: not now; ``retry_seconds`` says when at the earliest, where that is known.
    """
    journey = _Journey(
        known=known or Validators(),
        most_wait_seconds=most_wait_seconds,
        while_waiting=while_waiting,
    )
    asked = read_address(url, allowed=settings.FETCH_ALLOWED_HOSTS)
    try:
        address, answer = journey.follow(
            asked, before=journey.wait_for_turn, most_bytes=most_bytes or settings.FETCH_MAX_BYTES
        )
        _check_status(address, answer, is_known=journey.known.url == str(address))
    except redis.RedisError as error:
        raise Hitch("desk_busy") from error
    return _read(str(asked), address, answer, accept=accept)


@dataclass
class _Journey:
    """One fetch on its way: what it may take, and what it has used."""

    known: Validators
    most_wait_seconds: float
    while_waiting: Callable[[], None]
    seconds_used: float = 0.0

    def follow(
        self, address: Address, *, before: Callable[[Address], None], most_bytes: int
    ) -> tuple[Address, Answer]:
        """Where the redirects from ``address`` end, and what is said there, unpacked. ``before`` runs at each hop."""
        seen: set[str] = set()
        while len(seen) <= _MOST_REDIRECTS:
            if str(address) in seen:
                raise Refused("redirect_loop")
            seen.add(str(address))
            before(address)
            answer = self._ask(address, most_bytes=most_bytes)
            leads_to = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not leads_to:
                return address, _unpacked(answer, most_bytes=most_bytes)
            address = address.join(leads_to, allowed=settings.FETCH_ALLOWED_HOSTS)
        raise Refused("too_many_redirects", _MOST_REDIRECTS)

    def wait_for_turn(self, address: Address) -> None:
        rules = robots.rules_for(address, ask=self._ask_for_robots)
        if not rules.allow(address):
            raise Refused("robots_disallowed")
        pause = min(rules.crawl_delay, politeness.MOST_CRAWL_DELAY_SECONDS)
        wait = politeness.take_turn(
            address.place,
            pause_seconds=max(pause, settings.FETCH_HOST_INTERVAL_SECONDS),
            most_wait_seconds=max(self.most_wait_seconds, pause),
        )
        ends_at = time.monotonic() + wait
        while (left := ends_at - time.monotonic()) > 0:
            time.sleep(min(left, 1.0))
            self.while_waiting()

    def _ask(self, address: Address, *, most_bytes: int) -> Answer:
        headers = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
        if self.known.url == str(address):
            if self.known.etag:
                headers["If-None-Match"] = self.known.etag
            if self.known.last_modified:
                headers["If-Modified-Since"] = self.known.last_modified
        started_at = time.monotonic()
        answer = run_exchange(
            send(
                Request(address, headers=headers),
                seconds=max(settings.FETCH_SECONDS - self.seconds_used, 0.001),
                most_bytes=most_bytes,
            ),
            while_waiting=self.while_waiting,
        )
        self.seconds_used += time.monotonic() - started_at
        return answer

    def _ask_for_robots(self, address: Address) -> Answer:
        """Takes no turn: it is asked for once a day, and says how long a turn is."""
        _, answer = self.follow(address, before=lambda hop: None, most_bytes=robots.MOST_FETCHED_BYTES)
        return answer


def _unpacked(answer: Answer, *, most_bytes: int) -> Answer:
    try:
        body = unpack(answer.body, answer.headers.get("content-encoding", ""), most_bytes=most_bytes)
    except TooLarge:
        raise Refused("too_large", megabytes(most_bytes)) from None
    return replace(answer, body=body)


def _read(asked: str, address: Address, answer: Answer, *, accept: Collection[str]) -> Fetched:
    declared = sniffing.read_content_type(answer.headers.get("content-type", ""))
    kind, charset = declared.media_type, declared.charset
    if answer.status != HTTPStatus.NOT_MODIFIED:
        if not answer.body.strip():
            raise Refused("empty")
        kind = sniffing.sniff(answer.body, declared.media_type)
        charset = sniffing.charset_of(answer.body, declared.charset)
        if kind not in accept:
            raise Refused("kind_not_read", sniffing.NAMES[kind])
    return Fetched(
        url=asked,
        final_url=str(address),
        status=answer.status,
        media_type=kind,
        declared_media_type=declared.media_type,
        charset=charset,
        body=answer.body,
        validators=Validators(
            url=str(address),
            etag=_validator(answer.headers.get("etag", "")),
            last_modified=_validator(answer.headers.get("last-modified", "")),
        ),
        fetched_at=timezone.now(),
    )


def _check_status(address: Address, answer: Answer, *, is_known: bool) -> None:
    status = answer.status
    if status in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
        return
    if status == HTTPStatus.NOT_MODIFIED and is_known:
        return
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        seconds = _retry_after(answer.headers.get("retry-after", ""))
        if seconds is not None:
            seconds = politeness.leave_alone(address.place, seconds=seconds)
        raise Hitch("asked_to_wait", status, retry_seconds=seconds)
    if status >= 500:
        raise Hitch("server_error", status)
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise Refused("not_found", status)
    if status in (401, 402, 403, 407, 451):
        raise Refused("not_for_us", status)
    raise Refused("unexpected_status", status)


def _retry_after(header: str) -> float | None:
    """Seconds; None where nothing is said that can be read."""
    header = header.strip()[:40]
    if header.isascii() and header.isdecimal():
        return float(header)
    with suppress(ValueError, TypeError, OverflowError):
        at = parsedate_to_datetime(header)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return max((at - timezone.now()).total_seconds(), 0.0)
    return None


def _validator(header: str) -> str:
    is_plain = len(header) <= _MOST_VALIDATOR_CHARACTERS and header.isascii() and header.isprintable()
    return header if is_plain else ""
