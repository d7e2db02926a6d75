"""Bytes into entries."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.feeds.boundary import LIMITS, read_in_child
from factcheck.feeds.reading import MOST_ENTRIES, read_feed
from factcheck.feeds.stamps import read_stamp
from factcheck.feeds.types import UNREADABLE, Entry, NotAFeed

from . import samples
from .samples import item, rss


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 22, hour, minute, tzinfo=UTC)


def test_rss_is_read_newest_first():
    contents = read_feed(samples.RSS)

    assert (contents.kind, contents.total) == ("rss", 2)
    newest, oldest = contents.entries
    assert (newest.url, newest.title, newest.published_at) == (
        "https://ledger.example.com/34",
        "34 intercepted",
        at(9, 30),
    )
    assert (oldest.id, oldest.published_at) == ("l-81", at(8))


def test_atom_is_read():
    (entry,) = read_feed(samples.ATOM).entries

    assert (entry.url, entry.id) == ("/power", "urn:1")
    assert (entry.published_at, entry.updated) == (at(8), "2026-11-22T09:00:00Z")


def test_json_feed_is_read():
    contents = read_feed(samples.JSON)

    assert contents.kind == "json"
    assert contents.entries == [
        Entry("https://tallgrass.example.com/7", "7", "Half stopped", at(6), "2026-11-22T09:00:00+02:00"),
        Entry(id="8"),
    ]


def test_a_news_sitemap_is_read():
    contents = read_feed(samples.NEWS_SITEMAP)

    assert contents.kind == "sitemap"
    assert contents.entries == [
        Entry("https://podil.example.com/radiators", "", "Cold radiators", at(5, 15), "2026-11-22T09:30:00Z"),
        Entry("https://podil.example.com/about"),
    ]


def test_an_index_names_its_sitemaps_newest_first():
    contents = read_feed(samples.SITEMAP_INDEX)

    assert contents.kind == "sitemap_index"
    assert [entry.url.rpartition("/")[2] for entry in contents.entries] == ["news.xml", "old.xml"]


@pytest.mark.parametrize("name", samples.HOSTILE)
def test_a_hostile_feed_is_refused_or_harmless(name):
    body, code = samples.HOSTILE[name]
    limits = replace(LIMITS, cpu_seconds=4, wall_seconds=8)

    if not code:
        assert "root:" not in str(read_in_child(body, limits=limits))
        return
    with pytest.raises(NotAFeed) as refused:
        read_in_child(body, limits=limits)
    assert refused.value.code == code
    assert UNREADABLE[code].endswith(".")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(samples.RSS[:-150], id="cut short"),
        pytest.param(
            samples.RSS.replace(b"81 missiles", b"81&nbsp;missiles"), id="an entity that XML has not"
        ),
        pytest.param(samples.RSS.replace(b"81 missiles", b"81 \xff missiles"), id="a byte that is no UTF-8"),
        pytest.param(b"\n\n \xef\xbb\xbf" + samples.RSS, id="blanks before it"),
        pytest.param(samples.RSS.decode().replace("UTF-8", "UTF-16").encode("utf-16"), id="UTF-16"),
    ],
)
def test_a_feed_that_is_a_little_broken_is_read_as_far_as_it_goes(body):
    assert read_in_child(body).entries[0].url.startswith("https://ledger.example.com/")


def test_a_hundred_thousand_entries_are_read_up_to_a_number():
    body = b"<urlset>" + b"<url><loc>https://x.example.com/</loc></url>" * 100_000 + b"</urlset>"

    contents = read_in_child(body)

    assert (len(contents.entries), contents.total) == (MOST_ENTRIES, 50_000)


def test_twenty_thousand_entries_of_rss_are_read_up_to_a_number():
    contents = read_in_child(samples.many(20_000))

    assert (len(contents.entries), contents.total) == (MOST_ENTRIES, 20_000)


def test_the_newest_are_kept_wherever_they_stand():
    old = item("https://x.example.com/old", date="Sun, 01 Nov 2020 10:00:00 GMT")
    new = item("https://x.example.com/new", date="Sun, 22 Nov 2026 10:00:00 GMT")

    assert read_feed(rss(*[old] * MOST_ENTRIES, new)).entries[0].url == "https://x.example.com/new"


def test_an_address_that_is_too_long_is_none_and_a_title_is_cut():
    (entry,) = read_feed(rss(item("https://x.example.com/" + "a" * 3000, title="b" * 9000))).entries

    assert (entry.url, len(entry.title)) == ("", 2000)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22T10:00:00Z", at(10)),
        ("2026-11-22T12:00:00+02:00", at(10)),
        ("2026-11-22T12:00:00+0200", at(10)),
        ("2026-11-22 10:00:00Z", at(10)),
        ("2026-11-22T10:00Z", at(10)),
        ("Sun, 22 Nov 2026 10:00:00 GMT", at(10)),
        ("Sun, 22 Nov 2026 05:00:00 EST", at(10)),
        ("22 Nov 2026 12:00 +0200", at(10)),
        ("2026-11-22T10:00:00", None),  # in which zone?
        ("2026-11-22", None),
        ("Sun, 22 Nov 2026 10:00:00", None),
        ("Sun, 22 Nov 2026 10:00:00 -0000", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59+14:00", None),
        ("yesterday", None),
        ("", None),
        ("Z" * 10_000, None),
    ],
)
def test_a_time_counts_only_with_its_zone(text, moment):
    assert read_stamp(text) == moment


@given(st.text(max_size=60))
def test_no_time_breaks_the_reader(text):
    read_stamp(text + "Z")


@settings(max_examples=50)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_none(body):
    for start in (
        b"",
        b"<rss version='2.0'>",
        b"<urlset>",
        b'{"version":"https://jsonfeed.org/version/1","items":',
    ):
        with suppress(NotAFeed):
            assert len(read_feed(start + body).entries) <= MOST_ENTRIES
