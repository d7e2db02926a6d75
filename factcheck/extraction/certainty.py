"""How sure the words are: hedges, negation, modality, quantifiers."""

from spacy.tokens import Token

from .lexicon import HEDGES, NEGATIVE_WORDS, words
from .parsed import Parsed
from .types import Hedge, Modality, Quantifier

_POSSIBLE = words("might may could possibly perhaps maybe potentially")
_PREDICTED = words("will wo shall 'll would likely unlikely expected set forecast projected")
_NONE = words("none nobody nothing")
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "attr"))
_CONDITIONS = words("if unless")


def hedges_in(parsed: Parsed, tokens: list[Token], *, is_attributed: bool) -> tuple[Hedge, ...]:
    by = "claimant" if is_attributed else "narrator"
    found = []
    for token in tokens:
        if token.lower_ in HEDGES and not (token.lower_ == "may" and token.tag_ != "MD"):
            span = parsed.text_span(token.i, token.i + 1)
            found.append(Hedge(span.start, span.end, span.text, by))  # type: ignore[arg-type]
    return tuple(found)


def modality_of(predicate: Token, tokens: list[Token]) -> Modality:
    words = {
        token.lower_
        for token in tokens
        if token.tag_ != "NNP" and not _is_measured(token) and not _is_of_other_clause(token, predicate)
    }
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in predicate.children):
        return "conditional"
    if any(
        child.dep_ == "advcl"
        and any(mark.lower_ in ("if", "unless") for mark in child.children if mark.dep_ == "mark")
        for child in predicate.children
    ):
        return "conditional"
    if words & _POSSIBLE:
        return "possible"
    return "predicted" if words & _PREDICTED else "asserted"


def _is_of_other_clause(token: Token, predicate: Token) -> bool:
    """ "the first vote in which prisoners *could* take part": sure enough."""
    verb = token.head
    return token.tag_ == "MD" and verb.dep_ in ("relcl", "advcl") and verb != predicate


def _is_measured(token: Token) -> bool:
    """ "10 per cent *more likely* to die", "*set* cars alight": no forecast."""
    if token.lower_ in ("likely", "unlikely"):
        return token.i > 0 and token.nbor(-1).lower_ in ("more", "less", "most", "least", "as")
    if token.lower_ in ("set", "expected", "forecast", "projected"):
        return token.tag_ != "VBN" or not any(child.dep_ == "auxpass" for child in token.children)
    return False


def is_negative(predicate: Token) -> bool:
    """Whether the clause denies what its verb says; "without power" is a state, not a denial."""
    return any(child.dep_ == "neg" for child in predicate.children) or any(
        child.lower_ in ("no", "none", "neither", "nobody", "nothing", "not")
        for argument in predicate.children
        if argument.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")
        for child in (argument, *argument.lefts)
    )


def keeps_meaning(token: Token) -> bool:
    """A word that no label may cut: a negation, a hedge, a modal verb."""
    return (
        token.dep_ == "neg"
        or token.lower_ in NEGATIVE_WORDS
        or token.lower_ in HEDGES
        or token.tag_ == "MD"
        or (token.lower_ in _CONDITIONS and token.dep_ == "mark")
    )


def quantifier_of(tokens: list[Token]) -> Quantifier | None:
    """ "All targets", "no deaths", "never": on the verb, its subject or object, not inside a phrase."""
    for token in tokens:
        word = token.lower_
        if word in _NONE and token.dep_ in _ARGUMENTS:
            return "none"
        if word == "never" and token.dep_ in ("neg", "advmod"):
            return "none"
        if token.dep_ not in ("det", "predet", "nsubj", "nsubjpass", "amod", "neg"):
            continue
        if token.dep_ == "det" and token.head.dep_ == "npadvmod":
            continue  # "each month"
        if word in ("all", "every", "each", "everyone", "everybody"):
            return "all"
        if word in ("no", "neither") and token.dep_ != "neg":
            return "none"
        if word == "most" and token.dep_ == "amod":
            return "most"
    return None
