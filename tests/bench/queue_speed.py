"""``make bench-queue-speed``: how many verdicts a desk takes, and what one costs.

    python -m tests.bench.queue_speed [--reviews 10000 100000] [--reviewers 1 8 32] [--seconds 20]

A closed loop a reviewer: ask for the next review, rule with a finding, a rationale and a piece of evidence, no time
to think. Every feature is on, as ``make up`` starts them. The client runs on the same cores and its CPU is not
counted. ``--template FILE`` fills the queue, describes the desk for a benchmark that speaks JSON templates, and waits.
"""

import argparse
import base64
import json
import multiprocessing
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from tests.bench import queue_rows
from tests.bench.costs import cpu_seconds, proportional_mb, tree
from tests.bench.queue_client import Client, new_key, verdict_on
from tests.stack import Stack

#: Reviewers share this many client processes, so that the client's own lock limits nobody.
_CLIENT_PROCESSES = 2
_LIST_LOOKS = 25
#: A desk rests when all its processes take less than this share of a core for so long.
_REST_SECONDS, _LITTLE = 3.0, 0.15


@dataclass
class Tally:
    """What the reviewers of one run saw; seconds."""

    next: list[float] = field(default_factory=list)
    verdict: list[float] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reviews", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--reviewers", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--required", type=int, default=1, choices=[1, 2, 3])
    parser.add_argument(
        "--veteran", type=int, default=0, help="verdicts that the first reviewer has given on what is open"
    )
    parser.add_argument(
        "--made-up-history",
        action="store_true",
        help="fill a long queue faster; verify_history would complain",
    )
    parser.add_argument("--template", type=Path, help="write this file, and wait until Enter is pressed")
    options = parser.parse_args()
    # What the demo newsroom's worker does at the start is over before anything is measured.
    with Stack(start_seconds=400) as desk:
        queue_rows.use(desk.directory)
        queue_rows.wait_for_demo()
        tokens = [secret for _, secret in queue_rows.reviewers(max(options.reviewers))]
        there = 0
        for size in sorted(options.reviews):
            queue_rows.open_reviews(
                size - there, required=[options.required], history_is_made_up=options.made_up_history
            )
            there = size
            if options.template:
                _describe(desk, tokens, options.template)
                input(f"{options.template} describes the desk at {desk.base_url}. Enter ends it. ")
                return
            if options.veteran:
                queue_rows.rule_on_the_head(tokens[0], options.veteran)
            _wait_for_rest(desk)
            _look_at_lists(desk, size)
            for count in options.reviewers:
                _measure(desk, tokens[:count], size=size, seconds=options.seconds)
        _refusals(desk, tokens)
        _memory(desk)


def _wait_for_rest(desk: Stack) -> None:
    """Until the desk has done what the filling left it: else the first figures hold that, too."""
    while True:
        before = cpu_seconds(desk)
        time.sleep(_REST_SECONDS)
        if sum((cpu_seconds(desk) - before).values()) < _REST_SECONDS * _LITTLE:
            return


def _measure(desk: Stack, tokens: list[str], *, size: int, seconds: float) -> None:
    _work(desk.port, tokens, 2)  # first requests of new connections and processes cost more
    before, began = cpu_seconds(desk), time.monotonic()
    tally = _work(desk.port, tokens, seconds)
    spent, elapsed = cpu_seconds(desk) - before, time.monotonic() - began
    count = max(1, len(tally.ruled))
    parts = "  ".join(
        f"{name} {1000 * s / count:.1f}" for name, s in spent.most_common() if s / count > 0.0001
    )
    print(
        f"{size:>9,} open  {len(tokens):>2} reviewers  {len(tally.ruled) / elapsed:6.1f} verdicts/s"
        f" ({len(set(tally.ruled))} reviews)  next p50 {_ms(tally.next, 50):5.1f} p95 {_ms(tally.next, 95):5.1f} ms"
        f"  verdict p50 {_ms(tally.verdict, 50):5.1f} p95 {_ms(tally.verdict, 95):5.1f} ms"
        f"  CPU {1000 * sum(spent.values()) / count:.1f} ms each: {parts}"
        + (f"  refused: {tally.refused}" if tally.refused else ""),
        flush=True,
    )


def _work(port: int, tokens: list[str], seconds: float) -> Tally:
    shares = [tokens[number::_CLIENT_PROCESSES] for number in range(_CLIENT_PROCESSES)]
    with multiprocessing.get_context("spawn").Pool(_CLIENT_PROCESSES) as pool:
        parts = pool.starmap(_crew, [(port, share, seconds) for share in shares if share])
    whole = Tally()
    for part in parts:
        whole.next += part.next
        whole.verdict += part.verdict
        whole.ruled += part.ruled
        for what, count in part.refused.items():
            whole.refused[what] = whole.refused.get(what, 0) + count
    return whole


def _crew(port: int, tokens: list[str], seconds: float) -> Tally:
    tally, until = Tally(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=_reviewer, args=(Client(port, token), until, tally)) for token in tokens
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _reviewer(client: Client, until: float, tally: Tally) -> None:
    chance = random.Random(client.token)
    while time.monotonic() < until:
        began = time.monotonic()
        answer = client.post("/queue/next/")
        tally.next.append(time.monotonic() - began)
        if answer.status != 200:
            _count(tally, f"next {answer.status} {answer.code}")
            time.sleep(0.05)
            continue
        assignment = answer.body
        body = verdict_on(assignment, chance.choice(assignment["rating_scale"]["ratings"]))
        began = time.monotonic()
        answer = client.post(f"/assignments/{assignment['id']}/verdict/", body, key=new_key())
        tally.verdict.append(time.monotonic() - began)
        if answer.status == 201:
            tally.ruled.append(assignment["review"])
        else:
            _count(tally, f"verdict {answer.status} {answer.code}")


def _count(tally: Tally, what: str) -> None:
    tally.refused[what] = tally.refused.get(what, 0) + 1


def _look_at_lists(desk: Stack, size: int) -> None:
    """The first page of the open reviews, and the last, as far down as the cursor goes."""
    client = Client(desk.port, desk.token)
    with psycopg.connect(desk.servers["DATABASE_URL"]) as database:
        row = database.execute(
            "SELECT created_at FROM reviews_review WHERE state = 'open' ORDER BY created_at, id OFFSET 20 LIMIT 1"
        ).fetchone()
    assert row
    cursor = base64.b64encode(urlencode({"p": str(row[0])}).encode()).decode()
    for name, query in (("first", {}), ("last", {"cursor": cursor})):
        seconds = []
        for _ in range(_LIST_LOOKS):
            began = time.monotonic()
            answer = client.get("/reviews/?" + urlencode({"state": "open", "limit": "50", **query}))
            seconds.append(time.monotonic() - began)
            assert answer.status == 200, answer
        print(
            f"{size:>9,} open  {name} list page  p50 {_ms(seconds, 50):.1f} ms  ({len(answer.body['results'])} rows)"
        )


def _refusals(desk: Stack, tokens: list[str]) -> None:
    """What must be refused, and with what."""
    holder, other = Client(desk.port, tokens[0]), Client(desk.port, tokens[-1])
    assignment = holder.post("/queue/next/").body
    body = verdict_on(assignment, assignment["rating_scale"]["ratings"][0])
    path, key = f"/assignments/{assignment['id']}/verdict/", new_key()
    for what, answer in (
        ("somebody else's assignment", other.post(path, body, key=new_key())),
        ("the holder's verdict", holder.post(path, body, key=key)),
        ("its repeat with its key", holder.post(path, body, key=key)),
        ("its repeat without its key", holder.post(path, body)),
        ("a second verdict", holder.post(path, body, key=new_key())),
    ):
        print(f"{what}: {answer.status} {answer.code}")


def _memory(desk: Stack) -> None:
    sizes = [proportional_mb(pid) for pid in tree(desk.pids()["web"])]
    print(f"web: {sum(sizes):.0f} MiB in {len(sizes)} processes (proportional set size)")


def _describe(desk: Stack, tokens: list[str], path: Path) -> None:
    """The desk as a template of requests: {name} is replaced by what the answer before gave."""
    ratings = Client(desk.port, desk.token).get("/rating-scales/?limit=50").body["results"]
    scale = next(scale for scale in ratings if scale["is_default"])
    names = ["True", "False", "Misleading", "Unproven"]
    template: dict[str, Any] = {
        "name": "factcheck",
        "base_url": f"{desk.base_url}/api/v1",
        "admin": desk.token,
        "tokens": tokens,
        "headers": {"Authorization": "Bearer {token}"},
        "next": {
            "method": "POST",
            "path": "/queue/next/",
            "id_path": "review",
            "capture": {"lease": "id", "revision": "claim_revision"},
            "empty_status": [204],
        },
        "verdict": [
            {
                "name": "verdict",
                "method": "POST",
                "path": "/assignments/{lease}/verdict/",
                "body": {
                    "rating": "{choice}",
                    "claim_revision": "{revision}",
                    "finding": {"text": "84"},
                    "rationale": "As the ministry's table has it.",
                },
            }
        ],
        "choices": dict(zip(names, [rating["key"] for rating in scale["ratings"]], strict=False)),
        "list": {"path": "/reviews/?state=open&limit={size}"},
    }
    path.write_text(json.dumps(template, indent=1), encoding="utf-8")


def _ms(seconds: list[float], percentile: int) -> float:
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percentile // 100)] if ordered else 0.0


if __name__ == "__main__":
    main()
