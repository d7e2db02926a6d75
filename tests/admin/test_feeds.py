"""Feeds in the admin: added, watched, paused, asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck import history
from factcheck.models import Event, Feed, FeedEntry
from tests.admin.conftest import act, page
from tests.factories import ArticleVersionFactory, FeedFactory

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def administrator(enter):
    return enter("administrator")


def last_event(feed):
    return Event.objects.filter(stream=history.stream_of(feed)).latest("seq")


def shown(client, feed):
    return client.get(page("factcheck_feed", "change", feed.pk)).content.decode()


def test_an_empty_list_says_why_and_offers_a_way_out_only_where_there_is_one(administrator):
    nothing = administrator.get(page("factcheck_feed", "changelist")).content.decode()
    filtered = administrator.get(page("factcheck_feed", "changelist") + "?q=ledger").content.decode()

    assert "No feeds yet" in nothing
    assert "Reset filters" not in nothing
    assert "Nothing matches" in filtered
    assert "Reset filters" in filtered


FORM = {"name": "The Ledger", "url": "https://ledger.example.com/rss", "interval_minutes": 5}


def test_a_feed_is_added_in_the_name_of_who_adds_it_and_is_due(administrator):
    administrator.post(page("factcheck_feed", "add"), FORM)

    feed = Feed.objects.get()
    assert (feed.owner, feed.url) == (administrator.user, "https://ledger.example.com/rss")
    assert Feed.objects.due(at=timezone.now()).get() == feed
    assert last_event(feed).kind == "feed.created"


def test_a_new_address_is_due_at_once(administrator):
    feed = FeedFactory(next_due_at=timezone.now() + timedelta(hours=6))

    administrator.post(page("factcheck_feed", "change", feed.pk), FORM)

    assert Feed.objects.due(at=timezone.now()).get() == feed
    assert last_event(feed).kind == "feed.changed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://169.254.169.254/latest"},
        {"url": "http://localhost/rss"},
        {"url": "file:///etc/passwd"},
        {"url": "no address"},
        {"interval_minutes": 0},
        {"interval_minutes": 99_999},
        {"name": ""},
    ],
)
def test_a_feed_that_could_not_be_asked_is_refused_beside_the_field(administrator, wrong):
    response = administrator.post(page("factcheck_feed", "add"), FORM | wrong)

    assert set(response.context["adminform"].form.errors) == set(wrong)
    assert not Feed.objects.exists()


@pytest.mark.parametrize(("role", "may"), [("editor", False), ("administrator", True)])
def test_who_may_read_articles_sees_feeds_and_who_configures_changes_them(enter, role, may):
    feed = FeedFactory()
    client = enter(role)

    assert client.get(page("factcheck_feed")).status_code == 200
    assert (client.get(page("factcheck_feed", "add")).status_code == 200) == may
    assert (client.post(act("factcheck_feed", feed.pk, "pause"), {"reason": ""}).status_code == 302) == may
    assert (Feed.objects.get().health == Feed.Health.PAUSED) == may


def test_the_page_says_how_the_feed_is(administrator):
    now = timezone.now()
    feed = FeedFactory(
        last_success_at=now - timedelta(hours=3),
        failure_count=2,
        last_failed_at=now,
        last_error="The site has a fault of its own (status 502).",
        last_entry_count=40,
        last_new_count=3,
        next_due_at=now + timedelta(hours=2, seconds=30),
    )
    version = ArticleVersionFactory(title="81 missiles launched")
    FeedEntry.objects.create(feed=feed, key="a" * 64, revision="b" * 64, article=version.article)
    FeedEntry.objects.create(
        feed=feed, key="c" * 64, revision="b" * 64, refusal_code="no_address", refusal="No web address."
    )

    for text in (shown(administrator, feed), administrator.get(page("factcheck_feed")).content.decode()):
        assert "failing" in text
        assert "The site has a fault of its own (status 502)." in text
        assert "40, 3" in text
        assert "in 2\xa0hours" in text
        assert "3\xa0hours ago" in text
    assert "81 missiles launched" in shown(administrator, feed)
    assert "No web address." in shown(administrator, feed)


def test_a_feed_in_trouble_is_on_the_first_page(administrator):
    FeedFactory(failure_count=1)
    FeedFactory(paused_at=timezone.now())
    FeedFactory()

    cards = administrator.get("/admin/").context["cards"]

    (card,) = [card for card in cards if card.title == "Feeds in trouble"]
    assert (card.number, card.asks) == ("2", True)


def test_a_feed_is_paused_with_a_reason_resumed_and_asked(administrator):
    feed = FeedFactory(next_due_at=timezone.now() + timedelta(days=1))

    administrator.post(act("factcheck_feed", feed.pk, "pause"), {"reason": "They move house."})
    assert "They move house." in shown(administrator, feed)
    administrator.post(act("factcheck_feed", feed.pk, "resume"))
    Feed.objects.update(next_due_at=timezone.now() + timedelta(days=1))
    administrator.post(act("factcheck_feed", feed.pk, "ask-now"))

    assert Feed.objects.due(at=timezone.now()).exists()
    kinds = (
        Event.objects.filter(stream=history.stream_of(feed)).order_by("seq").values_list("kind", flat=True)
    )
    assert list(kinds) == ["feed.paused", "feed.resumed", "feed.asked_for"]


def test_text_of_a_feed_never_becomes_markup(administrator):
    feed = FeedFactory(
        name=HOSTILE, failure_count=1, last_failed_at=timezone.now(), last_error=HOSTILE, pause_reason=HOSTILE
    )
    FeedEntry.objects.create(feed=feed, key="c" * 64, revision="b" * 64, refusal_code="x", refusal=HOSTILE)

    for is_paused in (False, True):
        Feed.objects.update(paused_at=timezone.now() if is_paused else None)
        for text in (shown(administrator, feed), administrator.get(page("factcheck_feed")).content.decode()):
            assert HOSTILE not in text
            assert "&lt;script&gt;alert" in text


@pytest.mark.parametrize("health", [*Feed.Health.values, "all", "nonsense"])
def test_the_list_is_filtered_by_health(administrator, health):
    FeedFactory(name="the new one")
    FeedFactory(name="the paused one", paused_at=timezone.now())

    text = administrator.get(page("factcheck_feed"), {"health": health}).content.decode()

    assert ("the new one" in text) == (health in {"new", "all"})
    assert ("the paused one" in text) == (health in {"paused", "all"})
