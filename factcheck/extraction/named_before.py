"""Whom "he" or "she" takes up beyond doubt, where the paper itself tells what they did."""

from spacy.tokens import Span, Token

from .clauses import subject_of
from .cues import is_cue_verb
from .names import Name, name_around
from .people import People

_PERSONAL = frozenset(("he", "she", "him", "her", "his"))


def named_before(pronoun: Token, people: People) -> Name | None:
    """The subject of the sentence before, in the same paragraph, if nobody else is spoken of there or since.

    "*Ann Ray* spent the money. She also bought a boat."
    """
    sentence = pronoun.sent
    if pronoun.lower_ not in ("he", "she") or not sentence.start:
        return None
    before = sentence.doc[sentence.start - 1].sent
    subject = subject_of(before.root)
    name = name_around(subject) if subject is not None else None
    if name is None or name.surname not in people or not people.can_be(pronoun.lower_, name):
        return None
    if is_cue_verb(before.root) and not any(token.text == '"' for token in before):
        return None  # "Moyo said *the runner* had cheated. She ..."
    since = sentence.doc[sentence.start : pronoun.i]
    if _speaks_of_others(before, name) or _speaks_of_others(since, name):
        return None
    return people.full(name)


def _speaks_of_others(words: Span, name: Name) -> bool:
    return any(
        token.lower_ in _PERSONAL
        or (token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and token.text not in name.full.split())
        for token in words
    )
