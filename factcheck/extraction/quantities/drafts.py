"""A number on its way to a quantity, and what puts several of them together."""

from dataclasses import dataclass

from .lexer import Lexeme
from .numbers import Number
from .units import Unit


@dataclass(slots=True)
class Draft:
    """A number, range or sum of units; indexes are lexemes, [first, last).

    ``number_*`` is without the unit. ``origin`` is set for "from 12 to 15": where the change began.
    ``same_as`` is the draft that this one repeats in another unit: "8 miles (13 km)".
    """

    first: int
    last: int
    number_first: int
    number_last: int
    value: float | None
    low: float
    high: float
    form: str
    scale: float = 1
    is_range: bool = False
    has_margin: bool = False
    unit: Unit | None = None
    origin: float | None = None
    same_as: "Draft | None" = None

    @classmethod
    def of(cls, number: Number) -> "Draft":
        return cls(
            number.first,
            number.last,
            number.first,
            number.last,
            number.value,
            number.low,
            number.high,
            number.form,
            number.scale,
        )

    def times(self, factor: float) -> None:
        """Multiply by a scale that stands apart: "75 USD million"."""
        self.scale = factor
        self.low, self.high = self.low * factor, self.high * factor
        self.value = None if self.value is None else self.value * factor

    def negate(self) -> None:
        self.low, self.high = -self.high, -self.low
        self.value = None if self.value is None else -self.value

    def is_digits(self, lexemes: list[Lexeme]) -> bool:
        return self.form == "digits" or lexemes[self.number_last - 1].kind in ("number", "fraction")
