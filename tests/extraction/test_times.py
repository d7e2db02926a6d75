"""Dates, times, ranges and durations, resolved against the day of publication and never against a clock."""

from datetime import date

import pytest

from factcheck.extraction import analyse
from factcheck.extraction.times import figures_are_dates, find_times

_THURSDAY = date(2023, 3, 9)


@pytest.mark.parametrize(
    ("text", "written", "first", "last", "precision"),
    [
        ("It fell on March 2.", "March 2", "2023-03-02", "2023-03-02", "day"),
        ("It fell on 5 May 2021.", "5 May 2021", "2021-05-05", "2021-05-05", "day"),
        ("It fell on the 3rd of June, 1994.", "the 3rd of June, 1994", "1994-06-03", "1994-06-03", "day"),
        ("It fell on Mon. Feb. 27.", "Mon. Feb. 27", "2023-02-27", "2023-02-27", "day"),
        ("It fell on 14-Jun-2019.", "14-Jun-2019", "2019-06-14", "2019-06-14", "day"),
        ("It fell on 2019-06-14.", "2019-06-14", "2019-06-14", "2019-06-14", "day"),
        ("It fell on 13/02/2023.", "13/02/2023", "2023-02-13", "2023-02-13", "day"),
        ("It fell on 02/03/2023.", "02/03/2023", None, None, "day"),
        ("It fell on 30 February 2020.", "30 February 2020", None, None, "unknown"),
        ("It fell on Wednesday.", "Wednesday", "2023-03-08", "2023-03-08", "day"),
        ("It will fall on Wednesday.", "Wednesday", "2023-03-15", "2023-03-15", "day"),
        ("They told us on Friday that it will fall.", "Friday", "2023-03-03", "2023-03-03", "day"),
        ("It fell yesterday.", "yesterday", "2023-03-08", "2023-03-08", "day"),
        ("It fell overnight.", "overnight", "2023-03-08", "2023-03-09", "day"),
        ("It fell on Christmas Eve.", "Christmas Eve", "2022-12-24", "2022-12-24", "day"),
        ("It fell on Easter Monday 2022.", "Easter Monday 2022", "2022-04-18", "2022-04-18", "day"),
        ("It fell a week ago.", "a week ago", "2023-03-02", "2023-03-02", "week"),
        ("It fell three days ago.", "three days ago", "2023-03-06", "2023-03-06", "day"),
        ("It will fall in two weeks.", "in two weeks", "2023-03-23", "2023-03-23", "week"),
        ("It was the worst fall in two years.", "in two years", "2021-03-09", "2023-03-09", "unknown"),
        ("It was built in two years.", "in two years", None, None, "year"),
        ("It fell last month.", "last month", "2023-02-01", "2023-02-28", "month"),
        ("It fell earlier this month.", "earlier this month", "2023-03-01", "2023-03-09", "month"),
        ("It fell in 2015.", "2015", "2015-01-01", "2015-12-31", "year"),
        ("It fell in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("It fell in the summer of 2020.", "summer of 2020", "2020-06-01", "2020-08-31", "season"),
        ("It fell in the third quarter.", "the third quarter", "2022-07-01", "2022-09-30", "quarter"),
        ("It fell in Q2 2021.", "Q2 2021", "2021-04-01", "2021-06-30", "quarter"),
        ("It fell in the first half of 2021.", "the first half of 2021", "2021-01-01", "2021-06-30", "unknown"),
        ("It fell in the last week of June.", "the last week of June", "2023-06-26", "2023-07-02", "week"),
        ("It fell in the past three days.", "past three days", "2023-03-06", "2023-03-09", "unknown"),
        ("It may fall in the coming days.", "coming days", None, None, "unknown"),
        ("It has fallen so far this year.", "so far this year", "2023-01-01", "2023-03-09", "year"),
        ("It has fallen since February.", "since February", "2023-02-01", "2023-03-09", "month"),
        ("It should fall by Friday.", "by Friday", None, "2023-03-10", "day"),
        ("It fell before 2010.", "before 2010", None, "2009-12-31", "year"),
        ("It fell from 3 to 5 March.", "from 3 to 5 March", "2023-03-03", "2023-03-05", "day"),
        ("It fell on Feb. 18-19.", "on Feb. 18-19", "2023-02-18", "2023-02-19", "day"),
        ("It fell between Monday and Wednesday.", "between Monday and Wednesday", "2023-03-06", "2023-03-08", "day"),
        ("It fell from 2014 to 2018.", "from 2014 to 2018", "2014-01-01", "2018-12-31", "year"),
        ("It fell in 2014-18.", "2014-18", "2014-01-01", "2018-12-31", "year"),
        ("It fell from January to March 2020.", "from January to March 2020", "2020-01-01", "2020-03-31", "month"),
        ("It fell from November to February.", "from November to February", "2022-11-01", "2023-02-28", "month"),
        ("It ran from Monday to Friday.", "from Monday to Friday", "2023-02-27", "2023-03-03", "day"),
        ("It fell in 2019/20.", "2019/20", "2019-01-01", "2020-12-31", "year"),
        ("It fell in the three months to June.", "the three months to June", "2023-04-01", "2023-06-30", "unknown"),
        ("It fell the week before last.", "the week before last", "2023-02-20", "2023-02-26", "week"),
        ("It fell in the past year.", "past year", "2022-03-09", "2023-03-09", "unknown"),
        ("It fell on Labor Day weekend.", "Labor Day weekend", "2023-09-02", "2023-09-04", "day"),
        ("It fell on Tuesday night.", "Tuesday night", "2023-03-07T20:00", "2023-03-08T06:00", "time"),
        ("It fell last night.", "last night", "2023-03-08T20:00", "2023-03-09T06:00", "time"),
        ("It fell at 2.30pm on Monday.", "at 2.30pm on Monday", "2023-03-06T14:30", "2023-03-06T14:30", "time"),
        ("It fell on March 7 at 9 a.m. ET.", "March 7 at 9 a.m. ET", "2023-03-07T09:00", "2023-03-07T09:00", "time"),
        ("It fell at half past seven.", "half past seven", None, None, "time"),
        ("It fell between 9 and 10:30 p.m. yesterday.", "between 9 and 10:30 p.m. yesterday",
         "2023-03-08T21:00", "2023-03-08T22:30", "time"),
        ("It fell for three and a half hours.", "three and a half hours", None, None, "duration"),
        ("It falls every Monday.", "every Monday", None, None, "set"),
        ("It took two to three weeks.", "two to three weeks", None, None, "duration"),
        ("It falls three times a week.", "three times a week", None, None, "set"),
        ("It falls twice a week.", "twice a week", None, None, "set"),
    ],
)  # fmt: skip
def test_a_time_is_found_and_resolved(
    text: str, written: str, first: str | None, last: str | None, precision: str
) -> None:
    found = find_times(text, _THURSDAY)

    assert [(time.text, time.origin, time.until, time.precision) for time in found] == [
        (written, first, last, precision)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She may have known, and they march on.",
        "Theresa May spoke.",
        "One-quarter of them read Finance Today.",
        "He ordered 2000 pieces of it.",
        "They won 3-1.",
        "Two thirds of it is gone, 3/4 in fact.",
        "The 40-year-old driver lived on $12 an hour.",
        "She is in her sixties.",
        "An F-16 and 12 tanks were lost.",
        "It costs 6.45 percent more.",
        "Let us try a second round.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert find_times(text, _THURSDAY) == []


def test_without_a_day_of_publication_a_weekday_stays_open() -> None:
    assert find_times("It fell on Wednesday.", None)[0].origin is None


def test_a_shortened_month_does_not_reach_into_the_next_sentence() -> None:
    found = find_times("It fell in February. One of them rose.", _THURSDAY)

    assert [time.text for time in found] == ["February"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("on March 12", True), ("three days ago", True), ("in 15 years", False), ("for two weeks", False)],
)
def test_the_figures_of_an_amount_are_no_date(text: str, expected: bool) -> None:
    assert figures_are_dates(find_times(text, _THURSDAY)[0]) is expected


def test_a_duration_is_a_time_and_a_quantity() -> None:
    analysis = analyse("The plant was closed for six weeks.", published_at="2023-03-09")

    assert [time.text for time in analysis.times] == ["six weeks"]
    assert [quantity.text for quantity in analysis.quantities] == ["six weeks"]


@pytest.mark.parametrize("piece", ["1-", "May ", "1/", "12:", "two ", "last ", "every 2 days and "])
def test_repetition_takes_time_in_proportion(piece: str) -> None:
    found = find_times(piece * 20_000, _THURSDAY)

    assert all(time.start < time.end for time in found)


@pytest.mark.parametrize("published", [date.min, date.max, None])
@pytest.mark.parametrize(
    "text",
    ["last night", "tonight", "9999-12-31 in the night", "a century ago", "in the next 900 years",
     "the decade before last", "last weekend", "next week", "Friday", "30 February to 31 April", "Easter 1583"],
)  # fmt: skip
def test_the_ends_of_the_calendar_break_nothing(text: str, published: date | None) -> None:
    assert all(time.text in text for time in find_times(f"It fell {text}.", published))
