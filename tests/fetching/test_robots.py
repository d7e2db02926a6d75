"""What sites ask of programs."""

import gzip

import pytest
import redis
import time_machine

from factcheck.fetching import Hitch, Refused, fetch, politeness
from factcheck.fetching import robots as robots_txt
from tests.hostile_server import http, sends

from .test_fetch import page, redirects, refusal

TEXT = "Content-Type: text/plain"


def robots(text: str):
    return sends(http("200 OK", text.encode(), TEXT))


@pytest.mark.parametrize(
    ("rules", "path", "may"),
    [
        ("", "/story", True),
        ("User-agent: *\nDisallow:", "/story", True),
        ("User-agent: *\nDisallow: /", "/story", False),
        ("User-agent: *\nDisallow: /private", "/story", True),
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /story", "/story", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: Factcheck\nDisallow: /\n\nUser-agent: *\nDisallow:", "/story", False),
        ("User-agent: factcheck\nAllow: /\n\nUser-agent: *\nDisallow: /", "/story", True),
        ("User-agent: Googlebot\nDisallow: /", "/story", True),
        ("User-agent: Googlebot\nUser-agent: *\nUser-agent: Bingbot\nDisallow: /", "/story", False),
        ("User-agent: *\nAllow: /\n\nUser-agent: Googlebot\nDisallow: /", "/story", True),
        ("User-agent: Googlebot\nDisallow: /\nUser-agent: Bingbot\nDisallow: /a", "/story", True),
        ("user agent FACTCHECK/2.0 # us\nDisallow: /", "/story", False),
        ("Useragent:Factcheck-bot\nDisallow: /", "/story", True),  # somebody else
        ("User-agent: f\nDisallow: /", "/story", True),
        ("User-agent: *\nDisallow: /a\nUser-agent:\nDisallow: /story", "/story", True),
        ("<html>no such page, but 200</html>", "/story", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/story", False),
        ("User-agent: *\nDisallow: /" + "*a" * 40 + "b", "/" + "a" * 100, True),
        ("#" * 600_000 + "\nUser-agent: *\nDisallow: /", "/story", True),  # beyond what is read
    ],
)
def test_a_page_is_fetched_where_robots_txt_lets_us(site, rules, path, may):
    with site({"/robots.txt": robots(rules), "*": page()}) as server:
        if may:
            fetch(f"http://{server.place}{path}")
        else:
            assert refusal(f"http://{server.place}{path}").code == "robots_disallowed"

    assert server.paths == ["/robots.txt", path] if may else ["/robots.txt"]


@pytest.mark.parametrize("status", ["400 Bad", "401 No", "403 No", "404 Not Found", "410 Gone"])
def test_a_site_that_has_none_sets_no_rules(site, status):
    with site({"/robots.txt": sends(http(status, b"User-agent: *\nDisallow: /")), "*": page()}) as server:
        assert fetch(f"http://{server.place}/").status == 200


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(sends(http("500 Oh", b"")), id="500"),
        pytest.param(sends(http("503 Busy", b"")), id="503"),
        pytest.param(sends(http("429 Slow", b"")), id="429"),
        pytest.param(sends(b"garbage\r\n\r\n"), id="no HTTP"),
        pytest.param(sends(http("200 OK", b"x" * 5_000_000)), id="huge"),
        pytest.param(
            sends(http("200 OK", gzip.compress(b"x" * 50_000_000), "Content-Encoding: gzip")), id="a bomb"
        ),
    ],
)
def test_a_site_that_cannot_say_its_rules_is_left_alone_for_now(site, behaviour):
    with site({"/robots.txt": behaviour, "*": page()}) as server:
        failures = [refusal(f"http://{server.place}/{n}") for n in range(2)]

    assert {failure.code for failure in failures} == {"robots_unreachable"}
    assert all(isinstance(failure, Hitch) and failure.retry_seconds for failure in failures)
    assert server.paths == ["/robots.txt"]  # it is not asked again at once, and the page never


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("User-agent: a{}\n" * 17_000 + "Disallow:/\n" * 22_000, 22_001, id="in one group"),
        pytest.param("User-agent: a{}\nUser-agent:*\n" * 9_000 + "Allow:/\n" * 9_000, 27_000, id="by turns"),
        pytest.param("User-agent: a{}\nDisallow: /{}\n" * 9_000, 18_000, id="each its own group"),
        pytest.param("#\n\n" * 170_000, 0, id="nothing"),
        pytest.param("User-agent: *\nDisallow: /" + "*a" * 250_000, 2, id="one line"),
    ],
)
def test_rules_for_thousands_of_others_are_kept_once(text, lines):
    """Protego keeps every rule as often as there are names in front of it."""
    for_us = robots_txt.for_us(text.format(*range(text.count("{}")))[: 512 * 1024]).splitlines()

    assert len(for_us) <= lines
    assert len({line for line in for_us if line.startswith("User-agent")}) <= 2


def test_a_hostile_robots_txt_is_read_and_obeyed(site):
    hostile = (
        "".join(f"User-agent: a{n}\n" for n in range(17_000)) + "User-agent: *\n" + "Disallow:/*no\n" * 22_000
    )
    with site({"/robots.txt": robots(hostile), "*": page()}) as server:
        assert fetch(f"http://{server.place}/yes").status == 200
        assert refusal(f"http://{server.place}/no").code == "robots_disallowed"


def test_rules_are_asked_for_once_a_day(site):
    with site({"/robots.txt": robots(""), "*": page()}) as server:
        for n in range(3):
            fetch(f"http://{server.place}/{n}")

    assert server.paths == ["/robots.txt", "/0", "/1", "/2"]


def test_rules_may_be_packed_and_behind_a_redirect(site):
    rules = gzip.compress(b"User-agent: *\nDisallow: /no")
    pages = {
        "/robots.txt": redirects("/rules"),
        "/rules": sends(http("200 OK", rules, TEXT, "Content-Encoding: gzip")),
        "*": page(),
    }
    with site(pages) as server:
        fetch(f"http://{server.place}/yes")
        assert refusal(f"http://{server.place}/no").code == "robots_disallowed"


def test_rules_that_lead_in_a_circle_are_none(site):
    with site({"/robots.txt": redirects("/robots.txt"), "*": page()}) as server:
        assert fetch(f"http://{server.place}/").status == 200


def test_rules_that_lead_into_a_private_network_are_not_fetched(site):
    with site({"/robots.txt": redirects("http://169.254.169.254/"), "*": page()}) as server:
        assert refusal(f"http://{server.place}/").code == "private_address"

    assert server.paths == ["/robots.txt"]


def test_the_rules_of_each_site_on_the_way_count(site):
    with (
        site({"/robots.txt": robots("User-agent: *\nDisallow: /"), "*": page()}) as closed,
        site(redirects(f"http://{closed.place}/story")) as server,
    ):
        assert refusal(f"http://{server.place}/").code == "robots_disallowed"

    assert closed.paths == ["/robots.txt"]


def test_a_host_is_asked_again_only_after_a_pause(site, settings):
    settings.FETCH_HOST_INTERVAL_SECONDS = 60
    with site({"*": page()}) as server:
        fetch(f"http://{server.place}/1")
        failure = refusal(f"http://{server.place}/2", most_wait_seconds=1)

    assert (failure.code, server.paths) == ("host_busy", ["/robots.txt", "/1"])
    assert 50 < failure.retry_seconds <= 60


def test_a_short_pause_is_waited_for(site, settings):
    settings.FETCH_HOST_INTERVAL_SECONDS = 1
    told: list[int] = []
    with site({"*": page()}) as server:
        fetch(f"http://{server.place}/1")
        fetch(f"http://{server.place}/2", while_waiting=lambda: told.append(1))

    assert server.paths[-1] == "/2"
    assert told


def test_workers_that_ask_at_once_get_turns_one_after_the_other():
    waits = [
        politeness.take_turn("a.example.com:443", pause_seconds=2, most_wait_seconds=10) for _ in range(4)
    ]

    assert waits == sorted(waits)
    assert [round(wait) for wait in waits] == [0, 2, 4, 6]


def test_hosts_do_not_wait_for_each_other():
    assert politeness.take_turn("b.example.com:443", pause_seconds=60, most_wait_seconds=0) == 0
    assert politeness.take_turn("c.example.com:443", pause_seconds=60, most_wait_seconds=0) == 0


@pytest.mark.parametrize(("asked", "kept"), [("7", 7), ("0.5", 0.5), ("86400", 30), ("-3", 0), ("soon", 0)])
def test_the_pause_that_a_site_asks_for_is_kept_up_to_half_a_minute(site, asked, kept):
    rules = f"User-agent: *\nCrawl-delay: {asked}\nDisallow:"
    with site({"/robots.txt": robots(rules), "*": page()}) as server:
        fetch(f"http://{server.place}/1")
        if kept < 1:
            assert fetch(f"http://{server.place}/2").status == 200
            return
        with pytest.raises(Hitch) as hitch:
            politeness.take_turn(server.place, pause_seconds=0, most_wait_seconds=0)

    assert hitch.value.retry_seconds == pytest.approx(kept, abs=1)


@time_machine.travel("2026-11-22T12:00:00Z", tick=True)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("Retry-After: 120", 120),
        ("Retry-After: Sun, 22 Nov 2026 12:10:00 GMT", 600),
        ("Retry-After: 99999999", 86_400),
        ("Retry-After: Sun, 22 Nov 2020 12:10:00 GMT", 0),
        ("Retry-After: whenever", None),
        ("X-Nothing: 1", None),
    ],
)
def test_a_site_that_asks_us_to_wait_is_left_alone_that_long(site, status, header, seconds):
    with site({"*": sends(http(status, b"", header))}) as server:
        failure = refusal(f"http://{server.place}/1")
        asked_before = len(server.paths)
        again = refusal(f"http://{server.place}/2", most_wait_seconds=1)

    assert failure.code == "asked_to_wait"
    if seconds:
        assert failure.retry_seconds == pytest.approx(seconds, abs=2)
        assert (again.code, len(server.paths)) == ("host_busy", asked_before)
    else:
        assert again.code == "asked_to_wait"


def test_without_redis_nothing_is_asked_of_anybody(site, monkeypatch):
    def away(*_: object, **__: object) -> None:
        raise redis.ConnectionError

    with site(page()) as server:
        monkeypatch.setattr(politeness._redis(), "eval", away)
        failure = refusal(f"http://{server.place}/")

    assert (type(failure), failure.code) == (Hitch, "desk_busy")
    assert "/" not in server.paths


def test_robots_never_turn_a_refusal_into_a_retry(site):
    with site({"/robots.txt": robots("User-agent: *\nDisallow: /"), "*": page()}) as server:
        assert isinstance(refusal(f"http://{server.place}/"), Refused)
