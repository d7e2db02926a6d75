"""What makes two texts alike, and that their keys meet."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.likeness.signatures import FEWEST_WORDS, LEAST_LIKENESS, bands_of, likeness, shingles_of

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
WORDS = [f"word{n}" for n in range(400)]


def body(name: str) -> str:
    return (SEEDS / f"{name}.md").read_text(encoding="utf-8").split("+++", 2)[2]


def likeness_of(one: str, other: str) -> float:
    return likeness(shingles_of(one), shingles_of(other))


def meet(one: str, other: str) -> bool:
    return not set(bands_of(shingles_of(one))).isdisjoint(bands_of(shingles_of(other)))


def story(seed: int, words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def test_the_two_copies_of_one_agency_story_are_alike_and_meet() -> None:
    one, other = body("saltmarsh-half-stopped"), body("tallgrass-half-stopped")

    assert LEAST_LIKENESS < likeness_of(one, other) < 1
    assert meet(one, other)


def test_accounts_of_the_same_night_are_not_alike() -> None:
    names = [path.stem for path in SEEDS.glob("*.md")]
    copies = {"saltmarsh-half-stopped", "tallgrass-half-stopped"}
    versions = {"halyard-before-dawn.v1", "halyard-before-dawn.v2"}

    for one in names:
        for other in names:
            if one < other and {one, other} not in (copies, versions):
                assert likeness_of(body(one), body(other)) < LEAST_LIKENESS / 2


def test_shuffled_paragraphs_stay_alike() -> None:
    paragraphs = [" ".join(story(seed, 60)) for seed in range(8)]

    shuffled = random.Random(1).sample(paragraphs, 8)

    assert likeness_of("\n\n".join(paragraphs), "\n\n".join(shuffled)) > 0.9
    assert meet("\n\n".join(paragraphs), "\n\n".join(shuffled))


def test_capitals_marks_and_line_breaks_do_not_count() -> None:
    words = story(1)

    assert likeness_of(" ".join(words), ".\n\n“".join(word.upper() for word in words)) == 1


def test_a_changed_figure_counts() -> None:
    words = story(1)

    assert 0.9 < likeness_of(" ".join(words), " ".join(["34", *words[1:100], "42", *words[101:]])) < 1


def test_text_without_blanks_is_compared_by_its_signs() -> None:
    text = "".join(chr(0x4E00 + n) for n in random.Random(2).sample(range(5000), 300))

    assert likeness_of(text, text[:150] + "新" + text[150:]) > 0.9


@pytest.mark.parametrize("count", [0, 1, FEWEST_WORDS - 1])
def test_a_short_text_has_no_keys(count: int) -> None:
    assert bands_of(shingles_of(" ".join(WORDS[:count]))) == []


def test_keys_stay_what_they_are() -> None:
    """They are stored: another library version that makes others would lose every copy that came before."""
    assert bands_of(shingles_of(" ".join(WORDS[:60])))[:2] == [
        -870757568648340843,
        -6980753038263253054,
    ]


@given(st.text(max_size=400))
def test_any_text_is_like_itself_or_too_short(text: str) -> None:
    shingles = shingles_of(text * 20)

    assert likeness(shingles, shingles) in (0.0, 1.0)
    assert len(bands_of(shingles)) in (0, 32)
