"""How near the engine comes to the gold set: ``python -m tests.gold.bench [--list misses] [--part first] [--only NAME]``."""

import argparse
from collections.abc import Iterator
from functools import cache

from factcheck.extraction import Claim, analyse, load_model

from .articles import PARTS, GoldArticle, GoldClaim, load_part
from .score import Comparison, Pair, Tally, compare

_COLUMNS = (
    f"{'':<12}{'gold':>6}{'recall':>8}{'figure':>8}{'claimant':>10}{'act':>6}{'predicted':>11}{'junk':>6}"
)
_LISTS = ("missed", "extra", "figure", "claimant", "act", "junk")


@cache
def compared(part: str) -> dict[str, Comparison]:
    """By the article's name. Runs the engine, so the first call takes a while."""
    return {article.name: _compared(article) for article in load_part(part)}


def total(comparisons: dict[str, Comparison]) -> Tally:
    return sum((comparison.tally for comparison in comparisons.values()), Tally())


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the engine's claims with the annotated ones.")
    parser.add_argument("--part", nargs="+", default=PARTS, choices=PARTS, help="read only these folders")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="list only these articles")
    parser.add_argument(
        "--list",
        nargs="+",
        default=[],
        choices=("misses", *_LISTS),
        help="show claims: misses is missed and extra together",
    )
    options = parser.parse_args()
    lists = {name for wanted in options.list for name in (_LISTS[:2] if wanted == "misses" else (wanted,))}
    load_model()
    for part in options.part:
        comparisons = compared(part)
        if not comparisons:
            continue
        print(f"{part}\n{_COLUMNS}")
        for name, comparison in comparisons.items():
            print(_row(name, comparison.tally))
        print(f"{_row('all', total(comparisons))}\n")
        for name, comparison in comparisons.items():
            if lists and (not options.only or name in options.only):
                print(name, *_listed(comparison, lists), sep="\n  ", end="\n\n")


def _compared(article: GoldArticle) -> Comparison:
    analysis = analyse(article.text, published_at=article.published.isoformat())
    if analysis.text != article.text:
        raise ValueError(f"{article.name}: the engine reads another text, so offsets differ")
    return compare(article, analysis.claims)


def _row(name: str, tally: Tally) -> str:
    return (
        f"{name:<12}{tally.gold:>6}{tally.recall:>8.3f}{tally.figure:>8.3f}{tally.claimant:>10.3f}"
        f"{tally.act:>6.2f}{tally.predicted_per_gold:>11.2f}{tally.junk:>6}"
    )


def _listed(comparison: Comparison, lists: set[str]) -> Iterator[str]:
    if "missed" in lists:
        yield from (f"- missed    {_wanted(gold)}" for gold in comparison.missed)
    if "extra" in lists:
        yield from (f"+ extra     {_found(claim)}" for claim in comparison.extra)
    for pair in comparison.pairs:
        yield from (f"! {name:<10}{_both(pair)}" for name in _wrong(pair) if name in lists)
    if "junk" in lists:
        yield from (f"# junk      {_found(claim)}" for claim in comparison.junk)


def _wrong(pair: Pair) -> Iterator[str]:
    if pair.gold.figures and not pair.figure_is_right:
        yield "figure"
    if not pair.claimant_is_right:
        yield "claimant"
    if not pair.act_is_right:
        yield "act"


def _both(pair: Pair) -> str:
    return f"{_wanted(pair.gold)}\n  {'found':>11} {_found(pair.predicted)}"


def _wanted(gold: GoldClaim) -> str:
    who = " and ".join(" | ".join(source.written for source in sources) for sources in gold.by)
    return f"{gold.words!r} by {who}, {' | '.join(gold.acts)}"


def _found(claim: Claim) -> str:
    who = " and ".join(f"{claimant.canonical or ''} ({claimant.kind})" for claimant in claim.claimants)
    figures = ", ".join(
        f"{q.modifier} {q.value} [{q.low}..{q.high}] {q.unit or q.noun}" for q in claim.quantities
    )
    return f"{claim.label!r} by {who}, {claim.act}{f' = {figures}' if figures else ''}"


if __name__ == "__main__":
    main()
