"""Train the sentence model of check-worthiness: ``python -m factcheck.training.checkworthiness``.

    --claimbuster PATH   JSON lines {"id", "text", "label"}; ids number the sentences of debate after debate
    --policlaim PATH     JSON lines {"speech", "text", "label"}; may be left out

One logistic regression on both, so that one threshold serves all texts. Prints figures that are cross-validated
by document, then writes ``factcheck/extraction/weights/checkworthiness.json``. Same data, same file.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score

from factcheck.extraction import nlp
from factcheck.extraction.parsed import Parsed
from factcheck.extraction.quantities.finder import find_quantities
from factcheck.extraction.statements import GROUPS, WEIGHTS, Feature, features
from factcheck.extraction.text import normalise, parser_view
from factcheck.extraction.times import find_times
from factcheck.extraction.types import Span

#: Inverse strength of the L2 penalty; 0.03 to 0.3 were tried.
_C = 0.05
#: A feature that fewer sentences have is left out.
_FEWEST_SENTENCES = 4
_FOLDS = 8
#: ClaimBuster does not say where a debate ends: stretches of about a debate's length stand for documents.
_SENTENCES_A_DEBATE = 1000
_DECIMALS = 3
#: What the threshold of 0.5 is moved to, in logits, is looked for in this range.
_SHIFTS = np.arange(-1.5, 1.51, 0.05)


@dataclass(frozen=True)
class Corpus:
    """Labelled texts; ``documents`` tells which ones must not be on both sides of a split."""

    name: str
    texts: list[str]
    labels: list[int]
    documents: list[str]


@dataclass(frozen=True)
class Examples:
    """One row a sentence. A text is as check-worthy as its best sentence."""

    rows: list[dict[Feature, float]]
    text_of_row: np.ndarray
    is_taught: np.ndarray
    labels: np.ndarray
    corpora: np.ndarray
    folds: np.ndarray


def read_claimbuster(path: Path) -> Corpus:
    rows = _read(path)
    documents = [str(int(row["id"]) // _SENTENCES_A_DEBATE) for row in rows]
    return Corpus("ClaimBuster", [row["text"] for row in rows], [row["label"] for row in rows], documents)


def read_policlaim(path: Path) -> Corpus:
    rows = _read(path)
    documents = [row["speech"] for row in rows]
    return Corpus("PoliClaim", [row["text"] for row in rows], [row["label"] for row in rows], documents)


def _read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def examples_of(corpora: Sequence[Corpus]) -> Examples:
    """Of a check-worthy text with several sentences only the longest is taught: the label names none of them."""
    rows: list[dict[Feature, float]] = []
    text_of_row: list[int] = []
    is_taught: list[bool] = []
    labels = [label for corpus in corpora for label in corpus.labels]
    texts = [normalise(text) for corpus in corpora for text in corpus.texts]
    for index, (text, doc) in enumerate(zip(texts, nlp.parse(map(parser_view, texts)), strict=True)):
        parsed = Parsed(text, 0, "body", doc)
        times = find_times(text, None)
        quantities = find_quantities(text, 0, parsed, [Span(time.start, time.end) for time in times])
        sentences = list(parsed.sentence_spans())
        longest = max((len(sentence) for sentence, _ in sentences), default=0)
        for sentence, span in sentences:
            figures = [q for q in quantities if span.start <= q.start and q.end <= span.end]
            moments = [time for time in times if span.start <= time.start and time.end <= span.end]
            rows.append(features(list(sentence), figures, moments))
            text_of_row.append(index)
            is_taught.append(not labels[index] or len(sentence) == longest)
    return Examples(
        rows,
        np.array(text_of_row),
        np.array(is_taught),
        np.array(labels),
        np.repeat(np.arange(len(corpora)), [len(corpus.texts) for corpus in corpora]),
        np.concatenate([_folds(corpus.documents) for corpus in corpora]),
    )


def _folds(documents: Sequence[str]) -> np.ndarray:
    number = {document: index % _FOLDS for index, document in enumerate(sorted(set(documents)))}
    return np.array([number[document] for document in documents])


def _vocabulary(rows: Sequence[dict[Feature, float]]) -> dict[Feature, int]:
    seen = Counter(feature for row in rows for feature in row)
    kept = sorted(feature for feature, count in seen.items() if count >= _FEWEST_SENTENCES)
    return {feature: index for index, feature in enumerate(kept)}


def _matrix(rows: Sequence[dict[Feature, float]], vocabulary: dict[Feature, int]) -> csr_matrix:
    indexes, values, ends = [], [], [0]
    for row in rows:
        for feature in sorted(row):
            if feature in vocabulary:
                indexes.append(vocabulary[feature])
                values.append(row[feature])
        ends.append(len(indexes))
    return csr_matrix((values, indexes, ends), shape=(len(rows), len(vocabulary)))


def fit(rows: Sequence[dict[Feature, float]], labels: np.ndarray) -> tuple[float, dict[Feature, float]]:
    vocabulary = _vocabulary(rows)
    model = LogisticRegression(C=_C, solver="liblinear", max_iter=500, random_state=0)
    model.fit(_matrix(rows, vocabulary), labels)
    return float(model.intercept_[0]), dict(zip(vocabulary, model.coef_[0].tolist(), strict=True))


def logit(row: dict[Feature, float], base: float, weights: dict[Feature, float]) -> float:
    return base + sum(weights.get(feature, 0.0) * value for feature, value in sorted(row.items()))


def cross_validated(examples: Examples) -> np.ndarray:
    """Each text's logit, by a model that has seen no text of its document."""
    logits = np.full(len(examples.labels), -np.inf)
    fold_of_row = examples.folds[examples.text_of_row]
    for fold in range(_FOLDS):
        taught = np.flatnonzero((fold_of_row != fold) & examples.is_taught)
        labels = examples.labels[examples.text_of_row[taught]]
        base, weights = fit([examples.rows[index] for index in taught], labels)
        for index in np.flatnonzero(fold_of_row == fold):
            text = examples.text_of_row[index]
            logits[text] = max(logits[text], logit(examples.rows[index], base, weights))
    return logits


def best_shift(examples: Examples, logits: np.ndarray) -> float:
    """What to add to every logit so that the corpora's F1 at 0.5 are highest on average: one number for all."""

    def mean_f1(shift: float) -> float:
        corpora = np.unique(examples.corpora)
        return float(np.mean([_f1(examples, logits + shift, corpus) for corpus in corpora]))

    return max((float(shift) for shift in _SHIFTS), key=mean_f1)


def _f1(examples: Examples, logits: np.ndarray, corpus: int) -> float:
    chosen = examples.corpora == corpus
    return float(f1_score(examples.labels[chosen], logits[chosen] >= 0))


def table(
    corpora: Sequence[Corpus], examples: Examples, logits: np.ndarray, say: Callable[[str], None]
) -> None:
    say(f"{'cross-validated by document':<28}{'sentences':>10}{'positive':>10}{'F1 at 0.5':>11}{'AP':>7}")
    for index, corpus in enumerate(corpora):
        chosen = examples.corpora == index
        labels = examples.labels[chosen]
        precision = average_precision_score(labels, np.maximum(logits[chosen], -50))
        f1 = 100 * _f1(examples, logits, index)
        say(f"{corpus.name:<28}{len(labels):>10}{labels.sum():>10}{f1:>11.1f}{100 * precision:>7.1f}")


def usual(examples: Examples, weights: dict[Feature, float]) -> dict[str, float]:
    """What each group adds to a sentence on average."""
    total = dict.fromkeys(GROUPS, 0.0)
    for row in examples.rows:
        for feature, value in sorted(row.items()):
            total[feature[0]] += weights.get(feature, 0.0) * value
    return {group: round(logit / len(examples.rows), _DECIMALS) for group, logit in total.items()}


def write(path: Path, base: float, average: dict[str, float], weights: dict[Feature, float]) -> int:
    """The number of weights kept: those that are not 0 when rounded."""
    grouped: dict[str, dict[str, float]] = {}
    for (group, name), weight in sorted(weights.items()):
        if rounded := round(weight, _DECIMALS):
            grouped.setdefault(group, {})[name] = rounded
    centre = round(base + sum(average.values()), _DECIMALS)
    stored = {"base": centre, "usual": average, "weights": grouped}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(stored, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return sum(len(of_group) for of_group in grouped.values())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Train the sentence model of check-worthiness.")
    parser.add_argument("--claimbuster", type=Path, required=True)
    parser.add_argument("--policlaim", type=Path)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    corpora = [read_claimbuster(options.claimbuster)]
    if options.policlaim is not None:
        corpora.append(read_policlaim(options.policlaim))
    examples = examples_of(corpora)
    logits = cross_validated(examples)
    shift = best_shift(examples, logits)
    table(corpora, examples, logits + shift, print)
    taught = np.flatnonzero(examples.is_taught)
    base, weights = fit(
        [examples.rows[index] for index in taught], examples.labels[examples.text_of_row[taught]]
    )
    count = write(options.output, base + shift, usual(examples, weights), weights)
    print(f"{count} weights, threshold moved by {shift:+.2f}: {options.output}")


if __name__ == "__main__":
    main()
