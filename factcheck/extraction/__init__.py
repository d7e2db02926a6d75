"""The extraction engine: text in, claims with exact offsets, figures and speakers out.

Pure Python over a spaCy parse. No Django, no clock, and no input or output but the loading of the models.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from .engine import ENGINE_VERSION, Progress, analyse
    from .nlp import load_model

#: Imported on first use: they bring spaCy, which takes a second and 80 MB that the web has no use for.
_ON_FIRST_USE = {"ENGINE_VERSION": "engine", "Progress": "engine", "analyse": "engine", "load_model": "nlp"}

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


def __getattr__(name: str) -> Any:
    if name not in _ON_FIRST_USE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ON_FIRST_USE[name]}"), name)
