"""Articles in the admin: read, retried, taken down."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck import history
from factcheck.models import Article, Event, PipelineRun
from tests.admin.conftest import act, page
from tests.factories import ArticleVersionFactory, ClaimFactory, PublisherFactory, ReviewFactory

LIST = "/admin/factcheck/article/"
FAILURE = "The engine did not finish within 120 seconds."


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def last_event(article):
    return Event.objects.filter(stream=history.stream_of(article)).latest("seq")


@pytest.fixture
def failed(db):
    return ArticleVersionFactory(article__status="failed", article__failure=FAILURE).article


def test_the_list_shows_headline_publisher_status_and_claims(enter):
    version = ArticleVersionFactory(
        headline="Containers lost", article__publisher=PublisherFactory(name="Ledger")
    )
    ClaimFactory(version=version)

    text = enter("editor").get(LIST).content.decode()

    for words in ("Containers lost", "Ledger", "ready"):
        assert words in text


def test_the_list_asks_as_often_for_many_as_for_few(enter):
    client = enter("editor")
    ClaimFactory.create_batch(2)
    client.get(LIST)

    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    ClaimFactory.create_batch(8)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) == len(few) <= 10


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "containers"}, True),
        ({"q": "cms-12"}, True),
        ({"q": "https://ledger.example/a"}, True),
        ({"q": "missiles"}, False),
        ({"q": "'"}, False),
        ({"status__exact": "ready"}, True),
        ({"status__exact": "failed"}, False),
        ({"posted": "day"}, True),
    ],
    ids=str,
)
def test_search_and_filters_find_by_what_they_say(enter, query, is_found):
    ArticleVersionFactory(
        headline="Containers lost", article__external_id="cms-12", article__url="https://ledger.example/a"
    )

    found = enter("editor").get(LIST, query).context["cl"].result_list

    assert len(found) == is_found


def test_a_page_shows_the_text_with_its_claims_marked_and_says_what_to_know(enter):
    version = ArticleVersionFactory(
        text="Forty containers were lost. The port says so.", notices=["looks_like_markup"]
    )
    ClaimFactory(version=version, quote="Forty containers were lost")

    text = enter("editor").get(page("factcheck_article", "change", version.article_id)).content.decode()

    assert "<mark>Forty containers were lost</mark>. The port says so." in text
    assert "The text looks like a page&#x27;s source" in text


def test_an_older_version_can_be_read(enter):
    old = ArticleVersionFactory(text="The first words.")
    ArticleVersionFactory(article=old.article, text="The second words.")
    address = page("factcheck_article", "change", old.article_id)
    client = enter("editor")

    assert "The second words." in client.get(address).content.decode()
    assert "The first words." in client.get(address, {"version": "1"}).content.decode()


def test_a_long_text_is_shown_in_full_on_demand(enter, monkeypatch):
    monkeypatch.setattr("factcheck.admin.articles._FIRST_LOOK", 10)
    version = ArticleVersionFactory(text="Many words follow.")
    address = page("factcheck_article", "change", version.article_id)
    client = enter("editor")

    assert "follow" not in client.get(address).content.decode()
    assert "Many words follow." in client.get(address, {"all": "1"}).content.decode()


def test_a_failed_article_says_why_and_is_retried(enter, failed):
    client = enter("editor")
    address = page("factcheck_article", "change", failed.pk)

    assert FAILURE in client.get(address).content.decode()
    client.post(act("factcheck_article", failed.pk, "retry"))

    failed.refresh_from_db()
    assert failed.status == Article.Status.QUEUED
    assert PipelineRun.objects.filter(version__article=failed, status="queued").count() == 1
    assert (last_event(failed).kind, last_event(failed).actor) == ("article.retried", client.user)


def test_retrying_many_says_which_were_refused(enter, failed):
    fine = ArticleVersionFactory().article

    response = enter("editor").post(
        LIST, {"action": "retry", "_selected_action": [failed.pk, fine.pk], "index": "0"}
    )

    assert said(response) == [
        "1 queued again.",
        "1 refused: The article is ready. Only a failed one can be retried.",
    ]


def test_taking_down_asks_first_and_then_blanks(enter):
    review = ReviewFactory()
    article = review.claim.article
    text = article.versions.get().text
    client = enter("editor")
    address = act("factcheck_article", article.pk, "take-down")

    asked = client.get(address)
    client.post(address, {"reason": "court order 12"})

    assert asked.status_code == 200
    article.refresh_from_db()
    assert article.redacted_at is not None
    assert last_event(article).kind == "article.taken_down"
    for shown in (
        page("factcheck_article", "change", article.pk),
        page("factcheck_article"),
        page("factcheck_claim", "change", review.claim_id),
        page("reviews_review", "change", review.pk),
        page("reviews_review"),
        page("factcheck_event"),
    ):
        response = client.get(shown)
        assert response.status_code == 200
        assert text not in response.content.decode()
    assert "court order 12" in client.get(page("factcheck_article", "change", article.pk)).content.decode()


def test_a_legal_hold_refuses_on_the_form(enter):
    article = ArticleVersionFactory(article__legal_hold=True).article

    response = enter("editor").post(act("factcheck_article", article.pk, "take-down"), {"reason": "order"})

    assert "Lift the article&#x27;s legal hold first." in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("adjudicator", 403), ("publishing_editor", 403), ("editor", 302)]
)
def test_taking_down_needs_its_scope(enter, role, status):
    article = ArticleVersionFactory().article

    response = enter(role).post(act("factcheck_article", article.pk, "take-down"), {"reason": "order"})

    assert response.status_code == status


def test_an_article_leads_to_its_reviews(enter):
    review, other = ReviewFactory(state="open"), ReviewFactory()
    client = enter("editor")
    links = client.get(page("factcheck_article", "change", review.claim.article_id)).context["beside"]

    found = client.get(links[0].url).context["cl"].result_list

    assert [each.pk for each in found] == [review.pk]
    assert other.pk not in [each.pk for each in found]
