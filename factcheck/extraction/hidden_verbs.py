"""A main verb that the parser takes for a part of the relative clause in front of it."""

from spacy.tokens import Token

from .clauses import subject_of


def hidden_verb(verb: Token) -> Token | None:
    """The "killed" of "The raid for which Moscow says it is retaliating *killed* six", asked of "retaliating".

    The sentence then seems to be a noun with a relative clause, and to have no verb.
    """
    clause = verb.head if verb.dep_ == "ccomp" else verb
    noun = clause.head
    if clause.dep_ != "relcl" or noun.dep_ != "ROOT" or noun.pos_ != "NOUN" or not noun.n_lefts:
        return None
    if verb.tag_ not in ("VBG", "VBN") or verb.i + 1 >= len(verb.doc):
        return None
    behind = verb.nbor(1)
    is_taken = behind.tag_ in ("VBD", "VBN") and verb.is_ancestor(behind)
    return behind if is_taken and subject_of(behind) is None and behind.sent == verb.sent else None
