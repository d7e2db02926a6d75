"""Find quantities: numbers, the units that touch them, the words that bound them, what they count."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import Change, Modifier, Per, Quantity, Span

from .ages import is_age, is_age_in_units
from .attach import attach_unit
from .bounds import bounds, modifier_after, modifier_before
from .changes import change_between, change_of, closed, ends_change, is_change, multiple_to
from .concepts import Concepts
from .drafts import Draft
from .elisions import with_things
from .ellipses import elided
from .exclusions import (
    is_bare_year,
    is_list_marker,
    is_lone_one,
    is_model,
    is_numbered_name,
    is_part_of_name,
    is_pronoun,
)
from .joins import join
from .lexer import Lexeme, at, lex
from .nouns import NOTHING, Counted, counted_by, is_plural, top_of
from .numbers import find_numbers
from .pounds import POUNDS, what_pounds_are
from .rates import rates_from, unit_with
from .surroundings import Surroundings
from .units import Unit
from .zeros import NOUGHTS, zeros

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEARS_OLD = Unit("year of age", "age")


def find_quantities(text: str, start: int, parsed: Parsed | None, times: list[Span]) -> list[Quantity]:
    """Every quantity in ``text``, which stands at ``start`` in the article.

    Without a parse (a few words that somebody marked) nobody knows what is counted, and no change is read.
    """
    lexemes = lex(text)
    drafts: list[Draft] = []
    pounds = what_pounds_are(lexemes)
    for number in find_numbers(lexemes):
        draft = Draft.of(number)
        attach_unit(lexemes, draft, drafts[-1].last if drafts else 0)
        if draft.unit == POUNDS:
            draft.unit = pounds
        drafts.append(draft)
    has_noughts = parsed is not None and not NOUGHTS.isdisjoint(lexeme.lower for lexeme in lexemes)
    if not drafts and not has_noughts:
        return []
    reader = _Reader(drafts, text, start, lexemes, parsed, times)
    found = reader.read_all()
    if parsed is not None and has_noughts:
        found.extend(zeros(parsed))
    found.sort(key=lambda quantity: quantity.start)
    return with_things(parsed, found) if parsed is not None else found


@dataclass(slots=True)
class _Reader:
    """Turns the drafts of one stretch into quantities, in reading order."""

    drafts: list[Draft]
    text: str
    start: int
    lexemes: list[Lexeme]
    parsed: Parsed | None
    times: list[Span]
    line_starts: frozenset[int] = field(init=False)
    around: Surroundings | None = field(init=False)
    figures: frozenset[int] = field(init=False)
    concepts: Concepts = field(init=False)
    #: Lexemes of numbers that are part of a rate.
    taken: set[int] = field(default_factory=set)
    read_before: dict[int, Quantity] = field(default_factory=dict)
    #: What was read last, the latest first, a few only.
    latest: list[tuple[Draft, Quantity]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.figures = self._figure_tokens()
        self.concepts = Concepts(self.figures)
        self.line_starts = _line_starts(self.text)
        self.around = Surroundings(self.parsed, self.times) if self.parsed is not None else None

    def _figure_tokens(self) -> frozenset[int]:
        if self.parsed is None:
            return frozenset()
        found: set[int] = set()
        for draft in self.drafts:
            first, last = self._tokens(draft)
            if first is not None and last is not None:
                found.update(range(first.i, last.i + 1))
        return frozenset(found)

    def read_all(self) -> list[Quantity]:
        """The quantities of all drafts, joined where they belong together."""
        apart = [
            draft
            for draft, following in pairwise([*self.drafts, None])
            if draft is not None and (not self._is_in_time(draft) or _begins_duration(draft, following))
        ]
        joined = [draft for draft in join(self.lexemes, apart) if not self._is_in_time(draft)]
        return [quantity for draft in joined if (quantity := self.read(draft)) is not None]

    def read(self, draft: Draft) -> Quantity | None:
        """The quantity of ``draft``; None where the number counts nothing."""
        if draft.number_first in self.taken or self._counts_nothing(draft):
            return None
        first, last = self._tokens(draft)
        is_year = draft.unit is not None and draft.unit.name == "year"
        if (draft.unit is None and is_age(self.lexemes, draft.first, draft.last, first)) or (
            is_year and is_age_in_units(self.lexemes, draft.first)
        ):
            draft.unit = _YEARS_OLD
        modifier, edge_first, edge_last = self._modifier(draft)
        counted = self._counted(draft, first, last, edge_last)
        if draft.origin is not None and not is_change(first, draft.origin, draft.value):
            draft.origin = draft.value = None
        if draft.unit is None and is_model(self.lexemes, draft.first, counted.head):
            return None
        if draft.unit is None and self._is_year(draft, counted, modifier):
            return None
        if (
            draft.unit is None
            and counted.head is None
            and draft.form != "fold"
            and is_lone_one(self.lexemes, draft.first, draft.last)
        ):
            return None
        quantity = self._quantity(draft, first, last, counted, modifier, edge_first)
        self.read_before[id(draft)] = quantity
        self.latest = [(draft, quantity), *self.latest[:3]]
        return quantity

    def _counts_nothing(self, draft: Draft) -> bool:
        lexemes = self.lexemes
        first, last = draft.number_first, draft.last
        if draft.unit is None and is_list_marker(lexemes, draft.first, last, self.line_starts):
            return True
        token = self.parsed.token_at(self.start + lexemes[first].start) if self.parsed else None
        has_unit = draft.unit is not None
        if is_part_of_name(lexemes, draft.first, draft.number_last, has_unit=has_unit):
            return not (draft.unit and draft.unit.kind == "currency" and draft.first < draft.number_first)
        if has_unit:
            return False
        if is_pronoun(lexemes, draft.first, last, token) and not modifier_after(lexemes, last):
            return True
        return is_numbered_name(token)

    def _is_in_time(self, draft: Draft) -> bool:
        """Whether a time expression holds it: "March 2". "The last 200 days" is a duration all the same."""
        if draft.unit is not None and draft.unit.kind == "duration":
            return at(self.lexemes, draft.last).lower == "ago"
        span = self._span(draft)
        index = bisect_left(self.times, Span(span.start + 1, 0))
        return any(time.covers(span) for time in self.times[max(0, index - 2) : index])

    def _is_year(self, draft: Draft, counted: Counted, modifier: Modifier) -> bool:
        if draft.value is None or modifier != "exact":
            return False
        return is_bare_year(self.lexemes, draft.number_first, draft.value, is_plural(counted))

    def _span(self, draft: Draft) -> Span:
        return Span(
            self.start + self.lexemes[draft.first].start, self.start + self.lexemes[draft.last - 1].end
        )

    def _tokens(self, draft: Draft) -> tuple[Token | None, Token | None]:
        """The tokens of the number's first and of the unit's last lexeme."""
        if self.parsed is None:
            return None, None
        lexemes = self.lexemes
        return (
            self.parsed.token_at(self.start + lexemes[draft.number_first].start),
            self.parsed.token_at(self.start + lexemes[draft.last - 1].start),
        )

    def _modifier(self, draft: Draft) -> tuple[Modifier, int, int]:
        """The bound on the draft, and the lexemes where draft and bound begin and end."""
        first, last = draft.first, draft.last
        after, before = modifier_after(self.lexemes, last), modifier_before(self.lexemes, first)
        if before is not None:
            first = before[1]
        if draft.is_range:
            return "between", first, last
        if draft.has_margin:
            return "approximately", first, last
        if draft.value is None:
            return ("between" if draft.scale > 1 or draft.high % 10 == 0 else "approximately"), first, last
        if after is not None:
            return after[0], first, after[1]
        if before is not None:
            return before[0], first, last
        original = self.read_before.get(id(draft.same_as))
        return (
            (original.modifier if original is not None and not self._is_whole(original) else "exact"),
            first,
            last,
        )

    @staticmethod
    def _is_whole(quantity: Quantity) -> bool:
        return quantity.modifier == "between"

    def _counted(self, draft: Draft, first: Token | None, last: Token | None, edge: int) -> Counted:
        if self.parsed is None or first is None or last is None:
            return NOTHING
        behind = self.parsed.token_at(self.start + self.lexemes[max(draft.last, edge) - 1].start) or last
        return counted_by(
            self.parsed,
            first,
            behind,
            self.figures,
            is_share=draft.form == "share",
            has_unit=draft.unit is not None,
        )

    def _quantity(
        self,
        draft: Draft,
        first: Token | None,
        last: Token | None,
        counted: Counted,
        modifier: Modifier,
        edge: int,
    ) -> Quantity:
        lexemes, span = self.lexemes, self._span(draft)
        unit, unit_kind, noun, rates = self._unit(draft, counted, edge)
        low, high, low_open, high_open = draft.low, draft.high, False, False
        if not draft.is_range and not draft.has_margin and draft.value is not None:
            before = at(lexemes, draft.first - 2).lower, at(lexemes, draft.first - 1).lower
            low, high, low_open, high_open = bounds(draft.value, modifier, before)  # type: ignore[assignment]
        quantity = Quantity(
            start=span.start,
            end=span.end,
            text=self.text[span.start - self.start : span.end - self.start],
            number=Span(
                self.start + lexemes[draft.number_first].start,
                self.start + lexemes[draft.number_last - 1].end,
            ),
            value=draft.value,
            low=low,
            high=high,
            low_open=low_open,
            high_open=high_open,
            modifier=modifier,
            unit=unit,
            unit_kind=unit_kind,
            noun=noun,
            of=counted.of,
            per=rates,
        )
        original = self.read_before.get(id(draft.same_as))
        if original is not None:
            return replace(
                quantity,
                concept=original.concept,
                change=self._same_change(original, unit_kind),
                aspect=original.aspect,
                basis=original.basis,
            )
        if self.around is None or first is None or last is None:
            return quantity
        change = self._change(draft, first, last, "points" if noun == "point" else unit_kind, edge)
        sentence = self.around.of(first)
        return replace(
            quantity,
            concept=self.concepts.of(top_of(first, last), counted.head, unit_kind=unit_kind, last=last.i),
            change=change,
            aspect=self.around.aspect_of(span, sentence, change, is_end=ends_change(first)),
            basis=sentence.bases_of(span),
        )

    def _unit(
        self, draft: Draft, counted: Counted, edge: int
    ) -> tuple[str | None, str, str | None, tuple[Per, ...]]:
        """Unit, its kind, the counted noun and what it is per; a bare figure takes those of the one before."""
        index = draft.last
        if counted.head is not None and self.parsed is not None:
            noun_end = self.parsed.start + counted.head.idx + len(counted.head) - self.start
            while index < len(self.lexemes) and self.lexemes[index].end <= noun_end:
                index += 1
        rates = rates_from(self.lexemes, draft.last, self.taken) or rates_from(
            self.lexemes, index, self.taken
        )
        if draft.unit is not None:
            is_rate = bool(rates) and draft.unit.kind not in ("age", "percent")
            return (
                (unit_with(draft.unit.name, rates) if is_rate else draft.unit.name),
                draft.unit.kind,
                None,
                rates,
            )
        if draft.form == "share":
            return None, "share", None, rates
        if draft.form == "fold":
            return None, "factor", "time", rates
        if counted.noun is None and (before := elided(self.lexemes, self.latest, draft, edge)) is not None:
            return before.unit, before.unit_kind, before.noun, before.per
        return None, "count", counted.noun, rates

    def _change(self, draft: Draft, first: Token, last: Token, unit_kind: str, edge: int) -> Change | None:
        if draft.origin is not None and draft.value is not None:
            return change_between(draft.origin, draft.value, unit_kind)
        if self.parsed is None:
            return None
        words = tuple(self.lexemes[index].lower for index in range(max(0, edge - 3), edge))
        return (
            multiple_to(first, draft.value)
            or change_of(first, last, unit_kind, words)
            or closed(last, unit_kind)
        )

    @staticmethod
    def _same_change(original: Quantity, unit_kind: str) -> Change | None:
        change = original.change
        if change is None or unit_kind == original.unit_kind:
            return change
        kind = {"percent": "percent", "percentage_point": "points"}.get(unit_kind, "absolute")
        return Change(change.direction, kind, None, None)  # type: ignore[arg-type]


def _begins_duration(draft: Draft, following: Draft | None) -> bool:
    """The "one" of "one to two years", which a time expression may hold whole."""
    if following is None or following.unit is None or following.unit.kind != "duration":
        return False
    return draft.unit is None and following.first - draft.last <= 2


def _line_starts(text: str) -> frozenset[int]:
    starts = {len(line) - len(line.lstrip()) for line in (text[:80],)}
    position = text.find("\n")
    while position >= 0:
        starts.add(position + 1)
        position = text.find("\n", position + 1)
    return frozenset(starts)
