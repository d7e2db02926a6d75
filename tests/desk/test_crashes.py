"""What was answered with 2xx is there afterwards, once, whatever dies in between."""

import os
import signal
import threading
from functools import partial

import psycopg
import pytest
import requests

from tests.stack import wait_for

pytestmark = pytest.mark.stack


def long_article(name: str, sentences: int) -> str:
    """Text that the engine works on for seconds, no two sentences alike."""
    paragraphs = (
        f"The {name} council said on Monday that {number} houses were flooded and {number + 7} people moved out."
        for number in range(100, 100 + sentences)
    )
    return "\n\n".join(paragraphs)


def kill(stack, name):
    """kill -9 of one process and everything that it started."""
    pid = stack.pids()[name]
    os.killpg(pid, signal.SIGKILL)
    return pid


def is_back(stack, name, *, not_pid):
    return wait_for(lambda: stack.pids().get(name, not_pid) != not_pid, seconds=60)


def places(claims):
    return [(claim["part"], claim["start"], claim["end"], str(claim["focus"])) for claim in claims]


def test_a_worker_killed_while_it_reads_loses_no_article_and_doubles_no_claim(stack, newsroom_system):
    article_id = newsroom_system.post("/articles/", {"text": long_article("Worker", 250)}).json()["id"]
    assert wait_for(
        lambda: newsroom_system.get(f"/articles/{article_id}/").json()["status"] == "processing", seconds=30
    )

    pid = kill(stack, "worker")

    assert newsroom_system.get(f"/articles/{article_id}/").json()["status"] == "processing"
    assert is_back(stack, "worker", not_pid=pid)
    article = newsroom_system.wait_until_ready(article_id, seconds=120)
    claims = newsroom_system.claims(article_id)
    assert article["status"] == "ready", article
    assert len(claims) >= 250
    assert len(set(places(claims))) == len(claims) == article["claim_count"]
    reviews = newsroom_system.get("/reviews/", params={"article": article_id, "limit": 200}).json()["results"]
    assert len({review["claim"] for review in reviews}) == len(reviews) == 200


def test_a_broker_killed_with_all_its_memory_loses_no_article(stack, newsroom_system):
    pid = kill(stack, "valkey")

    answers = [
        newsroom_system.post("/articles/", {"text": long_article(f"Broker {number}", 3)})
        for number in range(3)
    ]

    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert is_back(stack, "valkey", not_pid=pid)
    for answer in answers:
        assert newsroom_system.wait_until_ready(answer.json()["id"], seconds=90)["status"] == "ready"


def test_a_web_process_killed_under_load_keeps_all_that_it_acknowledged(stack, newsroom_system):
    acknowledged: dict[str, int] = {}
    stop = threading.Event()

    def post_until_stopped(sender: int) -> None:
        number = 0
        while not stop.is_set():
            external_id = f"web-{sender}-{number}"
            body = {"external_id": external_id, "text": long_article(external_id, 1)}
            try:
                answer = newsroom_system.post("/articles/", body)
            except requests.RequestException:
                continue  # sent again: the same external id and words are the same article
            if answer.status_code in {200, 202}:
                acknowledged[external_id] = answer.json()["id"]
                number += 1

    senders = [threading.Thread(target=post_until_stopped, args=(sender,)) for sender in range(3)]
    for sender in senders:
        sender.start()
    assert wait_for(lambda: len(acknowledged) > 10, seconds=30)
    pid = kill(stack, "web")
    assert is_back(stack, "web", not_pid=pid)
    before = len(acknowledged)
    assert wait_for(lambda: len(acknowledged) > before + 5, seconds=60)
    stop.set()
    for sender in senders:
        sender.join(timeout=40)

    for external_id, article_id in acknowledged.items():
        found = newsroom_system.get("/articles/", params={"external_id": external_id}).json()["results"]
        assert [(article["id"], article["version"]) for article in found] == [(article_id, 1)]


def test_a_database_killed_keeps_what_was_acknowledged(stack, newsroom_system):
    article_id = newsroom_system.post("/articles/", {"text": long_article("Database", 2)}).json()["id"]
    pid = kill(stack, "postgres")
    assert is_back(stack, "postgres", not_pid=pid)

    def answers() -> bool:
        try:
            return newsroom_system.get(f"/articles/{article_id}/").status_code == 200
        except requests.RequestException:
            return False

    assert wait_for(answers, seconds=60)
    assert newsroom_system.wait_until_ready(article_id, seconds=90)["status"] == "ready"


def test_a_text_that_no_worker_survives_ends_failed_and_can_be_retried(stack, newsroom_system):
    article_id = newsroom_system.post("/articles/", {"text": long_article("Poison", 250)}).json()["id"]

    with psycopg.connect(stack.servers["DATABASE_OWNER_URL"], autocommit=True) as database:
        for attempt in (1, 2, 3):
            assert wait_for(partial(is_attempt, database, article_id, attempt), seconds=60)
            kill(stack, "worker")
    assert wait_for(
        lambda: newsroom_system.get(f"/articles/{article_id}/").json()["status"] == "failed", seconds=60
    )

    article = newsroom_system.get(f"/articles/{article_id}/").json()
    assert article["failure"] == "The worker died while it read the article. Gave up after 3 attempts."
    assert newsroom_system.claims(article_id) == []
    assert newsroom_system.post(f"/articles/{article_id}/retry/").status_code == 202
    assert newsroom_system.wait_until_ready(article_id, seconds=90)["status"] == "ready"


def step_of(newsroom_system, article_id):
    """Step and status of the newest run."""
    run = newsroom_system.get(f"/articles/{article_id}/runs/").json()["results"][-1]
    return run["step"], run["status"]


def test_a_worker_killed_while_it_fetches_loses_no_address(stack, newsroom_system, site):
    posted = newsroom_system.post("/articles/", {"url": f"http://{site.place}/held/killed"})
    article_id = posted.json()["id"]
    assert wait_for(lambda: "/held/killed" in site.paths, seconds=30)

    pid = kill(stack, "intake")

    assert is_back(stack, "intake", not_pid=pid)
    article = newsroom_system.wait_until_ready(article_id, seconds=60)
    runs = newsroom_system.get(f"/articles/{article_id}/runs/").json()["results"]
    assert (article["status"], article["version"]) == ("ready", 1)
    assert [(run["step"], run["attempts"]) for run in runs[:3]] == [
        ("fetch", 2),
        ("clean", 1),
        ("extract", 1),
    ]
    assert site.paths.count("/held/killed") == 2


def test_a_worker_killed_while_it_cleans_loses_no_page(stack, newsroom_system):
    # Long to clean and short to read.
    story = "<p>The council said on Monday that 12 bridges were closed after the flood.</p>" * 20
    menu = "<li><a href='/more'>More of this</a></li>" * 10_000
    page = f"<nav><ul>{menu}</ul></nav><article><h1>Flood</h1>{story}</article>"
    article_id = newsroom_system.post("/articles/", {"html": page}).json()["id"]
    assert wait_for(lambda: step_of(newsroom_system, article_id) == ("clean", "running"), seconds=30)

    pid = kill(stack, "intake")

    assert is_back(stack, "intake", not_pid=pid)
    newsroom_system.wait_until_ready(article_id, seconds=90)
    (run, *_) = newsroom_system.get(f"/articles/{article_id}/runs/").json()["results"]
    assert (run["step"], run["attempts"]) == ("clean", 2)


def is_attempt(database, article_id, number):
    """Whether a worker is at its ``number``th attempt."""
    row = database.execute(
        "SELECT attempts FROM factcheck_pipelinerun r JOIN factcheck_articleversion v ON v.id = r.version_id"
        " WHERE v.article_id = %s AND r.status = 'running'",
        [article_id],
    ).fetchone()
    return row == (number,)


def test_the_history_still_fits_together_after_all_of_it(stack):
    assert "fit together" in stack.manage("verify_history")
