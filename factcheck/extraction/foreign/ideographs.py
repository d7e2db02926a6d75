"""Numbers with ideographs: 3万5000, 1.2億, 三十五, 数百, 百分之三十, 3割, and their Korean like (3만)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.extraction.quantities.lexer import tidy

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "십": 10, "백": 100, "천": 1000}
_LARGE = {
    "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12, "만": 10**4, "억": 10**8, "조": 10**12,
}  # fmt: skip
_SCALES = "".join((*_SMALL, *_LARGE))
_FIGURES = r"\d+(?:[,\uff0c]\d{3})*(?:[.\uff0e]\d+)?"
_WITH_FIGURES = re.compile(rf"{_FIGURES} ?[{_SCALES}]+(?:(?:(?<=[만억조]) )?{_FIGURES} ?[{_SCALES}]*)*")
_WORDS_ONLY = re.compile(rf"[{''.join(_DIGITS)}{_SCALES}]+")
#: Behind a number in words; without one the ideographs are oftener part of a word (一部, 千葉, 十分).
_COUNTER = re.compile(
    r"\s?(?:人|名|位|个|個|件|台|棟|栋|戸|户|歳|岁|歲|か月|カ月|ヶ月|天|日間|年間|時間|小时|小時|分钟|元|円|美元|公里"
    r"|キロ|メートル|トン|吨|噸|倍|枚|架|辆|輛|隻|艘|頭|头|カ所|か所|ヶ所|处|處|機|発|票|議席|席|家|次|回|%|％|パーセント|명|개|대|원|달러)"
)
_VAGUE = re.compile(rf"[数數几幾수](?P<scale>[{_SCALES}]+)")
_PERCENT_OF = re.compile(rf"百分之(?P<number>{_FIGURES}|[{''.join(_DIGITS)}十百]+)")
_TENTHS = re.compile(
    rf"(?P<number>{_FIGURES}|[一二三四五六七八九]|兩|两)(?P<tenths>割|成)(?![\u4e00-\u9fff]{{0,1}}[為为功立員员])"
)
_TOKEN = re.compile(rf"{_FIGURES}|[{''.join(_DIGITS)}{_SCALES}]")


@dataclass(frozen=True, slots=True)
class Ideographic:
    """``value`` is None where the words leave it open (数百: 200 to 999). ``is_percent``: its unit is inside."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    is_percent: bool = False


def find_ideographic(text: str) -> list[Ideographic]:
    """In order, none inside another."""
    found: list[Ideographic] = []
    for one in sorted(_all(text), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _all(text: str) -> Iterator[Ideographic]:
    for match in _PERCENT_OF.finditer(text):
        value = _value(match["number"])
        yield Ideographic(*match.span(), value, None, None, is_percent=True)
    for match in _TENTHS.finditer(text):
        value = _value(match["number"])
        if value < 10:
            yield Ideographic(*match.span(), tidy(value * 10), None, None, is_percent=True)
    for match in _VAGUE.finditer(text):
        if _COUNTER.match(text, match.end()) or text[match.end() : match.end() + 1] in ("多", "余", "の"):
            scale = _value(match["scale"])
            yield Ideographic(*match.span(), None, 2 * scale, 10 * scale - 1)
    for match in _WITH_FIGURES.finditer(text):
        yield Ideographic(*match.span(), _value(match.group()), None, None)
    for match in _WORDS_ONLY.finditer(text):
        is_ordinal = text[match.start() - 1 : match.start()] in ("第", "数", "數", "几", "幾")
        is_one = match.group() in ("一", "〇", "零")
        if not is_ordinal and not is_one and _COUNTER.match(text, match.end()):
            yield Ideographic(*match.span(), _value(match.group()), None, None)


def _value(written: str) -> float:
    total, section = 0.0, 0.0
    number: float | None = None
    for token in _TOKEN.findall(written):
        if token in _LARGE:
            total += ((section + (number or 0)) or 1) * _LARGE[token]
            section, number = 0.0, None
        elif token in _SMALL:
            section += (1 if number is None else number) * _SMALL[token]
            number = None
        elif token in _DIGITS:  # 二〇二二 is read digit by digit
            number = _DIGITS[token] if number is None else number * 10 + _DIGITS[token]
        else:
            plain = "".join(str(unicodedata.decimal(char, char)) for char in token)
            number = float(plain.replace(",", "").replace("\uff0c", "").replace("\uff0e", "."))
    return tidy(total + section + (number or 0))
