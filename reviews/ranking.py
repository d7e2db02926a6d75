"""Where a review stands in the queue, as one number on its row: nothing is computed while somebody waits."""

from reviews.models import Review, Sighting

#: One step of an editor's priority outweighs everything the machine thinks.
_PRIORITY = 1000.0
#: A claim that every outlet carries is worth as much as one with the full score.
_DEMAND = 10.0
_DEMAND_CAP = 10
_SCORE = 100.0
#: Whatever has a deadline comes before what has none, below an editor's priority.
_DUE = 200.0


def demand_of(review: Review) -> int:
    """How many outlets carry the claim."""
    return (
        Sighting.objects.filter(review=review, status=Sighting.Status.CONFIRMED)
        .values("claim__article__publisher", "claim__article__owner")
        .distinct()
        .count()
    )


def rank_of(review: Review, *, demand: int) -> float:
    """Priority, then due dates, then check-worthiness and demand. Higher comes first; age breaks ties."""
    return (
        review.priority * _PRIORITY
        + (_DUE if review.due_at else 0.0)
        + review.claim.score * _SCORE
        + min(max(demand - 1, 0), _DEMAND_CAP) * _DEMAND
    )
