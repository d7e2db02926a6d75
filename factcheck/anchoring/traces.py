"""Where a span of the old version stands in the new one, by the diff of its paragraph, and what changed in it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .differences import Step, steps_between
from .matter import Change, What, asks, changes_that_matter, signs_number, softeners
from .paragraphs import Alignment, Fate
from .words import Word, words_of

Focus = tuple[tuple[int, int], ...]

#: A quote of which less is left was not changed but replaced: half of the words of both.
_SAME_STATEMENT = 0.5
#: How many words before and behind a quote may hedge or deny it.
_EDGE = 6
_ENDS = frozenset(".!?;:\u2026\u3002")


@dataclass(frozen=True, slots=True)
class Trace:
    """[start, end) of the new part. Without ``changes`` it says what the old span said.

    ``is_context_changed``: other words stand around it than did.
    """

    start: int
    end: int
    focus: Focus
    changes: tuple[Change, ...]
    is_context_changed: bool


class _Window:
    """Changed paragraphs and what they became, word by word."""

    def __init__(self, old: list[Word], new: list[Word]) -> None:
        self.old, self.new = old, new
        self.old_texts, self.new_texts = [word.text for word in old], [word.text for word in new]
        self.steps = steps_between(old, new)
        self._ends = [step.old_end for step in self.steps]
        self._old_places, self._new_places = _by_text(self.old_texts), _by_text(self.new_texts)

    def steps_in(self, first: int, last: int) -> list[Step]:
        """The steps that touch old words [first, last), cut to them and numbered from ``first`` on."""
        cut = []
        for number in range(bisect_left(self._ends, first), len(self.steps)):
            step = self.steps[number]
            if step.old_start >= last:
                break
            is_between = step.kind == "insert" and first < step.old_start
            if not is_between and step.old_end <= first:
                continue
            start, end = max(step.old_start, first), min(step.old_end, last)
            new_start, new_end = step.new_start, step.new_end
            if step.kind == "equal":
                new_start += start - step.old_start
                new_end -= step.old_end - end
            cut.append(Step(step.kind, start - first, end - first, new_start, new_end))
        return cut

    def places_before(self, quote: Sequence[str]) -> list[int]:
        return _places(self.old_texts, self._old_places, quote)

    def places_now(self, quote: Sequence[str]) -> list[int]:
        return _places(self.new_texts, self._new_places, quote)


def _by_text(texts: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        places.setdefault(text, []).append(at)
    return places


def _places(texts: Sequence[str], by_text: dict[str, list[int]], quote: Sequence[str]) -> list[int]:
    """Where ``quote`` stands among ``texts``, whole words only: "4 people" does not stand in "14 people"."""
    rarest = min(range(len(quote)), key=lambda index: len(by_text.get(quote[index], ())))
    begins = (at - rarest for at in by_text.get(quote[rarest], ()))
    return [at for at in begins if at >= 0 and texts[at : at + len(quote)] == quote]


class Tracer:
    """Finds spans of one part of the old version in the new one."""

    def __init__(self, alignment: Alignment) -> None:
        self._it = alignment
        self._starts = [paragraph.start for paragraph in alignment.old]
        self._windows: dict[tuple[int, int], _Window | None] = {}

    def trace(self, start: int, end: int, focus: Focus = ()) -> Trace | None:
        """Where ``old[start:end]`` went; None where it is gone, or something else stands in its place."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first, bisect_left(self._starts, end) - 1)
        if start >= end or not self._starts:
            return None
        heir = self._it.heirs[first]
        if first == last and heir.fate in (Fate.KEPT, Fate.MOVED):
            shift = self._it.new[heir.targets[0]].start - self._it.old[first].start
            moved = tuple((one + shift, other + shift) for one, other in focus)
            return Trace(start + shift, end + shift, moved, (), self._stands_elsewhere(first))
        window = self._window(first, last)
        return _trace_in(window, start, end, focus) if window else None

    def _stands_elsewhere(self, at: int) -> bool:
        """Whether another paragraph stands above than did."""
        heir = self._it.heirs[at]
        if heir.fate is not Fate.KEPT:
            return True
        above = heir.targets[0] - 1
        return above not in self._it.heirs[at - 1].targets if at else above >= 0

    def _window(self, first: int, last: int) -> _Window | None:
        if (first, last) not in self._windows:
            self._windows[first, last] = self._new_window(first, last)
        return self._windows[first, last]

    def _new_window(self, first: int, last: int) -> _Window | None:
        targets = sorted({to for heir in self._it.heirs[first : last + 1] for to in heir.targets})
        if not targets or targets[-1] - targets[0] > 2 * (len(targets) + last - first):
            return None
        old, new = self._it.old, self._it.new
        old_words = words_of(self._it.old_text, old[first].start, old[last].end)
        new_words = words_of(self._it.new_text, new[targets[0]].start, new[targets[-1]].end)
        return _Window(old_words, new_words)


def _trace_in(window: _Window, start: int, end: int, focus: Focus) -> Trace | None:
    first, last = _touched(window.old, start, end)
    if first == last:
        return None
    quote = window.old_texts[first:last]
    places = window.places_now(quote)
    is_unique = len(window.places_before(quote)) == 1
    if is_unique and len(places) == 1:
        at, stop = places[0], places[0] + len(quote)
        steps = [Step("equal", 0, len(quote), at, stop)]
        changes = _edge_changes(window, (first, last), (at, stop))
    else:
        steps = window.steps_in(first, last)
        at, stop = min(step.new_start for step in steps), max(step.new_end for step in steps)
        if not _is_alike(window.old[first:last], window.new[at:stop], steps):
            return None
        shifted = [Step(s.kind, s.old_start, s.old_end, s.new_start - at, s.new_end - at) for s in steps]
        changes = changes_that_matter(window.old[first:last], window.new[at:stop], shifted)
        changes += _edge_changes(window, (first, last), (at, stop))
        if not changes and not (is_unique and len(window.places_now(window.new_texts[at:stop])) == 1):
            changes = [Change(What.REPEATED, " ".join(quote), " ".join(quote))]
    new_start, new_end = _mapped(window, steps, first, start, end)
    mapped = [_mapped(window, steps, first, *span) for span in focus]
    kept = tuple((one, other) for one, other in mapped if one < other)
    return Trace(new_start, new_end, kept or ((new_start, new_end),), tuple(changes), True)


def _touched(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The words, by number, that [start, end) touches."""
    first = bisect_right(words, start, key=lambda word: word.end)
    return first, max(first, bisect_left(words, end, key=lambda word: word.start))


def _is_alike(quote: Sequence[Word], words: Sequence[Word], steps: Sequence[Step]) -> bool:
    shared = sum(
        not word.is_mark
        for step in steps
        if step.kind == "equal"
        for word in quote[step.old_start : step.old_end]
    )
    size = sum(not word.is_mark for word in (*quote, *words))
    return bool(shared) and 2 * shared >= _SAME_STATEMENT * size


def _mapped(window: _Window, steps: Sequence[Step], first: int, start: int, end: int) -> tuple[int, int]:
    """[start, end), inside the quote whose ``steps`` these are, in the new part; empty where it went."""
    one, other = _touched(window.old, start, end)
    begin = finish = None
    for step in steps:
        low, high = max(step.old_start, one - first), min(step.old_end, other - first)
        is_between = step.kind == "insert" and one - first < step.old_start < other - first
        if low >= high and not is_between:
            continue
        new_start, new_end = step.new_start, step.new_end
        if step.kind == "equal":
            new_start, new_end = new_start + low - step.old_start, new_end - (step.old_end - high)
        if new_start < new_end:
            begin = begin if begin is not None else (new_start, step.kind == "equal" and low == one - first)
            finish = (new_end, step.kind == "equal" and high == other - first)
    if begin is None or finish is None:
        return 0, 0
    # A span that begins or ends inside a word does so in the new part, where the word is the same.
    inset = max(0, start - window.old[one].start) if begin[1] else 0
    outset = max(0, window.old[other - 1].end - end) if finish[1] else 0
    return window.new[begin[0]].start + inset, window.new[finish[0] - 1].end - outset


def _edge_changes(window: _Window, old: tuple[int, int], new: tuple[int, int]) -> list[Change]:
    """Hedges and negations that came or went right before or behind the quote, and signs at its numbers."""
    changes: list[Change] = []
    for is_before in (True, False):
        one, other = (
            _beside(window.old, *old, is_before=is_before),
            _beside(window.new, *new, is_before=is_before),
        )
        if window.old_texts[slice(*one)] == window.new_texts[slice(*other)]:
            continue
        before = Counter(softeners(window.old, *one))
        after = Counter(softeners(window.new, *other))
        changes.extend(Change(what, word, "") for what, word in sorted(before - after))
        changes.extend(Change(what, "", word) for what, word in sorted(after - before))
    asked = asks(window.old, old[1]), asks(window.new, new[1])
    if asked[0] != asked[1]:
        changes.append(Change(What.QUESTION, *asked))
    signs = signs_number(window.old, *old), signs_number(window.new, *new)
    if signs[0] != signs[1]:
        changes.append(Change(What.NUMBER, "".join(signs[0]), "".join(signs[1])))
    return changes


def _beside(words: Sequence[Word], start: int, end: int, *, is_before: bool) -> tuple[int, int]:
    """Some words of the sentence right before, or right behind, words [start, end)."""
    if is_before:
        first = start
        while first and start - first < _EDGE and words[first - 1].text not in _ENDS:
            first -= 1
        return first, start
    last = end
    while last < len(words) and last - end < _EDGE and words[last].text not in _ENDS:
        last += 1
    return end, last
