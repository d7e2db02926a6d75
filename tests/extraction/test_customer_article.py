"""The customer's article, where it is at hand: it is not ours to keep in the project."""

import os
from pathlib import Path

import pytest

from factcheck.extraction import Analysis, Claim, analyse

from .articles import exact, focus_of, speaker

_DEFAULT = Path(__file__).parents[2].parent / "shared" / "seeds" / "strike-article.txt"
ARTICLE = Path(os.environ.get("FACTCHECK_CUSTOMER_ARTICLE") or _DEFAULT)

pytestmark = pytest.mark.skipif(not ARTICLE.is_file(), reason="FACTCHECK_CUSTOMER_ARTICLE names no file")


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(ARTICLE.read_text(encoding="utf-8"))


def claim_on(analysis: Analysis, words: str, who: str) -> Claim:
    found = [c for c in analysis.claims if words in focus_of(analysis, c) and speaker(c) == who]
    assert found, sorted((speaker(c), focus_of(analysis, c)) for c in analysis.claims)
    return found[0]


FIGURES = [
    ("81 missiles", "Valeriy Zaluzhny", 81, "missile", "launch"),
    ("eight Iranian-made attack drones", "Valeriy Zaluzhny", 8, "attack drone", "launch"),
    ("Four of the drones", "Valeriy Zaluzhny", 4, "drone", "intercept"),
    ("34 cruise missiles", "Valeriy Zaluzhny", 34, "cruise missile", "intercept"),
    ("fired 81 missiles", "Volodymyr Zelensky", 81, "missile", "fire"),
    ("some half of the inbound missiles", "Ukraine's military", 0.5, None, "down"),
    ("40% of the population", "Vitali Klitschko", 40, None, "remain"),
    ("killed two civilians", "narrator", 2, "civilian", "kill"),
    ("at least ten regions", "narrator", 10, "region", "span"),
    ("one or more hypersonic missiles", "Russia's defense ministry", 1, "hypersonic missile", "use"),
    ("dozens of missiles", "Wall Street Journal", None, "missile", "fire"),
]


@pytest.mark.parametrize(("words", "who", "value", "noun", "verb"), FIGURES, ids=lambda item: str(item))
def test_its_figures(analysis: Analysis, words: str, who: str, value: float, noun: str, verb: str) -> None:
    claim = claim_on(analysis, words, who)

    assert claim.quantities[0].value == value
    assert claim.quantities[0].noun == noun
    assert claim.event.predicate == verb


@pytest.mark.parametrize(
    ("words", "who", "low", "high"),
    [
        ("some half of the inbound missiles", "Ukraine's military", 0.45, 0.55),
        ("at least ten regions", "narrator", 10, None),
        ("one or more hypersonic missiles", "Russia's defense ministry", 1, None),
    ],
)
def test_its_bounds(analysis: Analysis, words: str, who: str, low: float, high: float | None) -> None:
    quantity = claim_on(analysis, words, who).quantities[0]

    assert (quantity.low, quantity.high) == (low, high)


EVENTS = [
    ("All assigned targets were hit", "Russia's defense ministry", "assert"),
    ("organized by the Kyiv regime", "Russia's defense ministry", "accuse"),
    ("Bakhmut may eventually fall in the coming days", "Jens Stoltenberg", "assert"),
    ("without power", "narrator", "assert"),
    ("water", "narrator", "assert"),
    ("heating", "narrator", "assert"),
    ("full control of the eastern part", "narrator", "assert"),
    ("possibly the largest barrage", "hearsay", "assert"),
    ("a 10-year-old boy", "hearsay", "assert"),
    ("first civilian deaths there in a long time", "hearsay", "assert"),
    ("likely to downgrade its ambitions", "US intelligence chiefs", "assert"),
    ("there were children in the car", "Putin", "assert"),
]


@pytest.mark.parametrize(("words", "who", "act"), EVENTS, ids=lambda item: str(item))
def test_its_claims_without_figures(analysis: Analysis, words: str, who: str, act: str) -> None:
    found = [c for c in analysis.claims if words in focus_of(analysis, c) and speaker(c) == who]

    assert act in {claim.act for claim in found}


def test_a_source_within_a_source_keeps_the_way_it_came(analysis: Analysis) -> None:
    claim = claim_on(analysis, "likely to downgrade", "US intelligence chiefs")

    assert [via.name for via in claim.via] == ["Goldman Sachs"]


def test_its_spans_are_exact(analysis: Analysis) -> None:
    exact(analysis)


def test_its_furniture_is_no_claim_and_its_headline_one_at_most(analysis: Analysis) -> None:
    assert analysis.masthead.title is not None
    headline = analysis.masthead.title.text

    quotes = [claim.quote for claim in analysis.claims]
    assert not [quote for quote in quotes if "min read" in quote or "Photo" in quote or "image" in quote]
    assert not [quote for quote in quotes if "TYLER DURDEN" in quote]
    assert sum(quote in headline for quote in quotes) <= 1


def test_its_masthead(analysis: Analysis) -> None:
    masthead = analysis.masthead

    assert masthead.title is not None
    assert masthead.title.text.startswith("Russia's Huge")
    assert masthead.author is not None
    assert "Durden" in masthead.author.name
    assert masthead.published_at is not None
    assert masthead.published_at.origin == "2023-03-09"


def test_a_label_says_who_says_it(analysis: Analysis) -> None:
    claim = claim_on(analysis, "34 cruise missiles", "Valeriy Zaluzhny")

    assert claim.label == "Zaluzhny: 34 cruise missiles intercepted"


@pytest.mark.parametrize(
    "label",
    [
        "Opening fire on villages killed two civilians",
        "Reportedly: opening fire on villages injured a 10-year-old boy",
        "The March 2nd incident involved alleged groups of well-armed Ukrainian\u2026",
        "Russia appears to be capitalizing on its momentum in the Donetsk region",
        "Stoltenberg quickly tried to downplay the city's strategic importance",
    ],
)
def test_its_labels_are_sentences_with_their_subjects(analysis: Analysis, label: str) -> None:
    assert label in [claim.label for claim in analysis.claims]


@pytest.mark.parametrize("words", ["one of the biggest barrages", "one of the bloodiest battles"])
def test_its_ranks_show_no_figure(analysis: Analysis, words: str) -> None:
    claim = next(claim for claim in analysis.claims if words in focus_of(analysis, claim))

    assert (claim.kind, claim.quantities) == ("ranking", ())
    assert claim.comparison is not None
    assert claim.comparison.rank is not None
    assert claim.comparison.rank.high is None
