"""Figures that are one claim together: "62.3 percent, down from 68 percent", "14 of 17 counts"."""

import re
from dataclasses import replace

from .clauses import predicate_of
from .contrasting import is_contrasted
from .items import Item
from .parsed import Parsed

_NEAR = 2
#: Characters looked at in front of a figure.
_REACH = 60
#: What stands right before the figure that another one is measured against.
_AGAINST = re.compile(
    r"\b(?:from|rather than|instead of|(?:compared|compares|comparing) (?:with|to)(?: (?:an?|the|its|their) (?:earlier|previous|prior|old)(?: \w+)?(?: of)?)?)$",
    re.IGNORECASE,
)
_OF_OR = re.compile(r"^,? ?(?:of|out of|or)(?: (?:the|its|their|his|her|all))?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom (?:\S+ ){0,3}$", re.IGNORECASE)
_TO = re.compile(r"\bto (?:\S+ ){0,3}$", re.IGNORECASE)
_OF_ALL = re.compile(
    r"(?:^|[.!?;:]\W+)(?:and |but )?(?:out )?of (?:(?:the|its|their|those|these|all|some|about) ){0,2}$",
    re.IGNORECASE,
)
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
            is_whole = _is_whole(parsed, before)
            is_stated = is_whole or _is_end_of_change(parsed, before, item)
            if is_whole:
                item = _counting_of(item, before)
            figures = (item, before) if is_stated else (before, item)
            joined[-1] = replace(
                figures[0],
                quantities=figures[0].quantities + figures[1].quantities,
                reaches=before.reaches | item.reaches,
            )
        else:
            joined.append(item)
    return joined


def _measures(parsed: Parsed, figure: Item, other: Item) -> bool:
    if predicate_of(figure.anchor) != predicate_of(other.anchor):
        return False
    if _is_end_of_change(parsed, figure, other) or _is_whole(parsed, figure):
        return True
    if is_contrasted(other.anchor.sent, other.anchor):
        return False
    start, end = figure.quantities[-1].end - parsed.start, other.quantities[0].start - parsed.start
    between = _APPROXIMATELY.sub("", parsed.text[max(start, end - _REACH) : end].rstrip())
    is_near = len(between.split()) <= 3 and end - start <= _REACH
    return bool((is_near and _OF_OR.match(between.strip())) or _AGAINST.search(between))


def _is_end_of_change(parsed: Parsed, figure: Item, other: Item) -> bool:
    """ "from 2.1% *to 2.4%*": the new figure is what the claim states."""
    first, last = figure.quantities[-1], other.quantities[0]
    before = parsed.text[max(0, first.start - parsed.start - _REACH) : first.start - parsed.start]
    between = parsed.text[first.end - parsed.start : last.start - parsed.start]
    is_same_unit = first.unit == last.unit
    return (
        is_same_unit and bool(_FROM.search(before)) and len(between) <= _REACH and bool(_TO.search(between))
    )


def _is_whole(parsed: Parsed, figure: Item) -> bool:
    """ "*Of the 50 ships*, 12 were sunk"."""
    start = figure.quantities[0].start - parsed.start
    return len(figure.quantities) == 1 and bool(_OF_ALL.search(parsed.text[max(0, start - _REACH) : start]))


def _counting_of(part: Item, whole: Item) -> Item:
    """ "Of the 50 ships, *12* were sunk": ships as well."""
    figure, noun = part.quantities[0], whole.quantities[0].noun
    if figure.noun is not None or figure.unit is not None or figure.unit_kind != "count" or noun is None:
        return part
    return replace(part, quantities=(replace(figure, noun=noun), *part.quantities[1:]))


def _into_figure(figures: list[Item], ranking: Item) -> bool:
    """ "the *three largest* banks": the rank is the figure's own."""
    for position, figure in enumerate(figures):
        is_beside = abs(ranking.anchor.i - figure.anchor.i) <= _NEAR and ranking.anchor.dep_ == "amod"
        if figure.kind == "quantity" and is_beside and figure.anchor.head == ranking.anchor.head:
            figures[position] = replace(figure, comparison=ranking.comparison)
            return True
    return False
