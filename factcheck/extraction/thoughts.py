"""What somebody else is said to have thought: without its thinker it would look like the speaker's own word."""

from collections.abc import Sequence

from spacy.tokens import Token

from .attribution import Said
from .clauses import subject_of
from .lexicon import words
from .reporting import innermost

_THINKING = words("think believe feel suspect assume imagine suppose guess fear worry hope reckon")
_SPEAKERS_OWN = frozenset(("i", "we"))


def thinking_of(said: Sequence[Said], clause: Token) -> Token | None:
    """The "thought" of '"He *thought* he was being robbed," she said', asked of "robbed".

    None where the thinker is who speaks, or answers for the clause as a source.
    """
    verb = clause.head
    if clause.dep_ != "ccomp" or clause.i < verb.i or verb.lemma_.lower() not in _THINKING:
        return None
    thinker, around = subject_of(verb), innermost(said, verb)
    if thinker is None or around is None or thinker.lower_ in _SPEAKERS_OWN or not around.covers(clause.i):
        return None
    if thinker.pos_ == "PRON" and around.kind != "direct":
        return None  # "She said *she* thought it was safe"
    is_source = any(one.cue is not None and one.cue[0] == verb.i for one in said)
    return None if is_source else verb


def is_only_thinking(said: Sequence[Said], verb: Token) -> bool:
    """Whether all that the verb tells is told with what was thought."""
    return any(thinking_of(said, child) is not None for child in verb.rights)
