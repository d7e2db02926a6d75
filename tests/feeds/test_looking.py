"""One look at a feed, from the site to the articles."""

import gzip
import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from factcheck import history, ingest
from factcheck.feeds import looking, schedule
from factcheck.feeds.boundary import read_in_child
from factcheck.feeds.entries import MOST_NEW
from factcheck.fetching import politeness
from factcheck.ingest import Submission
from factcheck.models import Article, Event, Feed, FeedDocument, FeedEntry, PipelineRun
from factcheck.takedown import take_down
from tests.factories import FeedFactory, PublisherFactory
from tests.hostile_server import http, sends

from . import samples
from .samples import item, rss

pytestmark = pytest.mark.django_db

XML = "Content-Type: application/rss+xml"
NOW = "2026-11-22T12:00:00Z"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=True):
        yield


def serves(body: bytes, *headers: str):
    return sends(http("200 OK", body, *(headers or (XML,))))


def look(feed: Feed) -> Feed:
    Feed.objects.filter(pk=feed.pk).update(next_due_at=timezone.now(), lease="", leased_until=None)
    leased = schedule.lease_next(at=timezone.now())
    assert leased == feed
    looking.look(leased)
    feed.refresh_from_db()
    assert feed.lease == ""
    return feed


def feed_at(server, path: str = "/feed", **fields) -> Feed:
    return FeedFactory(url=f"http://{server.place}{path}", **fields)


def test_new_entries_become_articles_that_are_fetched(site):
    publisher = PublisherFactory()
    with site(serves(samples.RSS)) as server:
        feed = look(feed_at(server, publisher=publisher, genre="live"))

    articles = Article.objects.order_by("pk")
    assert [article.url for article in articles] == [
        "https://ledger.example.com/81",
        "https://ledger.example.com/34",
    ]
    assert {(a.publisher, a.genre, a.owner, a.status) for a in articles} == {
        (publisher, "live", feed.owner, "queued")
    }
    assert PipelineRun.objects.filter(step="fetch", status="queued").count() == 2
    assert (feed.kind, feed.last_entry_count, feed.last_new_count) == ("rss", 2, 2)
    assert feed.health == Feed.Health.HEALTHY
    assert feed.last_new_at


def test_the_same_entries_are_not_taken_in_again(site):
    with site(serves(samples.RSS)) as server:
        feed = look(feed_at(server))
        FeedDocument.objects.update(body_sha256="")  # as if the body had changed somewhere
        feed = look(feed)

    assert (Article.objects.count(), FeedEntry.objects.count()) == (2, 2)
    assert (feed.last_entry_count, feed.last_new_count) == (2, 0)


def test_what_did_not_change_is_neither_sent_nor_read(site, monkeypatch):
    with site({"/feed": serves(samples.RSS, XML, 'ETag: "1"')}) as server:
        feed = look(feed_at(server))
        server.choose = lambda _, path: sends(http("304 Not Modified", b""))
        monkeypatch.setattr(looking, "read_in_child", lambda body: pytest.fail("it was read"))
        feed = look(feed)
        server.choose = lambda _, path: serves(samples.RSS)  # a site that sends everything every time
        look(feed)

    assert b'if-none-match: "1"' in server.requests[-2].lower()
    assert (feed.health, feed.last_entry_count, feed.last_new_count) == (Feed.Health.HEALTHY, 2, 0)


def test_an_article_that_came_another_way_is_the_same_article(site, integration):
    posted, _ = ingest.store(
        Submission(text="81 missiles were launched.", url="https://ledger.example.com/81?utm_source=cms"),
        owner=integration,
    )
    with site({"/a": serves(samples.RSS), "/b": serves(samples.RSS)}) as server:
        look(feed_at(server, "/a"))
        Feed.objects.update(paused_at=timezone.now())
        look(feed_at(server, "/b"))

    assert Article.objects.count() == 2
    assert {entry.article_id for entry in FeedEntry.objects.all()} == set(
        Article.objects.values_list("pk", flat=True)
    )
    assert FeedEntry.objects.filter(article=posted.article_id).count() == 2


def test_an_entry_that_changed_is_fetched_again_but_not_all_the_time(site):
    story = item("https://ledger.example.com/81", title="81 missiles launched")
    corrected = item("https://ledger.example.com/81", title="84 missiles launched")
    with site(serves(rss(story))) as server:
        feed = look(feed_at(server))
        PipelineRun.objects.update(status="done")
        server.choose = lambda _, path: serves(rss(corrected))
        look(feed)
        assert PipelineRun.objects.count() == 1  # just fetched

        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            look(feed)

    assert Article.objects.count() == 1
    assert PipelineRun.objects.filter(step="fetch").count() == 2


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("http://169.254.169.254/latest/", "private_address"),
        ("http://localhost/admin", "host_not_public"),
        ("file:///etc/passwd", "scheme_not_allowed"),
        ("javascript:alert(1)", "scheme_not_allowed"),
        ("http://user:pw@example.com/", "password_in_address"),
        ("http://2130706433/", "host_disguised"),
        ("", "no_address"),
    ],
)
def test_a_link_that_is_not_fetched_is_kept_with_its_reason(site, link, code):
    with site(serves(rss(item(link, title="A story", guid="x")))) as server:
        feed = look(feed_at(server))

    entry = FeedEntry.objects.get()
    assert (entry.article, entry.refusal_code) == (None, code)
    assert entry.refusal.endswith(".")
    assert (feed.health, feed.last_new_count) == (Feed.Health.HEALTHY, 1)
    assert not Article.objects.exists()


def test_an_item_that_nobody_could_write_down_does_not_break_its_feed(site):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"url": "https://ledger.example.com/\ud800"}, {"url": "https://ledger.example.com/81"}],
    }
    with site(serves(json.dumps(feed).encode(), "Content-Type: application/feed+json")) as server:
        look(feed_at(server))

    assert Article.objects.get().url == "https://ledger.example.com/81"
    assert FeedEntry.objects.get(article=None).refusal_code == "address_malformed"


def test_relative_links_are_read_from_where_the_feed_is(site, settings):
    with site(serves(samples.ATOM)) as server:
        look(feed_at(server, "/feeds/atom"))

    assert Article.objects.get().url == f"http://{server.place}/power"


def test_an_entry_that_stands_there_twice_is_one_and_guids_that_are_used_twice_are_two(site):
    body = rss(
        item("https://ledger.example.com/a", guid="same"),
        item("https://ledger.example.com/b", guid="same"),
        item("https://ledger.example.com/a?utm_source=rss", guid="other"),
    )
    with site(serves(body)) as server:
        look(feed_at(server))

    assert sorted(Article.objects.values_list("url", flat=True)) == [
        "https://ledger.example.com/a",
        "https://ledger.example.com/b",
    ]


def test_a_feed_that_is_added_does_not_pour_its_archive_in(site):
    body = rss(
        item("https://ledger.example.com/old", date="Sun, 01 Nov 2020 10:00:00 GMT"),
        item("https://ledger.example.com/new", date="Sun, 22 Nov 2026 10:00:00 GMT"),
        item("https://ledger.example.com/undated"),
    )
    with site(serves(body)) as server:
        look(feed_at(server))

    assert {url.rpartition("/")[2] for url in Article.objects.values_list("url", flat=True)} == {
        "new",
        "undated",
    }


def test_many_new_entries_are_spread_over_several_looks(site):
    with site(serves(samples.many(MOST_NEW + 5), XML, 'ETag: "1"')) as server:
        feed = look(feed_at(server))
        assert (Article.objects.count(), feed.last_new_count) == (MOST_NEW, MOST_NEW)
        document = feed.documents.get()
        assert (document.etag, document.body_sha256) == ("", "")  # or the others would never be seen

        feed = look(feed)

    assert (Article.objects.count(), feed.last_new_count) == (MOST_NEW + 5, 5)
    assert feed.documents.get().etag == '"1"'


def test_html_in_a_title_goes_nowhere(site):
    body = rss(item("https://ledger.example.com/a", title="&lt;script&gt;alert(1)&lt;/script&gt;"))
    with site(serves(body)) as server:
        look(feed_at(server))

    rows = [*FeedEntry.objects.values(), *Feed.objects.values(), *Article.objects.values()]
    assert "script" not in str(rows)


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("Sun, 22 Nov 2026 10:00:00 +0200", "2026-11-22T08:00:00+00:00"),
        ("Sun, 22 Nov 2026 10:00:00", None),
        ("Sun, 22 Nov 2030 10:00:00 GMT", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_is_handed_on_where_it_can_be_true(site, published, kept):
    with site(serves(rss(item("https://ledger.example.com/a", date=published)))) as server:
        look(feed_at(server))

    assert Article.objects.get().arrivals.get().given.get("published_at") == kept


INDEX = """<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01T00:00:00Z</lastmod></sitemap>
<sitemap><loc>{base}/news.xml.gz</loc><lastmod>2026-11-22T09:30:00Z</lastmod></sitemap>
<sitemap><loc>{base}/index</loc></sitemap></sitemapindex>"""


def index_at(server, index: str = INDEX) -> bytes:
    return index.format(base=f"http://{server.place}").encode()


def test_sitemaps_are_followed_from_their_index_newest_first(site):
    pages = {}
    with site(pages) as server:
        pages["/index"] = serves(index_at(server))
        pages["/news.xml.gz"] = serves(gzip.compress(samples.NEWS_SITEMAP), "Content-Type: application/gzip")
        feed = look(feed_at(server, "/index"))

    assert (feed.kind, feed.last_entry_count) == ("sitemap_index", 2)
    assert sorted(Article.objects.values_list("url", flat=True)) == [
        "https://podil.example.com/about",
        "https://podil.example.com/radiators",
    ]


TWO = """<sitemapindex><sitemap><loc>{base}/a.xml</loc></sitemap><sitemap><loc>{base}/b.xml</loc></sitemap></sitemapindex>"""


def sitemap(*paths: str) -> bytes:
    addresses = "".join(f"<url><loc>https://podil.example.com/{path}</loc></url>" for path in paths)
    return f"<urlset>{addresses}</urlset>".encode()


def unless_known(server, body: bytes):
    """In full to whoever does not name the validator that came with it."""
    tag = f'"{hash(body)}"'

    def answer(connection):
        is_known = f"if-none-match: {tag}".encode() in server.requests[-1].lower()
        connection.sendall(
            http("304 Not Modified", b"") if is_known else http("200 OK", body, XML, f"ETag: {tag}")
        )

    return answer


def test_of_an_index_only_what_changed_is_sent_and_read(site, monkeypatch):
    read = []
    monkeypatch.setattr(looking, "read_in_child", lambda body: (read.append(body), read_in_child(body))[1])
    pages = {}
    with site(pages) as server:
        pages |= {
            "/index": unless_known(server, index_at(server, TWO)),
            "/a.xml": unless_known(server, sitemap("1")),
            "/b.xml": serves(sitemap("2", "3")),  # in full, every time
        }
        feed = look(feed_at(server, "/index"))
        assert (len(read), feed.last_entry_count) == (3, 3)

        feed = look(feed)
        assert (len(read), feed.last_entry_count, feed.last_new_count) == (3, 3, 0)

        pages["/a.xml"] = unless_known(server, sitemap("1", "4"))  # the index stays as it is
        feed = look(feed)
        assert (len(read), feed.last_entry_count, feed.last_new_count) == (4, 4, 1)

        pages["/index"] = unless_known(server, index_at(server, TWO.replace("b.xml", "c.xml")))
        pages["/c.xml"] = unless_known(server, sitemap("5"))
        feed = look(feed)

    assert (len(read), feed.last_entry_count, feed.last_new_count) == (6, 3, 1)
    assert [document.url.rpartition("/")[2] for document in feed.documents.all()] == [
        "index",
        "a.xml",
        "c.xml",
    ]


def test_a_sitemap_that_failed_is_asked_again_though_its_index_stays(site):
    pages = {}
    with site(pages) as server:
        pages |= {
            "/index": unless_known(server, index_at(server, TWO)),
            "/a.xml": unless_known(server, sitemap("1")),
            "/b.xml": sends(http("500 Oh", b"")),
        }
        feed = look(feed_at(server, "/index"))
        assert (feed.health, feed.last_new_count) == (Feed.Health.HEALTHY, 1)

        pages["/b.xml"] = unless_known(server, sitemap("2"))
        feed = look(feed)

    assert (feed.last_entry_count, feed.last_new_count) == (2, 1)


def test_what_a_sitemap_has_too_much_of_comes_with_the_next_look(site):
    pages = {}
    with site(pages) as server:
        pages |= {
            "/index": unless_known(server, index_at(server, TWO)),
            "/a.xml": unless_known(server, sitemap(*map(str, range(MOST_NEW + 5)))),
            "/b.xml": unless_known(server, sitemap("b")),
        }
        feed = look(feed_at(server, "/index"))
        feed = look(feed)

    assert feed.last_new_count == 5
    assert Article.objects.count() == MOST_NEW + 6


def test_an_index_never_leads_into_a_private_network(site):
    index = b"<sitemapindex><sitemap><loc>http://169.254.169.254/latest</loc></sitemap></sitemapindex>"
    with site(serves(index)) as server:
        feed = look(feed_at(server))

    assert (feed.health, feed.last_error_code) == (Feed.Health.FAILING, "private_address")


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        pytest.param(sends(http("404 Not Found", b"")), "not_found", id="404"),
        pytest.param(sends(http("500 Oh", b"")), "server_error", id="500"),
        pytest.param(sends(http("429 Slow", b"", "Retry-After: 7200")), "asked_to_wait", id="429"),
        pytest.param(sends(b"garbage\r\n\r\n"), "broken_answer", id="no HTTP"),
        pytest.param(
            serves(b"<html><body>A page</body></html>", "Content-Type: text/html"), "not_a_feed", id="page"
        ),
        pytest.param(serves(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50), "kind_not_read", id="picture"),
        pytest.param(serves(b"<urlset><url>"), "feed_broken", id="broken"),
        pytest.param(serves(samples.HOSTILE["a bomb of entities in RSS"][0]), "feed_hostile", id="bomb"),
        pytest.param(serves(gzip.compress(b"0" * 20_000_000)), "too_large", id="gzip bomb"),
        pytest.param(
            sends(http("302 Found", b"", "Location: http://10.0.0.1/")), "private_address", id="redirect"
        ),
    ],
)
def test_a_look_that_fails_says_why_and_is_put_off(site, behaviour, code):
    with site(behaviour) as server:
        feed = look(feed_at(server, interval_minutes=15))

    assert (feed.health, feed.failure_count, feed.last_error_code) == (Feed.Health.FAILING, 1, code)
    assert feed.last_error.endswith(".")
    assert feed.next_due_at - timezone.now() > timedelta(minutes=20)
    if code == "asked_to_wait":
        assert feed.next_due_at - timezone.now() > timedelta(minutes=110)
    event = Event.objects.get(stream=history.stream_of(feed))
    assert (event.kind, event.payload.content) == ("feed.failing", {"reason": feed.last_error})


def test_a_host_that_we_spare_is_no_failure_of_the_feed(site, settings):
    with site(serves(samples.RSS)) as server:
        feed = look(feed_at(server))
        politeness.leave_alone(server.place, seconds=3600)
        feed = look(feed)

    assert (feed.health, feed.failure_count) == (Feed.Health.HEALTHY, 0)
    assert feed.next_due_at - timezone.now() > timedelta(minutes=55)


def test_an_error_of_ours_is_written_down_and_goes_on(site, monkeypatch):
    def breaks(body):
        raise ZeroDivisionError

    monkeypatch.setattr(looking, "read_in_child", breaks)
    with site(serves(samples.RSS)) as server, pytest.raises(ZeroDivisionError):
        look(feed := feed_at(server))

    feed.refresh_from_db()
    assert (feed.lease, feed.last_error) == ("", "The desk itself failed: ZeroDivisionError.")


def test_a_feed_holds_nothing_that_a_take_down_would_have_to_blank(site, editor):
    with site(serves(samples.RSS)) as server:
        feed = look(feed_at(server))
        before = list(FeedEntry.objects.order_by("pk").values("key", "revision", "refusal"))
        assert "81" not in str([entry["refusal"] for entry in before])
        article = Article.objects.get(url="https://ledger.example.com/81")

        take_down(article.pk, actor=editor, reason="Asked for by the outlet")
        changed = samples.RSS.replace(b"81 missiles launched", b"84 missiles launched")
        server.choose = lambda _, path: serves(changed)
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            look(feed)

    assert "ledger.example.com/81" not in str([*FeedEntry.objects.values(), *Article.objects.values()])
    entry = FeedEntry.objects.get(article=article)
    assert (entry.refusal_code, Article.objects.count()) == ("redacted", 2)


def test_due_feeds_are_asked_one_after_the_other(site):
    with site({"/a": serves(samples.RSS), "/b": serves(samples.JSON)}) as server:
        feeds = [feed_at(server, "/a"), feed_at(server, "/b")]

        assert looking.look_at_due_feeds() == 2
        assert looking.look_at_due_feeds() == 0

    for feed in feeds:
        feed.refresh_from_db()
        assert feed.health == Feed.Health.HEALTHY
