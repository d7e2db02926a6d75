"""Spans that somebody moved. Where the engine found the claim is kept, so that it is the same claim when it reads again."""

from typing import Any

from factcheck.anchoring import Versions
from factcheck.models import ClaimAnchor

#: Code points kept before and behind a quote, as the engine gives them.
AROUND = 32
#: What of an anchor says where it stands.
_PLACE = ("part", "start", "end", "focus", "sentence")


def place_of(anchor: ClaimAnchor) -> dict[str, Any]:
    return {name: getattr(anchor, name) for name in _PLACE}


def engines_place(anchor: ClaimAnchor) -> dict[str, Any]:
    """Where the engine found it."""
    return anchor.moved_from or place_of(anchor)


def move_to(anchor: ClaimAnchor, start: int, end: int) -> None:
    """Have ``anchor`` stand at other words of its part. The caller saves."""
    anchor.moved_from = engines_place(anchor)
    words = anchor.version.part(anchor.part)
    anchor.start, anchor.end, anchor.quote = start, end, words[start:end]
    anchor.prefix = words[max(0, start - AROUND) : start]
    anchor.suffix = words[end : end + AROUND]
    inside = [[max(at, start), min(to, end)] for at, to in anchor.focus if at < end and to > start]
    anchor.focus = inside or [[start, end]]
    sentence = anchor.sentence or {"start": start, "end": end}
    anchor.sentence = {"start": min(sentence["start"], start), "end": max(sentence["end"], end)}


def move_along(anchor: ClaimAnchor, old: ClaimAnchor, between: Versions) -> None:
    """Have an anchor of the next version stand where somebody moved the one before, if those words are there."""
    if not old.moved_from or anchor.status == ClaimAnchor.Status.GONE or anchor.part != old.part:
        return
    place = between.carry(old.part, old.start, old.end)
    if place and anchor.version.part(anchor.part)[place[0] : place[1]] == old.quote:
        move_to(anchor, *place)
