"""The words that make one claim itself, where a sentence makes several."""

from spacy.tokens import Token

from .clauses import is_predicate
from .items import Item

#: What a sentence cannot lose: dropped only for another item that stands beside it in the same slot.
_CORE = frozenset(("nsubj", "nsubjpass", "dobj", "attr", "acomp", "oprd"))
#: "81 missiles *in addition to* eight drones": beside the object, though the parse makes it a phrase.
_BESIDE = frozenset(("addition", "besides", "plus", "alongside"))


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
        if other.kind == "ranking" and (aside := _said_aside(other.anchor, item.reaches)):
            dropped |= aside
            continue
        branch = _branch_without(other.anchor, item.reaches, inside)
        if _is_core_for(other.anchor, item.anchor):
            continue
        dropped.update(branch)
    dropped -= _own_branch(item, inside)
    return _without_loose_links([token for token in clause if token.i not in dropped])


def _said_aside(rank: Token, reaches: frozenset[int]) -> set[int]:
    """The words of a rank that can be left out: "*a record* 12%", "..., *the largest such theft*"."""
    if rank.lower_ == "record" and rank.n_rights == 0 and rank.dep_ != "appos":
        is_behind_article = rank.i > 0 and rank.nbor(-1).dep_ == "det"
        return {rank.i, rank.i - 1} if is_behind_article else {rank.i}
    noun = rank.head if rank.dep_ == "amod" else rank
    inside = {token.i for token in noun.subtree}
    return inside if noun.dep_ == "appos" and not inside & reaches else set()


def _without_loose_links(tokens: list[Token]) -> list[Token]:
    """``tokens`` without an "and" whose other side is gone."""
    kept = {token.i for token in tokens}
    return [token for token in tokens if token.dep_ != "cc" or _links(token, kept)]


def _links(conjunction: Token, kept: set[int]) -> bool:
    return any(child.dep_ == "conj" and child.i in kept for child in conjunction.head.rights)


def beside_words(item: Item) -> frozenset[int]:
    """The words that only set an item beside another: "*in addition to* eight drones"."""
    top = _top(item.anchor)
    if not _is_beside(item.anchor):
        return frozenset()
    return (
        frozenset(range(top.left_edge.i, item.anchor.left_edge.i)) if top.i < item.anchor.i else frozenset()
    )


def without_items(clause: list[Token], items: list[Item]) -> list[Token]:
    """``clause`` without what belongs to any of ``items``: the event that they only colour."""
    inside = {token.i for token in clause}
    dropped: set[int] = set()
    for item in items:
        dropped |= _branch_without(item.anchor, frozenset(), inside)
    return [token for token in clause if token.i not in dropped]


def _top(anchor: Token) -> Token:
    """The highest token above ``anchor`` below its verb."""
    current = anchor
    while current.head != current and not is_predicate(current.head):
        current = current.head
    return current


def _is_core_for(other: Token, anchor: Token) -> bool:
    """Whether the sentence about ``anchor`` needs ``other``: a subject or object, and not merely its neighbour."""
    top, own = _top(other), _top(anchor)
    if top.dep_ not in _CORE or _is_beside(anchor):
        return False
    if own.dep_ == "conj" and top.dep_ in ("attr", "dobj", "acomp"):
        return False  # joined to the verb itself, where the parser should have joined it to the object
    if top == own:
        return not (_is_joined(other, top) or _is_joined(anchor, top))
    return top.dep_ != own.dep_ or top.dep_ == "attr"


def _is_joined(anchor: Token, top: Token) -> bool:
    current = anchor
    while current != top:
        if current.dep_ == "conj":
            return True
        current = current.head
    return False


def _is_beside(anchor: Token) -> bool:
    top = _top(anchor)
    return top.lower_ in _BESIDE or any(child.lower_ in _BESIDE for child in top.children)


def _branch_without(anchor: Token, reaches: frozenset[int], inside: set[int]) -> set[int]:
    """The tokens of the largest branch above ``anchor`` that this item does not hang on.

    A noun that the item is only joined to ("*12 soldiers* and 3 civilians") goes without what is joined.
    """
    dropped: set[int] = set()
    current = anchor
    while current.i in inside and not is_predicate(current):
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
    """The item's own anchor, and the words between it and its verb; what it is only joined to is not its own."""
    kept: set[int] = set()
    for index in item.reaches:
        current = item.anchor.doc[index]
        while current.i in inside:
            kept.add(current.i)
            while current.dep_ == "conj" and current.head != current:
                current = current.head
            if current.head == current or is_predicate(current):
                break
            current = current.head
    return kept
