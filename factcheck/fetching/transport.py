"""One request to a public machine, and its answer: safe for whatever address somebody wrote.

No redirects are followed here, nothing is unpacked, no cookie is kept, and neither proxies nor passwords are
taken from the environment: httpcore knows none of them. What fetches articles is ``factcheck.fetching.client``;
whatever else talks to addresses that people enter (webhooks, archives) sends through this.
"""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import httpcore
from django.conf import settings

from factcheck.fetching.errors import Hitch, Refused
from factcheck.fetching.network import PublicNetwork, TooMuch
from factcheck.fetching.urls import Address

#: A page sends some dozen.
_MOST_HEADERS = 200
#: Headers and chunk sizes. A server may send interim answers without an end.
_AROUND_THE_BODY = 256 * 1024


@dataclass(frozen=True)
class Request:
    address: Address
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True)
class Answer:
    """As it came over the wire: the body may be packed."""

    status: int
    headers: Mapping[str, str]  #: names in lower case; of a repeated one the first
    body: bytes


def user_agent() -> str:
    """Who asks, and where a site's people reach the newsroom."""
    contact = f"; +{settings.FETCH_CONTACT}" if settings.FETCH_CONTACT else ""
    return f"Factcheck (claim desk of a newsroom{contact})"


def public_network() -> PublicNetwork:
    return PublicNetwork(bytes_left=_AROUND_THE_BODY, allowed=settings.FETCH_ALLOWED_HOSTS)


async def send(
    request: Request, *, seconds: float, most_bytes: int, network: PublicNetwork | None = None
) -> Answer:
    """The answer to one request. Bodies of other answers than 2xx are not read.

    ``seconds`` is for all of it, from looking the name up to the last byte, however slowly it comes;
    ``most_bytes`` for the body on the wire.

    Raises:
        Refused: a private address, an untrusted certificate, a larger body or endless headers.
        Hitch: not found, not reached, too slow, or not HTTP.
    """
    network = network or public_network()
    try:
        async with (
            asyncio.timeout(seconds),
            httpcore.AsyncConnectionPool(
                ssl_context=_trusted(), network_backend=network, max_keepalive_connections=0
            ) as pool,
            pool.stream(
                request.method, _wire_url(request.address), headers=_headers(request), content=request.content
            ) as response,
        ):
            headers = _read_headers(response)
            network.bytes_left += most_bytes
            body = await _read_body(response, headers, most_bytes=most_bytes)
            return Answer(response.status, headers, body)
    except TooMuch:
        raise Refused("too_large", megabytes(most_bytes)) from None
    except TimeoutError:
        raise Hitch("too_slow", f"{seconds:.0f}") from None
    except httpcore.ConnectError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise Refused("certificate") from None
        raise Hitch("no_connection", request.address.host) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError):
        raise Hitch("broken_answer") from None


def megabytes(number: int) -> str:
    return f"{number / 1_000_000:g}"


@lru_cache(1)
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


def _wire_url(address: Address) -> httpcore.URL:
    """In parts: a second parser might read the whole otherwise than ours did."""
    return httpcore.URL(
        scheme=address.scheme.encode(),
        host=address.host.encode(),
        port=address.port,
        target=address.target.encode(),
    )


def _headers(request: Request) -> list[tuple[bytes, bytes]]:
    sent = {
        "Host": request.address.authority,
        "User-Agent": user_agent(),
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **({"Content-Length": str(len(request.content))} if request.content else {}),
        **request.headers,
    }
    return [(name.encode(), value.encode()) for name, value in sent.items()]


def _read_headers(response: httpcore.Response) -> dict[str, str]:
    if len(response.headers) > _MOST_HEADERS:
        raise Hitch("broken_answer")
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return headers


async def _read_body(response: httpcore.Response, headers: Mapping[str, str], *, most_bytes: int) -> bytes:
    if not 200 <= response.status < 300:
        return b""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > most_bytes:
        raise TooMuch
    body = bytearray()
    async for chunk in response.aiter_stream():
        body += chunk
        if len(body) > most_bytes:
            raise TooMuch
    return bytes(body)
