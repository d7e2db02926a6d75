"""How much a claim deserves a fact-checker's time: a score in [0, 1], with reasons a person can read.

A weighted sum through the logistic function: traits of the claim, whose weights are set by hand, and how its
sentence reads, which is trained. The weights of the reasons add up to the logit of the score.
"""

import math
from collections.abc import Iterable
from dataclasses import replace

from .statements import SentenceWorth
from .types import CheckWorthiness, Reason

_BASE = Reason("base", -1.3, "most of what is said needs no check")
#: A claim or sentence at or above this is worth an editor's look.
THRESHOLD = 0.5

WEIGHTS: dict[str, tuple[float, str]] = {
    "figure": (2.1, "states a figure"),
    "duration": (0.7, "states a length of time or an age"),
    "vague_figure": (1.6, "states a rough number"),
    "ranking": (1.7, "claims a rank or a first"),
    "comparison": (0.8, "compares"),
    "change": (0.5, "says that something rose or fell"),
    "quantifier": (1.1, "says all or none"),
    "named_source": (0.7, "made by somebody named"),
    "official_source": (0.3, "made by somebody in office"),
    "unnamed_source": (0.4, "made by a source without a name"),
    "document_source": (0.9, "comes from a study, report or document"),
    "hearsay": (0.5, "passed on without a source"),
    "past_event": (0.7, "says that something happened"),
    "state": (0.5, "says how things are"),
    "harm": (0.9, "is about death, damage or crime"),
    "named_entity": (0.6, "names a person, a body or a place"),
    "accusation": (0.7, "accuses somebody"),
    "denial": (0.4, "denies something"),
    "opinion": (-1.3, "is an opinion"),
    "prediction": (-0.7, "is about the future"),
    "question": (-2.0, "is a question"),
    "first_person": (-0.6, "is about the speaker"),
    "no_subject": (-0.7, "does not say who or what"),
    "vague_subject": (-0.5, "is about something only pointed at"),
    "aside": (-0.7, "is said in passing"),
    "headline": (-0.2, "is a headline"),
    "speech_only": (-0.9, "only says that somebody spoke"),
    "marked": (2.6, "somebody marked it as worth checking"),
    "figures_only": (-0.4, "read for its figures only: what is said of them was not weighed"),
}


#: Of the sentence's groups those that no trait counts already, with this share: a sentence holds several claims.
_SENTENCE_GROUPS = ("words", "grammar")
_SENTENCE_SHARE = 0.4
#: Traits overlap ("a figure" is often "harm" too): counted in full, half of all claims would stand above 0.95, and an
#: editor could not tell them apart. The order, and what is above THRESHOLD, stay the same.
_COUNTED = 0.5


def score(codes: Iterable[str], sentence: SentenceWorth) -> CheckWorthiness:
    """The score of a claim with these traits in such a sentence.

    Each trait counts once. The heaviest reason comes first.
    """
    reasons = [Reason(code, *WEIGHTS[code]) for code in dict.fromkeys(codes)]
    reasons.extend(sentence.reasons(_SENTENCE_GROUPS, _SENTENCE_SHARE))
    reasons.append(_BASE)
    reasons = [replace(reason, weight=round(_COUNTED * reason.weight, 3)) for reason in reasons]
    reasons.sort(key=lambda reason: (-abs(reason.weight), reason.code))
    total = sum(reason.weight for reason in reasons)
    return CheckWorthiness(round(1 / (1 + math.exp(-total)), 3), tuple(reasons))
