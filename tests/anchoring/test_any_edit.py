"""Whatever an editor does to a text: no claim stands on other numbers or names, and every place is exact."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.anchoring import Outcome, Sighted, Versions, word_diff
from factcheck.anchoring.matter import is_name, is_number, softeners
from factcheck.anchoring.words import words_of
from tests.anchoring.versions import check, quoted, sighted

_WHO = st.sampled_from(["Alpha", "Beta", "Lviv", "Kyiv", "ministers", "pilots", "三", "פלוני"])
_COUNT = st.sampled_from(["3", "34", "43", "134", "3.4", "four", "two", "٣٤"])
_HEDGE = st.sampled_from(["", "", "", "about ", "at least ", "reportedly ", "not "])
_DID = st.sampled_from(["lost", "sank", "hit", "bought", "said there were"])
_WHAT = st.sampled_from(["boats", "drones", "houses in Kyiv", "houses in Lviv", "people"])
_SENTENCE = st.builds("{} {} {}{} {}.".format, _WHO, _DID, _HEDGE, _COUNT, _WHAT)
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=4).map(" ".join)
_TEXT = st.lists(_PARAGRAPH, min_size=1, max_size=5)


@st.composite
def _edits(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and what became of it by some edits of paragraphs, sentences and words."""
    old = draw(_TEXT)
    new = list(old)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(new) - 1)))
        match draw(st.sampled_from(["add", "drop", "swap", "copy", "word", "cut", "split", "join", "order"])):
            case "add":
                new.insert(at, draw(_PARAGRAPH))
            case "drop" if len(new) > 1:
                del new[at]
            case "swap" if len(new) > 1:
                new[at - 1], new[at] = new[at], new[at - 1]
            case "copy":
                new.append(new[at])
            case "word":
                words = new[at].split(" ")
                where = draw(st.integers(0, len(words) - 1))
                words[where] = draw(st.one_of(_WHO, _COUNT, _HEDGE, _DID, st.just(words[where] + ",")))
                new[at] = " ".join(words)
            case "cut":
                new[at] = new[at][: draw(st.integers(1, max(1, len(new[at]))))] or "-"
            case "split":
                new[at] = new[at].replace(". ", ".\n\n", 1)
            case "join" if len(new) > 1:
                new[at - 1 : at + 1] = [" ".join(new[at - 1 : at + 1])]
            case "order":
                new[at] = " ".join(sorted(new[at].split(" "), reverse=True))
            case _:
                pass
    return "\n\n".join(old), "\n\n".join(new)


def _sentences(text: str) -> list[Sighted]:
    claims = []
    at = 0
    for line in text.split("\n\n"):
        for sentence in line.split(". "):
            quote = sentence.strip().rstrip(".")
            if quote:
                start = text.index(quote, at)
                claims.append(sighted(text[start : start + len(quote)], quote))
                place = claims[-1].place
                moved = type(place)("text", start, start + len(quote), ((start, start + len(quote)),))
                claims[-1] = Sighted(moved, (start, start + len(quote)), claims[-1].meaning)
                at = start + len(quote)
    return claims


def _matter(quote: str) -> list[str]:
    words = words_of(quote)
    kept = [word.text for number, word in enumerate(words) if is_number(word) or (number and is_name(word))]
    return kept + [word for _, word in softeners(words, 0, len(words))]


@settings(max_examples=400, deadline=None)
@given(_edits())
def test_no_claim_stands_on_other_numbers_names_hedges_or_negations(texts):
    old, new = texts
    claims, findings = _sentences(old), _sentences(new)

    decisions = Versions({"text": old}, {"text": new}).decide(claims, findings, is_same_engine=True)

    for claim, decision in zip(claims, decisions, strict=True):
        quote = old[claim.place.start : claim.place.end]
        check(decision, quote, new)
        if decision.outcome is Outcome.ANCHORED:
            assert _matter(quoted(decision, new)) == _matter(quote)
    taken = [decision.finding for decision in decisions if decision.finding is not None]
    assert len(taken) == len(set(taken))
    places = [decision.place for decision in decisions if decision.place]
    assert len(places) == len(set(places))


@settings(max_examples=200, deadline=None)
@given(_TEXT.map("\n\n".join))
def test_nothing_changes_where_nothing_was_edited(text):
    claims = _sentences(text)

    decisions = Versions({"text": text}, {"text": text}).decide(claims, claims, is_same_engine=True)

    assert [decision.place for decision in decisions] == [claim.place for claim in claims]
    assert not any(decision.is_context_changed for decision in decisions)


_ANY = st.text(
    st.sampled_from("ab 1٣.,\n\n\u0301🚢三x«»'-") | st.characters(codec="utf-8", exclude_categories=["Cs"]),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@given(_ANY, _ANY, st.data())
def test_any_span_of_any_text_is_traced_to_a_place_or_to_none(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    versions = Versions({"text": old}, {"text": new})

    carried = versions.carry("text", start, end)

    if carried:
        assert 0 <= carried[0] < carried[1] <= len(new)


@settings(max_examples=300, deadline=None)
@given(_edits() | st.tuples(_ANY, _ANY))
def test_a_word_diff_holds_every_word_of_both_texts_once(texts):
    pieces = word_diff(*texts)

    for number, text in enumerate(texts):
        spans = sorted(piece[number] for piece in ((one.old, one.new) for one in pieces) if piece[number])
        shown = "".join(text[start:end] for start, end in spans)
        assert shown.split() == [] if not text.strip() else "".join(shown.split()) == "".join(text.split())
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for piece in pieces:
        if piece.op in ("equal", "move"):
            one, other = (texts[0][slice(*piece.old)], texts[1][slice(*piece.new)])
            assert one.split() == other.split() or "".join(one.split()) == "".join(other.split())
