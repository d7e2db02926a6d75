"""The files under ``seeds/`` keep their own rules. Nothing here needs a database."""

import os
import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
GENRES = {"news", "live", "opinion", "satire", "press_release", "transcript"}
ROLES = {"administrator", "editor", "adjudicator", "publishing_editor", "reviewer", "integration"}
WIRE_COPIES = ("saltmarsh-half-stopped", "tallgrass-half-stopped")
#: As many words in a row as two people do not write by chance.
COPIED_WORDS = 8


@dataclass(frozen=True)
class Article:
    name: str
    facts: dict[str, Any]
    text: str


def read_article(path: Path) -> Article:
    """Split a seed article into its front matter and its text; raises ValueError where a fence is missing."""
    before, front_matter, text = path.read_text(encoding="utf-8").split("+++\n", 2)
    assert before == ""
    return Article(path.stem, tomllib.loads(front_matter), text.strip())


def read_table(name: str) -> dict[str, Any]:
    return tomllib.loads((SEEDS / name).read_text(encoding="utf-8"))


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower())


def runs_of(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def figures_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:[.,]\d+)*", text))


ARTICLES = [read_article(path) for path in sorted((SEEDS / "articles").glob("*.md"))]
BY_NAME = {article.name: article for article in ARTICLES}
PUBLISHERS = {row["slug"]: row for row in read_table("publishers.toml")["publishers"]}
SCALES = read_table("rating_scales.toml")["scales"]
USERS = read_table("users.toml")["users"]
NEWSROOM = read_table("newsroom.toml")

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
each_scale = pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale["key"])


@pytest.fixture(scope="module")
def customers_words() -> list[str]:
    """The words of the article that the seeds must not copy; it is not part of this project."""
    default = ROOT.parent / "shared" / "seeds" / "strike-article.txt"
    path = Path(os.environ.get("FACTCHECK_CUSTOMER_ARTICLE", default))
    if not path.is_file():
        pytest.skip("the customer's article is not at hand (FACTCHECK_CUSTOMER_ARTICLE)")
    return words_of(path.read_text(encoding="utf-8"))


def test_twelve_articles_come_in_thirteen_files_from_a_dozen_publishers():
    articles = {(article.facts["publisher"], article.facts["external_id"]) for article in ARTICLES}

    assert (len(ARTICLES), len(articles)) == (13, 12)
    assert {publisher for publisher, _ in articles} == set(PUBLISHERS)
    assert {"news", "live", "opinion", "press_release", "transcript"} <= {
        article.facts["genre"] for article in ARTICLES
    }


@each_article
def test_the_front_matter_says_all_that_the_loader_needs(article):
    facts = article.facts
    needed = {"external_id", "publisher", "title", "author", "published_at", "url", "genre", "version"}

    assert set(facts) - {"modified_at"} == needed
    assert all(facts[field] for field in needed)
    assert facts["genre"] in GENRES
    assert ("modified_at" in facts) == (facts["version"] > 1)


@each_article
def test_an_article_is_dated_and_addressed_at_its_publisher(article):
    publisher = PUBLISHERS[article.facts["publisher"]]
    published_at: datetime = article.facts["published_at"]
    address = urlsplit(article.facts["url"])

    assert published_at.utcoffset() == published_at.astimezone(ZoneInfo(publisher["time_zone"])).utcoffset()
    assert (address.scheme, address.hostname) == ("https", publisher["domain"])


@each_article
def test_the_text_is_short_plain_and_in_normal_form(article):
    paragraphs = article.text.split("\n\n")

    assert 80 <= len(article.text.split()) <= 220
    assert unicodedata.is_normalized("NFC", article.text)
    assert not any("\n" in paragraph or paragraph != paragraph.strip() for paragraph in paragraphs)
    assert not re.search(r"[<>]|^[#*>-]", article.text, re.MULTILINE)


def test_the_second_version_changes_one_figure_and_one_hedge():
    first, second = BY_NAME["halyard-before-dawn.v1"], BY_NAME["halyard-before-dawn.v2"]
    old, new = words_of(first.text), words_of(second.text)
    changes = [
        (old[a:b], new[c:d])
        for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]

    assert (first.facts["version"], second.facts["version"]) == (1, 2)
    assert first.facts["external_id"] == second.facts["external_id"]
    assert first.facts["url"] == second.facts["url"]
    assert second.facts["modified_at"] > second.facts["published_at"] == first.facts["published_at"]
    assert changes == [(["84"], ["81"]), (["about"], ["at", "least"])]
    assert figures_of(first.text) - figures_of(second.text) == Counter({"84": 1})


def test_two_outlets_print_nearly_the_same_wire_copy():
    one, other = (BY_NAME[name] for name in WIRE_COPIES)

    likeness = SequenceMatcher(a=one.text, b=other.text, autojunk=False).ratio()

    assert 0.9 < likeness < 1
    assert one.facts["publisher"] != other.facts["publisher"]
    assert one.facts["author"] == other.facts["author"]


def test_every_turn_of_the_transcript_names_its_speaker():
    (transcript,) = (article for article in ARTICLES if article.facts["genre"] == "transcript")

    assert all(re.match(r"[A-Z][A-Z ]+: \S", turn) for turn in transcript.text.split("\n\n"))


@pytest.mark.parametrize(
    "path", sorted(path for path in SEEDS.rglob("*") if path.is_file()), ids=lambda path: path.name
)
def test_no_seed_copies_the_customers_article(path, customers_words):
    theirs = runs_of(customers_words, COPIED_WORDS)

    ours = runs_of(words_of(path.read_text(encoding="utf-8")), COPIED_WORDS)

    assert not ours & theirs


def test_publishers_are_distinct_and_nobody_real():
    rows = read_table("publishers.toml")["publishers"]

    assert len({row["slug"] for row in rows}) == len({row["domain"] for row in rows}) == len(rows) == 12
    for row in rows:
        assert set(row) == {"slug", "name", "domain", "time_zone", "kind", "country"}
        assert row["domain"].endswith(".example")
        assert row["kind"] in {"outlet", "agency", "ministry"}
        assert re.fullmatch(r"[A-Z]{2}", row["country"])
        assert ZoneInfo(row["time_zone"])


def test_scales_have_keys_of_their_own_and_the_first_is_the_default():
    keys = [scale["key"] for scale in SCALES]

    assert len(set(keys)) == len(keys) == 5
    assert [scale["default"] for scale in SCALES] == [True, False, False, False, False]


@each_scale
def test_every_rating_explains_itself_to_the_reviewer(scale):
    ratings = scale["ratings"]

    assert scale["name"]
    assert scale["description"]
    assert scale["version"] == 1
    assert (
        len({rating["key"] for rating in ratings})
        == len({rating["label"] for rating in ratings})
        == len(ratings)
    )
    for rating in ratings:
        assert set(rating) - {"value"} == {
            "key",
            "label",
            "meaning",
            "example",
            "requires_finding",
            "publishable",
        }
        assert re.fullmatch(r"[a-z_]+", rating["key"])
        assert rating["label"]
        assert rating["meaning"].endswith(".")
        assert rating["example"]


@each_scale
def test_an_ordered_scale_climbs_from_1_and_an_unordered_one_has_no_numbers(scale):
    values = [rating.get("value") for rating in scale["ratings"]]

    if scale["ordered"]:
        assert values[0] >= 1
        assert all(worse < better for worse, better in pairwise(values))
    else:
        assert values == [None] * len(values)


def test_there_is_a_user_for_every_role_and_no_password():
    assert [user["username"] for user in USERS] == [
        "admin",
        "editor",
        "adjudicator",
        "publisher",
        "reviewer",
        "reviewer2",
        "reviewer3",
        "integration",
    ]
    assert {user["role"] for user in USERS} == ROLES
    for user in USERS:
        assert set(user) == {"username", "display_name", "email", "role", "time_zone"}
        assert user["email"].endswith("@newsroom.example")
        assert ZoneInfo(user["time_zone"])


def test_the_newsroom_introduces_itself_and_has_one_desk():
    newsroom, (desk,) = NEWSROOM["newsroom"], NEWSROOM["desks"]

    assert set(newsroom) == {"name", "public_url", "methodology", "contact", "time_zone"}
    assert "\n" not in newsroom["methodology"]
    assert ZoneInfo(newsroom["time_zone"])
    assert (desk["name"], desk["slug"]) == ("Claim desk", "claims")
    assert 1 <= desk["policy"]["required_verdicts"] <= 3
    assert desk["policy"]["lease_minutes"] >= 1
    assert desk["policy"]["undo_seconds"] >= 0
