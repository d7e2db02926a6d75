"""The gold set itself: its annotations fit its texts. The engine is not run here."""

from pathlib import Path

import pytest

from . import articles
from .articles import PARTS, GoldArticle, GoldError, load_part

#: (part, name), off the names of the files: reading them takes seconds, and they are read when a test wants one.
EVERY = [(part, path.stem) for part in PARTS for path in sorted((articles.HERE / part).glob("*.txt"))]

ARTICLE = "Mayor Ann Day said 12 homes and 3 shops burned. The fire burned for 2 days.\n"
ANNOTATION = """\
subject: disaster
english: british
form: agency
published: 2024-05-14
claims:
- quote: 12 homes and 3 shops burned
  focus: 12 homes
  figure: 12 home
  by: Ann Day
may: []
junk: []
"""


@pytest.mark.parametrize(("part", "name"), EVERY)
def test_an_article_is_as_long_as_articles_are_and_holds_claims(part: str, name: str) -> None:
    article = _loaded(part, name)

    assert 250 <= len(article.text.split()) <= 600
    assert len(article.claims) >= 12


@pytest.mark.parametrize(("part", "name"), EVERY)
def test_no_claim_touches_what_no_claim_may_touch(part: str, name: str) -> None:
    article = _loaded(part, name)
    junk = [span for marked in article.junk for span in marked.own]

    for marked in (*article.claims, *article.may):
        assert not any(marked.quote.overlaps(span) for span in junk), marked.words


@pytest.mark.parametrize("part", ["first", "third"])
def test_each_half_is_as_large_as_promised(part: str) -> None:
    articles = load_part(part)

    assert len(articles) == 10
    assert sum(len(article.claims) for article in articles) >= 130


def test_names_are_given_once() -> None:
    names = [name for _part, name in EVERY]

    assert len(names) == len(set(names))


def test_a_focus_is_found_inside_its_quote(tmp_path: Path) -> None:
    article = _load(tmp_path, ANNOTATION)

    (claim,) = article.claims
    assert claim.words == "12 homes"
    assert [article.text[span.start : span.end] for span in claim.own] == ["12 homes"]
    assert article.text[claim.quote.start : claim.quote.end] == "12 homes and 3 shops burned"


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("quote: 12 homes and 3 shops burned", "quote: 13 homes", "not in the text"),
        ("quote: 12 homes and 3 shops burned\n  focus: 12 homes", "quote: burned", "2 times in the text"),
        ("focus: 12 homes", "focus: 2 days", "not in the text"),
        ("focus: 12 homes", "focus: [3 shops, 12 homes]", "not in the order"),
        ("focus: 12 homes", "occurrence: 2", "only 1 times"),
        ("figure: 12 home", "figure: twelve homes", "is no figure"),
        ("by: Ann Day", "by: Ann Day\n  act: shout", "no such act"),
        ("by: Ann Day", "by: Ann Day\n  who: she", "unknown: who"),
        ("  by: Ann Day\n", "", "'by'"),
    ],
)
def test_an_annotation_that_does_not_fit_is_refused(
    tmp_path: Path, right: str, wrong: str, complaint: str
) -> None:
    assert right in ANNOTATION

    with pytest.raises(GoldError, match=complaint):
        _load(tmp_path, ANNOTATION.replace(right, wrong))


def test_two_claims_with_the_same_words_are_refused(tmp_path: Path) -> None:
    claim = ANNOTATION[ANNOTATION.index("- quote") : ANNOTATION.index("may:")]

    with pytest.raises(GoldError, match="own the same words"):
        _load(tmp_path, ANNOTATION.replace(claim, claim * 2))


def _loaded(part: str, name: str) -> GoldArticle:
    return next(article for article in load_part(part) if article.name == name)


def _load(directory: Path, annotation: str) -> GoldArticle:
    (directory / "fire.txt").write_text(ARTICLE, encoding="utf-8")
    (directory / "fire.yaml").write_text(annotation, encoding="utf-8")
    return articles.load(directory / "fire.txt")
