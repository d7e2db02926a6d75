"""``manage.py ingest``: files, folders and addresses."""

import logging
from io import StringIO

import pytest
import structlog
from django.core.management import CommandError, call_command

from factcheck import pipeline
from factcheck.models import Arrival, Article, PipelineRun
from tests.factories import PublisherFactory, UserFactory, default_desk

STORY = "Bridge closed\n\nPolice said 14 lorries collided on the bridge on Monday."


@pytest.fixture(autouse=True)
def integration(db):
    default_desk()
    return UserFactory(username="integration", role="integration")


@pytest.fixture
def worker(monkeypatch):
    """Works off what waits whenever the command looks away."""

    def work(_seconds: float) -> None:
        for run in PipelineRun.objects.filter(status="queued").order_by("pk"):
            pipeline.run(run.pk)

    monkeypatch.setattr("factcheck.management.commands.ingest.sleep", work)


def ingest(*places: object, **options: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("ingest", *map(str, places), stdout=out, stderr=err, **options)
    except CommandError as error:
        err.write(f"CommandError: {error}")
    return out.getvalue(), err.getvalue()


def test_a_file_is_read_and_told_when_it_is_ready(tmp_path, worker):
    (tmp_path / "bridge.txt").write_text(STORY)

    out, err = ingest(tmp_path / "bridge.txt")

    article = Article.objects.get()
    assert (article.status, article.versions.get().text) == ("ready", STORY)
    assert f"article {article.pk:<6} taken in" in out
    assert out.endswith("1 ready\n")
    assert err == ""


def test_of_a_folder_all_that_can_be_an_article_is_taken(tmp_path, worker):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.TXT").write_text(STORY)
    (tmp_path / "b.html").write_text(f"<html><body><article><p>{STORY * 3}</p></article></body></html>")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")

    ingest(tmp_path)

    assert set(Arrival.objects.values_list("filename", flat=True)) == {"a.TXT", "b.html"}


def test_sent_twice_it_is_one_article(tmp_path, worker):
    (tmp_path / "a.txt").write_text(STORY)

    ingest(tmp_path / "a.txt")
    out, _ = ingest(tmp_path / "a.txt")

    assert "was here" in out
    assert Article.objects.count() == 1


def test_one_bad_file_harms_no_other(tmp_path, worker):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (tmp_path / "nothing").mkdir()

    out, err = ingest(tmp_path / "missing.txt", tmp_path / "nothing", STORY * 100, tmp_path)

    assert "1 ready, 1 failed" in out
    for bad in ("missing.txt", "nothing", "empty.txt", "broken.pdf"):
        assert f"{bad}: " in err
    assert err.endswith("CommandError: 4 refused, 1 failed.")


def test_at_the_end_stands_how_many_came_in_and_what_became_of_them(tmp_path, worker):
    (tmp_path / "a.txt").write_text(STORY)
    ingest(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(STORY * 2)

    out, _ = ingest(tmp_path, tmp_path / "missing.txt")

    assert "\n1 taken in, 1 was here, 1 refused.\n" in out
    assert out.endswith("\n2 ready\n")


@pytest.mark.parametrize(
    ("verbosity", "heard"),
    [
        (0, ["a warning"]),
        (1, ["a warning"]),
        (2, ["a line of the log", "a warning"]),
        (3, ["a line of the log", "a warning"]),
    ],
)
def test_the_log_is_as_loud_as_verbosity_says_and_no_longer(tmp_path, monkeypatch, caplog, verbosity, heard):
    (tmp_path / "a.txt").write_text(STORY)

    def work(_seconds: float) -> None:
        structlog.get_logger("desk").info("a line of the log")
        logging.getLogger("desk").warning("a warning")
        Article.objects.update(status="ready")

    monkeypatch.setattr("factcheck.management.commands.ingest.sleep", work)
    level = logging.getLogger().level

    ingest(tmp_path / "a.txt", verbosity=verbosity)

    said = [record.getMessage() for record in caplog.records]
    assert [line for line in heard if any(line in text for text in said)] == heard
    assert len(said) == len(heard)
    assert logging.getLogger().level == level


def test_with_no_verbosity_only_what_went_wrong_is_said(tmp_path, worker):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")

    out, err = ingest(tmp_path, verbosity=0)

    assert out == ""
    assert "broken.pdf: " in err
    assert err.endswith("CommandError: 0 refused, 1 failed.")


def test_an_address_is_queued_for_fetching():
    out, _ = ingest("https://news.harbour-post.com/bridge", no_wait=True)

    assert "taken in" in out
    assert PipelineRun.objects.get().step == "fetch"


def test_an_address_inside_the_network_is_refused():
    _, err = ingest("http://192.168.3.4/story", no_wait=True)

    assert "refused" in err
    assert not Article.objects.exists()


def test_publisher_genre_and_stage_are_kept(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    post = PublisherFactory(slug="harbour-post")

    ingest(tmp_path / "a.txt", publisher="harbour-post", genre="opinion", stage="draft", no_wait=True)

    article = Article.objects.get()
    assert (article.publisher, article.stage) == (post, "draft")


@pytest.mark.parametrize(
    ("places", "options", "sentence"),
    [
        (["/nowhere/at-all.txt"], {}, "No such file"),
        (["a.txt"], {"user": "nobody"}, "no active user “nobody”"),
        (["a.txt"], {"publisher": "none-such"}, "no publisher “none-such”"),
    ],
    ids=["no file", "no user", "no publisher"],
)
def test_what_cannot_be_is_said(places, options, sentence):
    _, err = ingest(*places, **options)

    assert sentence in err


def test_who_may_not_post_articles_may_not_here(tmp_path):
    UserFactory(username="reader", role="reviewer")

    _, err = ingest("a.txt", user="reader")

    assert "who may post articles" in err


def test_an_empty_folder_is_said(tmp_path):
    _, err = ingest(tmp_path)

    assert "no file in it whose name ends in" in err
