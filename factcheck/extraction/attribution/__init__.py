"""Who said what: finds the words of each speaker, the cue that hands over, and the source."""

from .finder import find_attributions
from .said import Said
from .spans import attributions_of, first_of, source_span

__all__ = ["Said", "attributions_of", "find_attributions", "first_of", "source_span"]
