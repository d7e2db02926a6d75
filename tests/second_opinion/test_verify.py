"""What a model proposes is kept only where the article's own words bear it out."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.extraction import Claim, Span, analyse
from factcheck.second_opinion.answer import Proposal, Wording
from factcheck.second_opinion.verify import Refused, check_rewrite, read_page, verified

from .articles import TEXT, page

BRIDGES = "Floods closed 12 bridges in Marl County"
FAMILIES = "at least 40 families were reportedly moved to schools"
RIVER = "The river has not risen since noon"
PUMPS = "three pumps had failed"
FERRIES = "Two ferries may be withdrawn in 2025"
SLUICE = "$1.5 million sluice"


def propose(quote: str, said: str, *, claimant: str = "", occurrence: int | None = None, **wording) -> Claim:
    """``said`` in all three lines, but for those that ``wording`` gives."""
    lines = {"label": said[:75], "proposition": said, "statement": said, **wording}
    return verified(Proposal(quote, occurrence, claimant, Wording(**lines)), page(), taken=())


def reason(*arguments, **options) -> str:
    with pytest.raises(Refused) as refused:
        propose(*arguments, **options)
    return str(refused.value)


# --- Kept --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "statement", "claimant"),
    [
        pytest.param(BRIDGES, "Floods closed 12 bridges in Marl County.", "", id="the words themselves"),
        pytest.param(
            BRIDGES, "Floods closed twelve bridges in Marl County on Tuesday.", "", id="number in words"
        ),
        pytest.param(BRIDGES, "12 bridges were closed by floods.", "", id="other order"),
        pytest.param(
            FAMILIES, "At least 40 families were reportedly moved to schools.", "", id="bound and hedge"
        ),
        pytest.param(RIVER, "Ada Moss says the river has not risen since noon.", "Ada Moss", id="speaker"),
        pytest.param(RIVER, "Moss says the river hasn't risen since noon.", "Gen. Ada Moss", id="short form"),
        pytest.param(PUMPS, "Bea Finch denied that three pumps had failed.", "Bea Finch", id="denial"),
        pytest.param(FERRIES, "Two ferries may be withdrawn in 2025.", "", id="modal and year"),
    ],
)
def test_a_wording_that_says_no_more_and_no_less_is_kept(quote, statement, claimant):
    claim = propose(quote, statement, claimant=claimant)

    assert TEXT[claim.start : claim.end] == claim.quote == quote
    assert claim.statement == statement
    assert claim.focus == (Span(claim.start, claim.end),)


def test_all_but_the_wording_is_the_engines_reading():
    families = propose(FAMILIES, "At least 40 families were reportedly moved to schools.")
    pumps = propose(PUMPS, "Bea Finch denied that three pumps had failed.", claimant="Bea Finch")

    (quantity,) = families.quantities
    assert (quantity.value, quantity.low, quantity.high, quantity.modifier) == (40, 40, None, "at_least")
    assert [hedge.text for hedge in families.hedges] == ["reportedly"]
    assert families.claimants[0].kind == "hearsay"
    assert (pumps.act, pumps.claimants[0].canonical, pumps.claimants[0].kind) == (
        "deny",
        "Bea Finch",
        "person",
    )
    assert pumps.check_worthiness.reasons[0].code == "second_opinion"


def test_what_is_denied_need_not_deny_itself():
    claim = propose(
        PUMPS,
        "Bea Finch denied that three pumps had failed.",
        claimant="Bea Finch",
        proposition="Three pumps had failed.",
    )

    assert (claim.proposition, claim.act) == ("Three pumps had failed.", "deny")


@pytest.mark.parametrize("occurrence", [1, 2])
def test_a_quote_that_stands_there_twice_is_kept_where_it_is_said_which(occurrence):
    claim = propose("The gates were painted", "The gates were painted.", occurrence=occurrence)

    assert TEXT[: claim.start].count("The gates were painted") == occurrence - 1


# --- Refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "statement", "code"),
    [
        pytest.param("12 bridges fell down", "12 bridges fell down.", "quote_not_found", id="invented"),
        pytest.param(
            "floods closed 12 bridges", "Floods closed 12 bridges.", "quote_not_found", id="other case"
        ),
        pytest.param(
            "The gates were painted", "The gates were painted.", "quote_not_unique", id="stands there twice"
        ),
        pytest.param(
            "loods closed 12 bridges", "Floods closed 12 bridges.", "quote_cuts_a_word", id="half a word"
        ),
        pytest.param("5 million sluice", "5 million sluice.", "quote_cuts_a_figure", id="half a figure"),
        pytest.param("sluice", "The sluice.", "quote_too_short", id="one word"),
        pytest.param("Cora Lynn", "Cora Lynn.", "not_the_articles_words", id="a credit"),
        pytest.param(
            "failed. Two ferries may", "Two ferries may have failed.", "not_one_sentence", id="two sentences"
        ),
        pytest.param(
            'moved to schools.\n\n"The river',
            "The river moved to schools.",
            "not_one_sentence",
            id="two paragraphs",
        ),
    ],
)
def test_a_quote_that_is_not_the_articles_is_refused(quote, statement, code):
    assert reason(quote, statement) == code


@pytest.mark.parametrize(
    ("quote", "statement", "code"),
    [
        pytest.param(BRIDGES, "", "wording_not_one_line", id="no words"),
        pytest.param(BRIDGES, "Floods closed\n12 bridges.", "wording_not_one_line", id="two lines"),
        pytest.param(BRIDGES, "Floods closed 13 bridges in Marl County.", "figures_differ", id="another number"),
        pytest.param(BRIDGES, "Floods closed bridges in Marl County.", "figures_differ", id="no number"),
        pytest.param(BRIDGES, "Floods closed 12 bridges and moved 40 families.", "figures_differ", id="one more"),
        pytest.param(BRIDGES, "Floods closed at least 12 bridges.", "figures_differ", id="a bound added"),
        pytest.param(FAMILIES, "40 families were reportedly moved to schools.", "figures_differ", id="a bound dropped"),
        pytest.param(
            "40 families were reportedly moved", "40 families were reportedly moved.", "figures_differ",
            id="a bound outside the quote",
        ),
        pytest.param(SLUICE, "The 1.5 million sluice.", "figures_differ", id="a unit dropped"),
        pytest.param(SLUICE, "The €1.5 million sluice.", "figures_differ", id="another currency"),
        pytest.param(
            FERRIES, "Two ferries may be withdrawn in 2026.", "number_not_in_the_sentence", id="another year"
        ),
    ],
)  # fmt: skip
def test_a_wording_with_other_figures_is_refused(quote, statement, code):
    assert reason(quote, statement) == code


@pytest.mark.parametrize(
    ("quote", "statement", "claimant", "code"),
    [
        pytest.param(RIVER, "Ada Moss says the river has risen since noon.", "Ada Moss", "doubt_dropped", id="negation"),
        pytest.param(
            "risen since noon", "The river has risen since noon, says Moss.", "Ada Moss", "doubt_dropped",
            id="negation outside the quote",
        ),
        pytest.param(FAMILIES, "At least 40 families were moved to schools.", "", "doubt_dropped", id="hedge"),
        pytest.param(FERRIES, "Two ferries were withdrawn in 2025.", "", "doubt_dropped", id="modal"),
        pytest.param(FERRIES, "Two ferries will be withdrawn in 2025.", "", "doubt_dropped", id="another modal"),
        pytest.param(PUMPS, "Bea Finch said three pumps had failed.", "Bea Finch", "doubt_dropped", id="denial"),
        pytest.param(BRIDGES, "Floods may have closed 12 bridges.", "", "doubt_added", id="hedge added"),
        pytest.param(BRIDGES, "Floods never closed 12 bridges.", "", "doubt_added", id="negation added"),
    ],
)  # fmt: skip
def test_a_wording_that_is_surer_or_less_sure_is_refused(quote, statement, claimant, code):
    assert reason(quote, statement, claimant=claimant) == code


@pytest.mark.parametrize(
    ("quote", "statement", "claimant", "code"),
    [
        pytest.param(
            PUMPS,
            "Ada Moss denied that three pumps had failed.",
            "Ada Moss",
            "claimant_differs",
            id="another",
        ),
        pytest.param(
            PUMPS, "Three pumps had failed, Dora Vale denied.", "Dora Vale", "claimant_differs", id="invented"
        ),
        pytest.param(
            BRIDGES,
            "Floods closed 12 bridges, Dora Vale says.",
            "Dora Vale",
            "claimant_not_found",
            id="not there",
        ),
        pytest.param(
            BRIDGES,
            "Floods closed 12 bridges, says Ada Moss.",
            "Ada Moss",
            "claimant_not_found",
            id="elsewhere",
        ),
        pytest.param(
            PUMPS, "It was denied that three pumps had failed.", "", "claimant_dropped", id="not named"
        ),
    ],
)
def test_a_claimant_whom_the_article_does_not_name_for_it_is_refused(quote, statement, claimant, code):
    assert reason(quote, statement, claimant=claimant) == code


@pytest.mark.parametrize(
    "statement",
    [
        "Floods closed 12 bridges because of corruption.",
        "Illegal floods closed 12 bridges.",
        "Floods closed all 12 bridges.",
        "Floods closed 12 bridges in Vale County.",
        "Floods closed 12 bridges on Wednesday.",
        "Floods closed 12 bridges https://evil.example/.",
        "<b>Floods</b> closed 12 bridges.",
    ],
)
def test_a_wording_with_words_of_its_own_is_refused(statement):
    assert reason(BRIDGES, statement) in ("word_not_in_the_article", "number_not_in_the_sentence")


@pytest.mark.parametrize(
    ("text", "quote", "statement"),
    [
        ("It is false that 12 bridges were closed.", "12 bridges were closed", "12 bridges were closed."),
        ("Claims that 30 people drowned are wrong.", "30 people drowned", "30 people drowned."),
        ("If the dam breaks, 200 homes are lost.", "200 homes are lost", "200 homes are lost."),
        ("Police hardly found 3 guns.", "found 3 guns", "Police found 3 guns."),
        ("The mayor failed to repair two roads.", "repair two roads", "The mayor repaired two roads."),
        ("Few of the 12 bridges were closed.", "the 12 bridges were closed", "The 12 bridges were closed."),
        ("Nobody believes that 5 boats sank.", "5 boats sank", "5 boats sank."),
        ("5 boats sank, the mayor denied.", "5 boats sank", "5 boats sank, the mayor said."),
    ],
)
def test_what_turns_the_meaning_outside_the_quote_may_not_be_left_out(text, quote, statement):
    analysis = analyse(text, language="en")
    there = read_page(analysis, Span(0, len(text)), published=None)
    claimant = "the mayor" if "mayor said" in statement else ""

    with pytest.raises(Refused, match="doubt_dropped"):
        verified(Proposal(quote, None, claimant, Wording(*[statement] * 3)), there, taken=())


def test_a_label_is_a_short_line():
    long = "Floods closed 12 bridges in Marl County on Tuesday, floods closed 12 bridges"

    assert reason(BRIDGES, "Floods closed 12 bridges.", label=long + ".") == "label_too_long"


@pytest.mark.parametrize("line", ["label", "proposition", "statement"])
def test_each_of_the_three_lines_is_checked(line):
    assert (
        reason(BRIDGES, "Floods closed 12 bridges.", **{line: "Floods closed 99 bridges."})
        == "figures_differ"
    )


def test_what_is_a_claim_already_is_refused():
    start = TEXT.index("12 bridges")
    proposal = Proposal(BRIDGES, None, "", Wording(*["Floods closed 12 bridges."] * 3))

    with pytest.raises(Refused, match="known_already"):
        verified(proposal, page(), taken=[Span(start, start + 2)])


# --- Wordings of the engine's claims -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "statement", "code"),
    [
        ("three pumps", "Bea Finch denied that three pumps had failed.", None),
        ("three pumps", "Three pumps had failed.", "doubt_dropped"),
        ("three pumps", "Ada Moss denied that three pumps had failed.", "claimant_dropped"),
        ("three pumps", "Bea Finch denied that four pumps had failed.", "figures_differ"),
        ("12 bridges", "12 bridges were closed.", None),
        ("12 bridges", "12 bridges were closed by crooked officials.", "word_not_in_the_article"),
    ],
)
def test_a_better_wording_says_what_the_claim_says(quote, statement, code):
    claim = next(claim for claim in page().analysis.claims if quote in claim.quote)
    wording = Wording(statement, statement, statement)

    if code is None:
        check_rewrite(wording, claim, page())
    else:
        with pytest.raises(Refused, match=code):
            check_rewrite(wording, claim, page())


# --- Any answer at all -------------------------------------------------------------------------------

_WORDS = [
    "12",
    "40",
    "99",
    "bridges",
    "Floods",
    "closed",
    "not",
    "may",
    "Ada Moss",
    "<script>",
    "\u202e",
    "\U0001f525",
    "e\u0301",
    "%",
    "$",
    "\n",
    '"',
]
_LINES = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=8)), max_size=8).map(" ".join)


@given(
    start=st.integers(0, len(TEXT)), length=st.integers(0, 80), quote=st.one_of(st.none(), _LINES),
    claimant=_LINES, occurrence=st.one_of(st.none(), st.integers(1, 9)), lines=st.tuples(_LINES, _LINES, _LINES),
    echo=st.booleans(),
)  # fmt: skip
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_proposal_is_refused_or_borne_out(start, length, quote, claimant, occurrence, lines, echo):
    words = quote if quote is not None else TEXT[start : start + length]
    wording = Wording(*[words[:75]] * 3) if echo else Wording(*lines)
    try:
        claim = verified(Proposal(words or "x", occurrence, claimant, wording), page(), taken=())
    except Refused:
        return

    assert TEXT[claim.start : claim.end] == claim.quote == words
    assert len(claim.label) <= 75
    read = page().passages
    assert [quantity.text for quantity in claim.quantities] == [
        TEXT[quantity.start : quantity.end] for quantity in claim.quantities
    ]
    assert any(passage.span.covers(Span(claim.start, claim.end)) for passage in read)


@given(text=st.text(max_size=200), quote=st.text(min_size=1, max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_article_can_be_asked_about(text, quote):
    analysis = analyse(text, language="en")
    whole = Span(0, len(analysis.text))
    there = read_page(analysis, whole, published=None)

    try:
        claim = verified(Proposal(quote, None, "", Wording(quote, quote, quote)), there, taken=())
    except Refused:
        return
    assert analysis.text[claim.start : claim.end] == quote
