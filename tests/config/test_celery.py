"""Which queue a task waits in."""

from types import SimpleNamespace

import pytest

from config.celery import _load_model_before_the_fork, app

app.loader.import_default_modules()


@pytest.mark.parametrize("tick", sorted(entry["task"] for entry in app.conf.beat_schedule.values()))
def test_no_tick_waits_behind_the_articles(tick):
    assert tick in app.tasks
    assert app.amqp.router.route({}, tick)["queue"].name != "extract"


def test_an_article_waits_in_the_queue_for_articles():
    assert app.amqp.router.route({}, "factcheck.tasks.run_step")["queue"].name == "extract"


@pytest.mark.parametrize(
    ("queues", "loads"),
    [
        (["fetch"], False),
        (["fetch", "evidence", "deliver"], False),
        (["extract", "match"], True),
        (["opinion"], True),
    ],
)
def test_who_only_fetches_and_cleans_loads_no_engine(monkeypatch, queues, loads):
    loaded = []
    monkeypatch.setattr("factcheck.extraction.load_model", lambda: loaded.append(True), raising=False)
    monkeypatch.setattr("config.celery.gc.freeze", lambda: None)
    worker = SimpleNamespace(
        app=SimpleNamespace(amqp=SimpleNamespace(queues=SimpleNamespace(consume_from=queues)))
    )

    _load_model_before_the_fork(sender=worker)

    assert bool(loaded) == loads
