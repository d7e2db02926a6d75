"""How near the engine's claims come to the annotated ones. Pure: no files, no engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from factcheck.extraction import Claim, Quantity, Span

from .articles import GoldArticle, GoldClaim, Marked

#: Two claims can be the same where the smaller one's own words lie in the other's to this part.
_SAME_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    gold: GoldClaim
    predicted: Claim

    @property
    def figure_is_right(self) -> bool:
        return _has_figure_of(self.gold, self.predicted)

    @property
    def claimant_is_right(self) -> bool:
        return len(self.gold.by) == len(self.predicted.claimants) and all(
            any(source.is_meant_by(claimant) for source in sources for claimant in self.predicted.claimants)
            for sources in self.gold.by
        )

    @property
    def act_is_right(self) -> bool:
        return self.predicted.act in self.gold.acts


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article: what was found, what was not, what came on top, and what touches the furniture."""

    pairs: tuple[Pair, ...]
    missed: tuple[GoldClaim, ...]
    extra: tuple[Claim, ...]
    junk: tuple[Claim, ...]

    @property
    def tally(self) -> "Tally":
        with_figure = [pair for pair in self.pairs if pair.gold.figures]
        return Tally(
            gold=len(self.pairs) + len(self.missed),
            predicted=len(self.pairs) + len(self.extra),
            found=len(self.pairs),
            with_figure=len(with_figure),
            figure_right=sum(pair.figure_is_right for pair in with_figure),
            claimant_right=sum(pair.claimant_is_right for pair in self.pairs),
            act_right=sum(pair.act_is_right for pair in self.pairs),
            junk=len(self.junk),
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts, which add up over articles. ``predicted`` is without those that only match a "may"."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    with_figure: int = 0
    figure_right: int = 0
    claimant_right: int = 0
    act_right: int = 0
    junk: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def recall(self) -> float:
        return _ratio(self.found, self.gold)

    @property
    def figure(self) -> float:
        return _ratio(self.figure_right, self.with_figure)

    @property
    def claimant(self) -> float:
        return _ratio(self.claimant_right, self.found)

    @property
    def act(self) -> float:
        return _ratio(self.act_right, self.found)

    @property
    def predicted_per_gold(self) -> float:
        return _ratio(self.predicted, self.gold)


def compare(article: GoldArticle, claims: Sequence[Claim]) -> Comparison:
    """One to one, the nearest first; the order of ``claims`` settles what is equally near."""
    nearness = {
        (wanted, found): near
        for wanted, gold in enumerate(article.claims)
        for found, claim in enumerate(claims)
        if (near := _nearness(gold, claim)) > 0
    }
    found_by: dict[int, int] = {}
    taken: set[int] = set()
    for wanted, found in sorted(nearness, key=lambda pair: (-nearness[pair], pair)):
        if wanted not in found_by and found not in taken:
            found_by[wanted] = found
            taken.add(found)
    junk = [span for marked in article.junk for span in marked.own]
    return Comparison(
        pairs=tuple(
            Pair(article.claims[wanted], claims[found]) for wanted, found in sorted(found_by.items())
        ),
        missed=tuple(gold for wanted, gold in enumerate(article.claims) if wanted not in found_by),
        extra=tuple(
            claim
            for found, claim in enumerate(claims)
            if found not in taken and not any(_excuses(may, claim) for may in article.may)
        ),
        junk=tuple(claim for claim in claims if any(_span(claim).overlaps(span) for span in junk)),
    )


def _nearness(gold: GoldClaim, claim: Claim) -> float:
    """0 where they cannot be the same; above 1 where the figure agrees too."""
    if not _can_be_same(gold, claim):
        return 0
    shared = _covered(gold.own, claim.focus)
    agrees = _has_figure_of(gold, claim) if gold.figures else not claim.quantities
    return agrees + 2 * shared / (_length(gold.own) + _length(claim.focus))


def _can_be_same(marked: Marked, claim: Claim) -> bool:
    """Figures that stand elsewhere make it another claim. No figure at all is a wrong figure, not another claim."""
    if claim.quantities and not _quantities_of(marked, claim):
        return False
    shorter = min(_length(marked.own), _length(claim.focus))
    return _covered(marked.own, claim.focus) >= _SAME_WORDS * shorter


def _excuses(may: Marked, claim: Claim) -> bool:
    """A claim's first figure is its own; where that is borderline, so is the claim, whatever words it took along."""
    return _can_be_same(may, claim) or any(_stands_in(quantity, may) for quantity in claim.quantities[:1])


def _has_figure_of(gold: GoldClaim, claim: Claim) -> bool:
    return any(
        figure.agrees_with(quantity) for figure in gold.figures for quantity in _quantities_of(gold, claim)
    )


def _quantities_of(marked: Marked, claim: Claim) -> list[Quantity]:
    return [quantity for quantity in claim.quantities if _stands_in(quantity, marked)]


def _stands_in(quantity: Quantity, marked: Marked) -> bool:
    return any(Span(quantity.start, quantity.end).overlaps(span) for span in marked.own)


def _span(claim: Claim) -> Span:
    return Span(claim.start, claim.end)


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _covered(spans: Sequence[Span], by: Sequence[Span]) -> int:
    """How many code points of ``spans`` lie in ``by``, whose own spans may overlap."""
    points = {point for span in by for point in range(span.start, span.end)}
    return sum(point in points for span in spans for point in range(span.start, span.end))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
