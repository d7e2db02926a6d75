"""One line that says who says what, at most 75 characters, for lists and queues."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from .certainty import keeps_meaning
from .clause_words import is_generic, is_restrictive
from .clauses import is_bare_infinitive, subject_of
from .cues import HEARSAY
from .deeds import accusation_of
from .types import Act, Claimant
from .wording import plain, written

LONGEST = 75
_ELLIPSIS = "\u2026"
#: Acts that turn the meaning of what follows stand in the label, for one and for several speakers.
_VERBS_OF_ACT: dict[Act, tuple[str, str]] = {
    "deny": ("denies", "deny"),
    "promise": ("promises", "promise"),
    "ask": ("asks", "ask"),
    "retract": ("takes back", "take back"),
}
#: Phrases that only say when, where or how, or more about something named.
_ADJUNCTS = frozenset(("prep", "advcl", "npadvmod", "appos", "acl", "relcl"))
#: Prepositions that turn the meaning: what hangs on them stays.
_TURNING = frozenset(("of", "without", "than", "against", "from"))
#: In front of them a sentence may end.
_BOUNDARIES = frozenset(
    (";", ",", "\u2013", "\u2014", "as", "after", "while", "when", "because", "amid", "following")
)
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_LONGEST_PERSON = 28
_LONGEST_BODY = 32
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v", "vi"))


def label_for(
    claimant: Claimant,
    act: Act,
    spoken: Sequence[Token],
    predicate: Token | None,
    figures: frozenset[int],
    doer: str | None = None,
) -> str:
    """ "Zaluzhny: 34 cruise missiles intercepted".

    ``figures`` are the tokens that no label may lose; ``doer`` is who the clause's "he" or "she" is.
    """
    prefix = _prefix(claimant, act)
    tokens = _headline_style(spoken, predicate) if figures else list(spoken)
    if claimant.kind == "hearsay":  # the prefix says it
        tokens = [token for token in tokens if token.lower_ not in HEARSAY]
    text = plain(tokens)
    accused = accusation_of(predicate) if predicate is not None else None
    if accused is not None and act == "accuse" and predicate is not None and prefix:
        prefix, text = _accusation(claimant, tokens, predicate)
        tokens = [token for token in tokens if token.i > predicate.head.i]
    if act == "promise":
        text = text.removeprefix("to ")
    elif predicate is not None and prefix and (verb := _verb_of_infinitive(tokens, predicate)) is not None:
        prefix = f"{speaker_name(claimant)} {verb} "
    text = _fitted(text, tokens, LONGEST - len(prefix) - len(doer or ""), predicate, figures)
    if doer is not None:
        text = _PRONOUN.sub(doer, text, count=1)
    return prefix + text if prefix else text[:1].upper() + text[1:]


def _prefix(claimant: Claimant, act: Act) -> str:
    speaker = speaker_name(claimant)
    if not speaker:
        return "Corrected: " if act == "retract" else ""
    if act not in _VERBS_OF_ACT:
        return f"{speaker}: "
    return f"{speaker} {_VERBS_OF_ACT[act][_is_plural(claimant)]}: "


def _accusation(claimant: Claimant, tokens: Sequence[Token], deed: Token) -> tuple[str, str]:
    """ "Okafor accuses ministers of " and "hiding the bill"."""
    verb = "accuse" if _is_plural(claimant) else "accuses"
    accused = written([token for token in tokens if token.i < deed.head.i])
    link = f"{accused} {deed.head.lower_} " if accused else ""
    return f"{speaker_name(claimant)} {verb} {link}", written([t for t in tokens if t.i > deed.head.i])


def _verb_of_infinitive(tokens: Sequence[Token], predicate: Token) -> str | None:
    """The "expects" of "She *expects* to lose a quarter", which says nothing without it."""
    cue = predicate.head
    if (
        not is_bare_infinitive(predicate)
        or not tokens
        or tokens[0].tag_ != "TO"
        or cue.tag_ not in ("VBD", "VBZ", "VBP")
    ):
        return None
    return None if any(child.dep_ == "neg" for child in cue.children) else cue.lower_


def _is_plural(claimant: Claimant) -> bool:
    last = claimant.canonical.split()[-1] if claimant.canonical else ""
    return (
        claimant.kind == "unnamed" and last.islower() and (last.endswith("s") or last in ("police", "people"))
    )


def speaker_name(claimant: Claimant) -> str:
    """How a list calls the claimant; empty for the paper's own voice."""
    if claimant.kind == "narrator":
        return ""
    if claimant.kind == "hearsay":
        return "Reportedly"
    if claimant.kind == "unresolved" or not claimant.canonical.strip():
        return "Unclear who"
    parts = claimant.canonical.split()
    if claimant.kind == "person":
        surname = " ".join(parts[-2:]) if parts[-1].lower() in _SUFFIXES else parts[-1]
        return surname[:_LONGEST_PERSON]
    if parts[0].lower() in ("the", "a", "an") and len(parts) > 1:
        parts = parts[1:]
    name = " ".join(parts)
    if len(name) > _LONGEST_BODY:
        name = name[: _LONGEST_BODY - 1].rsplit(" ", 1)[0] + _ELLIPSIS
    return name[:1].upper() + name[1:]


def _headline_style(spoken: Sequence[Token], predicate: Token | None) -> list[Token]:
    """ "34 cruise missiles *were* intercepted", as a headline says it; a negation or modal keeps its verbs."""
    if predicate is None or any(keeps_meaning(child) for child in predicate.children):
        return list(spoken)
    if not any(child.dep_ == "auxpass" for child in predicate.children) or predicate.tag_ != "VBN":
        return list(spoken)
    if any(child.dep_ == "xcomp" for child in predicate.rights):
        return list(spoken)  # "is thought to be"
    subject = subject_of(predicate)
    if subject is None or subject.pos_ in ("PRON", "PROPN"):
        return list(spoken)  # "he was shot" is not "he shot"
    helpers = {child.i for child in predicate.lefts if child.dep_ in ("aux", "auxpass")}
    return [token for token in spoken if token.i not in helpers]


def _fitted(
    text: str, tokens: Sequence[Token], room: int, predicate: Token | None, figures: frozenset[int]
) -> str:
    """``text`` in at most ``room`` characters; words that turn the meaning are kept, cut or not."""
    if len(text) <= room:
        return text
    for core in _cores(tokens, predicate, figures) if predicate is not None else ():
        shorter = plain(core)
        text = shorter if shorter and len(shorter) < len(text) else text
        if len(text) <= room:
            return text
    if (whole := _up_to_boundary(tokens, room, predicate, figures)) is not None:
        return whole
    cut = text[: room - 1].rsplit(" ", 1)[0].rstrip(" ,;:") or text[: room - 1]
    kept = len(cut.split())
    missing = [token.text for token in tokens if keeps_meaning(token) or token.i in figures]
    missing = [word for word in dict.fromkeys(missing) if word not in text.split()[:kept] and word not in cut]
    tail = f"{_ELLIPSIS} [{' '.join(missing)}]"
    if not missing or len(tail) >= room:
        return cut + _ELLIPSIS
    return text[: room - len(tail)].rsplit(" ", 1)[0].rstrip(" ,;:") + tail


def _up_to_boundary(
    tokens: Sequence[Token], room: int, predicate: Token | None, figures: frozenset[int]
) -> str | None:
    """The longest beginning that says something by itself: "Okonjo wins by 812 votes" *as recount confirms it*."""
    if predicate is None or predicate not in tokens:
        return None
    for position in range(len(tokens) - 1, tokens.index(predicate), -1):
        if tokens[position].lower_ not in _BOUNDARIES:
            continue
        dropped = tokens[position:]
        text = plain(tokens[:position])
        if any(token.i in figures or keeps_meaning(token) for token in dropped):
            return None
        if len(text) <= room and position > tokens.index(predicate) + 1:
            return text
    return None


def _cores(tokens: Sequence[Token], predicate: Token, figures: frozenset[int]) -> Iterator[list[Token]]:
    """Ever shorter: what only says when, where or how is dropped, the last phrase first."""
    inside = {token.i for token in tokens}
    is_ranked = any(token.tag_ in ("JJS", "RBS") for token in tokens)
    dropped: set[int] = set()
    for token in sorted(tokens, key=lambda token: (is_restrictive(token), -token.i)):
        is_when = token.dep_ == "advmod" and token.ent_type_ in ("DATE", "TIME")
        is_adjunct = (is_when or token.dep_ in _ADJUNCTS) and token.head.i in inside and token != predicate
        is_led_to = token.dep_ == "prep" and token.head.dep_ == "prep"  # "like *with* him" goes as a whole
        if not is_adjunct or is_led_to or token.i in dropped or token.lower_ in _TURNING:
            continue
        if is_generic(token) or (token.lower_ == "since" and is_ranked):
            continue  # "people *who work at night* die sooner", "the biggest *since 2008*"
        branch = list(token.subtree)
        if token.dep_ == "npadvmod" and not any(part.ent_type_ in ("DATE", "TIME") for part in branch):
            continue
        if any(part.i in figures or keeps_meaning(part) or part == predicate for part in branch):
            continue
        dropped.update(part.i for part in branch)
        yield [part for part in tokens if part.i not in dropped]
