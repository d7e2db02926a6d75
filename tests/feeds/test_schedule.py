"""When a feed is asked, and when not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from factcheck import history
from factcheck.feeds import schedule
from factcheck.models import Event, Feed
from tests.factories import FeedFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def kinds(feed):
    return list(
        Event.objects.filter(stream=history.stream_of(feed)).order_by("seq").values_list("kind", flat=True)
    )


def fail(feed, *, code="too_slow", retry_seconds=None, at=None):
    with transaction.atomic():
        at = at or timezone.now()
        columns = schedule.end_failed_look(
            feed, code=code, reason="The site did not answer.", retry_seconds=retry_seconds, at=at
        )
        feed.save(update_fields=columns)
    return feed.next_due_at - at


@pytest.mark.parametrize(
    ("feed", "is_due"),
    [
        ({}, True),
        ({"next_due_at": timedelta(seconds=5)}, False),
        ({"paused_at": -DAY}, False),
        ({"lease": "x", "leased_until": timedelta(minutes=1)}, False),
        ({"lease": "x", "leased_until": -timedelta(minutes=1)}, True),
    ],
)
def test_a_feed_is_due_when_its_time_has_come_and_nobody_asks_it(feed, is_due):
    now = timezone.now()
    FeedFactory(
        **{name: now + value if isinstance(value, timedelta) else value for name, value in feed.items()}
    )

    assert Feed.objects.due(at=timezone.now()).exists() == is_due


def test_the_feed_that_waits_longest_is_leased_first():
    now = timezone.now()
    FeedFactory(next_due_at=now - timedelta(minutes=1))
    waiting = FeedFactory(next_due_at=now - timedelta(minutes=5))

    assert schedule.lease_next(at=now) == waiting


@pytest.mark.django_db(transaction=True)
def test_workers_that_ask_at_the_same_moment_get_different_feeds():
    FeedFactory.create_batch(2)
    both_have_one = Barrier(2, timeout=10)

    def lease():
        try:
            with transaction.atomic():
                feed = schedule.lease_next(at=timezone.now())
                both_have_one.wait()
                return feed.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        leased = [future.result() for future in [pool.submit(lease), pool.submit(lease)]]

    assert len(set(leased)) == 2


def test_a_look_whose_lease_lapsed_changes_nothing():
    FeedFactory()
    slow = schedule.lease_next(at=timezone.now())
    quick = schedule.lease_next(at=timezone.now() + schedule.LEASE)

    with transaction.atomic():
        assert schedule.lock_leased(slow) is None
        assert schedule.lock_leased(quick) == quick


def test_a_look_that_worked_is_followed_by_one_after_the_interval():
    feed, now = FeedFactory(interval_minutes=60), timezone.now()

    with transaction.atomic():
        feed.save(update_fields=schedule.end_look(feed, at=now))

    assert timedelta(minutes=54) <= feed.next_due_at - now <= timedelta(minutes=66)
    assert feed.health == Feed.Health.HEALTHY
    assert kinds(feed) == []


def test_feeds_that_were_set_up_together_drift_apart():
    now = timezone.now()
    feeds = FeedFactory.create_batch(5)

    for feed in feeds:
        schedule.end_look(feed, at=now)

    assert len({feed.next_due_at for feed in feeds}) > 1


def test_each_failure_doubles_the_wait_up_to_a_day():
    feed = FeedFactory(interval_minutes=10)

    waits = [fail(feed).total_seconds() / 60 for _ in range(9)]

    assert waits == [pytest.approx(min(10 * 2**n, 24 * 60), rel=0.11) for n in range(1, 10)]


def test_a_feed_that_is_rarely_looked_at_is_not_looked_at_more_often_when_it_fails():
    feed = FeedFactory(interval_minutes=7 * 24 * 60)

    assert fail(feed) >= 6 * DAY


def test_a_site_that_asks_for_more_time_gets_it():
    assert fail(FeedFactory(interval_minutes=1), retry_seconds=7200) >= timedelta(hours=2)


def test_a_feed_that_keeps_failing_is_paused_and_says_so():
    feed = FeedFactory()

    for _ in range(schedule.MOST_FAILURES):
        fail(feed)

    feed.refresh_from_db()
    assert feed.health == Feed.Health.PAUSED
    assert feed.pause_reason == "It failed 10 times in a row. The last time: The site did not answer."
    assert kinds(feed) == ["feed.failing", "feed.paused"]
    assert not Feed.objects.due(at=timezone.now() + 9 * DAY).exists()


def test_trouble_and_its_end_each_leave_one_event():
    feed = FeedFactory()
    fail(feed)
    fail(feed)

    with transaction.atomic():
        feed.save(update_fields=schedule.end_look(feed, at=timezone.now()))

    assert kinds(feed) == ["feed.failing", "feed.recovered"]
    assert feed.last_error  # what was wrong can still be read


def test_a_paused_feed_is_resumed_at_once_with_all_its_tries(editor):
    feed = FeedFactory(failure_count=9, next_due_at=timezone.now() + DAY)
    schedule.pause(feed.pk, actor=editor, reason="They move house.")

    schedule.resume(feed.pk, actor=editor)

    feed.refresh_from_db()
    assert (feed.health, feed.pause_reason) == (Feed.Health.NEW, "")
    assert Feed.objects.due(at=timezone.now()).get() == feed
    assert kinds(feed) == ["feed.paused", "feed.resumed"]


@pytest.mark.parametrize(
    ("act", "paused", "code"),
    [
        (schedule.pause, True, "feed_paused"),
        (schedule.resume, False, "feed_not_paused"),
        (schedule.ask_now, True, "feed_paused"),
    ],
)
def test_what_cannot_be_done_to_a_feed_changes_nothing(editor, act, paused, code):
    feed = FeedFactory(paused_at=timezone.now() if paused else None, next_due_at=timezone.now() + DAY)

    with pytest.raises(schedule.DomainError) as refused:
        act(feed.pk, actor=editor)

    assert refused.value.code == code
    assert kinds(feed) == []


def test_a_feed_can_be_asked_for_now(editor):
    feed = FeedFactory(next_due_at=timezone.now() + DAY)

    schedule.ask_now(feed.pk, actor=editor)

    assert Feed.objects.due(at=timezone.now()).get() == feed


def test_workers_are_woken_for_what_is_due_and_not_more(mocker_wake):
    FeedFactory.create_batch(9)
    FeedFactory(next_due_at=timezone.now() + DAY)

    assert schedule.wake_for_due(at=timezone.now()) == len(mocker_wake) == schedule.MOST_AT_ONCE


@pytest.fixture
def mocker_wake(monkeypatch):
    woken = []
    monkeypatch.setattr(schedule, "wake", lambda task, *args: woken.append(task.name))
    return woken


@pytest.mark.parametrize("health", Feed.Health.values)
def test_feeds_are_found_by_their_health(health):
    now = timezone.now()
    feeds = {
        Feed.Health.NEW: FeedFactory(),
        Feed.Health.HEALTHY: FeedFactory(last_success_at=now),
        Feed.Health.FAILING: FeedFactory(last_success_at=now, failure_count=1),
        Feed.Health.PAUSED: FeedFactory(failure_count=10, paused_at=now),
    }

    assert list(Feed.objects.in_health(health)) == [feeds[health]]
    assert feeds[health].health == health
