"""The archive is read again by a newer engine, behind what comes in now."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factcheck import pipeline
from factcheck.claims import store_claims
from factcheck.extraction import ENGINE_VERSION
from factcheck.models import Article, ArticleVersion, ClaimAnchor, Event, PipelineRun
from factcheck.reextraction import Reextraction, outdated
from factcheck.steps import queueing
from reviews.models import Review
from tests.factories import ArticleVersionFactory, PipelineRunFactory, default_desk
from tests.findings import analysis, finding

EVER = datetime(2000, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("desk", "engine")


@pytest.fixture
def desk(db):
    return default_desk()


@pytest.fixture
def engine(monkeypatch):
    """One of this version, that finds nothing."""
    monkeypatch.setattr(
        "factcheck.steps.extract.extraction.analyse",
        lambda text, **_: analysis(text, engine_version=ENGINE_VERSION),
    )


@pytest.fixture
def woken(monkeypatch) -> list[tuple[int, str | None]]:
    """The runs that a worker was woken for, and the queue that was named."""
    calls: list[tuple[int, str | None]] = []
    monkeypatch.setattr(
        "factcheck.steps.queueing.wake", lambda task, run_id, queue, **_: calls.append((run_id, queue))
    )
    monkeypatch.setattr("factcheck.steps.queueing.count_waiting", lambda *_, **__: 0)
    return calls


def read_by(engine_version: str, *, status: str = Article.Status.READY, **columns) -> ArticleVersion:
    version = ArticleVersionFactory(article__status=status, **columns)
    version.engine_version = engine_version
    version.save(update_fields=["engine_version"])
    return version


def work_off() -> list[ArticleVersion]:
    """What a worker does: the versions that it read."""
    waiting = PipelineRun.objects.filter(status="queued", is_backfill=True).order_by("pk")
    found = [run.version for run in waiting]
    for run in waiting:
        pipeline.run(run.pk)
    return found


def status_of(version: ArticleVersion) -> str:
    return Article.objects.get(pk=version.article_id).status


def test_what_another_engine_read_is_read_once_more():
    old, _current = read_by("1.0.0"), read_by(ENGINE_VERSION)
    work = Reextraction(since=EVER, at_once=2)

    work.step()
    assert work_off() == [old]
    standing = work.step()

    assert (standing.total, standing.done, standing.failed) == (1, 1, 0)
    assert work.is_over
    old.refresh_from_db()
    assert old.engine_version == ENGINE_VERSION


@pytest.mark.parametrize(
    "leave", ["superseded", "taken down", "never read", "older than asked for"], ids=lambda case: case
)
def test_nothing_else_is_read(leave):
    since = EVER
    version = read_by("1.0.0")
    if leave == "superseded":
        newer = ArticleVersionFactory(article=version.article)
        ArticleVersion.objects.filter(pk=newer.pk).update(engine_version=ENGINE_VERSION)
    elif leave == "taken down":
        ArticleVersion.objects.filter(pk=version.pk).update(text="", redacted_at=EVER)
    elif leave == "never read":
        ArticleVersion.objects.filter(pk=version.pk).update(engine_version="")
    else:
        since = version.created_at + timedelta(seconds=1)

    assert list(outdated(since=since)) == []


def test_no_more_are_under_way_than_asked_for(woken):
    for _ in range(5):
        read_by("1.0.0")
    work = Reextraction(since=EVER, at_once=2)

    work.step()
    work.step()

    assert PipelineRun.objects.filter(is_backfill=True).count() == 2


def test_what_comes_in_now_goes_first():
    read_by("1.0.0")
    live = PipelineRunFactory()
    work = Reextraction(since=EVER, at_once=2)

    held_back = work.step()
    assert not PipelineRun.objects.filter(is_backfill=True).exists()
    pipeline.run(live.pk)
    going_on = work.step()

    assert (held_back.waits_for, going_on.waits_for) == (1, 0)
    assert PipelineRun.objects.filter(is_backfill=True).count() == 1


def test_what_only_waits_for_its_next_attempt_holds_nothing_back():
    read_by("1.0.0")
    PipelineRunFactory(next_attempt_at=datetime.now(UTC) + timedelta(hours=1))

    standing = Reextraction(since=EVER, at_once=1).step()

    assert standing.waits_for == 0


def test_it_goes_on_where_it_was_stopped():
    versions = [read_by("1.0.0") for _ in range(3)]
    Reextraction(since=EVER, at_once=2).step()
    work_off()

    again = Reextraction(since=EVER, at_once=2)
    again.step()

    assert again.standing.total == 1
    assert work_off() == versions[2:]


@pytest.mark.parametrize("comes", ["before it is read", "while it is read"])
def test_a_version_that_a_later_one_has_replaced_adds_nothing(monkeypatch, comes):
    old = read_by("1.0.0", text="The harbour lost 40 containers.")
    Reextraction(since=EVER, at_once=1).step()
    run = PipelineRun.objects.get()
    read = []

    def later() -> None:
        version = ArticleVersionFactory(article=old.article, number=2, text="The harbour lost 41 containers.")
        found = finding(version.text, version.text)
        store_claims(version, analysis(version.text, found, engine_version=ENGINE_VERSION))

    def engine(text, **_):
        read.append(text)
        if comes == "while it is read":
            later()
        return analysis(text, finding(text, text), engine_version=ENGINE_VERSION)

    monkeypatch.setattr("factcheck.steps.extract.extraction.analyse", engine)
    if comes == "before it is read":
        later()
    pipeline.run(run.pk)

    run.refresh_from_db()
    assert (run.status, run.error) == ("done", "A later version came in; this one was not read again.")
    assert len(read) == (comes == "while it is read")
    assert [anchor.quote for anchor in ClaimAnchor.objects.all()] == ["The harbour lost 41 containers."]
    assert Review.objects.count() == 1
    assert Reextraction(since=EVER, at_once=1).step().total == 0


def test_one_that_fails_is_told_and_left_until_the_next_time(monkeypatch):
    version = read_by("1.0.0")
    monkeypatch.setattr("factcheck.steps.extract.extraction.analyse", _breaks)
    work = Reextraction(since=EVER, at_once=1)

    work.step()
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            work_off()
    standing = work.step()

    assert (standing.done, standing.failed, work.is_over) == (0, 1, True)
    assert status_of(version) == "ready"
    assert Event.objects.filter(kind="article.failed").count() == 1


def _breaks(text, **_):
    raise ZeroDivisionError


def test_the_article_stays_ready_meanwhile(monkeypatch):
    version = read_by("1.0.0")
    seen = []
    monkeypatch.setattr(
        "factcheck.steps.extract.extraction.analyse",
        lambda text, **_: (seen.append(status_of(version)), analysis(text))[1],
    )

    Reextraction(since=EVER, at_once=1).step()
    seen.append(status_of(version))
    work_off()

    assert [*seen, status_of(version)] == ["ready", "ready", "ready"]


def test_workers_are_woken_in_a_queue_of_its_own(woken, django_capture_on_commit_callbacks):
    version = read_by("1.0.0")

    with django_capture_on_commit_callbacks(execute=True):
        Reextraction(since=EVER, at_once=1).step()
    run = PipelineRun.objects.get(version=version)
    queueing.sweep(at=datetime.now(UTC) + timedelta(minutes=1))

    assert woken == [(run.pk, "backfill")] * 2


def test_somebody_who_cannot_wait_has_it_read_at_once(woken):
    version = read_by("1.0.0")
    Reextraction(since=EVER, at_once=1).step()

    pipeline.rerun(version.article_id, step="extract", actor=version.article.owner)

    (run,) = PipelineRun.objects.all()
    assert (run.status, run.is_backfill, status_of(version)) == ("queued", False, "queued")


def test_two_at_once_read_nothing_twice(woken):
    read_by("1.0.0")

    Reextraction(since=EVER, at_once=1).step()
    Reextraction(since=EVER, at_once=1).step()

    assert PipelineRun.objects.count() == 1


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01", "", "2026-01-01T99:00"])
def test_a_date_that_is_none_is_refused(since):
    with pytest.raises(CommandError, match="--since"):
        call_command("reextract", since=since)


@pytest.mark.parametrize("at_once", [0, -1, 101])
def test_so_many_at_once_are_refused(at_once):
    with pytest.raises(CommandError, match="1 to 100"):
        call_command("reextract", since="2026-01-01", at_once=at_once)


def test_a_dry_run_only_counts():
    read_by("1.0.0")
    out = StringIO()

    call_command("reextract", since="2000-01-01", dry_run=True, stdout=out)

    assert f"Read by another engine than {ENGINE_VERSION}: 1." in out.getvalue()
    assert not PipelineRun.objects.exists()


def test_the_command_shows_how_far_it_is(monkeypatch):
    for _ in range(3):
        read_by("1.0.0")
    monkeypatch.setattr("factcheck.management.commands.reextract.sleep", lambda _: work_off())
    out = StringIO()

    call_command("reextract", since="2000-01-01", at_once=2, stdout=out)

    assert " 2/3, about " in out.getvalue()
    assert "Done: 3 read again, 0 failed." in out.getvalue()


def test_it_can_be_stopped(monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    read_by("1.0.0")
    monkeypatch.setattr("factcheck.management.commands.reextract.sleep", stop)
    out = StringIO()

    call_command("reextract", since="2000-01-01", stdout=out)

    assert "The same command goes on" in out.getvalue()
