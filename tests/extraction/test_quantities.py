"""Figures: value, bounds, unit, noun, and what is no figure."""

import pytest

from factcheck.extraction import Quantity, analyse


def quantities(text: str) -> list[Quantity]:
    return list(analyse(text, language="en").quantities)


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "written", "value", "unit", "noun"),
    [
        ("The fire killed 12 horses.", "12", 12, None, "horse"),
        ("Police seized two dozen rifles.", "two dozen", 24, None, "rifle"),
        ("They need half a million doses.", "half a million", 500_000, None, "dose"),
        ("One hundred and sixteen seats were sold.", "One hundred and sixteen", 116, None, "seat"),
        ("The firm lost $13.4 million.", "$13.4 million", 13_400_000, "dollar", None),
        ("The firm lost £2bn.", "£2bn", 2_000_000_000, "pound sterling", None),
        ("Inflation stood at 2.5 per cent.", "2.5 per cent", 2.5, "percent", None),
        ("The rate rose three percentage points.", "three percentage points", 3, "percentage point", None),
        ("It stretches 310 kilometres.", "310 kilometres", 310, "kilometre", None),
        ("Winds reached 90 mph.", "90 mph", 90, "mile per hour", None),
        ("The sack weighs 200lbs.", "200lbs", 200, "pound-mass", None),
        ("A 10-year-old boy drowned.", "10-year-old", 10, "year of age", None),
        ("Two-thirds of the voters agreed.", "Two-thirds", 2 / 3, None, None),
        ("One in five pupils failed.", "One in five", 0.2, None, None),
        ("It was -12 °C outside.", "-12 °C", -12, "celsius", None),
        ("It fell to minus-9 degrees Celsius.", "minus-9 degrees Celsius", -9, "celsius", None),
        ("- 1 4/5", "- 1 4/5", -1.8, None, None),
        (
            "The debt is 123456789101231 yen.",
            "123456789101231 yen",
            123_456_789_101_231,
            "japanese yen",
            None,
        ),
        ("They walked two and a half miles.", "two and a half miles", 2.5, "mile", None),
        ("They walked half a mile.", "half a mile", 0.5, "mile", None),
        ("The ratio is five point nought four.", "five point nought four", 5.04, None, None),
        (
            "A quarter of a million dollars is gone.",
            "A quarter of a million dollars",
            250_000,
            "dollar",
            None,
        ),
        ("Three million and a half eggs broke.", "Three million and a half", 3_500_000, None, "egg"),
        ("The mass is 1.5x10^6 kg.", "1.5x10^6 kg", 1_500_000, "kilogram", None),
        ("It was sold for AUD2.4m.", "AUD2.4m", 2_400_000, "australian dollar", None),
        ("The loss was 12 MEUR.", "12 MEUR", 12_000_000, "euro", None),
        ("It cost 250 Danish kroner.", "250 Danish kroner", 250, "danish krone", None),
        ("It cost nine dollars and twenty cents.", "nine dollars and twenty cents", 9.2, "dollar", None),
        ("He is 6 ft 3 in tall.", "6 ft 3 in", 6.25, "foot", None),
        ("It makes 7 kV/cm.", "7 kV/cm", 7, "kilovolt per centimetre", None),
        ("It weighs 5 tonnes (11,000 pounds).", "5 tonnes", 5, "metric ton", None),
        ("Nora Quill, 54, has left.", "54", 54, "year of age", None),
        ("We read a 12-page letter.", "12", 12, None, "page"),
        ("They hired 300 eligible young nurses.", "300", 300, None, "eligible young nurse"),
        ("He stands 5'9\" in boots.", "5'9\"", 5.75, "foot", None),
        ("A 38C heatwave is coming.", "38C", 38, "celsius", None),
        ("It rained for three straight weeks.", "three straight weeks", 3, "week", None),
        ("The storm left four dead.", "four", 4, None, "person"),
        ("They sell four- and five-bedroom homes.", "four", 4, None, "bedroom"),
        ("Sales rose fivefold.", "fivefold", 5, None, "time"),
        ("He stands 6-foot-3.", "6-foot-3", 6.25, "foot", None),
        ("The room is 20 x 30 feet.", "20", 20, "foot", None),
        ("The flat is 50 square metres.", "50 square metres", 50, "square metre", None),
    ],
)
def test_a_figure_has_value_unit_and_noun(
    text: str, written: str, value: float, unit: str | None, noun: str | None
) -> None:
    quantity = quantities(text)[0]

    assert quantity.text == written
    assert quantity.value == pytest.approx(value)
    assert (quantity.unit, quantity.noun) == (unit, noun)


@pytest.mark.parametrize(
    ("text", "modifier", "low", "high", "low_open", "high_open"),
    [
        ("At least ten villages burned.", "at_least", 10, None, False, False),
        ("More than 80 people died.", "more_than", 80, None, True, False),
        ("Fewer than 80 people came.", "less_than", None, 80, False, True),
        ("Up to 80 people came.", "at_most", None, 80, False, False),
        ("About 80 people came.", "approximately", 72, 88, False, False),
        ("Nearly 80 people came.", "approximately", 72, 80, False, True),
        ("Some 80 people came.", "approximately", 72, 88, False, False),
        ("Eighty or more people came.", "at_least", 80, None, False, False),
        ("Between 10 and 15 people came.", "between", 10, 15, False, False),
        ("It took 2-3 million litres.", "between", 2_000_000, 3_000_000, False, False),
        ("Dozens of homes burned.", "approximately", 24, 99, False, False),
        ("Tens of thousands of people came.", "between", 10_000, 100_000, False, False),
        ("Just under 80 people came.", "less_than", 72, 80, False, True),
        ("It holds four to five thousand litres.", "between", 4000, 5000, False, False),
        ("Prices run from $10 to $15 million.", "between", 10_000_000, 15_000_000, False, False),
        ("They make sub-9 nanometre chips.", "less_than", None, 9, False, True),
        ("Visibility is less than a foot.", "less_than", None, 1, False, True),
        ("Labour leads by 300 or 400 votes.", "between", 300, 400, False, False),
        ("They were jobless for one to two years.", "between", 1, 2, False, False),
        ("The width is 5.2 ± 0.5 mm.", "approximately", 4.7, 5.7, False, False),
        ("There is no more than a one in four chance.", "at_most", None, 0.25, False, False),
        ("There were no deaths.", "exact", 0, 0, False, False),
    ],
)
def test_the_words_around_a_figure_bound_it(
    text: str, modifier: str, low: float | None, high: float | None, low_open: bool, high_open: bool
) -> None:
    quantity = only(text)

    assert quantity.modifier == modifier
    assert (quantity.low, quantity.high) == (low, high)
    assert (quantity.low_open, quantity.high_open) == (low_open, high_open)


@pytest.mark.parametrize(
    "text",
    [
        "It happened on March 2 and again in 2015.",
        "The meeting starts at 10:30 p.m.",
        "Rovers beat Town 3-1 at home.",
        "He lives at 10 Downing Street.",
        "They fired an Iskander-9 and flew an F-16.",
        "She caught Covid-19.",
        "No one left, and one must ask why.",
        "Call 555-0199 for help.",
        "He came 3rd in the race.",
        "The 1990s were different.",
        "The bill passed 218-212 in the House.",
        "The road was closed between junctions 10 and 11.",
        "The 737 MAX was grounded.",
        "It runs on a 5G network.",
    ],
)
def test_dates_scores_and_numbered_names_are_no_figures(text: str) -> None:
    assert quantities(text) == []


def test_none_of_the_things_is_nought_and_not_all_of_them() -> None:
    none, whole = quantities("None of the six hostages was hurt.")

    assert (none.value, none.low, none.high) == (0, 0, 0)
    assert none.of is not None
    assert none.of.as_dict()["text"] == "the six hostages"
    assert whole.value == 6


def test_a_part_knows_its_whole() -> None:
    quantity = only("The mayor said 40% of the population has no water.")

    assert quantity.of is not None
    assert quantity.of.as_dict()["text"] == "the population"


def test_a_rate_knows_what_it_is_per() -> None:
    found = quantities("The pipeline carries 500,000 barrels a day.")

    assert [(per.value, per.unit) for per in found[0].per] == [(1, "day")]


@pytest.mark.parametrize(
    ("text", "direction", "kind", "aspect"),
    [
        ("Prices rose by 4% in May.", "up", "percent", "change"),
        ("Support fell three percentage points.", "down", "points", "change"),
    ],
)
def test_a_change_is_told_from_a_level(text: str, direction: str, kind: str, aspect: str) -> None:
    quantity = only(text)

    assert quantity.change is not None
    assert (quantity.change.direction, quantity.change.kind, quantity.aspect) == (direction, kind, aspect)


@pytest.mark.parametrize(
    ("text", "value", "direction", "origin", "target"),
    [
        ("Unemployment rose from 4.1% to 4.6%.", 4.6, "up", 4.1, 4.6),
        ("The limit was cut from 40 tons to 26.", 26, "down", 40, 26),
        ("Arrivals doubled to 900.", 900, "up", None, 900),
    ],
)
def test_a_change_says_where_it_came_from_and_went(
    text: str, value: float, direction: str, origin: float | None, target: float
) -> None:
    quantity = only(text)

    assert quantity.change is not None
    assert quantity.value == value
    assert (quantity.change.direction, quantity.change.origin, quantity.change.target) == (
        direction,
        origin,
        target,
    )


def test_where_a_change_led_to_is_a_level() -> None:
    by, to = quantities("Output climbed by 50 tons to 900 tons.")

    assert by.change is not None
    assert (by.aspect, to.aspect) == ("change", "level")
    assert to.change is None


def test_a_conversion_in_brackets_is_bounded_like_what_it_converts() -> None:
    miles, kilometres = quantities("The road is more than 8 miles (13 km) long.")

    assert miles.modifier == kilometres.modifier == "more_than"
    assert kilometres.unit == "kilometre"


def test_a_bare_figure_counts_what_the_one_before_counted() -> None:
    first, second = quantities("Exports rose to 3.9 million bottles from 2.4 million in 2017.")

    assert (first.noun, second.noun) == ("bottle", "bottle")


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Core inflation rose 0.3% in June.", {"core", "inflation"}),
        ("The agency imposed a fine of $3 billion.", {"fine", "agency"}),
        ("The clinic has performed 700 heart operations.", {"clinic"}),
        ("The bank charges a 0.6 per cent fee.", {"fee"}),
        ("Five villages burned.", set()),
    ],
)
def test_a_figure_knows_what_it_is_about(text: str, concept: set[str]) -> None:
    assert set(only(text).concept) == concept


def test_a_figure_knows_what_it_rests_on() -> None:
    quantity = only("Unemployment stood at 4.2%, seasonally adjusted.")

    assert [basis.text for basis in quantity.basis] == ["seasonally adjusted"]


@pytest.mark.parametrize(
    ("text", "value", "of_what"),
    [
        ("The army needed seven more drones and had been promised three.", 3, "drone"),
        ("They needed four seats. They have picked up three so far.", 3, "seat"),
        ("Ada Moss won women by 11 points; Ben Hale won men by 14.", 14, "point"),
        ("Ada Moss denied 11 counts of theft and one of fraud.", 1, "count"),
        ("He was the father of two.", 2, "child"),
        ("They have lost five in a row after 12 matches.", 5, None),
        ("Profits fell for four quarters in a row.", 4, "quarter"),
        ("The yard cut its orders by a quarter over the summer.", 0.25, None),
        ("Petrol was 4p a litre cheaper.", 4, "penny per litre"),
        ("The army gained 31 square km.", 31, "square kilometre"),
        ("The ticket cost 20 pounds.", 20, "pound sterling"),
        ("The dog weighed 20 pounds.", 20, "pound-mass"),
        ("The cable was cut a mile up the road.", 1, "mile"),
        ("None of the six was intercepted.", 0, None),
        ("He had no previous convictions.", 0, "conviction"),
    ],
)
def test_what_a_figure_counts_may_have_been_said_before(text: str, value: float, of_what: str | None) -> None:
    found = [q for q in analyse(text, language="en").quantities if q.value == value]

    assert [q.unit or q.noun for q in found] == [of_what]
