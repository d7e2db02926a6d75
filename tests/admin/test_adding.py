"""Articles that people add, and what their pages show of how they came."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factcheck import fetching, pipeline
from factcheck.ingest import Submission, receive_html, receive_url
from factcheck.ingest.appending import Piece, append
from factcheck.models import Arrival, Article, ArticleVersion, PipelineRun
from tests.factories import ArticleVersionFactory

pytestmark = pytest.mark.django_db

ADD = reverse("admin:factcheck_article_add")
PAGE = "https://ledger.example.org/harbour"
TEXT = "The harbour lost 40 containers, the port authority said."
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}\"'"


def page_of(article: Article) -> str:
    return reverse("admin:factcheck_article_change", args=[article.pk])


def act(client, article: Article, name: str, **words):
    return client.post(reverse("admin:factcheck_article_act", args=[article.pk, name]), words, follow=True)


@pytest.fixture
def as_editor(client, editor):
    editor.is_staff = True
    editor.save()
    client.force_login(editor)
    return client


@pytest.fixture
def failed(editor, monkeypatch):
    """An article whose page could not be fetched."""

    def gone(*_, **__):
        raise fetching.Refused("not_found", 404)

    monkeypatch.setattr("factcheck.steps.fetch.fetching.fetch", gone)
    article, _ = receive_url(Submission(url=PAGE, title="Containers"), owner=editor)
    pipeline.run(PipelineRun.objects.get().pk)
    article.refresh_from_db()
    return article


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ({"url": PAGE}, "url"),
        ({"html": f"<p>{TEXT}</p>"}, "html"),
        ({"file": SimpleUploadedFile("note.txt", TEXT.encode())}, "file"),
        ({"text": TEXT, "url": PAGE}, None),
    ],
    ids=["address", "source", "file", "words"],
)
def test_an_editor_adds_an_article_and_is_led_to_it(as_editor, form, kind):
    response = as_editor.post(ADD, {"stage": "published", **form})

    article = Article.objects.get()
    assert response.headers["Location"] == page_of(article)
    assert [arrival.kind for arrival in Arrival.objects.all()] == ([kind] if kind else [])
    assert ArticleVersion.objects.count() == (0 if kind else 1)
    assert as_editor.get(page_of(article)).status_code == 200


def test_pasted_turns_are_a_transcript_that_can_grow(as_editor, editor):
    as_editor.post(ADD, {"stage": "published", "text": "MOSS: It was 12.", "genre": "transcript"})

    article = Article.objects.get()
    version, _ = append(article.pk, Piece("It was 13.", speaker="RAY"), actor=editor)
    assert (article.genre, version.number) == ("transcript", 2)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "Give an address"),
        ({"text": TEXT, "html": "<p>a</p>"}, "one of these at a time"),
        ({"url": PAGE, "stage": "draft"}, "A draft is not fetched"),
        ({"url": "http://10.0.0.1/"}, "private network"),
        ({"text": "a\0b"}, "Null characters"),
        ({"many": SimpleUploadedFile("a.csv", b"colour\nred\n")}, "first line has to name the columns"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "empty"),
    ],
    ids=[
        "nothing",
        "two ways",
        "a draft's address",
        "inside",
        "NUL",
        "a list of something else",
        "an empty file",
    ],
)
def test_what_cannot_be_added_says_why(as_editor, form, says):
    response = as_editor.post(ADD, {"stage": "published", **form})

    assert response.status_code == 200
    assert says in response.content.decode()
    assert not Article.objects.exists()


def test_many_are_added_by_a_list_and_each_says_what_came_of_it(as_editor):
    table = f'external_id,text,genre\na-1,"{TEXT}",\na-2,Two.,poem\n'

    response = as_editor.post(
        ADD, {"stage": "published", "many": SimpleUploadedFile("l.csv", table.encode())}
    )

    assert "1 of 2 taken in" in response.content.decode()
    assert "poem" in response.content.decode()
    assert Article.objects.get().external_id == "a-1"


def test_nobody_adds_without_the_scope(client, reviewer):
    reviewer.is_staff = True
    reviewer.save()
    client.force_login(reviewer)

    assert client.post(ADD, {"stage": "published", "text": TEXT}).status_code == 403
    assert not Article.objects.exists()


def test_words_are_pasted_for_a_page_that_could_not_be_fetched(as_editor, failed):
    shown = as_editor.get(page_of(failed)).content.decode()
    assert "Paste the text; the address is kept." in shown

    act(as_editor, failed, "paste-text", text=TEXT, title="")

    failed.refresh_from_db()
    assert (failed.url, failed.status, failed.versions.get().text) == (PAGE, "queued", TEXT)


@pytest.mark.parametrize(
    ("step", "offered"), [("fetch", True), ("clean", False), ("extract", True), ("match", True)]
)
def test_a_step_is_offered_where_there_is_something_to_do_it_on(as_editor, step, offered):
    article = ArticleVersionFactory(article__url=PAGE).article

    shown = as_editor.get(page_of(article)).content.decode()
    act(as_editor, article, f"again-{step}")

    assert (f"/do/again-{step}/" in shown) == offered
    assert PipelineRun.objects.filter(step=step, status="queued").exists() == offered


def test_what_came_and_what_was_cut_is_text_and_nothing_else(as_editor, editor):
    article, _ = receive_html(Submission(url=PAGE), html="<p>a</p>", owner=editor)
    Arrival.objects.update(
        filename=HOSTILE,
        final_url=HOSTILE,
        cut=[{"reason": HOSTILE, "text": HOSTILE, "at": 0}],
        found={"notices": [{"code": "x", "sentence": HOSTILE}]},
    )
    PipelineRun.objects.update(error=HOSTILE)

    shown = as_editor.get(page_of(article)).content.decode()

    assert "<script>alert(1)" not in shown
    assert shown.count("&lt;script&gt;alert(1)") >= 5


def test_an_article_that_is_another_is_not_listed_and_leads_there(as_editor, failed):
    other = ArticleVersionFactory(headline="The other one").article
    Article.objects.filter(pk=failed.pk).update(same_as=other)

    listed = as_editor.get(reverse("admin:factcheck_article_changelist")).content.decode()

    assert page_of(failed) not in listed
    assert page_of(other) in listed
    assert page_of(other) in as_editor.get(page_of(failed)).content.decode()
