"""``make bench-extraction``: the engine beside the bare spaCy pipeline, same texts, same run, one core.

    python -m tests.bench.extraction [--rounds 5] [--words 30000] [FILE...]

Seconds are the processor's own, and the two take turns, so that whatever else the machine does hits both; the
figure to compare is the ratio.
Without FILEs it reads the articles of this project.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--words", type=int, default=30_000, help="a round's texts repeat up to this size")
    options = parser.parse_args()
    start_up, bare_start_up = _start_up(
        "from factcheck.extraction import load_model; load_model()",
        "from factcheck.extraction.nlp import bare_pipeline; bare_pipeline()",
    )
    _stay_on_one_core()

    from factcheck.extraction import analyse, load_model, nlp
    from factcheck.trace import StageClock

    load_model()
    loaded = _memory()
    texts = _repeated(own_texts(options.files), options.words)
    words = sum(len(text.split()) for text in texts)
    bare = nlp.bare_pipeline()
    clock = StageClock()

    def ours() -> None:
        for text in texts:
            clock.start()
            analyse(text, trace=clock)

    def spacy() -> None:
        for text in texts:
            bare(text)

    _seconds(spacy), _seconds(ours)  # the first round pays for caches
    clock.seconds.clear()
    rounds = [(_seconds(spacy), _seconds(ours)) for _ in range(options.rounds)]
    print(f"{len(texts)} articles one by one, {words} words, {options.rounds} rounds in turns; medians")
    print(f"engine       {words / median(own for _, own in rounds):8.0f} words/s")
    print(f"bare spaCy   {words / median(bare for bare, _ in rounds):8.0f} words/s")
    print(f"ratio        {median(bare / own for bare, own in rounds):8.2f}")
    print(f"start-up     {start_up:8.2f} s until the models are loaded (bare spaCy {bare_start_up:.2f})")
    print(f"memory       {loaded:8.0f} MB loaded, {_memory():.0f} MB at most")
    whole = sum(clock.seconds.values())
    for stage, seconds in sorted(clock.seconds.items(), key=lambda item: -item[1]):
        print(f"  {stage:12} {seconds / whole:6.1%}")


def _start_up(*statements: str) -> list[float]:
    """Seconds of a new process that runs each of ``statements``: in turns, the best of three, on any core."""

    def once(statement: str) -> float:
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], cwd=ROOT, check=True)
        return time.perf_counter() - begin

    return [
        min(rounds) for rounds in zip(*([once(each) for each in statements] for _ in range(3)), strict=True)
    ]


def _stay_on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _memory() -> float:
    """The largest resident size so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _own_articles() -> list[Path]:
    return sorted(
        [
            *(ROOT / "seeds" / "articles").glob("*.md"),
            *(ROOT / "tests" / "extraction" / "texts").glob("*.txt"),
            *(ROOT / "tests" / "gold").glob("**/*.txt"),
        ]
    )


def own_texts(files: list[Path] | None = None) -> list[str]:
    """The words of ``files``, or of all articles of this project."""
    return [path.read_text(encoding="utf-8").rpartition("+++\n")[2] for path in files or _own_articles()]


def _repeated(once: list[str], words: int) -> list[str]:
    size = sum(len(text.split()) for text in once)
    return list(islice(cycle(once), len(once) * max(1, round(words / size))))


if __name__ == "__main__":
    if any(os.environ.get(name) != value for name, value in _ONE_CORE.items()):
        # The linear algebra reads these when it is imported.
        os.execve(
            sys.executable,
            [sys.executable, "-m", "tests.bench.extraction", *sys.argv[1:]],
            os.environ | _ONE_CORE,
        )
    main()
