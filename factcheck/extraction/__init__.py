"""The extraction engine: text in, claims with exact offsets, figures and speakers out.

Pure Python over a spaCy parse. No Django, no clock, and no input or output but the loading of the models.
"""

from .engine import ENGINE_VERSION, Progress, analyse
from .nlp import load_model
from .text import normalise, sha256_of
from .types import (
    Analysis,
    Attribution,
    Byline,
    Change,
    CheckWorthiness,
    Claim,
    Claimant,
    Comparison,
    Event,
    Hedge,
    Masthead,
    Observation,
    Per,
    Quantity,
    QuantityRef,
    Rank,
    Reason,
    Scope,
    SentenceScore,
    Span,
    TextSpan,
    TimeExpression,
    Via,
)

__all__ = [
    "ENGINE_VERSION",
    "Analysis",
    "Attribution",
    "Byline",
    "Change",
    "CheckWorthiness",
    "Claim",
    "Claimant",
    "Comparison",
    "Event",
    "Hedge",
    "Masthead",
    "Observation",
    "Per",
    "Progress",
    "Quantity",
    "QuantityRef",
    "Rank",
    "Reason",
    "Scope",
    "SentenceScore",
    "Span",
    "TextSpan",
    "TimeExpression",
    "Via",
    "analyse",
    "load_model",
    "normalise",
    "sha256_of",
]
