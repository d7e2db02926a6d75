"""Atomic claims: one for each figure, rank or state in a clause, or for the event that it tells."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from .attribution import Said
from .certainty import hedges_in, is_negative, modality_of, quantifier_of
from .checkworthiness import THRESHOLD, score
from .clauses import clause_tokens, is_finite, is_predicate, predicate_of, runs, shared_subject_of, subject_of
from .cues import HEARSAY as HEARSAY_WORDS
from .cues import HEARSAY_PHRASES, ONLY_SAYING, is_cue_verb
from .focus import focus_tokens, without_items
from .items import Item, factor_of, quantity_items, ranking_items, status_items
from .labels import clause_subject, label_for, proposition_of, spoken_tokens, statement_of
from .parsed import Parsed
from .speakers import HEARSAY, NARRATOR, Cast
from .traits import ACCUSING, clause_traits, quantity_traits, source_traits
from .types import (
    Act,
    CheckWorthiness,
    Claim,
    Claimant,
    ClaimKind,
    Event,
    Part,
    Quantity,
    Span,
    TextSpan,
    TimeExpression,
    Via,
)

_CONTEXT = 32
_FEWEST_TOKENS = 3
#: A "sentence" with more is a table that lost its lines. Its figures are listed; telling apart what belongs to
#: which would take the square of their number.
_MOST_FIGURES = 40
#: Names, nouns, numbers and the like: fewer of them tell nothing that could be checked.
_FEWEST_CONTENT_WORDS = 2
_CONTENT = frozenset(("NOUN", "PROPN", "NUM", "ADJ", "VERB", "SYM"))


@dataclass(frozen=True)
class Found:
    """What the earlier stages know about one stretch."""

    parsed: Parsed
    part: Part
    said: list[Said]
    quantities: list[Quantity]
    times: list[TimeExpression]
    places: list[TextSpan]


def find_claims(found: Found, cast: Cast, whole: str) -> Iterator[Claim]:
    """Claims of one stretch, in order. ``whole`` is the article's text or title, for the context."""
    for sentence, span in found.parsed.sentence_spans():
        for draft in _drafts(found, sentence, span):
            claim = _claim(found, cast, whole, span, draft)
            if claim is not None:
                yield claim


def headline_claim(found: Found, cast: Cast, whole: str) -> Claim | None:
    """A headline is one claim, whatever it packs together: it is checked against the body as a whole."""
    parsed = found.parsed
    tokens = [token for token in parsed.doc if not token.is_space]
    while tokens and tokens[-1].text == ".":
        tokens.pop()
    if len(tokens) < _FEWEST_TOKENS:
        return None
    predicate = next(
        (token for token in tokens if token.dep_ == "ROOT" and token.pos_ in ("VERB", "AUX")), None
    )
    span = parsed.span(tokens[0].i, tokens[-1].i + 1)
    item = Item("quantity", tokens[0], tuple(found.quantities), None) if found.quantities else None
    return _claim(found, cast, whole, span, _Draft(tokens, tokens, predicate, item))


@dataclass(frozen=True)
class _Draft:
    """``clause`` is what the quote spans, ``tokens`` the focus."""

    clause: list[Token]
    tokens: list[Token]
    predicate: Token | None
    item: Item | None


def _drafts(found: Found, sentence: TokenSpan, span: Span) -> Iterator[_Draft]:
    parsed = found.parsed
    figures_in_sentence = sum(span.start <= q.start and q.end <= span.end for q in found.quantities)
    if figures_in_sentence > _MOST_FIGURES:
        return
    items = [
        *quantity_items(parsed, span, found.quantities),
        *ranking_items(parsed, sentence.start, sentence.end),
        *status_items(parsed, sentence.start, sentence.end),
    ]
    by_predicate: dict[int, list[Item]] = {}
    fragments: list[Item] = []
    for item in items:
        predicate = predicate_of(item.anchor)
        if predicate is None:
            fragments.append(item)
        else:
            by_predicate.setdefault(predicate.i, []).append(item)
    for token in sentence:
        if not is_predicate(token):
            continue
        clause = _own_words(found, token)
        own = by_predicate.get(token.i, [])
        own = [item for item in own if not _describes_speaker(found.said, token, item)]
        figures = [item for item in own if item.kind != "quantity" or not _only_describes(item)]
        if figures:
            for item in figures:
                yield _Draft(clause, _merged_focus(clause, item, figures), token, item)
        is_ranked_only = bool(figures) and all(item.kind == "ranking" for item in figures)
        if is_ranked_only and is_finite(token):
            rest = without_items(clause, figures)
            yield _Draft(clause, rest, token, None)
        elif not figures and (is_finite(token) or _is_accused_deed(token)):
            describing = tuple(q for item in own for q in item.quantities)
            plain = Item("quantity", own[0].anchor, describing, None, own[0].reaches) if own else None
            yield _Draft(clause, clause, token, plain)
    for item in fragments:
        if not _only_describes(item) and item.kind == "quantity" and item.quantities[0].noun:
            tokens = [token for token in sentence if not token.is_space]
            yield _Draft(tokens, focus_tokens(tokens, item, fragments), None, item)


def _describes_speaker(said: list[Said], predicate: Token, item: Item) -> bool:
    """ "A study of 12,000 patients found ...": a figure about the source."""
    return any(
        one.cue is not None
        and one.cue[0] == predicate.i
        and one.source is not None
        and one.source in (item.anchor, *item.anchor.ancestors)
        for one in said
    )


def _only_describes(item: Item) -> bool:
    """Ages and lengths of time, and figures inside a noun phrase that says no more than "the 12 members"."""
    return item.quantities[0].unit_kind in ("age", "duration") if item.kind == "quantity" else False


def _merged_focus(clause: list[Token], item: Item, items: list[Item]) -> list[Token]:
    tokens = focus_tokens(clause, item, items)
    return tokens if len(tokens) >= 2 else clause


def _own_words(found: Found, predicate: Token) -> list[Token]:
    """The clause without the frame of whoever says it ("..., Gen. Smith said")."""
    tokens = clause_tokens(predicate)
    if _is_done_by(predicate):
        tokens = [*clause_subject(predicate.head), *tokens]
    said = _innermost(found.said, predicate)
    if said is not None:
        inside = [token for token in tokens if said.covers(token.i)]
        return inside or tokens
    framed = [item for item in found.said if item.parsed is found.parsed and item.cue is not None]
    frames = {
        index for item in framed for index in _frame(item) if not _is_frame_of_own_clause(item, predicate)
    }
    return [token for token in tokens if token.i not in frames]


def _frame(said: Said) -> set[int]:
    if said.cue is None or said.source is None:
        return set()
    return set(range(*said.cue)) | {token.i for token in said.source.subtree}


def _is_frame_of_own_clause(said: Said, predicate: Token) -> bool:
    return said.cue is not None and (said.cue[0] == predicate.i or _frame(said) >= {predicate.i})


def _covering(said: list[Said], token: Token) -> list[Said]:
    """Attributions whose content holds ``token``, outermost first."""
    inside = [item for item in said if item.covers(token.i) and not _is_in_frame(item, token)]
    return sorted(inside, key=lambda item: -item.size)


def _is_in_frame(said: Said, token: Token) -> bool:
    return said.cue is not None and said.cue[0] <= token.i < said.cue[1]


def _innermost(said: list[Said], token: Token) -> Said | None:
    inside = _covering(said, token)
    return inside[-1] if inside else None


def _claim(found: Found, cast: Cast, whole: str, sentence: Span, draft: _Draft) -> Claim | None:
    parsed, predicate, item = found.parsed, draft.predicate, draft.item
    anchor = predicate or (draft.tokens[0] if draft.tokens else None)
    if anchor is None or len(draft.tokens) < _FEWEST_TOKENS or not _says_something(draft.tokens):
        return None
    reported = _reported_object(found.said, predicate, item)
    if reported is not None and item is not None:
        inside = [token for token in draft.clause if reported.covers(token.i)]
        kept = [token for token in draft.tokens if reported.covers(token.i)]
        return _claim(found, cast, whole, sentence, _Draft(inside, kept, None, item))
    if predicate is not None and _only_hands_over(found.said, predicate):
        return None
    chain = _covering(found.said, item.anchor if predicate is None and item is not None else anchor)
    if any(said.is_negated for said in chain):
        return None
    focus = tuple(parsed.span(*run) for run in runs(draft.tokens))
    hull = _hull(parsed, draft.clause, draft.tokens)
    if not focus or hull is None:
        return None
    claimants = _claimants(cast, chain, draft.tokens)
    claimant = claimants[0]
    act = _act(chain, predicate)
    shared = shared_subject_of(predicate) if predicate is not None else None
    quantities = _quantities(found, draft)
    worth = _worth(draft, claimant, act, parsed.region, shared)
    if worth.score < THRESHOLD:
        return None
    spoken = spoken_tokens(draft.tokens, predicate, shared)
    proposition = proposition_of(spoken)
    cue = chain[-1].cue if chain else None
    times = [time for time in found.times if hull.start <= time.start and time.end <= hull.end]
    in_sentence = [time for time in found.times if sentence.start <= time.start and time.end <= sentence.end]
    event_time = next(iter(times), None) or (None if chain else next(iter(in_sentence), None))
    return Claim(
        part=found.part,
        start=hull.start,
        end=hull.end,
        quote=whole[hull.start : hull.end],
        focus=focus,
        prefix=whole[max(0, hull.start - _CONTEXT) : hull.start],
        suffix=whole[hull.end : hull.end + _CONTEXT],
        sentence=sentence,
        region=parsed.region,
        label=label_for(
            claimant, act, spoken, predicate if parsed.region != "headline" else None, item, proposition
        ),
        proposition=proposition,
        statement=statement_of(claimant, proposition, act),
        kind=_kind(draft, quantities),
        quantities=quantities,
        quantifier=quantifier_of(draft.tokens),
        comparison=(item.comparison if item is not None else None) or factor_of(parsed, quantities),
        event=_event(predicate, draft, shared),
        modality=modality_of(predicate, draft.tokens) if predicate is not None else "asserted",
        claimants=claimants,
        act=act,
        cue=parsed.text_span(*cue) if cue is not None else None,
        via=_via(cast, chain),
        hedges=hedges_in(parsed, draft.tokens, is_attributed=bool(chain)),
        event_time=event_time,
        said_at=_said_at(parsed, chain, in_sentence),
        as_of=None,
        place=next(
            (place for place in found.places if hull.start <= place.start and place.end <= hull.end), None
        ),
        check_worthiness=worth,
    )


def _says_something(tokens: list[Token]) -> bool:
    things = [token for token in tokens if token.pos_ in _CONTENT and token.tag_ != "WDT"]
    return len(things) >= _FEWEST_CONTENT_WORDS and any(token.pos_ != "VERB" for token in things)


def _is_accused_deed(token: Token) -> bool:
    """Deeds told without a finite verb: "attacks organised by the rebels", "accused him of lying"."""
    if token.dep_ == "pcomp" and token.tag_ == "VBG":
        above = (token.head.head, token.head.head.head)
        return token.head.lower_ in ("of", "for") and any(
            verb.lemma_ in ("accuse", "blame") for verb in above
        )
    return _is_done_by(token) and bool(_deed_words(token) & ACCUSING)


def _deed_words(token: Token) -> set[str]:
    return {word.lemma_.lower() for word in (token, token.head, *token.head.lefts)}


def _is_done_by(token: Token) -> bool:
    """ "attacks organised by the rebels": says who did something, though not as a sentence."""
    return (
        token.dep_ == "acl" and token.tag_ == "VBN" and any(child.dep_ == "agent" for child in token.children)
    )


def _only_hands_over(said: list[Said], predicate: Token) -> bool:
    """ "Smith said": the cue's own clause tells nothing beside what it hands over."""
    return any(item.cue is not None and item.cue[0] == predicate.i for item in said)


def _reported_object(said: list[Said], predicate: Token | None, item: Item | None) -> Said | None:
    """ "The bank *expects growth of 2%*": what is said is the cue's own object."""
    if predicate is None or item is None:
        return None
    return next(
        (
            one
            for one in said
            if one.cue is not None and one.cue[0] == predicate.i and one.covers(item.anchor.i)
        ),
        None,
    )


def _hull(parsed: Parsed, clause: list[Token], tokens: list[Token]) -> Span | None:
    """From the first to the last word of the clause: what a reader is shown as the quote."""
    pieces = runs(
        sorted({token.i: token for token in (*clause, *tokens)}.values(), key=lambda token: token.i)
    )
    if not pieces:
        return None
    first, last = pieces[0][0], pieces[-1][1]
    marks = sum(token.text == '"' for token in parsed.doc[first:last])
    if marks % 2 and last < len(parsed.doc) and parsed.doc[last].text == '"':
        last += 1
    return parsed.span(first, last)


def _claimants(cast: Cast, chain: list[Said], tokens: list[Token]) -> tuple[Claimant, ...]:
    if chain:
        return cast.claimants_of(chain[-1])
    words = tuple(token.lower_ for token in tokens)
    if not HEARSAY_WORDS.isdisjoint(words) or any(_has_phrase(words, phrase) for phrase in HEARSAY_PHRASES):
        return (HEARSAY,)
    return (NARRATOR,)


def _act(chain: list[Said], predicate: Token | None) -> Act:
    """The cue's act; naming who did harm is an accusation, whatever the verb of saying."""
    if not chain:
        return "assert"
    is_deed = predicate is not None and _is_done_by(predicate) and bool(_deed_words(predicate) & ACCUSING)
    if is_deed and chain[-1].act == "assert":
        return "accuse"
    return chain[-1].act


def _has_phrase(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[index : index + len(phrase)] == phrase for index in range(len(words) - len(phrase) + 1))


def _via(cast: Cast, chain: list[Said]) -> tuple[Via, ...]:
    passed = []
    for said in chain[:-1]:
        claimant = cast.claimant_of(said)
        if claimant.start is not None and claimant.end is not None:
            passed.append(Via(claimant.canonical, claimant.start, claimant.end, 0.8))
    return tuple(passed)


def _worth(draft: _Draft, claimant: Claimant, act: Act, region: str, shared: Token | None) -> CheckWorthiness:
    predicate, item = draft.predicate, draft.item
    subject = (subject_of(predicate) if predicate is not None else None) or shared
    if subject is not None and subject.tag_ in ("WDT", "WP"):
        subject = shared
    if predicate is None:
        subject = draft.tokens[0]
    codes = list(clause_traits(draft.tokens, predicate, subject))
    codes.extend(source_traits(claimant, act))
    tells_no_figure = item is None or _only_describes(item)
    if predicate is not None and tells_no_figure and _is_aside(predicate):
        codes.append("aside")
    if predicate is not None and item is None and is_cue_verb(predicate) and predicate.lemma_ in ONLY_SAYING:
        codes.append("speech_only")
    if item is not None:
        codes.extend(quantity_traits(item.quantities))
        if item.kind == "ranking":
            codes.append("ranking")
        elif item.kind == "status":
            codes.append("harm")
    if quantifier_of(draft.tokens):
        codes.append("quantifier")
    if region == "headline":
        codes.append("headline")
    sentence = draft.tokens[0].sent
    if sentence.text.rstrip().endswith("?"):
        codes.append("question")
    return score(codes)


def _is_aside(predicate: Token) -> bool:
    """A clause that only says which, when or where: "when a house was hit"."""
    if predicate.dep_ == "relcl":
        return True
    links = {child.lower_ for child in predicate.children if child.dep_ in ("mark", "advmod")}
    return predicate.dep_ in ("advcl", "ccomp") and bool(
        links & {"when", "where", "as", "while", "if", "once"}
    )


def _kind(draft: _Draft, quantities: tuple[Quantity, ...]) -> ClaimKind:
    item, predicate = draft.item, draft.predicate
    if item is not None and item.kind == "ranking":
        return "ranking"
    if item is not None and item.kind == "status":
        return "status"
    if any(quantity.unit_kind not in ("age", "duration") for quantity in quantities):
        return "trend" if quantities[0].change is not None else "quantity"
    if any(token.lower_ == "than" for token in draft.tokens):
        return "comparison"
    if predicate is not None and predicate.lemma_.lower() in ("be", "remain", "stay"):
        return "status"
    return "event"


def _quantities(found: Found, draft: _Draft) -> tuple[Quantity, ...]:
    """The item's own figures first, then the others that its words hold."""
    own = draft.item.quantities if draft.item is not None else ()
    inside = [found.parsed.span(*run) for run in runs(draft.tokens)]
    others = [
        quantity
        for quantity in found.quantities
        if quantity not in own and any(s.start <= quantity.start and quantity.end <= s.end for s in inside)
    ]
    return (*own, *others)


def _event(predicate: Token | None, draft: _Draft, shared: Token | None) -> Event:
    if predicate is None:
        return Event(draft.tokens[0].sent.root.lemma_.lower(), None, None, "positive")
    subject = subject_of(predicate)
    if subject is None or subject.tag_ in ("WDT", "WP"):
        subject = shared
    passive = subject is not None and subject.dep_ == "nsubjpass"
    agent = next((child for child in predicate.children if child.dep_ == "agent"), None)
    doer = (
        next((child for child in agent.children if child.dep_ == "pobj"), None) if agent is not None else None
    )
    acted_on = next((child for child in predicate.children if child.dep_ in ("dobj", "attr", "acomp")), None)
    return Event(
        predicate=predicate.lemma_.lower(),
        actor=_phrase(doer if passive else subject),
        object=_phrase(subject if passive else acted_on),
        polarity="negative" if is_negative(predicate) else "positive",
    )


def _phrase(noun: Token | None) -> str | None:
    if noun is None:
        return None
    first = min([child.left_edge.i for child in noun.lefts] + [noun.i])
    return noun.doc[first : noun.i + 1].text


def _said_at(parsed: Parsed, chain: list[Said], in_sentence: list[TimeExpression]) -> str | None:
    """The day it was said, where the frame around it names one."""
    if not chain:
        return None
    content = [parsed.span(*piece) for piece in chain[-1].content]
    return next(
        (
            time.origin
            for time in in_sentence
            if time.origin and not any(piece.start <= time.start < piece.end for piece in content)
        ),
        None,
    )
