"""Shares of the people asked: "*six in ten voters said* that ..." tells how many, it does not hand over what they said."""

from spacy.tokens import Token

from .lexicon import words

_SHARES = words(
    "half third quarter fifth sixth seventh eighth ninth tenth two-thirds three-quarters percent % per cent majority "
    "minority proportion share"
)
_OUT_OF = ("in", "out")
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def is_share(source: Token) -> bool:
    """Whether a subject is a share of those who were asked: "Six in ten voters", "about a quarter of doctors"."""
    branch = list(source.subtree)
    for token in branch:
        follows = token.i + 1 < len(token.doc) and token.nbor(1).lower_
        if (
            token.like_num
            and follows in _OUT_OF
            and any(other.like_num for other in branch if other.i > token.i)
        ):
            return True
    is_part = source.lower_ in _SHARES or source.lemma_.lower() in _SHARES
    return is_part and any(child.lower_ == "of" for child in source.rights)


def tells_of_share(clause: Token) -> bool:
    """ "Six in ten said *the economy came first*": told with those who say it, or nobody vouches for it."""
    if clause.dep_ != "ccomp" or clause.head.i > clause.i:
        return False
    subject = next((child for child in clause.head.lefts if child.dep_ in _SUBJECTS), None)
    return subject is not None and is_share(subject)
