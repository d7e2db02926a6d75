"""Long articles, live blogs, and texts that are made to be slow: work grows with their length, not its square."""

import pytest

from factcheck.anchoring import Outcome, Sighted, Versions
from factcheck.anchoring.sequences import common_blocks
from tests.anchoring.versions import sighted


def _post(number: int) -> str:
    return f"{number % 24:02}:05 The ministry said that {number + 10} boats had left port {number} by the evening."


def _blog(upto: int) -> str:
    return "\n\n".join(_post(number) for number in range(upto, 0, -1))


def _claims(text: str) -> list[Sighted]:
    found, at = [], 0
    for line in text.split("\n\n"):
        start = text.index(line, at)
        claim = sighted(line, line)
        span = start, start + len(line)
        found.append(Sighted(type(claim.place)("text", *span, (span,)), span, claim.meaning))
        at = start + len(line)
    return found


def test_a_live_blog_keeps_its_claims_through_fifty_versions():
    for number in range(10, 60):
        old, new = _blog(number), _blog(number + 1)
        claims, findings = _claims(old), _claims(new)

        decisions = Versions({"text": old}, {"text": new}).decide(claims, findings, is_same_engine=True)

        assert {decision.outcome for decision in decisions} == {Outcome.ANCHORED}
        assert {decision.finding for decision in decisions} == set(range(1, number + 1))  # 0 is the new post
        assert [decision.is_context_changed for decision in decisions].count(True) == 1  # it stood on top


class _Counted(str):
    """A line that counts how often it is compared."""

    compared = 0
    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        type(self).compared += 1
        return str.__eq__(self, other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(["same"] * 20_000, ["same"] * 15_000, id="all alike"),
        pytest.param(["same", "other"] * 10_000, ["other", "same", "third"] * 7_000, id="few lines, often"),
        pytest.param([str(n) for n in range(20_000)], [str(n) for n in range(20_000, 0, -1)], id="reversed"),
        pytest.param([str(n) for n in range(20_000)], [str(n) for n in range(5, 20_010)], id="shifted"),
    ],
)
def test_work_grows_with_the_length(old, new):
    _Counted.compared = 0

    common_blocks([_Counted(line) for line in old], [_Counted(line) for line in new])

    assert _Counted.compared < 30 * (len(old) + len(new))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 20_000, id="one word"),
        pytest.param("三" * 40_000, id="one character"),
        pytest.param("\n".join(["Applause."] * 20_000), id="one line"),
        pytest.param(" ".join(f"Boat {n} sank." for n in range(8_000)), id="one paragraph"),
    ],
)
def test_a_long_text_is_compared_at_all(text):
    quote = text[100:160]
    claim = sighted(text[:200], quote)

    (decision,) = Versions({"text": text}, {"text": f"New. {text} End."}).decide(
        [claim], [], is_same_engine=True
    )

    assert decision.outcome in set(Outcome)
