"""Every kind of event is told in words, the same ones everywhere."""

import re
from pathlib import Path

import factcheck
import reviews
from factcheck.event_words import WORDS, in_words
from factcheck.models import ClaimAnchor
from reviews.workflow import Edit, Move

#: Told by their verb alone: of a token or a setting there is nothing more to say.
PLAIN = {
    "token.created",
    "token.revoked",
    "feed.created",
    "feed.changed",
    "policy.changed",
    "desk.changed",
    "ratingscale.created",
}
MADE_UP = {
    *(f"review.{move}" for move in Move),
    *(f"fact_check.{edit}" for edit in Edit),
    *(f"claim.{status}" for status in ClaimAnchor.Status.values),
}
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for app in (factcheck, reviews)
    for path in Path(app.__file__).parent.rglob("*.py")
    if path.name != "event_words.py"
)


def test_every_kind_that_is_recorded_has_words():
    recorded = set(re.findall(r'(?:record|begin)\((?:[^()]|\([^()]*\))*?"([a-z_]+\.[a-z_]+)"', SOURCE))

    assert {"review.created", "article.failed", "verdict.given", "comment.written"} <= recorded
    assert (recorded | MADE_UP) - PLAIN <= set(WORDS)


def test_no_words_are_of_a_kind_that_is_gone():
    assert {kind for kind in set(WORDS) - MADE_UP if f'"{kind}"' not in SOURCE} == set()


def test_a_setting_is_told_by_its_verb():
    assert in_words("publisher.changed") == "changed"
    assert in_words("token.revoked") == "revoked"
