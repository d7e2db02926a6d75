"""Dates, resolved against the day of publication and never against a clock."""

from datetime import date

import pytest

from factcheck.extraction.times import find_times

_THURSDAY = date(2023, 3, 9)


@pytest.mark.parametrize(
    ("text", "written", "first", "last", "precision"),
    [
        ("It fell on March 2.", "March 2", "2023-03-02", "2023-03-02", "day"),
        ("It fell on 5 May 2021.", "5 May 2021", "2021-05-05", "2021-05-05", "day"),
        ("It fell on Wednesday.", "Wednesday", "2023-03-08", "2023-03-08", "day"),
        ("It fell yesterday.", "yesterday", "2023-03-08", "2023-03-08", "day"),
        ("It fell overnight.", "overnight", "2023-03-08", "2023-03-09", "day"),
        ("It fell a week ago.", "a week ago", "2023-03-02", "2023-03-02", "week"),
        ("It fell last month.", "last month", "2023-02-01", "2023-02-28", "month"),
        ("It fell in 2015.", "2015", "2015-01-01", "2015-12-31", "year"),
        ("It fell on 13/02/2023.", "13/02/2023", "2023-02-13", "2023-02-13", "day"),
        ("It fell on 30 February 2020.", "30 February 2020", None, None, "unknown"),
    ],
)
def test_a_time_is_resolved(
    text: str, written: str, first: str | None, last: str | None, precision: str
) -> None:
    found = find_times(text, _THURSDAY)

    assert [(time.text, time.origin, time.until, time.precision) for time in found] == [
        (written, first, last, precision)
    ]


def test_without_a_day_of_publication_a_weekday_stays_open() -> None:
    assert find_times("It fell on Wednesday.", None)[0].origin is None
