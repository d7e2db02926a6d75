"""Days with a name, and when they fall."""

import calendar
from datetime import date, timedelta

_FIXED = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year": (1, 1),
    "new years day": (1, 1),
    "new years eve": (12, 31),
    "valentines day": (2, 14),
    "st patricks day": (3, 17),
    "halloween": (10, 31),
    "juneteenth": (6, 19),
    "freedom day": (6, 19),
    "jubilee day": (6, 19),
    "independence day": (7, 4),
    "bastille day": (7, 14),
    "veterans day": (11, 11),
    "armistice day": (11, 11),
    "remembrance day": (11, 11),
    "earth day": (4, 22),
    "may day": (5, 1),
    "labour day": (5, 1),
    "groundhog day": (2, 2),
    "april fools day": (4, 1),
    "womens day": (3, 8),
}
#: Days from Easter Sunday.
_MOVABLE = {
    "shrove tuesday": -47,
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "ascension day": 39,
    "pentecost": 49,
    "whit monday": 50,
}
#: Month, weekday (Monday is 0), which one of the month; -1 is the last.
_NTH = {
    "martin luther king day": (1, 0, 3),
    "presidents day": (2, 0, 3),
    "mothers day": (5, 6, 2),
    "memorial day": (5, 0, -1),
    "fathers day": (6, 6, 3),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
}
#: By the moon or by proclamation: named, not resolved.
_UNRESOLVED = (
    "eid", "eid al fitr", "eid al adha", "ramadan", "passover", "hanukkah", "yom kippur", "rosh hashanah",
    "diwali", "holi", "lunar new year", "chinese new year",
)  # fmt: skip
NAMES = (*_FIXED, *_MOVABLE, *_NTH, *_UNRESOLVED, "black friday")


def holiday(name: str, year: int) -> date | None:
    """When the day of that name falls in ``year``; None where no rule tells."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _MOVABLE:
        return _easter(year) + timedelta(days=_MOVABLE[name])
    if name in _NTH:
        return _nth_weekday(year, *_NTH[name])
    if name == "black friday":
        return _nth_weekday(year, *_NTH["thanksgiving"]) + timedelta(days=1)
    return None


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    days = [
        week[weekday]
        for week in calendar.Calendar().monthdatescalendar(year, month)
        if week[weekday].month == month
    ]
    return days[which - 1 if which > 0 else which]


def _easter(year: int) -> date:
    """The anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991, p. 67)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)
