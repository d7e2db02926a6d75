"""The trained judgement: which words a cue hands over, if any, and whose they are.

Two conditional logit models (a softmax over the candidates of one cue): the first chooses between the candidate
contents and "none", the second between the candidate sources and "nobody". Trained by
``python -m factcheck.training.attribution``.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from .columns import Columns
from .contents import Content, contents_of
from .features import IN_QUOTE, content_features, cue_features, signature, source_features
from .said import overlap
from .sources import Source, sources_of

WEIGHTS = Path(__file__).parent.parent / "weights" / "attribution.json"
#: Weights are stored as whole numbers of this fraction.
SCALE = 0.01
#: Candidates overlapping by this much are the same answer, only cut differently.
SAME = 0.5
#: Beyond these many the rest has hardly any weight.
_CONTENDERS = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """``confidence`` in [0, 1]: how likely both the words (about) and the source are right.

    ``is_quoted`` for what somebody in a quotation says that another said: "The Kremlin said it won," she said.
    """

    cue: int
    content: Content
    source: Source
    confidence: float
    is_quoted: bool = False


class Model:
    """``cues`` are "lemma/POS" of every word worth asking; weights are by feature.

    Answers below ``threshold`` are none. A word for which "none" scores above ``hopeless`` never reaches it: its
    candidates need not be looked at, which saves most of the work.
    """

    def __init__(
        self,
        cues: frozenset[str],
        contents: dict[str, float],
        sources: dict[str, float],
        threshold: float,
        hopeless: float,
    ) -> None:
        self.cues = cues
        self.contents = contents
        self.sources = sources
        self.threshold = threshold
        self.hopeless = hopeless

    def choices(self, columns: Columns) -> list[Choice]:
        """What is said in one stretch, in order of the cues; of two with nearly the same words the surer one."""
        found = []
        for cue in range(columns.size):
            if f"{columns.lemma[cue]}/{columns.pos[cue]}" in self.cues:
                choice = self.choose(columns, cue)
                if choice is not None and choice.confidence >= self.threshold:
                    found.append(choice)
        return _without_doubles(found)

    def choose(self, columns: Columns, cue: int) -> Choice | None:
        """The best answer for one cue; None where none reaches the threshold.

        Annotators look for speech outside quotations only; inside, what was learned from that does not count.
        """
        is_quoted = columns.quote_of[cue] >= 0
        none = score(self.contents, cue_features(columns, cue))
        if is_quoted:
            none -= self.contents.get(IN_QUOTE, 0.0)
        candidates = contents_of(columns, cue) if none <= self.hopeless else []
        if not candidates:
            return None
        shape = signature(columns, cue)
        scores = [none]
        scores.extend(
            score(self.contents, content_features(columns, cue, content, shape)) for content in candidates
        )
        probabilities = softmax(scores)[1:]
        if sum(probabilities) < self.threshold:
            return None
        content, likely = _least_risk(candidates, probabilities)
        if likely < self.threshold:
            return None
        sources = sources_of(columns, cue)
        shares = softmax(
            [score(self.sources, source_features(columns, cue, item, content, shape)) for item in sources]
        )
        best = sources[max(range(len(sources)), key=shares.__getitem__)]
        known = sum(
            share for item, share in zip(sources, shares, strict=True) if _is_same(columns, item, best)
        )
        return Choice(cue, content, best, likely * known, is_quoted)


def score(weights: dict[str, float], features: Iterable[str]) -> float:
    get = weights.get
    return sum(get(feature, 0.0) for feature in features)


def softmax(scores: list[float]) -> list[float]:
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _is_same(columns: Columns, one: Source, best: Source) -> bool:
    """Whether a source is the best one or named inside its noun phrase."""
    if one.head is None or best.head is None:
        return one.head == best.head
    return columns.left[best.head] <= one.head < columns.right[best.head]


def _least_risk(candidates: list[Content], probabilities: list[float]) -> tuple[Content, float]:
    """The candidate that should overlap the right one most, and how likely it overlaps it by half.

    Better than the likeliest one: its share may be split between cuts that differ by a word.
    """
    order = sorted(range(len(candidates)), key=lambda place: -probabilities[place])[:_CONTENDERS]
    best, most, likely = order[0], -1.0, 0.0
    for place in order:
        shared = [
            (probabilities[other], overlap(candidates[place].pieces, candidates[other].pieces))
            for other in order
        ]
        expected = sum(probability * share for probability, share in shared)
        if expected > most:
            best, most = place, expected
            likely = sum(probability for probability, share in shared if share >= SAME)
    return candidates[best], likely


def _without_doubles(choices: list[Choice]) -> list[Choice]:
    kept: list[Choice] = []
    for choice in sorted(choices, key=lambda choice: -choice.confidence):
        if not any(_is_double(choice, other) for other in kept):
            kept.append(choice)
    return sorted(kept, key=lambda choice: choice.cue)


def _is_double(one: Choice, other: Choice) -> bool:
    """Nearly the same words by two cues, unless one passes on what the other says ("X reports that Y said")."""
    is_nested = _holds(one.content, other.cue) or _holds(other.content, one.cue)
    return not is_nested and overlap(one.content.pieces, other.content.pieces) > SAME


def _holds(content: Content, index: int) -> bool:
    return any(first <= index < last for first, last in content.pieces)


@cache
def load() -> Model:
    """The model that is shipped."""
    stored = json.loads(WEIGHTS.read_text())
    return Model(
        frozenset(stored["cues"]),
        {feature: weight * SCALE for feature, weight in stored["contents"].items()},
        {feature: weight * SCALE for feature, weight in stored["sources"].items()},
        stored["threshold"],
        stored["hopeless"],
    )
