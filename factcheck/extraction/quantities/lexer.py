"""Cut a text into numbers, words and marks. One linear pass; needs no parse and no language."""

import re
from dataclasses import dataclass
from typing import Literal

#: Longer digit runs are serial numbers or noise, and would overflow a float.
_MOST_DIGITS = 24

_GROUP = "\u00a0\u2007\u2009\u202f"
_LEXEME = re.compile(
    rf"""
      (?P<code>\d+(?:\.\d+){{2,}}(?!\d*,))                     # 1.2.3, 192.168.0.1
    | (?P<number>
          \d+(?:\.\d+)?[eE][+\-\u2212]?\d{{1,2}}(?!\w)         # 1e10, 4.5e-3
        | \d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?               # 1,234,567.8
        | \d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)(?:\.\d+)?       # 1,50,000.5
        | \d{{1,3}}(?:[{_GROUP}]\d{{3}})+(?!\d)(?:[.,]\d+)?    # 1 234 567,8
        | \d{{1,3}}(?:\ \d{{3}}){{0,5}}\ 000(?![\d,])                # 40 000, with plain blanks
        | \d+\.\d+ | \d+,\d{{1,2}}(?![\d,]) | \d+ | (?<![\w.])\.\d+
      )
    | (?P<fraction>[\u00bc-\u00be\u2150-\u215e])
    | (?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)?)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_GROUPED = re.compile(rf"[,\ {_GROUP}]")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """``lower`` is the lower-cased text; ``value`` is set for kinds number and fraction."""

    kind: Literal["number", "fraction", "word", "mark", "code"]
    text: str
    lower: str
    start: int
    end: int
    value: float | None = None


#: Stands for the lexeme before the first and behind the last.
NOWHERE = Lexeme("mark", "", "", -1, -1)


def lex(text: str) -> list[Lexeme]:
    """The lexemes of ``text`` in order, blanks left out."""
    lexemes = []
    for match in _LEXEME.finditer(text):
        kind, word = match.lastgroup, match.group()
        value = None
        if kind == "number":
            value = _digits_value(word)
            if value is None:
                kind = "code"
        elif kind == "fraction":
            value = _FRACTION_VALUES.get(word)
            if value is None:
                kind = "mark"
        lexemes.append(Lexeme(kind, word, word.lower(), match.start(), match.end(), value))  # type: ignore[arg-type]
    return lexemes


def at(lexemes: list[Lexeme], index: int) -> Lexeme:
    """The lexeme at ``index``, or NOWHERE outside the text."""
    return lexemes[index] if 0 <= index < len(lexemes) else NOWHERE


def gap(lexemes: list[Lexeme], index: int) -> int:
    """The blanks in front of lexeme ``index``, which must not be the first."""
    return lexemes[index].start - lexemes[index - 1].end


def tidy(value: float) -> float:
    """``value`` without the noise of 0.57 * 100, and as an int where it is whole."""
    if abs(value) < 1e15 and float(value).is_integer():
        return int(value)  # as exact as it was written
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < 1e18 else value


def _digits_value(word: str) -> float | None:
    if len(word) > _MOST_DIGITS:
        return None
    plain = word.replace("\u2212", "-")
    if _DECIMAL_COMMA.fullmatch(word):
        plain = word.replace(",", ".")
    elif _GROUPED.search(word):
        head, _, tail = word.rpartition(",")
        is_decimal_comma = any(blank in head for blank in _GROUP) and tail.isdigit()
        plain = _GROUPED.sub("", head) + "." + tail if is_decimal_comma else _GROUPED.sub("", word)
    try:
        number = float(plain)
    except ValueError:
        return None
    return int(number) if number.is_integer() and abs(number) < 1e18 else number


_FRACTION_VALUES = {
    "\u00bd": 1 / 2,
    "\u2153": 1 / 3,
    "\u2154": 2 / 3,
    "\u00bc": 1 / 4,
    "\u00be": 3 / 4,
    "\u2155": 1 / 5,
    "\u2156": 2 / 5,
    "\u2157": 3 / 5,
    "\u2158": 4 / 5,
    "\u2159": 1 / 6,
    "\u215a": 5 / 6,
    "\u215b": 1 / 8,
    "\u215c": 3 / 8,
    "\u215d": 5 / 8,
    "\u215e": 7 / 8,
}
