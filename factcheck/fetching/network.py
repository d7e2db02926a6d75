"""Connecting to public addresses only, and reading no more than agreed: what httpcore's connections are made of."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpcore

from factcheck.fetching.addresses import IPAddress, is_public, parse_address
from factcheck.fetching.errors import Hitch, Refused

#: The addresses that a name has, asked when a connection is made.
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

#: Of a site with many addresses. The first that answers is taken; a dead site must not cost a minute each.
_MOST_TRIED = 3
_SECONDS_EACH = 10.0
#: Threads of their own: a loop that ends waits for its own, and a lookup may hang for as long as the name's
#: owner likes.
_LOOKUPS = ThreadPoolExecutor(8, thread_name_prefix="lookup")


async def resolve(host: str, port: int) -> Sequence[str]:
    """All addresses of ``host``, in the order in which the system would try them."""
    found = await asyncio.get_running_loop().run_in_executor(
        _LOOKUPS, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    )
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@dataclass
class PublicNetwork(httpcore.AsyncNetworkBackend):
    """Looks a name up once, checks every address it has, and connects to one of those: never to the name.

    A name that answers otherwise the next time ("rebinding") therefore gains nothing. TLS goes on asking for
    the name, so that the certificate is the site's. One address that is not public refuses the name: a site
    has no reason to mix them.
    """

    bytes_left: int  #: that may still come; whoever has read the headers adds what the body may have
    allowed: frozenset[str] = frozenset()  #: host:port pairs that may be anything
    resolve: Resolve = resolve
    backend: httpcore.AsyncNetworkBackend = field(default_factory=httpcore.AnyIOBackend)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # the whole exchange has a limit of its own
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        failure: Exception | None = None
        for address in (await self._checked(host, port))[:_MOST_TRIED]:
            try:
                stream = await self.backend.connect_tcp(
                    str(address), port, timeout=_SECONDS_EACH, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as error:
                failure = error
                continue
            return _Metered(stream, self)
        raise Hitch("no_connection", host) from failure

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise NotImplementedError("Web pages are not on this machine.")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def count(self, received: bytes) -> bytes:
        """``received``, as long as no more came than may."""
        self.bytes_left -= len(received)
        if self.bytes_left < 0:
            raise TooMuch
        return received

    async def _checked(self, host: str, port: int) -> list[IPAddress]:
        try:
            addresses = [parse_address(found) for found in await self.resolve(host, port)]
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise Hitch("host_unknown", host)
        written = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        if written not in self.allowed and not all(is_public(address) for address in addresses):
            raise Refused("private_address", host)
        return addresses


class TooMuch(Exception):
    """More came over the wire than was agreed."""


@dataclass
class _Metered(httpcore.AsyncNetworkStream):
    """Counts what comes, headers and all: an answer may be endless before its body begins."""

    stream: httpcore.AsyncNetworkStream
    network: PublicNetwork

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.network.count(await self.stream.read(max_bytes, timeout))

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self.stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self.stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _Metered(await self.stream.start_tls(ssl_context, server_hostname, timeout), self.network)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
