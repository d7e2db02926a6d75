"""What ``manage.py extract --trace`` shows: each stage of the engine, how long it took and what it made."""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from time import process_time

from factcheck.extraction.parsed import Parsed

_SHORTEST = 100  # code points of a quotation


class StageClock:
    """A ``trace`` for ``analyse``: notes the seconds of every stage, and hands on what it made.

    ``seconds`` are the processor's, and add up over several articles. A stage's time is what passed since the
    one before it ended.
    """

    def __init__(self, show: Callable[[str, float, Sequence[object]], None] | None = None) -> None:
        self.seconds: dict[str, float] = {}
        self._show = show
        self._last = process_time()

    def start(self) -> None:
        """An article begins: what passed since the last one belongs to no stage."""
        self._last = process_time()

    def __call__(self, stage: str, made: Sequence[object]) -> None:
        took = process_time() - self._last
        self.seconds[stage] = self.seconds.get(stage, 0.0) + took
        if self._show is not None:
            self._show(stage, took, made)
        self._last = process_time()


def lines_of(made: object) -> list[str]:
    """One thing that a stage made, in words: a line, or one a sentence for a parse."""
    if isinstance(made, Parsed):
        return [_parse_line(made, first, last) for first, last in _sentences(made)]
    return [line] if (line := _line(made)) else []


def _sentences(parsed: Parsed) -> list[tuple[int, int]]:
    return [(sentence.start, sentence.end) for sentence, _ in parsed.sentence_spans()]


def _parse_line(parsed: Parsed, first: int, last: int) -> str:
    span = parsed.span(first, last)
    words = " ".join(
        f"{token.text}/{token.tag_}/{token.dep_}" + (f">{token.head.text}" if token.head != token else "")
        for token in parsed.doc[first:last]
        if not token.is_space
    )
    names = ", ".join(
        f"{name.text} ({name.label_})" for name in parsed.doc.ents if first <= name.start < last
    )
    return f"[{span.start}:{span.end}] {words}" + (f"  | {names}" if names else "")


def _line(made: object) -> str:
    """``[start:end] "text" field=value ...``: what is empty is left out."""
    if not is_dataclass(made):
        return str(made)
    known = {field.name: getattr(made, field.name) for field in fields(made)}
    start, end = known.pop("start", None), known.pop("end", None)
    place = f"[{start}:{end}] " if start is not None else ""
    quote = known.pop("text", None) or known.pop("quote", None)
    words = f'"{_short(str(quote))}" ' if quote else ""
    rest = " ".join(f"{name}={_value(value)}" for name, value in known.items() if value not in (None, (), ""))
    return (place + words + rest).rstrip()


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + "; ".join(_value(each) for each in value) + "]"
    if is_dataclass(value):
        return "(" + _line(value) + ")"
    return _short(str(value))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORTEST else flat[: _SHORTEST - 1] + "…"
