"""Near copies are linked, once, whoever comes first."""

import random

import pytest
from django.db import connection

from factcheck import takedown
from factcheck.likeness.copies import near_copies_of
from factcheck.likeness.linking import CANDIDATES_SQL, link_likenesses
from factcheck.models import Article, ArticleLikeness, ArticleVersion, VersionSignature
from tests.factories import ArticleFactory, ArticleVersionFactory, UserFactory
from tests.likeness.test_signatures import body, story
from tests.races import at_once

pytestmark = pytest.mark.django_db

AGENCY = " ".join(story(1))
COPY = " ".join([*story(1)[:200], "locally", "added", *story(1)[200:]])
OTHER = " ".join(story(2))


def stored(text: str, **article: object) -> ArticleVersion:
    version = ArticleVersionFactory(text=text, article=ArticleFactory(**article))
    link_likenesses(version)
    return version


def test_the_seeds_two_copies_are_linked_and_no_other():
    names = ["ministry-statement", "saltmarsh-half-stopped", "switchyard-grid", "tallgrass-half-stopped"]
    versions = {name: stored(body(name).strip()) for name in names}

    link = ArticleLikeness.objects.get()

    saltmarsh, tallgrass = versions["saltmarsh-half-stopped"], versions["tallgrass-half-stopped"]
    assert (link.first, link.second) == (saltmarsh.article, tallgrass.article)
    assert link.score == pytest.approx(0.8, abs=0.1)


def test_a_changed_headline_makes_no_difference():
    first = ArticleVersionFactory(text=AGENCY, title="Half were stopped")
    second = ArticleVersionFactory(text=AGENCY, title="Ours: the figures do not add up")

    link_likenesses(first)
    links = link_likenesses(second)

    assert [link.score for link in links] == [1.0]


def test_other_stories_are_not_linked():
    stored(AGENCY)
    stored(OTHER)

    assert not ArticleLikeness.objects.exists()


def test_short_texts_are_never_linked():
    stored("The strike is over.")
    stored("The strike is over.")

    assert not ArticleLikeness.objects.exists()
    assert not VersionSignature.objects.exists()


def test_versions_of_one_article_are_not_its_copies():
    version = stored(AGENCY)

    link_likenesses(ArticleVersionFactory(article=version.article, text=COPY))

    assert not ArticleLikeness.objects.exists()


def test_linking_again_changes_nothing():
    stored(AGENCY)
    version = stored(COPY)
    before = list(ArticleLikeness.objects.values())

    link_likenesses(version)

    assert list(ArticleLikeness.objects.values()) == before


def test_the_versions_that_were_most_alike_count():
    first = stored(AGENCY)
    second = stored(COPY)
    once = ArticleLikeness.objects.get().score

    link_likenesses(ArticleVersionFactory(article=second.article, text=AGENCY))

    assert once < ArticleLikeness.objects.get().score == 1.0
    assert [copy.article for copy in near_copies_of(first.article)] == [second.article]


def test_an_article_that_often_changes_hides_no_other_copy(monkeypatch):
    monkeypatch.setattr("factcheck.likeness.linking._MOST_CANDIDATES", 2)
    quiet = stored(COPY)
    busy = stored(COPY)
    for _ in range(3):
        link_likenesses(ArticleVersionFactory(article=busy.article, text=AGENCY))

    links = link_likenesses(ArticleVersionFactory(text=AGENCY))

    assert {link.first_id for link in links} == {quiet.article_id, busy.article_id}


@pytest.mark.django_db(transaction=True)
def test_copies_that_come_at_the_same_moment_are_linked_once():
    versions = [ArticleVersionFactory(text=text) for text in (AGENCY, COPY, AGENCY, COPY)]

    answers = at_once(*(lambda version=version: link_likenesses(version) for version in versions * 2))

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert ArticleLikeness.objects.count() == 6


def test_a_draft_is_nobodys_copy_but_has_its_own():
    published = stored(AGENCY)
    draft = stored(COPY, stage=Article.Stage.DRAFT)

    assert near_copies_of(published.article) == []
    assert [copy.article for copy in near_copies_of(draft.article)] == [published.article]


def test_a_take_down_leaves_neither_keys_nor_links():
    first, second = stored(AGENCY), stored(COPY)

    takedown.take_down(second.article_id, actor=UserFactory(role="editor"), reason="ordered")

    assert list(VersionSignature.objects.values_list("pk", flat=True)) == [first.pk]
    assert near_copies_of(first.article) == []
    second.refresh_from_db()
    assert link_likenesses(second) == []
    assert VersionSignature.objects.count() == 1


def test_copies_are_found_by_the_index_among_thousands():
    owner = ArticleFactory()
    articles = Article.objects.bulk_create(Article(owner=owner.owner) for _ in range(3_000))
    drawn = random.Random(3)
    versions = ArticleVersion.objects.bulk_create(
        ArticleVersion(
            article=article, number=1, text="", text_sha256=_EMPTY_SHA256, content_sha256=_EMPTY_SHA256
        )
        for article in articles
    )
    VersionSignature.objects.bulk_create(
        VersionSignature(version=version, bands=[drawn.getrandbits(62) for _ in range(32)])
        for version in versions
    )
    stored(AGENCY)
    copy = ArticleVersionFactory(text=COPY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE factcheck_versionsignature, factcheck_articleversion")

    link_likenesses(copy)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {CANDIDATES_SQL}", [copy.pk, copy.article_id, 50])
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert ArticleLikeness.objects.count() == 1
    assert "version_signature_bands" in plan
    assert "Seq Scan" not in plan


_EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
