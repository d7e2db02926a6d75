"""How a language writes numbers, units, money and months: what Unicode's CLDR has of it, by Babel.

CLDR knows more languages than anybody here: for the several hundred that it has, no line of code is needed. What
newspapers write and CLDR does not list stands in ``vocabulary.py``.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name

from factcheck.extraction.quantities.currencies import CODES
from factcheck.extraction.quantities.units import Unit

from .vocabulary import EXTRA_MONTHS, EXTRA_WORDS, REGIONS_WITH_OTHER_MONTHS, UNITS

#: Languages whose words take endings that CLDR does not list: "миллионами", "milyonu".
_INFLECTED = frozenset(
    [
        "az",
        "be",
        "bg",
        "bs",
        "cs",
        "el",
        "et",
        "fi",
        "hr",
        "hu",
        "kk",
        "ky",
        "lt",
        "lv",
        "mk",
        "pl",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "tr",
        "uk",
        "uz",
    ]
)
#: Plural forms differ by these.
_COUNTS = (1, 2, 5)
#: A single letter is oftener something else: "5 E", "3 B".
_SHORTEST_ABBREVIATION = 2
_NUKTA = "\u093c"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word behind a number does to it: multiplies it, or is its unit."""

    scale: float = 1
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Convention:
    """``decimal`` is "." or ","; None where nobody knows. ``months`` matches the name of a month.

    ``words`` gives the meaning of what may stand behind a number, in lower case.
    """

    decimal: str | None
    groups_by_blanks: bool
    is_inflected: bool
    words: Mapping[str, Meaning]
    months: re.Pattern[str] | None


@cache
def convention_of(code: str) -> Convention:
    """What is known of the language with this ISO 639-1 code; never an error. Read once a process."""
    locale = _locale(code)
    words = dict(EXTRA_WORDS_IN_MEANINGS.get("", {}))
    if locale is not None:
        words.update(_currency_words(locale))
        words.update(_unit_words(locale))
        words.update(_scale_words(locale))
    words.update(EXTRA_WORDS_IN_MEANINGS.get(code, {}))
    symbols = locale.number_symbols.get("latn", {}) if locale is not None else {}
    decimal = symbols.get("decimal")
    return Convention(
        decimal=decimal if decimal in (".", ",") else None,
        groups_by_blanks=str(symbols.get("group", "")).isspace() or code in ("es", "pt"),
        is_inflected=code in _INFLECTED,
        words={_plain(word): meaning for word, meaning in words.items() if word},
        months=_months(code),
    )


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("\u00a0", " ").lower())


def _scale_words(locale: Locale) -> Iterator[tuple[str, Meaning]]:
    """ "Millionen", "млн", "万", "लाख": the words of compact numbers."""
    formats: Mapping[str, Any] = locale._data["compact_decimal_formats"]
    for plurals in (formats[style] for style in ("short", "long") if style in formats):
        for patterns in plurals.values():
            for power, pattern in patterns.items():
                written = str(pattern.pattern)
                zeros = written.count("0")
                if not zeros:
                    continue
                scale = int(power) / 10 ** (zeros - 1)
                yield from _named(written, Meaning(scale=int(scale)) if scale > 1 else None)


def _named(written: str, meaning: Meaning | None) -> Iterator[tuple[str, Meaning]]:
    """The word in a pattern such as "00 Mio'.'"; in Hindi with its dots and, as papers write it, without."""
    bare = "".join(c for c in written if unicodedata.category(c) != "Cf").replace("'", "")
    word = re.sub(r"0+|¤", " ", bare).strip()
    if not word or meaning is None:
        return
    is_letter_only = word.isascii() or word < "\u0600"
    if len(word) < _SHORTEST_ABBREVIATION and is_letter_only:
        return
    for form in {word, unicodedata.normalize("NFC", word).replace(_NUKTA, "")}:
        yield form, meaning


def _unit_words(locale: Locale) -> Iterator[tuple[str, Meaning]]:
    patterns: Mapping[str, Any] = locale._data["unit_patterns"]
    for name, unit in UNITS.items():
        for style in patterns.get(name, {}).values():
            for plural, pattern in style.items():
                if plural == "per" or not isinstance(pattern, str):
                    continue
                bare = "".join(c for c in pattern if unicodedata.category(c) != "Cf")
                word = bare.replace("{0}", "").strip()
                if (word and not word.isascii()) or len(word) > 1 or word in ("m", "g", "t", "l"):
                    yield word, Meaning(unit=unit)


def _currency_words(locale: Locale) -> Iterator[tuple[str, Meaning]]:
    for code, name in CODES.items():
        meaning = Meaning(unit=Unit(name, "currency"))
        for count in _COUNTS:
            yield get_currency_name(code.upper(), count=count, locale=locale), meaning
        sign = locale.currency_symbols.get(code.upper(), "")
        if sum(map(str.isalpha, sign)) > 1:  # "zł", "kr"; signs proper are known
            yield sign, meaning


def _months(code: str) -> re.Pattern[str] | None:
    names: set[str] = set(EXTRA_MONTHS.get(code, ()))
    for spelling in (code, *REGIONS_WITH_OTHER_MONTHS.get(code, ())):
        locale = _locale(spelling)
        if locale is None:
            continue
        for width in ("wide", "abbreviated"):
            names.update(str(name) for name in locale.months["format"][width].values())
        names.update(str(name) for name in locale.months["stand-alone"]["wide"].values())
    written = {
        re.escape(unicodedata.normalize("NFC", name).rstrip("."))
        for name in names
        if len(name) >= 3 and not any(char.isdigit() for char in name)
    }
    if not written:
        return None
    longest_first = "|".join(sorted(written, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?:{longest_first})", re.IGNORECASE)


def _in_meanings() -> dict[str, dict[str, Meaning]]:
    return {
        code: {
            word: Meaning(scale=math.floor(what)) if isinstance(what, (int, float)) else Meaning(unit=what)
            for word, what in words.items()
        }
        for code, words in EXTRA_WORDS.items()
    }


EXTRA_WORDS_IN_MEANINGS = _in_meanings()
