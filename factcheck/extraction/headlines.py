"""The headline, the standfirst under it, and where the headline is only repeated."""

import re

from .lines import ENDS_SENTENCE
from .region_kinds import READ_REGIONS, Region
from .turns import Turn

_LONGEST_HEADLINE = 250
_COMPARED = re.compile(r"[\W_]+")


def _comparable(line: str) -> str:
    return _COMPARED.sub(" ", line).strip().casefold()


def mark_top(
    text: str,
    lines: list[tuple[int, int]],
    regions: list[Region],
    title: str | None,
    turns: dict[int, Turn],
) -> set[int]:
    """Name the headline and standfirst; answers the indexes of headlines that only repeat one."""
    story = [index for index, region in enumerate(regions) if region in READ_REGIONS and index not in turns]
    if not story or min(turns, default=len(lines)) < story[0]:
        return set()
    known = {_comparable(title)} if title else set()
    first = story[0]
    first_line = text[slice(*lines[first])]
    repeats: set[int] = set()
    if title and _comparable(first_line) in known:
        regions[first] = "headline"
        repeats.add(first)
    elif (
        not title
        and len(lines) > first + 1
        and _looks_like_headline(first_line, [text[slice(*line)] for line in lines[first + 1 : first + 9]])
    ):
        regions[first] = "headline"
        known.add(_comparable(first_line))
    else:
        return set()
    byline = next(
        (index for index in range(first + 1, min(first + 9, len(lines))) if regions[index] == "byline"), None
    )
    for index in story[1:]:
        if index > first + 8:
            break
        if _comparable(text[slice(*lines[index])]) in known:
            regions[index] = "headline"
            repeats.add(index)
        elif regions[index] == "body":
            is_above_byline = byline is not None and index < byline
            if is_above_byline or _looks_like_standfirst(text[slice(*lines[index])], "standfirst" in regions):
                regions[index] = "standfirst"
            else:
                break
    return repeats


def _looks_like_standfirst(line: str, has_one: bool) -> bool:
    """One line without a full stop between the headline and the story."""
    is_short = len(line) <= _LONGEST_HEADLINE and len(line.split()) >= 5
    return not has_one and is_short and not ENDS_SENTENCE.search(line[-8:]) and line[-1] not in ":,;"


def _looks_like_headline(line: str, following: list[str]) -> bool:
    if len(line) > _LONGEST_HEADLINE or "\n" in line or line.endswith((".", ":", ",", ";", ".\u201d", '."')):
        return False
    return len(line.split()) <= 35 and any(len(other) > len(line) for other in following)
