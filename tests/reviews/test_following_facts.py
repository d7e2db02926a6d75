"""What becomes known of an article after it came in, its deadline, its publisher, reaches the reviews of its claims."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from factcheck import history
from factcheck.ingest import Submission, facts
from factcheck.models import Article, Event
from reviews import as_of, conflicts, queue, workflow
from reviews.models import Assignment, Review
from tests.factories import ClaimFactory, PublisherFactory, ReviewFactory, UserFactory
from tests.reviews.test_blindness import TABLE, verdict_of_review_that_is

pytestmark = pytest.mark.django_db

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)
EVENING = NINE + timedelta(hours=9)
DAY = timedelta(days=1)


def learn(article: Article, **known) -> None:
    facts.keep(Article.objects.get(pk=article.pk), Submission(**known), actor=None)


def head_of_queue() -> Review | None:
    return Review.objects.filter(state="open").in_queue_order().first()


def test_a_deadline_that_is_named_late_is_when_the_articles_reviews_are_due(desk):
    with time_machine.travel(NINE, tick=False):
        ahead = ReviewFactory(state="open", claim__score=0.9)
        late = ReviewFactory(state="open", claim__score=0.1)
        assert head_of_queue() == ahead

        learn(late.claim.article, deadline=EVENING)

        assert head_of_queue() == late
    late.refresh_from_db()
    ahead.refresh_from_db()
    assert (late.due_at, ahead.due_at) == (EVENING, None)
    cause = Event.objects.get(stream=history.stream_of(late.claim.article), kind="article.changed").cause
    event = Event.objects.get(kind="review.deadline_named")
    assert (event.stream, event.cause, event.actor, event.is_consequence) == (
        history.stream_of(late),
        cause,
        None,
        True,
    )


def test_one_that_an_editor_set_stays(desk, editor):
    review = ReviewFactory()
    workflow.accept(review.pk, actor=editor, due_at=EVENING)

    learn(review.claim.article, deadline=EVENING + DAY)

    review.refresh_from_db()
    assert review.due_at == EVENING
    assert not Event.objects.filter(kind="review.deadline_named").exists()


@pytest.mark.parametrize(("how", "since"), TABLE, ids=[f"{how} for {since}" for how, since in TABLE])
def test_it_reaches_a_review_in_any_state_so_that_none_is_told_by_it(
    desk, reviewer, editor, adjudicator, how, since
):
    with time_machine.travel(NINE, tick=False) as clock:
        review = verdict_of_review_that_is(
            how, reviewer=reviewer, editor=editor, adjudicator=adjudicator
        ).review
        clock.move_to(NINE + since)
        learn(review.claim.article, deadline=EVENING)

    review.refresh_from_db()
    assert review.due_at == EVENING


def test_only_the_review_that_the_articles_claim_leads_is_due(desk):
    review = ReviewFactory(state="open")
    other = ClaimFactory()
    review.sightings.create(claim=other)

    learn(other.article, deadline=EVENING)

    review.refresh_from_db()
    assert review.due_at is None


def test_before_it_was_named_the_review_was_due_at_no_time(desk, editor):
    with time_machine.travel(NINE, tick=False) as clock:
        review = ReviewFactory(state="open")
        clock.shift(60)
        learn(review.claim.article, deadline=EVENING)
        clock.shift(60)

        then = as_of.review_at(Review.objects.get(pk=review.pk), NINE + timedelta(seconds=30), user=editor)

    assert then.due_at is None


def test_who_has_a_conflict_with_a_publisher_that_is_named_late_gives_the_review_back(
    desk, reviewer, reviewer2
):
    publisher = PublisherFactory()
    conflicts.declare(reviewer, by=reviewer, publisher=publisher, reason="I own shares")
    mine, hers = ReviewFactory(state="open"), ReviewFactory(state="open")
    Article.objects.update(publisher=None)
    held = [
        queue.lease(review.pk, reviewer=person) for review, person in ((mine, reviewer), (hers, reviewer2))
    ]

    for review in (mine, hers):
        learn(review.claim.article, publisher=publisher)

    statuses = [Assignment.objects.get(pk=lease.pk).status for lease in held]
    assert statuses == [Assignment.Status.CANCELLED, Assignment.Status.ACTIVE]


def test_two_articles_that_turn_out_to_be_one_publishers_are_one_voice(desk):
    publisher = PublisherFactory()
    review = ReviewFactory(state="open", claim__version__article__publisher=publisher)
    other = ClaimFactory(version__article__publisher=None, version__article__owner=UserFactory())
    review.sightings.create(claim=other)
    Review.objects.filter(pk=review.pk).update(demand=2)

    learn(other.article, publisher=publisher)

    assert Review.objects.get(pk=review.pk).demand == 1
