"""When and where something happened, as the claim says it."""

import pytest

from factcheck.extraction import Claim, analyse

_THURSDAY = "2023-03-09"


def _claim(text: str) -> Claim:
    return max(analyse(text, published_at=_THURSDAY).claims, key=lambda claim: claim.end - claim.start)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Four workers were killed in Lagos in 2019.", "2019-01-01", "2019-12-31"),
        ("A missile hit three houses on Sunday night.", "2023-03-05T20:00", "2023-03-06T06:00"),
        ("Unemployment has fallen by 12,000 since January.", "2023-01-01", "2023-03-09"),
        ("The plant with 300 workers was closed for six weeks.", None, None),
    ],
)
def test_an_event_has_its_time(text: str, first: str | None, last: str | None) -> None:
    time = _claim(text).event_time

    assert (time.origin if time else None, time.until if time else None) == (first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As of 10 March 14:00, 12 people had died in the flood.", "2023-03-10T14:00"),
        ("By Tuesday, 200 residents had been evacuated.", "2023-03-07"),
        ("The council ordered 300 residents to leave by Friday.", None),
        ("The council will build 300 houses by 2030.", None),
    ],
)
def test_a_figure_holds_as_of_a_moment_and_a_deadline_is_none(text: str, expected: str | None) -> None:
    assert _claim(text).as_of == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It was the deadliest crash since 2015.", "2015-01-01", "2023-03-09"),
        ("It was the largest protest so far this year in Belgrade.", "2023-01-01", "2023-03-09"),
        ("Prices rose 4 percent in February, the biggest rise in two years.", "2021-03-09", "2023-03-09"),
    ],
)
def test_a_rank_is_counted_over_a_time_which_is_not_that_of_the_event(
    text: str, first: str, last: str
) -> None:
    ranked = [
        claim.comparison.scope
        for claim in analyse(text, published_at=_THURSDAY).claims
        if claim.comparison is not None
    ]

    assert [(scope.origin, scope.until) for scope in ranked if scope is not None] == [(first, last)]
    assert all(
        claim.event_time is None or claim.event_time.origin != first
        for claim in analyse(text, published_at=_THURSDAY).claims
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A missile hit three houses in the Russian city of Belgorod.", "Belgorod"),
        ("The president of France visited Kyiv on Monday.", "Kyiv"),
        ("Four workers were killed in Lagos, Nigeria.", "Lagos"),
        ("The president of France resigned on Monday.", None),
    ],
)
def test_the_place_is_where_it_happened(text: str, expected: str | None) -> None:
    place = _claim(text).place

    assert (place.text if place else None) == expected
