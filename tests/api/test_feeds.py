"""Feeds over the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck import history
from factcheck.models import Event, Feed
from tests.factories import FeedFactory, PublisherFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/feeds/"


@pytest.fixture
def administrator(api):
    user = UserFactory(role="administrator")
    api.force_authenticate(user)
    return user


def kinds(feed):
    stream = history.stream_of(feed)
    return list(Event.objects.filter(stream=stream).order_by("seq").values_list("kind", flat=True))


def test_a_feed_is_added_and_due(api, administrator):
    PublisherFactory(slug="ledger")

    response = api.post(
        URL, {"name": "The Ledger", "url": "https://ledger.example.com/rss", "publisher": "ledger"}
    )

    assert response.status_code == 201, response.content
    body = response.json()
    assert (body["health"], body["publisher"], body["interval_minutes"], body["last_error"]) == (
        "new",
        "ledger",
        15,
        None,
    )
    assert response["Location"] == f"{URL}{body['id']}/"
    feed = Feed.objects.due(at=timezone.now()).get()
    assert feed.owner == administrator
    assert kinds(feed) == ["feed.created"]


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"url": "http://169.254.169.254/"}, "url", "private_address"),
        ({"url": "file:///etc/passwd"}, "url", "scheme_not_allowed"),
        ({"url": "https://taken.example.com/"}, "url", "unique"),
        ({"url": ""}, "url", "blank"),
        ({"url": "https://x.example.com/" + "a" * 3000}, "url", "max_length"),
        ({"interval_minutes": 0}, "interval_minutes", "min_value"),
        ({"interval_minutes": 10**9}, "interval_minutes", "max_value"),
        ({"publisher": "nobody"}, "publisher", "does_not_exist"),
        ({"genre": "poem"}, "genre", "invalid_choice"),
        ({"health": "healthy"}, "health", "unknown_field"),
        ({"name": "\x00"}, "name", "nul"),
    ],
)
def test_a_feed_that_could_not_be_asked_is_refused(api, administrator, wrong, field, code):
    FeedFactory(url="https://taken.example.com/")

    response = api.post(URL, {"name": "A", "url": "https://a.example.com/rss"} | wrong)

    assert response.status_code == 400
    assert (field, code) in {(error["field"], error["code"]) for error in response.json()["errors"]}
    assert Feed.objects.count() == 1


def test_a_feed_is_added_once_under_one_key(api, administrator):
    body = {"name": "A", "url": "https://a.example.com/rss"}

    answers = [api.post(URL, body, headers={"Idempotency-Key": "k"}) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert Feed.objects.count() == 1


def test_only_what_changes_is_changed_and_told(api, administrator):
    feed = FeedFactory(name="A", interval_minutes=15)

    same = api.patch(f"{URL}{feed.pk}/", {"name": "A", "url": feed.url})
    other = api.patch(f"{URL}{feed.pk}/", {"interval_minutes": 5})

    assert (same.status_code, other.status_code) == (200, 200)
    assert other.json()["interval_minutes"] == 5
    (event,) = Event.objects.filter(stream=history.stream_of(feed))
    assert event.payload.content == {"changed": {"interval_minutes": [15, 5]}}


def test_a_shorter_interval_counts_from_now_and_a_longer_one_from_the_next_look(api, administrator):
    due = timezone.now() + timedelta(hours=6)
    feed = FeedFactory(interval_minutes=360, next_due_at=due)

    api.patch(f"{URL}{feed.pk}/", {"interval_minutes": 720})
    assert Feed.objects.get().next_due_at == due

    api.patch(f"{URL}{feed.pk}/", {"interval_minutes": 5})
    assert Feed.objects.get().next_due_at <= timezone.now() + timedelta(minutes=5)


def test_a_new_address_is_looked_at_at_once(api, administrator):
    later = timezone.now() + timedelta(hours=6)
    feed = FeedFactory(next_due_at=later, lease="x", leased_until=later)

    api.patch(f"{URL}{feed.pk}/", {"url": "https://b.example.com/rss"})

    assert Feed.objects.due(at=timezone.now()).get() == feed
    (event,) = Event.objects.filter(stream=history.stream_of(feed))
    assert list(event.payload.content["changed"]) == ["url"]


def test_a_feed_does_not_take_anothers_address(api, administrator):
    feed, other = FeedFactory.create_batch(2)

    assert api.patch(f"{URL}{feed.pk}/", {"url": other.url}).json()["errors"][0]["code"] == "unique"
    assert api.patch(f"{URL}{feed.pk}/", {"url": feed.url}).status_code == 200


def test_a_feed_is_paused_resumed_and_asked(api, administrator):
    feed = FeedFactory(next_due_at=timezone.now() + timedelta(days=1))

    paused = api.post(f"{URL}{feed.pk}/pause/", {"reason": "They move house."})
    refused = api.post(f"{URL}{feed.pk}/look/")
    resumed = api.post(f"{URL}{feed.pk}/resume/")
    looked = api.post(f"{URL}{feed.pk}/look/")

    assert (paused.json()["health"], paused.json()["pause_reason"]) == ("paused", "They move house.")
    assert (refused.status_code, refused.json()["code"]) == (409, "feed_paused")
    assert (resumed.json()["health"], looked.status_code) == ("new", 202)
    assert kinds(feed) == ["feed.paused", "feed.resumed", "feed.asked_for"]


def test_the_last_failure_is_told_with_its_reason(api, administrator):
    feed = FeedFactory(
        failure_count=1, last_failed_at=timezone.now(), last_error_code="too_slow", last_error="Too slow."
    )

    body = api.get(f"{URL}{feed.pk}/").json()

    assert body["health"] == "failing"
    assert (body["last_error"]["code"], body["last_error"]["detail"]) == ("too_slow", "Too slow.")


def test_feeds_are_listed_by_health_and_publisher(api, administrator, django_assert_max_num_queries):
    publisher = PublisherFactory(slug="ledger")
    failing = FeedFactory(failure_count=1, publisher=publisher)
    FeedFactory.create_batch(5, publisher=publisher)

    with django_assert_max_num_queries(3):
        found = api.get(URL, {"health": "failing", "publisher": "ledger"}).json()["results"]

    assert [feed["id"] for feed in found] == [failing.pk]
    assert api.get(URL, {"helth": "failing"}).status_code == 400
    assert len(api.get(URL).json()["results"]) == 6
