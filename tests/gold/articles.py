"""The annotated articles, every annotation found in its text. README.md says how they are written."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from factcheck.extraction import Span
from factcheck.extraction.types import Act, ClaimKind

from .figure import Figure
from .source import Source

HERE = Path(__file__).parent
#: The folders. The third part is held out.
PARTS = ("first", "development", "third")
_ABOUT = {"subject", "english", "form", "published"}
_SPAN = {"quote", "focus", "occurrence"}
_CLAIM = _SPAN | {"figure", "by", "act", "kind"}


class GoldError(Exception):
    """An annotation that does not fit its text, or that cannot be read."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of an article. ``own`` are the spans that make this annotation itself: its focus, or its quote."""

    quote: Span
    own: tuple[Span, ...]
    words: str


@dataclass(frozen=True, slots=True)
class GoldClaim(Marked):
    """``figures`` and ``acts`` are those that will do; ``by`` has for each claimant the sources that will do."""

    figures: tuple[Figure, ...]
    by: tuple[tuple[Source, ...], ...]
    acts: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    name: str
    subject: str
    english: str
    form: str
    published: date
    text: str
    claims: tuple[GoldClaim, ...]
    may: tuple[Marked, ...]
    junk: tuple[Marked, ...]


@cache
def load_part(part: str) -> tuple[GoldArticle, ...]:
    """By name. Raises GoldError."""
    return tuple(load(path) for path in sorted((HERE / part).glob("*.txt")))


def load(path: Path) -> GoldArticle:
    """One article by its text; its annotation lies beside it. Raises GoldError."""
    text = path.read_text(encoding="utf-8")
    if text != unicodedata.normalize("NFC", text):
        raise GoldError(f"{path.name} is not in normal form C, so offsets would differ")
    try:
        return _read(path.stem, text, yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8")))
    except (GoldError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path.parent.name}/{path.stem}.yaml: {error}") from error


def _read(name: str, text: str, annotation: dict[str, Any]) -> GoldArticle:
    _refuse_others(annotation, _ABOUT | {"claims", "may", "junk"})
    article = GoldArticle(
        name=name,
        text=text,
        claims=tuple(_claim(text, entry) for entry in annotation["claims"]),
        may=tuple(_marked(text, entry) for entry in annotation["may"]),
        junk=tuple(_marked(text, entry) for entry in annotation["junk"]),
        **{key: annotation[key] for key in _ABOUT},
    )
    owned = [claim.own for claim in article.claims]
    for claim in article.claims:
        if owned.count(claim.own) > 1:
            raise GoldError(f"two claims own the same words: {claim.words!r}")
    return article


def _claim(text: str, entry: dict[str, Any]) -> GoldClaim:
    _refuse_others(entry, _CLAIM)
    marked = _marked(text, {key: value for key, value in entry.items() if key in _SPAN})
    figures = tuple(Figure.parse(written) for written in _alternatives(entry.get("figure", "")))
    speakers = entry["by"] if isinstance(entry["by"], list) else [entry["by"]]
    acts = tuple(_alternatives(entry.get("act", "assert")))
    kind = entry.get("kind", "quantity" if figures else "event")
    if not set(acts) <= set(get_args(Act)) or kind not in get_args(ClaimKind):
        raise GoldError(f"no such act or kind: {acts}, {kind}")
    return GoldClaim(
        quote=marked.quote,
        own=marked.own,
        words=marked.words,
        figures=figures,
        by=tuple(tuple(map(Source.parse, _alternatives(speaker))) for speaker in speakers),
        acts=acts,
        kind=kind,
    )


def _marked(text: str, entry: dict[str, Any]) -> Marked:
    _refuse_others(entry, _SPAN)
    quote = _find(text, entry["quote"], entry.get("occurrence"))
    focus = entry.get("focus", [])
    own = [
        _find(entry["quote"], words, None, offset=quote.start)
        for words in ([focus] if isinstance(focus, str) else focus)
    ] or [quote]
    if own != sorted(own):
        raise GoldError(f"the parts of a focus are not in the order of the text: {focus}")
    return Marked(quote, tuple(own), " ... ".join(text[span.start : span.end] for span in own))


def _find(text: str, words: str, occurrence: int | None, *, offset: int = 0) -> Span:
    starts = list(_starts(text, words))
    if not starts:
        raise GoldError(f"not in the text: {words!r}")
    if occurrence is None and len(starts) > 1:
        raise GoldError(f"{len(starts)} times in the text, so give its occurrence: {words!r}")
    if not 1 <= (occurrence or 1) <= len(starts):
        raise GoldError(f"only {len(starts)} times in the text: {words!r}")
    start = offset + starts[(occurrence or 1) - 1]
    return Span(start, start + len(words))


def _starts(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while words and start >= 0:
        yield start
        start = text.find(words, start + 1)


def _alternatives(written: object) -> list[str]:
    return [part.strip() for part in str(written).split("|") if part.strip()]


def _refuse_others(entry: dict[str, Any], known: set[str]) -> None:
    if unknown := entry.keys() - known:
        raise GoldError(f"unknown: {', '.join(sorted(map(str, unknown)))}")
