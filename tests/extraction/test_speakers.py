"""Who says it, and what never gets lost on the way into a label."""

import pytest

from factcheck.extraction import Claim, analyse


def first(text: str) -> Claim:
    claims = analyse(text, language="en").claims
    assert claims
    return claims[0]


@pytest.mark.parametrize(
    ("text", "canonical", "kind"),
    [
        ("Ada Moss said 12 ships sank.", "Ada Moss", "person"),
        ("Twelve ships sank, according to Ada Moss.", "Ada Moss", "person"),
        ('"Twelve ships sank," Ada Moss said.', "Ada Moss", "person"),
        ("According to the Port Authority, 12 ships sank.", "Port Authority", "organization"),
        ("Officials said 12 ships sank.", "Officials", "unnamed"),
        ("The storm reportedly sank 12 ships.", "", "hearsay"),
        ("The storm sank 12 ships.", "", "narrator"),
        ("It said 12 ships sank.", "It", "unresolved"),
    ],
)
def test_the_claimant_is_whoever_answers_for_the_content(text: str, canonical: str, kind: str) -> None:
    claimant = first(text).claimants[0]

    assert (claimant.canonical, claimant.kind) == (canonical, kind)


@pytest.mark.parametrize(
    "later", ["Moss said 12 ships sank.", "She said 12 ships sank.", "The harbour master said 12 ships sank."]
)
def test_a_surname_or_pronoun_leads_back_to_the_full_name(later: str) -> None:
    opening = "Harbour master Ada Moss said three piers were lost. "

    claim = next(c for c in analyse(opening + later, language="en").claims if "12" in c.quote)

    if later.startswith("The"):
        assert claim.claimants[0].canonical in ("Ada Moss", "The harbour master", "harbour master")
    else:
        assert claim.claimants[0].canonical == "Ada Moss"


def test_speech_goes_on_in_the_next_quotation() -> None:
    text = '"Twelve ships sank," Ada Moss said. "Four more are missing."'

    claims = analyse(text, language="en").claims

    assert [claim.claimants[0].canonical for claim in claims] == ["Ada Moss", "Ada Moss"]


def test_two_who_say_it_together_are_both_named() -> None:
    claim = first("Ada Moss and Ben Hale said 12 ships sank.")

    assert [claimant.canonical for claimant in claim.claimants] == ["Ada Moss", "Ben Hale"]


def claimants_of_figure(text: str, figure: str) -> list[str]:
    claim = next(c for c in analyse(text, language="en").claims if figure in c.quote)
    return [claimant.canonical for claimant in claim.claimants]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The fisheries minister, Ada Moss, said 12 ships sank.", ["Ada Moss"]),
        ('"They sank 12 ships," said the Dunmore harbour master, Ada Moss, on Friday.', ["Ada Moss"]),
        ("Some 12 ships sank last year, according to the shipping firm Norvane.", ["Norvane"]),
        ("Harbour Commissioner Dr. Ada Moss said 12 ships sank.", ["Ada Moss"]),
        ("Jean-Luc Amary said 12 ships sank.", ["Jean-Luc Amary"]),
    ],
)
def test_a_name_beside_a_title_or_a_noun_is_who_it_is(text: str, who: list[str]) -> None:
    assert claimants_of_figure(text, "12") == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Norvane Corp. will sell 12 ships this year, the company said on Friday.", "Norvane Corp."),
        ("Dunmore Police found the boat on Monday. The force said 12 ships sank.", "Dunmore Police"),
        (
            "The charity Open Water said the sea was rising. Its survey found that 12 ships sank.",
            "Open Water",
        ),
    ],
)
def test_a_noun_takes_up_the_organisation_named_before(text: str, who: str) -> None:
    assert claimants_of_figure(text, "12 ships") in ([who], [who.removesuffix(" Corp.")])


def test_they_are_those_who_spoke_together() -> None:
    text = "Ada Moss and Ben Hale said the sea was rising. They also said that 12 ships sank last year."

    assert claimants_of_figure(text, "12") == ["Ada Moss", "Ben Hale"]


@pytest.mark.parametrize(
    "text",
    [
        "It is understood that the pilot spent three months in Dunmore.",
        "The old harbour is believed to have cost $12 million.",
        "The widow sold a ring said to have cost £9,000.",
    ],
)
def test_what_is_only_said_to_be_is_hearsay(text: str) -> None:
    assert "hearsay" in {claim.claimants[0].kind for claim in analyse(text, language="en").claims}


@pytest.mark.parametrize(
    "text",
    [
        'Ada Moss said: "The sea is rising. We believe it took 12 ships this year."',
        'Ada Moss said: "The sea is rising here.\n\n"We have lost 12 ships," and she wept.',
        'Ada Moss said the sea was rising. "It is the worst for 12 years," she sighed.',
        'Ada Moss said the sea was rising. "We have lost 12 ships."',
        "Ada Moss denied that she had slept but admitted 12 ships had sunk.",
        "Ada Moss said the sea was rising, but that 12 ships were saved in March.",
        "Ada Moss said the sea was rising. Moss puts the loss at 12 ships.",
    ],
)
def test_who_is_speaking_goes_on_speaking(text: str) -> None:
    assert claimants_of_figure(text, "12") == ["Ada Moss"]


def test_records_behind_the_sentence_are_its_source() -> None:
    assert claimants_of_figure("Exports climbed to 12 million tons in May, customs data show.", "12") == [
        "customs data"
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The inquiry's report found that 12 ships sank.", "inquiry's report"),
        ("According to figures from the coastguard, 12 ships sank.", "coastguard"),
        ("A report by the Harbour Trust found that 12 ships sank.", "Harbour Trust"),
    ],
)
def test_a_document_is_its_owners_where_that_is_a_name_or_a_body(text: str, who: str) -> None:
    assert claimants_of_figure(text, "12") == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The Baltic Herald, citing two port officials, reported on Friday that 12 ships sank.",
            "two port officials",
        ),
        (
            "The Baltic Herald, citing a lack of space, reported on Friday that 12 ships sank.",
            "Baltic Herald",
        ),
    ],
)
def test_what_is_cited_is_the_cited_ones(text: str, who: str) -> None:
    assert claimants_of_figure(text, "12") == [who]


def test_a_debate_names_seats_parties_and_posts() -> None:
    text = (
        "Ada Moss (Dunmore) (Lab): The harbour employs 1,200 people in this town.\n\n"
        "The Minister for Ports (Ben Hale): We have spent 40 million pounds on harbours.\n\n"
        "Ada Moss: The harbour handled 12 ships last year.\n\n"
        "Sir Colin Pryce (Wexham) (Con): Some 300 people of my town work there.\n\n"
        "Ben Hale: There are 150 people."
    )

    assert [
        claimants_of_figure(text, figure) for figure in ("1,200", "40 million", "12 ships", "300", "150")
    ] == [
        ["Ada Moss"],
        ["Ben Hale"],
        ["Ada Moss"],
        ["Colin Pryce"],
        ["Ben Hale"],
    ]


def test_records_that_somebody_read_are_not_theirs() -> None:
    text = "Some 12 ships sank last year, according to port records reviewed by the Courier."

    assert claimants_of_figure(text, "12") == ["port records"]


def test_what_somebody_did_not_say_is_no_claim() -> None:
    assert not analyse("Ada Moss did not say that 12 ships sank.", language="en").claims


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "Ada Moss said 12 ships might sink in the storm that is coming from the distant northern coast.",
            "might",
        ),
        (
            "Ada Moss said 12 ships did not sink in the storm that came from the distant northern coast.",
            "not",
        ),
        ("Ada Moss denied that 12 ships had sunk.", "denies"),
        ("Ada Moss promised to buy 12 ships.", "promises"),
        (
            "Ada Moss said 12 ships had allegedly been sunk by pirates near the coast of the island.",
            "allegedly",
        ),
    ],
)
def test_a_label_keeps_what_turns_the_meaning(text: str, kept: str) -> None:
    label = first(text).label

    assert label.startswith("Moss")
    assert kept in label
    assert len(label) <= 75


def test_reasons_can_be_read() -> None:
    worth = first("Mayor Ada Moss said 12 ships sank.").check_worthiness

    assert worth.score > 0.8
    assert {"figure", "named_source"} <= {reason.code for reason in worth.reasons}
    assert all(reason.text for reason in worth.reasons)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Judge Ada Moss said Ben Hale had lied. She said he took 12 ships.", "Ada Moss"),
        ("Ada Moss met Ben Hale. He said 12 ships sank.", "Ben Hale"),
        ("Ada Moss, 23, won. Twelve ships sank, the 23-year-old said.", "Ada Moss"),
        ('Councillor Ada Moss called it late. "Twelve ships sank," the councillor said.', "Ada Moss"),
        ("The Office for Ports spoke on Monday. Twelve ships sank, the office says.", "Office for Ports"),
        ("Twelve ships sank, figures from the Office for Ports show.", "Office for Ports"),
        ("Twelve ships sank, on the Port Authority's first estimate.", "Port Authority"),
        ("Twelve ships sank within a year, the court was told.", "court"),
        ("Neighbours said 12 ships sank. The neighbours were angry.", "Neighbours"),
        ("It is understood the port lost 12 ships.", ""),
        ('"We lost 12 ships!" fumed pensioner Ron Pike, 78.', "Ron Pike"),
        ('Ada Moss said: "It was bad."\n\n"We lost 12 ships in the storm."', "Ada Moss"),
        ("Republican Ada Moss said 12 ships sank.", "Ada Moss"),
        ("Secretary of State Ada Moss said 12 ships sank.", "Ada Moss"),
        ("A depot burned in the north, its governor, Ada Moss, said, adding that 12 ships sank.", "Ada Moss"),
    ],
)
def test_who_says_it_is_found_across_sentences(text: str, who: str) -> None:
    claim = next(c for c in analyse(text, language="en").claims if any(q.value == 12 for q in c.quantities))

    assert [claimant.canonical for claimant in claim.claimants] == [who]


def test_a_share_of_those_asked_is_a_finding_and_no_source() -> None:
    (claim,) = analyse(
        "Six in ten voters said the economy came first, according to a poll by Norvex.", language="en"
    ).claims

    assert (claim.quantities[0].value, claim.claimants[0].canonical) == (0.6, "Norvex")


def test_voters_who_reject_a_measure_deny_nothing() -> None:
    (claim,) = analyse("Voters in Marn rejected the measure by 12 votes.", language="en").claims

    assert (claim.act, claim.claimants[0].kind) == ("assert", "narrator")


def test_what_hangs_on_by_many_accounts_is_hearsay_and_nothing_else() -> None:
    text = "The army gained ground in May, by many accounts firing the largest barrage since 2022."

    kinds = {claim.label: claim.claimants[0].kind for claim in analyse(text, language="en").claims}

    assert {kind for label, kind in kinds.items() if "largest barrage" in label} == {"hearsay"}


@pytest.mark.parametrize(
    ("text", "canonical", "role"),
    [
        ("Harbour master Ines Okafor said 12 boats had sunk.", "Ines Okafor", "Harbour master"),
        ('"We lost 12 boats," harbour master Ines Okafor said.', "Ines Okafor", "harbour master"),
        ("Harbour Master Ines Okafor said 12 boats had sunk.", "Ines Okafor", "Harbour Master"),
        ("School caretaker Ifeoma Nwosu said 12 pupils fell.", "Ifeoma Nwosu", "School caretaker"),
        ("Head gardener Wiremu Parata said 12 trees fell.", "Wiremu Parata", "Head gardener"),
        ("Site foreman Oyelaran Bello said 12 cranes fell.", "Oyelaran Bello", "Site foreman"),
    ],
)
def test_a_name_behind_what_somebody_does_is_a_person(text: str, canonical: str, role: str) -> None:
    claimant = first(text).claimants[0]

    assert (claimant.canonical, claimant.kind, claimant.role) == (canonical, "person", role)


@pytest.mark.parametrize(
    "text", ["Ferry operator Red Funnel said 12 boats sank.", "The newspaper Marn Echo said 12 boats sank."]
)
def test_a_name_behind_what_a_business_does_is_none(text: str) -> None:
    assert first(text).claimants[0].kind == "organization"


def test_she_is_whoever_was_named_behind_what_she_does() -> None:
    text = "Harbour master Ines Okafor said 12 boats had sunk. She said four had been saved."

    assert analyse(text, language="en").claims[-1].claimants[0].canonical == "Ines Okafor"
