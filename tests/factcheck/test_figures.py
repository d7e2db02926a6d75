"""A figure in the few characters of a list, from the words it stands in."""

import pytest

from factcheck.extraction import analyse
from factcheck.figures import short_figure


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("At least 1,200 homes burned.", "≥ 1,200"),
        ("Fewer than 40 homes burned.", "< 40"),
        ("About 2.5 million people fled.", "≈ 2,500,000"),
        ("Between 37 and 44 homes burned.", "37–44"),
        ("The rate rose from 12 percent to 15.5 percent.", "12 → 15.5 %"),
        ("The rate fell from 15 percent to 12 percent.", "15 → 12 %"),
        ("Dozens of homes burned.", "24–99"),
        ("The power was off for 11.4 hours.", "11.4 hours"),
        ("The power was off for one hour.", "1 hour"),
        ("The winds reached 120 kilometres per hour.", "120 kilometres per hour"),
        ("The transmitter used 40 gigahertz.", "40 gigahertz"),
        ("The repair cost 12 million yen.", "12,000,000 japanese yen"),
    ],
)
def test_a_figure_is_short_and_keeps_its_bounds(words: str, short: str) -> None:
    (quantity,) = analyse(words).as_dict()["quantities"]

    assert short_figure(quantity) == short
