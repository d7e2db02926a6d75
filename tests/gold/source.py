"""Who an annotator says made a claim: a name, or ``narrator``, ``hearsay``, ``unresolved``, ``unnamed (officials)``."""

import re
from dataclasses import dataclass

from factcheck.extraction import Claimant

_NOBODY = ("narrator", "hearsay", "unresolved")
_UNNAMED = re.compile(r"unnamed \((?P<words>[^()]+)\)")
_WORD = re.compile(r"[\w&-]+")
#: "the country's", "its": says whose the source is, is no part of its name ("Ukraine's" may be).
_OWNER = re.compile(r"^(?i:(?:the|an?|its|his|her|their|our|my)\s+)?(?:[a-z][\w-]*['\u2019]s\s+)?")
_COMPANY_FORMS = {"corp", "inc", "ltd", "plc", "co", "llc"}


@dataclass(frozen=True, slots=True)
class Source:
    """``kind`` is None for somebody named; ``written`` is what the annotator wrote."""

    kind: str | None
    words: tuple[str, ...]
    written: str

    @classmethod
    def parse(cls, written: str) -> "Source":
        if written in _NOBODY:
            return cls(written, (), written)
        if unnamed := _UNNAMED.fullmatch(written):
            return cls("unnamed", _name(unnamed["words"]), written)
        return cls(None, _name(written), written)

    def is_meant_by(self, claimant: Claimant) -> bool:
        """Whether an editor would say that the engine named this source.

        What stands around a name of several words does no harm, be it a title ("Dr. Anil Mehta") or a place ("the
        Hazards Center in Lima"); a part of the name is not enough.
        """
        found = _name(claimant.canonical or claimant.name)
        if self.kind in _NOBODY:
            return claimant.kind == self.kind
        if self.kind == "unnamed":
            return claimant.kind == "unnamed" and bool(set(self.words) & set(found))
        title_may_stand_before = len(self.words) > 1
        return any(
            name == self.words or (title_may_stand_before and name[-len(self.words) :] == self.words)
            for name in (found, found[: found.index("in")] if "in" in found else found)
        )


def _name(written: str) -> tuple[str, ...]:
    words = [word.casefold() for word in _WORD.findall(_OWNER.sub("", written))]
    while len(words) > 1 and words[-1] in _COMPANY_FORMS:
        words.pop()
    return tuple(words)
