"""One question to an OpenAI-compatible endpoint that may be slow, broken or hostile."""

import asyncio
import json
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from factcheck.exchanges import run_exchange

#: An answer of some thousand tokens is a tenth of it.
MOST_BYTES = 512 * 1024
#: Of the answer; it bounds the cost of a call and is far more than a dozen claims need.
_ANSWER_TOKENS = 3000


class LanguageModelError(Exception):
    """There is no answer. The message holds nothing of what was sent or received."""


class Unavailable(LanguageModelError):
    """Not now; it may answer later."""


class Unusable(LanguageModelError):
    """It answered something that is of no use; asking again would not help."""


@dataclass(frozen=True)
class Endpoint:
    """Where to ask. ``url`` ends where "/chat/completions" begins; ``seconds`` is for the whole exchange."""

    url: str
    model: str
    seconds: float
    key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Reply:
    content: str
    prompt_tokens: int
    answer_tokens: int


def ask(
    endpoint: Endpoint,
    messages: Sequence[dict[str, str]],
    *,
    while_waiting: Callable[[], None] = lambda: None,
) -> Reply:
    """What the model says. ``while_waiting`` is called about once a second; what it raises ends the waiting.

    Raises:
        Unavailable: no connection, no whole answer in time, 429 or 5xx.
        Unusable: any other status (a redirect is one: the article goes to the configured address only), an
            answer that is too large, or not a chat completion.
    """
    status, body = run_exchange(_exchange(endpoint, messages), while_waiting=while_waiting)
    if status == 429 or status >= 500:
        raise Unavailable(f"The language model answered with status {status}.")
    if status != 200:
        raise Unusable(f"The language model answered with status {status}.")
    return _reply(body)


async def _exchange(endpoint: Endpoint, messages: Sequence[dict[str, str]]) -> tuple[int, bytes]:
    question = {
        "model": endpoint.model,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": _ANSWER_TOKENS,
        "response_format": {"type": "json_object"},
        "stream": False,
    }
    # Uncompressed: a few bytes could unpack to gigabytes.
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "factcheck"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    try:
        # One limit over everything: a limit on each read is no limit for a server that drips.
        async with (
            asyncio.timeout(endpoint.seconds),
            # No proxy, no password file: what the environment says of others is not meant for this.
            httpx.AsyncClient(
                trust_env=False, verify=ssl.create_default_context(), timeout=endpoint.seconds
            ) as client,
            client.stream(
                "POST",
                f"{endpoint.url}/chat/completions",
                json=question,
                headers=headers,
                follow_redirects=False,
            ) as response,
        ):
            return response.status_code, await _capped(response)
    except TimeoutError:
        raise Unavailable(f"The language model did not answer within {endpoint.seconds:g} seconds.") from None
    except httpx.TransportError as error:
        raise Unavailable(f"The language model cannot be reached ({type(error).__name__}).") from None
    except httpx.HTTPError as error:
        raise Unusable(f"The language model's answer cannot be read ({type(error).__name__}).") from None


async def _capped(response: httpx.Response) -> bytes:
    body = bytearray()
    # Raw: nobody asked for a compressed body, so one that comes is not unpacked.
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unusable(f"The language model's answer is longer than {MOST_BYTES:,} bytes.")
    return bytes(body)


def _reply(body: bytes) -> Reply:
    try:
        found = json.loads(body)
        choice = found["choices"][0]
        content, reason = choice["message"]["content"], choice.get("finish_reason")
        usage = found.get("usage")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise Unusable("The language model's answer is not a chat completion.") from None
    if not isinstance(content, str):
        raise Unusable("The language model's answer is not a chat completion.")
    if reason == "length":
        raise Unusable(f"The language model's answer was cut off at {_ANSWER_TOKENS:,} tokens.")
    return Reply(content, _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"))


def _count(usage: Any, name: str) -> int:
    """What the endpoint says it used; 0 where it says nothing that can be."""
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else 0
