"""Quantities of a text in any language: numbers, the signs and words that make them amounts, and nothing else.

``low`` and ``high`` stay open but where signs, a range or a known word ("mindestens", "более") say them: another word
may bound the number. One that may be a date, a score or part of a name is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from factcheck.extraction.quantities.bounds import bounds
from factcheck.extraction.quantities.currencies import CODES, SIGNS
from factcheck.extraction.quantities.lexer import tidy
from factcheck.extraction.quantities.units import Unit
from factcheck.extraction.types import Modifier, Quantity, Span

from .bounds import bound_of
from .conventions import Convention, Meaning, convention_of
from .dates import find_dates, is_numbered, is_year
from .ideographs import Ideographic, find_ideographic
from .numerals import find_numerals
from .vocabulary import PERCENT

#: Blanks and bidirectional marks that may stand between a number and its unit.
_GAP = "[ \u00a0\u2007\u2009\u202f\u200e\u200f\u061c\u2066-\u2069]{0,2}"
_PERCENT_BEHIND = re.compile(rf"{_GAP}[%\uff05\u066a\ufe6a]")
_PER_MILLE_BEHIND = re.compile(rf"{_GAP}[\u2030\u0609]")
_PERCENT_BEFORE = re.compile(rf"(?:[%\u066a]|\byüzde){_GAP}$", re.IGNORECASE)
_MONEY_BEHIND = re.compile(
    rf"{_GAP}(?P<sign>[A-Z]{{3}}\b|(?:US|R|A|C|NZ|HK)?\$|[\u20a0-\u20cf\u00a3\u00a5\uffe5\u17db\u0e3f])"
)
_MONEY_BEFORE = re.compile(
    rf"(?P<sign>\b[A-Z]{{3}}|(?:\b(?:US|R|A|C|NZ|HK))?\$|[\u20a0-\u20cf\u00a3\u00a5\uffe5\u17db\u0e3f]){_GAP}$"
)
_OF = re.compile(rf"{_GAP}(?:(?:de|di|of) |d['\u2019])?")
_MINUS = re.compile(r"(?:^|[\s(\u200e\u200f])(?P<sign>[-\u2212])$")
_DASH = re.compile(r" ?[-\u2013\u2014~\u301c\uff5e] ?")
_SIGNS: dict[str, Modifier] = {
    "~": "approximately", "\u2248": "approximately", "\u2243": "approximately", "\u2265": "at_least",
    "\u2264": "at_most", ">": "more_than", "<": "less_than",
}  # fmt: skip
_ORDINAL_BEHIND = re.compile(r"[\u00ba\u00aa]|\.[\u00ba\u00aa]|[-\u2010\u2011][^\W\d_]{1,3}\b|व[ेीा]")
_AND = re.compile(r" ?(?:و|and )? ?")
_EAST = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\u0e00-\u0eff]")
_ENDING = r"(?!er|ер|är|or|іонер|онер)[^\W\d_]{0,3}"
#: Marks on the letter before: the word is not over.
_COMBINING = "[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0955-\u0957]"
_SHORTEST_INFLECTED = 4
#: Currencies whose sign several share, by language.
_SHARED_SIGNS = {("zh", "\u00a5"): CODES["cny"], ("zh", "\uffe5"): CODES["cny"]}


@dataclass(frozen=True, slots=True)
class _Draft:
    start: int
    end: int
    number: Span
    value: float | None
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    scale: float = 1
    unit: Unit | None = None
    modifier: Modifier = "exact"
    is_plain: bool = False


def find_figures(text: str, start: int, code: str, decimal: str | None) -> list[Quantity]:
    """Every quantity in ``text``, which stands at ``start`` in the article, in order.

    ``decimal`` is the mark that the article uses (``numerals.decimal_mark_of``).
    """
    convention = convention_of(code)
    drafts = _composed(
        text, [_with_unit(text, draft, code, convention) for draft in _drafts(text, code, decimal)]
    )
    kept = [draft for draft in _ranges(text, drafts) if not _counts_nothing(text, draft)]
    dates = find_dates(text, convention)
    return [
        _quantity(text, _bounded(text, draft, code), start)
        for draft in kept
        if not any(date.overlaps(draft.number) for date in dates)
    ]


def _drafts(text: str, code: str, decimal: str | None) -> Iterator[_Draft]:
    east = find_ideographic(text) if _EAST.search(text) else []
    taken = [Span(one.start, one.end) for one in east]
    plain = [
        _Draft(found.start, found.end, Span(found.start, found.end), found.value, is_plain=found.is_plain)
        for found in find_numerals(text, convention_of(code), decimal)
        if found.value is not None and not any(span.overlaps(Span(found.start, found.end)) for span in taken)
    ]
    yield from sorted([*plain, *map(_of_ideographs, east)], key=lambda draft: draft.start)


def _of_ideographs(one: Ideographic) -> _Draft:
    return _Draft(
        one.start, one.end, Span(one.start, one.end), one.value, one.low, one.high,
        unit=PERCENT if one.is_percent else None,
        modifier="between" if one.value is None else "exact",
    )  # fmt: skip


def _with_unit(text: str, draft: _Draft, code: str, convention: Convention) -> _Draft:
    if draft.unit is not None:
        return draft
    end, scale, unit = draft.end, 1.0, None
    for _ in range(2):  # "mil millones" is one word of CLDR; "3 bin milyar" two
        found = _meaning_at(text, end, code, convention)
        if found is None or found[0].unit is not None:
            break
        end, scale = found[1], scale * found[0].scale
    found = _meaning_at(text, _OF.match(text, end).end() if scale > 1 else end, code, convention)  # type: ignore[union-attr]
    if found is not None and found[0].unit is not None:
        unit, end = found[0].unit, found[1]
    elif (sign := _sign_behind(text, end, code)) is not None:
        unit, end = sign
    begin = draft.start
    if (minus := _MINUS.search(text, max(0, begin - 2), begin)) is not None and draft.value is not None:
        begin, draft = minus.start("sign"), replace(draft, value=-draft.value)
    if unit is None and (before := _sign_before(text, begin, code)) is not None:
        unit, begin = before
    modifier = _SIGNS.get(text[:begin].rstrip(" ")[-1:], draft.modifier)
    value = tidy(draft.value * scale) if draft.value is not None else None
    number = Span(draft.number.start, end if scale > 1 and unit is None else draft.number.end)
    return replace(
        draft, start=begin, end=end, number=number, value=value, scale=scale, unit=unit, modifier=modifier
    )


def _sign_behind(text: str, end: int, code: str) -> tuple[Unit, int] | None:
    if (percent := _PERCENT_BEHIND.match(text, end)) is not None:
        return PERCENT, percent.end()
    if (mille := _PER_MILLE_BEHIND.match(text, end)) is not None:
        return Unit("per mille", "percent"), mille.end()
    money = _MONEY_BEHIND.match(text, end)
    unit = _money(money["sign"], code) if money is not None else None
    return (unit, money.end()) if unit is not None and money is not None else None


def _sign_before(text: str, begin: int, code: str) -> tuple[Unit, int] | None:
    head = max(0, begin - 8)
    if (percent := _PERCENT_BEFORE.search(text, head, begin)) is not None:
        is_anothers = text[max(0, percent.start() - 2) : percent.start()].strip()[-1:].isdigit()
        return None if is_anothers else (PERCENT, percent.start())
    money = _MONEY_BEFORE.search(text, head, begin)
    unit = _money(money["sign"], code) if money is not None else None
    if unit is None or money is None or text[max(0, money.start() - 1) : money.start()].isdigit():
        return None
    return unit, money.start()


def _money(sign: str, code: str) -> Unit | None:
    lower = sign.lower()
    name = _SHARED_SIGNS.get((code, sign)) or SIGNS.get((lower,)) or CODES.get(lower)
    if name is None and lower.endswith("$"):
        name = SIGNS.get((lower[:-1], "$"))
    return Unit(name, "currency") if name is not None else None


@cache
def _words(code: str) -> re.Pattern[str]:
    """All words of a language that mean something behind a number, the longest first."""
    convention = convention_of(code)

    def pattern(word: str) -> str:
        written = re.escape(word).replace(r"\ ", "[ \u00a0]")
        if _EAST.match(word[-1]) or word.endswith("."):
            return written
        ending = _ENDING if convention.is_inflected and len(word) >= _SHORTEST_INFLECTED else ""
        return rf"{written}{ending}(?![^\W\d_]|\d|{_COMBINING})"

    longest_first = sorted(convention.words, key=lambda word: (-len(word), word))
    return re.compile(rf"{_GAP}(?:{'|'.join(f'({pattern(word)})' for word in longest_first)})", re.IGNORECASE)


@cache
def _word_list(code: str) -> list[str]:
    return sorted(convention_of(code).words, key=lambda word: (-len(word), word))


def _meaning_at(text: str, end: int, code: str, convention: Convention) -> tuple[Meaning, int] | None:
    """What the word behind ``end`` means, and where it ends."""
    match = _words(code).match(text, end)
    if match is None or match.lastindex is None:
        return None
    word = _word_list(code)[match.lastindex - 1]
    if len(word) == 1 and match.group().strip() != word:
        return None  # "5 M" are not metres
    return convention.words[word], match.end()


def _composed(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """ "3 milyon 500 bin", "5 लाख 20 हजार": one number in two steps."""
    found: list[_Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        if (
            before is not None
            and before.scale > draft.scale >= 1000
            and before.unit is None
            and before.value is not None
            and draft.value is not None
            and draft.value < before.scale
            and _AND.fullmatch(text, before.end, draft.start)
        ):
            found[-1] = replace(
                draft, start=before.start, number=Span(before.number.start, draft.number.end),
                value=tidy(before.value + draft.value),
            )  # fmt: skip
        else:
            found.append(draft)
    return found


def _ranges(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """ "10–15 %" is one quantity."""
    found: list[_Draft] = []
    for draft in drafts:
        before = found[-1] if found else None
        value, low = draft.value, before.value if before is not None else None
        if (
            before is not None
            and low is not None
            and value is not None
            and before.modifier == "exact"
            and before.unit in (None, draft.unit)
            and before.scale in (1, draft.scale)
            and _DASH.fullmatch(text, before.end, draft.start)
            and low * (draft.scale if before.scale == 1 else 1) < value
        ):
            low = tidy(low * (draft.scale if before.scale == 1 else 1))
            number = Span(before.number.start, draft.number.end)
            found[-1] = replace(
                draft, start=before.start, number=number, value=None, low=low, high=value, modifier="between",
                is_plain=False,
            )  # fmt: skip
        else:
            found.append(draft)
    return found


def _counts_nothing(text: str, draft: _Draft) -> bool:
    """Years, ordinals, numbers of things: "2022", "2-й", "80er", "№ 5"."""
    number, has_unit = draft.number, draft.unit is not None or draft.scale > 1
    if not has_unit and is_numbered(text, draft.start):
        return True
    if draft.is_plain and number.end - number.start == 4:
        # "2022 года": what CLDR takes for so many years.
        is_measured = has_unit and (draft.unit is None or draft.unit.name != "year")
        if is_year(text, number.start, number.end, has_unit=is_measured):
            return True
    if has_unit:
        return False
    behind = text[number.end : number.end + 1]
    is_glued = behind.isalpha() and behind.upper() != behind.lower()
    return is_glued or _ORDINAL_BEHIND.match(text, number.end) is not None


def _bounded(text: str, draft: _Draft, code: str) -> _Draft:
    """With what a sign or a word beside it lets it be."""
    if draft.value is None:
        return draft
    modifier = draft.modifier
    if modifier == "exact":
        modifier = bound_of(text, draft.start, draft.end, code) or modifier
    if modifier == "exact":
        return draft
    low, high, low_open, high_open = bounds(draft.value, modifier, ("", ""))
    return replace(draft, modifier=modifier, low=low, high=high, low_open=low_open, high_open=high_open)


def _quantity(text: str, draft: _Draft, start: int) -> Quantity:
    return Quantity(
        start=start + draft.start,
        end=start + draft.end,
        text=text[draft.start : draft.end],
        number=Span(start + draft.number.start, start + draft.number.end),
        value=draft.value,
        low=draft.low,
        high=draft.high,
        low_open=draft.low_open,
        high_open=draft.high_open,
        modifier=draft.modifier,
        unit=draft.unit.name if draft.unit is not None else None,
        unit_kind=draft.unit.kind if draft.unit is not None else "count",
        noun=None,
    )
