"""What no editor wants on the desk, however much it looks like a claim."""

from collections.abc import Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from .clause_words import is_condition
from .clauses import is_finite, subject_of
from .cues import is_cue_verb
from .deeds import calls_untrue
from .lexicon import words

#: Names, nouns, numbers and the like: fewer of them tell nothing that could be checked.
_FEWEST_CONTENT_WORDS = 2
_CONTENT = frozenset(("NOUN", "PROPN", "NUM", "ADJ", "VERB", "SYM"))
_NOBODY = words("nobody nothing none everyone everybody everything anyone")
_PERSONS = words("it they them he she")
_POINTING = words("this that it them these those him her so")
#: "could not be independently verified", "did not comment": about the reporting, not about the world.
_ABOUT_REPORTING = words("verify confirm comment respond reply corroborate authenticate decline elaborate")
_DOING_A_JOB = words(
    "represent coordinate lead head chair run oversee direct edit teach manage supervise study"
)
_DOUBTING = words("doubt question wonder dispute pretend ask")
_STAFF = words("reporter correspondent team colleague editor")
_MINUTES = words("minute second floor time")
_SITTINGS = words("sitting meeting committee session hearing")
_BREAKS = words("recess break adjournment")
#: What somebody feels, wants or does all day is nothing to look up: "they love it", "we go to them".
_NO_DEEDS = words(
    "love like hate want need hope wish feel know think believe see hear look go come get try make do have keep live "
    "care deserve mean understand remember forget start begin stop wait talk speak ask thank work fight stand use"
)
_TURNS_OF_SPEECH = words("word question remark")
_FEELINGS = words("heart thought prayer sympathy condolence heartfelt")
_LINKS_OF_ASIDES = words("when where as while if once because after before until since")


def says_nothing(
    tokens: Sequence[Token], predicate: Token | None, *, has_figure: bool, is_told: bool = False
) -> bool:
    """Whether the words are too few, only point somewhere, or only tell how the story was reported.

    ``is_told`` where somebody is named who says it: "it was not consulted" is then about them.
    """
    things = [
        token
        for token in tokens
        if token.lower_ in _NOBODY or (token.pos_ in _CONTENT and token.tag_ not in ("WDT", "WP"))
    ]
    is_enough = is_told and predicate is not None and any(map(_says_of_subject, _told_by(predicate, tokens)))
    if not is_enough and (
        len(things) < _FEWEST_CONTENT_WORDS or all(token.pos_ == "VERB" for token in things)
    ):
        return True
    if predicate is None or has_figure:
        return False
    return (
        _is_of_our_own(predicate)
        or _is_of_interview(predicate)
        or _leads_to_accusation(predicate)
        or _says_whose_job(predicate)
        or _only_points(predicate)
        or _tells_of_reporting(predicate)
        or _hands_the_floor(predicate)
        or calls_untrue(predicate)
    )


def _told_by(predicate: Token, tokens: Sequence[Token]) -> list[Token]:
    """The verb, and that of a clause told with it: "he thought *he was being robbed*"."""
    return [predicate, *(child for child in predicate.rights if child.dep_ == "ccomp" and child in tokens)]


def _is_of_interview(predicate: Token) -> bool:
    """ "has been speaking to the BBC", "asked not to be named": how the words came about."""
    if predicate.lemma_ in ("speak", "talk"):
        helpers = {child.lower_ for child in predicate.children if child.dep_ == "aux"}
        is_going_on = predicate.tag_ == "VBG" and bool(helpers & {"been", "was", "is", "were"})
        behind = " ".join(token.lower_ for token in predicate.doc[predicate.i : predicate.i + 7])
        return is_going_on or "condition of anonymity" in behind
    told = [child for child in predicate.rights if child.dep_ == "xcomp"]
    if predicate.lemma_ == "finish":
        return any(child.lemma_ in ("speak", "talk") for child in told)
    return predicate.lemma_ in ("ask", "decline", "want", "wish") and any(
        child.lemma_ in ("name", "identify", "quote") and child.tag_ == "VBN" for child in told
    )


def _leads_to_accusation(predicate: Token) -> bool:
    """ "Ann Ray *is accused of* moving money": the deed is the claim."""
    return (
        predicate.lemma_ == "accuse"
        and any(child.dep_ == "auxpass" for child in predicate.lefts)
        and any(
            deed.dep_ == "pcomp"
            for child in predicate.rights
            if child.lower_ == "of"
            for deed in child.children
        )
    )


def _says_whose_job(predicate: Token) -> bool:
    """ "Todd Ruiz, who *is coordinating* the response, said": who somebody is."""
    if predicate.dep_ != "relcl" or predicate.lemma_ not in _DOING_A_JOB:
        return False
    subject = subject_of(predicate)
    return (
        subject is not None
        and subject.lower_ in ("who", "that")
        and predicate.head.dep_ in ("nsubj", "appos")
    )


def _says_of_subject(predicate: Token) -> bool:
    """ "it *had not been consulted*", "it *was unsafe*", "bosses *knew*": a whole sentence, if a short one."""
    subject = subject_of(predicate)
    if subject is None or not is_finite(predicate) or is_cue_verb(predicate):
        return False
    if subject.lower_ in _POINTING - _PERSONS:
        return False
    said_of = {child.dep_ for child in predicate.children}
    is_plain = subject.pos_ in ("NOUN", "PROPN") and predicate.lemma_ != "be"
    is_deed = predicate.pos_ == "VERB" and predicate.lemma_ not in _NO_DEEDS and subject.lower_ != "i"
    return (
        is_plain
        or bool(said_of & {"auxpass", "neg", "acomp"})
        or (is_deed and bool(said_of & {"dobj", "prep", "dative"}))
    )


def is_of_nobody(tokens: Sequence[Token]) -> bool:
    """ "*Nobody* came": short, and easily shown to be false."""
    return bool(tokens) and tokens[0].lower_ in ("nobody", "everybody", "everyone", "none", "nothing")


def is_cut_off(tokens: Sequence[Token]) -> bool:
    """ "The soldiers are *by* being thrown in": what the preposition leads to was taken for another clause."""
    inside = {token.i for token in tokens}
    return any(
        token.dep_ in ("prep", "agent")
        and token.tag_ == "IN"
        and token.head.lemma_ == "be"
        and token.i == token.head.i + 1
        and token.i + 1 not in inside
        and not any(child.dep_ in ("pobj", "pcomp") for child in token.children)
        for token in tokens
    )


def is_question(sentence: TokenSpan) -> bool:
    """A question claims nothing, whatever figures it takes for granted."""
    return "?" in sentence[-3:].text


def _is_of_our_own(predicate: Token) -> bool:
    """ "Our hearts are with the families", "our reporter is there"."""
    subject = subject_of(predicate)
    if subject is None:
        return False
    is_ours = any(child.lower_ == "our" for child in subject.lefts) and subject.lemma_ in _STAFF
    return is_ours or subject.lemma_.lower() in _FEELINGS


def _only_points(predicate: Token) -> bool:
    """ "The Kremlin denied that", "he rejected this"."""
    if not is_cue_verb(predicate) or any(
        child.dep_ == "auxpass" or child.tag_ == "MD" for child in predicate.children
    ):
        return False
    told = [child for child in predicate.rights if child.dep_ in ("dobj", "ccomp", "xcomp", "pobj", "prep")]
    return not told or all(child.lower_ in _POINTING for child in told)


def _hands_the_floor(predicate: Token) -> bool:
    """ "The mayor has a few words", "we'll take your questions": how a news conference goes on."""
    objects = {child.lemma_ for child in predicate.rights if child.dep_ == "dobj"}
    return predicate.lemma_ in ("have", "take", "say", "make") and bool(objects & _TURNS_OF_SPEECH)


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


def is_not_asserted(predicate: Token) -> bool:
    """A condition, a question inside a sentence, or what somebody doubts: nobody says that it is so."""
    if is_condition(predicate) or _picks_among_none(predicate):
        return True
    if predicate.dep_ not in ("ccomp", "pcomp", "xcomp"):
        return False
    if predicate.head.lemma_.lower() in _DOUBTING:
        return True
    first = predicate.left_edge
    if first.dep_ == "mark" and first.head != predicate:
        return False  # "the loss, *if* confirmed, would be the worst"
    return first.lower_ in ("whether", "how", "why", "when", "where", "who", "if")


def _picks_among_none(predicate: Token) -> bool:
    """ "never took a penny *to which he was not entitled*": says which, of what there was not."""
    if predicate.dep_ != "relcl" or predicate.left_edge.nbor(-1).is_punct:
        return False
    above = predicate.head
    while above.head != above and above.pos_ not in ("VERB", "AUX"):
        above = above.head
    return any(child.dep_ == "neg" for child in above.lefts) and not any(
        child.lower_ == "the" for child in predicate.head.lefts
    )


def _orders_the_meeting(predicate: Token) -> bool:
    """ "You have five minutes", "We'll take a recess", "The committee will come to order": of whoever has the floor."""
    subject = subject_of(predicate)
    behind = {token.lemma_.lower() for token in predicate.subtree if token.i > predicate.i}
    if predicate.lemma_ == "have" and subject is not None and subject.lower_ == "you":
        return bool(behind & _MINUTES)
    if predicate.lemma_ in ("take", "have", "stand"):
        return bool(behind & _BREAKS)
    if predicate.lemma_ in ("come", "call"):
        return "order" in behind
    if predicate.lemma_ in ("suspend", "resume", "close", "adjourn"):
        return bool(behind & _SITTINGS)
    return predicate.lemma_ in ("yield", "adjourn", "reconvene") or (
        predicate.lemma_ == "recognize" and bool(behind & _MINUTES)
    )


def is_procedure(predicate: Token | None) -> bool:
    """Whether somebody with the floor only runs the meeting."""
    return predicate is not None and _orders_the_meeting(predicate)


def only_places(predicate: Token) -> bool:
    """An aside that tells no deed of its own: "where strikes had been rare", "when they met".

    "when a tree fell on his car" does tell one.
    """
    links = _links_of(predicate)
    first = predicate.left_edge
    is_relative = predicate.dep_ == "relcl"
    if is_relative and first.tag_ == "IN" and first.dep_ == "prep":
        return True
    is_placing = links & ({"where", "when"} if is_relative else _LINKS_OF_ASIDES)
    if predicate.dep_ not in ("advcl", "ccomp", "relcl") or not is_placing:
        return False
    subject = subject_of(predicate)
    is_deed = predicate.tag_ in ("VBD", "VBN") and predicate.lemma_ != "be"
    is_bare = predicate.n_rights == 0 and not (
        is_relative and subject is not None and subject.dep_ == "nsubjpass"
    )
    return not is_deed or subject is None or subject.pos_ == "PRON" or is_bare


def _links_of(predicate: Token) -> set[str]:
    return {child.lower_ for child in predicate.lefts if child.dep_ in ("mark", "advmod")}
