"""The pipeline: text in, everything the desk wants to know about it out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from . import nlp
from .attribution import Said, attributions_of, find_attributions
from .claims import find_claims, headline_claim
from .drafts import Found
from .foreign.joining import with_others
from .language import Language, by_language, declared, detect
from .masthead import read_masthead
from .parsed import Parsed
from .places import dateline_places, find_places
from .quantities.finder import find_quantities
from .regions import Paragraph, find_paragraphs
from .segments import segments
from .speakers import Cast
from .statements import sentence_worths
from .tenses import in_tense
from .text import normalise, parser_view, sha256_of
from .times import figures_are_dates, find_times
from .types import (
    Analysis,
    Claim,
    Masthead,
    Part,
    SentenceScore,
    Span,
    TextSpan,
    TimeExpression,
)

#: Moves whenever the same text may get another answer.
ENGINE_VERSION = "2.3.3"

#: Called all the time with characters done and in all; what it raises stops the analysis. Half is done when the
#: parser is.
Progress = Callable[[int, int], None]
#: Called at the end of each stage with its name and what it made, in the order of the text.
Trace = Callable[[str, Sequence[object]], None]

#: Characters parsed between two calls of ``progress``: about half a second.
_CHUNK = 12_000


def analyse(
    text: str,
    *,
    title: str | None = None,
    published_at: datetime | date | str | None = None,
    language: str | None = None,
    id: str | None = None,  # noqa: A002  (the JSON's own name)
    is_transcript: bool = False,
    read_from: int = 0,
    progress: Progress | None = None,
    trace: Trace | None = None,
) -> Analysis:
    """Everything that can be said about one article. Pure: same arguments, same answer, never an error.

    Offsets in the answer point into ``answer.text`` (NFC, ``\\n`` line ends), or ``answer.title`` for claims
    of that part. ``published_at`` is a date or ISO 8601; without it a date line in the text is used.
    ``language`` overrides the detector. ``is_transcript``: names in front of a colon are those of speakers, however
    few. Paragraphs that end before ``read_from`` are known: who speaks in them counts, nothing is found in them. ``trace`` hears of every stage; what it does with the answers is its
    own affair, time included: the engine has no clock.
    """
    tell = trace or (lambda stage, made: None)
    text = normalise(text)
    title = normalise(title).strip() or None if title is not None else None
    tongue = (
        declared(language)
        if language
        else detect(text if len(text) > 80 or not title else f"{title}\n{text}")
    )
    tell("language", [tongue])
    paragraphs = find_paragraphs(text, title, is_transcript=is_transcript)
    masthead = read_masthead(text, paragraphs)
    tell("layout", [*paragraphs, masthead])
    published = _day(published_at) or _day(masthead.published_at.origin if masthead.published_at else None)
    report = progress or (lambda done, total: None)
    unknown = [paragraph for paragraph in paragraphs if paragraph.end > read_from]
    english, others = by_language(text, unknown, tongue)
    own_title = title if tongue.is_readable else None
    page = _Page(text, own_title, id, tongue, english, masthead, published)
    with nlp.forgetting():
        analysis = _read(page, report, tell)
        return with_others(analysis, title, others, tongue, tell)


@dataclass(frozen=True, slots=True)
class _Page:
    """An article as the stages before the parser leave it."""

    text: str
    title: str | None
    id: str | None
    tongue: Language
    paragraphs: list[Paragraph]
    masthead: Masthead
    published: date | None


def _day(moment: datetime | date | str | None) -> date | None:
    if isinstance(moment, datetime):
        return moment.date()
    if isinstance(moment, str):
        try:
            return date.fromisoformat(moment[:10])
        except ValueError:
            return None
    return moment


def _read(page: _Page, report: Progress, tell: Trace) -> Analysis:
    size = len(page.text)
    # Half of the work is the parse; whoever waits wants to hear of the other half too.
    stretches = list(_parse(page.text, page.paragraphs, lambda done, total: report(done // 2, total)))

    def alive() -> None:
        report(size // 2, size)

    title = [Paragraph(0, len(page.title), "headline")] if page.title else []
    of_title = list(_parse(page.title or "", title, lambda done, total: None))
    tell("parse", [*of_title, *stretches])
    spoken = find_attributions(stretches, alive=alive)
    tell("attribution", attributions_of(spoken))
    found = _found(stretches, spoken, "text", page.published, tell, alive)
    found_in_title = _found(
        of_title, find_attributions(of_title), "title", page.published, lambda stage, made: None
    )
    cast = Cast([*of_title, *stretches], spoken)
    alive()
    # In reading order, also those that no claim needs: "she" is the last one named.
    tell("speakers", [cast.claimant_of(said) for said in spoken])
    alive()
    claims = _unique(
        [
            *_claims(found_in_title, cast, page.title or "", lambda start: None),
            *_claims(found, cast, page.text, lambda start: report((size + start) // 2, size)),
        ]
    )
    tell("claims", claims)
    report(size, size)
    sentences = list(_sentences(found, page.paragraphs))
    tell("worth", sentences)
    return Analysis(
        id=page.id,
        language=page.tongue.code,
        coverage="full",
        engine_version=ENGINE_VERSION,
        text_sha256=sha256_of(page.text),
        text=page.text,
        title=page.title,
        masthead=page.masthead,
        sentences=tuple(sentences),
        quantities=tuple(quantity for piece in found for quantity in piece.quantities),
        attributions=attributions_of(spoken),
        times=tuple(time for piece in found for time in piece.times),
        places=tuple(_places(page, found)),
        claims=tuple(claims),
        observations=(),
    )


def _places(page: _Page, found: list[Found]) -> list[TextSpan]:
    """The story's places and those of its datelines, which are not parsed."""
    of_datelines = [
        place
        for paragraph in page.paragraphs
        if paragraph.region == "body" and paragraph.speaker is None
        for place in dateline_places(page.text, paragraph.start)
    ]
    inside = [place for piece in found for place in piece.places]
    return sorted([*of_datelines, *inside], key=lambda place: place.start)


def parse_text(text: str) -> list[Parsed]:
    """The stretches of a normalised text as ``analyse`` reads them: what models are trained on."""
    return list(_parse(text, find_paragraphs(text, None), lambda done, total: None))


def _parse(text: str, paragraphs: list[Paragraph], report: Progress) -> Iterator[Parsed]:
    """Parsed stretches of the paragraphs worth reading, ``report`` called between chunks."""
    chunk: list[tuple[Span, Paragraph]] = []
    size = 0
    report(0, len(text))
    for paragraph in paragraphs:
        if not paragraph.is_read:
            continue
        for span in segments(text, paragraph.start, paragraph.end):
            chunk.append((span, paragraph))
            size += span.end - span.start
            if size >= _CHUNK:
                yield from _parse_chunk(text, chunk)
                report(span.end, len(text))
                chunk, size = [], 0
    yield from _parse_chunk(text, chunk)
    report(len(text), len(text))


def _parse_chunk(text: str, chunk: list[tuple[Span, Paragraph]]) -> Iterator[Parsed]:
    pieces = [text[span.start : span.end] for span, _ in chunk]
    documents = nlp.parse([parser_view(piece) for piece in pieces])
    for piece, (span, paragraph), document in zip(pieces, chunk, documents, strict=True):
        yield Parsed(piece, span.start, paragraph.region, document, paragraph.speaker)


def _found(
    stretches: list[Parsed],
    spoken: list[Said],
    part: Part,
    published: date | None,
    tell: Trace,
    alive: Callable[[], None] = lambda: None,
) -> list[Found]:
    times = [
        in_tense(parsed, _moved(find_times(parsed.text, published), parsed.start), published)
        for parsed in _watched(stretches, alive)
    ]
    tell("times", [time for each in times for time in each])
    quantities = [
        find_quantities(
            parsed.text,
            parsed.start,
            parsed,
            [Span(time.start, time.end) for time in of_stretch if figures_are_dates(time)],
        )
        for parsed, of_stretch in zip(_watched(stretches, alive), times, strict=True)
    ]
    tell("figures", [quantity for each in quantities for quantity in each])
    places = find_places(stretches)
    alive()
    tell("places", [place for each in places for place in each])
    said: dict[int, list[Said]] = {parsed.start: [] for parsed in stretches}
    for item in spoken:
        if item.is_statement:  # a wish or an opinion makes nobody a claimant
            said[item.parsed.start].append(item)
    return [
        Found(
            parsed,
            part,
            said[parsed.start],
            figures,
            moments,
            spots,
            sentence_worths(parsed, figures, moments),
        )
        for parsed, figures, moments, spots in zip(stretches, quantities, times, places, strict=True)
    ]


def _watched(stretches: list[Parsed], alive: Callable[[], None]) -> Iterator[Parsed]:
    for parsed in stretches:
        alive()
        yield parsed


def _claims(found: list[Found], cast: Cast, whole: str, reached: Callable[[int], None]) -> Iterator[Claim]:
    for piece in found:
        reached(piece.parsed.start)
        if piece.parsed.region != "headline":
            yield from find_claims(piece, cast, whole)
        elif (headline := headline_claim(piece, cast, whole)) is not None:
            yield headline


def _moved(times: list[TimeExpression], start: int) -> list[TimeExpression]:
    return [
        TimeExpression(
            time.start + start, time.end + start, time.text, time.origin, time.until, time.precision
        )
        for time in times
    ]


def _unique(claims: list[Claim]) -> list[Claim]:
    """One claim for each (part, start, end, focus), in the order of the text; the sort is stable."""
    seen: dict[tuple[str, int, int, tuple[Span, ...]], Claim] = {}
    for claim in claims:
        seen.setdefault((claim.part, claim.start, claim.end, claim.focus), claim)
    return sorted(seen.values(), key=lambda claim: (claim.part != "title", claim.start))


def _sentences(found: list[Found], paragraphs: list[Paragraph]) -> Iterator[SentenceScore]:
    """Every sentence with its score; furniture counts nothing and is one sentence a line."""
    scored = [
        SentenceScore(span.start, span.end, piece.worths[span.start].score, piece.parsed.region)
        for piece in found
        for _, span in piece.parsed.sentence_spans()
    ]
    furniture = [
        SentenceScore(paragraph.start, paragraph.end, 0.0, paragraph.region)
        for paragraph in paragraphs
        if not paragraph.is_read
    ]
    yield from sorted([*scored, *furniture], key=lambda sentence: sentence.start)
