"""The whole fetch, against sites that do what no site should."""

import gzip
import socket
import ssl
import time
import zlib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from factcheck.exchanges import run_exchange
from factcheck.fetching import FEED_KINDS, FetchFailed, Hitch, Refused, Validators, fetch, transport
from factcheck.fetching.network import PublicNetwork
from factcheck.fetching.urls import Address, read_address
from tests.hostile_server import drips, floods, http, is_silent, repeats, sends

HTML = "Content-Type: text/html; charset=utf-8"
STORY = b"<!doctype html><html><body><p>81 missiles were launched.</p></body></html>"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def page(body: bytes = STORY, *headers: str):
    return sends(http("200 OK", body, *(headers or (HTML,))))


def redirects(to: str, status: str = "302 Found"):
    return sends(http(status, b"", f"Location: {to}"))


def packed(body: bytes, encoding: str):
    return sends(http("200 OK", body, HTML, f"Content-Encoding: {encoding}"))


def refusal(url: str, **arguments) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        fetch(url, **arguments)
    return failed.value


def test_a_page_comes_with_all_that_is_known_of_it(site):
    with site(page(STORY, HTML, 'ETag: "v1"', "Last-Modified: Sun, 22 Nov 2026 10:00:00 GMT")) as server:
        fetched = fetch(f"http://{server.place}/story#top")

    assert fetched.body == STORY
    assert (fetched.url, fetched.final_url) == (f"http://{server.place}/story",) * 2
    assert (fetched.status, fetched.media_type, fetched.charset) == (200, "text/html", "utf-8")
    assert fetched.validators == Validators(
        f"http://{server.place}/story", '"v1"', "Sun, 22 Nov 2026 10:00:00 GMT"
    )


def test_we_say_who_we_are_and_bring_nothing_else_along(site, settings, monkeypatch, tmp_path):
    settings.FETCH_CONTACT = "https://desk.example.com/contact"
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody listens there
    with site(
        {"/a": sends(http("302 Found", b"", "Location: /b", "Set-Cookie: id=7")), "/b": page()}
    ) as server:
        fetch(f"http://{server.place}/a")

    sent = [request.decode().lower() for request in server.requests]
    assert server.paths == ["/robots.txt", "/a", "/b"]
    for request in sent:
        assert (
            "user-agent: factcheck (claim desk of a newsroom; +https://desk.example.com/contact)" in request
        )
        assert f"host: {server.place}" in request
        assert not {"cookie", "authorization", "referer", "proxy-connection"} & {
            line.partition(":")[0] for line in request.split("\r\n")
        }


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        pytest.param(sends(b""), "broken_answer", id="says nothing"),
        pytest.param(sends(b"SSH-2.0-OpenSSH_9.6\r\n"), "broken_answer", id="is no web server"),
        pytest.param(
            sends(b"\x16\x03\x01\x00\xa5"), "broken_answer", id="speaks TLS where none was asked for"
        ),
        pytest.param(
            sends(OK + b"Content-Length: 5000\r\n\r\n<p>81 mis"), "broken_answer", id="closes midway"
        ),
        pytest.param(
            sends(OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\n<p>81 mis"),
            "broken_answer",
            id="closes in a chunk",
        ),
        pytest.param(
            sends(OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFFFFFF\r\nx"),
            "broken_answer",
            id="a chunk of a size that cannot be",
        ),
        pytest.param(
            sends(OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello"),
            "broken_answer",
            id="two lengths",
        ),
        pytest.param(sends(OK + b"Content-Length: -1\r\n\r\nhello"), "broken_answer", id="a negative length"),
        pytest.param(
            sends(OK + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\n"),
            "broken_answer",
            id="ten thousand headers",
        ),
        pytest.param(
            sends(OK + b"".join(b"X-%d: y\r\n" % n for n in range(300)) + b"Content-Length: 0\r\n\r\n"),
            "broken_answer",
            id="three hundred headers",
        ),
        pytest.param(sends(OK + b"X: " + b"y" * 500_000), "broken_answer", id="one huge header"),
        pytest.param(repeats(OK, b"X-More: y\r\n" * 100), "broken_answer", id="headers without an end"),
        pytest.param(
            repeats(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
            "too_large",
            id="go on, go on, without an end",
        ),
        pytest.param(floods, "too_large", id="a body without an end"),
        pytest.param(
            sends(OK + b"Content-Length: 99999999999\r\n\r\n<p>"), "too_large", id="says it is huge"
        ),
        pytest.param(
            packed(gzip.compress(b"<p>" + b"0" * 30_000_000), "gzip"), "too_large", id="a gzip bomb"
        ),
        pytest.param(
            packed(zlib.compress(b"<p>" + b"0" * 30_000_000), "deflate"), "too_large", id="a deflate bomb"
        ),
        pytest.param(
            packed(gzip.compress(gzip.compress(STORY)), "gzip, gzip"), "encoding_not_read", id="twice"
        ),
        pytest.param(packed(STORY, "br"), "encoding_not_read", id="packed as nobody asked for"),
        pytest.param(packed(STORY, "gzip"), "broken_packing", id="says it is packed and is not"),
        pytest.param(packed(gzip.compress(STORY)[:-9], "gzip"), "broken_packing", id="packed and cut"),
        pytest.param(
            packed(gzip.compress(b"") * 5000, "gzip"), "broken_packing", id="thousands of gzip members"
        ),
        pytest.param(page(b""), "empty", id="empty"),
        pytest.param(page(b" \r\n\t "), "empty", id="blank"),
        pytest.param(
            page(b"\x89PNG\r\n\x1a\n" + b"\x00" * 99), "kind_not_read", id="a picture called a page"
        ),
        pytest.param(
            page(b"PK\x03\x04" + b"\x00" * 99, HTML), "kind_not_read", id="an archive called a page"
        ),
        pytest.param(page(b"\x7fELF\x02\x01" + b"\x00" * 99, HTML), "kind_not_read", id="a program"),
        pytest.param(page(b"<rss version='2.0'/>", HTML), "kind_not_read", id="a feed called a page"),
        pytest.param(page(b"text\x00\x01\x02", "Content-Type: text/plain"), "kind_not_read", id="not text"),
        pytest.param(sends(http("204 No Content", b"")), "unexpected_status", id="204"),
        pytest.param(sends(http("206 Partial Content", STORY, HTML)), "unexpected_status", id="a part"),
        pytest.param(
            sends(http("304 Not Modified", b"")), "unexpected_status", id="304 that nobody asked for"
        ),
        pytest.param(sends(http("401 No", b"")), "not_for_us", id="401"),
        pytest.param(sends(http("403 No", b"")), "not_for_us", id="403"),
        pytest.param(sends(http("451 No", b"")), "not_for_us", id="451"),
        pytest.param(sends(http("404 No", b"")), "not_found", id="404"),
        pytest.param(sends(http("410 Gone", b"")), "not_found", id="410"),
        pytest.param(sends(http("500 Oh", b"")), "server_error", id="500"),
        pytest.param(sends(http("503 Busy", b"")), "asked_to_wait", id="503"),
        pytest.param(sends(http("302 Found", b"")), "unexpected_status", id="a redirect to nowhere"),
        pytest.param(redirects("http://169.254.169.254/latest/"), "private_address", id="on to the metadata"),
        pytest.param(redirects("http://[::ffff:10.0.0.1]/"), "private_address", id="on to a private network"),
        pytest.param(redirects("http://localhost/"), "host_not_public", id="on to localhost"),
        pytest.param(redirects("http://127.0.0.1:6379/"), "port_not_allowed", id="on to a database"),
        pytest.param(redirects("http://2130706433/"), "host_disguised", id="on to a number"),
        pytest.param(redirects("file:///etc/passwd"), "scheme_not_allowed", id="on to a file"),
        pytest.param(redirects("gopher://127.0.0.1/"), "scheme_not_allowed", id="on to gopher"),
        pytest.param(redirects("http://user@example.com/"), "password_in_address", id="on with a user name"),
        pytest.param(redirects("/same"), "redirect_loop", id="on to itself"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(site, behaviour, code):
    with site(behaviour) as server:
        failure = refusal(f"http://{server.place}/same")

    assert failure.code == code
    assert failure.detail.endswith(".")


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(is_silent, id="is silent"),
        pytest.param(drips(OK + b"\r\n" + b"x" * 1000), id="drips"),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\n" + b"X-Header: y\r\n" * 1000), id="drips headers"),
    ],
)
def test_a_slow_site_is_given_up_after_the_time_for_all_of_it(site, settings, behaviour):
    settings.FETCH_SECONDS = 1
    with site(behaviour) as server:
        assert refusal(f"http://{server.place}/").code == "too_slow"


def test_a_body_whose_wrapping_is_endless_is_too_large(site, settings):
    """Each byte of it comes with ten thousand of a chunk's extension."""
    chunk = b"1;" + b"x" * 10_000 + b"\r\n.\r\n"
    settings.FETCH_SECONDS = 10
    with site(repeats(OK + b"Transfer-Encoding: chunked\r\n\r\n", chunk)) as server:
        failure = refusal(f"http://{server.place}/", most_bytes=1_000_000)

    assert failure.code == "too_large"


def test_redirects_share_the_time_of_one_fetch(site, settings):
    settings.FETCH_SECONDS = 1

    def slow(connection: socket.socket) -> None:
        time.sleep(0.4)
        connection.sendall(http("302 Found", b"", "Location: /next"))

    def slower(connection: socket.socket) -> None:
        time.sleep(0.9)
        connection.sendall(http("200 OK", STORY, HTML))

    with site({"/": slow, "/next": slower}) as server:
        assert refusal(f"http://{server.place}/").code == "too_slow"


def test_the_caller_is_told_that_we_still_wait(site, settings):
    settings.FETCH_SECONDS = 3
    told: list[int] = []
    with site(is_silent) as server:
        refusal(f"http://{server.place}/", while_waiting=lambda: told.append(1))

    assert told


def test_what_the_caller_raises_while_we_wait_ends_it(site, settings):
    settings.FETCH_SECONDS = 3

    def lost() -> None:
        raise InterruptedError

    with site(is_silent) as server, pytest.raises(InterruptedError):
        fetch(f"http://{server.place}/", while_waiting=lost)


def test_redirects_are_followed_up_to_a_number(site):
    ways = {f"/{n}": redirects(f"/{n + 1}", "301 Moved") for n in range(8)} | {"/8": page()}
    with site(ways) as server:
        fetched = fetch(f"http://{server.place}/0")
        ways["/8"] = redirects("/9")
        ways["/9"] = page()

        failure = refusal(f"http://{server.place}/0")

    assert fetched.final_url == f"http://{server.place}/8"
    assert fetched.url == f"http://{server.place}/0"
    assert failure.code == "too_many_redirects"


def test_a_circle_is_found_before_the_number_is_used_up(site):
    with site({"/a": redirects("/b"), "/b": redirects("/a")}) as server:
        assert refusal(f"http://{server.place}/a").code == "redirect_loop"

    assert server.paths.count("/a") == 1


def test_a_redirect_to_a_host_that_is_not_allowed_does_not_reach_it(site, settings):
    with site(page()) as private, site(redirects(f"http://{private.place}/")) as server:
        settings.FETCH_ALLOWED_HOSTS = frozenset({server.place})

        failure = refusal(f"http://{server.place}/")

    assert failure.code == "port_not_allowed"
    assert private.requests == []


def test_no_host_is_allowed_unless_a_setting_says_so(settings):
    assert frozenset() == settings.FETCH_ALLOWED_HOSTS


def test_a_page_may_be_packed(site):
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    for body, encoding in [
        (gzip.compress(STORY), "gzip"),
        (gzip.compress(STORY[:20]) + gzip.compress(STORY[20:]), "x-gzip"),
        (gzip.compress(STORY) + b"\x00" * 8, "GZIP"),
        (zlib.compress(STORY), "deflate"),
        (bare.compress(STORY) + bare.flush(), "deflate"),
        (STORY, "identity"),
    ]:
        with site(packed(body, encoding)) as server:
            assert fetch(f"http://{server.place}/").body == STORY


def test_a_page_of_the_very_limit_is_read_and_a_byte_more_is_not(site):
    with site({"/a": page(b"x" * 20_000), "/b": page(b"x" * 20_001)}) as server:
        assert len(fetch(f"http://{server.place}/a", most_bytes=20_000).body) == 20_000
        failure = refusal(f"http://{server.place}/b", most_bytes=20_000)

    assert (failure.code, failure.detail) == ("too_large", "What is there is larger than 0.02 MB.")


def test_what_was_not_changed_is_not_sent_again(site):
    with site({"/feed": page(STORY, HTML, 'ETag: "v1"', "Last-Modified: yesterday")}) as server:
        first = fetch(f"http://{server.place}/feed")
        server.choose = lambda _, path: sends(http("304 Not Modified", b"", 'ETag: "v1"'))
        again = fetch(f"http://{server.place}/feed", known=first.validators)

    assert (again.is_unchanged, again.body) == (True, b"")
    asked = server.requests[-1].decode().lower()
    assert 'if-none-match: "v1"' in asked
    assert "if-modified-since: yesterday" in asked


def test_what_another_address_said_of_its_page_is_not_asked_for(site):
    with site(page()) as server:
        fetch(f"http://{server.place}/a", known=Validators(f"http://{server.place}/b", '"v1"', ""))

    assert b"if-none-match" not in server.requests[-1].lower()


@pytest.mark.parametrize("etag", ['"v1\u00e4"', '"' + "x" * 300 + '"'])
def test_a_mark_that_cannot_be_sent_back_is_not_kept(site, etag):
    answer = (
        f"HTTP/1.1 200 OK\r\nContent-Length: {len(STORY)}\r\nETag: {etag}\r\n\r\n".encode("latin-1") + STORY
    )
    with site(sends(answer)) as server:
        assert fetch(f"http://{server.place}/").validators.etag == ""


def test_a_caller_says_what_it_reads(site):
    with site(page(b"<?xml version='1.0'?><rss version='2.0'></rss>", "Content-Type: text/html")) as server:
        assert fetch(f"http://{server.place}/", accept=FEED_KINDS).media_type == "application/xml"
        assert refusal(f"http://{server.place}/").detail == (
            "There is a feed or other XML at this address, not an article."
        )


def test_a_site_that_is_not_there_cannot_be_reached(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        place = f"127.0.0.1:{listener.getsockname()[1]}"
    settings.FETCH_ALLOWED_HOSTS = frozenset({place})

    failure = refusal(f"http://{place}/")

    assert isinstance(failure, Hitch)
    assert (failure.code, failure.detail) == ("no_connection", "The site “127.0.0.1” cannot be reached.")


def test_what_never_heals_and_what_may_are_two_kinds(site):
    with site({"/gone": sends(http("410 Gone", b"")), "/down": sends(http("502 Bad", b""))}) as server:
        assert isinstance(refusal(f"http://{server.place}/gone"), Refused)
        assert isinstance(refusal(f"http://{server.place}/down"), Hitch)


@pytest.fixture
def trusted(monkeypatch):
    """The self-signed server's certificate, vouched for: a site as any other."""
    context = ssl.create_default_context(cafile=str(Path(__file__).with_name("self_signed.pem")))
    monkeypatch.setattr(transport, "_trusted", lambda: context)


def test_a_page_is_fetched_over_tls(settings, trusted, self_signed_server):
    settings.FETCH_ALLOWED_HOSTS = frozenset({urlsplit(self_signed_server).netloc})

    assert fetch(self_signed_server).body == b"trust me"


def test_a_certificate_of_another_host_is_refused(settings, trusted, self_signed_server):
    elsewhere = self_signed_server.replace("127.0.0.1", "localhost")
    settings.FETCH_ALLOWED_HOSTS = frozenset({urlsplit(elsewhere).netloc})

    assert refusal(elsewhere).code == "certificate"


def test_a_limit_on_bytes_holds_over_tls(settings, trusted, self_signed_server):
    address = read_address(
        self_signed_server, allowed=frozenset({place := urlsplit(self_signed_server).netloc})
    )
    network = PublicNetwork(bytes_left=20, allowed=frozenset({place}))

    with pytest.raises(Refused) as refused:
        run_exchange(transport.send(transport.Request(address), seconds=5, most_bytes=1000, network=network))

    assert refused.value.code == "too_large"


def test_something_can_be_sent_with_the_same_protection(site):
    with site({"/hook": page(b"thanks")}) as server:
        address = read_address(f"http://{server.place}/hook", allowed=frozenset({server.place}))
        request = transport.Request(
            address, method="POST", headers={"Content-Type": "application/json"}, content=b'{"a": 1}'
        )
        answer = run_exchange(transport.send(request, seconds=5, most_bytes=1000))

    assert (answer.status, answer.body) == (200, b"thanks")
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hook HTTP/1.1")
    assert b"content-length: 8" in head.lower()
    assert body == b'{"a": 1}'


@pytest.mark.parametrize("private", ["http://10.0.0.1/hook", "http://169.254.169.254/"])
def test_nothing_is_sent_into_a_private_network(private):
    address = Address("http", urlsplit(private).netloc, 80, "/")  # as if its spelling had passed

    with pytest.raises(Refused) as refused:
        run_exchange(
            transport.send(transport.Request(address, method="POST", content=b"x"), seconds=5, most_bytes=10)
        )

    assert refused.value.code == "private_address"


def test_a_certificate_that_nobody_vouches_for_is_refused(settings, self_signed_server):
    settings.FETCH_ALLOWED_HOSTS = frozenset({urlsplit(self_signed_server).netloc})

    failure = refusal(self_signed_server)

    assert (type(failure), failure.code) == (Refused, "certificate")
