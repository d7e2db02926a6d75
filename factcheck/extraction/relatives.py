"""What ", which ..." takes up where that is no noun but a deed: "opening fire on villages, *which killed two*"."""

from spacy.tokens import Token

from .clauses import predicate_of, subject_of
from .cues import is_cue_verb

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_BEFORE_DOING = frozenset(("and", "by", "after", "before", "while", "then"))
_LONGEST_DOING = 8
#: How far in front of "and *opening* fire" the verb may stand that it is joined to.
_FURTHEST_PARALLEL = 14


def doing_meant_by_which(predicate: Token) -> list[Token]:
    """The words of the participle that did it; none where "which" may as well mean something else.

    Asked of "killed", and of the "injured" of "which killed two *and injured* a boy".
    """
    verb = _verb_of_which(predicate)
    which = subject_of(verb) if verb is not None else None
    if which is None or which.lower_ != "which" or which.i < 2 or which.nbor(-1).text != ",":
        return []
    doc, comma = which.doc, which.i - 1
    for index in range(comma - 1, max(which.sent.start, comma - 1 - _LONGEST_DOING), -1):
        if doc[index].is_punct or doc[index].tag_ in _FINITE:
            return []
        if _is_doing(doc[index]):
            return list(doc[index:comma])
    return []


def _verb_of_which(predicate: Token) -> Token | None:
    """The verb of the relative clause: itself, or the one that the text joins it to, wherever the parse hangs it."""
    if predicate.dep_ == "relcl":
        return predicate
    if subject_of(predicate) is not None:
        return None
    doc, index = predicate.doc, predicate.i - 1
    while index > 0 and doc[index].pos_ == "ADV":
        index -= 1
    if index < 1 or doc[index].pos_ != "CCONJ":
        return None
    before = doc[index - 2] if doc[index - 1].text == "," and index > 1 else doc[index - 1]
    verb = predicate_of(before)
    is_parallel = verb is not None and verb.dep_ == "relcl" and verb.tag_ == predicate.tag_
    return verb if is_parallel else None


def _is_doing(token: Token) -> bool:
    if not token.lower_.endswith("ing") or not token.i or token.nbor(-1).lower_ not in _BEFORE_DOING:
        return False
    if token.tag_ == "VBG":
        return not is_cue_verb(token)
    before = token.doc[max(token.sent.start, token.i - _FURTHEST_PARALLEL) : token.i - 1]
    is_joined = token.nbor(-1).lower_ == "and"
    return is_joined and any(earlier.tag_ == "VBG" for earlier in before)  # a noun to the tagger
