"""From one version of an article to the next: what became of its paragraphs, its words, its claims.

Pure Python. No Django, no clock, no input or output.
"""

from .decisions import Decision, Outcome, Place, Sighted, Versions
from .matter import Change, What
from .meaning import Meaning, meaning_of
from .showing import Piece, word_diff

__all__ = [
    "Change",
    "Decision",
    "Meaning",
    "Outcome",
    "Piece",
    "Place",
    "Sighted",
    "Versions",
    "What",
    "meaning_of",
    "word_diff",
]
