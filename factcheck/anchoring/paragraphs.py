"""Which paragraph of one version is which of the next: kept, moved, edited, split, joined, or none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from factcheck.extraction.lines import written_lines

from .sequences import common_blocks
from .words import words_of

#: Two paragraphs are taken for one that was edited where they share this much of their words (Dice's coefficient)…
_ALIKE = 0.5
#: …but this little is enough where nothing else was changed between the same two neighbours…
_ALIKE_ALONE = 0.25
#: …and it must be this much where the paragraph went elsewhere as well: there a look-alike may wait.
_ALIKE_ELSEWHERE = 0.75
#: Of the words of a piece that was split off, this much stands in what it was split from.
_WITHIN = 0.8
#: A shorter paragraph that turns up elsewhere may be another that says the same of something else.
_SHORTEST_TO_MOVE = 6
#: Words that stand in more paragraphs than this tell none of them apart.
_COMMON = 20


class Fate(StrEnum):
    KEPT = "kept"  #: word for word, where it was
    MOVED = "moved"  #: word for word, elsewhere
    EDITED = "edited"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """[start, end) of the text, without the blanks around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heir:
    """What became of an old paragraph. ``targets`` are numbers of new paragraphs: several where it was split."""

    fate: Fate
    targets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two versions of one part, paragraph by paragraph; ``heirs`` has one entry for each old paragraph."""

    old_text: str
    new_text: str
    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    heirs: tuple[Heir, ...]


def align(old_text: str, new_text: str) -> Alignment:
    """Align two versions, in time about linear in their length."""
    old = tuple(Paragraph(*span) for span in written_lines(old_text))
    new = tuple(Paragraph(*span) for span in written_lines(new_text))
    old_lines = [old_text[p.start : p.end] for p in old]
    new_lines = [new_text[p.start : p.end] for p in new]
    kept = {
        block.old + at: block.new + at
        for block in common_blocks(old_lines, new_lines)
        for at in range(block.size)
    }
    moved = _moved(old_lines, new_lines, kept)
    edited = _edited(old_lines, new_lines, kept, moved)
    heirs = tuple(
        Heir(Fate.KEPT, (kept[at],))
        if at in kept
        else Heir(Fate.MOVED, (moved[at],))
        if at in moved
        else Heir(Fate.EDITED, edited[at])
        if at in edited
        else Heir(Fate.GONE)
        for at in range(len(old))
    )
    return Alignment(old_text, new_text, old, new, heirs)


def _moved(old: Sequence[str], new: Sequence[str], kept: Mapping[int, int]) -> dict[int, int]:
    """Paragraphs that stand elsewhere now: long enough, and once on both sides of what is left."""
    targets = set(kept.values())
    left_old = [at for at in range(len(old)) if at not in kept]
    left_new = [at for at in range(len(new)) if at not in targets]
    in_old, in_new = Counter(old[at] for at in left_old), Counter(new[at] for at in left_new)
    place = {new[at]: at for at in left_new if in_new[new[at]] == 1}
    return {
        at: place[old[at]]
        for at in left_old
        if in_old[old[at]] == 1 and old[at] in place and len(words_of(old[at])) >= _SHORTEST_TO_MOVE
    }


def _edited(
    old: Sequence[str], new: Sequence[str], kept: Mapping[int, int], moved: Mapping[int, int]
) -> dict[int, tuple[int, ...]]:
    """What the paragraphs that are left became: the likest first, between the same neighbours before elsewhere."""
    taken = {*kept.values(), *moved.values()}
    olds = _leftovers(old, {*kept, *moved}, kept)
    news = _leftovers(new, taken, kept.values())
    pairs = sorted(
        (not is_near, -likeness, abs(one.place - other.place), one.number, other.number)
        for one, other, is_near, likeness in _candidates(olds, news)
    )
    heirs: dict[int, tuple[int, ...]] = {}
    heir_of: dict[int, int] = {}
    for _, _, _, at, to in pairs:
        if at not in heirs and to not in heir_of:
            heirs[at], heir_of[to] = (to,), at
    words_old = {one.number: one.words for one in olds}
    words_new = {one.number: one.words for one in news}
    for piece in news:  # split off
        for beside in (piece.number - 1, piece.number + 1):
            whole = heir_of.get(beside)
            if (
                piece.number not in heir_of
                and whole is not None
                and _is_within(piece.words, words_old[whole])
            ):
                heirs[whole] = tuple(sorted((*heirs[whole], piece.number)))
                heir_of[piece.number] = whole
    for piece in olds:  # joined to its neighbour
        for beside in (piece.number - 1, piece.number + 1):
            joined = heirs.get(beside, ())
            if piece.number not in heirs and joined and _is_within(piece.words, words_new[joined[0]]):
                heirs[piece.number] = joined[:1]
    return heirs


@dataclass(frozen=True, slots=True)
class _Leftover:
    number: int
    gap: int  #: how many kept paragraphs stand before it
    place: int  #: how many leftovers of its gap stand before it
    words: Counter[str]


def _leftovers(lines: Sequence[str], settled: Set[int], kept: Iterable[int]) -> list[_Leftover]:
    fences = sorted(kept)
    found: list[_Leftover] = []
    gap = 0
    for number, line in enumerate(lines):
        while gap < len(fences) and fences[gap] < number:
            gap += 1
        if number in settled:
            continue
        place = found[-1].place + 1 if found and found[-1].gap == gap else 0
        words = Counter(word.text.lower() for word in words_of(line) if not word.is_mark)
        found.append(_Leftover(number, gap, place, words))
    return found


def _candidates(
    olds: Sequence[_Leftover], news: Sequence[_Leftover]
) -> Iterator[tuple[_Leftover, _Leftover, bool, float]]:
    """(old, new, whether both stand between the same neighbours, likeness) of all pairs that are like enough."""
    by_word: dict[str, list[_Leftover]] = defaultdict(list)
    by_gap: dict[int, list[_Leftover]] = defaultdict(list)
    for other in news:
        by_gap[other.gap].append(other)
        for word in other.words:
            by_word[word].append(other)
    in_gap = Counter(one.gap for one in olds)
    for one in olds:
        near = by_gap[one.gap]
        is_alone = in_gap[one.gap] == len(near) == 1
        beside = near[max(0, one.place - _COMMON) : one.place + _COMMON + 1]
        likely = {other.number: other for other in beside}
        for word in one.words:
            if len(by_word[word]) <= _COMMON:
                likely.update((other.number, other) for other in by_word[word])
        for other in likely.values():
            is_near = other.gap == one.gap
            enough = _ALIKE_ELSEWHERE if not is_near else _ALIKE_ALONE if is_alone else _ALIKE
            likeness = dice(one.words, other.words)
            if likeness >= enough:
                yield one, other, is_near, likeness


def dice(one: Counter[str], other: Counter[str]) -> float:
    """The share of both that is common to both, in [0, 1]."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


def _is_within(piece: Counter[str], whole: Counter[str]) -> bool:
    return piece.total() >= 4 and (piece & whole).total() >= _WITHIN * piece.total()
