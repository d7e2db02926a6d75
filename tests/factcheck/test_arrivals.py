"""Addresses, pages and files in: kept as they came, cleaned, and one article however often and however they come."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from factcheck import fetching, ingest, pipeline, takedown
from factcheck.blobs import drop_unused, keep_bytes
from factcheck.documents import Document, Stamp
from factcheck.errors import InvalidInput, Redacted, TooLong
from factcheck.ingest import Submission, Upload
from factcheck.models import Arrival, Article, ArticleVersion, Blob, Event, PipelineRun
from tests.factories import ArticleVersionFactory, PublisherFactory, UserFactory
from tests.findings import analysis
from tests.races import at_once, while_uncommitted

URL = "https://ledger.example.org/harbour"
WORDS = "The harbour lost 40 containers, the port authority said."
OTHER = "The harbour lost 41 containers, the port authority said."


REST = (
    "A second paragraph tells what became of the ships in the bay that night, "
    "and how long the crews had to wait until the pilots could come aboard."
)


def page(words: str = WORDS, title: str = "Containers lost", head: str = "") -> bytes:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{words}</p><p>{REST}</p></article></body></html>"
    ).encode()


@pytest.fixture
def web(monkeypatch, settings):
    """Pages by address; what is an exception is raised. ``asked`` has the addresses in order."""
    pages: dict[str, object] = {}
    asked: list[str] = []

    def fetch(url, **_):
        asked.append(url)
        answer = pages[url]
        if isinstance(answer, Exception):
            raise answer
        final_url, body = answer if isinstance(answer, tuple) else (url, answer)
        return fetching.Fetched(
            url=url,
            final_url=final_url,
            status=200,
            media_type="text/html",
            declared_media_type="text/html",
            charset="utf-8",
            body=body,
            validators=fetching.Validators(),
            fetched_at=timezone.now(),
        )

    monkeypatch.setattr("factcheck.steps.fetch.fetching.fetch", fetch)
    pages["asked"] = asked
    return pages


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """No engine; nobody is woken; a page's words are its first paragraph, read in this process."""
    monkeypatch.setattr("factcheck.steps.queueing.wake", lambda *_, **__: None)
    monkeypatch.setattr("factcheck.steps.queueing.count_waiting", lambda *_, **__: 0)
    monkeypatch.setattr("factcheck.steps.extract.extraction.analyse", lambda text, **_: analysis(text))


def work() -> None:
    """What workers would do, until nothing waits that is due."""
    while due := list(PipelineRun.objects.filter(status="queued").due(at=timezone.now()).order_by("pk")):
        for run in due:
            pipeline.run(run.pk)


def receive_url(owner, url: str = URL, **fields):
    again = fields.pop("again", False)
    return ingest.receive_url(Submission(url=url, **fields), owner=owner, again=again)


# --- An address --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_address_is_an_article_that_waits_and_then_has_the_pages_words(desk, integration, web):
    web[URL] = page()

    article, is_new = receive_url(integration)

    assert is_new
    assert (article.status, article.url, article.versions.count()) == ("queued", URL, 0)
    work()
    article.refresh_from_db()
    version, arrival = article.versions.get(), article.arrivals.get()
    assert article.status == "ready"
    assert (version.title, version.text.startswith(WORDS)) == ("Containers lost", True)
    assert (arrival.kind, arrival.version, bytes(arrival.raw.content)) == ("url", version, page())
    assert [run.step for run in PipelineRun.objects.order_by("pk")] == ["fetch", "clean", "extract", "match"]
    kinds = (
        Event.objects.filter(stream=f"article:{article.pk}").order_by("seq").values_list("kind", flat=True)
    )
    assert list(kinds) == ["article.received", "article.ingested", "article.extracted"]


@pytest.mark.django_db
def test_what_the_sender_says_wins_over_the_page(desk, integration, web):
    web[URL] = page()
    moment = timezone.now() - timedelta(days=1)
    outlet = PublisherFactory()

    article, _ = receive_url(
        integration,
        title="Our title",
        author="A. Writer",
        published_at=moment,
        publisher=outlet,
        genre="live",
    )
    work()

    version = article.versions.get()
    assert (version.title, version.author, version.published_at) == ("Our title", "A. Writer", moment)
    article.refresh_from_db()
    assert (article.publisher, article.genre) == (outlet, "live")


@pytest.mark.django_db
def test_a_pages_publisher_is_known_by_its_domain(desk, integration, web):
    web[URL] = page()
    outlet = PublisherFactory(domain="ledger.example.org", time_zone="Europe/Kyiv")
    PublisherFactory(domain="example.com")

    article, _ = receive_url(integration)
    work()

    article.refresh_from_db()
    assert article.publisher == outlet


@pytest.mark.django_db
def test_a_time_without_a_zone_is_the_publishers(desk, integration, monkeypatch):
    stamp = Stamp(value=timezone.now().replace(tzinfo=None, hour=9, microsecond=0), precision="time")
    document = Document(kind="html", text=WORDS, published_at=stamp)
    monkeypatch.setattr("factcheck.steps.clean.sandbox.read_document", lambda *_, **__: document)
    outlet = PublisherFactory(time_zone="Asia/Tokyo")

    article, _ = ingest.receive_html(Submission(publisher=outlet), html="<p>a</p>", owner=integration)
    work()

    assert article.versions.get().published_at.hour == 0


@pytest.mark.django_db
def test_an_address_posted_again_at_once_is_not_fetched_again(desk, integration, web):
    web[URL] = page()
    first, _ = receive_url(integration)

    waiting = receive_url(integration)
    work()
    ready = receive_url(integration, f"{URL}#comments")

    assert waiting == ready == (first, False)
    assert web["asked"] == [URL]


@pytest.mark.django_db
def test_a_page_that_changed_is_a_new_version(desk, integration, web, settings):
    settings.FETCH_AGAIN_SECONDS = 0
    web[URL] = page()
    article, _ = receive_url(integration)
    work()
    web[URL] = page(OTHER)

    again, is_new = receive_url(integration)
    work()

    assert (again, is_new) == (article, True)
    assert [version.number for version in article.versions.all()] == [1, 2]
    receive_url(integration)
    work()
    assert article.versions.count() == 2
    assert article.arrivals.count() == 3


@pytest.mark.django_db
def test_words_that_were_posted_are_not_replaced_by_what_the_page_says(desk, integration, web):
    version, _ = ingest.store(Submission(text=WORDS, url=URL), owner=integration)

    assert receive_url(integration) == (version.article, False)
    assert web["asked"] == []


@pytest.mark.django_db
def test_two_addresses_of_one_page_are_one_article(desk, integration, web):
    short = "https://l.example.org/x"
    web[URL] = page()
    web[short] = (f"{URL}?utm_source=short", page())
    article, _ = receive_url(integration)
    work()

    other, _ = receive_url(integration, short, external_id="a-2")
    work()

    other.refresh_from_db()
    assert (other.status, other.same_as, other.versions.count(), other.url) == ("ready", article, 0, "")
    assert ArticleVersion.objects.count() == 1
    assert receive_url(integration, short)[0] == article
    assert ingest.store(Submission(text=OTHER, external_id="a-2"), owner=integration)[0].article == article


@pytest.mark.django_db
def test_a_draft_whose_words_stand_on_a_page_is_published_and_is_whose_the_page_is(desk, integration, web):
    text = f"{WORDS}\n\n{REST}"
    draft = Submission(text=text, title="Containers lost", external_id="cms-1", stage=Article.Stage.DRAFT)
    version, _ = ingest.store(draft, owner=integration)
    web[URL] = page()
    publisher = PublisherFactory()

    receive_url(integration, publisher=publisher, genre="live")
    work()

    article = Article.objects.get(same_as=None)
    assert (article, article.versions.get()) == (version.article, version)
    assert (article.stage, article.publisher, article.genre) == ("published", publisher, "live")


@pytest.mark.django_db
def test_an_old_copy_of_a_page_brings_no_old_words_back(desk, integration, web):
    texts = [f"{WORDS}\n\n{REST}", OTHER]
    for text in texts:
        ingest.store(Submission(text=text, title="Containers lost", external_id="cms-1"), owner=integration)
    web[URL] = page()

    receive_url(integration)
    work()

    assert [version.text for version in ArticleVersion.objects.order_by("pk")] == texts
    assert Article.objects.get(same_as=None).arrivals.get().version.number == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("canonical", "is_one"),
    [(URL, True), (URL.replace("ledger", "www.ledger"), True), ("https://elsewhere.example.org/a", False)],
    ids=["of its site", "of its site's other name", "of another site"],
)
def test_a_page_may_name_another_address_of_its_own_site_only(desk, integration, web, canonical, is_one):
    """Or any page could make itself a version of somebody else's article."""
    known, _ = ingest.store(Submission(text=OTHER, url=canonical), owner=integration)
    mobile = URL.replace("ledger", "m.ledger") + "?view=amp"
    web[mobile] = page(head=f'<link rel="canonical" href="{canonical}">')

    receive_url(integration, mobile)
    work()

    assert (known.article.versions.count() == 2) == is_one


@pytest.mark.django_db
def test_a_page_with_words_that_are_here_without_an_address_is_that_article(desk, integration, web):
    web[URL] = page()
    article, _ = receive_url(integration)
    work()
    version = article.versions.get()
    copy = Submission(title=version.title, text=version.text)

    assert ingest.store(copy, owner=integration) == (version, False)


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"stage": "draft"}, {"url": ""}], ids=["a draft", "no address"])
def test_what_is_not_fetched_is_refused_and_leaves_nothing(integration, fields):
    with pytest.raises(InvalidInput):
        ingest.receive_url(Submission(**{"url": URL, **fields}), owner=integration)

    assert not Article.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "ftp://a.example.org/x", "https://user:pw@a.example.org/"]
)
def test_an_address_that_is_never_fetched_is_refused_at_once(integration, url):
    with pytest.raises(fetching.Refused):
        receive_url(integration, url)

    assert not Article.objects.exists()


# --- What goes wrong ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_not_asked_for_twice_and_its_words_can_be_pasted(integration, web, desk):
    web[URL] = fetching.Refused("not_found", 404)
    article, _ = receive_url(integration)

    work()

    article.refresh_from_db()
    assert article.status == "failed"
    assert (
        article.failure
        == "There is no page at this address (status 404). Paste the text; the address is kept."
    )
    assert web["asked"] == [URL]
    version, _ = ingest.store(Submission(text=WORDS, url=URL), owner=integration)
    work()
    article.refresh_from_db()
    assert (version.article, version.number, article.status, article.failure) == (article, 1, "ready", "")


@pytest.mark.django_db
def test_what_may_heal_is_tried_again_later_and_later_and_then_given_up(integration, web, settings):
    settings.FETCH_MAX_ATTEMPTS = 4
    web[URL] = fetching.Hitch("server_error", 503)
    article, _ = receive_url(integration)
    pauses = []

    for _ in range(4):
        PipelineRun.objects.update(next_attempt_at=None)
        before = timezone.now()
        work()
        run = PipelineRun.objects.get()
        if run.next_attempt_at:
            pauses.append(round((run.next_attempt_at - before).total_seconds()))

    article.refresh_from_db()
    assert pauses == [30, 120, 480]
    assert (article.status, run.attempts, len(web["asked"])) == ("failed", 4, 4)
    assert article.failure.startswith(
        "The site has a fault of its own (status 503). Gave up after 4 attempts."
    )


@pytest.mark.django_db
def test_a_site_that_asks_us_to_wait_is_left_alone_for_as_long(integration, web):
    web[URL] = fetching.Hitch("asked_to_wait", 429, retry_seconds=7200)
    receive_url(integration)
    before = timezone.now()

    work()

    run = PipelineRun.objects.get()
    assert timedelta(seconds=7195) < run.next_attempt_at - before < timedelta(seconds=7260)
    assert pipeline.sweep(at=before + timedelta(hours=1)) == 0
    assert pipeline.sweep(at=before + timedelta(hours=3)) == 1


@pytest.mark.django_db
def test_waiting_for_a_turn_at_a_host_uses_no_attempt_up(integration, web, settings):
    settings.FETCH_MAX_ATTEMPTS = 2
    web[URL] = fetching.Hitch("host_busy", "news.example.org", retry_seconds=40)
    article, _ = receive_url(integration)

    for _ in range(5):
        PipelineRun.objects.update(next_attempt_at=None)
        before = timezone.now()
        work()

    run = PipelineRun.objects.get()
    article.refresh_from_db()
    assert (run.attempts, run.status, article.status) == (0, "queued", "queued")
    assert run.next_attempt_at - before > timedelta(seconds=39)


@pytest.mark.django_db
def test_a_page_that_cannot_be_had_again_leaves_its_article_as_it_was(desk, integration, web, editor):
    web[URL] = page()
    article, _ = receive_url(integration)
    work()
    web[URL] = fetching.Refused("not_found", 404)

    pipeline.rerun(article.pk, step="fetch", actor=editor)
    work()

    article.refresh_from_db()
    assert (article.status, article.failure) == ("ready", "")
    assert "404" in PipelineRun.objects.filter(step="fetch").latest("pk").error


@pytest.mark.django_db
def test_words_that_are_posted_while_a_fetch_waits_end_it(desk, integration, web):
    web[URL] = fetching.Hitch("server_error", 503)
    article, _ = receive_url(integration)
    work()

    ingest.store(Submission(text=WORDS, url=URL), owner=integration)
    PipelineRun.objects.update(next_attempt_at=None)
    work()

    article.refresh_from_db()
    assert (article.status, web["asked"]) == ("ready", [URL])


@pytest.mark.django_db
def test_a_file_that_nobody_can_read_fails_at_once_with_the_reason(integration):
    article, _ = ingest.receive_file(
        Submission(), upload=Upload(b"\x00\x01\x02" * 50, "a.bin"), owner=integration
    )

    work()

    article.refresh_from_db()
    run = PipelineRun.objects.get()
    assert (article.status, run.status, run.attempts) == ("failed", "failed", 1)
    assert article.failure.startswith(run.error)


# --- Pages and files ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_page_that_is_sent_is_read_and_not_fetched(desk, integration, web):
    article, is_new = ingest.receive_html(Submission(url=URL), html=page().decode(), owner=integration)

    work()

    assert is_new
    assert article.versions.get().text.startswith(WORDS)
    assert (article.arrivals.get().kind, web["asked"]) == ("html", [])


@pytest.mark.django_db
@pytest.mark.parametrize("submission", [Submission(), Submission(url=URL), Submission(external_id="a")])
def test_the_same_page_again_is_the_same_article(desk, integration, submission):
    first, _ = ingest.receive_html(submission, html=page().decode(), owner=integration)
    assert ingest.receive_html(submission, html=page().decode(), owner=integration) == (first, False)
    work()
    first.refresh_from_db()

    assert ingest.receive_html(submission, html=page().decode(), owner=integration) == (first, False)
    assert Arrival.objects.count() == ArticleVersion.objects.count() == 1


@pytest.mark.django_db
def test_what_is_said_with_the_same_page_is_kept(desk, integration):
    publisher, deadline = PublisherFactory(), timezone.now() + timedelta(hours=1)
    draft, _ = ingest.receive_html(
        Submission(url=URL, stage="draft"), html=page().decode(), owner=integration
    )
    work()
    said = Submission(url=URL, external_id="a-1", publisher=publisher, deadline=deadline)

    again = ingest.receive_html(said, html=page().decode(), owner=integration)
    changed, _ = ingest.store(Submission(text=OTHER, external_id="a-1"), owner=integration)
    draft.refresh_from_db()

    assert again == (draft, False)
    assert (draft.stage, draft.publisher, draft.deadline) == ("published", publisher, deadline)
    assert (changed.article, changed.number) == (draft, 2)


@pytest.mark.django_db
def test_a_genre_that_is_said_while_a_page_waits_is_not_the_pages_to_change(desk, integration):
    head = '<script type="application/ld+json">{"@type": "OpinionNewsArticle", "headline": "x"}</script>'
    source = page(head=head).decode()
    article, _ = ingest.receive_html(Submission(url=URL), html=source, owner=integration)
    ingest.receive_html(Submission(url=URL, genre="satire"), html=source, owner=integration)

    work()
    article.refresh_from_db()

    assert (article.genre, article.arrivals.get().found["genre"]) == ("satire", "opinion")


@pytest.mark.django_db
def test_a_file_travels_by_the_database_and_is_named_by_its_bytes(desk, integration):
    upload = Upload(WORDS.encode(), "note.txt", "text/plain")

    article, _ = ingest.receive_file(Submission(title="A note"), upload=upload, owner=integration)
    arrival = article.arrivals.get()
    work()

    assert (bytes(arrival.raw.content), arrival.filename) == (WORDS.encode(), "note.txt")
    assert (article.versions.get().title, article.versions.get().text) == ("A note", WORDS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "error"), [(b"", InvalidInput), (b" \n", InvalidInput), (b"x" * 101, TooLong)]
)
def test_files_that_are_empty_or_too_large_leave_nothing(integration, settings, content, error):
    settings.INGEST_MAX_FILE_BYTES = 100

    with pytest.raises(error):
        ingest.receive_file(Submission(), upload=Upload(content, "a.txt"), owner=integration)

    assert not Article.objects.exists()
    assert not Blob.objects.exists()


# --- Once --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_fifty_posts_of_any_kind_at_once_are_one_article(web):
    owner, feed = UserFactory(role="integration"), UserFactory(role="integration")
    ways = [
        partial(ingest.store, Submission(text=WORDS, url=URL), owner=owner),
        partial(ingest.store, Submission(text=WORDS, url=URL, external_id="a-1"), owner=owner),
        partial(receive_url, owner),
        partial(receive_url, feed, f"{URL}?utm_medium=feed", external_id="guid-1"),
        partial(ingest.receive_html, Submission(url=URL), html=page().decode(), owner=owner),
    ]

    answers = at_once(*ways * 10)

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert (Article.objects.count(), ArticleVersion.objects.count()) == (1, 1)
    assert PipelineRun.objects.filter(step="extract").count() == 1


@pytest.mark.django_db(transaction=True)
def test_pages_that_turn_out_to_be_one_at_the_same_moment_are_one_article(web):
    owner = UserFactory(role="integration")
    for number in range(6):
        web[f"{URL}/{number}"] = (URL, page())
        receive_url(owner, f"{URL}/{number}")
    for run in PipelineRun.objects.filter(step="fetch"):
        pipeline.run(run.pk)
    cleaning = PipelineRun.objects.filter(step="clean", status="queued").values_list("pk", flat=True)

    answers = at_once(*(partial(pipeline.run, pk) for pk in cleaning))

    assert answers == [None] * 6
    assert Article.objects.filter(same_as=None).count() == ArticleVersion.objects.count() == 1
    assert set(Arrival.objects.values_list("version__number", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["sent", "fetched"])
def test_bytes_that_come_while_they_are_dropped_elsewhere_are_kept(web, way):
    owner = UserFactory(role="integration")
    with transaction.atomic():
        dropped = keep_bytes(page(), media_type="text/html")
    web[URL] = page()
    if way == "sent":
        come = partial(ingest.receive_html, Submission(url=URL), html=page().decode(), owner=owner)
    else:
        receive_url(owner)
        come = partial(pipeline.run, PipelineRun.objects.get(step="fetch").pk)

    _, came = while_uncommitted(partial(drop_unused, dropped), come)

    assert not isinstance(came, Exception), came
    assert bytes(Arrival.objects.get().raw.content) == page()


# --- Taken down --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_take_down_reaches_what_came_and_what_waits(desk, integration, editor, web):
    web[URL] = page()
    article, _ = receive_url(integration, title="Containers")
    work()
    pipeline.rerun(article.pk, step="fetch", actor=editor)

    takedown.take_down(article.pk, actor=editor, reason="court order")

    assert not Blob.objects.exists()
    for arrival in Arrival.objects.all():
        assert (arrival.given, arrival.url, arrival.final_url, arrival.found, arrival.cut) == (
            {},
            "",
            "",
            {},
            [],
        )
    assert not PipelineRun.objects.unfinished().exists()
    for again in (URL, f"{URL}#top"):
        with pytest.raises(Redacted):
            receive_url(integration, again)


@pytest.mark.django_db
def test_bytes_that_another_article_came_as_stay(desk, integration, editor):
    first, _ = ingest.receive_html(Submission(url=URL), html=page().decode(), owner=integration)
    second, _ = ingest.receive_html(Submission(url=f"{URL}2"), html=page().decode(), owner=integration)

    takedown.take_down(first.pk, actor=editor, reason="court order")

    assert bytes(second.arrivals.get().raw.content) == page()


@pytest.mark.django_db
def test_a_page_whose_words_were_taken_down_is_not_kept(desk, integration, editor):
    taken, _ = ingest.receive_html(Submission(), html=page().decode(), owner=integration)
    work()
    takedown.take_down(taken.pk, actor=editor, reason="court order")

    article, _ = ingest.receive_html(Submission(url=URL), html=page().decode(), owner=integration)
    work()

    article.refresh_from_db()
    assert article.status == "failed"
    assert not Blob.objects.exists()
    assert article.arrivals.get().redacted_at


# --- One step again ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_cleaning_again_what_reads_the_same_changes_nothing(desk, integration, editor, web):
    web[URL] = page()
    article, _ = receive_url(integration)
    work()

    pipeline.rerun(article.pk, step="clean", actor=editor)
    work()

    article.refresh_from_db()
    assert (article.status, article.versions.count(), web["asked"]) == ("ready", 1, [URL])


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["fetch", "clean"])
def test_a_step_without_anything_to_work_on_is_refused(editor, step):
    version = ArticleVersionFactory()

    with pytest.raises(pipeline.NotRetryable):
        pipeline.rerun(version.article_id, step=step, actor=editor)
