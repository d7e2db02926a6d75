"""Any text at all: offsets hold, nothing is raised, time grows with length, the answer never changes."""

import itertools
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.extraction import analyse
from factcheck.extraction.quantities.finder import find_quantities
from factcheck.extraction.regions import find_paragraphs
from factcheck.extraction.times import find_times

from .articles import exact

_PIECES = [
    "Gen. Ada Moss said 12 drones and \u201cfour ships\u201d were hit.",
    "At least \U0001d7d9\U0001d7da people died",
    "\U0001f525\U0001f692 60 homes burned",
    "e\u0301t e\u0300 n\u0303 40 % a\u030a",
    "\r\n",
    "\r",
    "\n\n",
    "\u200b\u200d\ufeff",
    "\u202e12 \u05e0\u05d4\u05e8\u05d2\u05d5\u202c",
    "\u0642\u0627\u0644 15 \u0634\u062e\u0635",
    '"',
    "'",
    "$3.4m\u2013$5m",
    "1,234,567.89",
    "<b>5 dead</b> &amp; <script>alert(1)</script>",
    "\x00\x07",
    "\ud800",
    "((((((",
    "between 10 and",
    "according to",
    "10-year-old",
    "-",
    ":",
]
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=12)), max_size=12).map(" ".join)
_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_SETTINGS
@given(_TEXTS)
def test_any_text_has_an_answer_with_exact_offsets(text: str) -> None:
    analysis = analyse(text, language="en")

    exact(analysis)
    assert analysis.text == unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


@_SETTINGS
@given(_TEXTS, st.text(max_size=40))
def test_any_title_has_an_answer_too(text: str, title: str) -> None:
    exact(analyse(text, title=title))


@_SETTINGS
@given(_TEXTS)
def test_text_that_is_not_read_still_has_exact_figures(text: str) -> None:
    exact(analyse(text, language="xx"))


_STRETCHED = {
    "digits": "1",
    "grouped digits": "1,111",
    "blank-grouped digits": "1\u202f111",
    "quotes": '"',
    "single quotes": "' ",
    "brackets": "(",
    "one word": "a",
    "number words": "hundred thousand ",
    "dashes": "-1",
    "lines": "a\n",
    "months": "march ",
    "zero-width": "\u200b",
    "datelines": "A",
    "credit": "photo: ",
}


def seconds(work: Callable[[str], object], text: str) -> float:
    """The processor's own."""
    started = time.process_time()
    work(text)
    return time.process_time() - started


def takes_at_most(times: int, work: Callable[[str], object], *, short: str, long: str, least: float) -> bool:
    """Whether the long text takes at most ``times`` as long as the short one, which takes ``least`` seconds anyway.

    What else the machine does is not the engine's fault: where it seems to take longer, it is asked once more.
    """
    allowed = times * max(min(seconds(work, short), seconds(work, short)), least)
    return seconds(work, long) < allowed or seconds(work, long) < allowed


def without_a_parser(text: str) -> None:
    find_paragraphs(text, None)
    find_quantities(text, 0, None, [])
    find_times(text, None)


@pytest.mark.parametrize("unit", _STRETCHED.values(), ids=_STRETCHED)
def test_the_stages_without_a_parser_take_linear_time(unit: str) -> None:
    """Ten times the text in at most fifty times the time: a square would be a hundred."""
    short, long = unit * (5_000 // len(unit)), unit * (50_000 // len(unit))

    assert takes_at_most(50, without_a_parser, short=short, long=long, least=0.002)


@pytest.mark.parametrize("unit", ["1 ", '"', "(", "a ", "1,111 ", "said ", "he said ", "12 dead\n"], ids=str)
def test_the_whole_engine_takes_linear_time(unit: str) -> None:
    """Five times the text in at most ten times the time: a square would be twenty-five."""

    def read(text: str) -> None:
        exact(analyse(text, language="en"))

    short, long = unit * (2_000 // len(unit)), unit * (10_000 // len(unit))

    assert takes_at_most(10, read, short=short, long=long, least=0.01)


def test_the_same_text_has_the_same_answer_whatever_came_before() -> None:
    text = "Mayor Ida Holt said 14 of the 20 bridges were closed.\n\nShe added that two had collapsed."
    first = analyse(text).as_dict()

    analyse("Nurse Ben Hale said 300 beds were empty. He said she was wrong.")

    assert analyse(text).as_dict() == first


def test_progress_is_told_between_chunks_and_may_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.extraction.engine._CHUNK", 2_000)
    text = "\n\n".join(["The council said 12 roads were closed after the storm."] * 100)
    seen: list[tuple[int, int]] = []

    analyse(text, progress=lambda done, total: seen.append((done, total)))

    assert seen[0] == (0, len(text))
    assert seen[-1] == (len(text), len(text))
    assert len(seen) > 3
    assert seen == sorted(seen)

    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done:
            raise Enough

    with pytest.raises(Enough):
        analyse(text, progress=stop)


def test_progress_is_told_in_every_stage() -> None:
    """A worker that says nothing for long is taken for dead."""
    text = "\n\n".join(["The council said on Monday that 12 roads in Dover were closed."] * 40)
    heard: list[str] = []

    analyse(
        text, progress=lambda done, total: heard.append("."), trace=lambda stage, made: heard.append(stage)
    )

    silent = [stage for before, stage in itertools.pairwise(heard) if stage != "." and before != "."]
    assert set(silent) <= {"layout", "worth"}


def test_a_table_that_lost_its_lines_has_figures_and_no_claims() -> None:
    """Hundreds of figures in one sentence are no prose; pairing them all would take the square of their number."""
    analysis = analyse("Rainfall in millimetres was " + "12 " * 6000, language="en")

    assert len(analysis.quantities) > 5000
    assert analysis.claims == ()
