"""Clauses: which verb a word belongs to, and which words belong to a verb."""

from spacy.tokens import Token

from .cues import HEARD_OF, HEARSAY, is_cue_verb
from .respondents import tells_of_share

_VERBS = frozenset(("VERB", "AUX"))
_ACCUSING = ("accuse", "blame")
#: Verbs that report what is so rather than what somebody says.
_PROVING = frozenset(("prove", "show", "mean", "find", "establish", "demonstrate"))
_RELATIVE = ("WDT", "WP")
#: Verbs that seem to hand something over, but only say that it looks so.
_SEEMING = frozenset(("appear", "seem"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))


def predicate_of(token: Token) -> Token | None:
    """The verb of the clause ``token`` stands in; None in a fragment without a verb."""
    current = token
    while True:
        if is_predicate(current):
            return current
        if current.head == current:
            return None
        current = current.head


def is_predicate(token: Token) -> bool:
    """Whether a clause hangs on ``token``: a verb, or an adjective with a subject ("rates likely to rise")."""
    if token.pos_ in _VERBS:
        return _heads_clause(token)
    if token.pos_ != "ADJ" or subject_of(token) is None:
        return False
    return token.dep_ == "ROOT" or any(child.dep_ == "xcomp" for child in token.rights)


def _heads_clause(verb: Token) -> bool:
    if verb.dep_ in ("aux", "auxpass", "amod", "compound", "prep", "oprd"):
        return False
    if (
        verb.dep_ == "advcl"
        and any(child.tag_ == "TO" for child in verb.children)
        and subject_of(verb) is None
    ):
        return False
    if verb.lower_ == "including":
        return False
    if verb.dep_ == "xcomp":
        return is_cue_verb(verb.head) and not _is_one_with_infinitive(verb.head)
    if verb.dep_ == "conj" and verb.head.dep_ == "xcomp" and not is_predicate(verb.head):
        return is_infinitive(verb)
    if is_fused(verb) or is_denied_content(verb) or tells_of_share(verb):
        return False
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and subject_of(verb) is None:
        return verb.head.lower_ in ("of", "for") and any(
            above.lemma_ in _ACCUSING for above in (verb.head.head, verb.head.head.head)
        )
    if verb.dep_ == "conj" and verb.head.pos_ in _VERBS and is_alternative(verb):
        return False
    if verb.dep_ == "acl":
        if verb.tag_ == "VBN" and is_cue_verb(verb) and any(child.dep_ == "xcomp" for child in verb.rights):
            return True  # "a contract *thought to be* worth millions"
        return any(child.dep_ in ("dobj", "agent", "nsubj") for child in verb.children)
    return True


def _is_one_with_infinitive(verb: Token) -> bool:
    """ "is said to travel", "has reportedly agreed to pay": without its verb the deed would look certain."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True  # "a contract thought to be worth millions"
    if verb.lemma_.lower() in _SEEMING:
        return True
    return any(child.dep_ == "auxpass" or child.lower_ in HEARSAY for child in verb.children)


def is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def is_bare_infinitive(verb: Token | None) -> bool:
    """ "agreed *to withdraw* it": the verb in front of it has the subject, and says what became of it."""
    return verb is not None and verb.dep_ == "xcomp" and is_infinitive(verb) and subject_of(verb) is None


def is_fused(verb: Token) -> bool:
    """ "half of *what was fired*": a clause that stands for a noun and says nothing by itself."""
    if verb.dep_ not in ("pcomp", "ccomp"):
        return False
    what = next((child for child in verb.lefts if child.lower_ in ("what", "whatever")), None)
    if what is None or verb.head.pos_ not in _VERBS:
        return what is not None
    return bool(what.i) and what.nbor(-1).pos_ in ("NOUN", "ADP")  # "had 14 times *what is normal*"


def is_denied_content(verb: Token) -> bool:
    """ "did not prove that *delays caused it*": told with its negation, or it would say the contrary."""
    if verb.dep_ != "ccomp" or (is_cue_verb(verb.head) and verb.head.lemma_.lower() not in _PROVING):
        return False
    return any(child.dep_ == "neg" for child in verb.head.children)


def clause_subject(noun: Token) -> list[Token]:
    """A noun phrase short enough to stand as a subject."""
    last = noun.i + 1
    if last + 1 < len(noun.doc) and noun.doc[last].text == "&" and noun.doc[last + 1].head == noun:
        return list(noun.doc[noun.left_edge.i : last + 2])  # "Dorn & Steele"
    return [token for token in noun.doc[noun.left_edge.i : last] if token.dep_ not in ("cc", "mark")]


def is_finite(predicate: Token) -> bool:
    """Whether the clause says that something is so, and does not only name it."""
    if predicate.tag_ in ("VBD", "VBZ", "VBP", "MD") or predicate.pos_ == "ADJ":
        return True
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" for child in predicate.children)


def subject_of(predicate: Token) -> Token | None:
    """The clause's own subject."""
    return next((child for child in predicate.children if child.dep_ in _SUBJECTS), None)


def shared_subject_of(predicate: Token) -> Token | None:
    """The subject a verb takes over: from the verb it is joined to, or the noun its clause describes."""
    if predicate.dep_ == "pcomp" and predicate.tag_ == "VBG":
        return _accused(predicate)
    if _is_heard_of_noun(predicate):
        return predicate.nbor(-1)
    if predicate.dep_ == "conj" and predicate.head.pos_ in _VERBS:
        if (misplaced := misplaced_subject(predicate)) is not None:
            return misplaced
        if is_cue_verb(predicate.head) and not is_cue_verb(predicate):
            return None  # "X says it ..., and injured a boy": too often joined to the wrong verb
        subject = subject_of(predicate.head)
        if subject is None or (subject.tag_ in _RELATIVE and predicate.head.dep_ == "relcl"):
            return shared_subject_of(predicate.head)  # "Ray, who spent millions and *won* 11 counties"
        return subject
    if predicate.dep_ == "advcl" and predicate.tag_ == "VBG" and predicate.head.pos_ in _VERBS:
        return subject_of(predicate.head)
    if predicate.dep_ in ("relcl", "acl") and predicate.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return None if _may_mean_the_sentence(predicate) else _meant_by_which(predicate.head)
    return None


def _is_heard_of_noun(verb: Token) -> bool:
    """ "a tub *said to have cost £31,000*", whatever the parse hangs it on."""
    if not verb.i or verb.nbor(-1).pos_ != "NOUN" or subject_of(verb) is not None:
        return False
    return tuple(token.lower_ for token in verb.doc[verb.i : verb.i + 3]) in HEARD_OF


def owner_of_subject(clause: Token) -> Token | None:
    """ "The *minister*, whose department counted 34 deaths": whose department it is."""
    first, subject = clause.left_edge, subject_of(clause)
    if clause.dep_ != "relcl" or first.tag_ != "WP$" or subject is None or not subject.is_ancestor(first):
        return None
    return clause.head


def _meant_by_which(noun: Token) -> Token:
    """ "a new *centre* in Barry, which will carry out 30,000 scans": not the town will."""
    preposition = noun.head
    is_where = noun.dep_ == "pobj" and noun.ent_type_ == "GPE" and preposition.lower_ in ("in", "at", "near")
    return preposition.head if is_where and preposition.head.pos_ == "NOUN" else noun


def _may_mean_the_sentence(clause: Token) -> bool:
    """ "opened fire on villages, *which killed two*": not the villages did; a plain past shows no number."""
    first = clause.left_edge
    is_apart = first.lower_ == "which" and first.i > 0 and first.nbor(-1).is_punct
    if clause.head.pos_ == "PROPN" and clause.lemma_ in ("have", "be"):
        return False  # "in Marn, *which had* 14,000 people"
    shows_number = any(child.dep_ in ("aux", "auxpass") for child in clause.children)
    return (
        is_apart
        and clause.tag_ == "VBD"
        and not shows_number
        and clause.head.dep_ not in ("nsubj", "nsubjpass", "dobj", "attr")
    )


def misplaced_subject(verb: Token) -> Token | None:
    """ "... in every region and *wages* are rising": the parser likes to join the noun to the one before it."""
    if verb.dep_ != "conj" or subject_of(verb) is not None:
        return None
    helpers = [child.i for child in verb.lefts if child.dep_ in ("aux", "auxpass", "neg", "advmod")]
    first = min([*helpers, verb.i])
    noun = verb.doc[first - 1] if first else verb
    is_finite_here = bool(helpers) or verb.tag_ in ("VBD", "VBZ", "VBP")
    is_joined = noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN") and noun.right_edge == noun
    return noun if is_joined and is_finite_here and noun.head.i > verb.head.i else None


def _accused(deed: Token) -> Token | None:
    """Whom "accused *the government* of hiding" is about."""
    for verb in (deed.head.head, deed.head.head.head):
        if verb.lemma_ in _ACCUSING:
            return next((child for child in verb.rights if child.dep_ == "dobj"), None)
    return None


def is_alternative(verb: Token) -> bool:
    """ "destroyed *or damaged*": each alone would claim more."""
    links = [child for child in verb.head.rights if child.dep_ == "cc" and child.i < verb.i]
    return bool(links) and links[-1].lower_ == "or" and subject_of(verb) is None
