"""What a comma adds to a sentence is a claim of its own, with its own words and figures."""

import pytest

from factcheck.extraction import Claim, analyse


def claims(text: str) -> tuple[Claim, ...]:
    return analyse(text, language="en", published_at="2024-05-08").claims


def own_words(claim: Claim, text: str) -> str:
    return " ".join(text[span.start : span.end] for span in claim.focus)


@pytest.mark.parametrize(
    ("text", "aside", "label"),
    [
        (
            "Rents fell to 640 crowns, their lowest level since June 2019.",
            "their lowest level since June 2019",
            "Rents fell, their lowest level since June 2019",
        ),
        (
            "The police made 14 arrests, most of them for trespass.",
            "most of them for trespass",
            "The police made 14 arrests, most of them for trespass",
        ),
        (
            "The ticket now stands at $61, nearly double the price of two years ago.",
            "nearly double the price of two years ago",
            "The ticket stands, nearly double the price of two years ago",
        ),
        (
            "The reserve covers 420 square miles, an area larger than the city of Marn.",
            "an area larger than the city of Marn",
            "The reserve covers, an area larger than the city of Marn",
        ),
        (
            "Turnout was 34 percent, the lowest since 1995.",
            "the lowest since 1995",
            "Turnout was the lowest since 1995",
        ),
        (
            "Sales came to $4bn, up 24%, the company said.",
            "up 24%",
            "Company: Sales came to $4bn, up 24%",
        ),
        (
            "The barn had burned down, with 15 horses inside.",
            "with 15 horses inside",
            "The barn had burned down, with 15 horses inside",
        ),
    ],
)
def test_an_aside_is_a_claim_of_its_own(text: str, aside: str, label: str) -> None:
    found = {own_words(claim, text): claim.label for claim in claims(text)}

    assert found[aside] == label


def test_what_an_aside_is_added_to_says_its_own_alone() -> None:
    text = "Rents fell to 640 crowns, their lowest level since June 2019."

    first, second = claims(text)

    assert [q.value for q in first.quantities] == [640]
    assert "lowest" not in own_words(first, text)
    assert second.quantities == ()
    assert second.kind == "ranking"


def test_a_figure_that_another_is_compared_with_is_no_aside() -> None:
    (claim,) = claims("Turnout was 62.3 percent, down from 68 percent in 2019.")

    assert [q.value for q in claim.quantities] == [62.3, 68]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("She was elected with 9,200 votes, 812 more than her rival.", [(9200, "vote"), (812, "vote")]),
        (
            "The force shot down 24 drones: 13 over the city, seven over the port and the remaining four over the bay.",
            [(24, "drone"), (13, "drone"), (7, "drone"), (4, "drone")],
        ),
        ("Of the 178 species, at least 30 are new.", [(30, "species")]),
        ("The Union won 98 seats and the Reds 19.", [(98, "seat"), (19, "seat")]),
        ("Nineteen of the dead lived in Marn.", [(19, "person")]),
    ],
)
def test_a_figure_whose_noun_is_left_out_counts_what_the_words_before_it_count(
    text: str, figures: list[tuple[int, str]]
) -> None:
    first_figures = [claim.quantities[0] for claim in claims(text)]

    assert sorted((q.value, q.noun) for q in first_figures) == sorted(figures)


@pytest.mark.parametrize("text", ["The navy sank three boats.", "The army shot down 24 drones."])
def test_what_is_done_to_things_is_no_change_of_their_number(text: str) -> None:
    (claim,) = claims(text)

    assert claim.quantities[0].change is None
    assert claim.kind == "quantity"
