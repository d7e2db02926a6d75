"""What stands in front of the story in a paragraph: a wire's dateline, a live blog's clock."""

import re

_LONGEST = 80

_DATE = r"(?:\d{1,2}\ [A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\ \d{1,2})(?:,?\ \d{4})?"
_AGENCY = r"\([A-Z][\w .&/-]{0,30}\)"
_PLACE = r"[A-Z\u00c0-\u00de][\w.'\u2019-]{1,20}(?:\ [A-Z\u00c0-\u00de][\w.'\u2019-]{0,20}){0,2}"
_DASH = r"(?:\ -{1,2}\ |\ ?[\u2013\u2014]\ ?)(?=[\w\"\u201c'\u2018$\u20ac\u00a3])"
#: "KYIV, Ukraine, March 9 (Agency) -", "LONDON \u2014"
_IN_CAPITALS = re.compile(
    rf"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'\u2019/ -]{{2,40}}?(?:,\ {_PLACE})?(?:,\ {_DATE})?(?:\ {_AGENCY})?{_DASH}",
    re.VERBOSE,
)
#: "Moscow, 14 May (Agency) \u2014": in small letters only what has a day or an agency is one.
_IN_SMALL_LETTERS = re.compile(
    rf"{_PLACE}(?:,\ {_PLACE})?(?:(?:,\ {_DATE})?\ {_AGENCY}|,\ {_DATE}){_DASH}", re.VERBOSE
)
_CLOCK = re.compile(
    r"""\d{1,2}[.:]\d\d(?:\ ?[ap]\.?m\b\.?)?(?:\ ?(?:GMT|BST|UTC|CES?T|EES?T|E[SD]?T|P[SD]?T))?
        (?:\s*(?:[-\u2013\u2014|:]\s*)?)(?P<story>$|(?<=\W)(?=[A-Z\u00c0-\u00de\u201c\u2018"']))""",
    re.VERBOSE,
)
#: Words that announce an entry and say nothing themselves. A correction does: it stays.
_FLAG = re.compile(r"(?:UPDATED?|BREAKING|NEW|EXCLUSIVE|WATCH|JUST IN|Update|Breaking|Just in)\s*:\s+(?=\S)")


def dateline_length(line: str, *, is_first: bool) -> int:
    """How many characters are "LONDON (Agency) - ". ``is_first``: nothing of the story stands above."""
    dateline = _IN_CAPITALS.match(line[:_LONGEST])
    if dateline is None and is_first:
        dateline = _IN_SMALL_LETTERS.match(line[:_LONGEST])
    return dateline.end() if dateline is not None and dateline.end() < len(line) else 0


def clock_length(line: str) -> int:
    """How many characters are the time that an entry of a live blog opens with; all of them, or none."""
    clock = _CLOCK.match(line[:_LONGEST])
    return clock.end() if clock is not None else 0


def flag_length(line: str) -> int:
    """How many characters are "UPDATE: "."""
    flag = _FLAG.match(line[:_LONGEST])
    return flag.end() if flag is not None else 0
