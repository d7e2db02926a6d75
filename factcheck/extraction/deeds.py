"""Deeds that are told without a sentence of their own, and those that it is an accusation to tell."""

from spacy.tokens import Token

from .clauses import subject_of
from .lexicon import words
from .traits import ACCUSING

_ACCUSE = words("accuse blame")
_UNTRUE = words(
    "false untrue wrong incorrect inaccurate baseless unfounded fake nonsense lie untruth fabrication"
)


def is_done_by(token: Token) -> bool:
    """ "attacks organised by the rebels": says who did something, though not as a sentence."""
    return (
        token.dep_ == "acl" and token.tag_ == "VBN" and any(child.dep_ == "agent" for child in token.children)
    )


def is_harmful_deed(token: Token) -> bool:
    """Such a deed that to name its doer is to accuse."""
    return is_done_by(token) and bool(_words_of(token) & ACCUSING)


def is_accused_deed(token: Token) -> bool:
    """Deeds told without a finite verb: "attacks organised by the rebels", "accused him of lying"."""
    return accusation_of(token) is not None or is_harmful_deed(token)


def is_consequence(token: Token) -> bool:
    """ "..., *leaving thousands in the dark*": told by a participle behind the sentence."""
    is_participle = token.dep_ == "advcl" and token.tag_ == "VBG" and token.head.i < token.i
    return is_participle and any(child.dep_ == "dobj" for child in token.rights)


def accusation_of(deed: Token) -> Token | None:
    """The verb of "*accused* him of lying", asked of "lying"."""
    if deed.dep_ != "pcomp" or deed.tag_ != "VBG" or deed.head.lower_ not in ("of", "for"):
        return None
    return next((verb for verb in (deed.head.head, deed.head.head.head) if verb.lemma_ in _ACCUSE), None)


def is_said_untrue(predicate: Token) -> bool:
    """Whether the clause is what a report says that the sentence calls false: "A report that *he died* was wrong"."""
    report = predicate.head
    if predicate.dep_ not in ("acl", "ccomp", "relcl") or report.dep_ not in ("nsubj", "nsubjpass"):
        return False
    return calls_untrue(report.head)


def calls_untrue(predicate: Token) -> bool:
    """ "... was wrong", "... is not true"."""
    said_of = {child.lower_ for child in predicate.children if child.dep_ in ("acomp", "attr", "oprd")}
    is_negated = any(child.dep_ == "neg" for child in predicate.children)
    if subject_of(predicate) is None:
        return False
    return bool(said_of & ({"true", "correct", "accurate", "right"} if is_negated else _UNTRUE))


def _words_of(token: Token) -> set[str]:
    return {word.lemma_.lower() for word in (token, token.head, *token.head.lefts)}
