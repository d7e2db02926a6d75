"""What no editor wants on the desk, however much it looks like a claim."""

from collections.abc import Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from .clauses import subject_of
from .cues import is_cue_verb
from .deeds import calls_untrue
from .lexicon import words

#: Names, nouns, numbers and the like: fewer of them tell nothing that could be checked.
_FEWEST_CONTENT_WORDS = 2
_CONTENT = frozenset(("NOUN", "PROPN", "NUM", "ADJ", "VERB", "SYM"))
_POINTING = words("this that it them these those him her so")
#: "could not be independently verified", "did not comment": about the reporting, not about the world.
_ABOUT_REPORTING = words("verify confirm comment respond reply corroborate authenticate decline elaborate")
_FEELINGS = words("heart thought prayer sympathy condolence heartfelt")
_LINKS_OF_ASIDES = words("when where as while if once because after before until since")


def says_nothing(tokens: Sequence[Token], predicate: Token | None, *, has_figure: bool) -> bool:
    """Whether the words are too few, only point somewhere, or only tell how the story was reported."""
    things = [token for token in tokens if token.pos_ in _CONTENT and token.tag_ not in ("WDT", "WP")]
    if len(things) < _FEWEST_CONTENT_WORDS or all(token.pos_ == "VERB" for token in things):
        return True
    if predicate is None or has_figure:
        return False
    return (
        _only_feels(predicate)
        or _only_points(predicate)
        or _tells_of_reporting(predicate)
        or calls_untrue(predicate)
    )


def is_question(sentence: TokenSpan) -> bool:
    """A question claims nothing, whatever figures it takes for granted."""
    return "?" in sentence[-3:].text


def _only_feels(predicate: Token) -> bool:
    """ "Our hearts are with the families"."""
    subject = subject_of(predicate)
    return subject is not None and subject.lemma_.lower() in _FEELINGS


def _only_points(predicate: Token) -> bool:
    """ "The Kremlin denied that", "he rejected this"."""
    if not is_cue_verb(predicate):
        return False
    told = [child for child in predicate.rights if child.dep_ in ("dobj", "ccomp", "xcomp", "pobj", "prep")]
    return not told or all(child.lower_ in _POINTING for child in told)


def _tells_of_reporting(predicate: Token) -> bool:
    is_negated = any(child.dep_ == "neg" for child in predicate.children)
    subject = subject_of(predicate)
    is_negated = is_negated or (
        subject is not None
        and any(child.lower_ in ("no", "neither", "none") for child in (subject, *subject.lefts))
    )
    lemma = predicate.lemma_.lower()
    return lemma in _ABOUT_REPORTING and (is_negated or lemma == "decline")


def is_aside(predicate: Token) -> bool:
    """A clause that only says which, when or where: "when a house was hit"."""
    if predicate.dep_ == "relcl":
        return True
    return predicate.dep_ in ("advcl", "ccomp") and bool(_links_of(predicate) & _LINKS_OF_ASIDES)


def only_places(predicate: Token) -> bool:
    """An aside that tells the time or the place of the main clause, and no deed of its own: "where strikes were rare"."""
    links = _links_of(predicate)
    if predicate.dep_ == "relcl":
        return bool(links & {"where", "when"})
    return predicate.dep_ in ("advcl", "ccomp") and bool(
        links & {"when", "where", "as", "while", "if", "once"}
    )


def _links_of(predicate: Token) -> set[str]:
    return {child.lower_ for child in predicate.children if child.dep_ in ("mark", "advmod")}
