"""Claims into the record: found again, they are the same; found in the next version, they go on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import transaction

from factcheck.claims import store_claims
from factcheck.extraction import Byline, Masthead, Span, TextSpan, TimeExpression
from factcheck.models import Claim, ClaimAnchor
from reviews.models import Review
from tests.factories import ArticleFactory, ArticleVersionFactory, PublisherFactory
from tests.findings import analysis, finding

pytestmark = pytest.mark.django_db

FORTY = "The harbour lost 40 containers."
HURT = "Two pilots were hurt."
TEXT = f"{FORTY} {HURT}"


def store(version, *findings, **options) -> list[Claim]:
    with transaction.atomic():
        return store_claims(version, analysis(version.text, *findings, **options))


@pytest.fixture
def article(desk):
    return ArticleFactory()


@pytest.fixture
def version(article):
    return ArticleVersionFactory(article=article, text=TEXT)


def test_claims_found_again_are_the_same_claims(version):
    first = store(version, finding(TEXT, FORTY), finding(TEXT, HURT))

    again = store(version, finding(TEXT, FORTY), finding(TEXT, HURT))

    assert (len(first), again) == (2, [])
    assert (Claim.objects.count(), ClaimAnchor.objects.count(), Review.objects.count()) == (2, 2, 2)


def test_a_claim_that_is_not_found_any_more_stays(version):
    store(version, finding(TEXT, FORTY), finding(TEXT, HURT))

    store(version, finding(TEXT, FORTY))

    assert Claim.objects.count() == 2


def test_a_newer_engines_reading_replaces_the_older_and_what_people_changed_lies_over_it(version):
    (claim,) = store(version, finding(TEXT, FORTY, claimant="port authority"))
    Claim.objects.update(overlay={"label": "by hand"})

    store(version, finding(TEXT, FORTY, claimant="harbour master"), engine_version="test-2")

    claim.refresh_from_db()
    assert (claim.claimant, claim.engine_version) == ("harbour master", "test-2")
    assert claim.current["label"] == "by hand"


def test_the_same_engine_and_people_are_not_read_again(version):
    (claim,) = store(version, finding(TEXT, FORTY, claimant="port authority"))
    Claim.objects.update(label="as it was")

    store(version, finding(TEXT, FORTY))
    Claim.objects.update(origin=Claim.Origin.PERSON)
    store(version, finding(TEXT, FORTY), engine_version="test-2")

    claim.refresh_from_db()
    assert (claim.label, claim.engine_version) == ("as it was", "test-1")


# --- The next version: test_carrying.py has what drifts and what is gone ------------------------------


def test_another_articles_claims_never_go_on(version, desk):
    store(version, finding(TEXT, FORTY))
    other = ArticleVersionFactory(text=f"{TEXT} More.")

    assert len(store(other, finding(other.text, FORTY))) == 1


def test_what_people_changed_goes_on_with_the_claim(version, article):
    (claim,) = store(version, finding(TEXT, FORTY))
    Claim.objects.update(overlay={"label": "by hand"})
    second = ArticleVersionFactory(article=article, text=f"{TEXT} More.")

    store(second, finding(second.text, FORTY), engine_version="test-2")

    claim.refresh_from_db()
    assert claim.overlay == {"label": "by hand"}


def test_a_claim_that_goes_on_stands_once_in_its_version_whatever_a_newer_engine_points_at(version, article):
    text = "Of 34 missiles, 34 were intercepted."
    first, second = (ArticleVersionFactory(article=article, text=text + more) for more in ("", " More."))
    quote = finding(text, text)
    one, other = (replace(quote, focus=(Span(at, at + 2),)) for at in (3, 16))
    (claim,) = store(first, one)
    store(second, one)

    new = store(second, other, engine_version="test-2")

    assert len(new) == 1
    assert ClaimAnchor.objects.filter(version=second, claim=claim).count() == 1


# --- What the text says of itself --------------------------------------------------------------------

MASTHEAD = Masthead(
    title=TextSpan(0, 5, "Storm"),
    author=Byline(6, 14, "BY A. FOX", "A. Fox"),
    published_at=TimeExpression(15, 25, "11 March 2024", "2024-03-11", "2024-03-11", "day"),
)


def test_title_author_and_day_are_read_where_nobody_said(article):
    article.publisher = PublisherFactory(time_zone="Europe/Kyiv")
    article.save()
    version = ArticleVersionFactory(article=article, text=TEXT)

    store(version, masthead=MASTHEAD)

    version.refresh_from_db()
    assert (version.title, version.headline, version.author) == ("", "Storm", "A. Fox")
    # Midnight in Kyiv.
    assert version.published_at == datetime(2024, 3, 10, 22, 0, tzinfo=UTC)


def test_what_was_posted_is_not_overruled_by_the_text(article):
    at = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
    version = ArticleVersionFactory(
        article=article, text=TEXT, title="Given", headline="Given", author="B. Hare", published_at=at
    )

    store(version, masthead=MASTHEAD)

    version.refresh_from_db()
    assert (version.headline, version.author, version.published_at) == ("Given", "B. Hare", at)


@pytest.mark.parametrize(
    ("language", "notices"), [("en", []), ("uk", ["language_neutral"]), ("und", ["language_unknown"])]
)
def test_another_language_is_said_once(version, language, notices):
    for _ in range(2):
        store(version, language=language)

    version.refresh_from_db()
    assert (version.language, version.notices) == (language, notices)
