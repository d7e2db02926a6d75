"""Find quantities: numbers, the units that touch them, the words that bound them, what they count."""

from dataclasses import dataclass

from spacy.tokens import Token

from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import Modifier, Per, Quantity, Span

from .ages import is_age
from .bounds import bounds, modifier_after, modifier_before
from .changes import aspect_of, change_of
from .exclusions import is_bare_year, is_in_time, is_list_marker, is_part_of_name, is_pronoun, is_score
from .lexer import Lexeme, lex
from .nouns import NOTHING, Counted, counted_by
from .numbers import Number, find_numbers
from .units import ATTACHED_ONLY, CODES_BEFORE, DURATIONS, LONGEST_UNIT, SIGNS, UNITS, Unit
from .zeros import zeros

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_PER_WORDS = frozenset(("per", "a", "an", "each", "every"))
_PER_THINGS = frozenset(
    [
        "share",
        "person",
        "head",
        "household",
        "student",
        "pupil",
        "patient",
        "employee",
        "worker",
        "vote",
        "seat",
        "unit",
        "copy",
        "game",
        "match",
        "capita",
        "barrel",
        "gallon",
        "litre",
        "liter",
        "tonne",
        "ton",
        "kilogram",
        "kilo",
        "pound",
        "ounce",
        "acre",
        "hectare",
        "mile",
        "kilometre",
    ]
)


@dataclass(slots=True)
class _Draft:
    """A number or range on its way to a quantity; indexes are lexemes, [first, last)."""

    first: int
    last: int
    number_first: int
    number_last: int
    value: float | None
    low: float
    high: float
    form: str
    is_range: bool = False
    unit: Unit | None = None


def find_quantities(text: str, start: int, parsed: Parsed | None, times: list[Span]) -> list[Quantity]:
    """Every quantity in ``text``, which stands at ``start`` in the article.

    Without a parse (text that is not English) only digits are read, no nouns and no bounds in words.
    """
    lexemes = lex(text)
    drafts = _drafts(lexemes, find_numbers(lexemes))
    line_starts = _line_starts(text)
    found = zeros(parsed) if parsed is not None else []
    taken_by_rate: set[int] = set()
    for draft in drafts:
        if parsed is None and lexemes[draft.number_first].kind != "number":
            continue
        if draft.number_first in taken_by_rate:
            continue
        _attach_unit(lexemes, draft)
        span = Span(start + lexemes[draft.first].start, start + lexemes[draft.last - 1].end)
        if is_in_time(span, times) or is_list_marker(lexemes, draft.first, draft.last, line_starts):
            continue
        quantity = _finish(text, start, lexemes, draft, parsed, times, taken_by_rate)
        if quantity is not None:
            found.append(quantity)
    return sorted(found, key=lambda quantity: quantity.start)


def _line_starts(text: str) -> frozenset[int]:
    starts = {len(line) - len(line.lstrip()) for line in (text[:80],)}
    position = text.find("\n")
    while position >= 0:
        starts.add(position + 1)
        position = text.find("\n", position + 1)
    return frozenset(starts)


def _drafts(lexemes: list[Lexeme], numbers: list[Number]) -> list[_Draft]:
    drafts = []
    index = 0
    while index < len(numbers):
        number = numbers[index]
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        joined = _range(lexemes, number, following) if following is not None else None
        if joined is not None:
            drafts.extend(joined)
            index += 2
            continue
        drafts.append(
            _Draft(
                number.first,
                number.last,
                number.first,
                number.last,
                number.value,
                number.low,
                number.high,
                number.form,
            )
        )
        index += 1
    return drafts


def _range(lexemes: list[Lexeme], left: Number, right: Number) -> list[_Draft] | None:
    """One draft for "10 to 15", none for a score or a span of years, None where the two stand apart."""
    if left.value is None or right.value is None or "share" in (left.form, right.form):
        return None
    between = [lexeme.lower for lexeme in lexemes[left.last : right.first] if lexeme.text not in SIGNS]
    opener = lexemes[left.first - 1].lower if left.first else ""
    if opener in SIGNS and left.first >= 2:
        opener = lexemes[left.first - 2].lower
    if between and (between[0],) in UNITS and len(between) == 2:
        between = between[1:]  # "12% to 15%"
    if lexemes[right.first - 1].text in SIGNS and (
        not left.first or lexemes[left.first - 1].text not in SIGNS
    ):
        return None  # "12% to \u20ac34.50" goes from one thing to another
    is_dash = len(between) == 1 and between[0] in _DASHES
    is_words = (between == ["to"] and opener != "from") or (between == ["and"] and opener == "between")
    is_choice = between == ["or"] and right.value == left.value + 1
    if not (is_dash or is_words or is_choice):
        return None
    if is_dash and _touches(lexemes, left, right):
        if left.last - left.first == 1 and _is_code(lexemes, left, right):
            return []
        if is_score(lexemes, left.first, right.last, lexemes[left.first], (left.value, right.value)):
            return []
        if 1500 <= left.value <= 2100 and (
            1500 <= right.value <= 2100 or len(lexemes[right.first].text) == 2
        ):
            return []
    low, high = left.value, right.value
    scale = _scale_of(lexemes, right)
    if scale > 1 and low < high / scale * 10 and low * scale < high and _scale_of(lexemes, left) == 1:
        low = round(low * scale, 6)
    if low >= high:
        return None
    return [
        _Draft(left.first, right.last, left.first, right.last, None, low, high, right.form, is_range=True)
    ]


def _touches(lexemes: list[Lexeme], left: Number, right: Number) -> bool:
    return lexemes[left.last].start == lexemes[left.last - 1].end


def _is_code(lexemes: list[Lexeme], left: Number, right: Number) -> bool:
    """ "555-0199", "2-3-1": a zero in front or a third part."""
    second = lexemes[right.first].text
    after = lexemes[right.last] if right.last < len(lexemes) else None
    has_third = after is not None and after.text in _DASHES and after.start == lexemes[right.last - 1].end
    before = lexemes[left.first - 1] if left.first else None
    has_front = before is not None and before.text in _DASHES and before.end == lexemes[left.first].start
    return (second.startswith("0") and len(second) > 1 and second.isdigit()) or has_third or has_front


def _scale_of(lexemes: list[Lexeme], number: Number) -> float:
    bare = lexemes[number.first].value
    if number.form != "digits" or not bare or number.value is None:
        return 1
    return number.value / bare


def _attach_unit(lexemes: list[Lexeme], draft: _Draft) -> None:
    """Widen the draft over a money sign in front or a unit behind."""
    _attach_sign(lexemes, draft)
    _attach_minus(lexemes, draft)
    if draft.unit is not None:
        _swallow_money_name(lexemes, draft)
        return
    index = draft.last
    hyphen = index < len(lexemes) and lexemes[index].text in _DASHES and _is_attached(lexemes, index)
    if hyphen:
        index += 1
    for length in range(min(LONGEST_UNIT, len(lexemes) - index), 0, -1):
        window = lexemes[index : index + length]
        unit = UNITS.get(tuple(lexeme.lower for lexeme in window))
        if unit is None or not _may_be_unit(lexemes, index, window, unit, hyphen):
            continue
        draft.unit, draft.last = unit, index + length
        return
    sign = lexemes[draft.last].text if draft.last < len(lexemes) else ""
    if sign in SIGNS and _is_attached(lexemes, draft.last):
        following = lexemes[draft.last + 1] if draft.last + 1 < len(lexemes) else None
        if following is None or following.kind != "number" or following.start != lexemes[draft.last].end:
            draft.unit, draft.last = Unit(SIGNS[sign], "currency"), draft.last + 1


def _attach_sign(lexemes: list[Lexeme], draft: _Draft) -> None:
    if not draft.first:
        return
    before = lexemes[draft.first - 1]
    close = lexemes[draft.first].start - before.end <= 1
    if before.text in SIGNS and close:
        name, first = SIGNS[before.text], draft.first - 1
        if first and lexemes[first - 1].end == before.start:
            longer = lexemes[first - 1].lower + before.text
            if longer in SIGNS:
                name, first = SIGNS[longer], first - 1
        draft.unit, draft.first = Unit(name, "currency"), first
    elif before.lower in CODES_BEFORE and before.text.isupper() and close:
        draft.unit, draft.first = Unit(CODES_BEFORE[before.lower], "currency"), draft.first - 1


def _attach_minus(lexemes: list[Lexeme], draft: _Draft) -> None:
    if not draft.first or draft.is_range or draft.value is None:
        return
    before = lexemes[draft.first - 1]
    touches = before.end == lexemes[draft.first].start
    free = draft.first < 2 or lexemes[draft.first - 2].end < before.start
    if (before.text in ("-", "\u2212") and touches and free) or before.lower in ("minus", "negative"):
        draft.first -= 1
        draft.number_first = min(draft.number_first, draft.first)
        draft.value, draft.low, draft.high = -draft.value, -draft.value, -draft.value


def _swallow_money_name(lexemes: list[Lexeme], draft: _Draft) -> None:
    """ "$5 US": the name behind repeats the sign."""
    following = lexemes[draft.last].lower if draft.last < len(lexemes) else ""
    unit = UNITS.get((following,))
    if unit is not None and unit.kind == "currency" and following in CODES_BEFORE:
        draft.last += 1


def _is_attached(lexemes: list[Lexeme], index: int) -> bool:
    return lexemes[index].start - lexemes[index - 1].end <= 1


def _may_be_unit(lexemes: list[Lexeme], index: int, window: list[Lexeme], unit: Unit, hyphen: bool) -> bool:
    word = window[0]
    gap = word.start - lexemes[index - 1].end
    if len(window) == 1 and word.lower in ATTACHED_ONLY and gap > 1:
        return False
    if len(window) == 1 and word.lower in ("g", "m", "w") and (gap > 1 or word.text == "G"):
        return False
    if len(window) == 1 and word.lower in ("second", "mi", "ha", "real", "rand", "won") and not hyphen:
        before = lexemes[index - 1]
        return word.lower not in ("real", "won") and before.kind == "number" and word.lower != "second"
    if word.text == "MP" and gap:
        return False
    return gap <= 1


def _finish(
    text: str,
    start: int,
    lexemes: list[Lexeme],
    draft: _Draft,
    parsed: Parsed | None,
    times: list[Span],
    taken_by_rate: set[int],
) -> Quantity | None:
    number_start, number_end = lexemes[draft.number_first].start, lexemes[draft.number_last - 1].end
    first_token = parsed.token_at(start + number_start) if parsed else None
    last_token = parsed.token_at(start + lexemes[draft.last - 1].start) if parsed else None
    if draft.unit is None:
        if is_pronoun(lexemes, draft.first, draft.last, first_token) and not modifier_after(
            lexemes, draft.last
        ):
            return None
        if is_age(lexemes, draft.first, draft.last, first_token):
            draft.unit = UNITS["years", "old"]
        elif is_part_of_name(lexemes, draft.first, draft.last) or _is_numbered_name(first_token, draft):
            return None
    is_share = draft.form == "share"
    modifier, edge = _modifier(lexemes, draft)
    counted = NOTHING
    if parsed is not None and first_token is not None and last_token is not None:
        behind = parsed.token_at(start + lexemes[max(draft.last, edge) - 1].start) or last_token
        counted = counted_by(parsed, first_token, behind, is_share=is_share, has_unit=draft.unit is not None)
    bare = lexemes[draft.number_first]
    is_bare = draft.unit is None and draft.value is not None and modifier == "exact"
    if is_bare and is_bare_year(bare, draft.value or 0, counted.noun is not None and _is_plural(counted)):
        return None
    low, high, low_open, high_open = _bounds(lexemes, draft, modifier)
    per = _per(lexemes, draft, counted, parsed, start, taken_by_rate)
    unit_kind = draft.unit.kind if draft.unit else "share" if is_share else "count"
    change = None
    aspect = "unknown"
    if first_token is not None and last_token is not None:
        change = change_of(first_token, last_token, unit_kind, draft.value)
        sentence = parsed.span(first_token.sent.start, first_token.sent.end) if parsed else None
        has_time = sentence is not None and any(sentence.covers(time) for time in times)
        aspect = aspect_of(first_token, last_token, change, has_time)
    span = Span(start + lexemes[draft.first].start, start + lexemes[draft.last - 1].end)
    return Quantity(
        start=span.start,
        end=span.end,
        text=text[span.start - start : span.end - start],
        number=Span(start + number_start, start + number_end),
        value=draft.value,
        low=low,
        high=high,
        low_open=low_open,
        high_open=high_open,
        modifier=modifier,
        unit=draft.unit.name if draft.unit else None,
        unit_kind=unit_kind,
        noun=counted.noun,
        concept=counted.concept,
        of=counted.of,
        per=per,
        change=change,
        aspect=aspect,  # type: ignore[arg-type]
    )


def _modifier(lexemes: list[Lexeme], draft: _Draft) -> tuple[Modifier, int]:
    """The bound on the draft, and the lexeme behind it and the bound."""
    if draft.is_range:
        return "between", draft.last
    after = modifier_after(lexemes, draft.last)
    if after is not None:
        return after[0], after[1]
    before = modifier_before(lexemes, draft.first)
    if before is not None:
        return before[0], draft.last
    return ("approximately" if draft.form == "vague" else "exact"), draft.last


def _bounds(
    lexemes: list[Lexeme], draft: _Draft, modifier: Modifier
) -> tuple[float | None, float | None, bool, bool]:
    if draft.is_range or draft.value is None:
        return draft.low, draft.high, False, False
    last_word = lexemes[draft.first - 1].lower if draft.first else ""
    return bounds(draft.value, modifier, last_word)


def _is_numbered_name(token: Token | None, draft: _Draft) -> bool:
    """ "Boeing 737", "Iskander 9": digits behind the name they belong to."""
    if token is None or token.dep_ not in ("nummod", "appos", "nmod") or not token.i:
        return False
    before = token.doc[token.i - 1]
    return token.head == before and before.pos_ == "PROPN" and token.text[0].isdigit()


def _is_plural(counted: Counted) -> bool:
    return counted.head is not None and counted.head.tag_ in ("NNS", "NNPS")


def _per(
    lexemes: list[Lexeme],
    draft: _Draft,
    counted: Counted,
    parsed: Parsed | None,
    start: int,
    taken_by_rate: set[int],
) -> tuple[Per, ...]:
    """The denominators behind the quantity or its noun: "12 per 100,000 a year"."""
    index = draft.last
    if counted.head is not None and parsed is not None:
        noun_end = parsed.start + counted.head.idx + len(counted.head) - start
        while index < len(lexemes) and lexemes[index].end <= noun_end:
            index += 1
    found = []
    while index + 1 < len(lexemes) and (lexemes[index].lower in _PER_WORDS or lexemes[index].text == "/"):
        word = lexemes[index].lower
        value: float = 1
        index += 1
        if lexemes[index].kind == "number" and word in ("per", "every"):
            value = lexemes[index].value or 1
            taken_by_rate.add(index)
            index += 1
        thing = lexemes[index] if index < len(lexemes) and lexemes[index].kind == "word" else None
        unit = UNITS.get((thing.lower,)) if thing else None
        if unit is not None and (
            word == "per" or unit.name in DURATIONS or (thing is not None and thing.lower in _PER_THINGS)
        ):
            found.append(Per(value, unit.name, None))
            index += 1
        elif thing is not None and (
            (word == "per" and thing.lower not in ("a", "an")) or thing.lower in _PER_THINGS
        ):
            found.append(Per(value, None, thing.lower))
            index += 1
        elif value != 1:
            found.append(Per(value, None, None))
        else:
            break
    return tuple(found)
