"""The faster pipeline says what the one that spaCy ships says, and forgets what it read."""

from functools import cache

import pytest
from spacy.language import Language

from factcheck.extraction import analyse, nlp

from .articles import NAMES, TEXTS


@cache
def bare() -> Language:
    return nlp.bare_pipeline()


ODDITIES = (
    "I ain't gonna say nothin'.  Let's go: there is  no more. You gotta c'mon, y'all got that, and it was me who "
    "had to do it.\tWhat 's he having? There were three. But for that, that that he has is his."
)


@pytest.mark.parametrize("text", [*NAMES, "oddities"])
def test_the_parse_is_the_same_token_by_token(text: str) -> None:
    words = ODDITIES if text == "oddities" else (TEXTS / f"{text}.txt").read_text(encoding="utf-8")

    (ours,) = nlp.parse([words])
    theirs = bare()(words)

    for own, its in zip(ours, theirs, strict=True):
        assert (own.text, own.tag_, own.dep_, own.head.i, own.ent_type_) == (
            its.text, its.tag_, its.dep_, its.head.i, its.ent_type_,
        )  # fmt: skip
        assert (own.pos_, str(own.morph), own.lemma_) == (its.pos_, str(its.morph), its.lemma_)


def test_words_that_an_article_brings_along_are_forgotten_after_it() -> None:
    analyse("The strike killed 12 people in Dorfenburg, Mayor Krastovan Pellish said on Tuesday.")
    words = len(nlp._spacy().vocab.strings)

    analyse("The strike killed 8417 people in Gulhinlomir, Governor Rosstaul Vaszendor said on Tuesday.")

    assert len(nlp._spacy().vocab.strings) == words


def test_a_text_without_a_letter_is_not_parsed_and_its_figures_are_read() -> None:
    bare, words = nlp.parse(["12 345, 4,567", "Twelve ships sank."])

    assert not bare.has_annotation("DEP")
    assert words.has_annotation("DEP")
    assert [q.value for q in analyse("12, 4,567\n\nTwelve ships sank.", language="en").quantities] == [
        12,
        4567,
        12,
    ]
