"""What the engine reached on the gold set, so that it does not get worse unseen. Raise a floor when it rises."""

from dataclasses import dataclass

import pytest

from .articles import PARTS, load_part
from .bench import compared, total


@dataclass(frozen=True, slots=True)
class Floor:
    """All but the last two are what must be reached; the last two what must not be passed."""

    recall: float
    figure: float
    claimant: float
    predicted_per_gold: float
    junk: int


FLOORS = {
    "first": Floor(recall=0.92, figure=0.95, claimant=0.98, predicted_per_gold=1.3, junk=0),
    "development": Floor(recall=0.93, figure=0.96, claimant=0.96, predicted_per_gold=1.3, junk=0),
    "third": Floor(recall=0.92, figure=0.97, claimant=0.94, predicted_per_gold=1.3, junk=0),
}


@pytest.mark.parametrize("part", FLOORS)
def test_the_engine_is_as_good_as_it_was(part: str) -> None:
    floor, reached = FLOORS[part], total(compared(part))

    assert reached.recall >= floor.recall
    assert reached.figure >= floor.figure
    assert reached.claimant >= floor.claimant
    assert reached.predicted_per_gold <= floor.predicted_per_gold
    assert reached.junk <= floor.junk


def test_each_part_that_is_written_has_a_floor() -> None:
    assert set(FLOORS) == {part for part in PARTS if load_part(part)}
