"""Whose turn it is in a transcript: "SMITH (Labour): We built 300,000 homes."

A name in front of a colon is only a turn where the text has more of them: "Killed: two people" is none.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from .lexicon import words
from .types import Claimant

#: A name longer than this is a sentence.
_LONGEST = 100
#: "[00:12]", "10:02": when it was said.
_CLOCK = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\ +)?"
_CAPITAL = r"[A-Z\u00c0-\u00de]"
_TURN = re.compile(
    rf"""{_CLOCK}\*{{0,2}}(?P<name>
          (?:{_CAPITAL}[A-Z\u00c0-\u00de'\u2019.-]*\ ){{0,5}}{_CAPITAL}[A-Z\u00c0-\u00de'\u2019.-]*(?:\ ?\d{{1,2}})?
        | The\ {_CAPITAL}[\w'\u2019-]*(?:\ (?:for|of|and|the|{_CAPITAL}[\w'\u2019-]*)){{0,7}}
        | (?:Reporter|Journalist|Question(?:er)?|Speaker|Caller)\ ?\d{{1,2}}
        | {_CAPITAL}[\w'\u2019.-]*(?:\ {_CAPITAL}[\w'\u2019.-]*){{0,4}} )
        (?:,?\ [(\[](?P<role>[^()\[\]:]{{1,60}})[)\]](?P<party>\ \([^():]{{1,30}}\))?
          |,\ (?P<office>[^():.]{{1,60}}))?
        \*{{0,2}}(?P<mark>\ ?:\*{{0,2}}(?=\s|$)|\ [\u2013\u2014-]{{1,2}}\ |\.\ (?=\S))\s*""",
    re.VERBOSE,
)
#: "The Minister for Ports (Ann Ray): ...", as parliaments print it.
_POST = re.compile(
    rf"""(?:The|THE)\ (?P<role>{_CAPITAL}[^():.\n]{{2,60}})
        \ \((?P<name>{_CAPITAL}[\w'\u2019.-]*(?:\ {_CAPITAL}[\w'\u2019.-]*){{1,4}})\)
        (?P<party>\ \([^():]{{1,30}}\))?(?P<office>)(?P<mark>\ ?:)(?=\s|$)\s*""",
    re.VERBOSE,
)
#: A name on a line of its own; it has nothing of what else a turn may be opened by.
_ALONE = re.compile(
    rf"""(?P<name>{_CAPITAL}[\w'\u2019.-]*(?:\ {_CAPITAL}[\w'\u2019.-]*){{1,3}})
        (?P<role>(?!))?(?P<party>(?!))?(?P<office>(?!))?(?P<mark>)""",
    re.VERBOSE,
)
_LONGEST_NAME = 40
_COURTESY = words("mr mrs ms miss mx dr sir dame")
_OFFICES = words(
    "sen rep gov president senator congressman congresswoman governor mayor minister secretary judge justice "
    "prof professor lord lady councillor cllr chancellor gen general col capt chair chairman chairwoman"
)
#: Speakers without a name.
_PARTS = words(
    "host moderator interviewer reporter question questioner q a answer narrator speaker anchor presenter "
    "operator audience member unidentified male female man woman journalist announcer voice caller clerk"
)
#: What stands before a surname and is no first name.
_NO_FIRST_NAME = rf"(?:The|A|And|But|{'|'.join(word.title() for word in sorted(_COURTESY | _OFFICES))})\b"
#: Those whose turns are questions, whatever they take for granted.
_ASKERS = words("q question questioner reporter journalist")
_INTERVIEWERS = words("host moderator interviewer presenter anchor")
#: Whoever is of one asks: "Jo Bell, BBC Marlow".
_MEDIA = words(
    "bbc itv itn sky cnn cbs abc nbc msnbc fox npr pbs cbc news newspaper times post daily echo herald tribune guardian "
    "telegraph mail mirror sun express gazette courier chronicle observer journal reuters ap afp pa bloomberg radio tv "
    "television press correspondent reporter journalist editor magazine broadcaster"
)
_NUMBERS = words("one two three four five six seven eight nine ten")
_NEVER = words(
    "update updated breaking correction clarification note warning watch read live exclusive analysis "
    "opinion photos video key related more topics source sources credit tags new just"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """``start``/``end`` hold the name in the text, ``story`` is where what it says begins."""

    speaker: Claimant
    start: int
    end: int
    story: int


def find_turns(
    text: str,
    lines: Sequence[tuple[int, int]],
    furniture: Collection[int] = (),
    *,
    is_transcript: bool = False,
) -> dict[int, Turn]:
    """The turns among ``lines``, by the index of the line; empty where the text is no transcript.

    Those of ``furniture`` are none. ``is_transcript``: that it is one is known; else its names have to return.
    """
    openers = _names_alone(text, lines, furniture) or {
        index: match
        for index, (start, end) in enumerate(lines)
        if index not in furniture
        and (match := _turn_at(text, start, min(end, start + _LONGEST))) is not None
        and not set(match["name"].lower().split()) & _NEVER
    }
    counts = Counter(_surname(match["name"]) for match in openers.values())
    named = {_office_of(match) for match in openers.values()}
    if not is_transcript and (len(counts) < 2 or (max(counts.values()) < 2 and len(named) == len(openers))):
        return {}
    offices = {match["role"].lower() for match in openers.values() if match.re is _POST}
    kept = {  # two brackets, a seat and a party, are no ordinary sentence
        index: match
        for index, match in openers.items()
        if match["party"] or _office_of(match) in offices or _is_turn(match, counts)
    }
    speakers = _speakers(text, list(kept.values()))
    turns = {}
    for index, match in kept.items():
        start, end = match.span("name")
        turns[index] = Turn(replace(speakers[match["name"]], start=start, end=end), start, end, match.end())
    return turns


def spread(turns: dict[int, Turn], count: int) -> list[Claimant | None]:
    """Who holds the floor on each of ``count`` lines: a turn goes on until the next one.

    Where most lines between the first and the last turn open none, they are quoted inside a story that is
    not theirs, and only their own lines count.
    """
    if not turns:
        return [None] * count
    goes_on = 2 * len(turns) >= max(turns) - min(turns) + 1
    floor: list[Claimant | None] = []
    current: Claimant | None = None
    for index in range(count):
        if index in turns:
            current = turns[index].speaker
        elif not goes_on:
            current = None
        floor.append(current)
    return floor


def asks(speaker: Claimant | None, said: str) -> bool:
    """Whether ``said`` is of somebody who only asks ("Q:", "REPORTER 2:"), or an interviewer's way to a question."""
    if speaker is None:
        return False
    if speaker.kind == "unnamed":
        part = set(_parts_of(speaker.canonical))
        return bool(part & _ASKERS) or (bool(part & _INTERVIEWERS) and _ends_in_question(said))
    return speaker.role is not None and _is_of_media(speaker.role) and _ends_in_question(said)


def _ends_in_question(said: str) -> bool:
    return said.rstrip(" \n\"'\u2019\u201d)").endswith("?")


def _is_of_media(office: str) -> bool:
    return not _MEDIA.isdisjoint(re.findall(r"[a-z]+", office.lower()))


def _parts_of(name: str) -> list[str]:
    """The words of "REPORTER TWO" without its number."""
    return [word for word in re.findall(r"[^\W\d_]+", name.lower()) if word not in _NUMBERS]


def _names_alone(
    text: str, lines: Sequence[tuple[int, int]], furniture: Collection[int]
) -> dict[int, re.Match[str]]:
    """Names that have a line to themselves, where two of them return; empty otherwise."""
    found = {
        index: match
        for index, (start, end) in enumerate(lines)
        if index not in furniture
        and end - start <= _LONGEST_NAME
        and (match := _ALONE.fullmatch(text, start, end)) is not None
    }
    counts = Counter(match["name"] for match in found.values())
    returning = {name for name, count in counts.items() if count > 1}
    if len(returning) < 2:
        return {}
    return {index: match for index, match in found.items() if match["name"] in returning}


def _turn_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """A dash or a full stop ends a name only where nothing else could stand before it."""
    match = _POST.match(text, start, end) or _TURN.match(text, start, end)
    if match is None or match["mark"].strip(" *") == ":":
        return match
    name = match["name"]
    is_name = (
        name.isupper() and len(name) > 2 if match["mark"].startswith(".") else " " in name or name.isupper()
    )
    return match if is_name and not match["role"] else None


def _office_of(match: re.Match[str]) -> str:
    """The office that a turn is opened by, with its holder's name or without it."""
    written: str = match["role"] if match.re is _POST else match["name"].removeprefix("The ")
    return written.lower()


def _is_turn(match: re.Match[str], counts: Counter[str]) -> bool:
    """Names in capitals beside others that return; in small letters names that return themselves, and who asks."""
    name, office = match["name"], match["role"] or match["office"] or ""
    is_part = bool(_parts_of(name)) and set(_parts_of(name)) <= _PARTS
    return name.isupper() or counts[_surname(name)] > 1 or is_part or _is_of_media(office)


def _surname(name: str) -> str:
    return name.split()[-1].lower()


def _speakers(text: str, turns: list[re.Match[str]]) -> dict[str, Claimant]:
    """Each name as it is written, to who that is: "MR. SMITH" is the "JOHN SMITH (Labour)" of another turn."""
    full: dict[str, str] = {}
    roles: dict[str, str] = {}
    for turn in turns:
        name = _plain(turn["name"])
        surname = _surname(name)
        full[surname] = max(full.get(surname, ""), name, key=len)
        role = turn["role"] or turn["office"] or _office_in(turn["name"])
        if role:
            roles.setdefault(surname, role)
    holders = {  # "The Minister for Ports (Ann Ray)", later "The Minister for Ports"
        " ".join(role.lower().split()): surname for surname, role in roles.items()
    }
    speakers = {}
    for written in dict.fromkeys(turn["name"] for turn in turns):
        name = _plain(written)
        surname = _surname(name)
        office = name.lower().removeprefix("the ")
        surname = holders.get(office, surname) if office != name.lower() else surname
        if _parts_of(name) and set(_parts_of(name)) <= _PARTS:
            part = name if len(name) == 1 else name.lower()
            speakers[written] = Claimant(written, part, None, "unnamed", None, None)
        else:
            canonical = _with_initials(text, name) or _in_ordinary_capitals(text, full[surname])
            speakers[written] = Claimant(written, canonical, roles.get(surname), "person", None, None)
    return speakers


def _office_in(name: str) -> str | None:
    first = name.split()[0]
    return first.title() if " " in name and first.lower().strip(".") in _OFFICES else None


def _plain(name: str) -> str:
    """``name`` without "Mr." and "Sen."."""
    parts = name.split()
    while len(parts) > 1 and parts[0].lower().strip(".") in _COURTESY | _OFFICES:
        parts.pop(0)
    return " ".join(parts)


def _with_initials(text: str, name: str) -> str | None:
    """The one name in ``text`` with these initials: "AR" is Ann Ray."""
    if not (name.isupper() and name.isalpha() and 2 <= len(name) <= 3):
        return None
    words_of_it = r"\ ".join(rf"{letter}[a-z'\u2019-]+" for letter in name)
    found = set(re.findall(rf"\b{words_of_it}\b", text))
    return found.pop() if len(found) == 1 else None


def _in_ordinary_capitals(text: str, name: str) -> str:
    """As the text writes the name elsewhere; a surname alone takes the first name that stands there."""
    words_of_it = r"\s".join(re.escape(part) for part in name.split())
    first_name = rf"(?:(?!{_NO_FIRST_NAME}){_CAPITAL}[a-z]+ )?" if " " not in name else ""
    for match in re.finditer(rf"\b{first_name}(?i:{words_of_it})\b", text):
        if not match[0].split()[-1].isupper():
            return match[0]
    return name.title() if name.isupper() else name
