"""A cascade of small grammars over words: each stage joins nodes to larger ones, left to right, longest first.

A pattern is a regular expression whose letters are whole nodes: ``of`` is that word, ``MONTH`` any word or node of
that category, ``day:DAY`` or ``day:(MONDAY|today)`` the same with a name for the rule that reads it. Patterns have no unbounded repetition,
so a stage takes time in proportion to the text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from .periods import UNKNOWN

_ELEMENT = re.compile(r"\b(?P<role>[a-z_]+):(?:\(|(?P<named>[A-Za-z]+))|(?P<plain>[A-Za-z]+)")
_GROUP = re.compile(r"(?:\b[a-z_]+:)?\([^()]*\)\??")
_NEEDED = re.compile(r"(?:\b[a-z_]+:)?\b([A-Za-z]+)\b(?![?:])")
#: One character for each word and node kind, so that ``re`` can run over nodes as over letters.
_SYMBOLS: dict[str, str] = {}
_CATEGORIES: dict[str, str] = {}


def symbol(name: str) -> str:
    """The character that stands for a word (lower case) or a kind of node (upper case)."""
    return _SYMBOLS.setdefault(name, chr(0xE000 + len(_SYMBOLS)))


def category(name: str, *members: Iterable[str]) -> None:
    """Let ``name`` stand for any of the words, nodes or other categories in ``members``."""
    symbols = {
        character
        for group in members
        for member in group
        for character in _CATEGORIES.get(member) or symbol(member)
    }
    _CATEGORIES[name] = "".join(sorted(symbols))


def members(name: str) -> Iterable[str]:
    """The words and kinds of node in a category."""
    return [word for word, character in _SYMBOLS.items() if character in _CATEGORIES[name]]


def known(word: str) -> str | None:
    """The character of a word that some pattern or category names."""
    return _SYMBOLS.get(word)


@dataclass(slots=True)
class Node:
    """A word, or what a rule made of several. ``word`` is in lower case, ``value`` what the rule made."""

    start: int
    end: int
    symbol: str
    word: str
    value: Any


class Match:
    """What a pattern found, for the rule to read."""

    __slots__ = ("_found", "_nodes", "published", "text")

    def __init__(self, found: re.Match[str], nodes: list[Node], text: str, published: date | None) -> None:
        self._found, self._nodes, self.text, self.published = found, nodes, text, published

    def has(self, role: str) -> bool:
        return role in self._found.re.groupindex and self._found.start(role) >= 0

    def node(self, role: str) -> Node:
        return self._nodes[self._found.start(role)]

    def value(self, role: str) -> Any:
        """What the node of that role came to; None where the pattern did not need it."""
        return self.node(role).value if self.has(role) else None

    def word(self, role: str) -> str:
        return self.node(role).word if self.has(role) else ""

    @property
    def nodes(self) -> list[Node]:
        return self._nodes[self._found.start() : self._found.end()]

    def before(self, distance: int = 1) -> Node | None:
        index = self._found.start() - distance
        return self._nodes[index] if index >= 0 else None

    def after(self, distance: int = 1) -> Node | None:
        index = self._found.end() + distance - 1
        return self._nodes[index] if index < len(self._nodes) else None

    @property
    def is_tight(self) -> bool:
        """Whether nothing, not even a blank, stands between the nodes."""
        nodes = self.nodes
        return all(left.end == right.start for left, right in pairwise(nodes))


@dataclass(frozen=True)
class Rule:
    """Nodes that fit ``pattern`` become one of kind ``name``; ``read`` makes its value, None refuses."""

    name: str
    pattern: str
    read: Callable[[Match], Any]

    def compiled(self) -> re.Pattern[str]:
        return re.compile(_ELEMENT.sub(_as_symbols, self.pattern).replace(" ", ""))

    def needed(self) -> frozenset[str]:
        """Symbols of which every match holds one: the choicest element that is neither optional nor in a group."""
        outside, groups = self.pattern, -1
        while groups:
            outside, groups = _GROUP.subn(" ", outside)
        elements: list[str] = [_CATEGORIES.get(name) or symbol(name) for name in _NEEDED.findall(outside)]
        choicest = min(elements, key=len, default="")
        return frozenset(choicest)


def _as_symbols(element: re.Match[str]) -> str:
    role, name = element["role"], element["named"] or element["plain"]
    if name is None:
        return f"(?P<{role}>"
    found = _CATEGORIES.get(name) or symbol(name)
    return f"(?P<{role}>[{found}])" if role else f"[{found}]"


class Stage:
    """Rules that are tried side by side. Of overlapping finds the first, then the longest, then the first rule's."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = [(rule, rule.compiled(), symbol(rule.name)) for rule in rules]
        self._needed = [rule.needed() for rule in rules]

    def apply(self, nodes: list[Node], text: str, published: date | None) -> list[Node]:
        string = "".join([node.symbol for node in nodes])
        present = frozenset(string)
        finds = [
            (found.start(), -found.end(), order, found)
            for order, ((_, pattern, _), needed) in enumerate(zip(self._rules, self._needed, strict=True))
            if not (needed and needed.isdisjoint(present))
            for found in pattern.finditer(string)
        ]
        if not finds:
            return nodes
        finds.sort(key=lambda find: find[:3])
        joined: list[Node] = []
        behind = 0
        for start, minus_end, order, found in finds:
            if start < behind:
                continue
            rule, _, kind = self._rules[order]
            value = _read(rule, Match(found, nodes, text, published))
            if value is None:
                continue
            end = -minus_end
            joined.extend(nodes[behind:start])
            joined.append(Node(nodes[start].start, nodes[end - 1].end, kind, "", value))
            behind = end
        joined.extend(nodes[behind:])
        return joined


def _read(rule: Rule, match: Match) -> Any:
    try:
        return rule.read(match)
    except (ValueError, OverflowError):  # a month 14 ago of the year 1, the year 9999 and a century
        return UNKNOWN
