"""The order of the queue: from one number on the row, which follows due dates, weights and copies."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from factcheck.claims import store_claims
from factcheck.ingest import Submission, facts
from factcheck.likeness.linking import _store_links
from factcheck.models import Article, ArticleLikeness, ArticleVersion, Claim
from reviews import ranking, reranking, workflow
from reviews.models import Policy, Review, Sighting
from tests.factories import (
    ArticleVersionFactory,
    ClaimFactory,
    PublisherFactory,
    ReviewFactory,
    VerdictFactory,
    default_desk,
)
from tests.findings import analysis, finding

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def order() -> list[int]:
    return list(Review.objects.filter(state="open").in_queue_order().values_list("pk", flat=True))


def worth(*reasons: tuple[str, float]) -> dict:
    return {"check_worthiness": {"reasons": [{"code": c, "weight": w, "text": c} for c, w in reasons]}}


def open_review(*, score: float = 0.5, **columns) -> Review:
    return ReviewFactory(state="open", claim__score=score, **columns)


# --- Due dates ---------------------------------------------------------------------------------------


def test_a_due_date_counts_once_its_window_opens_and_not_before(desk):
    with time_machine.travel(NINE, tick=False) as clock:
        worthy = open_review(score=0.9)
        due = open_review(score=0.1, due_at=NINE + 2 * DAY)
        assert order() == [worthy.pk, due.pk]

        clock.shift(DAY - timedelta(seconds=1))
        reranking.follow_due_dates(at=NINE + DAY - timedelta(seconds=1))
        assert order() == [worthy.pk, due.pk]
        clock.shift(1)
        reranking.follow_due_dates(at=NINE + DAY)

    assert order() == [due.pk, worthy.pk]


def test_of_two_that_are_due_the_sooner_comes_first_as_it_comes_nearer(desk):
    with time_machine.travel(NINE, tick=False):
        later = open_review(score=0.6, due_at=NINE + timedelta(hours=20))
        sooner = open_review(score=0.4, due_at=NINE + timedelta(hours=8))
        assert order() == [later.pk, sooner.pk]

        reranking.follow_due_dates(at=NINE + timedelta(hours=3))

    assert order() == [sooner.pk, later.pk]


def test_following_due_dates_again_changes_nothing(desk):
    with time_machine.travel(NINE, tick=False):
        open_review(due_at=NINE + 2 * DAY)

    assert [reranking.follow_due_dates(at=NINE + DAY * 3) for _ in range(2)] == [1, 0]


def test_no_weight_outweighs_a_step_of_priority():
    default_desk(score_weight=250, demand_weight=250, due_weight=250)
    everything = open_review(score=1.0, due_at=NINE, demand=99)
    urgent = open_review(score=0.0, priority=1)

    assert order() == [urgent.pk, everything.pk]


# --- Weights -----------------------------------------------------------------------------------------


def test_changed_weights_reach_every_open_review_of_the_desk_and_no_other(desk, monkeypatch):
    monkeypatch.setattr(reranking, "_CHUNK", 2)
    demanded = [open_review(score=0.1, demand=11) for _ in range(3)]
    worthy = [open_review(score=0.8) for _ in range(2)]
    resting = ReviewFactory()
    assert order()[0] == demanded[0].pk
    for review in demanded:  # three outlets each carry it
        _sight_in(review, outlets=10)

    Policy.objects.update(demand_weight=0, rerank_from=0)
    reranking.follow_policies()

    assert order()[:2] == [review.pk for review in worthy]
    assert Policy.objects.get().rerank_from is None
    assert Review.objects.get(pk=resting.pk).rank == resting.rank


def test_what_a_killed_worker_left_of_a_new_order_goes_on_from_there(desk, monkeypatch):
    monkeypatch.setattr(reranking, "_CHUNK", 2)
    reviews = [open_review(score=0.5) for _ in range(5)]
    Policy.objects.update(score_weight=10, rerank_from=0)

    reranking._follow_a_policy()
    ranks = list(Review.objects.order_by("pk").values_list("rank", flat=True))
    assert ranks == [5, 5, 50, 50, 50]
    assert Policy.objects.get().rerank_from == reviews[1].pk + 1
    reranking.follow_policies()

    assert set(Review.objects.values_list("rank", flat=True)) == {5}


def test_a_desk_weighs_the_reasons_of_check_worthiness_as_it_wants():
    default_desk(factor_weights={"harm": 3.0, "figure": 0.0})
    figure = open_review(score=0.8, claim__reading=worth(("figure", 1.0), ("base", -0.6)))
    harm = open_review(score=0.4, claim__reading=worth(("harm", 0.45), ("base", -0.6)))

    assert order() == [harm.pk, figure.pk]


def test_without_multipliers_the_engines_score_stands(desk):
    claim = ClaimFactory(score=0.7, reading=worth(("figure", 9.0)))

    assert ranking.score_of(claim, {}) == 0.7
    assert ranking.score_of(ClaimFactory(score=0.7), {"figure": 2.0}) == 0.7


# --- Demand ------------------------------------------------------------------------------------------


def _sight_in(review: Review, *, outlets: int) -> list[int]:
    """Other outlets carry the claim too; their articles."""
    articles = []
    for _ in range(outlets):
        version = ArticleVersionFactory(article__publisher=PublisherFactory())
        Sighting.objects.create(review=review, claim=ClaimFactory(version=version))
        articles.append(version.article_id)
    return articles


def test_demand_counts_outlets_and_near_copies_once(desk):
    review = open_review()
    first, second, third = _sight_in(review, outlets=3)
    assert ranking.demand_of(review) == 4

    ArticleLikeness.objects.create(first_id=first, second_id=second, score=0.9)
    assert ranking.demand_of(review) == 3
    ArticleLikeness.objects.create(first_id=second, second_id=third, score=0.9)
    assert ranking.demand_of(review) == 2


def test_copies_that_are_found_later_lower_the_rank(desk):
    review = open_review()
    first, second = _sight_in(review, outlets=2)
    Review.objects.filter(pk=review.pk).update(demand=3)
    version = ArticleVersionFactory(article_id=first, number=2)
    other = ArticleVersionFactory(article_id=second, number=2)

    _store_links(version, {other: 0.95})

    row = Review.objects.get(pk=review.pk)
    assert (row.demand, row.rank) == (2, 60)


def test_a_draft_is_no_demand_until_it_is_published(desk):
    review = open_review()
    draft, published = _sight_in(review, outlets=2)
    Article.objects.filter(pk=draft).update(stage=Article.Stage.DRAFT)
    reranking.recount_demand({draft, published})
    before = Review.objects.get(pk=review.pk)

    facts.keep(Article.objects.get(pk=draft), Submission(), actor=None)

    after = Review.objects.get(pk=review.pk)
    assert (before.demand, after.demand) == (2, 3)
    assert after.rank > before.rank


def test_a_claim_that_only_drafts_repeat_has_the_demand_of_one(desk):
    review = open_review()
    (draft,) = _sight_in(review, outlets=1)
    Review.objects.filter(pk=review.pk).update(demand=2)
    Article.objects.filter(pk=draft).update(stage=Article.Stage.DRAFT)

    reranking.recount_demand({draft})

    assert Review.objects.get(pk=review.pk).demand == 1


def test_a_merge_and_its_end_move_demand(desk, editor):
    one, other = open_review(), ReviewFactory()

    workflow.merge(other.pk, into=one.pk, actor=editor)
    assert Review.objects.get(pk=one.pk).demand == 2
    workflow.unmerge(other.pk, actor=editor, reason="not the same")

    assert list(Review.objects.order_by("pk").values_list("demand", flat=True)) == [1, 1]


@pytest.mark.parametrize("state", ["triage", "on_hold", "disputed", "decided"])
def test_what_waits_comes_into_the_queue_with_the_demand_of_that_moment(desk, editor, adjudicator, state):
    review = ReviewFactory(state=state, claim__score=0.5)
    first, second = _sight_in(review, outlets=2)
    reranking.recount_demand({first, second})
    ArticleLikeness.objects.create(first_id=first, second_id=second, score=0.9)

    reranking.recount_demand({first, second})
    {
        "triage": lambda: workflow.accept(review.pk, actor=editor),
        "on_hold": lambda: workflow.wake(review.pk, actor=editor),
        "disputed": lambda: workflow.send_back(review.pk, actor=adjudicator, comment="again"),
        "decided": lambda: workflow.reopen(review.pk, actor=editor, reason="new data"),
    }[state]()

    row = Review.objects.get(pk=review.pk)
    assert (row.state, row.demand, row.rank) == ("open", 2, 60)


# --- While the last verdict may be taken back ---------------------------------------------------------


def _weigh_otherwise(*_reviews: Review) -> None:
    Policy.objects.update(score_weight=10, rerank_from=0)
    reranking.follow_policies()


def _let_their_time_come(*_reviews: Review) -> None:
    reranking.follow_due_dates(at=timezone.now())


def _find_copies(*reviews: Review) -> None:
    for review in reviews:
        reranking.recount_demand({*_sight_in(review, outlets=2)})


def _read_again(*reviews: Review) -> None:
    for review in reviews:
        Claim.objects.filter(pk=review.claim_id).update(score=0.9)
        workflow.follow_version(review.claim.article, drifted=[], gone=[])


@pytest.mark.parametrize("happens", [_weigh_otherwise, _let_their_time_come, _find_copies, _read_again])
def test_one_that_settles_moves_with_the_open_ones_that_it_is_told_among(desk, happens):
    with time_machine.travel(NINE, tick=False) as clock:
        waiting, settling = (open_review(due_at=NINE + DAY + timedelta(seconds=5)) for _ in range(2))
        last = VerdictFactory(review=settling)
        clock.shift(timedelta(seconds=9))

        happens(waiting, settling)

        told, same = Review.objects.told_in_queue_order(0, 2, at=timezone.now())
        assert told.rank == same.rank != waiting.rank
        workflow.retract_verdict(last.pk, reviewer=last.reviewer)
        assert Review.objects.get(pk=settling.pk).rank == told.rank


# --- Reading again -----------------------------------------------------------------------------------

SHIP, DOG = "A ship sank off Cuxhaven", "A dog barked at the pier"
BOTH = f"{SHIP}. {DOG}."


def read(version: ArticleVersion, ship: float, *, engine: str = "test-1") -> None:
    found = [finding(version.text, SHIP, score=ship), finding(version.text, DOG, score=0.5)]
    with transaction.atomic():
        store_claims(version, analysis(version.text, *found, engine_version=engine))


@pytest.mark.parametrize("by", ["a newer engine", "a new version"])
def test_a_claim_that_is_read_as_weightier_moves_ahead(desk, editor, by):
    version = ArticleVersionFactory(text=BOTH)
    read(version, 0.2)
    for review in Review.objects.all():
        workflow.accept(review.pk, actor=editor)
    ship, dog = Review.objects.order_by("claim__score")
    assert order() == [dog.pk, ship.pk]

    if by == "a newer engine":
        read(version, 0.9, engine="test-2")
    else:
        read(ArticleVersionFactory(article=version.article, text=f"{BOTH} More."), 0.9)

    assert order() == [ship.pk, dog.pk]
    assert list(Review.objects.in_queue_order().values_list("rank", flat=True)) == [90.0, 50.0]
