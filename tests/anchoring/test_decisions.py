"""Claims from one version to the next: they stand, they drift, or they are gone. They never move to a look-alike."""

import pytest

from factcheck.anchoring import Outcome, Versions
from tests.anchoring.versions import decide, quoted, sighted, whats

LEAD = "A storm crossed the northern coast on Monday night, and the ferries stayed in port."
CLAIM = "At least 34 boats were lost in Harven"
STORY = f"{LEAD}\n\n{CLAIM}, the coastguard said. The harbour is closed.\n\nSchools reopen on Friday in both towns."


def edited(old: str, new: str) -> str:
    assert old in STORY
    return STORY.replace(old, new)


@pytest.mark.parametrize(
    ("new", "context_changed"),
    [
        pytest.param(STORY, False, id="nothing changed"),
        pytest.param(f"Updated at 11:42.\n\n{STORY}", False, id="a paragraph added above the one before"),
        pytest.param(f"{STORY}\n\nMore follows.", False, id="a paragraph added below"),
        pytest.param(
            STORY.replace("\n\nSchools reopen on Friday in both towns.", ""), False, id="one removed"
        ),
        pytest.param(edited("on Friday", "on Monday"), False, id="another paragraph edited"),
        pytest.param(
            STORY.replace(LEAD, f"{LEAD}\n\nIt was the third this year."), True, id="one put between"
        ),
        pytest.param(edited("The harbour is closed.", "The harbour opened again."), True, id="words around"),
        pytest.param(edited("The harbour", "Its 3 harbours"), True, id="a number around"),
        pytest.param(edited(f"{CLAIM}, the", f"On Monday: {CLAIM}, the"), True, id="words in front"),
        pytest.param(edited("said. The harbour", "said.\n\nThe harbour"), True, id="the paragraph split"),
        pytest.param(edited("\n\nSchools", " Schools"), True, id="the paragraph joined to the next"),
    ],
)
def test_a_claim_stands_where_its_words_do(new, context_changed):
    decision = decide(STORY, new, CLAIM)

    assert (decision.outcome, quoted(decision, new)) == (Outcome.ANCHORED, CLAIM)
    assert decision.is_context_changed is context_changed


def test_a_paragraph_that_moved_takes_its_claims_along_and_says_so():
    one, two, three = STORY.split("\n\n")
    new = "\n\n".join([two, one, three])

    decision = decide(STORY, new, CLAIM)

    assert (decision.outcome, quoted(decision, new)) == (Outcome.ANCHORED, CLAIM)
    assert decision.is_context_changed


@pytest.mark.parametrize(
    ("new_quote", "changed"),
    [
        ("At least 43 boats were lost in Harven", {"number"}),
        ("At least 3.4 boats were lost in Harven", {"number"}),
        ("At least thirty-four boats were lost in Harven", {"number"}),
        ("At least $34 boats were lost in Harven", {"number"}),
        ("At least 34% boats were lost in Harven", {"number"}),
        ("At least 34 boats were lost in Port Ellis", {"name"}),
        ("34 boats were lost in Harven", {"hedge"}),
        ("About 34 boats were lost in Harven", {"hedge"}),
        ("At least 34 boats were reportedly lost in Harven", {"hedge"}),
        ("At least 34 boats may have been lost in Harven", {"hedge"}),
        ("At least 34 boats were not lost in Harven", {"negation"}),
        ("At least 34 boats weren't lost in Harven", {"negation"}),
        ("At least 34 boats were found in Harven", {"wording"}),
        ("At least 34 boars were lost in Harven", {"wording"}),
        ("At least 34 boats were lost in Harven?", {"question"}),
        ("At least 34 boats were “lost” in Harven", {"quotation"}),
    ],
)
def test_words_that_matter_drift_and_say_what_changed(new_quote, changed):
    new = edited(CLAIM, new_quote)

    decision = decide(STORY, new, CLAIM)

    assert (decision.outcome, whats(decision)) == (Outcome.DRIFTED, changed)
    assert quoted(decision, new) in (new_quote, new_quote.rstrip("?"))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("34 boats were lost.", "About 34 boats were lost.", "hedge"),
        ("34 boats were lost.", "Reportedly, 34 boats were lost.", "hedge"),
        ("34 boats were lost.", "It is not true that 34 boats were lost.", "negation"),
        ("34 boats were lost.", "Nobody believes 34 boats were lost.", "negation"),
        ("Up to 34 boats were lost.", "34 boats were lost.", "hedge"),
        ("Allegedly 34 boats were lost.", "34 boats were lost.", "hedge"),
        ("34 boats were lost.", "34 boats were lost, allegedly.", "hedge"),
        ("34 boats were lost.", "-34 boats were lost.", "number"),
        ("34 boats were lost.", "$34 boats were lost.", "number"),
    ],
)
def test_a_hedge_or_denial_right_beside_the_quote_is_one_of_the_claim(old, new, what):
    decision = decide(old, new, "34 boats were lost")

    assert decision.outcome is Outcome.DRIFTED
    assert what in whats(decision)


@pytest.mark.parametrize(
    ("old_words", "new_words"),
    [
        ("boats were lost", "boats, were lost"),
        ("boats were lost", "boats  were\u00a0lost"),
        ("fishing-boats were lost", "fishing boats were lost"),
        ("boats were recieved in port", "boats were received in port"),
        ("boats were occuring daily", "boats were occurring daily"),
        ("boats were were lost", "boats were lost"),
        ("the keeper's boats were lost", "the keeper’s boats were lost"),
        ("boats were destoryed there", "boats were destroyed there"),
    ],
)
def test_a_corrected_spelling_stands_with_the_new_words(old_words, new_words):
    old, new = (f"{LEAD}\n\nOn Monday 34 {words} in Harven." for words in (old_words, new_words))

    decision = decide(old, new, f"34 {old_words} in Harven")

    assert decision.outcome is Outcome.ANCHORED
    assert quoted(decision, new) == f"34 {new_words} in Harven"
    assert decision.is_context_changed


@pytest.mark.parametrize(
    ("old_words", "new_words"),
    [
        ("were killed", "were billed"),
        ("were deported", "were departed"),
        ("was confirmed by Brian Hale", "was confirmed by Brain Hale"),
        ("restated the contract", "restarted the contract"),
        ("signed the contact", "signed the contract"),
        ("is not able to sail", "is notable to sail"),
        ("was re-signed yesterday", "was resigned yesterday"),
        ("was immoral there", "was moral there"),
        ("is now open there", "is not open there"),
        ("held 10-12 boats", "held 10, 12 boats"),
        ("held 1.5 boats", "held 15 boats"),
        ("held 1,000 boats", "held 1.000 boats"),
        ("held 10 000 boats", "held 10 00 boats"),
        ("fell by -5 there", "fell by 5 there"),
        ("may leave in May", "May leave in May"),
    ],
)
def test_what_is_one_letter_away_is_no_spelling(old_words, new_words):
    old, new = (f"{LEAD}\n\nThe harbour {words}, they said." for words in (old_words, new_words))

    assert decide(old, new, f"The harbour {old_words}").outcome is Outcome.DRIFTED


# --- Look-alikes -------------------------------------------------------------------------------------

KYIV, LVIV = "Four drones were shot down over Kyiv.", "Six drones were shot down over Lviv."


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(
            "Four drones were shot down over Lviv.\n\nSix drones were shot down over Kyiv.", id="names"
        ),
        pytest.param(
            "Six drones were shot down over Kyiv.\n\nFour drones were shot down over Lviv.", id="digits"
        ),
        pytest.param(
            "Four drones were shot down over Lviv. Six drones were shot down over Kyiv.", id="one line"
        ),
        pytest.param(f"{LVIV}\n\nFour drones were shot down over Odesa.", id="another name"),
        pytest.param(LVIV, id="only the look-alike is left"),
        pytest.param(f"{LVIV}\n\n{LVIV}", id="the look-alike twice"),
        pytest.param("Fourteen drones were shot down over Kyiv.", id="part of a longer number"),
    ],
)
def test_swapped_names_and_digits_never_carry_a_claim(new):
    decision = decide(f"{KYIV}\n\n{LVIV}", new, KYIV[:-1])

    assert decision.outcome is not Outcome.ANCHORED


def test_a_look_alike_elsewhere_does_not_inherit_what_was_deleted():
    hurt = "Three people were hurt in the port"
    old = f"{LEAD}\n\n{hurt}, doctors said.\n\nSchools reopen.\n\nThe mayor spoke at length about the dykes."
    new = f"{LEAD}\n\nSchools reopen.\n\nThe mayor spoke at length about the dykes. {hurt}, she said."

    assert decide(old, new, hurt).outcome is Outcome.GONE


def test_of_two_equal_sentences_nobody_knows_which_is_left():
    twice = "34 boats were lost. The harbour is closed. Again: 34 boats were lost."

    decision = decide(twice, "34 boats were lost. The harbour is closed.", "34 boats were lost")
    second = decide(twice, "34 boats were lost. The harbour is closed.", "34 boats were lost", nth=1)

    assert (decision.outcome, whats(decision)) == (Outcome.DRIFTED, {"repeated"})
    assert second.outcome is Outcome.GONE


def test_a_sentence_that_is_there_twice_now_is_told_to_be():
    decision = decide(
        "34 boats were lost.", "34 boats were lost. Again: 34 boats were lost.", "34 boats were lost"
    )

    assert (decision.outcome, whats(decision)) == (Outcome.DRIFTED, {"repeated"})


def test_a_duplicated_paragraph_leaves_the_claim_where_it_was():
    old = STORY.split("\n\n")
    new = "\n\n".join([*old, old[1]])

    decision = decide(STORY, new, CLAIM)

    assert (decision.outcome, decision.place.start) == (Outcome.ANCHORED, STORY.index(CLAIM))


def test_claims_of_an_unchanged_paragraph_stand_though_a_sentence_is_in_it_twice():
    text = "34 boats were lost. Again: 34 boats were lost."

    decision = decide(text, f"{LEAD}\n\n{text}", "34 boats were lost", nth=1)

    assert (decision.outcome, decision.place.start) == (Outcome.ANCHORED, len(LEAD) + 2 + 27)


def test_an_unrelated_sentence_in_the_same_place_is_another_claim():
    new = edited(CLAIM, "The prime minister will visit the region with two advisers")

    assert decide(STORY, new, CLAIM).outcome is Outcome.GONE


def test_a_removed_paragraph_takes_its_claims_with_it():
    one, _, three = STORY.split("\n\n")

    assert decide(STORY, f"{one}\n\n{three}", CLAIM).outcome is Outcome.GONE


@pytest.mark.parametrize(
    ("old", "new"), [("34 boats sank.", ""), ("34 boats sank.", "\n\n"), ("34 boats sank.", "?")]
)
def test_nothing_is_left_of_nothing(old, new):
    assert decide(old, new, "34 boats sank").outcome is Outcome.GONE


# --- What was read, beyond the words -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ({"claimant": "Anna Smith"}, {"claimant": "Brian Cole"}, "claimant"),
        ({"claimant": "narrator"}, {"claimant": "hearsay"}, "claimant"),
        ({"times": ("2024-03-07",)}, {"times": ("2024-03-14",)}, "time"),
        ({"hedges": frozenset()}, {"hedges": frozenset({"reportedly"})}, "hedge"),
        ({"names": frozenset({"Smith"})}, {"names": frozenset({"Cole"})}, "name"),
        ({"act": "assert"}, {"act": "deny"}, "wording"),
    ],
)
@pytest.mark.parametrize("new", [STORY, edited("The harbour is closed.", "The harbour opened.")])
def test_the_same_words_of_somebody_else_or_another_day_drifted(new, before, after, what):
    finding = sighted(new, CLAIM, **after)

    decision = decide(STORY, new, CLAIM, finding, **before)

    assert (decision.outcome, whats(decision), decision.finding) == (Outcome.DRIFTED, {what}, 0)


def test_whoever_is_introduced_in_full_is_the_same():
    finding = sighted(STORY, CLAIM, claimant="Anna Smith")

    assert decide(STORY, STORY, CLAIM, finding, claimant="Smith").outcome is Outcome.ANCHORED


def test_another_engines_reading_of_the_same_words_is_no_drift():
    finding = sighted(STORY, CLAIM, claimant="coastguard")

    assert decide(STORY, STORY, CLAIM, finding, is_same_engine=False).outcome is Outcome.ANCHORED


def test_another_engines_reading_of_changed_surroundings_is_compared():
    new = edited("the coastguard said", "the mayor said")
    finding = sighted(new, CLAIM, claimant="mayor")

    decision = decide(STORY, new, CLAIM, finding, is_same_engine=False, claimant="coastguard")

    assert whats(decision) == {"claimant"}


def test_a_claim_that_nobody_read_again_is_judged_by_its_sentence():
    old = "Two boats sank on Monday, said Anna Smith of the port."
    new = "Two boats sank on Monday, said Brian Cole of the port."
    claim = sighted(old, "Two boats sank")
    whole = type(claim)(claim.place, (0, len(old)), None)

    (decision,) = Versions({"text": old}, {"text": new}).decide([whole], [], is_same_engine=True)

    assert whats(decision) == {"name"}


# --- Findings of the new version ---------------------------------------------------------------------


def test_a_drifted_claim_is_the_finding_that_its_words_became():
    new = edited("34 boats", "36 boats").replace("Harven,", "Harven on Monday,")
    finding = sighted(new, "At least 36 boats were lost in Harven on Monday")

    decision = decide(STORY, new, CLAIM, finding)

    assert (decision.finding, decision.place) == (0, finding.place)


def test_a_claim_that_the_engine_cuts_otherwise_now_is_not_found_twice():
    new = STORY.replace("The harbour is closed.", "The harbour opened.")
    finding = sighted(new, f"{CLAIM}, the coastguard")

    decision = decide(STORY, new, CLAIM, finding)

    assert (decision.outcome, decision.finding, quoted(decision, new)) == (Outcome.ANCHORED, 0, CLAIM)


def test_claims_and_findings_are_matched_one_to_one():
    old = "Homes were without power, water or heating."
    new = "Some homes were without power, water or heating."
    quote = "omes were without power, water or heating"
    claims = [sighted(old, f"H{quote}", focus=focus) for focus in ("power", "water", "heating")]
    findings = [sighted(new, f"h{quote}", focus=focus) for focus in ("heating", "power", "water")]

    decisions = Versions({"text": old}, {"text": new}).decide(claims, findings, is_same_engine=True)

    assert [decision.finding for decision in decisions] == [1, 2, 0]


def test_two_claims_whose_difference_is_gone_do_not_stand_in_one_place():
    old, new = "Homes lost power and water on Monday.", "Homes lost everything on Monday."
    claims = [sighted(old, old[:-1], focus=focus) for focus in ("power", "water")]

    decisions = Versions({"text": old}, {"text": new}).decide(claims, [], is_same_engine=True)

    places = [decision.place for decision in decisions if decision.place]
    assert len(places) == len(set(places))


# --- Other scripts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "quote", "outcome"),
    [
        (
            "昨夜有三十四艘船沉没。港口关闭。",
            "昨夜有三十四艘船沉没。港口重开。",
            "三十四艘船沉没",
            "anchored",
        ),
        ("昨夜有三十四艘船沉没。港口关闭。", "昨夜有三十六艘船沉没。港口关闭。", "三十四艘船沉没", "drifted"),
        ("昨夜有34艘船沉没。", "昨夜有134艘船沉没。", "34艘船沉没", "drifted"),
        (
            "غرق ٣٤ قاربا في الميناء. أغلق الميناء.",
            "غرق ٣٤ قاربا في الميناء. فتح الميناء.",
            "غرق ٣٤ قاربا",
            "anchored",
        ),
        ("غرق ٣٤ قاربا في الميناء.", "غرق ٣٦ قاربا في الميناء.", "غرق ٣٤ قاربا", "drifted"),
        (
            "שלושים וארבע סירות טבעו אתמול.",
            "שלושים ושש סירות טבעו אתמול.",
            "שלושים וארבע סירות טבעו",
            "drifted",
        ),
        (
            "З порту вийшли 34 човни. Порт закрито.",
            "З порту вийшли 34 човни. Порт відкрито.",
            "вийшли 34 човни",
            "anchored",
        ),
        ("बंदरगाह में ३४ नावें डूबीं।", "बंदरगाह में ३६ नावें डूबीं।", "३४ नावें डूबीं", "drifted"),
        (
            "🚢 34 boats 🚢 were lost. Yes.",
            "🚢🚢 34 boats 🚢 were lost. No.",
            "34 boats 🚢 were lost",
            "anchored",
        ),
    ],
)
def test_other_scripts_keep_exact_places(old, new, quote, outcome):
    decision = decide(old, new, quote)

    assert decision.outcome == outcome
    if outcome == "anchored":
        assert quoted(decision, new) == quote
