"""Words that hand speech over to somebody, and what kind of act each one is.

To add a verb, add its lemma to the line of its act.
"""

from spacy.tokens import Token

from .lexicon import words
from .types import Act

_VERBS: dict[Act, str] = {
    "assert": "say tell state announce report add note explain claim argue insist maintain declare reveal confirm "
    "disclose write tweet post stress emphasize emphasise suggest indicate estimate believe testify recall respond "
    "reply comment observe mention remark cite conclude find show describe call quote point assert contend read "
    "hold assess calculate reckon recount relate clarify inform affirm reiterate signal imply determine think feel "
    "brand label dub characterize characterise portray underline underscore repeat outline detail joke boast hail "
    "praise criticize criticise complain condemn denounce urge demand advise learn hear suspect understand agree "
    "publish document continue caution speculate rule appear seem name identify opine tout judge deem consider record put give set reckon speak",
    "predict": "predict forecast project expect anticipate foresee warn fear hope see",
    "promise": "promise vow pledge swear guarantee commit threaten",
    "deny": "deny reject dismiss refute rebut dispute disavow",
    "accuse": "accuse blame allege charge",
    "acknowledge": "acknowledge admit concede confess recognise recognize",
    "ask": "ask question wonder inquire",
    "retract": "retract withdraw recant",
}
ACTS: dict[str, Act] = {verb: act for act, verbs in _VERBS.items() for verb in verbs.split()}

#: Too weak without a clause or a quotation to hand anything over.
WEAK = words(
    "give set show find read hold put speak hear learn feel think hope consider record continue call point post "
    "cite commit charge recognise recognize suspect understand agree publish relate judge demand urge "
    "praise advise detail declare ask rule appear seem name identify"
)
#: Nouns that carry a clause: "the claim that ...", "a warning that ...".
NOUNS = words(
    "claim statement allegation accusation warning report announcement assertion suggestion denial "
    "promise pledge prediction forecast estimate belief admission insistence conclusion finding assurance "
    "rumour rumor"
)
#: "Police *named* the victim as Iain Beaton".
NAMING = words("name identify")
#: A thing that is rejected is not denied.
_REFUSING = words("reject dismiss")
_CALLED_FALSE = words(
    "charge criticism idea notion argument talk speculation comparison figure number account version complaint "
    "accusations charges fear concern theory characterization description"
)
#: Third-person forms the tagger now and then takes for plural nouns: "the ministry claims it ...".
_WHO_SEES = words(
    "company bank firm group economist analyst government ministry agency fund it we he she they"
)
_PRESENT = ("VBZ", "VBP")
_LOOKS_LIKE_NOUN = words("claims reports estimates states warns notes promises comments forecasts")

#: Their clause tells nothing beside what it hands over.
ONLY_SAYING = words(
    "say tell add recall note explain reply respond comment continue remark speak state observe"
)
#: Passed on without a name: the writer does not vouch for it.
HEARSAY = words("reportedly allegedly supposedly apparently purportedly rumoured rumored")
_HEARD = ("said", "believed", "thought", "understood", "reported", "rumoured", "rumored", "alleged")
ACCOUNTS = tuple(("by", how_many, "accounts") for how_many in ("many", "some", "all", "most", "several"))
HEARSAY_PHRASES = (
    *ACCOUNTS,
    *((be, heard, "to") for be in ("is", "are", "was", "were") for heard in _HEARD),
)
#: "A ring said to be worth ...".
HEARD_OF = tuple((heard, "to", verb) for heard in _HEARD for verb in ("be", "have"))


def act_of(token: Token) -> Act:
    """The act of a cue token."""
    return ACTS.get(token.lemma_.lower(), ACTS.get(token.lower_.removesuffix("s"), "assert"))


def is_cue_verb(token: Token) -> bool:
    """Whether the token may hand over speech; whether it does, its clause has to show."""
    if token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in ACTS:
        return token.lemma_ != "see" or _sees_ahead(token)
    return is_verb_taken_for_noun(token)


def _sees_ahead(token: Token) -> bool:
    """ "the bank *sees* growth of 2%", not "the election sees him win"."""
    subject = next((child for child in token.lefts if child.dep_ == "nsubj"), None)
    if subject is None or token.tag_ not in _PRESENT:
        return False
    return subject.lemma_.lower() in _WHO_SEES or (subject.ent_type_ == "ORG" and subject.pos_ == "PROPN")


def makes_claimant(cue: Token, tells: bool) -> bool:
    """Whether whoever is behind the cue answers for its content; ``tells`` if that is more than a thing's name.

    "She said it" does, "she wants it" and "she backs the plan" do not.
    """
    if cue.lemma_.lower() in _REFUSING and _refuses_thing(cue):
        return False
    if cue.lower_ in ("show", "shows") and cue.dep_ == "ROOT":
        return tells  # a noun to the tagger: "figures from the port show"
    if cue.pos_ == "NOUN" and not is_verb_taken_for_noun(cue):
        return tells and cue.lemma_.lower() in NOUNS
    if cue.lemma_.lower() in NAMING:
        return any(child.lower_ == "as" for child in cue.rights)
    if is_cue_verb(cue):
        return tells or cue.lemma_.lower() not in WEAK
    return cue.is_punct or cue.lower_ == "according"


def _refuses_thing(cue: Token) -> bool:
    """ "Voters *rejected* the measure": done, not said; "rejected the claim", "rejected that" are said."""
    refused = next((child for child in cue.rights if child.dep_ == "dobj"), None)
    if refused is None or refused.pos_ not in ("NOUN", "PROPN"):
        return False
    return refused.lemma_.lower() not in NOUNS | _CALLED_FALSE


def is_verb_taken_for_noun(token: Token) -> bool:
    """ "Ukraine's military claims it ...": a plural noun that alone could be the sentence's verb."""
    if token.pos_ != "NOUN" or token.lower_ not in _LOOKS_LIKE_NOUN or token.i == token.sent.start:
        return False
    clause = next((child for child in token.rights if child.dep_ in ("relcl", "ccomp", "acl")), None)
    if clause is None or not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in clause.children):
        return False
    return token.dep_ == "ROOT" and clause.left_edge.i == token.i + 1
