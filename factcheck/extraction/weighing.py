"""The traits of a draft that its check-worthiness is made of."""

from collections.abc import Iterator

from spacy.tokens import Token

from .certainty import quantifier_of
from .checkworthiness import score
from .clauses import subject_of
from .cues import ONLY_SAYING, is_cue_verb
from .drafts import Draft
from .items import only_describes
from .noise import is_aside
from .statements import SentenceWorth
from .traits import clause_traits, quantity_traits, source_traits
from .types import Act, CheckWorthiness, Claimant


def worth_of(
    draft: Draft, claimant: Claimant, act: Act, region: str, shared: Token | None, sentence: SentenceWorth
) -> CheckWorthiness:
    """How much the draft deserves a look, said by ``claimant``; ``shared`` is a subject taken over."""
    return score(_traits(draft, claimant, act, region, shared), sentence)


def _traits(draft: Draft, claimant: Claimant, act: Act, region: str, shared: Token | None) -> Iterator[str]:
    predicate, item = draft.predicate, draft.item
    yield from clause_traits(draft.tokens, predicate, _subject(draft, shared))
    yield from source_traits(claimant, act)
    if predicate is not None and (item is None or only_describes(item)) and is_aside(predicate):
        yield "aside"
    if predicate is not None and item is None and is_cue_verb(predicate) and predicate.lemma_ in ONLY_SAYING:
        yield "speech_only"
    if item is not None:
        yield from quantity_traits(item.quantities)
        if item.kind == "ranking" or item.comparison is not None:
            yield "ranking"
        elif item.kind == "status":
            yield "harm"
    if quantifier_of(draft.tokens):
        yield "quantifier"
    if region == "headline":
        yield "headline"


def _subject(draft: Draft, shared: Token | None) -> Token | None:
    if draft.predicate is None:
        return draft.tokens[0]
    subject = subject_of(draft.predicate) or shared
    return shared if subject is not None and subject.tag_ in ("WDT", "WP") else subject
