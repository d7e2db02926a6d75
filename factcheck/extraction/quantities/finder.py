"""Find quantities: numbers, the units that touch them, the words that bound them, what they count."""

from spacy.tokens import Token

from factcheck.extraction.lexicon import words
from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import Modifier, Per, Quantity, Span

from .ages import is_age
from .attach import attach_unit
from .bounds import bounds, modifier_after, modifier_before
from .changes import aspect_of, change_of
from .drafts import Draft, drafts_of
from .exclusions import is_bare_year, is_in_time, is_list_marker, is_part_of_name, is_pronoun
from .lexer import Lexeme, lex
from .nouns import NOTHING, Counted, counted_by
from .numbers import find_numbers
from .units import DURATIONS, UNITS
from .zeros import zeros

_PER_WORDS = frozenset(("per", "a", "an", "each", "every"))
_PER_THINGS = words(
    "share person head household student pupil patient employee worker vote seat unit copy game match "
    "capita barrel gallon litre liter tonne ton kilogram kilo pound ounce acre hectare mile kilometre"
)


def find_quantities(text: str, start: int, parsed: Parsed | None, times: list[Span]) -> list[Quantity]:
    """Every quantity in ``text``, which stands at ``start`` in the article.

    Without a parse (text that is not English) only digits are read, no nouns and no bounds in words.
    """
    lexemes = lex(text)
    drafts = drafts_of(lexemes, find_numbers(lexemes))
    line_starts = _line_starts(text)
    found = zeros(parsed) if parsed is not None else []
    taken_by_rate: set[int] = set()
    for draft in drafts:
        if parsed is None and lexemes[draft.number_first].kind != "number":
            continue
        if draft.number_first in taken_by_rate:
            continue
        attach_unit(lexemes, draft)
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


def _finish(
    text: str,
    start: int,
    lexemes: list[Lexeme],
    draft: Draft,
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


def _modifier(lexemes: list[Lexeme], draft: Draft) -> tuple[Modifier, int]:
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
    lexemes: list[Lexeme], draft: Draft, modifier: Modifier
) -> tuple[float | None, float | None, bool, bool]:
    if draft.is_range or draft.value is None:
        return draft.low, draft.high, False, False
    last_word = lexemes[draft.first - 1].lower if draft.first else ""
    return bounds(draft.value, modifier, last_word)


def _is_numbered_name(token: Token | None, draft: Draft) -> bool:
    """ "Boeing 737", "Iskander 9": digits behind the name they belong to."""
    if token is None or token.dep_ not in ("nummod", "appos", "nmod") or not token.i:
        return False
    before = token.doc[token.i - 1]
    return token.head == before and before.pos_ == "PROPN" and token.text[0].isdigit()


def _is_plural(counted: Counted) -> bool:
    return counted.head is not None and counted.head.tag_ in ("NNS", "NNPS")


def _per(
    lexemes: list[Lexeme],
    draft: Draft,
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
