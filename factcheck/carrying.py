"""Claims from one version of an article to the next: where each stands now, what drifted, what is gone.

``factcheck.anchoring`` decides; here the decision becomes rows. Of what drifted or is gone the words before and
after are kept side by side, where a take-down finds them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from factcheck import drifts, history
from factcheck.anchoring import Decision, Outcome, Versions
from factcheck.extraction.types import Claim as Finding
from factcheck.inserting import insert
from factcheck.models import ArticleVersion, Claim, ClaimAnchor, ClaimDrift
from factcheck.moved_spans import move_along
from factcheck.placing import anchor_at, anchor_in, found_at, sighted_at, versions_between
from factcheck.readings import FILLED, carried, fill, says_the_same
from factcheck.updating import update_row

#: Older versions that may be asked for a claim that was gone and is back.
_MOST_RETURNS = 3

#: What a new version may change of a claim.
_COLUMNS = (*FILLED, "overlay", "suggestion")

Status = ClaimAnchor.Status


class Carrying:
    """The claims of earlier versions on their way into ``version``.

    ``taken``: the numbers of the findings that are claims already; grows as claims go on. ``by``: the engine
    that made the findings. ``drifted`` and ``gone`` hold what was noticed, once ``carry_on`` is through.
    """

    def __init__(
        self, version: ArticleVersion, findings: Sequence[Finding], taken: Iterable[int], *, by: str
    ) -> None:
        self.version, self.findings, self.by = version, findings, by
        self.taken = set(taken)
        self.drifted: list[ClaimDrift] = []
        self.gone: list[ClaimDrift] = []
        self._anchors: list[ClaimAnchor] = []
        self._changed: list[Claim] = []

    def carry_on(self) -> None:
        """Give every claim that the version before holds its row in this one. In a transaction; safe to repeat."""
        base = self._base()
        if base is None:
            return
        old = self._old_anchors(base)
        before = versions_between(base, self.version)
        for anchor, decision in self._decided(old, base, before):
            self._go_on(anchor, decision, before)
        self._bring_back(base)
        insert(self._anchors)
        for claim in self._changed:
            update_row(claim, *_COLUMNS)
        for drift in (*self.drifted, *self.gone):
            drift.anchor = drift.anchor  # its row has a number now
        insert([*self.drifted, *self.gone])
        drifts.tell(self.version, [*self.drifted, *self.gone])

    def _base(self) -> ArticleVersion | None:
        """The newest version before this one in which claims were looked for and found."""
        return (
            self.version.article.versions.filter(
                Exists(ClaimAnchor.objects.filter(version=OuterRef("pk"))),
                number__lt=self.version.number,
                redacted_at__isnull=True,
            )
            .order_by("-number")
            .first()
        )

    def _old_anchors(self, base: ArticleVersion) -> list[ClaimAnchor]:
        """Where the claims stood that this version says nothing of yet; the engine's first, a finding is its own."""
        here = ClaimAnchor.objects.filter(version=self.version, claim=OuterRef("claim"))
        anchors = list(
            base.anchors.standing()
            .filter(~Exists(here))
            .select_related("claim")
            .order_by("part", "start", "pk")
        )
        claims = Claim.objects.select_for_update(no_key=True).filter(pk__in=[a.claim_id for a in anchors])
        locked = {claim.pk: claim for claim in claims.order_by("pk")}
        for anchor in anchors:
            anchor.claim = locked[anchor.claim_id]
        return sorted(anchors, key=lambda anchor: anchor.claim.origin != Claim.Origin.ENGINE)

    def _decided(
        self, anchors: list[ClaimAnchor], base: ArticleVersion, before: Versions
    ) -> list[tuple[ClaimAnchor, Decision]]:
        free = [number for number in range(len(self.findings)) if number not in self.taken]
        decisions = before.decide(
            [sighted_at(anchor) for anchor in anchors],
            [found_at(self.findings[number]) for number in free],
            is_same_engine=base.engine_version == self.by,
        )
        return [
            (anchor, _with_finding(decision, free))
            for anchor, decision in zip(anchors, decisions, strict=True)
        ]

    def _go_on(self, old: ClaimAnchor, decision: Decision, before: Versions) -> None:
        claim = old.claim
        found = _columns(claim)
        if decision.finding is not None:
            self.taken.add(decision.finding)
        finding = self.findings[decision.finding] if decision.finding is not None else None
        anchor = self._anchor(old, decision, finding)
        if decision.outcome is Outcome.ANCHORED:
            move_along(anchor, old, before)
        self._anchors.append(anchor)
        if decision.outcome is not Outcome.ANCHORED:
            kept = self.drifted if decision.outcome is Outcome.DRIFTED else self.gone
            kept.append(drifts.note(old, anchor, decision))
        if decision.outcome is Outcome.GONE:
            return
        is_at_finding = finding is not None and decision.place == found_at(finding).place
        part = old.part
        claim.overlay = carried(claim.overlay, lambda start, end: before.carry(part, start, end))
        if decision.outcome is Outcome.DRIFTED and finding and claim.origin != Claim.Origin.PERSON:
            # What people and the language model said of the old words is kept with them.
            claim.overlay, claim.suggestion = {}, {}
            fill(claim, finding, self.by)
        elif is_at_finding and finding and claim.origin == Claim.Origin.ENGINE:
            if not says_the_same(claim.reading, finding):
                claim.suggestion = {}
            fill(claim, finding, self.by)
        else:
            claim.reading = carried(claim.reading, lambda start, end: before.carry(part, start, end))
        if _columns(claim) != found:  # in an article that grows, next to none
            self._changed.append(claim)

    def _anchor(self, old: ClaimAnchor, decision: Decision, finding: Finding | None) -> ClaimAnchor:
        place = decision.place
        if place is None:
            return ClaimAnchor(
                claim=old.claim, version=self.version, part=old.part, start=0, end=0, status=Status.GONE
            )
        if finding is not None and place == found_at(finding).place:
            anchor = anchor_at(self.version, finding)
        else:
            sentence = finding.sentence.as_dict() if finding else {"start": place.start, "end": place.end}
            anchor = anchor_in(self.version, place, sentence=sentence, region=old.region)
        anchor.claim = old.claim
        anchor.status = Status.DRIFTED if decision.outcome is Outcome.DRIFTED else Status.ANCHORED
        anchor.context_changed = decision.is_context_changed
        return anchor

    def _bring_back(self, base: ArticleVersion) -> None:
        """Let claims that were gone stand again where their whole paragraph came back below the same one as before."""
        left = {f.quote for number, f in enumerate(self.findings) if number not in self.taken}
        if not left:
            return
        placed = ClaimAnchor.objects.standing().filter(claim__article=self.version.article)
        later = ClaimAnchor.objects.filter(
            claim=OuterRef("claim"), version__number__gt=OuterRef("version__number")
        )
        last = (
            placed.filter(quote__in=left, version__number__lt=base.number)
            .exclude(Exists(later.standing()))
            .filter(Exists(later))
            .select_related("claim", "version")
        )
        by_version: dict[ArticleVersion, list[ClaimAnchor]] = {}
        for anchor in last.order_by("-version__number", "pk"):
            by_version.setdefault(anchor.version, []).append(anchor)
        for old in list(by_version)[:_MOST_RETURNS]:
            before = versions_between(old, self.version)
            for anchor, decision in self._decided(by_version[old], old, before):
                is_as_it_was = decision.outcome is Outcome.ANCHORED and not decision.is_context_changed
                if is_as_it_was and decision.finding is not None:
                    self._go_on(anchor, decision, before)
                    history.record(
                        anchor.claim,
                        "claim.returned",
                        actor=None,
                        is_consequence=True,
                        details={"version": self.version.number},
                    )


def _columns(claim: Claim) -> list[Any]:
    return [getattr(claim, name) for name in _COLUMNS]


def _with_finding(decision: Decision, numbers: Sequence[int]) -> Decision:
    """The decision with the finding's number among all, not among those that were free."""
    if decision.finding is None:
        return decision
    return Decision(
        decision.outcome,
        decision.place,
        numbers[decision.finding],
        decision.changes,
        decision.is_context_changed,
    )
