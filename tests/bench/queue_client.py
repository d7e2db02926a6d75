"""A reviewer as the benchmarks have them: one connection, one token, no time to think."""

import json
import secrets
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any


@dataclass
class Answer:
    """``status`` 0: the connection was lost, and nobody knows whether the act was done."""

    status: int
    body: Any = None

    @property
    def code(self) -> str:
        return self.body.get("code", "") if isinstance(self.body, dict) else ""


@dataclass
class Client:
    port: int
    token: str
    connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, body: object = None, *, key: str = "") -> Answer:
        return self._ask("POST", path, body, key=key)

    def _ask(self, method: str, path: str, body: object = None, *, key: str = "") -> Answer:
        headers = {"Authorization": f"Bearer {self.token}"}
        content = None
        if body is not None:
            content, headers["Content-Type"] = json.dumps(body), "application/json"
        if key:
            headers["Idempotency-Key"] = key
        try:
            self.connection.request(method, f"/api/v1{path}", content, headers)
            response = self.connection.getresponse()
            text = response.read()
        except (OSError, HTTPException):
            self.connection.close()
            return Answer(0)
        try:
            return Answer(response.status, json.loads(text) if text else None)
        except ValueError:
            return Answer(response.status)


def new_key() -> str:
    return secrets.token_hex(16)


def verdict_on(assignment: dict[str, Any], rating: dict[str, Any]) -> dict[str, Any]:
    """A verdict with all that the scale asks for, and a piece of evidence."""
    return {
        "rating": rating["key"],
        "claim_revision": assignment["claim_revision"],
        "finding": {"text": "84, as the ministry's table of 10 March has it"},
        "rationale": "The table and the transcript of the briefing say so; both were read in full.",
        "evidence": [
            {
                "kind": "document",
                "stance": "refutes",
                "url": "https://ministry.example.org/tables/10-march",
                "title": "Table of the ministry",
            }
        ],
    }
