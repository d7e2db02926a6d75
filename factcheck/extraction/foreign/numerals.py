"""Numbers in digits, in whatever script and with whatever separators."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.extraction.quantities.lexer import tidy

from .conventions import Convention

#: Longer ones are serial numbers, and would overflow a float.
_MOST_DIGITS = 18
_BLANKS = " \u00a0\u2007\u2009\u202f"
_MARKS = "., '\u2019\u066b\u066c\uff0c\uff0e" + _BLANKS[1:]
#: ASCII for what means the same.
_SAME = str.maketrans({"\u066b": "!", "\u066c": "'", "\u2019": "'", "\uff0c": ",", "\uff0e": "."})
_RUN = re.compile(rf"\d+(?:[.,'\u2019\u066b\u066c\uff0c\uff0e]\d+|[{_BLANKS}]\d{{3}}(?!\d))*")
_FRACTIONS = re.compile(r"[\u00bc-\u00be\u2150-\u215e]")
_WESTERN_GROUPS = re.compile(r"\d{1,3}(?:S\d{3})+".replace("S", "[., ']"))
_INDIAN_GROUPS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


@dataclass(frozen=True, slots=True)
class Numeral:
    """``value`` at [start, end) of the text; None for digits that are no number (1.2.3, 10.03.2026)."""

    start: int
    end: int
    value: float | None
    is_plain: bool  #: digits only, nothing between


def find_numerals(text: str, convention: Convention, decimal: str | None) -> Iterator[Numeral]:
    """Every run of digits, in order. ``decimal`` is the mark that the text has been seen to use."""
    at = 0
    while (run := _RUN.search(text, at)) is not None:
        start, end = run.span()
        end = start + _without_strangers(run.group(), convention)
        at = end
        written = text[start:end]
        yield Numeral(start, end, _value(written, decimal), written.isdecimal())
    for sign in _FRACTIONS.finditer(text):
        if not text[sign.start() - 1 : sign.start()].isdecimal():
            yield Numeral(sign.start(), sign.end(), unicodedata.numeric(sign.group()), False)


def _without_strangers(run: str, convention: Convention) -> int:
    """How much of a run is one number: "12 300" is, "in 2020 300" and "1,5 300" are two."""
    for blank in re.finditer(rf"[{_BLANKS}]", run):
        head = run[: blank.start()]
        is_led = re.fullmatch(rf"\d{{1,3}}(?:[{_BLANKS}]\d{{3}})*", head) is not None
        is_plain_blank = blank.group() == " "
        if not is_led or head[0] == "0" or (is_plain_blank and not convention.groups_by_blanks):
            return blank.start()
    return len(run)


def decimal_mark_of(text: str, convention: Convention) -> str | None:
    """ "." or ",": what the text itself shows, else what its language uses.

    "1,234,567", "1.234,5" and "12,5" each leave no doubt; a text that contradicts itself shows nothing.
    """
    strong, weak = set[str](), list[str]()
    for run in _RUN.finditer(text):
        written = _ascii(run.group())
        marks = [char for char in written if char in ".,"]
        groups = re.split(r"[.,' ]", written)
        if len(marks) == 1 and len(groups) == 2 and (len(groups[0]) > 3 or len(groups[1]) < 3):
            weak.append(marks[0])
        elif len(marks) >= 2 and marks[0] != marks[-1] and len(set(marks[:-1])) == 1:
            strong.add(marks[-1])
        elif len(marks) >= 2 and len(set(marks)) == 1 and _WESTERN_GROUPS.fullmatch(written):
            strong.add("," if marks[0] == "." else ".")
    if len(strong) == 1:
        return strong.pop()
    if not strong and len(weak) > 1 and len(set(weak)) == 1:
        return weak[0]
    return convention.decimal


def _ascii(written: str) -> str:
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in written)
    return re.sub(rf"[{_BLANKS}]", " ", digits.translate(_SAME))


def _value(written: str, decimal: str | None) -> float | None:
    if sum(char.isdecimal() for char in written) > _MOST_DIGITS:
        return None
    plain = _ascii(written)
    whole, mark, fraction = _split(plain, decimal)
    if mark is None:
        return None
    digits = re.sub(r"[., ']", "", whole)
    return tidy(float(f"{digits}.{fraction}" if fraction else digits))


def _split(plain: str, decimal: str | None) -> tuple[str, str | None, str]:
    """The number in front of its decimal mark, the mark ("" for none, None: this is no number), and the fraction."""
    if plain.isdigit() or _INDIAN_GROUPS.fullmatch(plain):
        return plain, "", ""
    if "!" in plain:  # the Arabic decimal separator has one meaning
        whole, _, fraction = plain.partition("!")
        return (whole, "!", fraction) if fraction.isdigit() and _is_whole(whole) else ("", None, "")
    last = max(plain.rfind(mark) for mark in ".,' ")
    mark, whole, fraction = plain[last], plain[:last], plain[last + 1 :]
    if _WESTERN_GROUPS.fullmatch(plain) and len(set(re.findall(r"\D", plain))) == 1:
        is_lone = whole.isdigit()
        if mark in ".," and is_lone and (plain[0] == "0" or mark == decimal):
            return whole, mark, fraction
        return plain, "", ""
    if mark in ".," and mark not in whole and _is_whole(whole):
        return whole, mark, fraction
    return "", None, ""


def _is_whole(written: str) -> bool:
    if written.isdigit() or _INDIAN_GROUPS.fullmatch(written):
        return True
    return _WESTERN_GROUPS.fullmatch(written) is not None and len(set(re.findall(r"\D", written))) == 1
