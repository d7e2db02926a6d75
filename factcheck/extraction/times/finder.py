"""Every time expression of a text, with the days it comes to."""

from datetime import date

from factcheck.extraction.lexicon import in_order
from factcheck.extraction.types import Precision, TimeExpression

from .counting import AMOUNTS, BUSINESS, CLOCKS, CLOCKS_IN_FULL, NUMBERS, SUMS, YEARS
from .dates import DATES, HOLIDAYS, RELATIVE_DAYS
from .grammar import symbol
from .lexer import read_nodes
from .moments import (
    CLOCK_SPANS,
    DURATIONS,
    LIMITS,
    MOMENTS,
    MOMENTS_IN_FULL,
    MONTH_SPANS,
    RANGES,
    SETS,
    SETS_IN_FULL,
)
from .periods import Period
from .stretches import EDGES_OF_STRETCHES, PARTS_OF_STRETCHES, STRETCHES, THE_UNITS
from .vocabulary import UNITS

#: From small to large; each reads what the ones before it made.
_STAGES = (
    NUMBERS, YEARS, BUSINESS, HOLIDAYS, MONTH_SPANS, SETS, AMOUNTS, SUMS, CLOCKS, CLOCKS_IN_FULL, DATES, STRETCHES,
    RELATIVE_DAYS, THE_UNITS, PARTS_OF_STRETCHES, EDGES_OF_STRETCHES, CLOCK_SPANS, MOMENTS, MOMENTS_IN_FULL, RANGES,
    LIMITS, SETS_IN_FULL, DURATIONS,
)  # fmt: skip
#: Kinds of node that are time expressions, and their precision where the period does not say it.
_KINDS: dict[str, Precision | None] = {symbol("DURATION"): "duration", symbol("SET"): "set"}
_KINDS |= {
    symbol(kind): None
    for kind in in_order("DATE HOLIDAY PERIOD DATETIME DATERANGE TIMERANGE CLOCK DAYPART NOW TODATE")
}


def find_times(text: str, published: date | None) -> list[TimeExpression]:
    """Every time expression, in order, none overlapping; of two at one place the longer one."""
    nodes = read_nodes(text)
    for stage in _STAGES:
        nodes = stage.apply(nodes, text, published)
    return [
        TimeExpression(
            node.start,
            node.end,
            text[node.start : node.end],
            period.origin,
            period.until,
            _KINDS[node.symbol] or period.precision,
        )
        for node in nodes
        if node.symbol in _KINDS and isinstance(period := node.value, Period)
    ]


def figures_are_dates(time: TimeExpression) -> bool:
    """Whether the figures in it are part of a date or a clock time.

    Those of an amount are a quantity as well: "in 15 years", "the past two weeks", "every three days".
    """
    return is_placed_in_time(time) and time.text.split()[-1].lower() not in UNITS


def is_placed_in_time(time: TimeExpression) -> bool:
    """Whether something can happen at it: not at a length of time, nor at what comes again and again."""
    return time.precision not in ("duration", "set")
