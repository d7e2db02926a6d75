"""What people and pages say of an article beside its words: every change of it leaves who, when, from what and to what."""

from datetime import UTC, datetime

import pytest

from factcheck import history, ingest, takedown
from factcheck.ingest import Submission
from factcheck.ingest.facts import keep_found
from factcheck.models import Article, Event
from tests.factories import PublisherFactory

pytestmark = pytest.mark.django_db

TEXT = "The harbour lost 40 containers, the port authority said."
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
#: Every column of an article, and what leaves a trace of its change.
COLUMNS = {
    **dict.fromkeys(["publisher", "genre", "stage", "deadline", "url", "external_id"], "article.changed"),
    "same_as": "article.found_to_be",
    "redacted_at": "article.taken_down",
    "status": "follows its runs: article.retried, article.step_repeated, article.extracted, article.failed",
    "failure": "goes with the status",
    "id": "is given once",
    "owner": "is given once",
    "created_at": "is given once",
    "legal_hold": "article.legal_hold_placed, article.legal_hold_lifted",
}


@pytest.fixture
def post(integration):
    """Post the words with whatever else is said; the article."""

    def post(**said) -> Article:
        version, _ = ingest.store(Submission(text=TEXT, **said), owner=integration)
        return version.article

    return post


def changes_of(article: Article) -> list[Event]:
    events = Event.objects.filter(stream=history.stream_of(article), kind="article.changed")
    return list(events.select_related("payload").order_by("seq"))


def test_every_column_has_a_row():
    assert {column.name for column in Article._meta.concrete_fields} == set(COLUMNS)


@pytest.mark.parametrize(
    ("said", "column", "before", "after"),
    [
        pytest.param({"stage": "published"}, "stage", "draft", "published", id="stage"),
        pytest.param({"genre": "opinion"}, "genre", "news", "opinion", id="genre"),
        pytest.param({"deadline": NOON}, "deadline", None, NOON.isoformat(), id="deadline"),
        pytest.param({"url": "https://a.example/1"}, "url", "", "https://a.example/1", id="address"),
    ],
)
def test_what_is_said_later_leaves_who_said_it_and_what_stood_there(
    post, integration, said, column, before, after
):
    article = post(external_id="a-1", stage="draft")
    assert changes_of(article) == []

    post(external_id="a-1", **{"stage": "draft", **said})

    (event,) = changes_of(article)
    assert event.payload.content == {"changed": {column: [before, after]}}
    assert (event.actor, event.is_consequence, event.payload.article_ids) == (
        integration,
        False,
        [article.pk],
    )


def test_the_publisher_and_an_id_that_come_later_are_noted_in_one_line(post, integration):
    article = post(url="https://a.example/1")

    post(url="https://a.example/1", external_id="a-1", publisher=PublisherFactory(slug="post"))

    (event,) = changes_of(article)
    assert event.payload.content == {"changed": {"publisher": [None, "post"], "external_id": ["", "a-1"]}}


def test_another_senders_id_for_it_is_noted(post, stranger):
    article = post(url="https://a.example/1", external_id="a-1")

    ingest.store(Submission(text=TEXT, url="https://a.example/1", external_id="feed-7"), owner=stranger)

    (event,) = changes_of(article)
    assert (event.actor, event.payload.content) == (stranger, {"also_posted_as": ["feed-7"]})


def test_what_the_page_says_of_itself_is_noted_as_the_systems(post):
    article = post()

    keep_found(article, genre="live", publisher=PublisherFactory(slug="post"), names=[])

    (event,) = changes_of(article)
    assert (event.actor, event.is_consequence) == (None, True)
    assert event.payload.content == {"changed": {"publisher": [None, "post"], "genre": ["news", "live"]}}


def test_the_same_said_again_is_nothing_new(post):
    said = {"external_id": "a-1", "genre": "live", "deadline": NOON}
    article = post(**said)

    post(**said)

    assert changes_of(article) == []


def test_a_take_down_blanks_the_address_in_it(post, editor, desk):
    article = post(external_id="a-1")
    post(external_id="a-1", url="https://a.example/1")

    takedown.take_down(article.pk, actor=editor, reason="court order")

    (event,) = changes_of(article)
    assert event.payload.body is None
