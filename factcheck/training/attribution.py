"""Train the model that finds attributions, and print how well it does on articles it has not seen.

    python -m factcheck.training.attribution TRAIN.jsonl

``TRAIN.jsonl`` holds one article a line: ``{"text", "attributions": [{"source", "cue", "content"}]}``, each a list of
``[start, end]`` offsets. Writes the weights the engine loads. Deterministic: same data, same weights.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from factcheck.extraction.attribution.columns import Columns
from factcheck.extraction.attribution.contents import Content, contents_of
from factcheck.extraction.attribution.features import (
    content_features,
    cue_features,
    signature,
    source_features,
)
from factcheck.extraction.attribution.finder import find_attributions
from factcheck.extraction.attribution.model import SAME, SCALE, WEIGHTS, Model, score, softmax
from factcheck.extraction.attribution.sources import sources_of
from factcheck.extraction.attribution.spans import attributions_of, source_span
from factcheck.extraction.engine import parse_text
from factcheck.extraction.parsed import Parsed
from factcheck.extraction.quotes import find_quotes
from factcheck.extraction.text import normalise

from .choice import Group, fit

#: A word is worth asking when annotators took it for a cue this often, and at this share of its occurrences.
_FEWEST_CUES, _LEAST_SHARE = 3, 0.02
#: Features that fewer candidates have, or that weigh less, are not kept.
_FEWEST_CANDIDATES, _LEAST_WEIGHT = 6, 0.05
#: How much more a candidate counts for fitting the annotated words exactly than for overlapping by half.
_SHARPNESS = 4
_CONTENT_PENALTY, _SOURCE_PENALTY = 3.0, 1.0
#: Half of the best F1 in sight: keeping what is likelier than that maximises F1 (Lipton, Elkan and
#: Naryanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure").
_THRESHOLD = 0.3
#: Share of the answers given up for looking at a fifth of the words only.
_LOST_FOR_SPEED = 0.01
_FOLDS = 3
_STRIPPED = " \t\n,;\"\u201c\u201d\u2018\u2019'"

Offsets = list[tuple[int, int]]


@dataclass(frozen=True)
class Gold:
    """One annotated attribution, in offsets of the article's text, quote marks and commas at the ends left out."""

    content: Offsets
    source: Offsets
    cue: Offsets


@dataclass(frozen=True)
class Article:
    text: str
    stretches: list[Parsed]
    gold: list[Gold]


def read_articles(path: Path) -> Iterator[Article]:
    """Parsed articles. One whose normalised form is another is left out: its offsets would be wrong."""
    for line in path.read_text().splitlines():
        row = json.loads(line)
        text = row["text"]
        if normalise(text) == text:
            yield Article(text, parse_text(text), gold_of(row, text))


def gold_of(row: dict[str, Any], text: str) -> list[Gold]:
    found = [
        Gold(*(_stripped(item[name], text) for name in ("content", "source", "cue")))
        for item in row["attributions"]
    ]
    return [gold for gold in found if gold.content]


def _stripped(spans: Iterable[Iterable[int]], text: str) -> Offsets:
    kept = []
    for start, end in spans:
        while start < end and text[start] in _STRIPPED:
            start += 1
        while start < end and text[end - 1] in _STRIPPED:
            end -= 1
        if start < end:
            kept.append((start, end))
    return kept


# --- which word is the cue -----------------------------------------------------------------------


def _by_cue(article: Article) -> dict[tuple[int, int], list[Gold]]:
    """Gold attributions by (stretch, head token of their cue)."""
    found: dict[tuple[int, int], list[Gold]] = {}
    for gold in article.gold:
        for number, parsed in enumerate(article.stretches):
            if gold.cue and parsed.start <= gold.cue[0][0] < parsed.start + len(parsed.text):
                head = _head(parsed, gold.cue)
                if head is not None:
                    found.setdefault((number, head), []).append(gold)
    return found


def _head(parsed: Parsed, cue: Offsets) -> int | None:
    tokens = {
        token.i
        for token in parsed.doc
        if any(
            parsed.start + token.idx < end and start < parsed.start + token.idx + len(token)
            for start, end in cue
        )
    }
    tops = [i for i in sorted(tokens) if parsed.doc[i].head.i not in tokens or parsed.doc[i].head.i == i]
    tops = [i for i in tops if not (parsed.doc[i].is_punct or parsed.doc[i].is_space)] or tops
    content_words = [i for i in tops if parsed.doc[i].pos_ in ("VERB", "NOUN", "ADJ", "AUX")]
    return next(iter(content_words or tops), None)


def _cue_words(articles: list[Article]) -> frozenset[str]:
    cues: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for article in articles:
        heads = _by_cue(article)
        for number, parsed in enumerate(article.stretches):
            for token in parsed.doc:
                word = f"{token.lemma_.lower()}/{token.pos_}"
                words[word] += 1
                cues[word] += (number, token.i) in heads
    return frozenset(
        word for word, n in cues.items() if n >= _FEWEST_CUES and n >= _LEAST_SHARE * words[word]
    )


# --- candidates and how right they are -----------------------------------------------------------


def _groups(article: Article, words: frozenset[str]) -> Iterator[tuple[Group, Group | None]]:
    """For each word worth asking the contents to choose from, and where one is right the sources."""
    gold_by_cue = _by_cue(article)
    for number, parsed in enumerate(article.stretches):
        columns = Columns(parsed, find_quotes(parsed.text))
        for cue in range(columns.size):
            gold = gold_by_cue.get((number, cue), [])
            is_asked = f"{columns.lemma[cue]}/{columns.pos[cue]}" in words
            contents = contents_of(columns, cue) if is_asked or gold else []
            if not contents:
                continue
            agreement = [
                max((_iou(_covered(article, parsed, content), each.content) for each in gold), default=0.0)
                for content in contents
            ]
            shape = signature(columns, cue)
            sources = (
                _source_group(article, parsed, columns, cue, gold, contents, agreement) if gold else None
            )
            if is_asked:
                features = [list(cue_features(columns, cue))]
                features.extend(list(content_features(columns, cue, content, shape)) for content in contents)
                shares = [share**_SHARPNESS if share >= SAME else 0.0 for share in agreement]
                yield Group(features, [0.0 if gold else 1.0, *shares]), sources
            elif sources is not None:
                yield Group([], []), sources


def _source_group(
    article: Article,
    parsed: Parsed,
    columns: Columns,
    cue: int,
    gold: list[Gold],
    contents: list[Content],
    agreement: list[float],
) -> Group:
    content = contents[max(range(len(contents)), key=agreement.__getitem__)]
    shape = signature(columns, cue)
    sources = sources_of(columns, cue)
    wanted = gold[0].source
    shares: list[float] = []
    for source in sources:
        if source.head is None:
            shares.append(0.0 if wanted else 1.0)
            continue
        span = source_span(parsed, parsed.doc[source.head])
        is_right = _iou(_stripped([(span.start, span.end)], article.text), wanted) > 0
        shares.append((0.3 if any(shares) else 1.0) if is_right else 0.0)  # the nearest of several
    return Group([list(source_features(columns, cue, source, content, shape)) for source in sources], shares)


def _covered(article: Article, parsed: Parsed, content: Content) -> Offsets:
    spans = [parsed.span(first, last) for first, last in content.pieces]
    return _stripped([(span.start, span.end) for span in spans], article.text)


def _iou(one: Offsets, other: Offsets) -> float:
    first = {index for start, end in one for index in range(start, end)}
    second = {index for start, end in other for index in range(start, end)}
    return len(first & second) / max(1, len(first | second))


# --- training and measuring ----------------------------------------------------------------------


def train(articles: list[Article]) -> Model:
    words = _cue_words(articles)
    contents: list[Group] = []
    sources: list[Group] = []
    for article in articles:
        for content, source in _groups(article, words):
            if content.features:
                contents.append(content)
            if source is not None:
                sources.append(source)
    by_content = fit(contents, _FEWEST_CANDIDATES, _LEAST_WEIGHT, _CONTENT_PENALTY)
    by_source = fit(sources, _FEWEST_CANDIDATES, _LEAST_WEIGHT, _SOURCE_PENALTY)
    return Model(words, by_content, by_source, _THRESHOLD, _hopeless(contents, by_content))


def _hopeless(groups: list[Group], weights: dict[str, float]) -> float:
    """The score of "none" that hardly any word with an answer has."""
    answered = []
    for group in groups:
        scores = [score(weights, features) for features in group.features]
        if softmax(scores)[0] <= 1 - _THRESHOLD:
            answered.append(scores[0])
    return round(float(np.percentile(answered, 100 * (1 - _LOST_FOR_SPEED))), 2)


def store(model: Model, path: Path = WEIGHTS) -> None:
    def scaled(weights: dict[str, float]) -> dict[str, int]:
        return {feature: round(weight / SCALE) for feature, weight in sorted(weights.items())}

    stored = {
        "cues": sorted(model.cues),
        "contents": scaled(model.contents),
        "sources": scaled(model.sources),
        "threshold": model.threshold,
        "hopeless": model.hopeless,
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n")


def evaluate(model: Model, articles: list[Article]) -> tuple[int, int, int, int]:
    """How many attributions have the right words, the right words and source, were found, are in the gold.

    Right words overlap the gold by half; one answer for one in the gold, best overlap first.
    """
    right = complete = found = wanted = 0
    for article in articles:
        answers = attributions_of(find_attributions(article.stretches, model))
        found, wanted = found + len(answers), wanted + len(article.gold)
        contents = [
            _stripped([(piece.start, piece.end) for piece in answer.content], article.text)
            for answer in answers
        ]
        pairs = sorted(
            (-_iou(content, gold.content), g, a)
            for g, gold in enumerate(article.gold)
            for a, content in enumerate(contents)
            if content and content[0][0] < gold.content[-1][1] and gold.content[0][0] < content[-1][1]
        )
        used_gold: set[int] = set()
        used: set[int] = set()
        for negative, g, a in pairs:
            if -negative < SAME or g in used_gold or a in used:
                continue
            used_gold.add(g)
            used.add(a)
            right += 1
            source, gold_source = answers[a].source, article.gold[g].source
            spans = [(source.start, source.end)] if source is not None else []
            complete += _iou(spans, gold_source) > 0 or (not spans and not gold_source)
    return right, complete, found, wanted


def _report(name: str, counts: Iterable[int]) -> None:
    right, complete, found, wanted = counts
    both = found + wanted
    print(
        f"{name}: words {200 * right / both:.1f} F1, words and source {200 * complete / both:.1f} F1 "
        f"(precision {100 * complete / found:.1f}, recall {100 * complete / wanted:.1f}); "
        f"source right {100 * complete / right:.1f} % of those; {found} found, {wanted} in the gold",
        flush=True,
    )


def main(path: Path) -> None:
    articles = list(read_articles(path))
    totals = np.zeros(4, dtype=int)
    for fold in range(_FOLDS):
        held_out = articles[fold::_FOLDS]
        others = [article for place, article in enumerate(articles) if place % _FOLDS != fold]
        counts = evaluate(train(others), held_out)
        _report(f"fold {fold + 1} of {_FOLDS}", counts)
        totals += counts
    _report("all folds", totals)
    model = train(articles)
    store(model)
    print(
        f"{len(model.contents)} + {len(model.sources)} weights, {len(model.cues)} cue words: {WEIGHTS.name}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
