"""Words that bound a number in the larger languages: "mindestens 12", "plus de 40", "約 300", "100人以上".

To add a language: its phrases by what they say, in lower case, those that stand before the number and those behind it
(behind its unit or counter too). Only what cannot mean anything else there: "über 12" may be about twelve people.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from factcheck.extraction.types import Modifier

_Phrases = Mapping[Modifier, str]

_BEFORE: Mapping[str, _Phrases] = {
    "de": {
        "at_least": "mindestens|wenigstens|zumindest|nicht weniger als",
        "at_most": "höchstens|maximal|nicht mehr als|bis zu",
        "more_than": "mehr als|gut",
        "less_than": "weniger als|knapp unter",
        "approximately": "etwa|rund|ungefähr|circa|ca.|fast|nahezu|beinahe|schätzungsweise",
    },
    "fr": {
        "at_least": "au moins|au minimum|pas moins de|pas moins d'",
        "at_most": "au plus|au maximum|tout au plus|jusqu'à|pas plus de|pas plus d'",
        "more_than": "plus de|plus d'|au-delà de",
        "less_than": "moins de|moins d'",
        "approximately": "environ|près de|près d'|quelque|à peu près|presque|autour de",
    },
    "es": {
        "at_least": "al menos|por lo menos|como mínimo|no menos de",
        "at_most": "como máximo|a lo sumo|hasta|no más de",
        "more_than": "más de",
        "less_than": "menos de",
        "approximately": "cerca de|alrededor de|unos|unas|aproximadamente|casi|en torno a",
    },
    "pt": {
        "at_least": "pelo menos|ao menos|no mínimo|não menos de",
        "at_most": "no máximo|até|não mais de",
        "more_than": "mais de",
        "less_than": "menos de",
        "approximately": "cerca de|em torno de|aproximadamente|quase|por volta de",
    },
    "it": {
        "at_least": "almeno|non meno di|come minimo",
        "at_most": "al massimo|fino a|non più di",
        "more_than": "più di|oltre",
        "less_than": "meno di",
        "approximately": "circa|quasi|all'incirca|intorno a",
    },
    "nl": {
        "at_least": "minstens|ten minste|minimaal|zeker",
        "at_most": "hoogstens|maximaal|niet meer dan|tot wel",
        "more_than": "meer dan|ruim",
        "less_than": "minder dan",
        "approximately": "ongeveer|circa|zo'n|rond de|bijna",
    },
    "pl": {
        "at_least": "co najmniej|przynajmniej|nie mniej niż",
        "at_most": "co najwyżej|maksymalnie|nie więcej niż",
        "more_than": "ponad|więcej niż|powyżej",
        "less_than": "mniej niż|poniżej",
        "approximately": "około|ok.|niemal|prawie",
    },
    "ru": {
        "at_least": "не менее|не меньше|как минимум|минимум|по меньшей мере|по крайней мере",
        "at_most": "не более|не больше|максимум",
        "more_than": "более|больше|свыше",
        "less_than": "менее|меньше",
        "approximately": "около|примерно|приблизительно|порядка|почти",
    },
    "uk": {
        "at_least": "щонайменше|не менше|не менш як|принаймні|як мінімум",
        "at_most": "щонайбільше|не більше|не більш як|максимум",
        "more_than": "понад|більше|більш як",
        "less_than": "менше|менш як",
        "approximately": "близько|приблизно|орієнтовно|майже",
    },
    "tr": {
        "at_least": "en az|asgari",
        "at_most": "en fazla|en çok|azami",
        "approximately": "yaklaşık|neredeyse",
    },
    "ar": {
        "at_least": "ما لا يقل عن|على الأقل",
        "at_most": "ما لا يزيد عن",
        "more_than": "أكثر من|ما يزيد عن",
        "less_than": "أقل من",
        "approximately": "نحو|حوالي|قرابة|ما يقرب من",
    },
    "zh": {
        "at_least": "至少|最少|不少于",
        "at_most": "至多|最多|不超过|不多于",
        "more_than": "超过|超過|逾|多于",
        "less_than": "不到|少于|不足",
        "approximately": "大约|约|約|大約|将近",
    },
    "ja": {
        "at_least": "少なくとも",
        "at_most": "最大で|最大",
        "approximately": "およそ|約|おおよそ",
    },
    "ko": {
        "at_least": "최소|적어도",
        "at_most": "최대",
        "approximately": "약|대략",
    },
}  # fmt: skip
_BEHIND: Mapping[str, _Phrases] = {
    "zh": {"at_least": "以上", "at_most": "以下"},
    "ja": {"at_least": "以上", "at_most": "以下", "less_than": "未満", "more_than": "超", "approximately": "前後|ほど"},
    "ko": {"at_least": "이상", "at_most": "이하", "less_than": "미만", "more_than": "초과"},
    "de": {"at_least": "oder mehr", "at_most": "oder weniger"},
    "fr": {"at_least": "au moins|ou plus", "at_most": "au plus|ou moins"},
    "es": {"at_least": "o más|como mínimo", "at_most": "o menos|como máximo"},
    "pt": {"at_least": "ou mais", "at_most": "ou menos"},
    "it": {"at_least": "o più", "at_most": "o meno"},
    "ar": {"at_least": "على الأقل"},
}  # fmt: skip
#: The longest phrase, and a blank.
_REACH = 24
#: A counter between a number and what follows it where no blank does: 100人以上, 300명 이상.
_COUNTER = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{0,2}?"
_GAP = "[ \u00a0\u202f]?"


def bound_of(text: str, start: int, end: int, code: str) -> Modifier | None:
    """What the words around the quantity [start, end) allow it to be; None where they say nothing about it."""
    before, behind = _patterns(code)
    if before is not None and (found := before.search(text, max(0, start - _REACH), start)) is not None:
        return _said(code, _BEFORE, found)
    if behind is not None and (found := behind.match(text, end)) is not None:
        return _said(code, _BEHIND, found)
    return None


def _said(code: str, table: Mapping[str, _Phrases], found: re.Match[str]) -> Modifier:
    written = re.sub(r"\s", " ", found["phrase"].lower().replace("\u2019", "'"))
    return next(modifier for phrase, modifier in _phrases(code, table) if phrase == written)


def _phrases(code: str, table: Mapping[str, _Phrases]) -> Iterator[tuple[str, Modifier]]:
    for modifier, phrases in table.get(code, {}).items():
        for phrase in phrases.split("|"):
            yield phrase, modifier


@cache
def _patterns(code: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """One of what stands in front, one of what follows; the longest phrase first."""
    before, behind = (_alternatives(code, table) for table in (_BEFORE, _BEHIND))
    is_spaced = code not in ("zh", "ja")
    opening = r"(?<!\w)" if is_spaced else ""
    closing = r"(?!\w)" if is_spaced and code != "ko" else ""
    return (
        re.compile(rf"{opening}(?P<phrase>{before}){_GAP}$", re.IGNORECASE) if before else None,
        re.compile(rf"{_COUNTER}{_GAP}(?P<phrase>{behind}){closing}", re.IGNORECASE) if behind else None,
    )


def _alternatives(code: str, table: Mapping[str, _Phrases]) -> str:
    longest_first = sorted((phrase for phrase, _ in _phrases(code, table)), key=len, reverse=True)
    written = (
        re.escape(phrase).replace(r"\ ", "[ \u00a0]").replace("'", "['\u2019]") for phrase in longest_first
    )
    return "|".join(written)
