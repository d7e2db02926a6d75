"""Texts that are not English say so."""

import pytest

from factcheck.extraction import analyse


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Le ministère a annoncé que 12 personnes avaient été tuées dans l'incendie de la gare.", "fr"),
        ("Die Regierung teilte mit, dass bei dem Brand 12 Menschen ums Leben gekommen seien.", "de"),
        ("El gobierno informó que 12 personas murieron en el incendio de la estación.", "es"),
        ("Правительство сообщило, что при пожаре на вокзале погибли 12 человек.", "ru"),
    ],
)
def test_a_foreign_text_has_figures_no_claims_and_a_note(text: str, code: str) -> None:
    analysis = analyse(text)

    assert analysis.language == code
    assert [quantity.value for quantity in analysis.quantities] == [12]
    assert analysis.claims == ()
    assert [observation.code for observation in analysis.observations] == ["language_not_read"]
    assert code in analysis.observations[0].message


def test_an_english_text_is_marked_english() -> None:
    assert analyse("The storm killed 12 cows in the valley, the council said.").language == "en"


@pytest.mark.parametrize("text", ["", "   \n ", "12 45", "\u2014"])
def test_a_text_without_words_is_undetermined(text: str) -> None:
    analysis = analyse(text)

    assert analysis.language == "und"
    assert analysis.claims == ()


def test_a_declared_language_is_believed() -> None:
    assert analyse("Brand: 12 Tote.", language="de-AT").language == "de"
