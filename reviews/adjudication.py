"""A dispute as whoever rules on it reads it: the verdicts side by side, the evidence once, and where they part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from factcheck.ingest.addresses import canonical_address
from factcheck.models import User
from reviews.confidentiality import with_evidence
from reviews.difference import Difference, differences_of
from reviews.errors import NotDisputed, NotYours
from reviews.evidence import is_web_address
from reviews.exclusions import refuse_own_ruling
from reviews.models import Evidence, Review, Verdict
from reviews.verdicts import visible_to


@dataclass(frozen=True)
class Citation:
    """Who cites a piece of evidence, and what for."""

    verdict: Verdict
    stance: str
    stance_label: str


@dataclass(eq=False)
class MergedEvidence:
    """One thing that reviewers rest on, however many cite it."""

    piece: Evidence
    is_confidential: bool = False
    has_place: bool = False  #: an address or a digest, by which it is told from what bears the same title
    cited_by: list[Citation] = field(default_factory=list)

    def take_in(self, other: "MergedEvidence") -> None:
        self.is_confidential = self.is_confidential or other.is_confidential
        self.has_place = self.has_place or other.has_place
        self.cited_by += other.cited_by

    @property
    def verdict_ids(self) -> set[int]:
        return {citation.verdict.pk for citation in self.cited_by}


@dataclass(frozen=True)
class Case:
    """What the verdicts of the disputed round say, as far as one person may see it."""

    review: Review
    verdicts: Sequence[Verdict]
    evidence: Sequence[MergedEvidence]
    differences: Sequence[Difference]

    @property
    def given_ratings(self) -> list[str]:
        """Their keys, in the scale's order."""
        given = {verdict.rating.position: verdict.rating.key for verdict in self.verdicts if verdict.rating}
        return [key for _position, key in sorted(given.items())]


def case_of(review: Review, user: User, *, at: datetime) -> Case:
    """The case of a disputed review, for somebody who may decide it.

    Raises:
        NotDisputed: nobody is asked to rule; also as long as nobody may know that they are.
        NotYours: an adjudicator must rule, and ``user`` is none.
        OwnWork: ``user`` ruled on the review, triaged it, or has a conflict of interest.
    """
    if review.state != Review.State.DISPUTED or not review.is_revealed(at=at):
        raise NotDisputed("Nobody is asked to rule on this review.")
    if review.dispute_kind != Review.DisputeKind.NEIGHBOURS and not user.has_scope("reviews:adjudicate"):
        raise NotYours("The reviewers are more than one step apart; an adjudicator must rule.")
    refuse_own_ruling(review, user)
    shown = visible_to(user, at=at).filter(review=review, round=review.round).order_by("pk")
    verdicts = list(with_evidence(shown, user))
    evidence = merge_evidence(verdicts)
    cited = {
        verdict.pk: frozenset(
            number for number, merged in enumerate(evidence) if verdict.pk in merged.verdict_ids
        )
        for verdict in verdicts
    }
    return Case(review, verdicts, evidence, differences_of(verdicts, cited))


def merge_evidence(verdicts: Sequence[Verdict]) -> list[MergedEvidence]:
    """What the verdicts (``with_evidence``) cite, each thing once, in order of first mention.

    The same thing is: the same address, the same bytes, or, where one of the two has neither, the same words. Two
    pages may bear one title.
    """
    found: list[MergedEvidence] = []
    known: dict[tuple[str, str], MergedEvidence] = {}
    for verdict in verdicts:
        for piece in verdict.evidence_shown:
            keys, words = list(_places_of(piece)), ("words", _words_of(piece))
            has_place = bool(keys)
            if words[1] and not (has_place and words in known and known[words].has_place):
                keys.append(words)
            same = list({id(known[key]): known[key] for key in keys if key in known}.values())
            merged = same[0] if same else MergedEvidence(piece)
            if not same:
                found.append(merged)
            # This piece shows that two of them are one: same address here, same bytes there.
            for other in same[1:]:
                merged.take_in(other)
                found.remove(other)
                keys += [key for key, holder in known.items() if holder is other]
            known |= dict.fromkeys(keys, merged)
            merged.is_confidential = merged.is_confidential or piece.confidential
            merged.has_place = merged.has_place or has_place
            merged.cited_by.append(Citation(verdict, piece.stance, str(piece.get_stance_display())))
    return found


def _places_of(piece: Evidence) -> Iterator[tuple[str, str]]:
    if is_web_address(piece.words["url"]):
        yield "address", canonical_address(piece.words["url"])
    for digest in (piece.words["sha256"], (piece.words["attachment"] or {}).get("sha256")):
        if digest:
            yield "bytes", digest


def _words_of(piece: Evidence) -> str:
    return " ".join(f"{piece.words['title']} {piece.words['quote']} {piece.words['note']}".split()).casefold()
