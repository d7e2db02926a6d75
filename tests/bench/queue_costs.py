"""``make bench-queue-costs``: what each feature of the desk costs of "next" and a verdict.

    python -m tests.bench.queue_costs [--desk DATA_DIR of a running desk with open reviews] [--pairs 20] [--rounds 8]

The whole WSGI application in this process against a real PostgreSQL: no sockets, no other threads. Pairs of requests
with everything on and with one feature left out take turns in short blocks, so that whatever else the machine does
meets both; CPU is this thread's and that of its PostgreSQL session. A feature is left out by putting nothing in its
place: what then remains is no desk, only a measure.
"""

import argparse
import cProfile
import gc
import io
import json
import logging
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.bench import queue_rows
from tests.bench.queue_client import Answer, new_key, verdict_on
from tests.stack import Stack

_REVIEWS = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--desk", type=Path, help="DATA_DIR of a running desk with open reviews")
    parser.add_argument("--pairs", type=int, default=20, help="requests of each kind in a block")
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    with ExitStack() as ends:
        if options.desk is None:
            desk = ends.enter_context(Stack(start_seconds=400))
            queue_rows.use(desk.directory)
            queue_rows.wait_for_demo()
            queue_rows.open_reviews(_REVIEWS)
        else:
            queue_rows.use(options.desk)
        _measure_all(options.pairs, options.rounds)


def _measure_all(pairs: int, rounds: int) -> None:
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (log lines are written, as they cost, and not read)
    desk = _Desk()
    desk.rule(10)
    gc.collect()
    gc.freeze()
    statements, calls = desk.statements(), desk.calls()
    print(f"all on: {statements} statements, {calls:,} calls of functions")
    for name, without in _features(desk).items():
        whole, less = [], []
        with without():
            desk.rule(5)
            fewer, fewer_calls = statements - desk.statements(), calls - desk.calls()
        for _ in range(rounds):
            whole.append(desk.rule(pairs))
            with without():
                less.append(desk.rule(pairs))
        share = 1 - statistics.median(sum(one) / sum(other) for one, other in zip(less, whole, strict=True))
        print(
            f"{name:<28} {fewer:>3} statements  {fewer_calls:>6,} calls ({100 * fewer_calls / calls:4.1f} %)"
            f"  {100 * share:5.1f} % of the CPU",
            flush=True,
        )
    web, database = (statistics.median(column) for column in zip(*whole, strict=True))
    print(f"a pair, all on: web {1000 * web:.1f} ms, PostgreSQL {1000 * database:.1f} ms of CPU")
    print(f"this machine: {1000 * _reference():.1f} ms for the reference loop")


class _Desk:
    """The application as one reviewer's requests reach it."""

    def __init__(self) -> None:
        from django.db import connection

        from config.wsgi import application

        ((_, self.secret),) = queue_rows.reviewers(1, name=f"costs-{new_key()[:8]}")
        self.application = application
        self.gives_evidence = self.sends_key = True
        self.chance = random.Random(1)
        connection.ensure_connection()
        self.session = connection.connection.info.backend_pid

    def rule(self, pairs: int) -> tuple[float, float]:
        """Seconds of CPU a pair, of this thread and of PostgreSQL."""
        began, began_there = time.thread_time(), self._seconds_there()
        for _ in range(pairs):
            self.pair()
        return (time.thread_time() - began) / pairs, (self._seconds_there() - began_there) / pairs

    def pair(self) -> None:
        assignment = self._post("/queue/next/").body
        body = verdict_on(assignment, self.chance.choice(assignment["rating_scale"]["ratings"]))
        if not self.gives_evidence:
            del body["evidence"]
        key = new_key() if self.sends_key else ""
        given = self._post(f"/assignments/{assignment['id']}/verdict/", body, key)
        assert given.status == 201, given

    def statements(self) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            self.pair()
        return len(asked)

    def calls(self) -> int:
        """Of functions of Python and C, a pair: what no other program on the machine makes more."""
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(10):
            self.pair()
        profile.disable()
        return sum(entry.callcount for entry in profile.getstats()) // 10

    def _seconds_there(self) -> float:
        return int(Path(f"/proc/{self.session}/schedstat").read_text().split()[0]) / 1e9

    def _post(self, path: str, body: object = None, key: str = "") -> Answer:
        content = b"" if body is None else json.dumps(body).encode()
        environ = {
            "REQUEST_METHOD": "POST", "PATH_INFO": f"/api/v1{path}", "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1",
            "HTTP_AUTHORIZATION": f"Bearer {self.secret}", "CONTENT_LENGTH": str(len(content)),
            "CONTENT_TYPE": "application/json", "wsgi.input": io.BytesIO(content), "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
            **({"HTTP_IDEMPOTENCY_KEY": key} if key else {}),
        }  # fmt: skip
        status: list[str] = []
        start: Any = lambda line, headers, *_: status.append(line)  # noqa: E731 (its type has overloads)
        response = self.application(environ, start)
        text = b"".join(response)
        response.close()
        return Answer(int(status[0].split()[0]), json.loads(text) if text else None)


def _features(desk: _Desk) -> dict[str, Callable[[], Any]]:
    """By name: what leaves it out while it is entered."""
    from factcheck import history, tokens
    from reviews import drafts, exclusions, serving, slots, verdicts

    token = tokens.find_token(desk.secret)
    return {
        "history": lambda: patch.object(history, "record", _nothing),
        "what exactly was served": lambda: patch.object(serving, "shown_by", lambda assignment: {}),
        "evidence (one piece)": lambda: patch.object(desk, "gives_evidence", False),
        "take-down reach": lambda: patch.object(
            verdicts, "articles_quoted_on", lambda review: {review.claim.article_id}
        ),
        "idempotency": lambda: patch.object(desk, "sends_key", False),
        "token and roles": lambda: patch.object(tokens, "find_token", lambda secret: token),
        "exclusions": _without_exclusions,
        "slots": lambda: patch.object(slots, "recount", _nothing),
        "drafts": lambda: patch.object(drafts, "forget", _nothing),
        "disclosure": lambda: patch.object(exclusions, "disclose", _nothing),
        "log lines": _without_logs,
    }


def _nothing(*_: object, **__: object) -> None:
    pass


@contextmanager
def _without_exclusions() -> Iterator[None]:
    from factcheck.prepared import prepared
    from reviews import picking
    from reviews.models.review import ReviewQuerySet

    anew = prepared(picking._first_in_head.__wrapped__)
    with (
        patch.object(ReviewQuerySet, "for_reviewer", lambda reviews, reviewer: reviews),
        patch.object(picking, "_first_in_head", anew),
    ):
        yield


@contextmanager
def _without_logs() -> Iterator[None]:
    logging.disable(logging.INFO)
    yield
    logging.disable(logging.NOTSET)


def _reference() -> float:
    """Seconds that a loop takes which never changes: what "this machine" means beside another's figures."""
    began = time.thread_time()
    seen = {}
    for number in range(60_000):
        seen[number & 255] = str(number)
    return time.thread_time() - began


if __name__ == "__main__":
    main()
