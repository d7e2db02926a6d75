"""``make bench-ingest``: a whole desk taking in articles over HTTP, one worker a core.

    python -m tests.bench.ingest [--articles 10000] [--words 700] [--clients 4] [--dense]

Prints articles a second, whose CPU it was, what share of it the language model needs, and how much memory the
workers hold as it goes on. The articles are made of this project's own paragraphs in ever new order. Those are packed
with claims, some 65 in 700 words; news have some 43 (median of 77 pages of the article extraction benchmark: 44), so
paragraphs of plain colour stand between them, but for ``--dense``. The client's own CPU is not counted, but it runs on
the same cores: articles a second are a floor.
"""

import argparse
import itertools
import json
import multiprocessing
import os
import random
import re
import threading
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path

import psycopg

from tests.bench.costs import cpu_seconds, resident_mb
from tests.bench.extraction import own_texts
from tests.stack import Stack, children_of

#: Articles that wait at most; the client holds back beyond that, so that queue and database stay small.
_MOST_WAITING = 200
#: How often the workers' memory is looked at.
_LOOKS = 20
#: Articles that the engine alone reads afterwards, to know what one costs it.
_SAMPLE = 100
#: Paragraphs without claims, and how many of an article's are such: then it has as many as news have.
_COLOUR = Path(__file__).with_name("colour.txt")
_SHARE_OF_COLOUR = 0.36
#: Figures, and names inside a sentence.
_CHANGEABLE = re.compile(r"(?<=[a-z,] )(?:\d+|[A-Z][a-z]{3,})\b")
_SYLLABLES = [
    "ba",
    "dor",
    "fen",
    "gul",
    "hin",
    "kra",
    "lo",
    "mir",
    "nov",
    "pel",
    "ros",
    "sta",
    "tov",
    "ul",
    "vas",
    "zen",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=700)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--dense", action="store_true", help="half as many claims again as news have")
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    with Stack(environment={"WORKER_PROCESSES": str(cores)}) as desk:
        run = Run(
            desk,
            articles=options.articles,
            words=options.words,
            clients=options.clients,
            is_dense=options.dense,
        )
        run.warm_up()
        run.measure()
        run.report()


def articles(words: int, *, seed: int = 1, is_dense: bool = False) -> Iterator[str]:
    """Texts of about ``words`` words each, no two alike, always the same ones; as dense with claims as news."""
    chance = random.Random(seed)

    def another(word: re.Match[str]) -> str:
        """A figure or a name nobody has seen, as news bring them: a vocabulary that never ends."""
        if word[0][0].isdigit():
            return str(chance.randint(2, 9999))
        return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()

    paragraphs = [p for text in own_texts() for p in text.split("\n\n") if len(p.split()) > 20]
    colour = _COLOUR.read_text(encoding="utf-8").split("\n\n")
    while True:
        chosen: list[str] = []
        while sum(len(p.split()) for p in chosen) < words:
            is_colour = not is_dense and chance.random() < _SHARE_OF_COLOUR
            chosen.append(_CHANGEABLE.sub(another, chance.choice(colour if is_colour else paragraphs)))
        yield "\n\n".join(chosen)


class Run:
    """One measurement of one desk."""

    def __init__(self, desk: Stack, *, articles: int, words: int, clients: int, is_dense: bool) -> None:
        self.desk, self.count, self.words, self.clients = desk, articles, words, clients
        self.is_dense = is_dense
        self.database = psycopg.connect(desk.servers["DATABASE_URL"], autocommit=True)

    def warm_up(self) -> None:
        """The demo newsroom and some articles of ours: first requests and first parses cost more."""
        self._post(itertools.islice(articles(self.words, seed=0, is_dense=self.is_dense), 20))
        self._wait_until(lambda: self._waiting() == 0)

    def measure(self) -> None:
        self.first_claim = self._one("SELECT coalesce(max(id), 0) FROM factcheck_claim")
        before, ready, began = cpu_seconds(self.desk), self._ready(), time.monotonic()
        texts = itertools.islice(articles(self.words, is_dense=self.is_dense), self.count)
        looks = iter(range(0, self.count, max(1, self.count // _LOOKS)))
        poster = threading.Thread(target=self._post, args=(texts,), daemon=True)
        poster.start()
        look = next(looks)
        while (done := self._ready() - ready) < self.count:
            if done >= look:
                self._look_at_memory(done)
                look = next(looks, self.count)
            failed = self._one("SELECT count(*) FROM factcheck_article WHERE status = 'failed'")
            assert not failed, f"{failed} articles failed"
            time.sleep(0.5)
        self._look_at_memory(done)
        self.seconds = time.monotonic() - began
        self.cpu = {name: spent - before[name] for name, spent in cpu_seconds(self.desk).items()}

    def report(self) -> None:
        whole = sum(self.cpu.values())
        print(f"{self.count} articles of {self.words} words in {self.seconds:.0f} s")
        print(
            f"{self.count / self.seconds:.1f} articles/s on {len(os.sched_getaffinity(0))} cores, clients included"
        )
        print(f"{1000 * whole / self.count:.0f} ms of CPU an article:")
        for name, seconds in sorted(self.cpu.items(), key=lambda item: -item[1]):
            print(f"  {name:10} {seconds / whole:6.1%}  {1000 * seconds / self.count:7.1f} ms")
        claims = self._one("SELECT count(*) FROM factcheck_claim WHERE id > %s", [self.first_claim])
        print(f"{claims / self.count:.0f} claims an article")
        bare, parse, rules = _language_model(self.words, is_dense=self.is_dense)
        print(f"the language model as shipped would need {bare * self.count / whole:.1%} of that CPU")
        print(
            f"as we run it {parse * self.count / whole:.1%} ({1000 * parse:.0f} ms),"
            f" the engine's own rules {rules * self.count / whole:.1%} ({1000 * rules:.0f} ms)"
        )

    def _post(self, texts: Iterator[str]) -> None:
        guard = threading.Lock()

        def work() -> None:
            connection = HTTPConnection("127.0.0.1", self.desk.port)
            while True:
                with guard:
                    text = next(texts, None)
                if text is None:
                    return
                self._wait_until(lambda: self.backlog < _MOST_WAITING)
                connection.request(
                    "POST",
                    "/api/v1/articles/",
                    body=json.dumps({"text": text}),
                    headers={
                        "Authorization": f"Bearer {self.desk.token}",
                        "Content-Type": "application/json",
                    },
                )
                answer = connection.getresponse()
                body = answer.read()
                assert answer.status == 202, (answer.status, body[:300])

        self.backlog = 0
        threads = [threading.Thread(target=work, daemon=True) for _ in range(self.clients)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            self.backlog = self._waiting()
            time.sleep(0.5)

    def _waiting(self) -> int:
        return self._one("SELECT count(*) FROM factcheck_article WHERE status IN ('queued', 'processing')")

    def _ready(self) -> int:
        return self._one("SELECT count(*) FROM factcheck_article WHERE status = 'ready'")

    def _one(self, question: str, values: Sequence[int] = ()) -> int:
        row = self.database.execute(question, values).fetchone()
        assert row
        return int(row[0])

    def _wait_until(self, condition) -> None:
        while not condition():
            time.sleep(0.1)

    def _look_at_memory(self, done: int) -> None:
        """Print the mean of the working processes' own and shared pages. At once: a long run that is ended tells so far."""
        sizes = [resident_mb(pid) for pid in children_of(self.desk.pids()["worker"])]
        print(f"{done} articles: {sum(sizes) / len(sizes):.0f} MB a working process", flush=True)


def _language_model(words: int, *, is_dense: bool) -> tuple[float, float, float]:
    """CPU seconds an article: of the model as its makers ship it, of the engine's parse, of all else in the engine.

    Every core reads at once, as the workers do: a second of a core whose neighbour works is worth less than one of a
    core that works alone.
    """
    cores = len(os.sched_getaffinity(0))
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        shares = pool.starmap(_read_alone, [(words, is_dense, core, cores) for core in range(cores)])
    bare, parse, rules = (sum(seconds) / _SAMPLE for seconds in zip(*shares, strict=True))
    return bare, parse, rules


def _read_alone(words: int, is_dense: bool, core: int, cores: int) -> tuple[float, float, float]:
    """Seconds for every ``cores``-th text of the sample, without a desk around."""
    from factcheck.extraction import analyse, load_model, nlp
    from factcheck.trace import StageClock

    load_model()
    texts = list(itertools.islice(articles(words, is_dense=is_dense), core, _SAMPLE, cores))
    model, clock = nlp.bare_pipeline(), StageClock()
    model(texts[0])
    analyse(texts[0])
    began = time.process_time()
    for text in texts:
        model(text)
    bare = time.process_time() - began
    for text in texts:
        clock.start()
        analyse(text, trace=clock)
    return bare, clock.seconds.pop("parse"), sum(clock.seconds.values())


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
