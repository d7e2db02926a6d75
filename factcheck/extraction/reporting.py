"""Who stands behind a draft: the attributions around it, the act, and the way it came."""

from collections.abc import Sequence

from spacy.tokens import Token

from .attribution import Said
from .clauses import is_finite, is_predicate
from .cues import ACCOUNTS, HEARD_OF, HEARSAY_PHRASES, NAMING
from .cues import HEARSAY as HEARSAY_WORDS
from .deeds import accusation_of, is_accused_deed, is_harmful_deed, is_said_untrue
from .lexicon import words
from .parsed import Parsed
from .speakers import HEARSAY, NARRATOR, Cast, cited_by
from .types import Act, Claimant, TimeExpression, Via

#: A source one step farther away is named by the parse, not by a person: not quite certain.
_VIA_CONFIDENCE = 0.8
_SPEAKERS_OWN = frozenset(("i", "we"))
_GOING_ON = words("keep continue appear seem begin start")
_ANYBODY = _SPEAKERS_OWN | {"they", "he", "she", "it"}
_EARLIER_VERSION = words("version correction")


def heard_of(said: list[Said]) -> list[Said]:
    """``said`` without what is itself only rumoured: "has *reportedly* agreed to pay"."""
    return [item for item in said if item.cue is None or not _is_rumoured(item.parsed.doc[item.cue[0]])]


def _is_rumoured(cue: Token) -> bool:
    return any(child.lower_ in HEARSAY_WORDS for child in cue.children)


def covering(said: Sequence[Said], token: Token) -> list[Said]:
    """Attributions whose content holds ``token``, outermost first."""
    inside = [item for item in said if item.covers(token.i) and not _is_in_cue(item, token)]
    return sorted(inside, key=lambda item: -item.size)


def innermost(said: Sequence[Said], token: Token) -> Said | None:
    """The attribution closest around ``token``."""
    inside = covering(said, token)
    return inside[-1] if inside else None


def _is_in_cue(said: Said, token: Token) -> bool:
    return said.cue is not None and said.cue[0] <= token.i < said.cue[1]


def frame_of(said: Said) -> set[int]:
    """The words that name the speaker and the saying."""
    if said.cue is None or said.source is None:
        return set()
    return set(range(*said.cue)) | {token.i for token in said.source.subtree}


def hands_over(said: list[Said], predicate: Token) -> Said | None:
    """What the clause of a cue hands over: "Smith said" tells nothing beside it."""
    handing = next((item for item in said if item.cue is not None and item.cue[0] == predicate.i), None)
    if handing is not None or predicate.lemma_ not in _GOING_ON:
        return handing
    inner = {child.i for child in predicate.rights if child.dep_ == "xcomp"}  # "keeps *saying* that ..."
    return next((item for item in said if item.cue is not None and item.cue[0] in inner), None)


def tells_by_saying(said: Said, tokens: list[Token]) -> bool:
    """Whether the saying is the deed: "Kyiv *denies any part in it*", "observers *called the vote fair*".

    What is said is then no sentence that could stand alone, but more than a word that points.
    """
    if (said.kind == "direct" and not said.is_quoted) or said.is_negated:
        return False
    content = [token for token in tokens if said.covers(token.i)]
    has_sentence = any(
        is_predicate(token) and (is_finite(token) or is_accused_deed(token))
        for first, last in said.content
        for token in said.parsed.doc[first:last]
    )
    is_naming = said.cue is not None and said.parsed.doc[said.cue[0]].lemma_ in NAMING
    names_something = any(token.pos_ in ("NOUN", "PROPN") for token in content)
    return (
        not has_sentence
        and names_something
        and (is_naming or not any(token.like_num and token.ent_type_ != "DATE" for token in content))
    )


def claimants_of(
    cast: Cast, parsed: Parsed, chain: list[Said], tokens: list[Token], anchor: Token
) -> tuple[Claimant, ...]:
    """Who is responsible for the content, at whose heart ``anchor`` is; what nobody vouches for is hearsay.

    In a transcript the paper's own voice, and "I", is whoever has the floor.
    """
    own_voice = parsed.speaker or NARRATOR
    if chain:
        if _corrects(chain[-1]):
            return (NARRATOR,)
        answering = _answering(chain)
        if answering.is_hearsay or _is_scare_quote_of_rumour(answering, anchor):
            return (HEARSAY,)
        if parsed.speaker is not None and answering.source is not None and answering.source.lower_ == "they":
            return (parsed.speaker,)  # who "they" are, only whoever has the floor knows
        return tuple(
            own_voice
            if claimant.kind == "narrator" or _is_whoever_has_the_floor(parsed, answering)
            else claimant
            for claimant in cast.claimants_of(cited_by(answering) or answering)
        )
    spoken = tuple(token.lower_ for token in tokens if not _is_of_accounts_elsewhere(token, anchor))
    if not HEARSAY_WORDS.isdisjoint(spoken) or any(_has_phrase(spoken, phrase) for phrase in HEARSAY_PHRASES):
        return (HEARSAY,)
    if any(_is_by_accounts(token) for token in (anchor, *anchor.ancestors)):
        return (HEARSAY,)
    if any(
        _is_heard_of(token)
        for token in (anchor, *anchor.ancestors)
        if token in tokens or token == anchor.head
    ):
        return (HEARSAY,)
    return (own_voice,)


def _is_scare_quote_of_rumour(said: Said, anchor: Token) -> bool:
    """ "She *allegedly* took it while animals were "left to stand in filth"": a quotation of nobody in a rumour."""
    if said.source is not None or said.carried is not None or said.cue is not None:
        return False
    return any(token.lower_ in HEARSAY_WORDS for token in anchor.sent)


def _is_whoever_has_the_floor(parsed: Parsed, said: Said) -> bool:
    """A turn that is printed as a quotation, without a word of who says it."""
    return parsed.speaker is not None and said.source is None and said.carried is None


def _answering(chain: list[Said]) -> Said:
    """The innermost attribution that names somebody else than the one around it.

    "We believe it sank", she said: that is her. Who "they" are in somebody's quotation, only that person knows.
    """
    for said in reversed(chain[1:]):
        pronouns = _ANYBODY if said.is_quoted else _SPEAKERS_OWN
        if not said.is_hearsay and (said.source is None or said.source.lower_ not in pronouns):
            return said
    return chain[0]


def _is_heard_of(verb: Token) -> bool:
    return tuple(token.lower_ for token in verb.doc[verb.i : verb.i + 3]) in HEARD_OF


def _is_by_accounts(verb: Token) -> bool:
    """ "*by many accounts firing* what may be the largest barrage": what hangs on the participle is hearsay too."""
    before = tuple(token.lower_ for token in verb.doc[max(0, verb.i - 3) : verb.i])
    return verb.tag_ == "VBG" and before in ACCOUNTS


def _is_of_accounts_elsewhere(token: Token, anchor: Token) -> bool:
    """The "accounts" of "rose, *by many accounts* firing ...", asked of "rose"."""
    if token.lower_ != "accounts" or token.i + 1 >= len(token.doc):
        return False
    told = token.nbor(1)
    return told.tag_ == "VBG" and anchor != told and told not in anchor.ancestors


def _has_phrase(spoken: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(
        spoken[index : index + len(phrase)] == phrase for index in range(len(spoken) - len(phrase) + 1)
    )


def act_of_claim(parsed: Parsed, chain: list[Said], predicate: Token | None) -> Act:
    """The cue's act, but naming who did harm accuses, calling a report false denies, a correction retracts."""
    if predicate is not None and is_said_untrue(predicate):
        return "deny"
    if not chain and predicate is not None and accusation_of(predicate) is not None:
        return "accuse"
    if not chain:
        return "retract" if parsed.text[:10].lower() == "correction" else "assert"
    if _corrects(chain[-1]):
        return "retract"
    if chain[-1].act == "assert" and predicate is not None and is_harmful_deed(predicate):
        return "accuse"
    return chain[-1].act


def _corrects(said: Said) -> bool:
    """ "An earlier version of this article said ..." """
    return said.source is not None and said.source.lemma_.lower() in _EARLIER_VERSION


def via_of(cast: Cast, parsed: Parsed, chain: list[Said], claimant: Claimant) -> tuple[Via, ...]:
    """The mouths the content passed through, outermost first."""
    through = chain if chain and cited_by(chain[-1]) is not None else chain[:-1]
    passed = [cast.claimant_of(said) for said in through]
    if chain and parsed.speaker is not None and parsed.speaker != claimant:
        passed.insert(0, parsed.speaker)
    return tuple(
        Via(mouth.canonical, mouth.start, mouth.end, _VIA_CONFIDENCE)
        for mouth in passed
        if mouth.start is not None and mouth.end is not None and mouth.canonical != claimant.canonical
    )


def said_at(parsed: Parsed, chain: list[Said], in_sentence: list[TimeExpression]) -> str | None:
    """The day it was said, where the frame around it names one."""
    if not chain:
        return None
    content = [parsed.span(*piece) for piece in chain[-1].content]
    return next(
        (
            time.origin
            for time in in_sentence
            if time.origin and not any(piece.start <= time.start < piece.end for piece in content)
        ),
        None,
    )
