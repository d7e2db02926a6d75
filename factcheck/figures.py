"""A quantity in the few characters that a list has room for."""

from collections.abc import Mapping
from typing import Any

from factcheck.counted import counted_unit

_BOUND = {"at_least": "≥ ", "at_most": "≤ ", "more_than": "> ", "less_than": "< ", "approximately": "≈ "}


def short_figure(quantity: Mapping[str, Any]) -> str:
    """ "≥ 10", "37–44", "12 → 15 %", "1.2 million" as digits: at most 80 characters, "" for no number.

    ``quantity`` is a QUANTITY of the API.
    """
    value, low, high = quantity["value"], quantity["low"], quantity["high"]
    change = quantity["change"] or {}
    if change.get("from") is not None and change.get("to") is not None:
        number = f"{_digits(change['from'])} → {_digits(change['to'])}"
    elif quantity["modifier"] == "between" and low is not None and high is not None:
        number = f"{_digits(low)}–{_digits(high)}"
    elif value is not None:
        number = _BOUND.get(quantity["modifier"], "") + _digits(value)
    elif low is not None and high is not None:
        number = f"{_digits(low)}–{_digits(high)}"
    elif low is not None:
        number = ("> " if quantity["low_open"] else "≥ ") + _digits(low)
    else:
        return ""
    return f"{number} {_unit(quantity)}".strip()[:80]


def _unit(quantity: Mapping[str, Any]) -> str:
    if quantity["unit_kind"] == "percent":
        return "%"
    return counted_unit(quantity)


def _digits(value: float) -> str:
    """Thousands separated; at most six significant decimals, none where there are none."""
    return f"{value:,.6g}" if value != int(value) else f"{int(value):,}"
