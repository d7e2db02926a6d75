"""What a sentence claims: which words make a claim, and what its label never drops."""

import pytest

from factcheck.extraction import Claim, analyse

from .articles import focus_of, speaker


def claims(text: str) -> tuple[Claim, ...]:
    return analyse(text, language="en", published_at="2024-05-08").claims


def labels(text: str) -> list[str]:
    return [claim.label for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Air defences destroyed 76 drones, 37 over Orville and more than 20 over Marn, the ministry said.",
            [
                "Ministry: Air defences destroyed 76 drones",
                "Ministry: Air defences destroyed 37 over Orville",
                "Ministry: Air defences destroyed more than 20 over Marn",
            ],
        ),
        (
            "Nine people were killed across the country, according to the rescue service, five of them in Marn.",
            [
                "Rescue service: Nine people killed across the country",
                "Rescue service: five of them killed in Marn",
            ],
        ),
        (
            "Nine people, including three children, were killed.",
            ["Nine people killed", "Three children killed"],
        ),
        (
            "Officers found 14 bodies in Vale and six in Marn.",
            ["Officers found 14 bodies in Vale", "Officers found six in Marn"],
        ),
    ],
)
def test_a_figure_that_shares_its_verb_is_a_claim_of_its_own_words(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


def test_a_figure_without_a_noun_counts_what_the_one_before_it_does() -> None:
    last = claims("Officers found 14 bodies in Vale and six in Marn.")[-1]

    assert [(quantity.value, quantity.noun) for quantity in last.quantities] == [(6, "body")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Turnout was 62.3 percent, down from 68 percent in 2019.", [[62.3, 68]]),
        ("The share rose from 2.1% to 2.4%.", [[2.4]]),
        ("He was found guilty on 14 of 17 counts.", [[14, 17]]),
        ("Of the 50 ships, 12 were sunk.", [[12, 50]]),
        ("Profit rose 12% to $4 billion.", [[12], [4_000_000_000]]),
        ("The army sent 600 soldiers, 40 trucks and four helicopters.", [[600], [40], [4]]),
    ],
)
def test_figures_are_one_claim_where_one_says_nothing_without_the_other(
    text: str, values: list[list[float]]
) -> None:
    found = [[quantity.value for quantity in claim.quantities] for claim in claims(text)]

    assert found == values


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("About 80 percent of the grid had been destroyed or damaged, Ms Moss said.", "or damaged"),
        ("The state has reportedly agreed to send another 12 launchers.", "Reportedly"),
        ("The bank is likely to hold rates at 5 percent, analysts said.", "likely"),
        ("If the ice melted completely, seas would rise by more than three metres.", "If"),
        ("Patients who waited more than a day were 10 percent more likely to die.", "who waited"),
        ("It was the largest attack on Orville since the war began.", "since the war began"),
        ("Russia had launched 81 missiles, Ms Moss said.", "Russia"),
        ("The plane is said to fly far and to have a range of 2,000 kilometres.", "said to have"),
        ("Ms Moss accused the ministry of hiding a third of the money.", "Moss accuses the ministry of"),
        ("An earlier version of this article said that 40 homes burned down.", "Corrected"),
    ],
)
def test_no_label_says_more_than_the_text(text: str, kept: str) -> None:
    last = claims(text)[-1]

    assert kept in last.label or kept.lower() in last.label
    assert len(last.label) <= 75


@pytest.mark.parametrize(
    "text",
    [
        "Did the storm kill 12 people in Orville?",
        "It is unclear how many people were hurt in the fire.",
        "Analysts doubt that the ministry destroyed 12 tanks.",
        "The Kremlin denied that.",
        "Neither claim could be independently verified.",
        "Our hearts are with the families of Orville.",
        "Ms Moss said.",
    ],
)
def test_what_nobody_asserts_is_no_claim(text: str) -> None:
    assert labels(text) == []


def test_a_report_that_is_called_wrong_is_denied() -> None:
    claim = claims("An earlier report that two people had died there was wrong, police said.")[0]

    assert (claim.act, len(claims("A report that two people had died was wrong, police said."))) == (
        "deny",
        1,
    )


@pytest.mark.parametrize(
    ("text", "who", "act"),
    [
        ("Kyiv denies any part in the raid.", "Kyiv", "deny"),
        ("International observers described the vote as free and fair.", "International observers", "assert"),
    ],
)
def test_a_saying_that_is_itself_the_deed_is_a_claim(text: str, who: str, act: str) -> None:
    found = [(speaker(claim), claim.act, claim.label) for claim in claims(text)]

    assert found == [(who, act, text.rstrip("."))]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Orville is without power, water or heating.", ["power", "water", "heating"]),
        ("There was no water, no power and no food in the town.", ["water", "power", "food"]),
        ("No power, no water and no heating in Orville, the mayor said.", ["power", "water", "heating"]),
    ],
)
def test_each_thing_that_is_lacking_is_a_claim(text: str, things: list[str]) -> None:
    analysis = analyse(text, language="en")

    focus = [focus_of(analysis, claim) for claim in analysis.claims]
    assert len(focus) == len(things)
    assert all(
        thing in words and not any(other in words for other in things if other != thing)
        for thing, words in zip(things, focus, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("It was the deadliest fire in Orville since 1996.", (1, 1)),
        ("It was one of the biggest barrages this year.", (1, None)),
        ("It was the first election in which prisoners could vote.", (1, 1)),
        ("Unemployment rose to a record 12%.", (1, 1)),
        ("The rate fell to 3.8 percent, the lowest since 2009.", (1, 1)),
        ("Orville is the country's second-largest city.", (2, 2)),
    ],
)
def test_a_rank_is_a_claim_of_its_own(text: str, rank: tuple[int, int | None]) -> None:
    ranks = [claim.comparison.rank for claim in claims(text) if claim.comparison and claim.kind == "ranking"]

    assert [(found.low, found.high) for found in ranks if found is not None] == [rank]


@pytest.mark.parametrize(
    ("text", "predicate", "actor", "thing", "polarity"),
    [
        ("The army shot down four drones.", "shoot down", "The army", "four drones", "positive"),
        ("Four drones were shot down by the army.", "shoot down", "the army", "Four drones", "positive"),
        ("No trains were cancelled by the railway.", "cancel", "the railway", "No trains", "negative"),
        ("Not a single school was hit in Orville.", "hit", None, "Not a single school", "negative"),
    ],
)
def test_an_event_has_its_actor_object_and_polarity(
    text: str, predicate: str, actor: str | None, thing: str, polarity: str
) -> None:
    event = claims(text)[0].event

    assert (event.predicate, event.actor, event.object, event.polarity) == (predicate, actor, thing, polarity)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Orville might fall within days, Ms Moss said.", "possible"),
        ("The ministry will close 12 schools.", "predicted"),
        ("If it rains, 40 homes will flood.", "conditional"),
        ("Patients were 10 percent more likely to die in Orville.", "asserted"),
    ],
)
def test_a_claim_is_as_certain_as_its_words(text: str, modality: str) -> None:
    assert claims(text)[-1].modality == modality


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Four of the drones and 34 missiles were intercepted, Ms Moss said.",
            "Moss: 34 missiles intercepted",
        ),
        ("She was shot two weeks later in Orville.", "She was shot two weeks later in Orville"),
        ("The universe is thought to be 13.8 billion years old.", "is thought to be"),
    ],
)
def test_a_passive_is_shortened_only_where_it_stays_one(text: str, label: str) -> None:
    assert label in labels(text)[-1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Two men who had fled the fire were found in Vale.", ["fled"]),
        ("Patients who had smoked in Vale died at home.", []),
    ],
)
def test_which_ones_are_meant_is_told_of_somebody_in_particular_only(text: str, told: list[str]) -> None:
    predicates = [claim.event.predicate for claim in claims(text)]

    assert ("flee" in predicates or "smoke" in predicates) is bool(told)


def test_what_is_not_proved_is_not_claimed() -> None:
    text = "Ms Moss stressed that the link did not prove that delays caused the deaths."

    assert labels(text) == ["Moss: the link did not prove that delays caused the deaths"]


def test_which_behind_a_comma_names_no_doer() -> None:
    claim = claims("Rebels opened fire on two villages in Vale, which killed nine people.")[-1]

    assert (claim.label, claim.event.actor) == ("This killed nine people", None)


def test_nobody_came_is_short_and_a_claim() -> None:
    assert "Hale: Nobody came" in labels('"Nobody came," said John Hale, a mechanic from Marn.')


def test_what_happened_where_is_told_though_it_only_says_where() -> None:
    text = "The shells hit a depot near the port, where a night watchman was killed."

    assert "A night watchman was killed" in labels(text)


def test_a_word_that_only_leads_in_is_not_in_the_label() -> None:
    assert labels("Given it owned 14 ferries, the council sold two of them.")[0].startswith("It owned 14")


def test_how_a_news_conference_goes_on_is_no_claim() -> None:
    assert labels("The mayor of Orville has a few words, and the sheriff will take questions.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Launched: 81 missiles, eight drones", ["Launched: 81 missiles", "Launched: eight drones"]),
        (
            "The blast, in which two residents were killed, damaged 12 homes.",
            ["The blast damaged 12 homes", "Two residents killed in the blast"],
        ),
        (
            "The Marn region lost 3.5 percent of its people, compared with 0.8 in the capital.",
            [
                "The Marn region lost 3.5 percent of its people",
                "The Marn region lost 3.5 percent of its people, compared with 0.8",
            ],
        ),
        (
            "Nine people were killed across the country five of them in the Marn region.",
            ["Nine people killed across the country", "Five of them killed in the Marn region"],
        ),
        ("It said it had not been consulted.", ["Unclear who: it had not been consulted"]),
        (
            "Ada Moss accused an unnamed group of delivering 20,000 leaflets with a false polling date in Orville.",
            ["Moss accuses an unnamed group of delivering 20,000 leaflets"],
        ),
        (
            "Brid, a village of 900 people, was shelled on Monday.",
            ["Brid, a village of 900 people", "Brid was shelled on Monday"],
        ),
    ],
)
def test_no_label_is_put_together_wrongly(text: str, expected: list[str]) -> None:
    assert sorted(labels(text)) == sorted(expected)


def test_a_figure_that_another_is_compared_with_is_its_own_claim_where_it_is_of_something_else() -> None:
    found = claims("The Marn region lost 3.5 percent of its people, compared with 0.8 in the capital.")

    assert [[(q.value, q.unit) for q in claim.quantities] for claim in found] == [
        [(3.5, "percent")],
        [(0.8, "percent")],
    ]


def test_a_headline_is_cut_where_a_sentence_may_end() -> None:
    label = labels(
        "Northmere mayoral election sees Ada Moss win by 812 votes as a recount confirms the shock result of Friday\n\n"
        "Ada Moss won by 812 votes in a recount on Saturday, which the returning officer, Ben Hale, confirmed at noon."
    )[0]

    assert label == "Northmere mayoral election sees Ada Moss win by 812 votes"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "The minister, whose department counted 34 deaths, resigned.",
            "The minister's department counted 34 deaths",
        ),
        (
            "Dorn & Steele, whose shares fell by 5 cents, reports today.",
            "Dorn & Steele's shares fell by 5 cents",
        ),
        ("Rebels began an incursion that killed two civilians.", "An incursion killed two civilians"),
        (
            "Third place went to Phil Stroud, who spent $6 million and won 11 counties.",
            "Phil Stroud won 11 counties",
        ),
        (
            "In Marn, which had 14,000 people before the war, 900 remain.",
            "Marn had 14,000 people before the war",
        ),
        (
            "Ms Moss won a seat that the Liberals had held for 47 years.",
            "The Liberals had held a seat for 47 years",
        ),
        ("Near Vale there is a lake that nobody has ever seen.", "A lake that nobody has ever seen"),
        (
            "The raid for which Moscow says it is retaliating killed six people.",
            "The raid killed six people",
        ),
        (
            "Rebels are accused of crossing into Vale and opening fire on villages, which killed two civilians.",
            "Opening fire on villages killed two civilians",
        ),
        (
            "Vale appears to be losing its lead, by many accounts trailing what may be the weakest field in years.",
            "Vale appears to be losing its lead",
        ),
        ("Ms Moss expects to lose a quarter of the herd.", "Moss expects to lose a quarter of the herd"),
    ],
)
def test_a_label_is_a_sentence_with_the_subject_that_the_text_has(text: str, label: str) -> None:
    assert label in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vale appears to be losing its lead in the race.",
        "The council agreed to withdraw a $1.3 million subsidy on Monday.",
        "One of the bloodiest battles of the war has been fought in Marn.",
    ],
)
def test_words_without_a_subject_are_no_claim_beside_the_sentence_that_has_it(text: str) -> None:
    assert len(labels(text)) == 1


def test_what_was_thought_is_told_with_whoever_thought_so() -> None:
    text = 'Ana Ruiz wrote to the court. "He thought he was being robbed," she wrote.'

    claim = claims(text)[-1]
    assert (claim.label, claim.claimants[0].canonical) == ("Ruiz: He thought he was being robbed", "Ana Ruiz")
    assert claim.proposition == "He thought he was being robbed"


def test_a_figure_in_a_thought_keeps_its_thinker() -> None:
    assert labels("Ms Ruiz said Moss believed 20 people had died.") == [
        "Ruiz: Moss believed 20 people had died"
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It was one of the biggest barrages this year.", []),
        ("One of the war's bloodiest battles has been fought in Marn.", []),
        ("One of the six hostages was killed.", [6, 1]),
        ("Two of the biggest banks in Vale failed.", [2]),
    ],
)
def test_one_of_the_biggest_is_a_rank_and_no_figure(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in claims(text)[0].quantities] == values


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ada Moss ran the port for years. She bought 12 boats.", "Moss bought 12 boats"),
        (
            '"The port may close," Ada Moss told a meeting in Stockholm. But she soon tried to calm the town.',
            "Moss soon tried to calm the town",
        ),
        # Somebody else is spoken of, or may be.
        ("Ada Moss ran the port with Jane Holt. She bought 12 boats.", "She bought 12 boats"),
        ("Ada Moss said the runner had cheated. She bought 12 boats.", "She bought 12 boats"),
        ("Ada Moss ran the port for years. He bought 12 boats.", "He bought 12 boats"),
        ("Ada Moss ran the port for years.\n\nShe bought 12 boats.", "She bought 12 boats"),
    ],
)
def test_a_label_names_whoever_a_pronoun_takes_up_beyond_doubt(text: str, label: str) -> None:
    assert labels(text)[-1] == label
