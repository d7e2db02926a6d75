"""A figure as an annotator writes it: ``at least 17 person``, ``1.3bn dollar``, ``0.5 to 0.8 %``, ``1/3``."""

import re
from dataclasses import dataclass
from math import isclose

from factcheck.extraction import Quantity

#: What may stand before the number, and which of the engine's modifiers mean the same to an editor.
BOUNDS = {
    "": {"exact"},
    "about": {"approximately"},
    "nearly": {"approximately", "less_than", "at_most"},
    "at least": {"at_least", "more_than"},
    "more than": {"at_least", "more_than"},
    "at most": {"at_most", "less_than"},
    "less than": {"at_most", "less_than"},
}
_SCALES = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}
_NUMBER = r"-?\d+(?:\.\d+|/\d+)?(?:k|m|bn|tn)?"
_FIGURE = re.compile(
    rf"(?:(?P<bound>{'|'.join(filter(None, BOUNDS))}) )?(?P<low>{_NUMBER})(?: to (?P<high>{_NUMBER}))?(?: (?P<unit>\D+))?"
)
#: Left as annotators write it, right as the engine does.
_SPELT_ALIKE = {
    "%": "percent",
    "point": "percentage point",
    "pound": "pound sterling",
    "people": "person",
    "meter": "metre",
    "kilometer": "kilometre",
    "liter": "litre",
    "pence": "penny",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """``units`` are the words that will do for the unit or the counted noun; none: neither is looked at."""

    bound: str
    low: float
    high: float | None
    units: tuple[str, ...]

    @classmethod
    def parse(cls, written: str) -> "Figure":
        """Raises ValueError."""
        found = _FIGURE.fullmatch(written)
        if found is None or (found["bound"] and found["high"]):
            raise ValueError(f"{written!r} is no figure")
        return cls(
            bound=found["bound"] or "",
            low=_number(found["low"]),
            high=_number(found["high"]) if found["high"] else None,
            units=tuple(found["unit"].split("/")) if found["unit"] else (),
        )

    def agrees_with(self, quantity: Quantity) -> bool:
        return self._is_as_much_as(quantity) and self._is_of_what_is(quantity)

    def _is_as_much_as(self, quantity: Quantity) -> bool:
        if self.high is not None:
            return _same(self.low, quantity.low) and _same(self.high, quantity.high)
        said = next((n for n in (quantity.value, quantity.low, quantity.high) if n is not None), None)
        if quantity.change is not None and quantity.change.target == said and not self.bound:
            return _same(
                self.low, said
            )  # "cut from 40 tons to 26" says both ends; what counts now is the second
        return quantity.modifier in BOUNDS[self.bound] and _same(self.low, said)

    def _is_of_what_is(self, quantity: Quantity) -> bool:
        """Of a counted noun the last word decides: "cruise missile" and "missile" are both right."""
        unit = (quantity.unit or "").partition(" per ")[0]  # a rate is written with what is counted alone
        found = {_folded(unit), _folded((quantity.noun or "").rpartition(" ")[2])}
        return not self.units or any(_folded(unit) in found for unit in self.units)


def _number(written: str) -> float:
    scale = re.search(r"[a-z]*$", written)
    assert scale is not None
    top, _, bottom = written[: scale.start()].partition("/")
    return float(top) / float(bottom or 1) * _SCALES[scale[0]]


def _same(wanted: float, found: float | None) -> bool:
    return found is not None and isclose(wanted, found, rel_tol=1e-6, abs_tol=1e-9)


def _folded(name: str) -> str:
    return _SPELT_ALIKE.get(name.casefold(), name.casefold())
