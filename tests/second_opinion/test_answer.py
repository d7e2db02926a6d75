"""What a model answers, read into types; whatever else is in it is left out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.second_opinion.answer import (
    MOST_PROPOSALS,
    Answer,
    NotAnAnswer,
    Proposal,
    Rewrite,
    Wording,
    read_answer,
)

LINES = {"label": "a", "proposition": "b", "statement": "c"}
WORDING = Wording("a", "b", "c")
CLAIM = {"quote": "q", "occurrence": None, "claimant": "", **LINES}
GOOD = Answer((Proposal("q", None, "", WORDING),), ())


def test_claims_and_wordings_are_read():
    answer = read_answer(json.dumps({"claims": [CLAIM], "wordings": [{"n": 2, **LINES}]}))

    assert answer == Answer(GOOD.proposals, (Rewrite(2, WORDING),))


@pytest.mark.parametrize("around", ["```json\n{}\n```", "Here it is: {} Anything else?", "\ufeff{}"])
def test_what_stands_around_the_object_is_ignored(around):
    assert read_answer(around.replace("{}", json.dumps({"claims": [CLAIM]}))) == GOOD


@pytest.mark.parametrize(
    "change",
    [
        {"quote": ""}, {"quote": None}, {"quote": 7}, {"quote": ["q"]}, {"quote": "q" * 601},
        {"occurrence": 0}, {"occurrence": -1}, {"occurrence": True}, {"occurrence": "1"}, {"occurrence": 10**9},
        {"label": ""}, {"label": "  \n "}, {"label": {}}, {"label": "a\x00b"}, {"statement": "s\u202eecret"},
        {"statement": "\ud800"}, {"proposition": None},
    ],
)  # fmt: skip
def test_an_item_that_is_not_as_asked_is_left_out(change):
    assert read_answer(json.dumps({"claims": [CLAIM | change, CLAIM]})) == GOOD


@pytest.mark.parametrize("claims", [None, 7, "claims", {}, [None, 7, [], "x"]])
def test_a_list_that_is_none_holds_nothing(claims):
    assert read_answer(json.dumps({"claims": claims, "wordings": claims})) == Answer((), ())


def test_more_than_can_be_meant_is_not_looked_at():
    assert len(read_answer(json.dumps({"claims": [CLAIM] * 1000})).proposals) == MOST_PROPOSALS


def test_a_line_is_one_line():
    answer = read_answer(json.dumps({"claims": [CLAIM | {"label": " two\nlines "}]}))

    assert answer.proposals[0].wording.label == "two lines"


@pytest.mark.parametrize(
    "content", ["", "no", "{", "}{", "[1]", '{"claims": [}', "{" * 100_000 + "}", "{1e999999: 2}"]
)
def test_what_is_no_object_is_no_answer(content):
    with pytest.raises(NotAnAnswer):
        read_answer(content)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["claims", "wordings", "n", *CLAIM]), inner, max_size=5)
    ),
)


@given(st.one_of(st.text(), _JSON.map(json.dumps)))
def test_any_content_is_an_answer_or_none(content):
    try:
        read_answer(content)
    except NotAnAnswer:
        return
