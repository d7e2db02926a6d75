"""The verdicts of a round settle it: they agree, or somebody else must say."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from factcheck import history
from factcheck.inserting import insert_few
from factcheck.prepared import Param, prepared
from reviews.models import Outcome, Policy, Rating, Review, Verdict
from reviews.workflow.edges import Move, State
from reviews.workflow.moving import check_edge, move_to

DisputeKind = Review.DisputeKind


def settle(review: Review, last: Verdict, *, article_ids: Collection[int]) -> Review:
    """Decide or dispute a locked open review once its verdicts are in; unchanged until then.

    ``last``: the one that was just given, whose words need not be stored yet. ``article_ids``: those that may be quoted
    on the review (``reviews.quoting``), which whoever wrote the verdict knows.

    All alike: they decide. Where a third was asked, two alike decide, as soon as there are two. Otherwise somebody
    must rule: an average of rulings is nobody's ruling.
    """
    standing = _standing_in(review=review.pk, round_number=review.round)
    verdicts = [last if verdict.pk == last.pk else verdict for verdict in standing]
    if review.extra_slots and (alike := _two_alike(verdicts)):
        basis = Outcome.Basis.AGREEMENT if len(alike) == len(verdicts) else Outcome.Basis.MAJORITY
        return _decide(review, alike[0], basis, article_ids)
    if len(verdicts) < review.wanted_verdicts:
        return review
    if len({verdict.ruling for verdict in verdicts}) == 1:
        return _decide(review, verdicts[0], Outcome.Basis.AGREEMENT, article_ids)
    return _differ(review, verdicts)


@prepared
def _standing_in(review: Param, round_number: Param) -> QuerySet[Verdict]:
    return Verdict.objects.filter(review=review, round=round_number).standing().order_by("pk")


def _two_alike(verdicts: Sequence[Verdict]) -> list[Verdict]:
    counted = Counter(verdict.ruling for verdict in verdicts).most_common(1)
    if not counted or counted[0][1] < 2:
        return []
    return [verdict for verdict in verdicts if verdict.ruling == counted[0][0]]


def _decide(review: Review, verdict: Verdict, basis: Outcome.Basis, article_ids: Collection[int]) -> Review:
    outcome = Outcome(
        review=review,
        round=review.round,
        basis=basis,
        rating_id=verdict.rating_id,
        **verdict.closing,
        payload=history.store_payload(
            {"finding": verdict.words["finding"], "summary": None}, article_ids=article_ids
        ),
    )
    insert_few([outcome])
    review.outcome = outcome
    return move_to(
        review,
        Move.AGREE,
        State.DECIDED,
        actor=None,
        is_consequence=True,
        details={"outcome": outcome.pk},
        rows=[outcome],
    )


def _differ(review: Review, verdicts: Sequence[Verdict]) -> Review:
    """Neighbours first: an editor who picks one of two is sooner there than a third reviewer."""
    policy = review.desk.policy
    kind = DisputeKind.DIFFER
    if policy.neighbours == Policy.Neighbours.EDITOR_PICKS and are_neighbours(review, verdicts):
        kind = DisputeKind.NEIGHBOURS
    elif policy.third_verdict and review.required_verdicts == 2 and not review.extra_slots:
        return _ask_third(review)
    review.dispute_kind = kind
    return move_to(
        review, Move.DIFFER, State.DISPUTED, actor=None, is_consequence=True, details={"dispute_kind": kind}
    )


def are_neighbours(review: Review, verdicts: Sequence[Verdict]) -> bool:
    """Whether all give ratings of an ordered scale, at most one step apart, and speak of the same thing."""
    if not review.scale.ordered or any(verdict.rating_id is None for verdict in verdicts):
        return False
    given = Rating.objects.filter(pk__in=[verdict.rating_id for verdict in verdicts])
    positions = set(given.values_list("position", flat=True))
    one_target = len({verdict.target for verdict in verdicts}) == 1
    return one_target and max(positions) - min(positions) <= 1


def _ask_third(review: Review) -> Review:
    """Open one more slot. No move that anybody could see: state, since when and reason stay; the caller recounts."""
    check_edge(review, Move.THIRD_WANTED, State.OPEN)
    review.extra_slots = 1
    review.save(update_fields=["extra_slots"])
    history.record(
        review,
        f"review.{Move.THIRD_WANTED}",
        actor=None,
        details={"round": review.round},
        is_consequence=True,
    )
    return review
