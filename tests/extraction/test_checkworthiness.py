"""What is worth checking, and that the reasons given are all there is to the score."""

import json
import math
from pathlib import Path

import pytest

from factcheck.extraction import Analysis, analyse
from factcheck.extraction.attribution import find_attributions
from factcheck.extraction.checkworthiness import THRESHOLD
from factcheck.extraction.engine import _found, _parse
from factcheck.extraction.regions import Paragraph
from factcheck.extraction.statements import GROUPS, WEIGHTS, SentenceWorth, load


def sentence_score(text: str) -> float:
    (sentence,) = analyse(text, language="en").sentences
    return sentence.check_worthiness


def worth_of(text: str) -> SentenceWorth:
    stretches = list(_parse(text, [Paragraph(0, len(text), "body")], lambda done, total: None))
    (found,) = _found(stretches, find_attributions(stretches), "text", None, lambda stage, made: None)
    return found.worths[0]


WORTH_CHECKING = [
    "The ferry company cut 340 jobs in Harwich last year.",
    "Unemployment in the region has fallen by 12 percent since 2019.",
    "My opponent voted against the water bill three times.",
    "We built 4,000 new homes and closed two coal plants.",
    "The minister signed the contract with the shipyard in March.",
    "Two people were killed when the bridge collapsed, police said.",
    "Crime in Norwich is higher than in any other city in the country.",
]
NOT_WORTH_CHECKING = [
    "Thank you all very much for coming here tonight.",
    "I believe that we can do better than this.",
    "What would you do about it?",
    "Let me answer the question.",
    "We must never give up hope.",
    "That is a wonderful idea.",
    "God bless you.",
]


@pytest.mark.parametrize("text", WORTH_CHECKING)
def test_a_statement_of_fact_is_worth_checking(text: str) -> None:
    assert sentence_score(text) >= THRESHOLD


@pytest.mark.parametrize("text", NOT_WORTH_CHECKING)
def test_opinion_talk_and_questions_are_not(text: str) -> None:
    assert sentence_score(text) < THRESHOLD


def test_a_figure_makes_a_sentence_more_worth_checking() -> None:
    assert sentence_score("The plan cost the city 34 million dollars.") > sentence_score(
        "The plan cost the city dearly."
    )


def test_whose_name_it_is_makes_no_difference() -> None:
    assert (
        worth_of("Harlan closed the mill.").contributions["words"]
        == worth_of("Mercer closed the mill.").contributions["words"]
    )


@pytest.mark.parametrize("text", [*WORTH_CHECKING, *NOT_WORTH_CHECKING])
def test_what_the_groups_add_up_to_is_the_sentences_score(text: str) -> None:
    of_sentence = worth_of(text)

    logit = of_sentence.base + sum(of_sentence.contributions.values())
    assert of_sentence.score == pytest.approx(1 / (1 + math.exp(-logit)), abs=0.001)
    assert of_sentence.score == sentence_score(text)


ARTICLE = (
    "Mayor Ada Moss said 12 ships sank in the storm, the worst since 1987. Nobody was hurt. "
    "The harbour lost its two cranes, and repairs may cost $3.4 million. Why were there no warnings? "
    "A report accused the port of ignoring the forecast."
)


@pytest.fixture(scope="module")
def article() -> Analysis:
    return analyse(ARTICLE)


def test_the_reasons_of_a_claim_add_up_to_its_score(article: Analysis) -> None:
    assert len(article.claims) >= 4
    for claim in article.claims:
        logit = sum(reason.weight for reason in claim.check_worthiness.reasons)
        assert claim.check_worthiness.score == pytest.approx(1 / (1 + math.exp(-logit)), abs=0.001)


def test_reasons_are_said_once_and_the_heaviest_first(article: Analysis) -> None:
    for claim in article.claims:
        reasons = claim.check_worthiness.reasons
        assert len({reason.code for reason in reasons}) == len(reasons)
        assert [abs(reason.weight) for reason in reasons] == sorted(
            (abs(reason.weight) for reason in reasons), reverse=True
        )
        assert all(reason.text for reason in reasons)


def test_how_the_sentence_reads_is_a_reason_of_its_claims(article: Analysis) -> None:
    for claim in article.claims:
        assert {reason.code for reason in claim.check_worthiness.reasons} >= {
            "sentence_words",
            "sentence_grammar",
        }


def test_furniture_counts_nothing() -> None:
    analysis = analyse("Storm sinks ships\n\n3 min read\n\nTwelve ships sank in the storm on Monday.")

    furniture = [sentence for sentence in analysis.sentences if sentence.region == "boilerplate"]
    assert [sentence.check_worthiness for sentence in furniture] == [0]


def test_the_model_holds_single_words_only_and_is_small() -> None:
    assert WEIGHTS.stat().st_size < 500_000
    weights = load().weights
    assert {group for group, _ in weights} <= set(GROUPS)
    assert not [name for _, name in weights if len(name.split()) != 1]


def test_the_same_data_gives_the_same_model(tmp_path: Path) -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is only there after `make install-train`")
    from factcheck.training import checkworthiness as training

    rows = [
        {"id": str(1000 * copy + index), "text": text, "label": int(text in WORTH_CHECKING)}
        for copy in range(8)
        for index, text in enumerate([*WORTH_CHECKING, *NOT_WORTH_CHECKING])
    ]
    data = tmp_path / "data.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    paths = [tmp_path / "one.json", tmp_path / "two.json"]

    for path in paths:
        training.main(["--claimbuster", str(data), "--output", str(path)])

    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert json.loads(paths[0].read_text())["weights"]["words"]
