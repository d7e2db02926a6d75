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
