"""Which words of one text became which of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .sequences import common_blocks
from .words import Word

Kind = Literal["equal", "insert", "delete", "replace"]


@dataclass(frozen=True, slots=True)
class Step:
    """Words [old_start, old_end) of the old sequence are, or became, [new_start, new_end) of the new one."""

    kind: Kind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def steps_between(old: Sequence[Word], new: Sequence[Word]) -> list[Step]:
    """All words of both, in order. No two steps of one kind follow each other."""
    steps: list[Step] = []
    old_at = new_at = 0
    blocks = common_blocks([word.text for word in old], [word.text for word in new])
    for block in blocks:
        steps.extend(_changed(old_at, block.old, new_at, block.new))
        old_at, new_at = block.old + block.size, block.new + block.size
        steps.append(Step("equal", block.old, old_at, block.new, new_at))
    steps.extend(_changed(old_at, len(old), new_at, len(new)))
    return steps


def _changed(old_start: int, old_end: int, new_start: int, new_end: int) -> list[Step]:
    if old_start == old_end and new_start == new_end:
        return []
    kind: Kind = "replace"
    if old_start == old_end:
        kind = "insert"
    elif new_start == new_end:
        kind = "delete"
    return [Step(kind, old_start, old_end, new_start, new_end)]
