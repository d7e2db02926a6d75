"""The traits of a clause that make it more or less worth checking."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from .lexicon import words
from .source_nouns import DOCUMENT_NOUNS
from .types import Claimant, Quantity

_HARM = words(
    "kill die death dead injure injury wound hurt attack strike hit bomb shell shoot destroy damage burn "
    "crash collapse flood murder assault rape rob steal arrest charge convict jail sentence fire explode "
    "explosion blast casualty victim missing evacuate displace infect hospitalise hospitalize poison "
    "fraud launder bribe corrupt torture abduct kidnap detain seize capture invade sanction ban recall "
    "fine sue down intercept launch lose resign sack layoff cut close strand spill leak contaminate"
)
#: Deeds that it is an accusation to name the doer of.
ACCUSING = words(
    "attack terrorist terror kill murder crime bomb fraud theft assault corrupt corruption massacre "
    "sabotage plot coup abuse torture strike explosion poison hack violence raid scheme cover-up"
)
_OPINION = words(
    "should must ought good bad great terrible best worst beautiful wonderful awful believe think feel "
    "hope love hate important proud disgraceful shameful unacceptable deserve blunt surprising "
    "surprisingly unfortunately hopefully miserable strategic honor honour thank welcome wish want"
)
_FIRST_PERSONS = words("i we my our me us")
_POINTING = words("this that it they these those he she who which what you")
_NAMED = words("PERSON ORG GPE NORP LOC FAC EVENT LAW PRODUCT")
_COMPARING = words("than compared versus twice double triple more fewer less")
_CHANGING = words("rise fall increase decrease drop grow climb decline soar plunge surge slump jump")


def clause_traits(tokens: Sequence[Token], predicate: Token | None, subject: Token | None) -> Iterator[str]:
    """What the words themselves say, whoever says them."""
    lemmas = {token.lemma_.lower() for token in tokens}
    words = {token.lower_ for token in tokens}
    if lemmas & _HARM:
        yield "harm"
    if (lemmas | words) & _OPINION:
        yield "opinion"
    if any(token.ent_type_ in _NAMED for token in tokens):
        yield "named_entity"
    if words & _COMPARING:
        yield "comparison"
    if lemmas & _CHANGING:
        yield "change"
    if predicate is not None:
        yield from _predicate_traits(predicate, words)
    if subject is None:
        yield "no_subject"
    elif subject.lower_ in _FIRST_PERSONS:
        yield "first_person"
    elif subject.lower_ in _POINTING:
        yield "vague_subject"


def _predicate_traits(predicate: Token, words: set[str]) -> Iterator[str]:
    has_future = bool(words & {"will", "'ll", "shall", "would"}) or {"going", "to"} <= words
    if has_future:
        yield "prediction"
    elif predicate.lemma_.lower() in ("be", "remain", "stay", "have"):
        yield "state"
    elif predicate.tag_ in ("VBD", "VBN") or any(child.lower_ == "did" for child in predicate.children):
        yield "past_event"


def quantity_traits(quantities: Sequence[Quantity]) -> Iterator[str]:
    for quantity in quantities:
        if quantity.unit_kind in ("duration", "age"):
            yield "duration"
        elif quantity.value is None and quantity.modifier != "between":
            yield "vague_figure"
        else:
            yield "figure"


def source_traits(claimant: Claimant, act: str) -> Iterator[str]:
    if claimant.kind in ("person", "organization"):
        yield "named_source"
        if claimant.role or claimant.kind == "organization":
            yield "official_source"
    elif claimant.kind == "unnamed":
        yield (
            "document_source"
            if DOCUMENT_NOUNS & set(claimant.canonical.lower().split())
            else "unnamed_source"
        )
    elif claimant.kind == "hearsay":
        yield "hearsay"
    if act == "accuse":
        yield "accusation"
    elif act == "deny":
        yield "denial"
    elif act == "ask":
        yield "question"
