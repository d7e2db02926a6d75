"""Drift in the admin: old words beside new ones, and what an editor says follows."""

import html
import re

import pytest

from factcheck.admin.differences import text_with_changes
from factcheck.models import ArticleVersion
from reviews.models import EditorTask, FactCheck, Review
from tests.admin.conftest import act, page
from tests.factories import ArticleVersionFactory, ClaimFactory, FactCheckFactory, ReviewFactory, revise

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert(1)</script>" x-init="alert(1)'


@pytest.fixture
def published(desk) -> FactCheck:
    """A published fact check whose claim the outlet has changed."""
    fact_check = FactCheckFactory(state=FactCheck.State.PUBLISHED)
    revise(fact_check.review.claim.article, "harbour", "port")
    return fact_check


def test_an_articles_page_shows_what_a_version_changed(enter):
    version = ArticleVersionFactory(text="A storm came.\n\nThe harbour lost 40 containers.")
    revise(version.article, "40", "50")
    address = page("factcheck_article", "change", version.article_id)

    client = enter("editor")

    assert "?version=2&amp;since=1" in client.get(address).content.decode()
    text = client.get(f"{address}?version=2&since=1").content.decode()
    assert "The harbour lost <del>40</del> <ins>50</ins> containers." in text


@pytest.mark.parametrize("since", ["2", "9", "x", "", "99999999999999999999"])
def test_what_is_no_earlier_version_is_not_compared(enter, since):
    version = ArticleVersionFactory()
    revise(version.article, "harbour", "port")
    address = page("factcheck_article", "change", version.article_id)

    response = enter("editor").get(f"{address}?version=2&since={since}")

    assert (response.status_code, response.context["older"]) == (200, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree."),
        ("One.\n\nThree.", "One.\n\nTwo.\n\nThree."),
        ("A line of seven words or so.\n\nTwo.", "Two.\n\nA line of seven words or so."),
        ("", "All new."),
        ("All gone.", ""),
        ("The harbour lost 40 boats.", "The port lost forty boats, they said."),
    ],
)
def test_the_shown_changes_hold_all_words_of_the_new_text(old, new):
    shown = text_with_changes(ArticleVersion(text=old), ArticleVersion(text=new), most=1000)

    kept = html.unescape(re.sub(r"<del>.*?</del>|</?ins[^>]*>", "", shown, flags=re.DOTALL))
    assert kept.split() == new.split()


@pytest.mark.parametrize("model", ["factcheck_claim", "factcheck_article", "reviews_review"])
def test_old_and_new_words_stand_side_by_side(enter, published, model):
    review = published.review
    pk = {
        "factcheck_claim": review.claim_id,
        "factcheck_article": review.claim.article_id,
        "reviews_review": review.pk,
    }[model]

    text = enter("editor").get(page(model, "change", pk)).content.decode()

    assert "<del>harbour</del>" in text
    assert "<ins>port</ins>" in text


def test_a_claim_that_is_gone_says_so(enter):
    claim = ClaimFactory()
    revise(claim.article, claim.article.versions.get().text, "The page was emptied.")

    text = enter("editor").get(page("factcheck_claim", "change", claim.pk)).content.decode()

    assert '<p class="fc-badge fc-resting">gone</p>' in text


def test_open_tasks_are_listed_and_counted_on_the_first_page(enter, published):
    client = enter("publishing_editor")

    listed = client.get(page("reviews_editortask")).content.decode()
    cards = {card.title: card.number for card in client.get("/admin/").context["cards"]}

    assert str(published) in listed
    assert cards["Editor's tasks"] == "1"


@pytest.mark.parametrize(
    ("name", "answer", "state"),
    [
        ("corrected", "corrected", "decided"),
        ("recheck", "recheck", "triage"),
        ("nothing", "nothing", "decided"),
    ],
)
def test_an_editor_answers_on_the_tasks_page(enter, published, name, answer, state):
    task = EditorTask.objects.get()
    client = enter("editor")
    shown = client.get(page("reviews_editortask", "change", task.pk)).content.decode()

    client.post(act("reviews_editortask", task.pk, name), {"note": "They printed it."})

    assert "<del>harbour</del>" in shown
    task.refresh_from_db()
    assert (task.answer, task.answered_by) == (answer, client.user)
    assert Review.objects.get().state == state
    again = client.post(act("reviews_editortask", task.pk, "nothing"), {})
    assert "This was answered" in again.content.decode()


@pytest.mark.parametrize("role", ["adjudicator", "reviewer"])
def test_others_do_not_answer(enter, published, role):
    task = EditorTask.objects.get()

    assert enter(role).post(act("reviews_editortask", task.pk, "nothing"), {}).status_code == 403


def test_hostile_words_of_both_versions_stay_text(enter, desk):
    version = ArticleVersionFactory(text=f"The harbour lost {HOSTILE} 40 boats.")
    review = ReviewFactory(claim=ClaimFactory(version=version, quote=version.text))
    revise(version.article, "40", '50 <img src=x onerror="alert(1)">')
    article = page("factcheck_article", "change", version.article_id)

    for address in (f"{article}?since=1", page("reviews_review", "change", review.pk)):
        text = enter("editor").get(address).content.decode()
        assert "<script>alert(1)" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;" in text
