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
        ("Estimated reading time: 6 minutes", "boilerplate"),
        ("12 hours ago", "boilerplate"),
        ("020 7946 0000", "boilerplate"),
        ("08001234567", "boilerplate"),
        ("123456789101231", "body"),
        ("Do you have a story? Email tips@valley.example or call 020 7946 0000.", "boilerplate"),
        ("For confidential support call Samaritans on 116 123.", "boilerplate"),
        (
            "Reporting by Ann Ray and Tom Moss; additional reporting by Lee Pell; editing by Jo Reed",
            "boilerplate",
        ),
        ("Additional reporting by Ann Ray in Orville and Tom Moss in Marn.", "boilerplate"),
        ("Ann Ray in Orville and Tom Moss in Marn contributed to this report.", "boilerplate"),
        ("We are closing this live blog now. Thanks for following along.", "boilerplate"),
        ("MORE: 12 pictures of the storm", "boilerplate"),
        ("https://valley.example/news/2024/05/06/bridge", "boilerplate"),
        ("(Ann Ray/Valley Press)", "credit"),
        ("Research by the university found that 40 pupils had left.", "body"),
        ("The rain contributed to this year's floods, which killed 12.", "body"),
        ("The hotline took 300 calls in its first week.", "body"),
        ("More from the village have died of hunger since May.", "body"),
        ("First published in 1962, the novel sold 3 million copies.", "body"),
        ("Correction: An earlier version of this story said 12 bridges had closed.", "body"),
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


@pytest.mark.parametrize(
    "dateline",
    [
        "ORVILLE, Nov 4 (Valley Agency) - ",
        "ORVILLE, Marland (VA) \u2014 ",
        "Orville, 4 November (Valley-Press) \u2013 ",
        "SAN ORVILLE \u2014 ",
    ],
)
def test_a_wire_s_dateline_is_not_part_of_the_story(dateline: str) -> None:
    text = f"Storm closes roads\n\n{dateline}{_STORY}"

    assert text[find_paragraphs(text, None)[1].start :] == _STORY


def test_a_compound_in_capitals_is_no_dateline() -> None:
    text = "ORVILLE-based engineers closed 14 roads on Monday, and opened two of them again on Tuesday."

    assert find_paragraphs(text, None)[0].start == 0


def test_the_times_of_a_live_blog_are_no_figures() -> None:
    text = f"Storm live\n\n11.42 {_STORY}\n\n10:31 am - {_STORY}\n\n09:20\n\nUPDATE: {_STORY}"

    assert regions(text)[3] == ("byline", False)
    read = [paragraph for paragraph in find_paragraphs(text, None) if paragraph.region == "body"]
    assert [text[paragraph.start : paragraph.end] for paragraph in read] == [_STORY] * 3


TRANSCRIPT = """HOST: Good evening. Councillor, how many homes did you build?

JANE MOSS (Labour): We built 400 homes last year. Rents fell by 3%.

MR. TULLY: The council sold 90 houses, the mayor told me.

MOSS: That is not so.

They were 12.
"""


@pytest.mark.parametrize(
    ("words", "who", "role", "via"),
    [
        ("400 homes", "Jane Moss", "Labour", []),
        ("Rents fell", "Jane Moss", "Labour", []),
        ("90 houses", "the mayor", "the mayor", ["Tully"]),
    ],
)
def test_a_turn_belongs_to_whoever_has_the_floor(
    words: str, who: str, role: str | None, via: list[str]
) -> None:
    claims = analyse(TRANSCRIPT, language="en").claims

    claim = next(claim for claim in claims if words in claim.quote)
    assert (claim.claimants[0].canonical, claim.claimants[0].role) == (who, role)
    assert [mouth.name for mouth in claim.via] == via


def test_the_name_of_a_turn_is_in_no_claim() -> None:
    quotes = " ".join(claim.quote for claim in analyse(TRANSCRIPT, language="en").claims)

    assert not [name for name in ("HOST", "MOSS", "TULLY", "Labour") if name in quotes]


def test_a_turn_goes_on_in_the_next_paragraph() -> None:
    last = find_paragraphs(TRANSCRIPT, None)[-1]

    assert last.speaker is not None
    assert last.speaker.canonical == "Jane Moss"


@pytest.mark.parametrize(
    "text",
    [
        "Killed: two people.\n\nWounded: nine people.\n\nMissing: one person.",
        f"UPDATE: {_STORY}\n\nUPDATE: {_STORY}",
        f"MOSS: {_STORY}\n\n{_STORY}",
    ],
)
def test_a_word_in_front_of_a_colon_is_not_yet_a_turn(text: str) -> None:
    assert {paragraph.speaker for paragraph in find_paragraphs(text, None)} == {None}


@pytest.mark.parametrize(
    "credit",
    [" (Photo: Ann Ray)", " Credit: Ann Ray", " Ann Ray/Valley Agency", " (Ann Ray / The Valley Post)"],
)
def test_the_credit_behind_a_caption_is_not_part_of_it(credit: str) -> None:
    caption = "A crane lifts 12 cars off the road on Monday."

    paragraphs = find_paragraphs(f"{_STORY}\n\n{caption}{credit}\n\n{_STORY}", None)

    found = paragraphs[1]
    text = f"{_STORY}\n\n{caption}{credit}"
    assert (text[found.start : found.end], found.region) == (caption, "caption")


def test_headlines_under_a_heading_for_links_are_other_stories() -> None:
    text = f"Storm closes roads in the valley\n\n{_STORY}\n\nMost read\n1 Man dies after fall from cliff\n12,000 homes without power\n\n{_STORY}"

    assert [region for region, _ in regions(text)][2:] == [
        "boilerplate",
        "boilerplate",
        "boilerplate",
        "body",
    ]


_TURNS = [
    ("Ann Ray", "We carried 96% of them."),
    ("Tom Hale", "I met nine of them."),
    ("Ann Ray", "We lost 12 jobs."),
    ("Tom Hale", "It cost 97 million pounds."),
]


@pytest.mark.parametrize(
    "form",
    [
        "{0}: {1}",
        "{0}\n{1}",
        "{0} \u2014 {1}",
        "**{0}:** {1}",
        "[10:02] {0}: {1}",
        "{0}: \u201c{1}\u201d",
        "{0}, minister: {1}",
    ],
)
def test_a_turn_is_known_in_whatever_way_it_is_printed(form: str) -> None:
    text = "Ferry talks, a transcript\n\n" + "\n\n".join(form.format(name, said) for name, said in _TURNS)

    claims = [claim for claim in analyse(text, language="en").claims if claim.region == "body"]
    assert [claim.claimants[0].canonical for claim in claims] == [
        "Ann Ray",
        "Tom Hale",
        "Ann Ray",
        "Tom Hale",
    ]


@pytest.mark.parametrize("asker", ["Q", "REPORTER 2", "REPORTER TWO", "JOURNALIST", "JO BELL (Marn Times)"])
def test_whoever_asks_claims_nothing(asker: str) -> None:
    text = (
        "Ferry talks, a transcript\n\nRAY: We carried 96% of them.\n\n"
        f"{asker}: The ship cost 97 million pounds. Who pays?\n\nRAY: The yard paid 12 million pounds."
    )

    claims = [claim for claim in analyse(text, language="en").claims if claim.region == "body"]
    assert {claim.claimants[0].canonical for claim in claims} == {"Ray"}


def test_an_office_is_answered_for_by_its_holder() -> None:
    text = (
        "Ferry talks, a transcript\n\nThe Minister for Ports (Ann Ray): We cancelled 14 sailings.\n\n"
        "Tom Hale (Marl North) (Con): It cost 97 million pounds.\n\nThe Minister for Ports: The yard paid 12 million pounds."
    )

    claims = [claim for claim in analyse(text, language="en").claims if claim.region == "body"]
    assert [claim.claimants[0].canonical for claim in claims] == ["Ann Ray", "Tom Hale", "Ann Ray"]
