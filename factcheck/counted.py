"""Noun and unit of a figure as people count them: the reading has "cruise missile", a page says "34 cruise missiles"."""

import re
from collections.abc import Mapping
from typing import Any

from factcheck.extraction.lexicon import words as lexicon

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_IRREGULAR = {
    "child": "children",
    "foot": "feet",
    "goose": "geese",
    "mouse": "mice",
    "person": "people",
    "tooth": "teeth",
    "die": "dice",
    "ox": "oxen",
    "life": "lives",
    "wife": "wives",
    "knife": "knives",
    "wolf": "wolves",
    "leaf": "leaves",
    "loaf": "loaves",
    "half": "halves",
    "shelf": "shelves",
    "thief": "thieves",
    "calf": "calves",
}
#: Are many as they stand.
_UNCHANGED = lexicon(
    "people police staff personnel crew aircraft spacecraft hovercraft sheep fish deer cattle livestock series species "
    "offspring folk cod salmon trout swine means headquarters crossroads gallows corps "
    "lux mach celsius fahrenheit horsepower hundredweight stone magnitude revolutions"
)
_IN_OES = lexicon("hero potato tomato echo veto torpedo cargo volcano tornado embargo mosquito")
#: The ending of a plural that no rule of English makes, in other languages: "Soldat", "Soldaten".
_LONGEST_ENDING = 3
#: "kilometre per hour", "year of age": what is many stands before it.
_BEHIND_A_UNIT = re.compile(" (?:per|of) ")


def counted_noun(quantity: Mapping[str, Any], words: str) -> str:
    """ "attack drones" for 8 of them, "attack drone" for 1, "" where nothing is counted.

    ``quantity`` is a QUANTITY of the API; ``words`` are the claim's, which win where they have the noun.
    """
    noun = quantity["noun"] or ""
    if not noun:
        return ""
    before, _, last = noun.rpartition(" ")
    said = [word.lower() for word in _WORD.findall(words)]
    many = plural(last)
    if _is_one(quantity) or (last.lower() in said and many.lower() not in said):
        return noun
    if many.lower() not in said:
        endings = (word for word in _WORD.findall(words) if 0 < len(word) - len(last) <= _LONGEST_ENDING)
        many = next((word for word in endings if word.lower().startswith(last.lower())), many)
    return f"{before} {many}" if before else many


def counted_unit(quantity: Mapping[str, Any]) -> str:
    """ "kilometres per hour" for 80 of them, "hour" for 1, "" without a unit. Money keeps its name: many have no plural."""
    unit = quantity["unit"] or ""
    if not unit or _is_one(quantity) or quantity["unit_kind"] == "currency":
        return unit
    end = found.start() if (found := _BEHIND_A_UNIT.search(unit)) else len(unit)
    before, blank, last = unit[:end].rpartition(" ")
    return f"{before}{blank}{plural(last)}{unit[end:]}"


def _is_one(quantity: Mapping[str, Any]) -> bool:
    return quantity["value"] == 1 and quantity["modifier"] == "exact"


def plural(noun: str) -> str:
    """The plural of one English noun in lower case; what is not in lower case stays, for English has no such nouns."""
    if not noun.islower() or noun in _UNCHANGED or noun.endswith("hertz"):
        return noun
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("man") and not noun.endswith(("human", "german", "roman", "shaman", "talisman")):
        return f"{noun[:-3]}men"
    if noun.endswith("sis"):
        return f"{noun[:-2]}es"
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return f"{noun[:-1]}ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")) or noun in _IN_OES:
        return f"{noun}es"
    return f"{noun}s"
