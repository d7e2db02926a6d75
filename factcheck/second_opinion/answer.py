"""What a language model answers, as types. Nothing in it is to be believed yet."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: More in one answer is not looked at: each costs a parse.
MOST_PROPOSALS = 40
#: Characters of one string; a longer one is no quote and no wording.
_LONGEST = 600


class NotAnAnswer(ValueError):
    """It is not the JSON object that was asked for."""


@dataclass(frozen=True)
class Wording:
    """How to say a claim: a line for lists, what is claimed, and the same with its speaker."""

    label: str
    proposition: str
    statement: str


@dataclass(frozen=True)
class Proposal:
    """A claim said to be in the text. ``occurrence`` counts from 1; None where the quote stands there once."""

    quote: str
    occurrence: int | None
    claimant: str
    wording: Wording


@dataclass(frozen=True)
class Rewrite:
    """A wording for the claim that the question gave this number."""

    number: int
    wording: Wording


@dataclass(frozen=True)
class Answer:
    proposals: tuple[Proposal, ...]
    rewrites: tuple[Rewrite, ...]


def read_answer(content: str) -> Answer:
    """The answer in ``content``; items that lack a field or have one of another type are left out.

    Raises:
        NotAnAnswer: there is no JSON object in it. What stands around the object (many models fence it) is
            ignored.
    """
    try:
        found = json.loads(content[content.find("{") : content.rfind("}") + 1])
    except (ValueError, RecursionError) as error:
        raise NotAnAnswer("The answer is not JSON.") from error
    if not isinstance(found, dict):
        raise NotAnAnswer("The answer is not a JSON object.")
    return Answer(
        proposals=tuple(_proposal(item) for item in _items(found, "claims") if _has_quote(item)),
        rewrites=tuple(
            Rewrite(item["n"], _wording(item))
            for item in _items(found, "wordings")
            if _is_count(item.get("n"))
        ),
    )


def _items(found: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects of a list that hold a wording."""
    listed = found.get(name)
    for item in listed[:MOST_PROPOSALS] if isinstance(listed, list) else []:
        if isinstance(item, dict) and all(
            _line(item, field) for field in ("label", "proposition", "statement")
        ):
            yield item


def _has_quote(item: dict[str, Any]) -> bool:
    return bool(_text(item, "quote")) and (item.get("occurrence") is None or _is_count(item["occurrence"]))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10_000


def _proposal(item: dict[str, Any]) -> Proposal:
    return Proposal(_text(item, "quote"), item.get("occurrence"), _line(item, "claimant"), _wording(item))


def _wording(item: dict[str, Any]) -> Wording:
    return Wording(_line(item, "label"), _line(item, "proposition"), _line(item, "statement"))


def _line(item: dict[str, Any], name: str) -> str:
    """One line of ours: blanks for line breaks, and "" where a control or a direction mark would stand in it."""
    line = " ".join(_text(item, name).split())
    return "" if any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in line) else line


def _text(item: dict[str, Any], name: str) -> str:
    """The string of that name in the form that articles are stored in; "" where there is none to be used."""
    value = item.get(name)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return ""
    return unicodedata.normalize("NFC", value).strip()
