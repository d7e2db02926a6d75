"""Which lines of a page an extracted text consists of."""

import re
from collections import defaultdict
from collections.abc import Sequence

_WORDS = re.compile(r"\w+")
#: Lines ahead in which a part of a line is looked for.
_WINDOW = 40


def align(extracted: Sequence[str], shown: Sequence[str]) -> tuple[list[int | None], set[int]]:
    """For each extracted line the index of the shown one, and all shown ones whose words were extracted.

    The same words may stand on a page twice, as a teaser and in the story: the next one in order is taken.
    """
    keys = [_key(line) for line in shown]
    places: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        places[key].append(index)
    homes: list[int | None] = []
    used: set[int] = set()
    last = -1
    for line in extracted:
        key = _key(line)
        home = _next(places.get(key, ()), last)
        if home is None and key:
            parts = _parts(key, keys, last)
            used.update(parts)
            home = parts[0] if parts else None
            last = parts[-1] if parts else last
        elif home is not None:
            used.add(home)
            last = max(last, home)
        homes.append(home)
    return homes, used


def _key(line: str) -> str:
    return " ".join(_WORDS.findall(line)).casefold()


def _next(places: Sequence[int], last: int) -> int | None:
    return next((place for place in places if place > last), places[0] if places else None)


def _parts(key: str, keys: Sequence[str], last: int) -> list[int]:
    """The shown lines near ``last`` that hold the extracted one or that it holds."""
    near = range(max(0, last + 1 - _WINDOW // 4), min(len(keys), last + 1 + _WINDOW))
    whole = [index for index in near if len(key) > 20 and key in keys[index]]
    return whole[:1] or [index for index in near if len(keys[index]) > 2 and keys[index] in key]
