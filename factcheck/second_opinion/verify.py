"""Whether the article bears out what a language model proposes. Pure: no database, no network, no clock.

It is checked by words, not by sense: that a wording does not swap who did what to whom is for the editor to see, who
has the quote beside it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from factcheck.extraction.certainty import hedges_in, is_negative, modality_of, quantifier_of
from factcheck.extraction.cues import HEARSAY as _HEARSAY_WORDS
from factcheck.extraction.labels import LONGEST
from factcheck.extraction.lexicon import words
from factcheck.extraction.region_kinds import READ_REGIONS
from factcheck.extraction.speakers import HEARSAY, NARRATOR, UNRESOLVED
from factcheck.extraction.types import (
    Analysis,
    Attribution,
    CheckWorthiness,
    Claim,
    Claimant,
    ClaimantKind,
    Event,
    Reason,
    SentenceScore,
    Span,
)

from .answer import Proposal, Wording
from .passages import (
    TAKES_BACK,
    Figure,
    Passage,
    passage_at,
    read_passages,
    read_wording,
    words_of_doubt,
)

#: Characters of the words around a quote.
_CONTEXT = 32
#: What comes after the quote in its sentence and begins something new no longer bears on it.
_ELSEWHERE = re.compile(r"[;:]|, (?:but|and|while|whereas|although|though|which|who|where|after|before|as)\b")
_FUNCTION = frozenset(("DET", "ADP", "AUX", "PRON", "CCONJ", "SCONJ", "PART"))
#: Small words that change what is claimed.
_WEIGHTY = words(
    "all every each both either neither none any only most more less least after before since until against "
    "without over under above below despite because"
)
#: What a wording may say of its own to name the speaker.
_SAYING = frozenset(("say", "accord"))
_KIND_OF_NAME: dict[str, ClaimantKind] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "organization",
    "NORP": "organization",
}


class Refused(Exception):
    """The article does not bear it out; the message is a code."""


@dataclass(frozen=True)
class Page:
    """A piece of an article (``span``) with what the engine found in all of it."""

    analysis: Analysis
    span: Span
    passages: list[Passage]
    names: frozenset[str]  #: every word of the article that begins with a capital


def read_page(analysis: Analysis, span: Span, *, published: date | None) -> Page:
    text = analysis.text
    names = frozenset(word for word in re.findall(r"\w+", text) if word[0].isupper())
    return Page(analysis, span, read_passages(text, span, published), names)


def verified(proposal: Proposal, page: Page, taken: Sequence[Span]) -> Claim:
    """The proposed claim, with everything but its wording read out of the article by the engine.

    ``taken`` are the words that are claims already.

    Raises:
        Refused: with the first reason found.
    """
    text = page.analysis.text
    quote = _locate(proposal, text, page.span)
    sentence, passage = _sentence_of(quote, page)
    if any(quote.overlaps(other) for other in taken):
        raise Refused("known_already")
    if passage.cuts_a_figure(quote):
        raise Refused("quote_cuts_a_figure")
    tokens = passage.tokens(quote)
    if len(tokens) < 2:
        raise Refused("quote_too_short")
    said = _said(quote, page.analysis)
    bearing = passage.tokens(_bearing(quote, sentence, text))
    claimant = _claimant(proposal.claimant, said, bearing, passage, page.analysis)
    _check(
        proposal.wording,
        figures=passage.figures(quote),
        needed=words_of_doubt(bearing),
        sentence=Span(sentence.start, sentence.end),
        claimant=claimant,
        passage=passage,
        names=page.names,
    )
    quantities = tuple(q for q in passage.quantities if quote.covers(Span(q.start, q.end)))
    root = passage.parsed.doc[tokens[0].i : tokens[-1].i + 1].root
    times = [time for time in page.analysis.times if quote.covers(Span(time.start, time.end))]
    places = [place for place in page.analysis.places if quote.covers(Span(place.start, place.end))]
    return Claim(
        part="text",
        start=quote.start,
        end=quote.end,
        quote=text[quote.start : quote.end],
        focus=(quote,),
        prefix=text[max(0, quote.start - _CONTEXT) : quote.start],
        suffix=text[quote.end : quote.end + _CONTEXT],
        sentence=Span(sentence.start, sentence.end),
        region=sentence.region,
        label=proposal.wording.label,
        proposition=proposal.wording.proposition,
        statement=proposal.wording.statement,
        kind="quantity" if quantities else "event",
        quantities=quantities,
        quantifier=quantifier_of(tokens),
        comparison=None,
        event=Event(root.lemma_, None, None, "negative" if is_negative(root) else "positive"),
        modality=modality_of(root, bearing),
        claimants=(claimant,),
        act=said.act if said else "assert",
        cue=said.cue if said else None,
        via=(),
        hedges=hedges_in(passage.parsed, bearing, is_attributed=said is not None),
        event_time=times[0] if times else None,
        said_at=None,
        as_of=None,
        place=places[0] if places else None,
        check_worthiness=CheckWorthiness(
            sentence.check_worthiness,
            (Reason("second_opinion", 0.0, "a language model proposed it; the score is its sentence's"),),
        ),
    )


def check_rewrite(wording: Wording, claim: Claim, page: Page) -> None:
    """Whether ``wording`` says no more and no less than the engine's ``claim``, which stands in ``page``'s text.

    Raises:
        Refused: with the first reason found.
    """
    text = page.analysis.text
    quote = Span(claim.start, claim.end)
    sentence, passage = _sentence_of(quote, page)
    own = {(quantity.start, quantity.end) for quantity in claim.quantities}
    figures = sum(
        (
            passage.figures(quantity.number)
            for quantity in passage.quantities
            if (quantity.start, quantity.end) in own
        ),
        Counter[Figure](),
    )
    if figures.total() != len(own):
        raise Refused("figures_differ")
    _check(
        wording,
        figures=figures,
        needed=words_of_doubt(passage.tokens(_bearing(quote, sentence, text))),
        sentence=Span(sentence.start, sentence.end),
        claimant=claim.claimants[0] if claim.claimants else NARRATOR,
        passage=passage,
        names=page.names,
    )


def _locate(proposal: Proposal, text: str, span: Span) -> Span:
    """Where the quote stands in the piece that the model was shown."""
    found = []
    at = text.find(proposal.quote, span.start, span.end)
    while at >= 0:
        found.append(at)
        at = text.find(proposal.quote, at + 1, span.end)
    if not found:
        raise Refused("quote_not_found")
    if proposal.occurrence is None and len(found) > 1:
        raise Refused("quote_not_unique")
    if (proposal.occurrence or 1) > len(found):
        raise Refused("quote_not_found")
    start = found[(proposal.occurrence or 1) - 1]
    end = start + len(proposal.quote)
    if _inside_a_word(text, start) or _inside_a_word(text, end):
        raise Refused("quote_cuts_a_word")
    return Span(start, end)


def _inside_a_word(text: str, edge: int) -> bool:
    return 0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum()


def _sentence_of(quote: Span, page: Page) -> tuple[SentenceScore, Passage]:
    passage = passage_at(page.passages, quote)
    for sentence in page.analysis.sentences:
        if passage and sentence.start <= quote.start and quote.end <= sentence.end:
            if sentence.region not in READ_REGIONS:
                raise Refused("not_the_articles_words")
            return sentence, passage
    raise Refused("not_one_sentence")


def _bearing(quote: Span, sentence: SentenceScore, text: str) -> Span:
    """The quote with what may turn its meaning: all that its sentence says before it, and what follows closely."""
    new = _ELSEWHERE.search(text, quote.end, sentence.end)
    return Span(min(sentence.start, quote.start), new.start() if new else max(sentence.end, quote.end))


def _said(quote: Span, analysis: Analysis) -> Attribution | None:
    """The innermost attribution that the engine sees around the quote."""
    around = [
        said for said in analysis.attributions if any(content.overlaps(quote) for content in said.content)
    ]
    return min(around, key=lambda said: sum(c.end - c.start for c in said.content), default=None)


def _claimant(
    name: str, said: Attribution | None, bearing: list[Token], passage: Passage, analysis: Analysis
) -> Claimant:
    """Who answers for it. Where the engine sees a source, it is that one or nobody."""
    if said is not None and said.source is not None:
        source = said.source
        known = next(
            (who for claim in analysis.claims for who in claim.claimants if who.start == source.start),
            Claimant(source.text, source.text, None, "unresolved", source.start, source.end),
        )
        if name and not _is_same(name, known):
            raise Refused("claimant_differs")
        return known
    if name:
        return _named(name, passage)
    if any(token.lower_ in _HEARSAY_WORDS for token in bearing):
        return HEARSAY
    return NARRATOR if said is None else UNRESOLVED


def _is_same(name: str, claimant: Claimant) -> bool:
    """One name holds the other, word for word: "Moss" and "Gen. Ada Moss"."""
    known_as = [set(_words(known)) for known in (claimant.name, claimant.canonical) if known]
    theirs = set(_words(name))
    return any(theirs and (theirs <= each or each <= theirs) for each in known_as)


def _named(name: str, passage: Passage) -> Claimant:
    """A source in the quote's own paragraph that the engine did not take for one."""
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", passage.parsed.text)
    if match is None:
        raise Refused("claimant_not_found")
    start, end = (passage.parsed.start + offset for offset in match.span())
    tokens = passage.tokens(Span(start, end))
    labels = [token.ent_type_ for token in tokens if token.ent_type_]
    kind: ClaimantKind = _KIND_OF_NAME.get(labels[-1], "unresolved") if labels else "unresolved"
    if tokens and not any(token.pos_ == "PROPN" for token in tokens):
        kind = "unnamed"
    return Claimant(name, name, None, kind, start, end)


def _check(
    wording: Wording,
    *,
    figures: Counter[Figure],
    needed: Counter[str],
    sentence: Span,
    claimant: Claimant,
    passage: Passage,
    names: frozenset[str],
) -> None:
    if len(wording.label) > LONGEST:
        raise Refused("label_too_long")
    tokens = passage.tokens(sentence)
    allowed = words_of_doubt(tokens)
    digits = {token.text for token in tokens if _has_digit(token)}
    known = {word.lower() for token in passage.parsed.doc for word in (token.text, token.lemma_)}
    known |= {
        word for name in (claimant.name, claimant.canonical, claimant.role or "") for word in _words(name)
    }
    # The act says that it is denied; what is denied is the proposition.
    denied = _without_denials(needed)
    for line, kept in ((wording.label, needed), (wording.proposition, denied), (wording.statement, needed)):
        read = read_wording(line)
        if read is None:
            raise Refused("wording_not_one_line")
        tokens_of_line = read.tokens(read.span)
        if read.figures(read.span) != figures:
            raise Refused("figures_differ")
        others = [token for token in tokens_of_line if not _is_in_figure(token, read)]
        if any(_has_digit(token) and token.text not in digits for token in others):
            raise Refused("number_not_in_the_sentence")
        doubts = words_of_doubt(tokens_of_line)
        if not kept <= doubts:
            raise Refused("doubt_dropped")
        if not doubts <= allowed:
            raise Refused("doubt_added")
        if not all(_is_known(token, known, names) for token in others):
            raise Refused("word_not_in_the_article")
    speaker = _words(claimant.canonical)
    if speaker and not all(speaker[-1] in _words(line) for line in (wording.label, wording.statement)):
        raise Refused("claimant_dropped")


def _without_denials(doubts: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in doubts.items() if word not in TAKES_BACK})


def _has_digit(token: Token) -> bool:
    return any(character.isdigit() for character in token.text)


def _is_in_figure(token: Token, passage: Passage) -> bool:
    at = passage.parsed.start + token.idx
    return any(quantity.start <= at < quantity.end for quantity in passage.quantities)


def _is_known(token: Token, known: set[str], names: frozenset[str]) -> bool:
    """Whether a wording may use the word: one of the paragraph's, a name of the article's, or no content at all."""
    lower = token.lower_
    if not any(character.isalnum() for character in token.text) or lower in known or _has_digit(token):
        return True
    if token.lemma_.lower() in known or token.lemma_.lower() in _SAYING:
        return True
    if token.is_stop and token.pos_ in _FUNCTION and lower not in _WEIGHTY:
        return True
    if token.text in names:
        return True
    return any(_is_inflected(lower, word) for word in known)


def _is_inflected(word: str, other: str) -> bool:
    """Two forms of one word, as far as their beginnings tell: "injured" and "injuries", not "war" and "warning"."""
    shared = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        shared += 1
    return shared >= max(4, max(len(word), len(other)) - 3)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
