"""From tokens back to words: what is claimed, and the sentence that says so with its speaker."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from .certainty import is_negative
from .clauses import clause_subject, owner_of_subject, subject_of
from .focus import beside_words
from .items import Item
from .relatives import doing_meant_by_which
from .types import Act, Claimant

_LOOSE_COMMAS = re.compile(r"(?: ?,)* (,)(?!\w)|,(?= ?,)")
_SAYS: dict[Act, str] = {
    "assert": "says",
    "deny": "denies",
    "promise": "promises",
    "predict": "predicts",
    "accuse": "alleges",
    "acknowledge": "acknowledges",
    "ask": "asks",
    "retract": "takes back",
}
_SAY: dict[Act, str] = {
    "assert": "say",
    "deny": "deny",
    "promise": "promise",
    "predict": "predict",
    "accuse": "allege",
    "acknowledge": "acknowledge",
    "ask": "ask",
    "retract": "take back",
}
#: Where a name of nobody in particular begins to say of which kind they are: "fighters *from a coalition*".
_OF_WHICH_KIND = re.compile(r" (?:of|from|in|at|for|on|with|who|that|near|by)\b.*")
_FUSED = ("what", "what's")
_OPENERS = frozenset(("like", "well", "so", "yes", "yeah", "look", "okay", "now", "still", "given", "anyway"))
_RELATIVE = ("WDT", "WP")
#: Tags of words that have a capital only where a sentence begins.
_NO_NAMES = ("DT", "PRP$", "NN", "NNS", "JJ")


def written(tokens: Sequence[Token]) -> str:
    """Tokens as they stand in the text, a blank where some were left out."""
    text = ""
    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else token
        if token.text == "," and following.i != token.i + 1:
            continue  # what stood behind it is left out
        if position and token.i != tokens[position - 1].i + 1 and not text.endswith(" "):
            text += " "
        if token.tag_ == "WP$" and position and _takes_owner(tokens[position - 1], token, tokens):
            text = text.strip() + ("' " if text.strip().endswith("s") else "'s ")
            continue
        if not position and _stands_for_sentence(token):
            text += "this" + token.whitespace_
            continue
        is_moved = (
            bool(position)
            and token.is_sent_start
            and tokens[position - 1].i != token.i - 1
            and token.tag_ in _NO_NAMES
        )
        text += token.text_with_ws.lower() if is_moved else token.text_with_ws
    text = _LOOSE_COMMAS.sub(r"\1", " ".join(text.replace('"', "").split()))
    return text.strip(" ,;:")


def _takes_owner(before: Token, whose: Token, tokens: Sequence[Token]) -> bool:
    """Whether "whose" joins an owner to the subject of a sentence of its own: "the minister*'s* department"."""
    clause = next((verb for verb in whose.ancestors if verb.dep_ == "relcl"), None)
    owner = owner_of_subject(clause) if clause is not None else None
    return owner is not None and clause_subject(owner)[-1] == before and owner.head not in tokens


def _stands_for_sentence(token: Token) -> bool:
    """ "..., *which* cost millions", where what did so is not certain."""
    return token.lower_ == "which" and token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "relcl"


def plain(tokens: Sequence[Token]) -> str:
    """``tokens`` as words, without a linking word at either end."""
    kept = list(tokens)
    while kept and _only_links(kept[0]):
        kept.pop(0)
    if len(kept) > 2 and kept[0].lower_ == "what" and kept[1].lemma_ == "be":
        kept = kept[2:]
    while kept and (kept[-1].dep_ == "cc" or (kept[-1].is_punct and kept[-1].text not in ("%", ")"))):
        kept.pop()
    return written(kept)


def _only_links(token: Token) -> bool:
    """Whether a first word joins the clause to another and says nothing itself; "if" does."""
    if token.lower_ in _OPENERS and token.i + 1 < len(token.doc):
        following = token.nbor(1)
        if following.text == "," or (token.lower_ == "given" and following.tag_ in ("PRP", "DT", "EX")):
            return True  # "Like, he tried", "Given it's theirs"
    if token.dep_ == "mark":
        return token.lower_ not in ("if", "unless", "since")
    if _stands_for_sentence(token):
        return False
    return token.dep_ == "cc" or token.is_punct or token.tag_ == "WRB" or token.lower_ == "which"


def spoken_tokens(
    tokens: Sequence[Token], predicate: Token | None, shared: Token | None, item: Item | None
) -> list[Token]:
    """``tokens`` as they are read aloud: with the subject that a joined or relative clause takes over."""
    aside = beside_words(item) if item is not None else frozenset()
    kept = [token for token in tokens if token.i not in aside]
    if predicate is None or shared in tokens:
        return kept
    if (owner := owner_of_subject(predicate)) is not None:
        return [*clause_subject(owner), *kept]
    if shared is None:
        doing = doing_meant_by_which(predicate)
        return [*doing, *(token for token in kept if token.lower_ != "which")] if doing else kept
    if (preposition := leading_preposition(predicate)) is not None:
        pronoun = next(child for child in preposition.children if child.tag_ in _RELATIVE)
        rest = [token for token in kept if token not in (preposition, pronoun)]
        return [*rest, preposition, *clause_subject(shared)]  # "two died in the blast"
    subject = subject_of(predicate)
    if subject is None:
        return [*clause_subject(shared), *kept]
    if subject.tag_ in _RELATIVE:
        return [*clause_subject(shared), *(token for token in kept if token != subject)]
    return _with_object(predicate, shared, kept)


def _with_object(predicate: Token, thing: Token, tokens: list[Token]) -> list[Token]:
    """ "a seat *that* they had held for years": they had held *a seat* for years."""
    pronoun = next(
        (child for child in predicate.lefts if child.dep_ == "dobj" and child.tag_ in _RELATIVE), None
    )
    if pronoun is None or pronoun not in tokens or predicate not in tokens:
        return tokens
    if _needs_its_clause(predicate, thing):
        return [*clause_subject(thing), *tokens]
    behind = max([predicate.i, *(child.i for child in predicate.rights if child.dep_ == "prt")])
    rest = [token for token in tokens if token != pronoun]
    return [
        *(token for token in rest if token.i <= behind),
        *clause_subject(thing),
        *(token for token in rest if token.i > behind),
    ]


def _needs_its_clause(predicate: Token, thing: Token) -> bool:
    """ "a lake *that nobody has seen*" is not "nobody has seen a lake"."""
    is_any = any(child.lower_ in ("a", "an") for child in thing.lefts) or not any(
        child.dep_ in ("det", "poss", "nummod") for child in thing.lefts
    )
    behind = predicate.nbor(1) if predicate.i + 1 < len(predicate.doc) else predicate
    is_stranded = behind.dep_ == "prep" and any(child.lower_.endswith("self") for child in behind.children)
    return is_stranded or (is_any and thing.pos_ == "NOUN" and is_negative(predicate))


def leading_preposition(clause: Token) -> Token | None:
    """The "in" of "the blast *in which* two died"; None where the clause begins otherwise."""
    first = clause.left_edge
    is_leading = clause.dep_ == "relcl" and first.dep_ == "prep" and first.head == clause
    return first if is_leading and any(child.tag_ in _RELATIVE for child in first.children) else None


def statement_of(claimant: Claimant, proposition: str, act: Act) -> str:
    """A sentence that stands alone, with the speaker."""
    said = proposition[:1].upper() + proposition[1:]
    if claimant.kind == "narrator":
        return f"Corrected by the publisher: {said}." if act == "retract" else f"{said}."
    if claimant.kind == "hearsay":
        return f"Reportedly: {said}."
    speaker = claimant.canonical if claimant.kind != "unresolved" else "Somebody not named here"
    verb = (_SAY if _are_several(claimant) else _SAYS)[act] if claimant.kind != "unresolved" else "says"
    return f"{speaker} {verb}: {said}."


def _are_several(claimant: Claimant) -> bool:
    """ "Fighters from a coalition", "three residents", "staff" """
    if claimant.kind != "unnamed":
        return False
    head = _OF_WHICH_KIND.sub("", claimant.canonical).lower()
    return head.endswith(("s", "people", "staff", "police", "men", "women")) and not head.endswith(
        ("ss", "us")
    )
