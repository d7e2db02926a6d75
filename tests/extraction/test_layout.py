"""What is story and what is furniture."""

import pytest

from factcheck.extraction import analyse
from factcheck.extraction.regions import find_paragraphs

_STORY = "The council closed 14 roads after the storm tore down power lines in the valley on Monday."


def regions(text: str, title: str | None = None) -> list[tuple[str, bool]]:
    return [(paragraph.region, paragraph.repeats) for paragraph in find_paragraphs(text, title)]


@pytest.mark.parametrize(
    ("line", "region"),
    [
        ("3 min read", "boilerplate"),
        ("Share this article", "boilerplate"),
        ("Illustrative image: Lumen/Valley Live", "credit"),
        ("Ann Ray's Photo", "credit"),
        ("Photograph: Ann Ray/Valley Agency", "credit"),
        ("By Ann Ray", "byline"),
        ("BY VALLEY POST - ANN RAY - MONDAY, MAY 06, 2024", "byline"),
        ("May 6, 2024", "byline"),
        ("- 14 roads were closed", "list"),
        ("Situation in the valley on May 6, 2024:", "caption"),
        ("A crane lifts a tree off the road on Monday. (Photo: Ann Ray)", "caption"),
        (_STORY, "body"),
    ],
)
def test_a_line_is_known_for_what_it_is(line: str, region: str) -> None:
    text = f"Storm closes roads in the valley\n\n{_STORY}\n\n{line}\n\n{_STORY}"

    assert regions(text)[2] == (region, False)


def test_a_repeated_headline_is_read_once() -> None:
    text = f"Storm Closes 14 Roads in Valley\n\nSTORM CLOSES 14 ROADS IN VALLEY\n\n{_STORY}"

    assert regions(text)[:2] == [("headline", False), ("headline", True)]
    assert len([claim for claim in analyse(text).claims if claim.region == "headline"]) <= 1


def test_a_title_given_apart_is_not_read_again_in_the_text() -> None:
    title = "Storm Closes 14 Roads in Valley"

    analysis = analyse(f"{title}\n\n{_STORY}", title=title)

    assert [claim.part for claim in analysis.claims if claim.region == "headline"] == ["title"]


def test_a_single_sentence_is_no_headline() -> None:
    assert regions("Fourteen roads were closed") == [("body", False)]


def test_lines_broken_at_a_column_are_one_paragraph() -> None:
    text = "The council closed 14 roads after the storm tore down the power\nlines in the valley on Monday."

    assert len(find_paragraphs(text, None)) == 1


def test_a_dateline_is_not_part_of_the_first_claim() -> None:
    analysis = analyse("ORVILLE (Valley Agency) - Fourteen roads were closed on Monday.", language="en")

    assert analysis.claims[0].quote.startswith("Fourteen")


def test_html_is_only_text() -> None:
    text = '<p onclick="x()">The storm killed 12 cows &amp; two dogs.</p>'

    analysis = analyse(text, language="en")

    assert analysis.text == text
    assert {quantity.value for quantity in analysis.quantities} == {12, 2}
