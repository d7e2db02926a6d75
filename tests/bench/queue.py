"""``make bench-queue``: many reviewers at one queue while its processes are killed, and what went wrong.

    python -m tests.bench.queue [--clients 64] [--seconds 60] [--reviews 100000] [--kill-every 3]

A whole desk; reviews that want one, two or three verdicts; reviewers who rule, give back, skip and undo without a
pause; ``kill -9`` of web and worker processes all the while. Afterwards the database is asked what must never be.
Exit status 1 where anything but zero comes out.
"""

import argparse
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psycopg

from tests.bench import queue_rows
from tests.bench.queue_client import Answer, Client, new_key, verdict_on
from tests.stack import Stack, children_of

#: What a reviewer does with a review in hand, by weight.
_HABITS = {"rule": 82, "rule and undo": 6, "give back": 6, "skip": 6}

#: What must never be, as questions that count it. ``%(since)s`` is when the reviewers began.
NEVER = {
    "slots handed out twice": """
        SELECT count(*) FROM reviews_assignment taken JOIN reviews_review review ON review.id = taken.review_id
        WHERE taken.leased_at >= %(since)s AND review.required_verdicts < (
            SELECT count(*) FROM reviews_assignment other
            WHERE other.review_id = taken.review_id AND other.round = taken.round
              AND (other.leased_at, other.id) <= (taken.leased_at, taken.id)
              AND (other.ended_at IS NULL OR other.ended_at > taken.leased_at)
        ) + (
            SELECT count(*) FROM reviews_verdict verdict
            JOIN reviews_assignment ruled ON ruled.id = verdict.assignment_id
            LEFT JOIN reviews_verdictretraction undone ON undone.verdict_id = verdict.id
            WHERE verdict.review_id = taken.review_id AND verdict.round = taken.round
              AND verdict.created_at <= taken.leased_at AND ruled.id <> taken.id
              AND (ruled.ended_at <= taken.leased_at)
              AND (undone.id IS NULL OR undone.created_at > taken.leased_at)
        )""",
    "verdicts beyond those wanted": """
        SELECT count(*) FROM (
            SELECT 1 FROM reviews_verdict verdict JOIN reviews_review review ON review.id = verdict.review_id
            WHERE NOT EXISTS (SELECT 1 FROM reviews_verdictretraction r WHERE r.verdict_id = verdict.id)
            GROUP BY review.id, verdict.round HAVING count(*) > review.required_verdicts
        ) beyond""",
    "two verdicts of one reviewer": """
        SELECT count(*) FROM (
            SELECT 1 FROM reviews_verdict verdict
            WHERE NOT EXISTS (SELECT 1 FROM reviews_verdictretraction r WHERE r.verdict_id = verdict.id)
            GROUP BY review_id, round, reviewer_id HAVING count(*) > 1
        ) twice""",
    "acknowledged verdicts lost": """
        SELECT count(*) FROM unnest(%(acknowledged)s::bigint[]) AS given(id)
        WHERE NOT EXISTS (SELECT 1 FROM reviews_verdict verdict WHERE verdict.id = given.id)
           OR EXISTS (SELECT 1 FROM reviews_verdictretraction r
                      WHERE r.verdict_id = given.id AND NOT given.id = ANY(%(undone)s::bigint[]))""",
    "acknowledged undos lost": """
        SELECT count(*) FROM unnest(%(acknowledged_undos)s::bigint[]) AS undone(id)
        WHERE NOT EXISTS (SELECT 1 FROM reviews_verdictretraction r WHERE r.verdict_id = undone.id)""",
    "acknowledged skips and returns lost": """
        SELECT count(*) FROM unnest(%(ended)s::bigint[]) AS ended(id)
        JOIN reviews_assignment assignment ON assignment.id = ended.id WHERE assignment.status = 'active'""",
    "states without an event": """
        SELECT count(*) FROM reviews_review review WHERE review.state <> (
            SELECT event.to_state FROM factcheck_event event
            WHERE event.stream = 'review:' || review.id AND event.to_state <> '' ORDER BY event.seq DESC LIMIT 1
        )""",
    "verdicts without an event": """
        SELECT count(*) FROM reviews_verdict verdict WHERE NOT EXISTS (
            SELECT 1 FROM factcheck_event event WHERE event.stream = 'review:' || verdict.review_id
              AND event.kind = 'verdict.given' AND event.occurred_at >= verdict.created_at - interval '1 minute'
              AND event.actor_id = verdict.reviewer_id)""",
    "free slots miscounted": """
        SELECT count(*) FROM reviews_review review WHERE state = 'open' AND free_slots <> greatest(0,
            required_verdicts
            - (SELECT count(*) FROM reviews_assignment a WHERE a.review_id = review.id AND a.status = 'active')
            - (SELECT count(*) FROM reviews_verdict v WHERE v.review_id = review.id AND v.round = review.round
               AND NOT EXISTS (SELECT 1 FROM reviews_verdictretraction r WHERE r.verdict_id = v.id)))""",
}


@dataclass
class Log:
    """What the reviewers were told. Appending is atomic."""

    verdicts: list[int] = field(default_factory=list)
    #: Taken back, whether or not the answer came through.
    undone: list[int] = field(default_factory=list)
    acknowledged_undos: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    handed: list[tuple[int, str]] = field(default_factory=list)
    surprises: Counter[str] = field(default_factory=Counter)
    lost_connections: int = 0


class Reviewer(threading.Thread):
    def __init__(self, client: Client, log: Log, stop: threading.Event, seed: int) -> None:
        super().__init__(daemon=True)
        self.client, self.log, self.stop_asked, self.chance = client, log, stop, random.Random(seed)

    def run(self) -> None:
        while not self.stop_asked.is_set():
            answer = self.client.post("/queue/next/")
            if answer.status == 200:
                self.log.handed.append((answer.body["id"], self.client.token))
                self._work_on(answer.body)
            else:
                self._wait_after(answer, "next")

    def _work_on(self, assignment: dict) -> None:
        habit = self.chance.choices(list(_HABITS), list(_HABITS.values()))[0]
        if habit == "give back":
            self._end(assignment, "release", None)
        elif habit == "skip":
            self._end(assignment, "skip", {"reason": "Not my beat."})
        else:
            rating = self.chance.choice(assignment["rating_scale"]["ratings"])
            body = verdict_on(assignment, rating)
            answer = self._until_answered(f"/assignments/{assignment['id']}/verdict/", body)
            if answer.status != 201:
                self.log.surprises[f"verdict: {answer.status} {answer.code}"] += 1
                return
            self.log.verdicts.append(answer.body["id"])
            if habit == "rule and undo":
                self._undo(answer.body["id"])

    def _end(self, assignment: dict, how: str, body: dict | None) -> None:
        answer = self._until_answered(f"/assignments/{assignment['id']}/{how}/", body)
        if answer.status == 204:
            self.log.ended.append(assignment["id"])
        else:
            self.log.surprises[f"{how}: {answer.status} {answer.code}"] += 1

    def _undo(self, verdict_id: int) -> None:
        self.log.undone.append(verdict_id)
        answer = self.client.post(f"/verdicts/{verdict_id}/retract/", {})
        if answer.status == 204:
            self.log.acknowledged_undos.append(verdict_id)
        else:
            self._wait_after(answer, "undo")

    def _until_answered(self, path: str, body: dict | None) -> Answer:
        """The same request under the same key, until somebody answers it: what every client should do."""
        key = new_key()
        while True:
            answer = self.client.post(path, body, key=key)
            if answer.status not in {0, 502, 503} and answer.code != "idempotency_key_in_use":
                return answer
            self.log.lost_connections += answer.status == 0
            time.sleep(0.1)

    def _wait_after(self, answer: Answer, what: str) -> None:
        if answer.status == 0:
            self.log.lost_connections += 1
        elif answer.status != 204:
            self.log.surprises[f"{what}: {answer.status} {answer.code}"] += 1
        time.sleep(0.1)


class Killer(threading.Thread):
    """kill -9 of a web process, of the web, of a worker process or of the worker, by turns of chance."""

    def __init__(self, desk: Stack, every: float, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.desk, self.every, self.stop_asked, self.kills = desk, every, stop, Counter[str]()

    def run(self) -> None:
        chance = random.Random(1)
        while not self.stop_asked.wait(self.every):
            name = chance.choice(["web", "worker"])
            pid = self.desk.pids().get(name)
            children = children_of(pid) if pid else []
            if pid is None or not children:
                continue  # it is just coming back
            with suppress(ProcessLookupError):
                if chance.random() < 0.5:
                    os.kill(chance.choice(children), signal.SIGKILL)
                    self.kills[f"{name} process"] += 1
                else:
                    os.killpg(pid, signal.SIGKILL)
                    self.kills[f"whole {name}"] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--reviews", type=int, default=100_000)
    parser.add_argument("--kill-every", type=float, default=3)
    options = parser.parse_args()
    with Stack(start_seconds=400) as desk:
        queue_rows.use(desk.directory)
        queue_rows.wait_for_demo()
        print(f"Filling the queue with {options.reviews:,} reviews ...", flush=True)
        queue_rows.open_reviews(options.reviews, required=(1, 1, 2, 3))
        tokens = [secret for _, secret in queue_rows.reviewers(options.clients)]
        since = datetime.now(UTC)
        log, killer = _let_them_work(desk, tokens, seconds=options.seconds, kill_every=options.kill_every)
        failures = _report(desk, log, killer, since=since, seconds=options.seconds)
        print(desk.manage("verify_history").strip())
    sys.exit(1 if failures else 0)


def _let_them_work(
    desk: Stack, tokens: list[str], *, seconds: float, kill_every: float
) -> tuple[Log, Killer]:
    log, stop = Log(), threading.Event()
    crew = [Reviewer(Client(desk.port, token), log, stop, seed) for seed, token in enumerate(tokens)]
    killer = Killer(desk, kill_every, stop)
    for thread in (*crew, killer):
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in (*crew, killer):
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in crew), "A reviewer waits for an answer for ever."
    return log, killer


def _report(desk: Stack, log: Log, killer: Killer, *, since: object, seconds: float) -> int:
    print(f"{len(log.verdicts)} verdicts acknowledged, {len(log.verdicts) / seconds:.0f} a second")
    print(f"{len(log.acknowledged_undos)} taken back, {len(log.ended)} skipped or given back")
    print("killed: " + ", ".join(f"{count} x {what}" for what, count in sorted(killer.kills.items())))
    print(f"connections lost: {log.lost_connections}; other answers: {dict(log.surprises) or 'none'}")
    holders = dict(log.handed)
    shared = sum(1 for assignment, token in log.handed if holders[assignment] != token)
    values = {
        "since": since,
        "acknowledged": log.verdicts,
        "undone": log.undone,
        "acknowledged_undos": log.acknowledged_undos,
        "ended": log.ended,
    }
    found = {"one lease in two hands": shared}
    with psycopg.connect(desk.servers["DATABASE_URL"]) as database:
        for what, question in NEVER.items():
            row = database.execute(question, values).fetchone()
            found[what] = row[0] if row else -1
    for what, count in found.items():
        print(f"  {count:6}  {what}")
    return sum(found.values())


if __name__ == "__main__":
    main()
