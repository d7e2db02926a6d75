"""What is read of paragraphs that are not English: sentences, figures, places if a model knows them, number claims.

Nothing here knows a verb, a speaker or a bound ("at least") of any language. So a claim is a whole sentence with
figures, whose claimant is unresolved unless it is the turn of one in a transcript, and its score says little.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from factcheck.extraction import nlp
from factcheck.extraction.checkworthiness import score
from factcheck.extraction.regions import Paragraph
from factcheck.extraction.segments import segments
from factcheck.extraction.statements import UNWEIGHED
from factcheck.extraction.text import parser_view
from factcheck.extraction.types import (
    CheckWorthiness,
    Claim,
    Coverage,
    Part,
    Quantity,
    SentenceScore,
    Span,
    TextSpan,
)
from factcheck.extraction.unparsed import UNRESOLVED, unparsed_claim

from .conventions import convention_of
from .figures import find_figures
from .numerals import decimal_mark_of
from .sentences import split_sentences
from .wording import label_around

#: Labels of places in spaCy's models, whatever their language.
_PLACES = frozenset(("LOC", "GPE", "FAC", "placeName", "geogName", "PLACE", "LC"))
_COUNTED = frozenset(("NOUN", "PROPN"))
_ASKS = ("?", "\uff1f", "\u061f", "\u037e")


@dataclass(slots=True)
class Reading:
    """In the order of the text, but what is of the title first."""

    sentences: list[SentenceScore] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    places: list[TextSpan] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def coverage_of(code: str) -> Coverage:
    """How a text in this language is read here: by its spaCy model, or by rules that need none."""
    return "model" if nlp.foreign_pipeline(code) is not None else "neutral"


def read(text: str, title: str | None, paragraphs: Sequence[Paragraph], code: str) -> Reading:
    """The paragraphs of ``text``, and its title where there is one, all in the language ``code``."""
    decimal = decimal_mark_of(f"{title}\n{text}" if title else text, convention_of(code))
    reading = Reading()
    with nlp.forgetting_foreign(code):
        _read_all(text, title, paragraphs, code, decimal, reading)
    return reading


def _read_all(
    text: str,
    title: str | None,
    paragraphs: Sequence[Paragraph],
    code: str,
    decimal: str | None,
    reading: Reading,
) -> None:
    if title:
        of_title = Reading()
        _read_paragraph(title, Paragraph(0, len(title), "headline"), "title", code, decimal, of_title)
        reading.claims.extend(of_title.claims)
    for paragraph in paragraphs:
        if paragraph.is_read:
            _read_paragraph(text, paragraph, "text", code, decimal, reading)
        else:
            reading.sentences.append(SentenceScore(paragraph.start, paragraph.end, 0.0, paragraph.region))


def _read_paragraph(
    whole: str, paragraph: Paragraph, part: Part, code: str, decimal: str | None, reading: Reading
) -> None:
    for piece in segments(whole, paragraph.start, paragraph.end):
        words = whole[piece.start : piece.end]
        quantities = find_figures(words, piece.start, code, decimal)
        pipeline = nlp.foreign_pipeline(code)
        if pipeline is None:
            sentences = list(split_sentences(words, piece.start, convention_of(code), quantities))
        else:
            document = pipeline(parser_view(words))
            sentences = list(_sentences(document, piece.start, code, words, quantities))
            quantities = [_with_noun(document, quantity, piece.start) for quantity in quantities]
            reading.places.extend(_places(document, words, piece.start))
        for sentence in sentences:
            inside = [
                quantity for quantity in quantities if sentence.covers(Span(quantity.start, quantity.end))
            ]
            claim = _claim(whole, part, paragraph, sentence, inside) if inside else None
            if claim is not None:
                reading.claims.append(claim)
            worth = claim.check_worthiness.score if claim is not None else 0.0
            reading.sentences.append(SentenceScore(sentence.start, sentence.end, worth, paragraph.region))
        reading.quantities.extend(quantities)


def _sentences(
    document: Doc, start: int, code: str, words: str, quantities: Sequence[Quantity]
) -> Iterator[Span]:
    """The model's sentences, never through a quantity; the rules' where it makes none."""
    if not document.has_annotation("SENT_START"):
        yield from split_sentences(words, start, convention_of(code), quantities)
        return
    begin = None
    for sentence in document.sents:
        tokens = [token for token in sentence if not token.is_space]
        if not tokens:
            continue
        if begin is None:
            begin = tokens[0].idx
        end = tokens[-1].idx + len(tokens[-1])
        if any(quantity.start - start < end < quantity.end - start for quantity in quantities):
            continue
        yield Span(start + begin, start + end)
        begin = None
    if begin is not None:
        yield Span(start + begin, start + len(words.rstrip()))


def _places(document: Doc, words: str, start: int) -> Iterator[TextSpan]:
    for entity in document.ents:
        if entity.label_ in _PLACES:
            first, last = entity.start_char, entity.end_char
            yield TextSpan(start + first, start + last, words[first:last])


def _with_noun(document: Doc, quantity: Quantity, start: int) -> Quantity:
    """What is counted, where the model has Universal Dependencies: the noun that the number modifies."""
    if quantity.unit is not None or not document.has_annotation("DEP"):
        return quantity
    index = bisect_right([token.idx for token in document], quantity.number.start - start) - 1
    token = document[max(0, index)]
    if token.dep_ not in ("nummod", "nummod:gov", "nk") or token.head.pos_ not in _COUNTED:
        return quantity
    return replace(quantity, noun=token.head.lemma_ or token.head.text)


def _claim(
    whole: str, part: Part, paragraph: Paragraph, sentence: Span, quantities: Sequence[Quantity]
) -> Claim:
    quote = whole[sentence.start : sentence.end]
    first = quantities[0]
    return unparsed_claim(
        whole,
        sentence,
        part=part,
        sentence=sentence,
        region=paragraph.region,
        focus=[Span(quantity.start, quantity.end) for quantity in quantities],
        label=label_around(quote, Span(first.start - sentence.start, first.end - sentence.start)),
        quantities=quantities,
        claimant=paragraph.speaker or UNRESOLVED,
        worth=_worth(quote, quantities, paragraph),
    )


def _worth(quote: str, quantities: Sequence[Quantity], paragraph: Paragraph) -> CheckWorthiness:
    traits = ["figures_only"]
    if all(quantity.unit_kind in ("duration", "age") for quantity in quantities):
        traits.append("duration")
    elif all(quantity.value is None for quantity in quantities):
        traits.append("vague_figure")
    else:
        traits.append("figure")
    if quote.rstrip("\"'\u00bb\u201d\u201c\u300d\u300f").endswith(_ASKS):
        traits.append("question")
    if paragraph.region == "headline":
        traits.append("headline")
    return score(traits, UNWEIGHED)
