"""The words of time, and the categories that the grammar names them by."""

import calendar

from factcheck.extraction.lexicon import in_order, words

from .grammar import category

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS_SHORT = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {
    "sept": 9
}
MONTHS |= _MONTHS_SHORT
#: These are months by themselves; "march" and "may" need a day, a year or a capital.
PLAIN_MONTHS = words("january february april june july august september october november december")
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAYS_SHORT = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
WEEKDAYS |= _WEEKDAYS_SHORT
_PLURAL_WEEKDAYS = {f"{name.lower()}s": number for number, name in enumerate(calendar.day_name)}
WEEKDAYS |= _PLURAL_WEEKDAYS

UNITS = {
    form: unit
    for unit, forms in {
        "second": "second seconds sec secs",
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs",
        "day": "day days",
        "night": "night nights",
        "week": "week weeks wk wks",
        "weekend": "weekend weekends",
        "fortnight": "fortnight fortnights",
        "month": "month months",
        "quarter": "quarter quarters",
        "year": "year years yr yrs",
        "decade": "decade decades",
        "century": "century centuries",
    }.items()
    for form in forms.split()
}
#: Only right behind digits: "3h", "10D".
GLUED_UNITS = {"h": "hour", "D": "day", "W": "week", "Y": "year"}
HOW_OFTEN = words(
    "daily nightly weekly fortnightly biweekly monthly bimonthly quarterly semiannual annual annually yearly "
    "biannual everyday"
)

CARDINALS = {
    word: value
    for value, word in enumerate(
        in_order(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(in_order("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        in_order(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
} | {"thirtieth": 30}
DECADES = {f"{word[:-1]}ies": 1900 + value for word, value in TENS.items() if value >= 20}  # "the nineties"

#: Minutes after midnight at which a part of the day opens and closes; a night ends on the next day.
PARTS = {
    "morning": (6 * 60, 12 * 60),
    "mornings": (6 * 60, 12 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "afternoons": (12 * 60, 18 * 60),
    "evening": (18 * 60, 22 * 60),
    "evenings": (18 * 60, 22 * 60),
    "night": (20 * 60, 30 * 60),
    "nights": (20 * 60, 30 * 60),
    "nighttime": (20 * 60, 30 * 60),
    "lunchtime": (11 * 60, 14 * 60),
    "lunch": (11 * 60, 14 * 60),
    "dinner": (18 * 60, 21 * 60),
    "dinnertime": (18 * 60, 21 * 60),
    "breakfast": (7 * 60, 10 * 60),
    "dawn": (5 * 60, 7 * 60),
    "dusk": (18 * 60, 20 * 60),
    "sunrise": (5 * 60, 7 * 60),
    "sunset": (18 * 60, 20 * 60),
    "daytime": (8 * 60, 18 * 60),
}
MOMENTS = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 24 * 60}
SEASONS = words("spring summer autumn fall winter")
#: How many periods from now a word points; "past" and "recent" end today.
STEPS = {
    "this": 0, "current": 0, "same": 0, "that": 0,
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1,
    "next": 1, "coming": 1, "following": 1, "upcoming": 1,
}  # fmt: skip
NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tonight": 0}
COUNTS = {
    "a": 1, "an": 1, "another": 1, "one": 1, "couple": 2, "few": None, "several": None, "some": None, "many": None,
    "dozen": 12, "half": 0.5, "\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75,
}  # fmt: skip
EDGES = {
    "beginning": "early", "start": "early", "early": "early", "earlier": "earlier", "turn": "early",
    "middle": "mid", "mid": "mid", "height": "mid",
    "end": "late", "close": "late", "late": "late", "later": "later",
    "rest": "rest", "remainder": "rest", "remaining": "rest", "course": "rest", "whole": "rest",
}  # fmt: skip
#: Words of a sentence about what is still to come.
FUTURE = words("will shall ll would should must may might could")
#: The same where "to" or "for" follows.
LEADING_AHEAD = words("going plan plans planning due set slated intend intends hope hopes wait is are")

category("MONTH", MONTHS)
category("WEEKDAY", WEEKDAYS.keys() - _PLURAL_WEEKDAYS.keys())
category("WEEKDAYS", _PLURAL_WEEKDAYS)
category("UNIT", UNITS, ["BUSINESSUNIT"])
category("CARDINAL", CARDINALS)
category("TENS", TENS)
category("ORDINALWORD", ORDINALS)
category("DECADEWORD", DECADES)
category("PART", PARTS)
category("MOMENT", MOMENTS)
category("SEASON", SEASONS)
category("WHICH", STEPS)
category("NEARDAY", NEAR_DAYS)
category("OFTEN", HOW_OFTEN)
category("NUMBER", ["DIGITS", "SPELLED", "CARDINAL", "TENS"])
category("COUNT", ["NUMBER", "DECIMAL", "YEAR", "LARGE"])
category("ORDINAL", ["ORDINALNUMBER", "ORDINALWORD"])
category("DAY", ["NUMBER", "ORDINAL"])
category("SEP", ["-", "/"])
category("DASH", ["-", "~"])
category("TO", ["to", "till", "until", "til", "through", "thru", "-", "~"])
category("COMMA", [","])
category("APOSTROPHE", ["'"])
category("STOP", ["."])
category("SLASH", ["/"])
