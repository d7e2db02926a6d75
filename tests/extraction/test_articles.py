"""Whole articles: the figure, its value and who says it."""

import pytest

from .articles import NAMES, article, claims_with, exact, focus_of, speaker

FIGURES = [
    ("flood", "17 people have died", 17, "officials"),
    ("flood", "1,200 homes were destroyed", 1200, "officials"),
    ("flood", "risen by 2.4 metres", 2.4, "Ilse Brandt"),
    ("flood", "3,500 residents", 3500, "Ilse Brandt"),
    ("flood", "40 patients", 40, "Ilse Brandt"),
    ("flood", "Three of the bridges", 3, "transport ministry"),
    ("flood", "12 kilometres of railway", 12, "transport ministry"),
    ("flood", "a third of the town's households", 1 / 3, "narrator"),
    ("flood", "more than 90 villages", 90, "narrator"),
    ("economy", "rose 3.1%", 3.1, "Office of National Figures"),
    ("economy", "two pence a litre", 2, "Carla Ruiz"),
    ("economy", "climbed 9%", 9, "Tom Okafor"),
    ("economy", "one in five families", 0.2, "Tom Okafor"),
    ("economy", "about 4.2%", 4.2, "narrator"),
    ("economy", "jumped 12%", 12, "narrator"),
    ("economy", "€1.3 billion", 1_300_000_000, "Baltic Foods"),
    ("health", "More than 400 children", 400, "Public Health Institute"),
    ("health", "86% of two-year-olds", 86, "Maya Lindqvist"),
    ("health", "Nine babies", 9, "Maya Lindqvist"),
    ("health", "No child has died", 0, "Maya Lindqvist"),
    ("health", "40 days", 40, "Paul Norris"),
    ("crime", "stole £2.6m", 2_600_000, "narrator"),
    ("crime", "212 transfers", 212, "Anita Rowe"),
    ("crime", "1,400 dock workers", 1400, "Anita Rowe"),
    ("crime", "about £700,000", 700_000, "narrator"),
    ("sport", "31,000 fans", 31_000, "narrator"),
    ("sport", "two penalties", 2, "Siobhan Kerr"),
    ("sport", "18,400 season tickets", 18_400, "Dana Whitlock"),
    ("election", "23 of the 60 seats", 23, "electoral commission"),
    ("election", "71.4 percent", 71.4, "narrator"),
    ("election", "5,000 affordable flats", 5000, "Karim Haddad"),
    ("election", "100,000 trees", 100_000, "Karim Haddad"),
    ("election", "412 polling stations", 412, "electoral commission"),
    ("fire", "FOUR firefighters", 4, "narrator"),
    ("fire", "80% of the roof", 80, "Joe Tranter"),
    ("fire", "two safety inspections", 2, "Locals"),
    ("fire", "60 homes were evacuated", 60, "narrator"),
    ("science", "13.4 billion light years", 13_400_000_000, "Cerro Alto Observatory"),
    ("science", "$940 million", 940_000_000, "narrator"),
    ("science", "at least 35 percent", 35, "Critics"),
    ("science", "all five tests", 5, "researchers"),
]


@pytest.mark.parametrize(("name", "words", "value", "who"), FIGURES, ids=lambda item: str(item))
def test_a_figure_comes_with_its_value_and_its_speaker(name: str, words: str, value: float, who: str) -> None:
    found = claims_with(article(name), words)

    answers = {
        (round(claim.quantities[0].value, 6), speaker(claim))
        for claim in found
        if claim.quantities[0].value is not None
    }
    assert (round(value, 6), who) in answers


EVENTS = [
    ("flood", "a dam had failed", "transport ministry", "deny"),
    ("flood", "wettest month since 1987", "national weather service", "assert"),
    ("flood", "thousands of livestock", "hearsay", "assert"),
    ("economy", "hiding the true cost of housing", "Tom Okafor", "accuse"),
    ("economy", "lowest rate since 2019", "narrator", "assert"),
    ("health", "did not raise the risk", "study", "assert"),
    ("health", "clinics had run out of doses", "Paul Norris", "deny"),
    ("crime", "among the largest", "Elaine Morris", "assert"),
    ("sport", "All the big decisions", "Siobhan Kerr", "assert"),
    ("fire", "Every worker got out alive", "Joe Tranter", "assert"),
    ("science", "the oldest object ever seen", "Noor Haidari", "assert"),
]


@pytest.mark.parametrize(("name", "words", "who", "act"), EVENTS, ids=lambda item: str(item))
def test_a_claim_without_a_figure_has_its_speaker_and_act(name: str, words: str, who: str, act: str) -> None:
    found = claims_with(article(name), words)

    assert (who, act) in {(speaker(claim), claim.act) for claim in found}


@pytest.mark.parametrize("name", NAMES)
def test_every_span_is_exact(name: str) -> None:
    exact(article(name))


FURNITURE = [
    "Advertisement",
    "Hannah Vesely",
    "Petr Dolan",
    "Read more",
    "Desmond Achebe",
    "Science Desk",
    "newsletter",
]


@pytest.mark.parametrize("name", NAMES)
def test_furniture_is_never_a_claim(name: str) -> None:
    analysis = article(name)

    quoted = " ".join(claim.quote for claim in analysis.claims)
    assert not [words for words in FURNITURE if words in quoted]


@pytest.mark.parametrize("name", NAMES)
def test_there_are_not_many_more_claims_than_sentences(name: str) -> None:
    analysis = article(name)

    read = [sentence for sentence in analysis.sentences if sentence.region in ("body", "list", "headline")]
    assert len(analysis.claims) <= 1.6 * len(read)


MASTHEADS = [
    (
        "flood",
        "River Marl Bursts Its Banks, Forcing Thousands From Their Homes",
        "Hannah Vesely",
        "2021-10-14",
    ),
    ("economy", "Inflation falls to 3.1% as fuel gets cheaper", "Desmond Achebe", "2024-05-02"),
    ("science", "Telescope spots its most distant galaxy yet", "the Science Desk", "2022-03-03"),
    ("crime", "Former harbour boss jailed for eight years over £2.6m fraud", None, None),
]


@pytest.mark.parametrize(("name", "title", "author", "day"), MASTHEADS, ids=lambda item: str(item))
def test_title_author_and_date_are_read_from_a_pasted_article(
    name: str, title: str, author: str | None, day: str | None
) -> None:
    masthead = article(name).masthead

    assert masthead.title is not None
    assert masthead.title.text == title
    assert (masthead.author.name if masthead.author else None) == author
    assert (masthead.published_at.origin if masthead.published_at else None) == day


def test_coordinated_figures_share_a_quote_and_differ_in_focus() -> None:
    analysis = article("flood")

    bridges, railway = (
        next(claim for claim in analysis.claims if words in focus_of(analysis, claim))
        for words in ("Three of the bridges", "12 kilometres")
    )
    assert bridges.quote == railway.quote
    assert "railway" not in focus_of(analysis, bridges)
    assert "bridges" not in focus_of(analysis, railway)
