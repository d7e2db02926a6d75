"""What the engine read of a claim that its words alone do not say: who claims it, and of when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .matter import Change, What, is_name
from .words import words_of


@dataclass(frozen=True, slots=True)
class Meaning:
    """``times`` are days. ``hedges`` and ``names`` may stand outside the quote: a pronoun is resolved in ``names``."""

    claimant: str
    act: str
    times: tuple[str, ...]
    hedges: frozenset[str]
    names: frozenset[str]


def meaning_of(reading: Mapping[str, Any], quote: str) -> Meaning:
    """``reading``: the CLAIM object, as the engine gives it or a person stored it."""
    claimants = reading.get("claimants") or []
    first = claimants[0] if claimants else {}
    claimant = first.get("canonical") or first.get("name") or ""
    known = {word.text for word in words_of(f"{quote} {claimant}")}
    names = {
        word.text
        for number, word in enumerate(words_of(reading.get("statement") or ""))
        if number and is_name(word) and word.text not in known
    }
    return Meaning(
        claimant=claimant or first.get("kind") or "",
        act=reading.get("act") or "",
        times=tuple(_days(reading)),
        hedges=frozenset(hedge["text"].lower() for hedge in reading.get("hedges") or []),
        names=frozenset(names),
    )


def _days(reading: Mapping[str, Any]) -> Iterator[str]:
    """Days, because "two hours ago" moves with every minute that an article is published later."""
    event = reading.get("event_time") or {}
    for moment in (event.get("from"), event.get("to"), reading.get("said_at"), reading.get("as_of")):
        yield (moment or "")[:10]


def changes_between(old: Meaning, new: Meaning, *, is_same_span: bool) -> list[Change]:
    """What changed around a quote that did not. Of two spans that only overlap, who claims it and when."""
    changes = []
    if not _is_same_name(old.claimant, new.claimant):
        changes.append(Change(What.CLAIMANT, old.claimant, new.claimant))
    if old.times != new.times and (is_same_span or all(map(any, (old.times, new.times)))):
        changes.append(Change(What.TIME, _listed(old.times), _listed(new.times)))
    if not is_same_span:
        return changes
    if old.act != new.act:
        changes.append(Change(What.WORDING, old.act, new.act))
    for what, before, after in ((What.HEDGE, old.hedges, new.hedges), (What.NAME, old.names, new.names)):
        if before != after:
            changes.append(Change(what, _listed(sorted(before - after)), _listed(sorted(after - before))))
    return changes


def _is_same_name(one: str, other: str) -> bool:
    """ "Smith", once he is introduced in full, is "Anna Smith"."""
    first, second = set(one.lower().split()), set(other.lower().split())
    return first == second or bool(first and second and (first <= second or second <= first))


def _listed(words: Any) -> str:
    return ", ".join(dict.fromkeys(filter(None, words)))
