"""Which words belong to a clause, and which are another one's inside it."""

from spacy.tokens import Token

from .clauses import is_alternative, is_infinitive, is_predicate, misplaced_subject, predicate_of

_VERBS = frozenset(("VERB", "AUX"))
#: Clauses of their own inside another one.
_SUBORDINATE = frozenset(("ccomp", "advcl", "relcl", "parataxis", "csubj"))
_GENERIC = frozenset(("any", "every", "all", "no", "each", "either"))


def borrowed_frame(predicate: Token) -> list[Token]:
    """What a joined infinitive shares with the one before: "*it is said* to fly far and to have a range"."""
    before = predicate.head
    if predicate.dep_ != "conj" or before.dep_ != "xcomp" or not is_infinitive(predicate):
        return []
    owner = predicate_of(before)
    if owner is None or owner == before:
        return []
    return [token for token in clause_tokens(owner) if token.i < before.left_edge.i]


def _is_misplaced(noun: Token) -> bool:
    following = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    verb = following.head if following.dep_ in ("aux", "auxpass", "neg", "advmod") else following
    return verb.pos_ in _VERBS and misplaced_subject(verb) == noun


def clause_tokens(predicate: Token) -> list[Token]:
    """The words of a clause without those of other clauses inside it or joined to it."""
    kept: list[Token] = []
    misplaced = misplaced_subject(predicate)
    stack = [predicate, *([misplaced] if misplaced is not None else [])]
    while stack:
        token = stack.pop()
        kept.append(token)
        stack.extend(child for child in token.children if not _is_apart(token, child, predicate))
    kept.sort(key=lambda token: token.i)
    return _without_loose_ends(kept, predicate)


def _leads_to_another(preposition: Token) -> bool:
    """ "Prices are rising, *by many accounts* hitting what may be a record": a clause of its own behind them."""
    accounts = next((child for child in preposition.rights if child.lower_ == "accounts"), None)
    if preposition.lower_ != "by" or accounts is None:
        return False
    told = (child for child in accounts.rights if child.dep_ == "acl" and child.tag_ == "VBG")
    return any(child.dep_ == "ccomp" for verb in told for child in verb.rights)


def _is_apart(parent: Token, child: Token, predicate: Token) -> bool:
    if child.dep_ == "relcl" and is_restrictive(child):
        return False
    if child.dep_ == "prep" and _leads_to_another(child):
        return True
    if child.dep_ in _SUBORDINATE:
        return not _binds(child) and (is_predicate(child) or child.dep_ in ("relcl", "parataxis"))
    if child.dep_ == "conj" and child.pos_ in _VERBS and parent.pos_ in _VERBS:
        return not is_alternative(child)
    if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") and _is_misplaced(child):
        return True
    if child.dep_ in ("cc", "preconj") and parent == predicate:
        return child.lower_ != "or"
    if child.tag_ == "WRB" and parent == predicate:
        return True
    return child.dep_ == "mark" and parent == predicate and not is_condition(predicate)


def is_restrictive(clause: Token) -> bool:
    """ "patients *who waited more than a day* died": without it the rest would be about others too."""
    if clause.dep_ != "relcl":
        return False
    first = clause.left_edge
    if first.i == 0 or first.nbor(-1).is_punct:
        return False
    if any(child.tag_ == "JJS" or child.lower_ in ("first", "last", "only") for child in clause.head.lefts):
        return True
    return first.lower_ in ("who", "that", "whose") or first.tag_ not in ("WDT", "WP", "WP$", "WRB", "IN")


def is_generic(clause: Token) -> bool:
    """Whether a clause says which ones are meant of nobody in particular: "patients *who waited*".

    "the driver who fled" is somebody, and fled.
    """
    if not is_restrictive(clause):
        return False
    noun = clause.head
    is_particular = noun.pos_ == "PROPN" or any(
        child.dep_ in ("poss", "nummod") or (child.dep_ == "det" and child.lower_ not in _GENERIC)
        for child in noun.lefts
    )
    return not is_particular


def _binds(clause: Token) -> bool:
    """ "the largest *since the war began*", "*if it melted* seas would rise": cut off, the rest would claim more."""
    return clause.dep_ == "advcl" and any(
        child.dep_ == "mark" and child.lower_ in ("since", "if", "unless") for child in clause.lefts
    )


def is_condition(clause: Token) -> bool:
    """ "*if it melted*": nobody says that it is so."""
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in clause.lefts)


def _without_loose_ends(tokens: list[Token], predicate: Token) -> list[Token]:
    """Without punctuation at either end of a run, and without "that"/"which" in front."""
    kept = []
    for position, token in enumerate(tokens):
        if token.is_punct or token.is_space:
            before = tokens[position - 1] if position else None
            after = tokens[position + 1] if position + 1 < len(tokens) else None
            is_inside = (
                before is not None
                and after is not None
                and before.i == token.i - 1
                and after.i == token.i + 1
            )
            if not is_inside:
                continue
        kept.append(token)
    while kept and (kept[0].is_punct or kept[0].dep_ == "cc"):
        kept.pop(0)
    while kept and ((kept[-1].is_punct and kept[-1].text not in ("%", ")")) or kept[-1].dep_ == "cc"):
        kept.pop()
    return kept


def runs(tokens: list[Token]) -> list[tuple[int, int]]:
    """Token ranges [first, last) of neighbouring tokens, bare punctuation left out."""
    found: list[tuple[int, int]] = []
    for token in tokens:
        if found and found[-1][1] == token.i:
            found[-1] = (found[-1][0], token.i + 1)
        else:
            found.append((token.i, token.i + 1))
    doc = tokens[0].doc if tokens else None
    trimmed = []
    for first, last in found:
        while doc is not None and first < last and (doc[first].is_punct or doc[first].is_space):
            first += 1
        while doc is not None and last > first and _is_loose_mark(doc[last - 1]):
            last -= 1
        if first < last:
            trimmed.append((first, last))
    return trimmed


def _is_loose_mark(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in ("%", ")"))
