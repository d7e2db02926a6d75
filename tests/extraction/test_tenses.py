"""A month without a year: what happened in it is past."""

import pytest

from factcheck.extraction import analyse


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("The mayor said in August that 12 ships sank.", "2025-08-01"),
        ("Some 12 ships had sunk on August 12.", "2025-08-12"),
        ("Some 12 ships will be sold in August.", "2026-08-01"),
        ("The sale of 12 ships was scheduled for August.", "2026-08-01"),
        ("Some 12 ships sank in August 2026, by her reckoning.", "2026-08-01"),
        ("Some 12 ships sank in February.", "2026-02-01"),
    ],
)
def test_a_past_verb_means_the_past_month(text: str, origin: str) -> None:
    times = analyse(text, language="en", published_at="2026-03-10").times

    assert [time.origin for time in times] == [origin]
