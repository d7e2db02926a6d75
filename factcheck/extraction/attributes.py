"""spaCy's attribute ruler with a memory: parts of speech and morphology at a tenth of its price.

The ruler holds every token against some 180 patterns, which takes a sixth of the whole pipeline's time. Nearly all
patterns see one token, and of it the tag, the arc and a few hundred words; so the answers repeat and are remembered.
"""

import re
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

_ANY_OTHER_WORD = "x"
_MOST_REMEMBERED = 50_000


class RememberedRuler:
    """Sets what ``ruler`` would set. A pipeline component."""

    def __init__(self, ruler: AttributeRuler, vocab: Vocab) -> None:
        self._vocab = vocab
        self._of_one_token = AttributeRuler(vocab)
        self._of_several = AttributeRuler(vocab)
        self._words: set[int] = set()
        starts: list[str] = []
        self._starting_arcs: set[int] = set()
        untyped: Any = ruler.patterns
        rules = [(pattern, rule) for rule in untyped for pattern in rule["patterns"]]
        for pattern, rule in rules:
            if len(pattern) == 1 and "REGEX" not in str(pattern):
                self._of_one_token.add([pattern], rule["attrs"], rule["index"])
                self._words.update(vocab.strings.add(word) for word in _words_of(pattern[0]))
            else:
                self._of_several.add([pattern], rule["attrs"], rule["index"])
                starts.extend(_as_regex(pattern[0]))
                if "DEP" in pattern[0]:
                    self._starting_arcs.add(vocab.strings.add(pattern[0]["DEP"]))
        self._start = re.compile("|".join(starts))
        self._starts: dict[int, bool] = {}
        #: (tag, arc, word or 0, is blank) -> part of speech, morphology, lemma or 0: all numbers of the vocabulary.
        self._known: dict[tuple[int, int, int, int], tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        seen = doc.to_array([TAG, DEP, LOWER, IS_SPACE]).tolist()
        answers = [
            self._answer(tag, dep, word if word in self._words else 0, blank)
            for tag, dep, word, blank in seen
        ]
        table: Any = np.array(answers, dtype=np.uint64).reshape(len(doc), 3)
        doc.from_array([POS, MORPH, LEMMA], table)
        for index, (*_, blank) in enumerate(seen):
            if blank:
                doc[index].tag_, doc[index].dep_ = "_SP", "dep"
        if any(dep in self._starting_arcs or self._may_start(word) for _, dep, word, _ in seen):
            self._of_several(doc)
        return doc

    def _answer(self, tag: int, dep: int, word: int, blank: int) -> tuple[int, int, int]:
        key = (tag, dep, word, blank)
        if key not in self._known:
            self._known[key] = self._asked(*key)
        return self._known[key]

    def _asked(self, tag: int, dep: int, word: int, blank: int) -> tuple[int, int, int]:
        """What the ruler says of a text of one such token."""
        name = self._vocab.strings
        text = " " if blank else name[word] if word else _ANY_OTHER_WORD
        doc = Doc(self._vocab, words=[text], tags=[name[tag]], deps=[name[dep]], heads=[0])
        token: Any = self._of_one_token(doc)[0]
        return token.pos, token.morph.key, token.lemma

    def _may_start(self, word: int) -> bool:
        """Whether a pattern of several tokens, or one that is a regular expression, may begin with ``word``."""
        if word not in self._starts:
            if len(self._starts) >= _MOST_REMEMBERED:  # names and figures never end
                self._starts.clear()
            self._starts[word] = self._start.fullmatch(self._vocab.strings[word]) is not None
        return self._starts[word]


@Language.factory("remembered_attribute_ruler")
def remembered_attribute_ruler(nlp: Language, name: str) -> RememberedRuler:
    """The component for ``add_pipe``, in the place of the attribute ruler that ``nlp`` has."""
    ruler = nlp.get_pipe("attribute_ruler")
    return RememberedRuler(cast(AttributeRuler, ruler), nlp.vocab)


def _words_of(pattern: dict[str, Any]) -> list[str]:
    """The words that a token's pattern names, in lower case."""
    word = pattern.get("LOWER", [])
    if isinstance(word, dict):
        return [each for words in word.values() for each in words]
    return [word] if word else []


def _as_regex(pattern: dict[str, Any]) -> list[str]:
    word = pattern.get("LOWER")
    if isinstance(word, dict) and "REGEX" in word:
        return [f"(?:{word['REGEX']})"]
    return [re.escape(each) for each in _words_of(pattern)]
