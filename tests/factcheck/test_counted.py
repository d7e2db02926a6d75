"""The noun beside a figure, as a page for people has it."""

import pytest

from factcheck.counted import counted_noun, plural
from factcheck.extraction import analyse


def counted(words: str) -> list[str]:
    claims = analyse(words, language="en").as_dict()["claims"]
    return [counted_noun(claim["quantities"][0], claim["proposition"]) for claim in claims]


@pytest.mark.parametrize(
    ("words", "nouns"),
    [
        ("Russia launched eight Iranian-made attack drones.", ["attack drones"]),
        ("Exactly one bridge was hit.", ["bridge"]),
        ("One or more hypersonic missiles were used.", ["hypersonic missiles"]),
        ("Some 300 staff were sent home.", ["staff"]),
        ("Twelve women and nine children were hurt.", ["women", "children"]),
        ("Officers found 14 bodies in Vale and six in Marn.", ["bodies", "bodies"]),
        ("The budget fell by 40 percent in May.", [""]),
    ],
)
def test_a_noun_stands_beside_its_figure_as_it_is_counted(words: str, nouns: list[str]) -> None:
    assert counted(words) == nouns


def test_the_words_of_the_claim_know_plurals_that_english_has_not() -> None:
    quantity = {"noun": "Soldat", "value": 12, "modifier": "exact"}

    assert counted_noun(quantity, "12 Soldaten wurden verletzt") == "Soldaten"


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("city", "cities"),
        ("day", "days"),
        ("bus", "buses"),
        ("policeman", "policemen"),
        ("german", "germans"),
        ("crisis", "crises"),
        ("person", "people"),
        ("aircraft", "aircraft"),
    ],
)
def test_a_plural_is_formed_where_the_words_have_none(noun: str, several: str) -> None:
    assert plural(noun) == several
