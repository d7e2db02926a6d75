"""What in a clause is worth a claim of its own: a figure, a rank, a state."""

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from .clauses import predicate_of
from .lexicon import words
from .parsed import Parsed
from .types import Comparison, Quantity, Rank, Scope, Span, TextSpan

#: Figures that only describe something else in a claim.
_DESCRIBING_KINDS = frozenset(("age", "duration"))
#: Adjectives in -est that rank nothing.
_NOT_SUPERLATIVE = words("latest honest modest earnest dishonest west east")
#: How a number or adjective hangs on the noun behind it.
_BEFORE_NOUN = frozenset(("nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod", "det"))
_DIRECTIONS = words(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west "
    "northern southern eastern western away from off outside inland offshore down up"
)
#: Where "no power" stands: after "has", "there is", or without a verb.
_LACKED = frozenset(("dobj", "attr", "nsubj", "ROOT", "ccomp"))
_STATES = frozenset(("be", "remain", "stay", "leave", "go", "live"))
_REACHING = words("set break hit reach smash equal beat match")
#: "a *record* company" holds none.
_NO_RECORDS = words("company label keeper book player store shop deal holder holders books keeping sleeve")
_TIMES_OF_RANKS = words("since ever years decades months history kind record")
_KNOWN = words("the these those its their his her our")
_SUBJECTS = ("nsubj", "nsubjpass")
#: Words of "one *of the country's three most expensive ...*" that are looked at for a superlative.
_LONGEST_PICK = 12
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}


@dataclass(frozen=True, slots=True)
class Item:
    """``anchor`` is the token that pins it down in its clause."""

    kind: Literal["quantity", "ranking", "status"]
    anchor: Token
    quantities: tuple[Quantity, ...] = ()
    comparison: Comparison | None = None
    reaches: frozenset[int] = frozenset()


def quantity_items(parsed: Parsed, sentence: Span, quantities: list[Quantity]) -> list[Item]:
    """One item a figure; a part and its whole are one."""
    inside = [
        q
        for q in quantities
        if sentence.start <= q.start
        and q.end <= sentence.end
        and not _is_pick(q)
        and not is_age_of_name(parsed, q)
        and not _stands_for_things(parsed, q)
    ]
    parts = {id(other) for q in inside for other in inside if other is not q and _is_whole_of(q, other)}
    items = []
    for q in inside:
        group = [q, *(other for other in inside if other is not q and _is_whole_of(q, other))]
        anchor = parsed.token_at(q.number.start)
        if id(q) not in parts and anchor is not None:
            numbers = (parsed.token_at(member.number.start) for member in group)
            reaches = frozenset(token.i for token in numbers if token is not None)
            items.append(Item("quantity", anchor, tuple(group), None, reaches))
    return items


def is_age_of_name(parsed: Parsed, quantity: Quantity) -> bool:
    """ "Ann Ray, *70*, walked out": who she is, not what is claimed."""
    token = parsed.token_at(quantity.start) if quantity.unit_kind == "age" else None
    if token is None or token.i < 2:
        return False
    return token.nbor(-1).text == "," and token.nbor(-2).pos_ == "PROPN"


def _is_pick(quantity: Quantity) -> bool:
    """ "One of the bloodiest battles": nobody has counted to one."""
    return quantity.of is not None and quantity.text.lower() == "one"


def is_pick_of_rank(parsed: Parsed, quantity: Quantity) -> bool:
    """ "*One* of the bloodiest battles": a rank, which its claim has as a comparison, and no count of one."""
    token = parsed.token_at(quantity.number.start) if _is_pick(quantity) else None
    if token is None or not isinstance(quantity.of, TextSpan):
        return False
    whole = parsed.doc[token.i + 1 : token.i + 1 + _LONGEST_PICK]
    end = quantity.of.end - parsed.start
    return any(word.idx < end and _ranked_noun(word) is not None for word in whole)


def _is_whole_of(part: Quantity, other: Quantity) -> bool:
    of = part.of
    return isinstance(of, TextSpan) and of.start <= other.start and other.end <= of.end


def factor_of(parsed: Parsed, quantities: tuple[Quantity, ...]) -> Comparison | None:
    """ "20 times faster than": a comparison by a factor."""
    for quantity in quantities:
        token = parsed.token_at(quantity.end)
        if quantity.noun != "time" or token is None or quantity.value is None:
            continue
        behind = parsed.doc[token.i : token.i + 4]
        degree = next((word for word in behind if word.tag_ in ("JJR", "RBR") or word.lower_ == "as"), None)
        if degree is not None:
            than = next(
                (word for word in parsed.doc[degree.i : degree.i + 6] if word.lower_ in ("than", "as")), None
            )
            rest = parsed.doc[than.i + 1 : than.right_edge.i + 1].text if than is not None else None
            return Comparison(degree.lower_, float(quantity.value), None, rest or None, None)
    return None


def only_measures_time(quantity: Quantity) -> bool:
    """Whether a figure is an age or a length of time."""
    return quantity.unit_kind in _DESCRIBING_KINDS


def item_phrase(item: Item) -> list[Token]:
    """The counted noun with what stands before it, and its "of ..."."""
    top = item.anchor
    while top.head.pos_ in ("NOUN", "PROPN") and top.dep_ in _BEFORE_NOUN and top.head != top:
        top = top.head
    last = top.i + 1
    for child in top.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.left_edge.i == last:
            last = max((part.i + 1 for part in child.children if part.dep_ == "pobj"), default=last)
            break
    first = min(top.left_edge.i, item.anchor.left_edge.i)
    return list(top.doc[first:last])


def only_describes(item: Item) -> bool:
    """Whether the item is an age or a length of time, told in passing about something else."""
    if item.kind != "quantity":
        return False
    return only_measures_time(item.quantities[0]) or _is_distance(item)


def _is_distance(item: Item) -> bool:
    """ "180 kilometres *southeast of* the capital": where, not how much."""
    quantity, doc = item.quantities[0], item.anchor.doc
    if quantity.unit_kind != "length":
        return False
    end = item.anchor.idx + quantity.end - quantity.number.start
    behind = next((token for token in doc[item.anchor.i : item.anchor.i + 6] if token.idx >= end), None)
    return behind is not None and behind.lower_ in _DIRECTIONS


def names_known_number(item: Item) -> bool:
    """ "visits to *the six branches* fell by a third": the reader knows how many, the sentence tells something else."""
    if item.kind != "quantity" or len(item.quantities) > 1:
        return False
    number, quantity = item.anchor, item.quantities[0]
    noun = number.head
    is_known = bool(number.i) and number.nbor(-1).lower_ in _KNOWN
    return is_known and quantity.unit_kind == "count" and number.dep_ == "nummod" and noun.dep_ == "pobj"


def _stands_for_things(parsed: Parsed, quantity: Quantity) -> bool:
    """ "*the two* before Orrin Junction": which ones, not how many."""
    token = parsed.token_at(quantity.number.start)
    if token is None or not token.i or quantity.noun or quantity.unit:
        return False
    return token.nbor(-1).lower_ == "the" and token.is_alpha and token.dep_ in _SUBJECTS


def ranking_items(parsed: Parsed, first: int, last: int) -> list[Item]:
    """Superlatives and firsts: "the largest barrage this year", "the first deaths since May"."""
    items = []
    for token in parsed.doc[first:last]:
        noun = _ranked_noun(token)
        is_record = token.lower_ == "record"
        if noun is None or (
            noun != token and noun.dep_ in ("nsubj", "nsubjpass", "poss", "compound") and not is_record
        ):
            continue
        items.append(Item("ranking", token, (), rank_of(token, noun), frozenset((token.i,))))
    return items


def _ranked_noun(token: Token) -> Token | None:
    word = token.lower_
    if word == "record":
        return _record_of(token)
    is_superlative = token.tag_ in ("JJS", "RBS") and word not in ("least", "most", "best", "last", "latest")
    is_superlative = is_superlative or (word in ("least", "most", "best") and ranges_over_time(token))
    is_untagged = token.pos_ == "ADJ" and word.endswith("est") and word not in _NOT_SUPERLATIVE
    is_superlative = is_superlative or (is_untagged and token.dep_ == "amod")
    is_most = word == "most" and token.head.pos_ == "ADJ"
    if is_superlative or is_most:
        if token.dep_ in ("pobj", "attr") and token.i and token.nbor(-1).lower_ == "the" and not is_most:
            return token
        noun = token.head.head if is_most or token.dep_ == "advmod" else token.head
        has_article = any(
            child.lower_ in ("the", "its", "their", "his", "her") or child.dep_ == "poss"
            for child in noun.lefts
        )
        return noun if noun.pos_ in ("NOUN", "PROPN") and (has_article or noun.dep_ == "pobj") else None
    if word == "first" and token.dep_ == "amod" and token.head.pos_ in ("NOUN", "PROPN"):
        is_told_of = any(child.dep_ == "relcl" for child in token.head.rights)
        if is_told_of or token.head.lower_ == "time" or ranges_over_time(token.head):
            return token.head
    return None


def ranges_over_time(token: Token) -> bool:
    """ "the best result *since 1990*": what makes a rank of a word of praise."""
    behind = {item.lower_ for item in token.doc[token.i + 1 : token.i + 8]}
    return not behind.isdisjoint(_TIMES_OF_RANKS)


def _record_of(token: Token) -> Token | None:
    """ "a *record* 33 million", "hit a *record* high", "a club *record*"."""
    if token.dep_ in ("amod", "compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN", "NUM"):
        return token.head if token.head.lower_ not in _NO_RECORDS else None
    is_reached = token.dep_ == "dobj" and token.head.lemma_.lower() in _REACHING
    return token if token.dep_ in ("appos", "attr") or is_reached else None


def rank_of(token: Token, noun: Token) -> Comparison:
    """The rank that ``token`` gives ``noun``; they are the same where no noun stands there."""
    doc = token.doc
    before = doc[token.i - 2].lower_ if token.i >= 2 and doc[token.i - 1].text == "-" else ""
    place = _ORDINALS.get(before, 1)
    opener = doc[max(0, noun.left_edge.i - 1) : token.i]
    is_one_of = any(item.lower_ == "among" for item in opener) or any(
        item.lower_ == "of" and doc[item.i - 1].lower_ == "one"
        for item in doc[max(1, noun.left_edge.i - 1) : token.i]
    )
    rank = Rank(place, None if is_one_of else place)
    return Comparison(
        "rank", None, rank, None, Scope(noun.lemma_.lower() if noun != token else None, None, None)
    )


def status_items(parsed: Parsed, first: int, last: int) -> list[Item]:
    """ "is without power, water or heating", "has no power and no water": one item for each thing lacking."""
    items: list[Item] = []
    for token in parsed.doc[first:last]:
        things = _things_lacking(token)
        if len(things) > 1:
            items.extend(Item("status", thing, (), None, frozenset((thing.i,))) for thing in things)
    return items


def _things_lacking(token: Token) -> list[Token]:
    if token.lower_ == "without" and token.dep_ == "prep":
        predicate = predicate_of(token)
        lacking = next((child for child in token.children if child.dep_ == "pobj"), None)
        is_state = predicate is not None and predicate.lemma_.lower() in _STATES
        return _joined(lacking) if lacking is not None and is_state else []
    if token.lower_ == "no" and token.dep_ == "det" and token.head.dep_ in _LACKED:
        return [thing for thing in _joined(token.head) if any(child.lower_ == "no" for child in thing.lefts)]
    return []


def _joined(token: Token) -> list[Token]:
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj":
            found.extend(_joined(child))
    return found
