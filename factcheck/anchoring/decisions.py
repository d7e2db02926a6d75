"""For each claim of the old version: it stands in the new one, its words drifted, or it is gone.

Where it is uncertain it does not stand: a ruling must never move to words that only look like those it was given on.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .matter import Change, What
from .meaning import Meaning, changes_between
from .paragraphs import align
from .traces import Focus, Trace, Tracer

#: Two focuses are the same claim's where they share this much of what they cover together (Jaccard).
_SAME_FOCUS = 0.5
#: What of a sentence around a claim that nobody read again may not change: the rest may belong to another claim.
_AROUND = frozenset((What.NAME, What.HEDGE, What.NEGATION))


class Outcome(StrEnum):
    ANCHORED = "anchored"
    DRIFTED = "drifted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Place:
    part: str
    start: int
    end: int
    focus: Focus


@dataclass(frozen=True, slots=True)
class Sighted:
    """A claim of the old version, or what the engine found in the new one. ``meaning`` None: nobody read one."""

    place: Place
    sentence: tuple[int, int]
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """``place`` is None for what is gone. ``finding``: the number of the finding that is this claim.

    ``changes`` are empty unless it drifted. ``is_context_changed``: other words stand around it.
    """

    outcome: Outcome
    place: Place | None = None
    finding: int | None = None
    changes: tuple[Change, ...] = ()
    is_context_changed: bool = False


class Versions:
    """Two versions of an article, by part."""

    def __init__(self, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        self._tracers = {part: Tracer(align(words, new.get(part, ""))) for part, words in old.items()}

    def trace(self, place: Place) -> Trace | None:
        return self._tracers[place.part].trace(place.start, place.end, place.focus)

    def carry(self, part: str, start: int, end: int) -> tuple[int, int] | None:
        """Where [start, end) stands now, word for word; None where it does not, or nobody can say."""
        trace = self._tracers[part].trace(start, end)
        return None if trace is None or trace.changes else (trace.start, trace.end)

    def decide(
        self, claims: Sequence[Sighted], findings: Sequence[Sighted], *, is_same_engine: bool
    ) -> list[Decision]:
        """One decision for each of ``claims``, in their order; of two that one finding may be, the first gets it.

        ``is_same_engine``: whether one engine read both versions. Two may read the same words differently.
        """
        traces = [self.trace(claim.place) for claim in claims]
        chosen = _matched(claims, traces, findings)
        decisions, places = [], set()
        for number, (claim, trace) in enumerate(zip(claims, traces, strict=True)):
            at = chosen.get(number)
            decision = self._decide(claim, trace, at, findings, is_same_engine=is_same_engine)
            if decision.place in places:  # two claims of one sentence, whose difference is gone
                decision = Decision(Outcome.GONE)
            if decision.place:
                places.add(decision.place)
            decisions.append(decision)
        return decisions

    def _decide(
        self,
        claim: Sighted,
        trace: Trace | None,
        at: int | None,
        findings: Sequence[Sighted],
        *,
        is_same_engine: bool,
    ) -> Decision:
        if trace is None:
            return Decision(Outcome.GONE)
        finding = findings[at] if at is not None else None
        place = Place(claim.place.part, trace.start, trace.end, trace.focus)
        changes = list(trace.changes)
        if not changes and finding is None and trace.is_context_changed:
            changes = self._around(claim)
        # An unchanged paragraph that another engine reads differently was not changed by its publisher.
        is_comparable = is_same_engine or trace.is_context_changed
        if not changes and is_comparable and finding and finding.meaning and claim.meaning:
            is_same_span = is_same_engine and finding.place == place
            changes = changes_between(claim.meaning, finding.meaning, is_same_span=is_same_span)
        if not changes:
            return Decision(Outcome.ANCHORED, place, at, (), trace.is_context_changed)
        return Decision(
            Outcome.DRIFTED,
            finding.place if finding else place,
            at,
            tuple(dict.fromkeys(changes)),
            trace.is_context_changed,
        )

    def _around(self, claim: Sighted) -> list[Change]:
        """What matters and changed in the sentence of a claim that no engine read again."""
        around = self._tracers[claim.place.part].trace(*claim.sentence)
        return [change for change in around.changes if change.what in _AROUND] if around else []


def _matched(
    claims: Sequence[Sighted], traces: Sequence[Trace | None], findings: Sequence[Sighted]
) -> dict[int, int]:
    """Which finding is which claim, one to one: at the very place first, then those that overlap most."""
    by_place = {finding.place: number for number, finding in enumerate(findings)}
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for number, (claim, trace) in enumerate(zip(claims, traces, strict=True)):
        if trace is None:
            continue
        at = by_place.get(Place(claim.place.part, trace.start, trace.end, trace.focus))
        if at is not None and at not in taken:
            chosen[number] = at
            taken.add(at)
    parts = {part: _ByPlace(findings, part) for part in {claim.place.part for claim in claims}}
    pairs = []
    for number, (claim, trace) in enumerate(zip(claims, traces, strict=True)):
        if trace is None or number in chosen:
            continue
        for at in parts[claim.place.part].overlapping(trace.start, trace.end):
            likeness = _overlap(trace.focus, findings[at].place.focus)
            if at not in taken and likeness >= _SAME_FOCUS:
                pairs.append((-likeness, number, at))
    for _, number, at in sorted(pairs):
        if number not in chosen and at not in taken:
            chosen[number] = at
            taken.add(at)
    return chosen


class _ByPlace:
    """The findings of one part in order of place."""

    def __init__(self, findings: Sequence[Sighted], part: str) -> None:
        self._spans = sorted(
            (finding.place.start, finding.place.end, number)
            for number, finding in enumerate(findings)
            if finding.place.part == part
        )
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def overlapping(self, start: int, end: int) -> list[int]:
        first = bisect_left(self._spans, (start - self._longest,))
        last = bisect_left(self._spans, (end,))
        return [number for _, other_end, number in self._spans[first:last] if other_end > start]


def _overlap(one: Focus, other: Focus) -> float:
    first = {at for start, end in one for at in range(start, end)}
    second = {at for start, end in other for at in range(start, end)}
    both = len(first | second)
    return len(first & second) / both if both else 0.0
