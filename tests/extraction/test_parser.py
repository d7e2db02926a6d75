"""The faster pipeline says what the one that spaCy ships says."""

from functools import cache

import pytest
from spacy.language import Language

from factcheck.extraction import nlp

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
