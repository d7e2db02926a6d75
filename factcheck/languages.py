"""What an article says of its language, and of how far it could be read."""

from collections.abc import Sequence

from factcheck.extraction.types import Analysis, Coverage

_BY_COVERAGE: dict[Coverage, str] = {"model": "language_by_model", "neutral": "language_neutral"}
_MIXED = "language_mixed"
_UNKNOWN = "language_unknown"
#: ``language_not_supported`` is what versions have that an older engine read.
_OURS = frozenset((*_BY_COVERAGE.values(), _MIXED, _UNKNOWN, "language_not_supported"))


def with_language_notices(notices: Sequence[str], analysis: Analysis) -> list[str]:
    """``notices`` with those that ``analysis`` gives, in place of an older reading's."""
    found = [code for code in notices if code not in _OURS]
    if analysis.coverage != "full":
        found.append(_BY_COVERAGE[analysis.coverage])
    elif analysis.language == "und":
        found.append(_UNKNOWN)
    if any(note.code == _MIXED for note in analysis.observations):
        found.append(_MIXED)
    return found
