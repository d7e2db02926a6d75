"""Whose words are whose: contents, cues and sources, with quotation marks and without."""

import json

import pytest

from factcheck.extraction import analyse
from factcheck.extraction.attribution.model import WEIGHTS
from factcheck.extraction.quotes import find_quotes
from factcheck.extraction.types import Attribution


def attributions(text: str) -> list[tuple[str | None, str, str]]:
    """(source, cue, content) as text."""
    return [
        (
            found.source.text if found.source else None,
            found.cue.text if found.cue else "",
            " | ".join(text[piece.start : piece.end] for piece in found.content),
        )
        for found in analyse(text, language="en").attributions
    ]


def the_one_with(text: str, words: str) -> Attribution:
    return next(
        found
        for found in analyse(text, language="en").attributions
        if any(words in text[piece.start : piece.end] for piece in found.content)
    )


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The mayor said the old bridge would close on Monday.", "The mayor", "bridge would close"),
        ("The old bridge would close on Monday, the mayor said.", "the mayor", "bridge would close"),
        ("The old bridge, the mayor said, would close on Monday.", "the mayor", "would close on Monday"),
        ("According to the mayor, the old bridge will close.", "the mayor", "old bridge will close"),
        ("The old bridge will close, according to the mayor.", "the mayor", "old bridge will close"),
        ("The mayor denied taking any money from the builders.", "The mayor", "taking any money"),
        ("The mayor promised to reopen the bridge by spring.", "The mayor", "to reopen the bridge"),
        ("Critics accused the mayor of hiding the real costs.", "Critics", "of hiding the real costs"),
        ("The mayor rejected claims that the bridge is unsafe.", "The mayor", "bridge is unsafe"),
        ('"The bridge is not safe," said Ada Moss, an engineer.', "Ada Moss", "bridge is not safe"),
        ("''The bridge is not safe at all,'' Ada Moss said.", "Ada Moss", "bridge is not safe"),
    ],
)
def test_speech_is_found_with_its_source(text: str, source: str, content: str) -> None:
    found = the_one_with(text, content)

    assert found.source is not None
    assert found.source.text.removesuffix("'s") == source.removesuffix("'s")


def test_a_wish_is_attributed_but_makes_nobody_a_claimant() -> None:
    text = "Ada Moss wants to close the bridge. Ada Moss said the bridge lost 12 of its 40 bolts in May."

    analysis = analyse(text, language="en")

    assert ("Ada Moss", "wants", "to close the bridge") in attributions(text)
    by_wish = [claim for claim in analysis.claims if claim.cue is not None and claim.cue.text == "wants"]
    assert not by_wish


def test_quotations_that_carry_speech_on_are_part_of_it() -> None:
    text = '"We lost 12 bolts in May," Ada Moss said. "We found none of them again."'

    found = attributions(text)

    assert len(found) == 1
    assert "lost 12 bolts" in found[0][2]
    assert "found none of them" in found[0][2]


def test_a_paragraph_that_is_announced_belongs_to_who_announced_it() -> None:
    text = 'Ada Moss told the council this:\n\n"We lost 12 bolts in May and found none of them again."'

    found = the_one_with(text, "lost 12 bolts")

    assert found.source is not None
    assert found.source.text == "Ada Moss"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "one" and "two".', ['"one"', '"two"']),
        ("He said ''one'' and ''two''.", ["''one''", "''two''"]),
        ("He said \u201cone\u201d, then \u00abtwo\u00bb.", ["\u201cone\u201d", "\u00abtwo\u00bb"]),
        ("He said \u2018one thing,\u2019 then left.", ["\u2018one thing,\u2019"]),
        ("The workers' and the owners' hall.", []),
    ],
)
def test_quotation_marks_of_every_kind(text: str, quoted: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in find_quotes(text)] == quoted


def test_the_weights_hold_single_words_and_labels_only() -> None:
    stored = json.loads(WEIGHTS.read_text())

    features = [*stored["contents"], *stored["sources"], *stored["cues"]]

    assert not [feature for feature in features if any(blank.isspace() for blank in feature)]
    assert WEIGHTS.stat().st_size < 1_000_000
