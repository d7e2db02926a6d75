"""How the admin says what the engine read."""

import pytest

from factcheck.admin.reading import _time, reading_of
from factcheck.extraction import analyse
from factcheck.models import Claim
from factcheck.readings import fill


@pytest.mark.parametrize(
    ("origin", "until", "shown"),
    [
        (None, None, "on Thursday"),
        ("2023-03-09", "2023-03-09", "on Thursday (2023-03-09)"),
        ("2023-03-09", "2023-03-11", "on Thursday (2023-03-09 – 2023-03-11)"),
        ("2023-03-09T00:00", "2023-03-09T06:00", "on Thursday (2023-03-09 00:00 – 06:00)"),
        ("2023-03-09T22:00", "2023-03-10T06:00", "on Thursday (2023-03-09 22:00 – 2023-03-10 06:00)"),
    ],
)
def test_a_time_is_shown_with_what_it_means(origin, until, shown):
    assert _time({"text": "on Thursday", "from": origin, "to": until}) == shown


def test_a_figure_is_shown_with_its_noun_as_it_is_counted():
    claim = Claim()
    fill(claim, analyse("Russia launched eight Iranian-made attack drones.").claims[0], by="test")

    (figure,) = reading_of(claim).figures

    assert (figure["number"], figure["of"]) == ("8", "attack drones")
