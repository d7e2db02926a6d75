"""A bare figure that takes up the things of the one just before it: "up from 2.4 million", "187 by tender"."""

from collections.abc import Sequence

from factcheck.extraction.types import Quantity

from .drafts import Draft
from .lexer import Lexeme, at

#: What a bare figure may follow to be of the same things as the one before: "435 homes, *and* 187 by tender".
_ELLIPSIS = frozenset(("from", "to", "than", "with", "and", "including", "versus", "or", "against", "at"))
#: ... where only things can be meant: "$4.25 and 32 of them".
_LISTING = frozenset(("and", "or", "including"))
#: Where what is shared out stands, and what comes before each part.
_PLACING = frozenset(("in", "over", "at", "from", "near", "on", "inside", "outside"))
_BEFORE_PLACED = frozenset((",", ":", "and", "remaining", "other", "another", "all"))
#: Words between the figure and the last one, at most, for that.
_ELLIPSIS_REACH = 24


def elided(
    lexemes: list[Lexeme], latest: Sequence[tuple[Draft, Quantity]], draft: Draft, edge: int
) -> Quantity | None:
    """The quantity whose things a bare figure counts too: "up from 2.4 million", "187 by tender".

    ``edge`` is the lexeme where the figure begins with its bound: "against *roughly 40*".
    """
    link = at(lexemes, edge - 1).lower
    if draft.value is None:
        return None
    if _shares_things(lexemes, draft, link):
        link = "and"
    elif link not in _ELLIPSIS:
        return None
    for before, quantity in latest:
        if draft.first - before.last > _ELLIPSIS_REACH or _ends_between(lexemes, before, draft):
            return None
        is_listed = link in _LISTING
        is_compared = link == "with" and at(lexemes, edge - 2).lower == "compared"
        if quantity.unit_kind == "percent" and is_compared:
            return quantity
        if quantity.unit_kind in ("share", "age", "percent", "duration") or (is_listed and quantity.unit):
            continue
        if quantity.unit or quantity.noun:
            return quantity
    return None


def _shares_things(lexemes: list[Lexeme], draft: Draft, link: str) -> bool:
    """ "9,000 votes, *812 more than* her rival", "24 drones: *13 over* the city, the remaining *four in* the bay"."""
    following, second = at(lexemes, draft.last).lower, at(lexemes, draft.last + 1).lower
    is_measured = following in ("more", "fewer", "less") and second == "than"
    is_placed = following in _PLACING and second not in ("a", "an") and link in _BEFORE_PLACED
    return is_measured or is_placed


def _ends_between(lexemes: list[Lexeme], before: Draft, after: Draft) -> bool:
    return any(lexeme.text in (".", ";") for lexeme in lexemes[before.last : after.first])
