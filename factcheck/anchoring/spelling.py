"""Whether two runs of words are the same words, spelled in two ways.

Deliberately narrow. "Billed" for "killed" and "departed" for "deported" are one letter apart, so no letter may be
another: a correction counts as one where letters changed places or were doubled, or where the misspelling is a
common one. Everything else is a change of the wording, which people look at.
"""

from collections.abc import Sequence

from factcheck.extraction.lexicon import HEDGES, NEGATIVE_WORDS, in_order

from .words import Word

#: Marks that do not change what a sentence says. Quotation and question marks do.
_PLAIN_MARKS = frozenset(".,;:()[]\u2026\u2013\u2014-\u2010\u2011\u2022\u00b7\u3001\u3002\uff0c\u060c\u061b")
_SHORTEST_TO_SWAP = 7
_SHORTEST_TO_DOUBLE = 6
_MISSPELLINGS = frozenset(
    frozenset(pair.split("/"))
    for pair in in_order(
        "teh/the adn/and taht/that thier/their recieve/receive recieved/received beleive/believe "
        "beleived/believed seperate/separate seperated/separated definately/definitely goverment/government "
        "enviroment/environment parliment/parliament independant/independent existance/existence "
        "untill/until wich/which whcih/which becuase/because beacuse/because suprise/surprise "
        "neccessary/necessary neccesary/necessary sucessful/successful publically/publicly "
        "responsability/responsibility maintainance/maintenance millenium/millennium ocurred/occurred "
        "ocurred/occured supercede/supersede tommorrow/tomorrow febuary/february wensday/wednesday"
    )
)
_SAME_MARK = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2018": "'", "\u2019": "'", "\u2010": "-", "\u2011": "-"}
)


def is_respelled(old: Sequence[Word], new: Sequence[Word], *, is_first: bool) -> bool:
    """Whether ``new`` says what ``old`` said; ``is_first``: the quote begins with them, and its capital may come or go."""
    before = [word.text.translate(_SAME_MARK) for word in old]
    after = [word.text.translate(_SAME_MARK) for word in new]
    if before == after:
        return True
    before, after = _without_marks(before), _without_marks(after)
    if before == after or _is_written_together(before, after):
        return True
    if len(before) != len(after):
        return False
    return all(
        one == other
        or (is_first and index == 0 and _is_same_but_capital(one, other))
        or is_corrected(one, other)
        for index, (one, other) in enumerate(zip(before, after, strict=True))
    )


def _without_marks(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _PLAIN_MARKS]


def _is_written_together(before: Sequence[str], after: Sequence[str]) -> bool:
    """ "cease fire", "cease-fire" and "ceasefire"; but not "re-signed" and "resigned", "not able" and "notable"."""
    if "".join(before).replace("-", "") != "".join(after).replace("-", ""):
        return False
    pieces = [piece for word in (*before, *after) for piece in word.split("-")]
    return all(
        len(piece) >= 3 and piece.isalpha() and piece.lower() not in HEDGES | NEGATIVE_WORDS
        for piece in pieces
    )


def _is_same_but_capital(one: str, other: str) -> bool:
    return one.lower() == other.lower() and one[1:] == other[1:] and one.lower() not in HEDGES


def is_corrected(one: str, other: str) -> bool:
    """Whether one word is the other, misspelled."""
    if one.lower() in HEDGES | NEGATIVE_WORDS or other.lower() in HEDGES | NEGATIVE_WORDS:
        return False
    if not (one.isalpha() and other.isalpha()) or one[0] != other[0]:
        return False
    if frozenset((one.lower(), other.lower())) in _MISSPELLINGS:
        return True
    if one[0].isupper():  # a name: "Brian" and "Brain" are two people
        return False
    return _is_swapped(one, other) or _is_doubled(one, other) or _is_doubled(other, one)


def _is_swapped(one: str, other: str) -> bool:
    """Two letters beside each other, neither first nor last, changed places."""
    if len(one) != len(other) or len(one) < _SHORTEST_TO_SWAP:
        return False
    differ = [index for index in range(len(one)) if one[index] != other[index]]
    return (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and differ[1] < len(one) - 1
        and one[differ[0]] == other[differ[1]]
        and one[differ[1]] == other[differ[0]]
    )


def _is_doubled(short: str, long: str) -> bool:
    """A letter inside the word is written twice: "occured", "occurred"."""
    if len(long) != len(short) + 1 or len(short) < _SHORTEST_TO_DOUBLE:
        return False
    return any(short[:index] + short[index - 1] + short[index:] == long for index in range(1, len(short) - 1))
