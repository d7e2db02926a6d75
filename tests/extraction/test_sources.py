"""Who stands behind words that no plain "X said" hands over, and what only runs a meeting or an interview."""

import pytest

from factcheck.extraction import Claim, analyse


def claims(text: str) -> tuple[Claim, ...]:
    return analyse(text, language="en", published_at="2024-05-08").claims


def who_says(text: str, words: str) -> list[str | None]:
    claim = next(claim for claim in claims(text) if words in claim.quote)
    return [claimant.canonical or claimant.kind for claimant in claim.claimants]


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            "The owner of three care homes in Lincolnshire stole £1.4 million from the residents, a jury heard yesterday.",
            "1.4",
            ["jury"],
        ),
        (
            "Opening the case, Miranda Osei KC, prosecuting, said that he had lied. "
            "None of the £212,000 went back, the prosecutor said.",
            "212,000",
            ["Miranda Osei"],
        ),
        ("Bred corals grew 18 percent more slowly, the researchers found, and died.", "18", ["researchers"]),
        (
            "At current rates the sea will rise by 12 centimetres, the Panel on Climate Change has estimated.",
            "12",
            ["Panel on Climate Change"],
        ),
        (
            "Ann Ray spoke to the council. Since 2010, she told members, its grant had fallen by 38 per cent.",
            "38",
            ["Ann Ray"],
        ),
        (
            "The group Timidria quoted witnesses as saying that four prisoners were shot.",
            "four",
            ["witnesses"],
        ),
        ("The agency keeps saying the air is safe for 40 families.", "40", ["agency"]),
        (
            "Two environmental groups filed a lawsuit in Topeka on Friday accusing Meridian of ignoring 12 warnings.",
            "12",
            ["Two environmental groups"],
        ),
        (
            "A report for the Scottish government in 2019 put the price of adding one at £95m; ministers decided against it.",
            "95",
            ["report for the Scottish government"],
        ),
        ("Records kept by the Rail Agency show that 22 leaks were found.", "22", ["Rail Agency"]),
        ("Analysts were looking for $1.84 billion, according to LSEG data.", "1.84", ["LSEG"]),
        (
            "It is the largest spill in 12 years, according to the Kansas Department of Health and Environment.",
            "largest",
            ["Kansas Department of Health and Environment"],
        ),
        (
            '"Our positions are held," the army said in a statement, adding that six soldiers had died.',
            "six",
            ["army"],
        ),
        (
            "The Treasury and co-author Peter Strand note that 12 sites were lost.",
            "12",
            ["Treasury", "Peter Strand"],
        ),
        ("Police Scotland have named one of the dead as Iain Beaton.", "Iain Beaton", ["Police Scotland"]),
    ],
)
def test_the_source_is_found_behind_other_words_than_said(text: str, words: str, who: list[str]) -> None:
    assert who_says(text, words) == who


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            "Menna Iorwerth said the counter was broken. A council spokeswoman said the law had been kept. "
            "Some 23 posts would go, she added.",
            "23",
            ["council spokeswoman"],
        ),
        (
            "Governor Ellen Tabor said the valves stayed open. The Democrat said 36 inspectors had been sent.",
            "36",
            ["Ellen Tabor"],
        ),
        (
            "Sidi Ag Alhassan said the base fell. Mr Ag Alhassan said 112 soldiers were held.",
            "112",
            ["Sidi Ag Alhassan"],
        ),
        (
            'Mairi Sinclair, who was on the bus, has been speaking to BBC Radio Scotland. "He got 23 children out," she says.',
            "23",
            ["Mairi Sinclair"],
        ),
        (
            'Kayleigh Marsh, 34, says the school refused. The mum-of-four fumed: "She has had two infections this year."',
            "two infections",
            ["Kayleigh Marsh"],
        ),
    ],
)
def test_a_pronoun_or_another_word_leads_to_whoever_spoke(text: str, words: str, who: list[str]) -> None:
    assert who_says(text, words) == who


@pytest.mark.parametrize(
    "text",
    [
        "The mayor has been speaking to reporters in Oban about the fire.",
        "A neighbour asked not to be named.",
        "The doctor never took a penny to which he was not entitled.",
        "MAYOR DAY: The committee will come to order.\n\nANN RAY: Thank you, Mayor Day.\n\nMAYOR DAY: You have five minutes, Ms Ray.",
        "He said something.\n\nTip-off Thursday is at 8:30 p.m. EDT in Portland.",
        "The reef lives.\n\nAbout ATMI: The Tropical Marine Institute is a world leader in research on 12 reefs.",
    ],
)
def test_the_frame_of_an_interview_or_a_meeting_is_no_claim(text: str) -> None:
    quotes = [claim.quote for claim in claims(text)]

    assert not [
        quote for quote in quotes if "penny to which" not in quote and "reef lives" not in quote.lower()
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He turned the ball over eight times.", [("exact", 8)]),
        ("The bill had doubled to £97m. Fees rose.", [("exact", 97_000_000)]),
        ("UPDATE 2-Vantor cuts 1,300 jobs.", [("exact", 1300)]),
    ],
)
def test_figures_beside_words_that_look_like_bounds_and_slugs(
    text: str, values: list[tuple[str, float]]
) -> None:
    figures = analyse(text, language="en").quantities

    assert [(q.modifier, q.value) for q in figures] == values


def test_a_sum_at_the_end_of_a_sentence_ends_it() -> None:
    sentences = analyse("The bill had doubled to £97m. Fees rose by 4%.", language="en").sentences

    assert len(sentences) == 2


def test_an_age_behind_a_name_is_not_what_is_claimed() -> None:
    (claim,) = claims("Retired nurse Sheila Broome, 70, stormed out of a council meeting last month.")

    assert (claim.kind, claim.quantities) == ("event", ())


def test_several_say_and_one_says() -> None:
    (fighters,) = claims("Fighters from a coalition said 12 soldiers were killed.")
    (diplomat,) = claims("A western diplomat said 12 soldiers were killed.")

    assert fighters.statement == "Fighters from a coalition say: 12 soldiers were killed."
    assert diplomat.statement.startswith("western diplomat says")


@pytest.mark.parametrize(
    ("text", "who", "figures"),
    [
        ("Launched: 81 missiles and eight drones, said Gen. Valeriy Zaluzhny.", "Valeriy Zaluzhny", [81, 8]),
        ("Destroyed: four bridges and nine depots, said army spokesman Ivan Holt.", "Ivan Holt", [4, 9]),
        ("Closed so far: 12 schools and three clinics, said the mayor.", "the mayor", [12, 3]),
        ("Killed: 12 sailors; wounded: 40, said the navy.", "navy", [12, 40]),
    ],
)
def test_whoever_a_list_of_figures_ends_with_says_each_of_them(
    text: str, who: str, figures: list[float]
) -> None:
    found = claims(text)

    assert [claim.quantities[0].value for claim in found] == figures
    assert {claim.claimants[0].canonical for claim in found} == {who}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The firm, which lost 40 million dollars, said sorry.", "The firm lost 40 million dollars"),
        (
            "The vote will cost the state $40 million, Ada Moss, the majority leader, said Tuesday.",
            "Moss: The vote will cost the state $40 million",
        ),
    ],
)
def test_what_else_stands_behind_the_verb_is_no_speaker(text: str, label: str) -> None:
    assert [claim.label for claim in claims(text)] == [label]
