"""The scorer, on claims made by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from factcheck.extraction import CheckWorthiness, Claim, Claimant, Event, Quantity, Span
from factcheck.extraction.types import ClaimantKind

from .articles import GoldArticle, GoldClaim, Marked
from .figure import Figure
from .score import Tally, compare
from .source import Source

TEXT = "By Ann Day. Bo Li said 12 homes and 3 shops burned, the most since 2019. It may rain."


def quantity(words: str, value: float | None, **other: Any) -> Quantity:
    start = TEXT.index(words)
    known = Quantity(
        start=start,
        end=start + len(words),
        text=words,
        number=Span(start, start + len(words)),
        value=value,
        low=value,
        high=value,
        low_open=False,
        high_open=False,
        modifier="exact",
        unit=None,
        unit_kind="count",
        noun=None,
    )
    return replace(known, **other)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def predicted(focus: str, *quantities: Quantity, by: str = "Bo Li") -> Claim:
    own = span(focus)
    return Claim(
        part="text",
        start=own.start,
        end=own.end,
        quote=focus,
        focus=(own,),
        prefix="",
        suffix="",
        sentence=own,
        region="body",
        label=focus,
        proposition=focus,
        statement=focus,
        kind="quantity",
        quantities=quantities,
        quantifier=None,
        comparison=None,
        event=Event(predicate="burn", actor=None, object=None, polarity="positive"),
        modality="asserted",
        claimants=(Claimant(name=by, canonical=by, role=None, kind="person", start=None, end=None),),
        act="assert",
        cue=None,
        via=(),
        hedges=(),
        event_time=None,
        said_at=None,
        as_of=None,
        place=None,
        check_worthiness=CheckWorthiness(score=0.5, reasons=()),
    )


def gold(focus: str, figure: str = "", by: str = "Bo Li") -> GoldClaim:
    return GoldClaim(
        quote=span(focus),
        own=(span(focus),),
        words=focus,
        figures=(Figure.parse(figure),) if figure else (),
        by=((Source.parse(by),),),
        acts=("assert",),
        kind="event",
    )


def article(*claims: GoldClaim) -> GoldArticle:
    def marked(words: str) -> Marked:
        return Marked(span(words), (span(words),), words)

    return GoldArticle(
        name="fire",
        subject="disaster",
        english="british",
        form="agency",
        published=date(2024, 5, 14),
        text=TEXT,
        claims=claims,
        may=(marked("It may rain"),),
        junk=(marked("By Ann Day"),),
    )


HOMES, SHOPS, MOST = gold("12 homes", "12 home"), gold("3 shops", "3 shop"), gold("the most since 2019")


def test_each_claim_finds_the_one_with_its_figure() -> None:
    both = "12 homes and 3 shops burned"
    shops = predicted(both, quantity("3", 3, noun="shop"))
    homes = predicted(both, quantity("12", 12, noun="home"))

    result = compare(article(HOMES, SHOPS), [shops, homes])

    assert [pair.predicted for pair in result.pairs] == [homes, shops]
    assert all(pair.figure_is_right and pair.claimant_is_right and pair.act_is_right for pair in result.pairs)


def test_a_claim_is_found_once_and_what_is_left_is_extra() -> None:
    homes = predicted("12 homes", quantity("12", 12, noun="home"))

    tally = compare(article(HOMES, SHOPS), [homes, homes]).tally

    assert tally == Tally(
        gold=2, predicted=2, found=1, with_figure=1, figure_right=1, claimant_right=1, act_right=1, junk=0
    )
    assert tally.recall == 0.5
    assert tally.predicted_per_gold == 1


def test_one_prediction_stands_for_one_claim_though_it_holds_two() -> None:
    both = predicted("12 homes and 3 shops", quantity("12", 12, noun="home"), quantity("3", 3, noun="shop"))

    result = compare(article(HOMES, SHOPS), [both])

    assert (len(result.pairs), len(result.missed)) == (1, 1)


def test_a_right_figure_comes_before_the_same_words() -> None:
    wrong = predicted("12 homes", quantity("12", 120, noun="home"))
    right = predicted("Bo Li said 12 homes", quantity("12", 12, noun="home"))

    result = compare(article(HOMES), [wrong, right])

    assert (result.pairs[0].predicted, result.extra) == (right, (wrong,))


def test_a_word_in_common_does_not_make_the_same_claim() -> None:
    assert compare(article(MOST), [predicted("3 shops burned, the")]).missed == (MOST,)


def test_a_wrong_figure_is_found_but_wrong() -> None:
    (pair,) = compare(article(HOMES), [predicted("12 homes", quantity("12", 120, noun="home"))]).pairs

    assert not pair.figure_is_right


def test_a_claim_with_another_figure_is_another_claim() -> None:
    result = compare(article(HOMES), [predicted("12 homes and 3 shops", quantity("3", 3, noun="shop"))])

    assert result.missed == (HOMES,)
    assert len(result.extra) == 1


def test_a_claim_without_a_figure_goes_to_the_prediction_without_one() -> None:
    whole = "3 shops burned, the most since 2019"
    shops, most = predicted(whole, quantity("3", 3, noun="shop")), predicted(whole)

    result = compare(article(MOST, SHOPS), [shops, most])

    assert [pair.predicted for pair in result.pairs] == [most, shops]


def test_what_matches_only_a_may_counts_neither_way() -> None:
    tally = compare(article(), [predicted("It may rain")]).tally

    assert (tally.gold, tally.predicted) == (0, 0)


def test_a_figure_beside_a_may_is_not_excused_by_it() -> None:
    beside = predicted("the most since 2019. It may rain", quantity("2019", 2019))

    assert compare(article(), [beside]).extra == (beside,)


def test_a_figure_inside_a_may_is_excused_whatever_words_it_took_along() -> None:
    inside = predicted("12 homes and 3 shops burned", quantity("may", 1))

    assert compare(article(), [inside]).extra == ()


def test_what_touches_junk_is_counted() -> None:
    result = compare(article(HOMES), [predicted("Ann Day. Bo Li")])

    assert result.tally.junk == 1


@pytest.mark.parametrize(
    ("written", "found", "agrees"),
    [
        ("12 home", quantity("12", 12, noun="country home"), True),
        ("12 home", quantity("12", 12, noun="shop"), False),
        ("12 house/home", quantity("12", 12, noun="home"), True),
        ("12", quantity("12", 12, noun="anything"), True),
        ("12 home", quantity("12", 12, noun="home", modifier="approximately"), False),
        ("about 12", quantity("12", 12, low=11, high=13, modifier="approximately"), True),
        ("at least 12", quantity("12", 12, high=None, modifier="at_least"), True),
        ("more than 12", quantity("12", None, low=12, modifier="more_than"), True),
        ("at most 12", quantity("12", 12, high=None, modifier="at_least"), False),
        ("nearly 12", quantity("12", 12, low=None, modifier="less_than"), True),
        ("11 to 13", quantity("12", 12, low=11, high=13, modifier="between"), True),
        ("11 to 14", quantity("12", 12, low=11, high=13, modifier="between"), False),
        ("12 %", quantity("12", 12, unit="percent"), True),
        ("12 %", quantity("12", 12, unit="percentage point"), False),
        ("12 point", quantity("12", 12, unit="percentage point"), True),
        ("12 mile", quantity("12", 12, unit="square mile"), False),
        ("12 meter", quantity("12", 12, unit="metre"), True),
        ("1.2bn pound", quantity("12", 1.2e9, unit="pound sterling"), True),
        ("1/4", quantity("12", 0.25), True),
        ("-12 celsius", quantity("12", 12, unit="celsius"), False),
    ],
)
def test_a_figure_agrees_by_value_bound_and_noun(written: str, found: Quantity, agrees: bool) -> None:
    assert Figure.parse(written).agrees_with(found) is agrees


@pytest.mark.parametrize(
    ("written", "canonical", "kind", "agrees"),
    [
        ("Bo Li", "Bo Li", "person", True),
        ("Bo Li", "Dr. Bo Li", "person", True),
        ("Bo Li", "Li", "person", False),
        ("Bo Li", "Bo Li in Lima", "person", True),
        ("police", "Valley police", "organization", False),
        ("fire service", "the country's fire service", "organization", True),
        ("Carrick Corp.", "Carrick", "organization", True),
        ("narrator", "", "narrator", True),
        ("narrator", "", "hearsay", False),
        ("unnamed (officials)", "two officials", "unnamed", True),
        ("unnamed (officials)", "residents", "unnamed", False),
        ("unnamed (officials)", "officials", "organization", False),
    ],
)
def test_a_source_is_its_whole_name_or_its_kind(
    written: str, canonical: str, kind: ClaimantKind, agrees: bool
) -> None:
    claimant = Claimant(name=canonical, canonical=canonical, role=None, kind=kind, start=None, end=None)

    assert Source.parse(written).is_meant_by(claimant) is agrees


def test_a_claimant_too_many_is_wrong() -> None:
    homes = predicted("12 homes", quantity("12", 12, noun="home"))
    shared = replace(homes, claimants=(*homes.claimants, predicted("12 homes", by="Ann Day").claimants[0]))

    assert not compare(article(HOMES), [shared]).pairs[0].claimant_is_right
