"""Articles in: refused, normalised, frozen, and stored once."""

from functools import partial

import pytest
from django.conf import settings as django_settings
from django.db import connection

from factcheck import ingest, takedown
from factcheck.digests import sha256_hex
from factcheck.errors import InvalidInput, Redacted, TooLong
from factcheck.ingest import Submission
from factcheck.models import Article, ArticleVersion, Event, Payload, PipelineRun
from tests.factories import UserFactory
from tests.races import at_once, while_uncommitted

TEXT = "The harbour lost 40 containers, the port authority said."
OTHER = "The harbour lost 41 containers, the port authority said."


@pytest.fixture
def post(integration):
    """A function that posts as the integration; its arguments make the submission."""

    def post(text: str = TEXT, *, owner=integration, **fields) -> tuple[ArticleVersion, bool]:
        return ingest.store(Submission(text=text, **fields), owner=owner)

    return post


# --- Stored ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_article_is_stored_with_its_run_and_its_event(post, integration):
    version, is_new = post(title="Containers lost", author="A. Writer", external_id="a-1")

    assert is_new
    assert (version.number, version.title, version.headline) == (1, "Containers lost", "Containers lost")
    assert version.text_sha256 == sha256_hex(TEXT)
    assert (version.article.owner, version.article.status) == (integration, "queued")
    assert PipelineRun.objects.get(version=version).status == "queued"
    event = Event.objects.get(stream=f"article:{version.article_id}")
    assert (event.kind, event.actor) == ("article.ingested", integration)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        pytest.param("a\r\nb", "a\nb", id="CRLF"),
        pytest.param("a\rb", "a\nb", id="CR"),
        pytest.param("cafe\u0301", "caf\u00e9", id="decomposed"),
        pytest.param("\u212b", "\u00c5", id="a singleton"),
        pytest.param("  a  ", "  a  ", id="blanks stay"),
        pytest.param("a\u200bb\ufeff", "a\u200bb\ufeff", id="zero widths stay"),
        pytest.param("😀 a", "😀 a", id="beyond the basic plane"),
    ],
)
def test_text_is_normalised_once_and_the_digest_is_of_what_is_stored(post, sent, stored):
    version, _ = post(sent)

    version.refresh_from_db()
    assert version.text == stored
    assert version.text_sha256 == sha256_hex(stored)


@pytest.mark.django_db
def test_a_title_is_stored_as_the_engine_reads_it(post):
    version, _ = post(title="  Containers lost \n")

    assert version.title == "Containers lost"


@pytest.mark.django_db
def test_characters_of_two_utf16_units_are_noted(post):
    version, _ = post("a😀b😀", title="😀")

    assert version.astral == {"title": [0], "text": [1, 3]}


@pytest.mark.django_db
def test_blocks_are_one_text_and_each_knows_its_place(post):
    version, _ = post("", blocks=[("p1", "First.\r\n"), ("p2", ""), ("p3", "Cafe\u0301.")])

    pieces = {block["id"]: version.text[block["start"] : block["end"]] for block in version.blocks}
    assert pieces == {"p1": "First.\n", "p2": "", "p3": "Caf\u00e9."}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "notices"),
    [
        ("A <b>bold</b> claim <p>here</p>", ["looks_like_markup"]),
        ("<script>alert(1)</script>", ["looks_like_markup"]),
        ("if a < b and c > d", []),
        ("<3 of them", []),
        (TEXT, []),
    ],
)
def test_what_looks_like_markup_is_taken_as_text_and_said_so(post, text, notices):
    version, _ = post(text)

    assert (version.text, version.notices) == (text, notices)


# --- Refused -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        pytest.param({"text": ""}, "text", "blank", id="empty"),
        pytest.param({"text": " \n\t\u00a0\u2003"}, "text", "blank", id="blank"),
        pytest.param({"text": "", "blocks": [("a", " "), ("b", "")]}, "text", "blank", id="blank blocks"),
        pytest.param({"text": "", "title": "Words"}, "text", "blank", id="a title alone"),
        pytest.param({"text": "a\0b"}, "text", "nul", id="NUL"),
        pytest.param({"text": "a\ud83d"}, "text", "lone_surrogate", id="half a pair"),
        pytest.param({"text": "a\udc00\ud83d"}, "text", "lone_surrogate", id="a pair the wrong way round"),
        pytest.param({"title": "a\0"}, "title", "nul", id="NUL in the title"),
        pytest.param({"url": "harbour post"}, "url", "invalid", id="a name for an address"),
        pytest.param({"url": "javascript:alert(1)"}, "url", "invalid", id="a script for an address"),
        pytest.param({"url": "ftp://a.example.org/x"}, "url", "invalid", id="an address that is no page's"),
        pytest.param({"url": "https://[a"}, "url", "invalid", id="half an address"),
        pytest.param({"author": "\udfff"}, "author", "lone_surrogate", id="half a pair in the author"),
        pytest.param({"text": "", "blocks": [("a", "\0")]}, "blocks", "nul", id="NUL in a block"),
    ],
)
def test_what_no_text_can_hold_is_refused_and_nothing_is_stored(post, fields, field, code):
    with pytest.raises(InvalidInput) as caught:
        post(**fields)

    assert [(error.field, error.code) for error in caught.value.errors] == [(field, code)]
    assert not Article.objects.exists()
    assert not Payload.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("too_many", "accepted"), [(0, True), (1, False)])
def test_the_limit_counts_code_points_of_the_stored_text(post, settings, too_many, accepted):
    settings.ARTICLE_MAX_CHARS = 50
    # Decomposed and with two-unit characters: longer in every other count.
    text = "e\u0301" * 25 + "😀" * (25 + too_many)

    if accepted:
        assert len(post(text)[0].text) == 50
    else:
        with pytest.raises(TooLong):
            post(text)
        assert not Article.objects.exists()


def test_the_limit_is_a_million():
    assert django_settings.ARTICLE_MAX_CHARS == 1_000_000


# --- Once --------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "identity",
    [{}, {"url": "https://a.example/1"}, {"external_id": "a-1"}],
    ids=["words", "url", "external id"],
)
def test_the_same_article_again_is_the_same_version(post, identity):
    first, _ = post(**identity)

    again, is_new = post(f"{TEXT}", **identity)

    assert (again, is_new) == (first, False)
    assert PipelineRun.objects.count() == Event.objects.count() == 1


@pytest.mark.django_db
def test_line_ends_and_composition_do_not_make_another_article(post):
    first, _ = post("Caf\u00e9\nlost 40.")

    assert post("Cafe\u0301\r\nlost 40.") == (first, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"text": OTHER}, id="words"),
        pytest.param({"title": "Another"}, id="title"),
    ],
)
def test_other_words_are_another_article(post, changed):
    first, _ = post()

    other, is_new = post(**changed)

    assert is_new
    assert other.article_id != first.article_id


@pytest.mark.django_db
def test_the_same_words_at_another_address_are_another_article(post):
    """Agency copy: linked elsewhere, never merged."""
    first, _ = post(url="https://a.example/1")

    other, is_new = post(url="https://b.example/1")

    assert is_new
    assert other.article_id != first.article_id


@pytest.mark.django_db
def test_words_that_are_here_get_the_address_under_which_they_come_again(post):
    first, _ = post()

    again, is_new = post(url="https://a.example/1")

    assert (again, is_new) == (first, False)
    assert Article.objects.get().url == "https://a.example/1"
    assert post(OTHER, url="https://a.example/1")[0].article_id == first.article_id


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spelling",
    [
        "http://a.example/1",
        "https://A.Example:443/1#comments",
        "https://a.example/1?utm_source=x&fbclid=2",
        " https://a.example/%31",
    ],
)
def test_other_words_at_an_address_are_a_new_version_however_it_is_spelt(post, spelling):
    first, _ = post(url="https://a.example/1")

    second, is_new = post(OTHER, url=spelling)

    assert is_new
    assert (second.article_id, second.number) == (first.article_id, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    ["https://a.example/2", "https://a.example/1/", "https://b.example/1", "https://a.example/1?page=2",
     "https://a.example/%2f1"],
)  # fmt: skip
def test_another_address_is_another_article(post, other):
    first, _ = post(url="https://a.example/1")

    assert post(OTHER, url=other)[0].article_id != first.article_id


@pytest.mark.django_db
def test_an_article_that_two_senders_call_by_ids_of_theirs_is_one_where_its_address_is_one(post, stranger):
    url = "https://a.example/1"
    first, _ = post(url=url)

    post(url=url, external_id="cms-1")
    post(url=url, external_id="feed-1", owner=stranger)

    assert Article.objects.count() == ArticleVersion.objects.count() == 1
    assert post(OTHER, external_id="feed-1", owner=stranger)[0].article_id == first.article_id
    assert post(f"{OTHER} More.", external_id="cms-1")[0].article_id == first.article_id


@pytest.mark.django_db
def test_a_draft_that_is_posted_as_published_is_published(post):
    post(external_id="a-1", stage="draft")

    post(external_id="a-1")

    assert Article.objects.get().stage == "published"
    post(external_id="a-1", stage="draft")
    assert Article.objects.get().stage == "published"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [("", "transcript", "transcript"), ("opinion", "transcript", "opinion"), ("live", "", "live")],
)
def test_a_genre_that_is_said_later_takes_the_place_of_none(post, first, then, kept):
    post(external_id="a-1", genre=first)

    post(external_id="a-1", genre=then)

    assert Article.objects.get().genre == kept


@pytest.mark.django_db
def test_other_words_under_an_external_id_are_a_new_version(post, integration):
    first, _ = post(external_id="a-1")

    second, is_new = post(OTHER, external_id="a-1")

    assert is_new
    assert (second.article, second.number) == (first.article, 2)
    assert Event.objects.filter(kind="article.revised", actor=integration).count() == 1
    assert PipelineRun.objects.filter(status="queued").count() == 2


@pytest.mark.django_db
def test_words_that_come_back_are_a_version_of_their_own(post):
    for text in (TEXT, OTHER, TEXT):
        version, is_new = post(text, external_id="a-1")

    assert (version.number, is_new) == (3, True)


@pytest.mark.django_db
def test_an_external_id_is_its_owners(post, stranger):
    mine, _ = post(external_id="a-1")

    theirs, is_new = post(external_id="a-1", owner=stranger)

    assert is_new
    assert mine.article_id != theirs.article_id


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("identity", [{}, {"external_id": "a-1"}], ids=["words", "external id"])
def test_fifty_posts_at_once_store_one_article(identity):
    owner = UserFactory(role="integration")
    call = partial(ingest.store, Submission(text=TEXT, **identity), owner=owner)

    answers = at_once(*[call] * 50)

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert [is_new for _, is_new in answers].count(True) == 1
    assert len({version.pk for version, _ in answers}) == 1
    assert (Article.objects.count(), ArticleVersion.objects.count(), PipelineRun.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_versions_posted_at_once_are_numbered_without_a_gap():
    owner = UserFactory(role="integration")
    texts = [f"The harbour lost {n} containers." for n in range(12)]

    answers = at_once(
        *(partial(ingest.store, Submission(text=text, external_id="a-1"), owner=owner) for text in texts)
    )

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert sorted(version.number for version, _ in answers) == list(range(1, 13))
    assert Article.objects.count() == 1


# --- Taken down --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "again"),
    [
        pytest.param({}, {}, id="the same words"),
        pytest.param({}, {"url": "https://b.example/1"}, id="at another address"),
        pytest.param({}, {"external_id": "b-1"}, id="under an external id"),
        pytest.param({"external_id": "a-1"}, {"external_id": "b-1"}, id="under another external id"),
        pytest.param({"external_id": "a-1"}, {}, id="without the external id"),
        pytest.param(
            {"external_id": "a-1"}, {"external_id": "a-1", "text": OTHER}, id="other words, same id"
        ),
        pytest.param(
            {"url": "https://a.example/1"},
            {"url": "http://a.example/1#top", "text": OTHER},
            id="other words, same address",
        ),
    ],
)
def test_what_was_taken_down_is_not_taken_in_again(post, editor, first, again):
    version, _ = post(**first)
    takedown.take_down(version.article_id, actor=editor, reason="court order")

    with pytest.raises(Redacted):
        post(**again)

    assert ArticleVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("text", [TEXT, OTHER], ids=["the same words", "a new version"])
def test_a_post_that_meets_a_take_down_waits_for_it_and_is_refused(text):
    owner, editor = UserFactory(role="integration"), UserFactory(role="editor")
    version, _ = ingest.store(Submission(text=TEXT, external_id="a-1"), owner=owner)

    _, answer = while_uncommitted(
        partial(takedown.take_down, version.article_id, actor=editor, reason="court order"),
        partial(ingest.store, Submission(text=text, external_id="a-1"), owner=owner),
    )

    assert isinstance(answer, Redacted)
    assert ArticleVersion.objects.count() == 1


@pytest.mark.django_db
def test_the_digest_is_the_one_that_postgresql_computes(post):
    version, _ = post("Résumé 😀\r\nlost 40.")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(sha256(convert_to(text, 'UTF8')), 'hex') = text_sha256, char_length(text)"
            " FROM factcheck_articleversion"
        )
        assert cursor.fetchone() == (True, len(version.text))
