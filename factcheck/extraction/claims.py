"""Atomic claims: each draft of a sentence with who says it, what it says, and what it is worth."""

from collections.abc import Iterator

from spacy.tokens import Token

from .attribution import Said
from .certainty import hedges_in, modality_of, quantifier_of
from .circumstances import as_of, place_of, scope_of, scoped, time_of
from .clause_words import runs
from .clauses import is_bare_infinitive, is_predicate, shared_subject_of, subject_of
from .drafts import Draft, Found, find_drafts
from .events import event_of, kind_of
from .items import Item, factor_of, is_age_of_name, is_pick_of_rank, only_describes
from .labels import label_for
from .noise import (
    is_cut_off,
    is_not_asserted,
    is_of_nobody,
    is_procedure,
    is_question,
    only_places,
    says_nothing,
)
from .parsed import Parsed
from .reporting import (
    act_of_claim,
    claimants_of,
    covering,
    hands_over,
    heard_of,
    said_at,
    tells_by_saying,
    via_of,
)
from .speakers import NARRATOR, Cast
from .times import is_placed_in_time
from .turns import asks
from .types import Claim, Quantity, Span, TimeExpression
from .weighing import worth_of
from .wording import plain, spoken_tokens, statement_of

_CONTEXT = 32
_NAMING = frozenset(("PROPN", "NOUN", "ADP", "DET", "PUNCT", "CCONJ", "PART"))
_FEWEST_TOKENS = 3
#: "twelve batteries", promised; "nobody came".
_FEWEST_TOKENS_OF_FIGURES = 2
#: Below this nobody would look. It lies under what makes a sentence check-worthy: an editor passes over a claim
#: sooner than finding one that is not listed.
_LEAST_WORTH = 0.33


def find_claims(found: Found, cast: Cast, whole: str) -> Iterator[Claim]:
    """Claims of one stretch, in order. ``whole`` is the article's text or title, for the context."""
    if asks(found.parsed.speaker, found.parsed.text):
        return
    for sentence, span in found.parsed.sentence_spans():
        for draft in find_drafts(found, sentence, span):
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
    span = parsed.span(tokens[0].i, tokens[-1].i + 1)
    item = Item("quantity", tokens[0], tuple(found.quantities)) if found.quantities else None
    verbs = [token for token in tokens if token.pos_ in ("VERB", "AUX")]
    if not verbs and not found.quantities and all(token.pos_ in _NAMING for token in tokens):
        return None  # "SENATE SUBCOMMITTEE ON RAIL SAFETY"
    root = next((token for token in verbs if token.dep_ == "ROOT"), None)
    said = next((one for one in found.said if root is not None and one.cue and one.cue[0] == root.i), None)
    if said is None:
        return _claim(found, cast, whole, span, Draft(tokens, tokens, root, item))
    inside = [token for token in tokens if said.covers(token.i)]
    root = next((token for token in verbs if token in inside and is_predicate(token)), None)
    return _claim(found, cast, whole, span, Draft(tokens, inside, root, item))


def _claim(found: Found, cast: Cast, whole: str, sentence: Span, draft: Draft) -> Claim | None:
    """``draft`` as a claim; None where it says nothing, is only handed over, or is not worth a look."""
    parsed, predicate, item = found.parsed, draft.predicate, draft.item
    if not draft.tokens:
        return None
    said = heard_of(found.said)
    own = hands_over(said, predicate) if predicate is not None else None
    if own is not None:
        inner = _handed_over(draft, own)
        if inner is not None:
            return _claim(found, cast, whole, sentence, inner)
        if not tells_by_saying(own, draft.tokens):
            return None
    shared = shared_subject_of(predicate) if predicate is not None else None
    spoken = draft.spoken or spoken_tokens(draft.tokens, predicate, shared, item)
    around = covering(said, _anchor(draft))
    if _is_noise(
        draft,
        spoken,
        parsed.region,
        is_saying=own is not None,
        is_told=bool(around),
        is_turn=parsed.speaker is not None,
    ):
        return None
    chain = [*around, *([own] if own is not None else [])]
    if any(one.is_negated for one in chain) or (not chain and is_bare_infinitive(predicate)):
        return None
    focus = tuple(parsed.span(*run) for run in runs(draft.tokens))
    hull = _hull(parsed, draft.clause, draft.tokens)
    if not focus or hull is None:
        return None
    claimants = claimants_of(cast, parsed, chain, draft.tokens, _anchor(draft))
    act = act_of_claim(parsed, chain, predicate)
    worth = worth_of(draft, claimants[0], act, parsed.region, shared, found.worths[sentence.start])
    if worth.score < _LEAST_WORTH:
        return None
    quantities = _quantities(found, draft)
    proposition = plain(spoken)
    cue = chain[-1].cue if chain else None
    in_sentence = [time for time in found.times if sentence.start <= time.start and time.end <= sentence.end]
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
            NARRATOR if own is not None else claimants[0],
            act,
            spoken,
            predicate,
            _told_tokens(parsed, item, quantities),
            _doer(cast, predicate) if claimants[0] == NARRATOR else None,
        ),
        proposition=proposition,
        statement=statement_of(NARRATOR if own is not None else claimants[0], proposition, act),
        kind=kind_of(draft, quantities),
        quantities=quantities,
        quantifier=quantifier_of(draft.tokens),
        comparison=scoped(draft, parsed, in_sentence, item.comparison if item is not None else None)
        or factor_of(parsed, quantities),
        event=event_of(draft, shared),
        modality=modality_of(predicate, draft.tokens) if predicate is not None else "asserted",
        claimants=claimants,
        act=act,
        cue=parsed.text_span(*cue) if cue is not None else None,
        via=via_of(cast, parsed, chain, claimants[0]),
        hedges=hedges_in(parsed, draft.tokens, is_attributed=bool(chain)),
        event_time=time_of(draft, parsed, focus, in_sentence)
        or _time_around(chain, draft, parsed, in_sentence),
        said_at=said_at(parsed, chain, in_sentence),
        as_of=as_of(draft, parsed, in_sentence),
        place=place_of(parsed, focus, found.places),
        check_worthiness=worth,
    )


def _doer(cast: Cast, predicate: Token | None) -> str | None:
    subject = subject_of(predicate) if predicate is not None else None
    return cast.doer_meant(subject) if subject is not None else None


def _is_noise(
    draft: Draft, spoken: list[Token], region: str, *, is_saying: bool, is_told: bool, is_turn: bool
) -> bool:
    has_figure = draft.item is not None and not only_describes(draft.item)
    is_short_enough = has_figure or is_told or is_of_nobody(spoken)
    if len(spoken) < (_FEWEST_TOKENS_OF_FIGURES if is_short_enough else _FEWEST_TOKENS) or is_question(
        draft.tokens[0].sent
    ):
        return True
    if is_cut_off(spoken) or (is_turn and is_procedure(draft.predicate)):
        return True
    if draft.predicate is not None and region != "headline" and is_not_asserted(draft.predicate):
        return True
    if draft.item is not None and draft.item.kind == "status":
        return False  # "no power" says enough
    if says_nothing(spoken, draft.predicate, has_figure=has_figure or is_saying, is_told=is_told):
        return True
    is_aside = draft.predicate is not None and not has_figure and region != "headline"
    return is_aside and draft.predicate is not None and only_places(draft.predicate)


def _anchor(draft: Draft) -> Token:
    """The token that decides who says it."""
    if draft.predicate is not None:
        return draft.predicate
    return draft.item.anchor if draft.item is not None else draft.tokens[0]


def _handed_over(draft: Draft, own: Said) -> Draft | None:
    """What a cue with a plain object hands over: "the bank *expects growth of 2%*", "*no bid, no call*, she said"."""
    if draft.item is None and own.kind != "direct":
        return None
    if draft.item is None and not any(token.lower_ == "no" and own.covers(token.i) for token in draft.tokens):
        return None
    if draft.item is not None and not own.covers(draft.item.anchor.i):
        return None
    inside = [token for token in draft.clause if own.covers(token.i)]
    kept = [token for token in draft.tokens if own.covers(token.i)]
    return Draft(inside, kept, None, draft.item)


def _time_around(
    chain: list[Said], draft: Draft, parsed: Parsed, in_sentence: list[TimeExpression]
) -> TimeExpression | None:
    """The day of the sentence, where no speech stands between it and the draft."""
    compares = draft.item is not None and len(draft.item.quantities) > 1
    if chain or compares:
        return None
    scope = scope_of(draft, parsed, in_sentence)
    return next((time for time in in_sentence if is_placed_in_time(time) and time != scope), None)


def _told_tokens(parsed: Parsed, item: Item | None, quantities: tuple[Quantity, ...]) -> frozenset[int]:
    """The words that the claim is about: its rank, or its figures with their units."""
    if item is not None and item.kind == "ranking":
        return frozenset((item.anchor.i, item.anchor.head.i))
    told: set[int] = set()
    for quantity in item.quantities if item is not None and item.quantities else quantities:
        token = parsed.token_at(quantity.start)
        while token is not None and parsed.start + token.idx < quantity.end:
            told.add(token.i)
            token = parsed.doc[token.i + 1] if token.i + 1 < len(parsed.doc) else None
    return frozenset(told)


def _hull(parsed: Parsed, clause: list[Token], tokens: list[Token]) -> Span | None:
    """From the first to the last word of the clause: what a reader is shown as the quote."""
    pieces = runs(sorted({*clause, *tokens}, key=lambda token: token.i))
    if not pieces:
        return None
    first, last = pieces[0][0], pieces[-1][1]
    marks = sum(token.text == '"' for token in parsed.doc[first:last])
    if marks % 2 and last < len(parsed.doc) and parsed.doc[last].text == '"':
        last += 1
    return parsed.span(first, last)


def _quantities(found: Found, draft: Draft) -> tuple[Quantity, ...]:
    """The item's own figures first, then the others that its words hold."""
    own = draft.item.quantities if draft.item is not None else ()
    told = {(quantity.start, quantity.end) for quantity in own}
    inside = [found.parsed.span(*run) for run in runs(draft.tokens)]
    others = [
        quantity
        for quantity in found.quantities
        if (quantity.start, quantity.end) not in told
        and not is_age_of_name(found.parsed, quantity)
        and not is_pick_of_rank(found.parsed, quantity)
        and any(span.start <= quantity.start and quantity.end <= span.end for span in inside)
    ]
    return (*own, *others)
