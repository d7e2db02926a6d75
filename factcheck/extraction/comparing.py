"""Figures that are one claim together: "62.3 percent, down from 68 percent", "14 of 17 counts"."""

import re
from dataclasses import replace

from .clauses import predicate_of
from .items import Item
from .parsed import Parsed

_NEAR = 8
#: What stands right before the figure that another one is measured against.
_AGAINST = re.compile(
    r"\b(?:(?:up|down)(?: by)?|from|rather than|instead of)$",
    re.IGNORECASE,
)
_OF_OR = re.compile(r"^,? ?(?:of|out of|or)(?: (?:the|its|their|his|her|all))?$", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom (?:\S+ ){0,4}?\S+ to (?:\S+ ){0,2}$", re.IGNORECASE)
_APPROXIMATELY = re.compile(
    r" ?\b(?:about|around|some|nearly|almost|roughly|an?|the|just|only|(?:more|less|fewer) than|at least|up to)$",
    re.IGNORECASE,
)


def joined_comparisons(parsed: Parsed, items: list[Item]) -> list[Item]:
    """``items`` with each figure that only says what another is compared with added to that one."""
    joined: list[Item] = []
    for item in items:
        if item.kind == "ranking" and _into_figure(joined, item):
            continue
        before = joined[-1] if joined else None
        if before is not None and before.kind == item.kind == "quantity" and _measures(parsed, before, item):
            joined[-1] = replace(
                before, quantities=before.quantities + item.quantities, reaches=before.reaches | item.reaches
            )
        else:
            joined.append(item)
    return joined


def _measures(parsed: Parsed, figure: Item, other: Item) -> bool:
    if predicate_of(figure.anchor) != predicate_of(other.anchor):
        return False
    start, end = figure.quantities[-1].end - parsed.start, other.quantities[0].start - parsed.start
    between = _APPROXIMATELY.sub("", parsed.text[max(start, end - 60) : end].rstrip())
    is_near = len(between.split()) <= 3 and end - start <= 60
    if figure.quantities[-1].unit == other.quantities[0].unit and _FROM_TO.search(
        parsed.text[max(0, start - 60) : end]
    ):
        return True
    return bool((is_near and _OF_OR.match(between.strip())) or _AGAINST.search(between))


def _into_figure(figures: list[Item], ranking: Item) -> bool:
    """ "a *record* 33.1 million", "the *three* largest banks": the rank is the figure's own."""
    for position, figure in enumerate(figures):
        if figure.kind == "quantity" and ranking.anchor.head in (figure.anchor, figure.anchor.head):
            if figure.comparison is None and abs(ranking.anchor.i - figure.anchor.i) <= _NEAR:
                figures[position] = replace(figure, comparison=ranking.comparison)
            return True
    return False
