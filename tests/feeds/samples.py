"""Feeds as sites publish them, and as nobody should."""

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Ledger</title>
<item><title>81 missiles launched</title><link>https://ledger.example.com/81</link><guid isPermaLink="false">l-81</guid>
<pubDate>Sun, 22 Nov 2026 10:00:00 +0200</pubDate></item>
<item><title>34 intercepted</title><link>https://ledger.example.com/34</link>
<pubDate>Sun, 22 Nov 2026 11:30:00 +0200</pubDate></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>
<entry><title type="html">Power &amp;amp; water &lt;b&gt;back&lt;/b&gt;</title><id>urn:1</id>
<link rel="alternate" href="/power"/><link rel="enclosure" href="/power.mp3"/>
<published>2026-11-22T08:00:00Z</published><updated>2026-11-22T09:00:00Z</updated></entry></feed>"""

JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Tallgrass", "items": [
{"id": 7, "url": "https://tallgrass.example.com/7", "title": "Half stopped", "date_published": "2026-11-22T08:00:00+02:00",
 "date_modified": "2026-11-22T09:00:00+02:00"}, {"id": "8", "content_text": "no address"}, "nonsense"]}"""

NEWS_SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://podil.example.com/radiators</loc><lastmod>2026-11-22T09:30:00Z</lastmod><news:news>
<news:publication><news:name>Podil</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-22T07:15:00+02:00</news:publication_date><news:title>Cold radiators</news:title></news:news></url>
<url><loc>https://podil.example.com/about</loc></url></urlset>"""

SITEMAP_INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://podil.example.com/old.xml</loc><lastmod>2020-01-01T00:00:00Z</lastmod></sitemap>
<sitemap><loc>https://podil.example.com/news.xml</loc><lastmod>2026-11-22T09:30:00Z</lastmod></sitemap></sitemapindex>"""

_DOCTYPE = b"<?xml version='1.0'?><!DOCTYPE %s [%s]>"
_LAUGHS = b"<!ENTITY a 'haha haha haha haha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(9)
)


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>A feed</title>{''.join(items)}</channel></rss>".encode()


def item(url: str = "", *, title: str = "", guid: str = "", date: str = "", more: str = "") -> str:
    parts = {"link": url, "title": title, "guid": guid, "pubDate": date}
    return "<item>" + "".join(f"<{n}>{v}</{n}>" for n, v in parts.items() if v) + more + "</item>"


def many(count: int) -> bytes:
    return rss(*(item(f"https://ledger.example.com/{n}", title=f"Story {n}") for n in range(count)))


#: Each with the code that it is refused with; an empty one: it is read, and says nothing that it should not.
HOSTILE = {
    "a bomb of entities in RSS": (
        _DOCTYPE % (b"rss", _LAUGHS) + rss(item("https://x.example.com/", title="&j;")),
        "feed_hostile",
    ),
    "a bomb of entities in a sitemap": (
        _DOCTYPE % (b"urlset", _LAUGHS) + b"<urlset><url><loc>&j;</loc></url></urlset>",
        "feed_hostile",
    ),
    "an external entity in RSS": (
        _DOCTYPE % (b"rss", b"<!ENTITY x SYSTEM 'file:///etc/passwd'>")
        + rss(item("https://x.example.com/", title="&x;")),
        "",
    ),
    "an external entity in a sitemap": (
        _DOCTYPE % (b"urlset", b"<!ENTITY x SYSTEM 'file:///etc/passwd'>")
        + b"<urlset><url><loc>https://x.example.com/</loc><title>&x;</title></url></urlset>",
        "feed_hostile",
    ),
    "an external document type": (
        b"<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/rss.dtd'>" + rss(item("https://x.example.com/")),
        "",
    ),
    "three hundred thousand attributes": (
        b"<rss version='2.0' " + b" ".join(b"a%d='x'" % n for n in range(300_000)) + b">",
        "feed_hostile",
    ),
    "a page": (b"<!doctype html><html><body><p>81 missiles</p></body></html>", "not_a_feed"),
    "plain text": (b"81 missiles were launched.", "not_a_feed"),
    "the name of a file": (b"/etc/passwd", "not_a_feed"),
    "an address": (b"http://127.0.0.1:1/feed.xml", "not_a_feed"),
    "other JSON": (b'{"items": []}', "not_a_feed"),
    "a JSON list": (b"[1, 2, 3]", "not_a_feed"),
    "broken JSON": (b'{"version": ', "feed_broken"),
    "deep JSON": (b"[" * 200_000, "feed_broken"),
    "a broken sitemap": (b"<urlset><url><loc>https://x.example.com/</loc></url>", "feed_broken"),
    "a sitemap in no encoding": (b"<?xml version='1.0' encoding='nonsense'?><urlset/>", "feed_broken"),
    "binary": (b"\x00\x01\x02" * 1000, "not_a_feed"),
}
