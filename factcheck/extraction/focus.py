"""The words that make one claim itself, where a sentence makes several."""

from spacy.tokens import Token

from .items import Item


def focus_tokens(clause: list[Token], item: Item, others: list[Item]) -> list[Token]:
    """``clause`` without what belongs to the ``others`` alone.

    From each other item we climb towards the verb as long as the branch does not hold this item, and
    drop that branch: "Four of the drones and *34 cruise missiles were intercepted*".
    """
    inside = {token.i for token in clause}
    dropped: set[int] = set()
    for other in others:
        if other is item or other.anchor.i not in inside:
            continue
        dropped.update(_branch_without(other.anchor, item.reaches, inside))
    dropped -= _own_branch(item, inside)
    return [token for token in clause if token.i not in dropped]


def without_items(clause: list[Token], items: list[Item]) -> list[Token]:
    """``clause`` without what belongs to any of ``items``: the event that they only colour."""
    inside = {token.i for token in clause}
    dropped: set[int] = set()
    for item in items:
        dropped |= _branch_without(item.anchor, frozenset(), inside)
    return [token for token in clause if token.i not in dropped]


def _branch_without(anchor: Token, reaches: frozenset[int], inside: set[int]) -> set[int]:
    """The tokens of the largest branch above ``anchor`` that this item does not hang on.

    A noun that the item is only joined to ("*12 soldiers* and 3 civilians") goes without what is joined.
    """
    dropped: set[int] = set()
    current = anchor
    while current.i in inside and current.pos_ not in ("VERB", "AUX"):
        holding = [
            child for child in current.children if any(_is_under(current.doc[i], child) for i in reaches)
        ]
        if current.i in reaches:
            break
        if not holding:
            dropped = {token.i for token in current.subtree}
        elif all(child.dep_ == "conj" for child in holding):
            joined = {token.i for child in holding for token in child.subtree}
            links = {child.i for child in current.rights if child.dep_ in ("cc", "punct")}
            return {token.i for token in current.subtree if token.i not in joined} | links
        else:
            break
        if current.head == current:
            break
        current = current.head
    return dropped


def _is_under(token: Token, ancestor: Token) -> bool:
    return token == ancestor or ancestor.is_ancestor(token)


def _own_branch(item: Item, inside: set[int]) -> set[int]:
    """The item's own anchor, and the words between it and its verb."""
    kept: set[int] = set()
    for index in item.reaches:
        current = item.anchor.doc[index]
        while current.i in inside:
            kept.add(current.i)
            if current.head == current or current.pos_ in ("VERB", "AUX"):
                break
            current = current.head
    return kept
