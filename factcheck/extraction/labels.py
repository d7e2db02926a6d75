"""One line that says who says what, at most 75 characters, for lists and queues."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from .certainty import keeps_meaning
from .clauses import subject_of
from .items import Item
from .lexicon import words
from .types import Act, Claimant

LONGEST = 75
#: A short label this long takes no more phrases.
_SHORT = 48
_ELLIPSIS = "\u2026"
_LOOSE_COMMAS = re.compile(r"(?: ?,)* (,)(?!\w)|,(?= ?,)")
#: Acts that turn the meaning of what follows stand in the label.
_VERBS_OF_ACT: dict[Act, str] = {
    "deny": " denies",
    "promise": " promises",
    "ask": " asks",
    "retract": " takes back",
}
_ADJUNCTS = frozenset(("prep", "advcl", "npadvmod", "appos", "acl", "relcl"))
#: Verbs that do not read as "ten regions spanned".
_STATIVE = words(
    "be have span cover include comprise cost contain reach total weigh measure last remain own need want "
    "take make get hold face see rise fall grow become number exceed top hit average earn expect"
)
_PARTICIPLES = {
    "took": "taken",
    "gave": "given",
    "wrote": "written",
    "broke": "broken",
    "drove": "driven",
    "stole": "stolen",
    "flew": "flown",
    "threw": "thrown",
    "hid": "hidden",
    "began": "begun",
    "chose": "chosen",
    "spoke": "spoken",
}


def label_for(
    claimant: Claimant,
    act: Act,
    tokens: Sequence[Token],
    predicate: Token | None,
    item: Item | None,
    proposition: str,
) -> str:
    """ "Zaluzhny: 34 cruise missiles intercepted"."""
    speaker = speaker_name(claimant)
    prefix = f"{speaker}{_VERBS_OF_ACT.get(act, '')}: " if speaker else ""
    room = LONGEST - len(prefix)
    short = _passive(tokens, predicate, item)
    text = short if short is not None and len(short) <= room else proposition
    text = text.removeprefix("to ") if act == "promise" else text
    if not prefix and text:
        text = text[0].upper() + text[1:]
    return prefix + _fitted(text, tokens, room, predicate, item)


def speaker_name(claimant: Claimant) -> str:
    """How a list calls the claimant; empty for the paper's own voice."""
    if claimant.kind == "narrator":
        return ""
    if claimant.kind == "hearsay":
        return "Reportedly"
    if claimant.kind == "unresolved":
        return "Unclear who"
    if claimant.kind == "person":
        return claimant.canonical.split()[-1][:28]
    name = claimant.canonical
    name = name if len(name) <= 32 else name[:31].rsplit(" ", 1)[0] + _ELLIPSIS
    return name[:1].upper() + name[1:]


def _passive(tokens: Sequence[Token], predicate: Token | None, item: Item | None) -> str | None:
    """ "34 cruise missiles intercepted", where the figure is what the verb acts on and nothing else bends it."""
    if item is None or item.kind != "quantity" or predicate is None or predicate.lemma_.lower() in _STATIVE:
        return None
    if predicate.tag_ not in ("VBD", "VBN") or any(keeps_meaning(token) for token in tokens):
        return None
    noun = item.anchor
    while noun.head != predicate and noun.head != noun and noun.head.pos_ not in ("VERB", "AUX"):
        noun = noun.head
    counted = [token for token in _noun_phrase(noun, item) if token in tokens]
    acted_on = (noun.head == predicate and noun.dep_ in ("dobj", "nsubjpass")) or _is_joined_to_object(
        noun, predicate
    )
    if not counted or not acted_on:
        return None
    participle = _PARTICIPLES.get(predicate.lower_, predicate.lower_)
    short = f"{_written(counted)} {participle}"
    inside = {token.i for token in tokens}
    for child in predicate.rights:
        if child.i not in inside or (child.i < item.anchor.i and child.dep_ == "dobj"):
            continue
        if child.dep_ == "prt" or child.lower_ in ("away", "down", "out", "off"):
            short += f" {child.lower_}"
        elif child.dep_ in ("prep", "agent") and len(short) < _SHORT and item.anchor not in child.subtree:
            branch = [token for token in child.subtree if token.i in inside]
            if len(branch) <= 4:
                short += f" {_written(branch)}"
    return short


def _is_joined_to_object(noun: Token, predicate: Token) -> bool:
    """ "81 missiles, in addition to *eight drones*" are objects of the verb too."""
    return (
        noun.head == predicate
        and noun.dep_ == "prep"
        and any(child.lower_ == "addition" for child in noun.children)
    )


def _noun_phrase(noun: Token, item: Item) -> list[Token]:
    """The counted noun with what stands before it, and its "of ..."."""
    top = item.anchor
    while (
        top.head != top
        and top.head.pos_ in ("NOUN", "PROPN")
        and top.dep_ in ("nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod", "det")
    ):
        top = top.head
    last = top.i + 1
    for child in top.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.left_edge.i == last:
            last = max((part.i + 1 for part in child.children if part.dep_ == "pobj"), default=last)
            break
    first = min(top.left_edge.i, item.anchor.left_edge.i)
    return [token for token in top.doc[first:last] if token.dep_ != "relcl"]


def _plain(tokens: Sequence[Token]) -> str:
    """The claim's own words, without a linking word in front."""
    kept = list(tokens)
    while kept and (kept[0].dep_ in ("cc", "mark") or kept[0].is_punct):
        kept.pop(0)
    while kept and (kept[-1].dep_ == "cc" or (kept[-1].is_punct and kept[-1].text not in ("%", ")"))):
        kept.pop()
    return _written(kept)


def _written(tokens: Sequence[Token]) -> str:
    """Tokens as they stand in the text, a blank where some were left out."""
    text = ""
    for position, token in enumerate(tokens):
        if position and token.i != tokens[position - 1].i + 1 and not text.endswith(" "):
            text += " "
        text += token.text_with_ws
    text = _LOOSE_COMMAS.sub(r"\1", " ".join(text.replace('"', "").split()))
    return text.strip(" ,;:")


def _fitted(text: str, tokens: Sequence[Token], room: int, predicate: Token | None, item: Item | None) -> str:
    """``text`` in at most ``room`` characters; words that turn the meaning are kept, cut or not."""
    if len(text) <= room:
        return text
    base = text
    for core in _cores(tokens, predicate, item) if predicate is not None else ():
        base = _plain(core) or base
        if len(base) <= room:
            return base
    cut = base[: room - 1].rsplit(" ", 1)[0].rstrip(" ,;:") or base[: room - 1]
    missing = [token.text for token in tokens if keeps_meaning(token) and token.text not in cut]
    if not missing:
        return cut + _ELLIPSIS
    tail = f"{_ELLIPSIS} [{' '.join(dict.fromkeys(missing))}]"
    if len(tail) >= room:
        return cut + _ELLIPSIS
    return base[: room - len(tail)].rsplit(" ", 1)[0].rstrip(" ,;:") + tail


def _cores(tokens: Sequence[Token], predicate: Token | None, item: Item | None) -> Iterator[list[Token]]:
    """Ever shorter: phrases that only say when, where or how are dropped, the last one first."""
    inside = {token.i for token in tokens}
    dropped: set[int] = set()
    for token in sorted(tokens, key=lambda token: -token.i):
        is_adjunct = token.dep_ in _ADJUNCTS and token.head.i in inside and token != predicate
        if not is_adjunct or token.i in dropped or token.lower_ in ("of", "without", "than"):
            continue
        branch = list(token.subtree)
        if token.dep_ == "npadvmod" and not any(part.ent_type_ in ("DATE", "TIME") for part in branch):
            continue
        holds_item = item is not None and item.anchor in branch
        if holds_item or any(keeps_meaning(part) or part.pos_ == "NUM" for part in branch):
            continue
        dropped.update(part.i for part in branch)
        yield [part for part in tokens if part.i not in dropped]


def spoken_tokens(tokens: Sequence[Token], predicate: Token | None, shared: Token | None) -> list[Token]:
    """``tokens`` with the subject that a joined or relative clause takes over in front."""
    if predicate is None or shared is None or shared in tokens:
        return list(tokens)
    subject = subject_of(predicate)
    if subject is None:
        return [*clause_subject(shared), *tokens]
    if subject.tag_ in ("WDT", "WP"):
        return [*clause_subject(shared), *(token for token in tokens if token != subject)]
    return list(tokens)


def proposition_of(spoken: Sequence[Token]) -> str:
    """What is claimed, without the speaker."""
    return _plain(spoken)


def clause_subject(noun: Token) -> list[Token]:
    """A noun phrase short enough to stand as a subject."""
    return [token for token in noun.doc[noun.left_edge.i : noun.i + 1] if token.dep_ not in ("cc", "mark")]


def statement_of(claimant: Claimant, proposition: str, act: str) -> str:
    """A sentence that stands alone, with the speaker."""
    said = proposition[:1].upper() + proposition[1:]
    if claimant.kind == "narrator":
        return f"{said}."
    if claimant.kind == "hearsay":
        return f"Reportedly: {said}."
    if claimant.kind == "unresolved":
        return f"Somebody not named here says: {said}."
    verb = {
        "deny": "denies",
        "promise": "promises",
        "predict": "predicts",
        "accuse": "alleges",
        "acknowledge": "acknowledges",
        "ask": "asks",
        "retract": "takes back",
    }.get(act, "says")
    return f"{claimant.canonical} {verb}: {said}."
