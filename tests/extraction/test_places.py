"""Names of places, as the whole article uses them."""

import pytest

from factcheck.extraction import analyse


def _places(text: str) -> list[str]:
    return [place.text for place in analyse(text).places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials in the United States met on Monday.", ["United States"]),
        ("Germany's parliament voted on Monday.", ["Germany"]),
        ("The blast was heard in Lviv, Ukraine, on Monday.", ["Lviv", "Ukraine"]),
        ("The Hungarian government sent the letter on Monday.", ["Hungarian"]),
        ("She speaks Hungarian well.", []),
        ("Four people drowned in the Marl River on Monday.", ["Marl River"]),
        ("The fire spread across Tarrow County on Monday.", ["Tarrow County"]),
        ("The Secretary of State spoke to reporters on Monday.", []),
        ("Denzel Washington opened the school on Monday.", []),
    ],
)
def test_places_are_named_without_their_surroundings(text: str, expected: list[str]) -> None:
    assert _places(text) == expected


def test_a_name_used_more_often_for_a_place_is_one_everywhere() -> None:
    text = (
        "Four people were hurt in Vastberg. Roads in Vastberg were closed. The mayor left Vastberg.\n\n"
        "Vastberg has 4,000 residents, the council said."
    )

    assert _places(text).count("Vastberg") == 4


def test_a_dateline_names_the_place_of_the_story() -> None:
    text = "OSLO, Norway (NTB) - The ferry sank after midnight, and twelve people were rescued."

    analysis = analyse(text)

    assert [place.text for place in analysis.places] == ["OSLO", "Norway"]
    assert all(text[place.start : place.end] == place.text for place in analysis.places)
