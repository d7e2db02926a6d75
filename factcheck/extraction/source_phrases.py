"""What the words for a source tell: of whom a report is, who speaks together, whether somebody is called by another word."""

from spacy.tokens import Token

from .source_nouns import BODIES, DOCUMENT_NOUNS, LOOKING, MAKING, PERSON_ENDINGS, WITNESSES

_PARENTS = ("mother", "father", "mum", "mom", "dad", "parent")


def may_call_a_person(noun: str) -> bool:
    """ "the *student*", "the *backbencher*" """
    return noun.endswith(PERSON_ENDINGS) and noun not in BODIES | DOCUMENT_NOUNS | WITNESSES


def _is_acronym(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.is_upper and len(token.text) > 2 and token.ent_type_ != "GPE"


def takes_up(noun: Token) -> bool:
    """ "the *23-year-old*", "the *mother of two*", "the former *nurse, 47*": calls somebody just named by another word."""
    doc, end = noun.doc, noun.i + 1
    before = [token.lower_ for token in doc[noun.left_edge.i : end]]
    behind = [token.lower_ for token in doc[end : end + 2]]
    if "year" in "".join(before) and before[-1].endswith("old"):
        return True
    if noun.like_num and before[-5:-1] in [[parent, "-", "of", "-"] for parent in _PARENTS]:
        return True  # "the mum-of-four"
    if noun.lower_ in _PARENTS:
        return behind[:1] == ["of"] and doc[end + 1].like_num
    has_age = behind[:1] == [","] and len(behind) == 2 and behind[1].isdigit() and len(behind[1]) == 2
    return has_age and "former" in before


def whole_name(token: Token) -> Token:
    """The last word of a name whose first the parse took for the source: "*Ann* Ray said"."""
    while (
        token.dep_ == "compound" and token.pos_ == "PROPN" == token.head.pos_ and token.head.i == token.i + 1
    ):
        token = token.head
    return token


def together(token: Token) -> list[Token]:
    """Everybody named side by side: "*Rowe* and her co-*author*"."""
    others = [
        child
        for child in token.rights
        if child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN") and child.is_alpha and not _is_half(child)
    ]
    return [token, *map(_named_behind, others)]


def _named_behind(role: Token) -> Token:
    """ "co-author *Peter Strand*", named side by side with another: the parse hangs his name elsewhere."""
    if role.pos_ != "NOUN" or role.i + 1 >= len(role.doc) or role.nbor(1).pos_ != "PROPN":
        return role
    name = role.nbor(1)
    while name.dep_ == "compound" and name.head.i == name.i + 1 and name.head.pos_ == "PROPN":
        name = name.head
    return name if name.ent_type_ == "PERSON" else role


def _is_half(token: Token) -> bool:
    """Whether it is the first half of a word with a hyphen."""
    return token.i + 1 < len(token.doc) and token.nbor(1).text == "-"


def owner_of(document: Token) -> Token | None:
    """Whose note, report or figures: "a note from Acme", "Acme's report", "its report"."""
    for child in document.children:
        if child.dep_ == "poss" and child.pos_ in ("PROPN", "NOUN", "PRON"):
            return child
        if child.i == document.i - 1 and _is_acronym(child):
            return child  # "LSEG data", "NHS advice"
        if child.dep_ == "acl" and child.lemma_ in MAKING:
            agent = next((by for by in child.children if by.dep_ == "agent"), None)
            maker = (
                next((noun for noun in agent.children if noun.dep_ == "pobj"), None)
                if agent is not None
                else None
            )
            if maker is not None and maker.pos_ in ("PROPN", "NOUN"):
                return maker
    for token in document.doc[document.i + 1 : document.i + 3]:
        if token.lower_ in ("from", "by", "via", "of", "at") and token.head.lemma_.lower() not in LOOKING:
            owner = next((child for child in token.children if child.dep_ == "pobj"), None)
            if owner is not None and (owner.pos_ == "PROPN" or owner.lemma_ in BODIES):
                return owner
    return None
