"""From tokens back to words: what is claimed, and the sentence that says so with its speaker."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from .clauses import clause_subject, subject_of
from .focus import beside_words
from .items import Item
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


def written(tokens: Sequence[Token]) -> str:
    """Tokens as they stand in the text, a blank where some were left out."""
    text = ""
    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else token
        if token.text == "," and following.i != token.i + 1:
            continue  # what stood behind it is left out
        if position and token.i != tokens[position - 1].i + 1 and not text.endswith(" "):
            text += " "
        is_moved = bool(position) and token.is_sent_start and token.tag_ in ("DT", "PRP$")
        text += token.text_with_ws.lower() if is_moved else token.text_with_ws
    text = _LOOSE_COMMAS.sub(r"\1", " ".join(text.replace('"', "").split()))
    return text.strip(" ,;:")


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
    return token.dep_ == "cc" or token.is_punct or token.tag_ == "WRB" or token.lower_ == "which"


def spoken_tokens(
    tokens: Sequence[Token], predicate: Token | None, shared: Token | None, item: Item | None
) -> list[Token]:
    """``tokens`` as they are read aloud: with the subject that a joined or relative clause takes over."""
    aside = beside_words(item) if item is not None else frozenset()
    kept = [token for token in tokens if token.i not in aside]
    if predicate is None or shared is None or shared in tokens:
        return kept
    if (preposition := leading_preposition(predicate)) is not None:
        pronoun = next(child for child in preposition.children if child.tag_ in _RELATIVE)
        rest = [token for token in kept if token not in (preposition, pronoun)]
        return [*rest, preposition, *clause_subject(shared)]  # "two died in the blast"
    subject = subject_of(predicate)
    if subject is None:
        return [*clause_subject(shared), *kept]
    if subject.tag_ in _RELATIVE:
        return [*clause_subject(shared), *(token for token in kept if token != subject)]
    return kept


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
