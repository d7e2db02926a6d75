"""From a version to its claims, whatever dies on the way."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event as Flag
from uuid import uuid4

import pytest
import time_machine
from celery import Celery
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from config.celery import app as celery_app
from factcheck import broker, ingest, pipeline, takedown, tasks
from factcheck.broker import FIRST, USUAL, count_waiting, wake
from factcheck.errors import NotRetryable, Redacted
from factcheck.models import Article, Claim, ClaimAnchor, Event, PipelineRun
from factcheck.steps import attempts, extract
from reviews.models import Review
from tests.factories import PipelineRunFactory, UserFactory, default_desk
from tests.findings import analysis, finding
from tests.races import PATIENCE, at_once, while_uncommitted

NINE = datetime(2024, 3, 11, 9, 0, tzinfo=UTC)
#: A worker is given up after three heartbeats of five seconds.
SILENCE = timedelta(seconds=15)
TEXT = "The harbour lost 40 containers. Two pilots were hurt."
CLAIMS = ("The harbour lost 40 containers.", "Two pilots were hurt.")


def found_in(text: str, *quotes: str, **options):
    """What an engine that finds these quotes answers."""
    return analysis(text, *(finding(text, quote) for quote in quotes), **options)


@pytest.fixture
def engine(monkeypatch):
    """A function that has the engine do something else; by default it finds CLAIMS."""

    def becomes(behaviour: Callable[..., object]) -> None:
        monkeypatch.setattr("factcheck.steps.extract.extraction.analyse", behaviour)

    becomes(lambda text, **_: found_in(text, *(quote for quote in CLAIMS if quote in text)))
    return becomes


@pytest.fixture
def woken(monkeypatch):
    """The runs that a worker was woken for."""
    runs: list[int] = []
    monkeypatch.setattr("factcheck.steps.queueing.wake", lambda task, run_id, **_: runs.append(run_id))
    monkeypatch.setattr("factcheck.steps.queueing.count_waiting", lambda *_, **__: 0)
    return runs


@pytest.fixture
def run(desk, engine, woken):
    """A run that waits, for TEXT."""
    return PipelineRunFactory(version__text=TEXT)


def state_of(run: PipelineRun) -> tuple[str, int, str]:
    """Status of the run, attempts, status of the article."""
    row = PipelineRun.objects.select_related("version__article").get(pk=run.pk)
    return row.status, row.attempts, row.version.article.status


# --- Done --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_run_stores_claims_with_their_reviews_and_says_so(run):
    pipeline.run(run.pk)

    assert state_of(run) == ("done", 1, "ready")
    assert [anchor.quote for anchor in ClaimAnchor.objects.order_by("start")] == list(CLAIMS)
    assert set(Review.objects.values_list("claim_id", flat=True)) == set(
        Claim.objects.values_list("pk", flat=True)
    )
    event = Event.objects.select_related("payload").get(kind="article.extracted")
    assert event.payload.content == {"version": 1, "claims": 2, "engine": "test-1"}
    assert (event.actor, event.is_consequence) == (None, True)


@pytest.mark.django_db
def test_a_run_that_is_done_is_not_done_again(run, engine):
    pipeline.run(run.pk)
    engine(lambda *_, **__: pytest.fail("the engine was asked again"))

    pipeline.run(run.pk)

    assert state_of(run) == ("done", 1, "ready")


@pytest.mark.django_db
def test_a_run_that_does_not_exist_is_no_error(run):
    pipeline.run(run.pk + 1000)


@pytest.mark.django_db
def test_a_receiver_that_fails_stores_no_claim(run, monkeypatch):
    monkeypatch.setattr("reviews.receivers.workflow.start", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        pipeline.run(run.pk)

    assert not Claim.objects.exists()
    assert state_of(run) == ("queued", 1, "processing")
    assert PipelineRun.objects.get().error == "The engine failed: ZeroDivisionError."


@pytest.mark.django_db
def test_a_quote_that_is_not_in_the_text_stores_nothing_and_ends_failed(run, engine):
    engine(lambda text, **_: found_in("Another text altogether.", "Another text"))

    for _ in range(3):
        with pytest.raises(Exception, match="quote is not"):
            pipeline.run(run.pk)

    assert state_of(run) == ("failed", 3, "failed")
    assert not Claim.objects.exists()


# --- Failing -----------------------------------------------------------------------------------------


def soft_limit(*_, **__):
    raise SoftTimeLimitExceeded


def crash(*_, **__):
    raise ValueError(TEXT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        pytest.param(soft_limit, "The engine did not finish within 120 seconds.", id="too slow"),
        pytest.param(crash, "The engine failed: ValueError.", id="crash"),
    ],
)
def test_an_engine_that_fails_is_tried_three_times_and_then_the_article_says_why(
    run, engine, behaviour, reason, woken, django_capture_on_commit_callbacks
):
    engine(behaviour)
    states = []

    for _ in range(4):
        with django_capture_on_commit_callbacks(execute=True), suppress(ValueError):
            pipeline.run(run.pk)
        states.append(state_of(run)[:2])

    article = Article.objects.get()
    assert states == [("queued", 1), ("queued", 2), ("failed", 3), ("failed", 3)]
    assert woken == [run.pk, run.pk]
    assert (article.status, article.failure) == ("failed", f"{reason} Gave up after 3 attempts.")
    assert Event.objects.filter(kind="article.failed").count() == 1


@pytest.mark.django_db
def test_an_engines_error_never_carries_the_articles_words(run, engine):
    engine(crash)

    for _ in range(3):
        with pytest.raises(ValueError):
            pipeline.run(run.pk)

    assert TEXT not in Article.objects.get().failure + PipelineRun.objects.get().error


@pytest.mark.django_db
def test_an_attempt_that_succeeds_after_one_that_failed_leaves_no_trace_of_it(run, engine):
    engine(soft_limit)
    pipeline.run(run.pk)
    engine(lambda text, **_: found_in(text, *CLAIMS))

    pipeline.run(run.pk)

    assert state_of(run) == ("done", 2, "ready")
    assert (PipelineRun.objects.get(step="extract").error, Article.objects.get().failure) == ("", "")


@pytest.mark.django_db
def test_a_worker_that_dies_silently_three_times_is_given_no_fourth(run, engine):
    """The attempt was counted and committed before the work, so a text that kills workers ends."""
    with time_machine.travel(NINE, tick=False) as clock:
        for _ in range(3):
            assert attempts.take(run.pk, owner="dead", at=clock_now())
            clock.shift(SILENCE)

        pipeline.run(run.pk)

    article = Article.objects.get()
    assert state_of(run) == ("failed", 3, "failed")
    assert article.failure == "The worker died while it read the article. Gave up after 3 attempts."


def clock_now() -> datetime:
    return datetime.now(UTC)


# --- Taking and taking over --------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("silent_for", "is_taken_over"),
    [(SILENCE - timedelta(seconds=1), False), (SILENCE, True)],
    ids=["still alive", "silent"],
)
def test_a_silent_workers_run_is_taken_over(run, silent_for, is_taken_over):
    with time_machine.travel(NINE, tick=False) as clock:
        attempts.take(run.pk, owner="silent", at=NINE)
        clock.shift(silent_for)

        pipeline.run(run.pk)

    assert state_of(run) == (("done", 2, "ready") if is_taken_over else ("running", 1, "processing"))


@pytest.mark.django_db
def test_what_a_worker_brings_after_it_was_taken_over_is_dropped(run):
    with time_machine.travel(NINE, tick=False) as clock:
        attempts.take(run.pk, owner="silent", at=NINE)
        clock.shift(SILENCE)
        attempts.take(run.pk, owner="successor", at=NINE + SILENCE)

        extract.finish(run.pk, owner="silent", analysis=found_in(TEXT, CLAIMS[0]))
        attempts.give_back(run.pk, owner="silent", error="too late")

        assert not Claim.objects.exists()
        assert state_of(run) == ("running", 2, "processing")
        extract.finish(run.pk, owner="successor", analysis=found_in(TEXT, *CLAIMS))
    assert Claim.objects.count() == 2


@pytest.mark.django_db
def test_a_worker_that_was_taken_over_stops_at_its_next_heartbeat(run, engine):
    went_on = []

    def slow(text, *, progress, **_):
        clock.shift(SILENCE)
        attempts.take(run.pk, owner="successor", at=clock_now())
        progress(1, 2)
        went_on.append(True)
        return found_in(text, *CLAIMS)

    engine(slow)
    with time_machine.travel(NINE, tick=False) as clock:
        pipeline.run(run.pk)

    assert went_on == []
    assert state_of(run) == ("running", 2, "processing")


@pytest.mark.django_db
def test_a_heartbeat_keeps_the_run_and_shows_its_progress(run, engine):
    seen = []

    def slow(text, *, progress, **_):
        for done in range(1, 5):
            clock.shift(timedelta(seconds=5))
            progress(done, 4)
            row = PipelineRun.objects.get()
            seen.append((row.progress, clock_now() - row.heartbeat_at))
        return found_in(text, *CLAIMS)

    engine(slow)
    with time_machine.travel(NINE, tick=False) as clock:
        pipeline.run(run.pk)

    assert seen == [(0.25, timedelta()), (0.5, timedelta()), (0.75, timedelta()), (1.0, timedelta())]
    assert state_of(run) == ("done", 1, "ready")


@pytest.mark.django_db(transaction=True)
def test_two_workers_woken_for_one_run_work_once(engine, woken):
    default_desk()
    run = PipelineRunFactory(version__text=TEXT)
    asked = []

    def count(text, **_):
        asked.append(True)
        return found_in(text, *CLAIMS)

    engine(count)
    answers = at_once(*[partial(pipeline.run, run.pk)] * 4)

    assert answers == [None] * 4
    assert len(asked) == 1
    assert Claim.objects.count() == 2
    assert state_of(run) == ("done", 1, "ready")


@pytest.mark.django_db
def test_versions_of_an_article_are_read_in_order(desk, engine, woken, integration):
    for text in (TEXT, f"{TEXT} A third was not."):
        ingest.store(ingest.Submission(text=text, external_id="a-1"), owner=integration)
    first, second = PipelineRun.objects.order_by("pk")

    pipeline.run(second.pk)
    assert state_of(second)[0] == "queued"
    pipeline.run(first.pk)
    assert state_of(first) == ("done", 1, "queued")
    pipeline.run(second.pk)

    assert state_of(second) == ("done", 1, "ready")
    assert Claim.objects.count() == 2


@pytest.mark.django_db
def test_the_end_of_one_version_wakes_the_next(
    desk, engine, woken, integration, django_capture_on_commit_callbacks
):
    for text in (TEXT, f"{TEXT} A third was not."):
        ingest.store(ingest.Submission(text=text, external_id="a-1"), owner=integration)
    first, second = PipelineRun.objects.order_by("pk")

    with django_capture_on_commit_callbacks(execute=True):
        pipeline.run(first.pk)

    compared = PipelineRun.objects.get(step="match")
    assert set(woken) == {second.pk, compared.pk}


# --- Woken -------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "silent_for", "is_woken"),
    [
        ("queued", timedelta(), False),
        ("queued", SILENCE, True),
        ("running", timedelta(), False),
        ("running", SILENCE, True),
        ("done", SILENCE * 100, False),
        ("failed", SILENCE * 100, False),
    ],
)
def test_a_sweep_wakes_what_waits_and_what_is_stuck(run, woken, status, silent_for, is_woken):
    PipelineRun.objects.filter(pk=run.pk).update(status=status, heartbeat_at=NINE)

    count = pipeline.sweep(at=NINE + silent_for)

    assert (count, woken) == ((1, [run.pk]) if is_woken else (0, []))


@pytest.mark.django_db
def test_a_waiting_run_is_not_woken_again_before_its_time(run, woken):
    PipelineRun.objects.filter(pk=run.pk).update(heartbeat_at=NINE)

    counts = [pipeline.sweep(at=NINE + SILENCE + timedelta(seconds=s)) for s in (0, 5, 10, 15)]

    assert counts == [1, 0, 0, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "is_woken"),
    [
        pytest.param({"status": "queued"}, False, id="a message for it waits too"),
        pytest.param({"status": "running"}, True, id="its worker died"),
        pytest.param({"status": "queued", "next_attempt_at": NINE + SILENCE}, True, id="its time has come"),
        pytest.param(
            {"status": "queued", "next_attempt_at": NINE - SILENCE}, False, id="and it was woken then"
        ),
        pytest.param({"status": "queued", "is_backfill": True}, True, id="nothing waits in its own queue"),
    ],
)
def test_a_queue_that_is_full_is_not_filled_with_repeats(run, woken, monkeypatch, columns, is_woken):
    PipelineRun.objects.filter(pk=run.pk).update(heartbeat_at=NINE, **columns)
    monkeypatch.setattr("factcheck.steps.queueing.count_waiting", lambda task, queue=None: 0 if queue else 50)

    pipeline.sweep(at=NINE + SILENCE)

    assert woken == ([run.pk] if is_woken else [])


@pytest.mark.django_db
def test_whoever_lost_a_worker_is_woken_before_all_that_wait(run, woken, monkeypatch):
    monkeypatch.setattr("factcheck.steps.queueing._SWEEP_AT_ONCE", 3)
    waiting = [PipelineRunFactory(heartbeat_at=NINE) for _ in range(3)]
    stuck = PipelineRunFactory(status="running", heartbeat_at=NINE + timedelta(seconds=1))
    PipelineRun.objects.filter(pk=run.pk).update(heartbeat_at=NINE - timedelta(seconds=1))

    pipeline.sweep(at=NINE + SILENCE * 2)

    assert woken == [stuck.pk, run.pk, waiting[0].pk]


@pytest.mark.django_db
def test_a_message_for_what_is_done_costs_one_question(run, django_assert_num_queries):
    PipelineRun.objects.filter(pk=run.pk).update(status="done")

    with django_assert_num_queries(1):
        pipeline.run(run.pk)


def test_what_comes_first_goes_before_all_that_wait_at_the_broker():
    name = f"priorities-{uuid4()}"
    for priority in (USUAL, USUAL, FIRST):
        wake(tasks.run_step, priority, queue=name, priority=priority)

    assert count_waiting(tasks.run_step, queue=name) == 3
    with tasks.run_step.app.connection_for_read() as connection, connection.SimpleQueue(name) as queue:
        given = []
        for _ in range(3):
            message = queue.get(timeout=5)
            message.ack()
            given.append(message.payload[0][0])
    assert given == [FIRST, USUAL, USUAL]
    assert count_waiting(tasks.run_step, queue=name) == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_woken_after_the_commit_and_not_before(woken):
    owner = UserFactory(role="integration")

    with transaction.atomic():
        ingest.store(ingest.Submission(text=TEXT), owner=owner)
        before = list(woken)

    assert before == []
    assert woken == [PipelineRun.objects.get().pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [OperationalError, ConnectionError, RuntimeError])
def test_a_post_is_stored_whatever_becomes_of_the_broker(monkeypatch, error):
    def away(*_, **__):
        raise error("the broker is away")

    monkeypatch.setattr("factcheck.tasks.run_step.apply_async", away)

    version, is_new = ingest.store(ingest.Submission(text=TEXT), owner=UserFactory(role="integration"))

    assert is_new
    assert PipelineRun.objects.get(version=version).status == "queued"


def test_waking_through_a_broker_that_is_away_neither_raises_nor_takes_long():
    ours = celery_app.conf
    app = Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    app.conf.update(
        task_publish_retry=ours.task_publish_retry, broker_transport_options=ours.broker_transport_options
    )

    @app.task(name="nobody.hears", shared=False)
    def nobody_hears() -> None: ...

    began = time.monotonic()
    broker.wake(nobody_hears)

    assert time.monotonic() - began < 1


# --- Retried -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_failed_article_is_retried_with_all_its_attempts(run, engine, editor):
    engine(soft_limit)
    for _ in range(3):
        pipeline.run(run.pk)
    engine(lambda text, **_: found_in(text, *CLAIMS))

    article = pipeline.retry(run.version.article_id, actor=editor)

    fresh = PipelineRun.objects.get(status="queued")
    assert (article.status, article.failure, fresh.attempts) == ("queued", "", 0)
    assert Event.objects.get(kind="article.retried").actor == editor
    pipeline.run(fresh.pk)
    assert state_of(fresh) == ("done", 1, "ready")


@pytest.mark.django_db
def test_a_version_that_failed_does_not_fail_the_article_while_a_later_one_waits(run, engine, editor):
    article = run.version.article
    later = PipelineRunFactory(version__article=article, version__number=2, version__text=f"{TEXT} More.")
    PipelineRun.objects.filter(pk=run.pk).update(attempts=2)
    engine(lambda *_, **__: 1 / 0)

    with suppress(ZeroDivisionError):
        pipeline.run(run.pk)

    assert state_of(run) == ("failed", 3, "queued")
    assert state_of(later)[0] == "queued"
    with pytest.raises(NotRetryable):
        pipeline.retry(article.pk, actor=editor)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [status for status in Article.Status.values if status != "failed"])
def test_only_a_failed_article_is_retried(run, editor, status):
    Article.objects.update(status=status)

    with pytest.raises(NotRetryable):
        pipeline.retry(run.version.article_id, actor=editor)

    assert PipelineRun.objects.count() == 1


# --- Taken down meanwhile ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_article_taken_down_while_the_engine_reads_it_stores_nothing(engine, woken):
    default_desk()
    run, editor = PipelineRunFactory(version__text=TEXT), UserFactory(role="editor")

    def slow(text, **_):
        (order,) = at_once(
            partial(takedown.take_down, run.version.article_id, actor=editor, reason="court order")
        )
        assert order.pk
        return found_in(text, *CLAIMS)

    engine(slow)
    pipeline.run(run.pk)

    assert not Claim.objects.exists()
    assert state_of(run) == ("failed", 1, "failed")
    assert Article.objects.get().failure == "The article was taken down."
    with pytest.raises(Redacted):
        pipeline.retry(run.version.article_id, actor=editor)


@pytest.mark.django_db(transaction=True)
def test_a_take_down_that_comes_while_claims_are_stored_blanks_them_too(engine, woken):
    default_desk()
    run, editor = PipelineRunFactory(version__text=TEXT), UserFactory(role="editor")
    attempts.take(run.pk, owner="me", at=clock_now())

    stored, order = while_uncommitted(
        partial(extract.finish, run.pk, owner="me", analysis=found_in(TEXT, *CLAIMS)),
        partial(takedown.take_down, run.version.article_id, actor=editor, reason="court order"),
    )

    assert (stored, order.reason) == (None, "court order")
    assert set(ClaimAnchor.objects.values_list("quote", flat=True)) == {""}
    assert set(Claim.objects.values_list("label", flat=True)) == {""}


@pytest.mark.django_db(transaction=True)
def test_claims_that_come_while_a_take_down_commits_are_not_stored(engine, woken):
    default_desk()
    run, editor = PipelineRunFactory(version__text=TEXT), UserFactory(role="editor")
    attempts.take(run.pk, owner="me", at=clock_now())

    order, stored = while_uncommitted(
        partial(takedown.take_down, run.version.article_id, actor=editor, reason="court order"),
        partial(extract.finish, run.pk, owner="me", analysis=found_in(TEXT, *CLAIMS)),
    )

    assert (order.reason, stored) == ("court order", None)
    assert not Claim.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["take", "give back"])
def test_a_take_down_and_a_worker_never_wait_for_each_other(engine, woken, step):
    default_desk()
    run, editor = PipelineRunFactory(version__text=TEXT), UserFactory(role="editor")
    if step == "give back":
        attempts.take(run.pk, owner="me", at=clock_now())
    locks_taken = Flag()

    def slow_take_down():
        # Holds the article's row while the worker comes, and only then wants the rest.
        Article.objects.select_for_update(no_key=True).get(pk=run.version.article_id)
        locks_taken.set()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.3)")
        return takedown.take_down(run.version.article_id, actor=editor, reason="court order")

    def worker():
        assert locks_taken.wait(PATIENCE)
        if step == "take":
            return attempts.take(run.pk, owner="me", at=clock_now())
        return attempts.give_back(run.pk, owner="me", error="too slow")

    def taken_down():
        with transaction.atomic():
            return slow_take_down()

    order, worked = at_once(taken_down, worker)

    assert (order.reason, worked) == ("court order", None)
