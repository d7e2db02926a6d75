"""What comes next: where a reviewer stays, what follows, why it came, and why nothing did."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from factcheck.models import ArticleLikeness, Claim, ClaimAnchor
from factcheck.prepared import prepared
from reviews import picking, queue, standing, verdicts, workflow
from reviews.errors import NotAvailable
from reviews.models import Assignment, QueueMark, Review
from reviews.visible_history import history_visible_to
from tests.factories import (
    ArticleVersionFactory,
    AssignmentFactory,
    ClaimFactory,
    ReviewFactory,
    UserFactory,
    VerdictFactory,
    default_desk,
    ruling,
)

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=20)


def open_review(**columns) -> Review:
    return ReviewFactory(state="open", **columns)


def codes(assignment: Assignment) -> list[str]:
    return [reason["code"] for reason in standing.why(assignment.review, came_by=assignment.came_by)]


# --- Skipping ----------------------------------------------------------------------------------------


def skip(review: Review, reviewer) -> Review:
    assignment = queue.lease(review.pk, reviewer=reviewer)
    queue.skip(assignment.pk, reviewer=reviewer, reason="I know the harbour master")
    return Review.objects.get(pk=review.pk)


def new_round(review: Review, adjudicator) -> None:
    Review.objects.filter(pk=review.pk).update(required_verdicts=2, free_slots=2)
    VerdictFactory(review=review, rating="confirmed")
    VerdictFactory(review=review, rating="wrong")
    Review.objects.filter(pk=review.pk).update(reveal_at=datetime.now(UTC))
    workflow.send_back(review.pk, actor=adjudicator, comment="look again")


@pytest.mark.parametrize(("means", "comes_again"), [("for_others", True), ("not_for_me", False)])
def test_a_skip_holds_for_a_round_or_for_good_as_the_policy_says(reviewer, adjudicator, means, comes_again):
    default_desk(skip_means=means)
    review = open_review()
    skip(review, reviewer)
    assert queue.lease_next(reviewer) is None

    new_round(review, adjudicator)

    assert (queue.lease_next(reviewer) is not None) == comes_again


def test_a_skip_for_nobody_takes_the_review_out_of_the_queue_for_an_editor_to_look(reviewer, reviewer2):
    default_desk(skip_means="for_nobody")

    review = skip(open_review(), reviewer)

    assert (review.state, queue.lease_next(reviewer2)) == ("on_hold", None)


@pytest.mark.parametrize(
    ("role", "wanted", "reads_it"),
    [("editor", 2, True), ("reviewer", 2, False), ("administrator", 2, False), ("administrator", 1, True)],
)
def test_why_it_was_skipped_for_nobody_is_read_by_editors_who_do_not_rule(reviewer, role, wanted, reads_it):
    default_desk(skip_means="for_nobody", required_verdicts=wanted)
    review = skip(open_review(), reviewer)

    told = history_visible_to(UserFactory(role=role), review, at=timezone.now()).select_related("payload")

    assert any("I know the harbour master" in str(event.said) for event in told) == reads_it
    assert "harbour master" not in review.reason
    assert {event.actor for event in told if event.kind == "review.held"} == {None}


# --- Staying -----------------------------------------------------------------------------------------


@pytest.fixture
def three_articles(desk):
    """A review in hand, a poor one in its article, one in a near copy, and the head of the queue elsewhere."""
    version, copy = ArticleVersionFactory(), ArticleVersionFactory()
    ArticleLikeness.objects.create(first=version.article, second=copy.article, score=0.9)
    return {
        "first": open_review(claim=ClaimFactory(version=version, score=1.0)),
        "beside": open_review(claim=ClaimFactory(version=version, score=0.1)),
        "copy": open_review(claim=ClaimFactory(version=copy, score=0.2)),
        "head": open_review(claim__score=0.9),
    }


def rule_on_next(reviewer, **how) -> Assignment | None:
    assignment = queue.lease_next(reviewer, **how)
    if assignment:
        verdicts.submit(assignment.pk, reviewer=reviewer, ruling=ruling(assignment.review))
    return assignment


def test_a_reviewer_stays_in_an_article_and_is_told_when_nothing_is_left_there(reviewer, three_articles):
    rule_on_next(reviewer)

    stayed = rule_on_next(reviewer, stay_in="article")
    moved_on = rule_on_next(reviewer, stay_in="article")

    assert (stayed.review_id, codes(stayed)[0]) == (three_articles["beside"].pk, "stayed")
    assert (moved_on.review_id, codes(moved_on)[0]) == (three_articles["head"].pk, "moved_on")


def test_whoever_chooses_to_stay_is_not_led_away_by_what_was_leased_to_follow(reviewer, three_articles):
    """It was leased from the head of the queue before they chose."""
    first = queue.lease_next(reviewer)
    following = queue.lease_following(reviewer)
    assert following.review_id == three_articles["head"].pk
    verdicts.submit(first.pk, reviewer=reviewer, ruling=ruling(first.review))

    stayed = rule_on_next(reviewer, stay_in="article")
    moved_on = rule_on_next(reviewer, stay_in="article")

    assert (stayed.review_id, codes(stayed)[0]) == (three_articles["beside"].pk, "stayed")
    assert (moved_on.review_id, codes(moved_on)[0]) == (three_articles["head"].pk, "moved_on")
    assert list(queue.held_of(reviewer)) == []


def test_what_follows_one_in_hand_stays_leased_whoever_asks_to_stay(reviewer, three_articles):
    first = queue.lease_next(reviewer)
    following = queue.lease_following(reviewer)

    again = queue.lease_next(reviewer, stay_in="article")

    assert again.pk == first.pk
    assert list(queue.held_of(reviewer)) == [first, following]


def test_a_story_is_the_article_and_its_near_copies(reviewer, three_articles):
    rule_on_next(reviewer)

    stayed = [rule_on_next(reviewer, stay_in="story").review_id for _ in range(2)]

    assert stayed == [three_articles["copy"].pk, three_articles["beside"].pk]


def test_staying_keeps_nobody_from_what_they_are_kept_from(reviewer, three_articles):
    rule_on_next(reviewer)
    Review.objects.filter(pk=three_articles["beside"].pk).update(triaged_by=reviewer)

    assert queue.lease_next(reviewer, stay_in="article").review_id == three_articles["head"].pk


# --- What follows ------------------------------------------------------------------------------------


def test_the_following_is_a_lease_whose_clock_starts_when_it_is_displayed(desk, reviewer, reviewer2):
    open_review(), open_review()
    with time_machine.travel(NINE, tick=False) as clock:
        in_hand = queue.lease_next(reviewer)
        following = queue.lease_following(reviewer)
        assert (following.displayed_at, following.lease_expires_at) == (None, NINE + 2 * LEASE)
        assert queue.lease_next(reviewer2) is None

        clock.shift(LEASE)
        verdicts.submit(in_hand.pk, reviewer=reviewer, ruling=ruling(in_hand.review))
        displayed = queue.lease_next(reviewer)

    assert displayed.pk == following.pk
    assert (displayed.displayed_at, displayed.lease_expires_at) == (NINE + LEASE, NINE + 2 * LEASE)


def test_heartbeats_of_the_one_in_hand_keep_the_following_alive(desk, reviewer):
    open_review(), open_review()
    with time_machine.travel(NINE, tick=False) as clock:
        in_hand = queue.lease_next(reviewer)
        following = queue.lease_following(reviewer)
        clock.shift(LEASE - timedelta(minutes=1))
        queue.heartbeat(in_hand.pk, reviewer=reviewer)
        now = NINE + LEASE - timedelta(minutes=1)

    following.refresh_from_db()
    assert (following.lease_expires_at, following.displayed_at) == (now + 2 * LEASE, None)
    assert Review.objects.get(pk=following.review_id).earliest_lease_expiry == now + 2 * LEASE


def test_one_follows_at_most_and_one_that_lapsed_is_free(desk, reviewer, reviewer2):
    for _ in range(3):
        open_review()
    with time_machine.travel(NINE, tick=False) as clock:
        queue.lease_next(reviewer)
        first = queue.lease_following(reviewer)
        assert queue.lease_following(reviewer) == first

        clock.shift(2 * LEASE)
        queue.lease(first.review_id, reviewer=reviewer2)
        second = queue.lease_following(reviewer)

    assert second != first
    assert Assignment.objects.filter(reviewer=reviewer, status="active").count() == 2


def test_the_following_counts_among_the_leases_that_one_may_hold(reviewer):
    default_desk(max_open_leases=2)
    open_review(), open_review()
    third = open_review()
    queue.lease_next(reviewer)
    queue.lease_following(reviewer)

    with pytest.raises(NotAvailable):
        queue.lease(third.pk, reviewer=reviewer)


def test_at_the_limit_nothing_follows(reviewer):
    default_desk(max_open_leases=1)
    open_review(), open_review()
    queue.lease_next(reviewer)

    assert queue.lease_following(reviewer) is None


def test_whoever_gives_back_gives_back_what_follows(desk, reviewer):
    open_review(), open_review()
    in_hand = queue.lease_next(reviewer)
    queue.lease_following(reviewer)

    queue.release(in_hand.pk, reviewer=reviewer)

    assert not Assignment.objects.filter(status="active").exists()
    assert list(Review.objects.values_list("free_slots", flat=True)) == [1, 1]


# --- Why ---------------------------------------------------------------------------------------------


def test_why_names_all_that_made_it_come(desk, reviewer, editor):
    review = ReviewFactory()
    Review.objects.filter(pk=review.pk).update(demand=3, round=2)
    workflow.accept(review.pk, actor=editor, priority=2, due_at=NINE)

    assert codes(queue.lease_next(reviewer)) == ["priority", "due", "score", "demand", "round", "age"]


# --- Nothing -----------------------------------------------------------------------------------------


def told(reviewer) -> tuple[str, str]:
    standing_now = standing.of_queue(reviewer)
    return standing_now["code"], standing_now["message"]


def test_an_empty_queue_says_that_colleagues_have_all_and_until_when(desk, reviewer, reviewer2):
    with time_machine.travel(NINE, tick=False):
        AssignmentFactory(reviewer=reviewer2)

        code, message = told(reviewer)

    assert code == "leased"
    assert message.endswith("Its lease ends at 09:20.")


def test_an_empty_queue_says_that_nothing_is_for_this_reviewer(desk, reviewer):
    VerdictFactory(review=open_review(required_verdicts=2), reviewer=reviewer)

    assert told(reviewer)[0] == "not_for_you"


def test_an_empty_queue_says_what_waits_for_an_editor(desk, reviewer):
    ReviewFactory()

    assert told(reviewer) == ("in_triage", "Nothing is open. 1 claim waits for an editor's triage.")


def test_an_empty_queue_says_until_when_all_is_on_hold(desk, reviewer, editor):
    with time_machine.travel(NINE, tick=False):
        review = open_review()
        workflow.hold(review.pk, actor=editor, reason="waits", wake_at=NINE + timedelta(hours=2))

        assert told(reviewer) == (
            "on_hold",
            "Nothing is open. 1 review is on hold; the first wakes at 11:00.",
        )


def test_an_empty_desk_says_that_there_is_nothing_at_all(desk, reviewer):
    assert told(reviewer)[0] == "nothing"


def test_a_review_that_settles_in_this_moment_is_told_to_be_taken_not_gone(desk, reviewer, reviewer2):
    review = open_review()
    VerdictFactory(review=review, reviewer=reviewer2)

    assert told(reviewer) == ("leased", "Colleagues have all that is open.")


# --- Far ahead ---------------------------------------------------------------------------------------


def long_queue(desk, reviewer, *, ruled: int, free: int) -> None:
    """Open reviews that want two verdicts; the reviewer ruled on the first ``ruled``. Written past the workflow."""
    article, now = ArticleVersionFactory().article, datetime.now(UTC)
    claims = Claim.objects.bulk_create(
        Claim(article=article, kind="quantity", label="41 lost", score=0.5) for _ in range(ruled + free)
    )
    version = article.versions.get()
    ClaimAnchor.objects.bulk_create(
        ClaimAnchor(claim=claim, version=version, start=0, end=1, quote=version.text[0], focus=[[0, number]])
        for number, claim in enumerate(claims[ruled : ruled + 10])
    )
    reviews = Review.objects.bulk_create(
        Review(
            desk=desk, claim=claim, scale=desk.policy.scale, state="open", required_verdicts=2, free_slots=1,
            rank=50.0,
        )
        for claim in claims
    )  # fmt: skip
    Assignment.objects.bulk_create(
        Assignment(
            review=review, reviewer=reviewer, round=1, status="submitted", leased_at=now, displayed_at=now,
            lease_expires_at=now, ended_at=now,
        )
        for review in reviews[:ruled]
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE reviews_review, reviews_assignment, factcheck_claim")


def rows_walked(plan: str) -> int:
    """How many rows the walk along ``review_queue`` looked at and left."""
    return sum(int(number) for number in re.findall(r"Rows Removed by Filter: (\d+)", plan))


@pytest.mark.parametrize("analysed", ["the queue", "every table"])
def test_the_next_one_is_read_from_the_index_in_its_order(desk, reviewer, analysed):
    long_queue(desk, reviewer, ruled=50, free=2000)
    if analysed == "every table":  # as a desk is that has run for a day
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    free = picking.candidates(reviewer, at=NINE)
    middle = Review.objects.order_by("pk")[1000].pk

    for walk in (
        free,
        free.filter(picking._row_compares(picking._IN_HEAD, picking._HEAD - 1)),
        free.filter(picking._row_compares(picking._BEHIND_MARK, -50.0, middle)),
    ):
        plan = walk[:1].explain(analyze=True)
        assert "review_queue" in plan, plan
        assert "Sort" not in plan, plan
        assert "Aggregate" not in plan, plan
        assert rows_walked(plan) < 300, plan


def test_a_reviewer_thousands_of_verdicts_ahead_walks_past_none_of_them(desk, reviewer):
    long_queue(desk, reviewer, ruled=3000, free=10)
    first = queue.lease_next(reviewer)
    mark = QueueMark.objects.get()

    head = picking.candidates(reviewer, at=NINE).filter(
        picking._row_compares(picking._IN_HEAD, picking._HEAD - 1)
    )
    behind = picking.candidates(reviewer, at=NINE).filter(
        picking._row_compares(picking._BEHIND_MARK, mark.negated_rank, mark.review_id)
    )

    assert first.review_id == mark.review_id
    assert rows_walked(head[:1].explain(analyze=True)) <= 200
    assert rows_walked(behind[:1].explain(analyze=True)) == 0


def shorten_head(monkeypatch):
    """Two free reviews are the head; what was spelled with the long one is spelled anew."""
    monkeypatch.setattr(picking, "_HEAD", 2)
    monkeypatch.setattr(picking, "_first_in_head", prepared(picking._first_in_head.__wrapped__))


def test_a_reviewer_far_ahead_starts_where_they_were(desk, reviewer, monkeypatch):
    shorten_head(monkeypatch)
    with time_machine.travel(NINE, tick=False) as clock:
        ahead = [open_review(required_verdicts=2, claim__score=0.9) for _ in range(4)]
        for review in ahead:
            VerdictFactory(review=review, reviewer=reviewer)
        here, next_one = open_review(claim__score=0.3), open_review(claim__score=0.2)

        assert rule_on_next(reviewer).review_id == here.pk
        mark = QueueMark.objects.get()
        assert (mark.negated_rank, mark.review_id) == (-30.0, here.pk)
        # Between head and mark: found when the mark is forgotten, not before.
        late = open_review(claim__score=0.5)
        assert queue.lease_next(reviewer).review_id == next_one.pk
        queue.release(Assignment.objects.get(status="active").pk, reviewer=reviewer)
        clock.shift(timedelta(seconds=61))
        assert queue.lease_next(reviewer).review_id == late.pk


def test_what_is_new_and_urgent_comes_at_once_however_far_ahead_one_is(desk, reviewer, monkeypatch):
    shorten_head(monkeypatch)
    for _ in range(4):
        VerdictFactory(review=open_review(required_verdicts=2, claim__score=0.9), reviewer=reviewer)
    open_review(claim__score=0.2), open_review(claim__score=0.1)
    rule_on_next(reviewer)
    assert QueueMark.objects.exists()

    urgent = open_review(priority=1)

    assert queue.lease_next(reviewer).review_id == urgent.pk


def test_a_mark_never_hides_the_last_thing_to_do(desk, reviewer, monkeypatch):
    monkeypatch.setattr(picking, "_HEAD", 1)
    for _ in range(3):
        VerdictFactory(review=open_review(required_verdicts=2, claim__score=0.9), reviewer=reviewer)
    open_review(claim__score=0.1)
    rule_on_next(reviewer)

    late = open_review(claim__score=0.5)

    assert queue.lease_next(reviewer).review_id == late.pk
