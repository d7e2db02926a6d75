"""Pages to articles."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from factcheck.documents import Block, Document, Refused, read

from .pages import JSON_LD, STORY, page


def _read(html: str, **extra: str) -> Document:
    return read(html.encode(), media_type="text/html", url="https://coast.example/news/1", **extra)


def _regions(document: Document) -> list[tuple[str, str]]:
    return [(block.region, document.text[block.start : block.end]) for block in document.blocks]


def test_the_paragraphs_of_the_story_are_the_text():
    assert _read(page()).text == "\n\n".join(STORY)


def test_what_the_page_says_of_itself_is_kept():
    document = _read(page())

    cet = timezone(timedelta(hours=1))
    assert (document.title, document.author, document.publisher) == (
        "Storm closes port of Vessmar",
        "Ann Ray, Bo Lund",
        "The Coast Courier",
    )
    assert document.published_at.value == datetime(2024, 3, 12, 18, 5, tzinfo=cet)
    assert document.modified_at.value == datetime(2024, 3, 12, 19, 30, tzinfo=cet)
    assert document.canonical_url == "https://coast.example/news/storm-closes-port?utm=none"
    assert (document.language, document.genre) == ("en-gb", "news")


@pytest.mark.parametrize(
    ("types", "section", "genre"),
    [
        ('"NewsArticle"', "", "news"),
        ('["NewsArticle", "LiveBlogPosting"]', "", "live"),
        ('"https://schema.org/OpinionNewsArticle"', "", "opinion"),
        ('"ReportageNewsArticle"', "", "news"),
        ('"NewsArticle"', "Opinion", "opinion"),
        ('"SatiricalArticle"', "Opinion", "satire"),
        ('"Article"', "", None),
        ('"Recipe"', "", None),
        ('{"name": 7}', "", None),
    ],
)
def test_the_genre_is_the_most_special_type_that_is_stated(types: str, section: str, genre: str | None):
    json_ld = f'{{"@type": {types}, "headline": "Storm", "articleSection": "{section}"}}'

    assert _read(page(json_ld=json_ld)).genre == genre


@pytest.mark.parametrize(
    ("head", "value", "precision"),
    [
        (
            '<meta property="article:published_time" content="2024-03-12T18:05:00Z">',
            datetime(2024, 3, 12, 18, 5, tzinfo=UTC),
            "time",
        ),
        (
            '<meta property="article:published_time" content="2024-03-12T18:05:00 +0100">',
            datetime(2024, 3, 12, 17, 5, tzinfo=UTC),
            "time",
        ),
        ('<meta itemprop="datePublished" content="2024-03-12T18:05">', datetime(2024, 3, 12, 18, 5), "time"),
        ('<meta name="dc.date.issued" content="2024-03-12">', datetime(2024, 3, 12), "day"),
        (
            '<meta property="article:published_time" content="Tue, 12 Mar 2024 18:05:00 GMT">',
            datetime(2024, 3, 12, 18, 5, tzinfo=UTC),
            "time",
        ),
    ],
    ids=["utc", "zone behind a blank", "no zone", "day only", "as mail writes it"],
)
def test_a_time_is_what_is_stated_and_no_zone_is_made_up(head: str, value: datetime, precision: str):
    stamp = _read(page(json_ld="{}", head=head)).published_at

    assert (stamp.value, stamp.precision) == (value, precision)
    assert (stamp.value.tzinfo is None) == (value.tzinfo is None)


@pytest.mark.parametrize(
    "json_ld", ["", "{", "[" * 100_000, '{"@graph": null, "author": {"author": 1}}', "null", "[1, []]"]
)
def test_broken_json_ld_only_leaves_things_unsaid(json_ld: str):
    document = _read(page(json_ld=json_ld))

    assert document.title == "Storm closes port of Vessmar"
    assert document.text == "\n\n".join(STORY)


def test_furniture_is_left_out_and_can_be_shown():
    html = page(
        above='<div class="byline">By Ann Ray</div><p>3 min read</p>',
        within='<div class="newsletter-signup"><p>Get the morning briefing in your inbox before everybody else does.</p></div>'
        '<div class="related"><h3>Related</h3><p><a href="/2">Divers found an anchor of 1870 in the bay last week.</a></p></div>',
        below='<section class="comments"><p>I have seen the boxes myself, there were 40 of them, said nobody.</p></section>',
    )

    document = _read(html)

    assert document.text == "\n\n".join(STORY)
    cut = {(piece.reason, piece.text) for piece in document.cut}
    assert {
        ("newsletter", "Get the morning briefing in your inbox before everybody else does."),
        ("related", "Divers found an anchor of 1870 in the bay last week."),
        ("comments", "I have seen the boxes myself, there were 40 of them, said nobody."),
        ("cookie_notice", "We and our 214 partners use cookies to store information on a device."),
        ("furniture", "3 min read"),
        ("navigation", "News from everywhere"),
    } <= cut


def test_what_was_left_out_says_where_it_stood():
    document = _read(page(within='<div class="newsletter-signup"><p>Get the briefing.</p></div>'))

    at = next(piece.at for piece in document.cut if piece.reason == "newsletter")
    assert document.text[at:].startswith(STORY[1])


def test_standfirst_captions_lists_and_headings_are_kept_as_what_they_are():
    html = page(
        above='<p class="standfirst">Ferries are sent to Oltham while divers look for nine boxes</p>',
        within='<figure><img src="a.jpg"><figcaption>Two of the 14 containers in the bay of Vessmar on Tuesday</figcaption></figure>'
        "<h2>What is known so far about it</h2><ul><li>14 containers fell into the water of the bay</li>"
        "<li>Nine of them were still missing on Tuesday night</li></ul>",
    )

    assert _regions(_read(html)) == [
        ("standfirst", "Ferries are sent to Oltham while divers look for nine boxes"),
        ("body", STORY[0]),
        ("caption", "Two of the 14 containers in the bay of Vessmar on Tuesday"),
        ("subheading", "What is known so far about it"),
        ("list", "- 14 containers fell into the water of the bay"),
        ("list", "- Nine of them were still missing on Tuesday night"),
        *(("body", paragraph) for paragraph in STORY[1:]),
    ]


def test_a_day_in_a_time_element_stays_in_its_sentence():
    sentence = "On <time datetime='2024-03-12'>12 March</time> the port counted <data value='14'>14</data> boxes, it said."

    document = _read(page(within=f"<p>{sentence}</p>"))

    told = "On 12 March the port counted 14 boxes, it said."
    assert document.text == "\n\n".join([STORY[0], told, *STORY[1:]])


def test_hidden_words_are_no_words_of_the_article():
    document = _read(
        page(
            within='<p style="display: none">The mayor of Vessmar stole 14 containers, said the harbour.</p>'
        )
    )

    assert "mayor" not in document.text
    assert [piece.reason for piece in document.cut if "mayor" in piece.text] == ["hidden"]


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><script>let words = 1</script></html>",
        "<html><p> . </p></html>",
        "<html>" + "<div>" * 300,
    ],
)
def test_a_page_without_words_is_refused_with_what_to_do(html: str):
    with pytest.raises(Refused) as refusal:
        _read(html)

    assert refusal.value.code == "no_text"
    assert "Paste the text" in refusal.value.sentence


@pytest.mark.parametrize(
    "canonical",
    ["javascript:alert(1)", "http://user:secret@coast.example/", "//[", "ftp://coast.example/", "x" * 5000],
)
def test_a_canonical_address_that_is_none_is_not_kept(canonical: str):
    html = page(json_ld="{}").replace("/news/storm-closes-port?utm=none", canonical)

    assert _read(html).canonical_url == ""


def test_a_short_page_is_read_too():
    html = "<html><body><h1>Port shut</h1><p>The port of Vessmar is shut after a storm.</p></body></html>"

    assert _read(html).text == "The port of Vessmar is shut after a storm."


def test_blocks_hold_every_word_of_the_text():
    document = _read(page(within="<ul><li>One box is blue</li><li>Two boxes are green</li></ul>"))

    between = document.text
    for block in reversed(document.blocks):
        between = between[: block.start] + between[block.end :]
    assert between.strip() == ""


def test_markup_in_json_is_no_title():
    json_ld = JSON_LD.replace("Storm closes port of Vessmar", "Storm &amp; <b>rain</b> in Vessmar")

    assert _read(page(json_ld=json_ld)).title == "Storm & rain in Vessmar"


def test_each_entry_of_a_live_blog_knows_when_it_was_posted():
    entry = "<article class='entry'><header><time datetime='2024-03-12T{0}:00+01:00'>{0}</time></header><p>{1}</p><p>{2}</p></article>"
    entries = [
        entry.format(
            "19:30",
            "Three ferries were sent to Oltham on Tuesday evening.",
            "Nobody was hurt, the port said.",
        ),
        entry.format(
            "18:05", "The port of Vessmar is closed, its operator said.", "Some 14 containers broke loose."
        ),
    ]
    html = page(json_ld='{"@type": "LiveBlogPosting", "headline": "Storm"}', within="".join(entries))

    posted = {document_block: block.posted_at for document_block, block in _by_text(_read(html)).items()}

    assert posted["Nobody was hurt, the port said."].value.isoformat() == "2024-03-12T19:30:00+01:00"
    assert posted["Some 14 containers broke loose."].value.isoformat() == "2024-03-12T18:05:00+01:00"
    assert posted[STORY[0]] is None


def _by_text(document: Document) -> dict[str, Block]:
    return {document.text[block.start : block.end]: block for block in document.blocks}


def test_a_paragraph_full_of_links_between_others_is_story():
    linked = "".join(f'<a href="/{n}">the harbour of Oltham</a> and ' for n in range(6))
    sentence = f"<p>Divers searched {linked}the bay.</p>"

    assert "Divers searched the harbour of Oltham" in _read(page(within=sentence)).text


def test_the_story_goes_on_behind_an_advertisement():
    html = page(within='<div class="full-bleed-ad"><span>Advertisement</span></div>')

    assert _read(html).text == "\n\n".join(STORY)


def test_a_caption_that_a_gallery_repeats_is_read_once():
    figure = (
        "<figure><figcaption>{} of 3 Two of the 14 containers in the bay of Vessmar{}</figcaption></figure>"
    )
    html = page(within=figure.format(1, ". Photo: A") + figure.format(2, ". Photo: B") + figure.format(3, ""))

    assert [region for region, _ in _regions(_read(html))].count("caption") == 1
