"""A language model on loopback that says what it is told to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests import hostile_server
from tests.hostile_server import Behaviour, drips, floods, http, is_silent, sends

__all__ = ["Behaviour", "HostileModel", "drips", "floods", "http", "is_silent", "says", "sends", "serving"]


@dataclass
class HostileModel:
    server: hostile_server.HostileServer

    @property
    def url(self) -> str:
        return f"http://{self.server.place}/v1"

    @property
    def requests(self) -> list[bytes]:
        return self.server.requests

    @property
    def questions(self) -> list[dict]:
        """The JSON bodies that came."""
        return [json.loads(request.partition(b"\r\n\r\n")[2]) for request in self.requests]


def says(content: object, *, finish_reason: str = "stop", **usage: object) -> Behaviour:
    """A chat completion; ``content`` that is no string is written as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": finish_reason}
    return sends(http("200 OK", json.dumps({"choices": [choice], "usage": usage}).encode()))


@contextmanager
def serving(*behaviours: Behaviour) -> Iterator[HostileModel]:
    """The first request gets the first behaviour, and so on; the last one goes on."""
    with hostile_server.serving(
        lambda server, path: behaviours[min(len(server.requests), len(behaviours) - 1)]
    ) as server:
        yield HostileModel(server)
