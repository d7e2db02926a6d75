"""Whether what was changed in a quote matters, and what it was: a number, a name, a hedge, a negation, the wording."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.extraction.lexicon import HEDGES, NEGATIVE_WORDS, in_order
from factcheck.extraction.quantities.bounds import BOUNDING_WORDS
from factcheck.extraction.quantities.cardinals import DOZENS, SCALES, SMALL, TENS

from .differences import Step
from .spelling import is_respelled
from .words import Word


class What(StrEnum):
    """What changed. All but the last three stand in the quote itself."""

    NUMBER = "number"
    NAME = "name"
    HEDGE = "hedge"
    NEGATION = "negation"
    QUESTION = "question"
    QUOTATION = "quotation"
    WORDING = "wording"
    REPEATED = "repeated"  #: the quote stands there more than once, so nobody can say which one it is
    CLAIMANT = "claimant"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Change:
    """``old`` became ``new``; one of them is empty where words were only added or left out."""

    what: What
    old: str
    new: str


_NUMBER_WORDS = frozenset((*SMALL, *TENS, *SCALES, *DOZENS, "half", "quarter", "third", "double", "twice"))
_QUESTION_MARKS = frozenset("?\uff1f\u061f\u037e")
_QUOTATION_MARKS = frozenset(
    "\"'\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb\u2039\u203a\u300c\u300d"
)
#: They belong to a number that they touch, and no number is the same with another one.
_NUMBER_SIGNS = frozenset("%\u2030\u00b0+-\u2212\u2013\u00b1~\u2248<>$\u20ac\u00a3\u00a5\u20b4\u20bd\u20b9")
#: Words that have a capital at the head of a sentence and are no names.
_OPENERS = frozenset(
    in_order(
        "a an the this that these those his her its their our my in on at by for from of to with and but or as if "
        "he she it they we you i there here some many most all few several more another other about when while after "
        "before since during according officials police people authorities residents"
    )
)
#: How many words from a number "about" may stand to be about it.
_BOUND_REACH = 3


def is_number(word: Word) -> bool:
    """Digits of any script, or an English number word."""
    return any(char.isnumeric() for char in word.text) or any(
        part in _NUMBER_WORDS for part in word.text.lower().split("-")
    )


def is_name(word: Word) -> bool:
    """A word with a capital. Scripts without capitals show no names; there any other word counts as wording."""
    return word.text[0].isupper() or any(char.isupper() for char in word.text[1:])


def changes_that_matter(old: Sequence[Word], new: Sequence[Word], steps: Sequence[Step]) -> list[Change]:
    """What of ``steps``, made in a quote, changed what is claimed; empty where only its spelling did."""
    found: list[Change] = []
    for step in steps:
        if step.kind == "equal":
            continue
        before, after = old[step.old_start : step.old_end], new[step.new_start : step.new_end]
        is_first = step.old_start == 0 or step.new_start == 0
        if _stutters(old, step.old_start, step.old_end) and not after:
            continue
        if is_respelled(before, after, is_first=is_first) and not _touches_number(old, new, step):
            continue
        whats = dict.fromkeys((*_kinds(before, old, step.old_start), *_kinds(after, new, step.new_start)))
        if not whats:
            continue
        words = _said(before), _said(after)
        found.extend(Change(what, *words) for what in sorted(whats, key=list(What).index))
    return _sharpened(found)


def _sharpened(changes: list[Change]) -> list[Change]:
    """Without "wording" beside a sharper word for the same change."""
    sharp = {(change.old, change.new) for change in changes if change.what is not What.WORDING}
    return [
        change
        for change in changes
        if change.what is not What.WORDING or (change.old, change.new) not in sharp
    ]


def _kinds(words: Sequence[Word], around: Sequence[Word], offset: int) -> Iterator[What]:
    for index, word in enumerate(words, offset):
        if word.is_mark:
            if word.text in _QUESTION_MARKS:
                yield What.QUESTION
            elif word.text in _QUOTATION_MARKS:
                yield What.QUOTATION
            elif word.text in _NUMBER_SIGNS and _is_beside_number(around, index, 1):
                yield What.NUMBER
        elif is_number(word):
            yield What.NUMBER
        elif _is_negative(word):
            yield What.NEGATION
        elif _is_hedge(word) or (
            word.text.lower() in BOUNDING_WORDS and _is_beside_number(around, index, _BOUND_REACH)
        ):
            yield What.HEDGE
        elif is_name(word) and (index or word.text.lower() not in _OPENERS):
            yield What.NAME
        else:
            yield What.WORDING


def _is_hedge(word: Word) -> bool:
    return word.text.lower() in HEDGES and word.text != "May"


def _is_negative(word: Word) -> bool:
    lower = word.text.lower().replace("\u2019", "'")
    return lower in NEGATIVE_WORDS or lower.endswith("n't") or lower == "cannot"


def _is_beside_number(words: Sequence[Word], index: int, reach: int) -> bool:
    return any(is_number(word) for word in words[max(0, index - reach) : index + reach + 1])


def _stutters(words: Sequence[Word], start: int, end: int) -> bool:
    """ "the the": what goes was there twice in a row, and is no number."""
    size = end - start
    gone = [word.text.lower() for word in words[start:end]]
    twice = (words[max(0, start - size) : start], words[end : end + size])
    return (
        bool(size)
        and not any(is_number(word) or word.is_mark for word in words[start:end])
        and any([word.text.lower() for word in beside] == gone for beside in twice)
    )


def _touches_number(old: Sequence[Word], new: Sequence[Word], step: Step) -> bool:
    """ "1.5" and "1 5", "10-12" and "10, 12", "-5" and "5": such marks are never mere spelling."""
    return _has_sign(old, step.old_start, step.old_end) or _has_sign(new, step.new_start, step.new_end)


def softeners(words: Sequence[Word], start: int, end: int) -> list[tuple[What, str]]:
    """The hedges, bounds and negations among ``words[start:end]``."""
    return [
        (what, words[index].text.lower())
        for index in range(start, end)
        for what in _kinds([words[index]], words, index)
        if what in (What.HEDGE, What.NEGATION)
    ]


def asks(words: Sequence[Word], end: int) -> str:
    """The question mark that stands right behind words [..., end), inside or outside quotation marks; else empty."""
    while end < len(words) and words[end].text in _QUOTATION_MARKS:
        end += 1
    return words[end].text if end < len(words) and words[end].text in _QUESTION_MARKS else ""


def signs_number(words: Sequence[Word], start: int, end: int) -> tuple[str, str]:
    """The signs that touch the first and the last of words [start, end) from outside: "$" of "$4", "%" of "4%"."""
    before = words[start - 1] if start else None
    after = words[end] if end < len(words) else None
    leads = before and before.text in _NUMBER_SIGNS and before.end == words[start].start
    ends = after and after.text in _NUMBER_SIGNS and after.start == words[end - 1].end
    return (
        before.text if before and leads and is_number(words[start]) else "",
        after.text if after and ends and is_number(words[end - 1]) else "",
    )


def _has_sign(words: Sequence[Word], start: int, end: int) -> bool:
    for index in range(start, end):
        word = words[index]
        if not word.is_mark or index + 1 == len(words):
            continue
        left, right = words[index - 1] if index else None, words[index + 1]
        leads = word.end == right.start and right.text[0].isnumeric()
        follows = left is not None and left.end == word.start and left.text[-1].isnumeric()
        if leads and (follows or word.text in _NUMBER_SIGNS):
            return True
    return False


def _said(words: Sequence[Word]) -> str:
    """The words as they stood, one blank where there was one or more."""
    said = ""
    for index, word in enumerate(words):
        said += (" " if index and words[index - 1].end < word.start else "") + word.text
    return said
