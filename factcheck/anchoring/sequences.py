"""What two sequences have in common, in order: patience diff, which never takes time quadratic in their length."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

#: Pairs of items up to which difflib may look at all of them: some hundredths of a second.
_SMALL = 250_000
#: How often a gap is cut again by what is unique in it.
_DEEPEST = 24


class Block(NamedTuple):
    """``old[old : old + size] == new[new : new + size]``."""

    old: int
    new: int
    size: int


def common_blocks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """The blocks that ``old`` and ``new`` share, in the order of both, none touching the next in both.

    First what stands only once on both sides, as Bram Cohen's patience diff has it
    (https://bramcohen.livejournal.com/73318.html): a line that is there twice must not pull its neighbours along.
    Between those, the longest blocks, as long as they can be looked for in short time; beyond that, nothing.
    """
    blocks: list[Block] = []
    gaps = [(0, len(old), 0, len(new), 0)]
    while gaps:
        old_start, old_end, new_start, new_end, depth = gaps.pop()
        while old_start < old_end and new_start < new_end and old[old_start] == new[new_start]:
            blocks.append(Block(old_start, new_start, 1))
            old_start, new_start = old_start + 1, new_start + 1
        while old_start < old_end and new_start < new_end and old[old_end - 1] == new[new_end - 1]:
            old_end, new_end = old_end - 1, new_end - 1
            blocks.append(Block(old_end, new_end, 1))
        if old_start == old_end or new_start == new_end:
            continue
        pairs = _unique_pairs(old, new, old_start, old_end, new_start, new_end)
        if pairs and depth < _DEEPEST:
            fences = [*pairs, (old_end, new_end)]
            for old_fence, new_fence in fences:
                gaps.append((old_start, old_fence, new_start, new_fence, depth + 1))
                old_start, new_start = old_fence + 1, new_fence + 1
            blocks.extend(Block(at, to, 1) for at, to in pairs)
        elif (old_end - old_start) * (new_end - new_start) <= _SMALL:
            matcher = SequenceMatcher(None, old[old_start:old_end], new[new_start:new_end], autojunk=False)
            blocks.extend(
                Block(old_start + at, new_start + to, size)
                for at, to, size in matcher.get_matching_blocks()
                if size
            )
    return _joined(sorted(blocks))


def _unique_pairs(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    old_start: int,
    old_end: int,
    new_start: int,
    new_end: int,
) -> list[tuple[int, int]]:
    """Places of items that stand once on each side, the longest run of them that is in order on both."""
    in_old, in_new = Counter(old[old_start:old_end]), Counter(new[new_start:new_end])
    place = {new[at]: at for at in range(new_start, new_end) if in_new[new[at]] == 1}
    pairs = [
        (at, place[old[at]]) for at in range(old_start, old_end) if in_old[old[at]] == 1 and old[at] in place
    ]
    return longest_increasing(pairs)


def longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of ``pairs``, sorted by their first, whose second increases as well."""
    ends: list[int] = []  # the smallest second with which a run of each length may end
    last: list[int] = []  # which pair that is
    before: list[int | None] = []
    for index, (_, to) in enumerate(pairs):
        length = bisect_left(ends, to)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [to]
        last[length : length + 1] = [index]
    run: list[tuple[int, int]] = []
    at = last[-1] if last else None
    while at is not None:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _joined(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        if joined:
            above = joined[-1]
            if above.old + above.size == block.old and above.new + above.size == block.new:
                joined[-1] = Block(above.old, above.new, above.size + block.size)
                continue
        joined.append(block)
    return joined
