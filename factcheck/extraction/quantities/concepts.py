"""The words a quantity is about: "core inflation rose 0.3%" is about core inflation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.extraction.lexicon import words

from .units import DURATIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = frozenset(("NOUN", "PROPN"))
_CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))
#: How a figure or its unit hangs on a noun that it measures: "a 0.6 per cent *fee*".
_MEASURES = frozenset(("nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "appos"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
#: Clauses whose subject is said one clause up: "expected *to rise*", "*lowering* it", "and *fell*".
_SUBORDINATE = frozenset(("xcomp", "advcl", "conj", "ccomp", "pcomp", "prep", "dep"))
_RELATIVE = words("that which who whom whose")
#: What stays outside the name of a thing: clauses, and what it is beside.
_OUTSIDE = frozenset(("relcl", "acl", "punct", "advcl", "parataxis", "cc", "conj"))
_TIMES = frozenset(("DATE", "TIME"))
#: Prepositions behind a figure that say of what it is: "$1 billion *in* gains", "20 seasons *of* it".
_OF = frozenset(("of", "in", "for", "on"))
_WHOSE = frozenset(("of", "for"))
#: Steps from a figure up the tree; farther away is another matter.
_HEIGHT = 8
_MOST_WORDS = 12


class Concepts:
    """Names what figures are about; ``figures`` are the tokens of all of them, which name nothing themselves."""

    def __init__(self, figures: frozenset[int]) -> None:
        self._figures = figures

    def of(self, anchor: Token, counted: Token | None, *, unit_kind: str, last: int) -> tuple[str, ...]:
        """Lower-case words in the order of the text; empty where nothing is named.

        ``anchor`` is the top token of the figure with its unit; ``counted`` the noun it counts or is a share of;
        ``last`` the index of its last token. A count of things is about who has them, not about the things.
        """
        is_count = unit_kind == "count"
        start = anchor if counted is None else counted
        if is_count:
            is_pick = anchor.lower_ == "one" and start.dep_ == "pobj"  # "one of the best days"
            whose = self._of_phrase(start, last, _WHOSE)
            return () if is_pick else _joined(whose, self._above(start, True))
        if counted is not None and counted.i > last and (named := self._named(counted)):
            return named
        whose = self._of_phrase(anchor, last, _OF)
        if unit_kind == "duration" and self._opens_clause(anchor):
            return ()
        return _joined(whose, self._above(start, False)) or self._beside(anchor)

    def _of_phrase(self, token: Token, last: int, prepositions: frozenset[str]) -> tuple[str, ...]:
        for child in token.rights:
            if child.dep_ == "prep" and child.i > last and child.lower_ in prepositions:
                for thing in child.children:
                    if thing.dep_ == "pobj" and thing.pos_ in _NOUNS and thing.i not in self._figures:
                        return self._named(thing)
        return ()

    def _above(self, token: Token, is_count: bool) -> tuple[str, ...]:
        """The words of the noun or of the subject that ``token`` hangs on."""
        for _ in range(_HEIGHT):
            parent, role = token.head, token.dep_
            if parent == token or role in _SUBJECTS:
                return self._predicated(token) if not is_count and role in _SUBJECTS else ()
            if role != "conj" and parent.pos_ in ("VERB", "AUX"):
                return self._subject_of(parent, token, is_count)
            is_named = parent.pos_ in _NOUNS and parent.i not in self._figures
            if is_named and role in (*_MEASURES, "prep"):
                return self._with_subject(parent)
            token = parent
        return ()

    def _with_subject(self, noun: Token) -> tuple[str, ...]:
        """The noun, and whose it is where it is an object itself: "the firm expects a *profit* of $3m"."""
        own = self._named(noun)
        if noun.dep_ in _SUBJECTS or noun.head == noun:
            return own
        return _joined(own, self._above(noun, False))

    def _predicated(self, subject: Token) -> tuple[str, ...]:
        """For a figure that is itself the subject: what it is said to be."""
        for child in subject.head.rights:
            if child.dep_ in ("attr", "dobj") and child.pos_ in _NOUNS:
                return self._named(child)
        return ()

    def _subject_of(
        self, verb: Token, figure: Token, is_count: bool = False, height: int = _HEIGHT
    ) -> tuple[str, ...]:
        """Who or what does it; the object where the subject is only a pronoun."""
        subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if subject is not None and subject.lower_ in _RELATIVE and verb.dep_ == "relcl":
            return self._named(verb.head)
        if subject is not None and subject.pos_ in _NOUNS and subject != figure:
            if is_count and figure.i < subject.i:
                return ()  # "With eight more picks, the team ..."
            named = self._named(subject)
            if named:
                return named
        if subject is None and verb.dep_ in ("acl", "relcl"):
            return self._named(verb.head)
        beside = self._object_of(verb, figure)
        if beside and not is_count:
            return beside
        if height and verb.dep_ in (*_SUBORDINATE, "relcl") and verb.head != verb:
            above = verb.head.head if verb.head.pos_ == "ADP" or verb.dep_ == "relcl" else verb.head
            if above.pos_ in ("VERB", "AUX"):
                return self._subject_of(above, verb, is_count, height - 1)
            if above.pos_ in _NOUNS:
                return self._named(above)
        return ()

    def _object_of(self, verb: Token, figure: Token) -> tuple[str, ...]:
        for child in verb.children:
            if child.dep_ in ("dobj", "attr") and child.pos_ in _NOUNS and child != figure:
                return self._named(child)
        return ()

    def _opens_clause(self, anchor: Token) -> bool:
        """Whether it stands before the subject: "Nine days later he was found"."""
        token = anchor
        for _ in range(_HEIGHT):
            if token.head == token or token.dep_ in _SUBJECTS:
                return False
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                return any(child.dep_ in _SUBJECTS and child.i > anchor.i for child in token.lefts)
        return False

    def _beside(self, anchor: Token) -> tuple[str, ...]:
        """The nearest noun in front, where the parse says nothing: "Nasdaq +0.8%"."""
        for token in reversed(anchor.doc[max(anchor.sent.start, anchor.i - 6) : anchor.i]):
            if token.pos_ in _NOUNS and token.i not in self._figures and token.ent_type_ not in _TIMES:
                return self._named(token)
        return ()

    def _named(self, noun: Token) -> tuple[str, ...]:
        """The content words of a noun phrase, with what it is of or for."""
        found: list[Token] = []
        waiting = [noun]
        while waiting and len(found) < _MOST_WORDS:
            token = waiting.pop()
            is_time = token.ent_type_ in _TIMES or token.i in self._figures or token.lemma_ in DURATIONS
            if token.pos_ in _CONTENT and not token.is_stop and not is_time:
                found.append(token)
            if token.ent_type_ not in _TIMES:
                waiting.extend(child for child in token.children if child.dep_ not in _OUTSIDE)
        return tuple(dict.fromkeys(_whole(token) for token in sorted(found, key=lambda token: token.i)))


def _whole(token: Token) -> str:
    """The word with what hyphens tie to it: spaCy cuts "single-family" in three."""
    doc, first, last = token.doc, token.i, token.i
    while (
        first >= 2
        and doc[first - 1].text == "-"
        and not doc[first - 1].whitespace_ + doc[first - 2].whitespace_
    ):
        first -= 2
    while (
        last + 2 < len(doc)
        and doc[last + 1].text == "-"
        and not doc[last].whitespace_ + doc[last + 1].whitespace_
    ):
        last += 2
    return "".join(part.lower_ for part in doc[first : last + 1]) if last - first <= 6 else token.lower_


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))[:_MOST_WORDS]
