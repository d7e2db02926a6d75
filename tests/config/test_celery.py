"""Which queue a task waits in."""

import pytest

from config.celery import app

app.loader.import_default_modules()


@pytest.mark.parametrize("tick", sorted(entry["task"] for entry in app.conf.beat_schedule.values()))
def test_no_tick_waits_behind_the_articles(tick):
    assert tick in app.tasks
    assert app.amqp.router.route({}, tick)["queue"].name != "extract"


def test_an_article_waits_in_the_queue_for_articles():
    assert app.amqp.router.route({}, "factcheck.tasks.run_step")["queue"].name == "extract"
