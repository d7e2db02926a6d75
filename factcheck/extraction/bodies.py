"""The organisations an article names, and which of them "the office", "the company" or "it" takes up."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from .attribution import source_span
from .parsed import Parsed
from .people import People
from .source_nouns import BODIES, TAKEN_UP, TAKES_UP

_ACTING = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Body:
    """``words`` are its name's content words, ``start`` where it stands in the article, ``acts`` as a subject."""

    name: str
    words: frozenset[str]
    start: int
    acts: bool


class Bodies:
    """In the order of the text; the title's do not count, for their offsets are others."""

    def __init__(self, stretches: Iterable[Parsed], people: People) -> None:
        self._named: list[Body] = []
        self._called: list[tuple[str, Body]] = []
        self._by_last_word: dict[str, set[str]] = {}
        for parsed in stretches:
            for token in parsed.doc:
                if token.lower_ in TAKEN_UP and token.pos_ == "PROPN":
                    name = without_article(source_span(parsed, token).text)
                    self._by_last_word.setdefault(token.lower_, set()).add(name)
            if parsed.region == "headline":
                continue
            self._called.extend(_called_in(parsed))
            for entity in parsed.doc.ents:
                root = entity.root
                if entity.label_ == "ORG" and root.pos_ == "PROPN" and not _is_of_person(entity.text, people):
                    span = source_span(parsed, root)
                    name, acts = proper(without_article(span.text)), root.dep_ in _ACTING
                    self._named.append(Body(name, content_words(entity), span.start, acts))

    def with_words(self, words: frozenset[str], before: int) -> Body | None:
        """The last one named in front of ``before`` that has all of ``words`` in its name, and more."""
        return next(
            (body for body in reversed(self._named) if body.start < before and words < body.words), None
        )

    def called(self, noun: str, before: int) -> Body | None:
        """The last one introduced by ``noun``: "the charity *Open Water*", "*Open Water*, a charity"."""
        return next(
            (body for word, body in reversed(self._called) if word == noun and body.start < before), None
        )

    def taken_up(self, last_word: str) -> str | None:
        """The one name that the noun takes up with another word: "Kent Police ... *the force*"."""
        full = [name for last in TAKES_UP.get(last_word, ()) for name in self._by_last_word.get(last, ())]
        return full[0] if len(full) == 1 else None

    def in_paragraph(self, noun: Token, start: int) -> Body | None:
        """What "the company" takes up in its own paragraph, which begins at ``start``: best the one that acts."""
        before = start + noun.idx
        near = [body for body in self._named if start <= body.start < before]
        in_sentence = [body for body in near if body.acts and body.start >= start + noun.sent.start_char]
        return next(reversed(in_sentence or near), None)

    def of_story(self, before: int) -> Body | None:
        """The one that has acted most in front of ``before``, and before the others where that is the same."""
        acting = [body for body in self._named if body.acts and body.start < before]
        counts = Counter(body.words for body in acting)
        return max(acting, key=lambda body: (counts[body.words], -body.start), default=None)

    def acting_before(self, start: int, end: int) -> Body | None:
        """The last one that acts in [start, end)."""
        return next((body for body in reversed(self._named) if body.acts and start <= body.start < end), None)


def _called_in(parsed: Parsed) -> Iterator[tuple[str, Body]]:
    for token in parsed.doc:
        noun = token.lemma_.lower()
        if token.pos_ != "NOUN" or noun not in BODIES:
            continue
        name = token.head if token.dep_ == "compound" and token.head.pos_ == "PROPN" else None
        name = name or next(
            (child for child in token.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None
        )
        if name is None and token.dep_ == "appos" and token.head.pos_ == "PROPN":
            name = token.head
        if name is not None:
            span = source_span(parsed, name)
            yield (
                noun,
                Body(proper(without_article(span.text)), content_words((name,)), span.start, acts=False),
            )


def is_definite(noun: Token) -> bool:
    return any(child.lower_ in ("the", "this") for child in noun.lefts)


def content_words(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(
        token.lemma_.lower()
        for token in tokens
        if token.pos_ in ("NOUN", "PROPN", "ADJ") and not token.is_stop
    )


def proper(name: str) -> str:
    """ "tracing firm Acme" without the words that say what it is."""
    parts = name.split()
    for index in range(len(parts) - 1, 0, -1):
        if parts[index - 1] in BODIES and parts[index][0].isupper():
            return " ".join(parts[index:])
    return name


def without_article(name: str) -> str:
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        if name.startswith(article):
            return name[len(article) :]
    return name


def _is_of_person(text: str, people: People) -> bool:
    """Whether the parser took "Smith's" for a business."""
    return any(word.removesuffix("'s").removesuffix("\u2019s") in people for word in text.split())
