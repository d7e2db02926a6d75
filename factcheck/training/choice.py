"""Conditional logit: weights that make the right candidate of each group likelier than the others.

McFadden 1974, "Conditional logit analysis of qualitative choice behavior"; an L2 penalty, solved by L-BFGS.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

_MOST_STEPS = 120


@dataclass(frozen=True)
class Group:
    """Candidates to choose from: the features of each, and how right each is (all 0: teaches nothing)."""

    features: list[list[str]]
    shares: list[float]


def fit(groups: list[Group], fewest_candidates: int, least_weight: float, penalty: float) -> dict[str, float]:
    """Weights by feature, those below ``least_weight`` left out, the rest fitted again without them."""
    groups = [group for group in groups if sum(group.shares) > 0]
    counts = Counter(feature for group in groups for features in group.features for feature in set(features))
    vocabulary = sorted(
        feature for feature, count in counts.items() if count >= fewest_candidates and " " not in feature
    )
    weights = _solve(groups, vocabulary, penalty)
    kept = [feature for feature in vocabulary if abs(weights[feature]) >= least_weight]
    refitted = _solve(groups, kept, penalty)
    return {feature: weight for feature, weight in refitted.items() if abs(weight) >= least_weight}


def _solve(groups: list[Group], vocabulary: list[str], penalty: float) -> dict[str, float]:
    design, starts, wanted = _design(groups, {feature: place for place, feature in enumerate(vocabulary)})
    transposed = design.T.tocsr()
    sizes = np.diff([*starts, design.shape[0]])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = design @ weights
        tops = np.maximum.reduceat(scores, starts)
        powers = np.exp(scores - np.repeat(tops, sizes))
        totals = np.add.reduceat(powers, starts)
        likelihood = wanted @ scores - (tops + np.log(totals)).sum()
        gradient = transposed @ (powers / np.repeat(totals, sizes) - wanted)
        return penalty / 2 * (weights @ weights) - likelihood, gradient + penalty * weights

    answer = minimize(
        loss,
        np.zeros(len(vocabulary)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _MOST_STEPS},
    )
    return dict(zip(vocabulary, answer.x.tolist(), strict=True))


def _design(groups: list[Group], places: dict[str, int]) -> tuple[Any, Any, Any]:
    """A row for each candidate, the first row of each group, and what each row should get of its group's 1."""
    columns: list[int] = []
    ends = [0]
    starts = []
    wanted: list[float] = []
    for group in groups:
        starts.append(len(ends) - 1)
        total = sum(group.shares)
        for features, share in zip(group.features, group.shares, strict=True):
            columns.extend(places[feature] for feature in features if feature in places)
            ends.append(len(columns))
            wanted.append(share / total)
    shape = (len(ends) - 1, len(places))
    ones = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((ones, columns, ends), shape=shape), np.array(starts), np.array(wanted)
