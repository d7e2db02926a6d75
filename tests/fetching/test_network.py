"""What is connected to, when names lie."""

import asyncio
import ssl

import httpcore
import pytest

from factcheck.fetching.errors import Hitch, Refused
from factcheck.fetching.network import PublicNetwork
from factcheck.fetching.transport import Request, send
from factcheck.fetching.urls import read_address

PUBLIC, OTHER_PUBLIC = "93.184.216.34", "2606:4700::6810:84e5"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


class Recorder(httpcore.AsyncNetworkBackend):
    """Connects to nothing; says what it was asked for."""

    def __init__(self, *, dead: tuple[str, ...] = ()) -> None:
        self.dead = dead
        self.connected: list[tuple[str, int]] = []
        self.names: list[str | None] = []  #: for which TLS asked for a certificate
        self.written = b""

    async def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.connected.append((host, port))
        if host in self.dead:
            raise httpcore.ConnectError
        return RecordedStream(self)


class RecordedStream(httpcore.AsyncMockStream):
    def __init__(self, recorder: Recorder) -> None:
        super().__init__([PAGE])
        self.recorder = recorder

    async def write(self, buffer, timeout=None):
        self.recorder.written += buffer

    async def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        assert ssl_context.verify_mode == ssl.CERT_REQUIRED
        assert ssl_context.check_hostname
        self.recorder.names.append(server_hostname)
        return self


def answering(*answers: list[str]):
    """A resolver that gives the first answer to the first question, and so on; the last one goes on."""
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    resolve.asked = asked  # type: ignore[attr-defined]
    return resolve


def get(url: str, *, resolve, recorder: Recorder) -> None:
    network = PublicNetwork(bytes_left=10_000, resolve=resolve, backend=recorder)
    answer = asyncio.run(send(Request(read_address(url)), seconds=5, most_bytes=1000, network=network))
    assert answer.body == b"hi"


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["fe80::1%eth0"],
        ["64:ff9b::a9fe:a9fe"],
        [PUBLIC, "10.0.0.1"],
        ["10.0.0.1", PUBLIC],
        [PUBLIC, OTHER_PUBLIC, PUBLIC, PUBLIC, "192.168.0.1"],
    ],
)
def test_a_name_with_a_private_address_is_never_connected_to(addresses):
    recorder = Recorder()

    with pytest.raises(Refused) as refused:
        get("https://example.com/", resolve=answering(addresses), recorder=recorder)

    assert refused.value.code == "private_address"
    assert recorder.connected == []


def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to():
    """Rebinding: the second answer would be the attacker's."""
    recorder, resolve = Recorder(), answering([PUBLIC], ["127.0.0.1"])

    get("http://example.com/", resolve=resolve, recorder=recorder)

    assert resolve.asked == ["example.com"]
    assert recorder.connected == [(PUBLIC, 80)]


def test_the_next_request_looks_the_name_up_again():
    recorder, resolve = Recorder(), answering([PUBLIC], ["127.0.0.1"])
    get("http://example.com/", resolve=resolve, recorder=recorder)

    with pytest.raises(Refused):
        get("http://example.com/", resolve=resolve, recorder=recorder)

    assert recorder.connected == [(PUBLIC, 80)]


def test_the_certificate_and_the_host_header_are_the_names_not_the_address():
    recorder = Recorder()

    get("https://example.com/story", resolve=answering([OTHER_PUBLIC]), recorder=recorder)

    assert recorder.connected == [(OTHER_PUBLIC, 443)]
    assert recorder.names == ["example.com"]
    assert recorder.written.startswith(b"GET /story HTTP/1.1\r\nHost: example.com\r\n")


def test_the_next_address_is_tried_where_one_is_dead():
    recorder = Recorder(dead=(OTHER_PUBLIC,))

    get("http://example.com/", resolve=answering([OTHER_PUBLIC, PUBLIC]), recorder=recorder)

    assert [host for host, _ in recorder.connected] == [OTHER_PUBLIC, PUBLIC]


def test_a_site_with_hundreds_of_dead_addresses_costs_three_attempts():
    dead = tuple(f"93.184.216.{n}" for n in range(200))
    recorder = Recorder(dead=dead)

    with pytest.raises(Hitch) as hitch:
        get("http://example.com/", resolve=answering(list(dead)), recorder=recorder)

    assert hitch.value.code == "no_connection"
    assert len(recorder.connected) == 3


def test_ipv4_in_an_ipv6_spelling_is_connected_to_as_what_was_checked():
    recorder = Recorder()

    get("http://example.com/", resolve=answering([f"::ffff:{PUBLIC}"]), recorder=recorder)

    assert recorder.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize("found", [[], OSError("no such name"), UnicodeError("label too long")])
def test_a_name_that_nobody_has_is_said_to_be_unknown(found):
    async def resolve(host: str, port: int) -> list[str]:
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(Hitch) as hitch:
        get("http://example.com/", resolve=resolve, recorder=Recorder())

    assert (hitch.value.code, hitch.value.detail) == (
        "host_unknown",
        "No site of the name “example.com” can be found.",
    )


def test_a_lookup_that_hangs_ends_with_the_exchange():
    async def resolve(host: str, port: int) -> list[str]:
        await asyncio.sleep(60)
        return [PUBLIC]

    network = PublicNetwork(bytes_left=10_000, resolve=resolve, backend=Recorder())
    with pytest.raises(Hitch) as hitch:
        asyncio.run(
            send(Request(read_address("http://example.com/")), seconds=0.05, most_bytes=1000, network=network)
        )

    assert hitch.value.code == "too_slow"
