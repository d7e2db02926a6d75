"""The real client against a server that does what no server should."""

import json
import logging
import time
import zlib

import pytest

from factcheck.second_opinion import client
from factcheck.second_opinion.client import Endpoint, Unavailable, Unusable

from .hostile import Behaviour, drips, floods, http, is_silent, says, sends, serving

MESSAGES = [{"role": "user", "content": "an article"}]
KEY = "sk-do-not-log-me"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"


def ask(behaviour: Behaviour, *, seconds: float = 5, key: str = "") -> client.Reply:
    with serving(behaviour) as server:
        return client.ask(Endpoint(server.url, "tiny", seconds, key), MESSAGES)


def test_an_answer_comes_with_what_it_cost():
    reply = ask(says("{}", prompt_tokens=120, completion_tokens=7))

    assert reply == client.Reply("{}", 120, 7)


def test_the_question_is_an_openai_chat_completion():
    with serving(says("{}")) as server:
        client.ask(Endpoint(server.url, "tiny", 5, KEY), MESSAGES)

    head, _, _ = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    assert lines[0] == "post /v1/chat/completions http/1.1"
    assert {f"authorization: bearer {KEY}", "accept-encoding: identity"} <= set(lines)
    (question,) = server.questions
    assert (question["model"], question["messages"], question["temperature"]) == ("tiny", MESSAGES, 0)


@pytest.mark.parametrize(
    "usage", [{"prompt_tokens": -1}, {"prompt_tokens": 1e400}, {"prompt_tokens": "9" * 99}, {}]
)
def test_a_count_that_cannot_be_is_none(usage):
    assert ask(says("{}", **usage)).prompt_tokens == 0


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        pytest.param(sends(b""), Unavailable, id="nothing"),
        pytest.param(sends(b"\x00\xff garbage \r\n\r\n"), Unavailable, id="no HTTP"),
        pytest.param(sends(OK + b'{"choices":'), Unavailable, id="breaks off"),
        pytest.param(sends(http("500 Oh", b"{}")), Unavailable, id="500"),
        pytest.param(sends(http("503 Busy", b"")), Unavailable, id="503"),
        pytest.param(sends(http("429 Slow down", b"")), Unavailable, id="429"),
        pytest.param(sends(http("401 No", b"")), Unusable, id="401"),
        pytest.param(sends(http("404 No", b"<html>")), Unusable, id="404"),
        pytest.param(sends(http("204 Nothing", b"")), Unusable, id="204"),
        pytest.param(sends(http("200 OK", b"<html><body>Sign in</body></html>")), Unusable, id="HTML"),
        pytest.param(sends(http("200 OK", b"")), Unusable, id="empty"),
        pytest.param(sends(http("200 OK", b"[]")), Unusable, id="a list"),
        pytest.param(sends(http("200 OK", b"null")), Unusable, id="null"),
        pytest.param(sends(http("200 OK", b'{"choices": []}')), Unusable, id="no choice"),
        pytest.param(sends(http("200 OK", b'{"choices": [null]}')), Unusable, id="a null choice"),
        pytest.param(sends(http("200 OK", b'{"choices": {"0": 1}}')), Unusable, id="choices are an object"),
        pytest.param(
            sends(http("200 OK", b'{"choices": [{"message": {"content": null}}]}')), Unusable, id="no content"
        ),
        pytest.param(sends(http("200 OK", b"[" * 200_000)), Unusable, id="deep"),
        pytest.param(sends(http("200 OK", b"9" * 200_000)), Unusable, id="a number without end"),
        pytest.param(sends(http("200 OK", b"\xff\xfe{}")), Unusable, id="no UTF-8"),
        pytest.param(sends(http("200 OK", b"x" * (client.MOST_BYTES + 1))), Unusable, id="huge"),
        pytest.param(floods, Unusable, id="endless"),
        pytest.param(
            sends(http("200 OK", zlib.compress(b" " * 50_000_000), "Content-Encoding: deflate")), Unusable, id="bomb"
        ),
        pytest.param(says("{", finish_reason="length"), Unusable, id="cut off"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_apart_and_costs_little(behaviour, error):
    with pytest.raises(client.LanguageModelError) as raised:
        ask(behaviour)

    assert type(raised.value) is error


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(is_silent, id="silent"),
        pytest.param(drips(b""), id="drips blanks"),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000), id="drips headers"),
        pytest.param(drips(OK), id="drips the body"),
    ],
)
def test_the_limit_is_on_the_whole_exchange(behaviour):
    began = time.monotonic()

    with pytest.raises(Unavailable):
        ask(behaviour, seconds=1)

    assert time.monotonic() - began < 4


def test_nobody_listens():
    with serving(says("{}")) as server:
        url = server.url

    with pytest.raises(Unavailable):
        client.ask(Endpoint(url, "tiny", 5), MESSAGES)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status):
    with serving(says("{}")) as elsewhere:
        moved = sends(http(f"{status} Moved", b"", f"Location: {elsewhere.url}/chat/completions"))
        with pytest.raises(Unusable):
            ask(moved)

    assert elsewhere.requests == []


def test_a_proxy_of_the_environment_gets_nothing(monkeypatch):
    with serving(says("{}")) as proxy, serving(says("{}")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        client.ask(Endpoint(server.url, "tiny", 5), MESSAGES)

    assert (len(proxy.requests), len(server.requests)) == (0, 1)


def test_waiting_is_heard_of_and_can_be_ended():
    class HadEnough(Exception): ...

    def had_enough() -> None:
        raise HadEnough

    with serving(is_silent) as server, pytest.raises(HadEnough):
        client.ask(Endpoint(server.url, "tiny", 3), MESSAGES, while_waiting=had_enough)


@pytest.mark.parametrize(
    "behaviour",
    [
        says("{}"),
        sends(http("401 No", json.dumps({"error": f"wrong key {KEY}: {MESSAGES}"}).encode())),
        sends(b"\xff"),
    ],
    ids=["answered", "refused", "broken"],
)
def test_neither_key_nor_article_is_ever_written_anywhere(behaviour, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    error = ""
    try:
        ask(behaviour, key=KEY)
    except client.LanguageModelError as raised:
        error = repr(raised) + str(raised)

    written = (
        error + caplog.text + "".join(capfd.readouterr()) + repr(Endpoint("http://127.0.0.1", "m", 1, KEY))
    )
    assert KEY not in written
    assert "an article" not in written
