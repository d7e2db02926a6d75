"""How far a sentence reads like a statement of fact that can be checked: a linear model of its words and parse.

Trained by ``python -m factcheck.training.checkworthiness``. A feature is one word, lemma, tag or label, never
two words together, and belongs to a group that has a name a person understands: what a group adds to the
logit is one reason.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .parsed import Parsed
from .types import Quantity, Reason, Span, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Token

WEIGHTS = Path(__file__).parent / "weights" / "checkworthiness.json"

#: Group of features -> what to say when it speaks for, and when it speaks against, a fact that can be checked.
GROUPS: Mapping[str, tuple[str, str]] = {
    "figures": ("states figures or times", "states figures or times of the kind that is seldom checked"),
    "names": ("names people, bodies or places", "names only in passing"),
    "words": ("uses words typical of statements of fact", "uses words typical of opinion or small talk"),
    "grammar": ("is built like a report of fact", "is built like an opinion, a wish or a question"),
    "length": ("is long enough to tell something", "is too short to tell much"),
}

#: A group and what is counted in it.
Feature = tuple[str, str]
_Located = TypeVar("_Located", Quantity, TimeExpression)

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
_AUXILIARIES = frozenset(("aux", "auxpass"))
_LENGTHS = (3, 5, 8, 12, 16, 20, 25, 30, 40)


@dataclass(frozen=True, slots=True)
class SentenceWorth:
    """``contributions`` are logits by group; with ``base`` they add up to the sentence's."""

    base: float
    contributions: Mapping[str, float]

    @property
    def score(self) -> float:
        """In [0, 1], to three digits."""
        logit = self.base + sum(self.contributions.values())
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), 3)

    def reasons(self, groups: Sequence[str], share: float) -> Iterator[Reason]:
        """What these groups say about the sentence, each counted with ``share`` of its weight."""
        for group in groups:
            weight = round(share * self.contributions[group], 3)
            if weight:
                yield Reason(f"sentence_{group}", weight, GROUPS[group][weight < 0])


#: Of a sentence that the model was not asked about.
UNWEIGHED = SentenceWorth(0.0, dict.fromkeys(GROUPS, 0.0))


@dataclass(frozen=True, slots=True)
class Model:
    """``usual`` is what a group adds to an average sentence: ``base`` holds it, contributions are beyond it."""

    base: float
    usual: Mapping[str, float]
    weights: Mapping[Feature, float]


@cache
def load() -> Model:
    """The trained model. Read once a process."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights = {
        (group, name): weight
        for group, of_group in stored["weights"].items()
        for name, weight in of_group.items()
    }
    return Model(stored["base"], stored["usual"], weights)


def sentence_worths(
    parsed: Parsed, quantities: Sequence[Quantity], times: Sequence[TimeExpression]
) -> dict[int, SentenceWorth]:
    """How each sentence of a stretch reads, by where it starts in the article."""
    return {
        span.start: sentence_worth(list(sentence), _inside(span, quantities), _inside(span, times))
        for sentence, span in parsed.sentence_spans()
    }


def sentence_worth(
    sentence: Sequence[Token], quantities: Sequence[Quantity], times: Sequence[TimeExpression]
) -> SentenceWorth:
    """How a sentence reads that holds these figures and times."""
    model = load()
    total = {group: -model.usual[group] for group in GROUPS}
    # Sorted: sums of floats depend on their order, and a set's order on the process.
    for feature, value in sorted(features(sentence, quantities, times).items()):
        total[feature[0]] += model.weights.get(feature, 0.0) * value
    return SentenceWorth(model.base, {group: round(logit, 3) for group, logit in total.items()})


def _inside(span: Span, found: Sequence[_Located]) -> list[_Located]:
    return [item for item in found if span.start <= item.start and item.end <= span.end]


def features(
    sentence: Sequence[Token], quantities: Sequence[Quantity], times: Sequence[TimeExpression]
) -> dict[Feature, float]:
    """What the model sees of one sentence. What is there counts once; counts are dampened, lengths in steps."""
    tokens = [token for token in sentence if not token.is_space]
    present: set[Feature] = set()
    counted: dict[Feature, int] = {}
    for token in tokens:
        present.update(_of_word(token))
        for feature in _counted_of_word(token):
            counted[feature] = counted.get(feature, 0) + 1
    for feature in _of_figures(quantities, times):
        counted[feature] = counted.get(feature, 0) + 1
    root = next((token for token in tokens if token.dep_ == "ROOT"), None)
    if root is not None:
        present.update(("grammar", name) for name in _frame(root))
    if tokens:
        present.add(("words", f"first:{tokens[0].lower_}"))
        present.add(
            ("grammar", f"last:{tokens[-1].tag_}{tokens[-1].text[-1:] if tokens[-1].is_punct else ''}")
        )
    result: dict[Feature, float] = dict.fromkeys(present, 1.0)
    for (group, name), count in counted.items():
        result[group, name] = 1.0
        result[group, f"{name}+"] = math.log(count)
    result["length", "log"] = math.log1p(len(tokens))
    for step in _LENGTHS:
        if len(tokens) > step:
            result["length", f"over:{step}"] = 1.0
    return result


def _of_word(token: Token) -> Iterator[Feature]:
    """A name is seen only as a name: whom a debate was about says nothing about the next one."""
    if token.tag_ in ("NNP", "NNPS"):
        return
    lemma = token.lemma_.lower()
    if any(char.isdigit() for char in token.text):
        yield "figures", f"shape:{token.shape_}"
        return
    yield "words", f"word:{token.lower_}"
    yield "words", f"lemma:{lemma}"
    yield "words", f"{lemma}:{token.dep_}"


def _counted_of_word(token: Token) -> Iterator[Feature]:
    yield "grammar", f"tag:{token.tag_}"
    yield "grammar", f"dep:{token.dep_}"
    if token.ent_iob_ == "B":
        yield "names", f"entity:{token.ent_type_}"


def _of_figures(quantities: Sequence[Quantity], times: Sequence[TimeExpression]) -> Iterator[Feature]:
    for quantity in quantities:
        yield "figures", "figure"
        yield "figures", f"kind:{quantity.unit_kind}"
        yield "figures", f"bound:{quantity.modifier}"
        yield "figures", f"aspect:{quantity.aspect}"
        if quantity.change is not None:
            yield "figures", f"change:{quantity.change.kind}"
        if quantity.of is not None:
            yield "figures", "part"
        if quantity.value is None:
            yield "figures", "rough"
    for time in times:
        yield "figures", "time"
        yield "figures", f"time:{time.precision}"


def _frame(root: Token) -> Iterator[str]:
    """Who the sentence is about, and its tense, mood and arguments."""
    children = list(root.children)
    subject = next((child for child in children if child.dep_ in _SUBJECTS), None)
    auxiliary = next((child for child in children if child.dep_ in _AUXILIARIES), None)
    if subject is None:
        who = "nobody"
    elif subject.pos_ == "PRON":
        who = subject.lower_
    else:
        who = subject.ent_type_ or subject.tag_
    tags = f"{root.tag_}/{auxiliary.tag_}" if auxiliary is not None else root.tag_
    yield f"subject:{who}"
    yield f"frame:{who}/{tags}"
    if auxiliary is not None:
        yield f"auxiliary:{auxiliary.lemma_.lower()}/{tags}"
    for dependency in {child.dep_ for child in children}:
        yield f"has:{dependency}"
