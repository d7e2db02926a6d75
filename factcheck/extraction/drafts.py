"""What a sentence holds that is worth a claim of its own, before anybody asks who says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from .asides import Aside, find_asides
from .attribution import Said
from .clause_words import borrowed_frame, clause_tokens, is_generic
from .clauses import clause_subject, is_finite, is_predicate, predicate_of, subject_of
from .comparing import joined_comparisons
from .contrasting import Contrast, find_contrasts
from .deeds import is_accused_deed, is_consequence, is_done_by
from .focus import focus_tokens, without_items
from .gapping import Gapped, find_gapped
from .hidden_verbs import hidden_verb
from .items import Item, names_known_number, only_describes, quantity_items, ranking_items, status_items
from .parsed import Parsed
from .reporting import frame_of, innermost
from .statements import SentenceWorth
from .thoughts import is_only_thinking, thinking_of
from .types import Part, Quantity, Span, TextSpan, TimeExpression

#: A "sentence" with more is a table that lost its lines. Its figures are listed; telling apart what belongs to
#: which would take the square of their number.
_MOST_FIGURES = 40
#: A fragment without a verb says nothing unless it has this many words with content.
_FEWEST_FRAGMENT_WORDS = 3
#: How far into a list its colon may stand.
_FARTHEST_COLON = 6
_BETWEEN_ENTRIES = frozenset((",", ";", "and"))
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
    #: By where the sentence starts in the article.
    worths: Mapping[int, SentenceWorth]


@dataclass(frozen=True)
class Draft:
    """``clause`` is what the quote spans, ``tokens`` the focus.

    ``spoken`` is the order in which the words make a sentence, where the text has another.
    """

    clause: list[Token]
    tokens: list[Token]
    predicate: Token | None
    item: Item | None
    spoken: list[Token] | None = None


def find_drafts(found: Found, sentence: TokenSpan, span: Span) -> Iterator[Draft]:
    """One draft for each figure, rank and state of the sentence, or for each clause that tells a deed."""
    if sum(span.start <= q.start and q.end <= span.end for q in found.quantities) > _MOST_FIGURES:
        return
    figures = quantity_items(found.parsed, span, found.quantities)
    items = joined_comparisons(
        found.parsed,
        [
            *figures,
            *ranking_items(found.parsed, sentence.start, sentence.end),
            *_not_counted(status_items(found.parsed, sentence.start, sentence.end), figures),
        ],
    )
    contrasts = find_contrasts(sentence, items)
    items = [item for item in items if not any(contrast.item is item for contrast in contrasts)]
    gapped = find_gapped(sentence, items)
    asides = _apart_from(gapped, find_asides(sentence, items))
    left_out = {token.i for gap in gapped for token in gap.tokens}
    left_out |= {token.i for aside in asides for token in aside.tokens}
    left_out |= {token.i for contrast in contrasts for token in contrast.lead}
    left_out |= {token.i for contrast in contrasts for token in contrast.tokens}
    own = {gap.item.anchor.i for gap in gapped}
    own |= {aside.item.anchor.i for aside in asides if aside.item is not None}
    by_predicate: dict[Token | None, list[Item]] = {}
    for item in items:
        if item.anchor.i not in own:
            by_predicate.setdefault(predicate_of(item.anchor), []).append(item)
    for token in sentence:
        if not is_predicate(token) or (token not in by_predicate and is_only_thinking(found.said, token)):
            continue
        drafts = _of_clause(found, token, by_predicate.get(token, []), left_out)
        if (thinking := thinking_of(found.said, token)) is not None:
            drafts = _thought(found, thinking, drafts)
        elif (verb := hidden_verb(token)) is not None:
            drafts = _behind_relative(token, verb, drafts)
        yield from drafts
    for contrast in contrasts:
        yield _of_contrast(found, contrast)
    for gap in gapped:
        yield _of_gap(found, gap)
    for aside in asides:
        yield _of_aside(found, aside)
    yield from _of_fragments(found, sentence, by_predicate.get(None, []))


def _not_counted(states: list[Item], figures: list[Item]) -> list[Item]:
    """ "no deaths and no injuries" are figures, not states."""
    counted = {token.i for item in figures for token in (item.anchor, item.anchor.head)}
    return [] if any(state.anchor.i in counted for state in states) else states


def _of_clause(found: Found, predicate: Token, items: list[Item], left_out: set[int]) -> Iterator[Draft]:
    clause = [token for token in _own_words(found, predicate) if token.i not in left_out]
    own = [item for item in items if not _describes_speaker(found.said, predicate, item)]
    described = [(item, name) for item in own if (name := _apposed_with(item, predicate)) is not None]
    for item, name in described:
        apposed = {token.i for token in name.subtree}
        around = apposed | {min(apposed) - 1, max(apposed) + 1}
        words = [token for token in clause if token.i in apposed or (token.i in around and token.is_punct)]
        phrase = [token for token in clause_subject(name.head) if token in clause]
        yield Draft(clause, [*phrase, *words], predicate, item)
        own = [other for other in own if other is not item]
        clause = [token for token in clause if token not in words]
    telling = [item for item in own if not only_describes(item)]
    telling = [item for item in telling if not names_known_number(item)] or telling
    is_list = _opens_list(predicate)
    for item, tokens in _focused(clause, telling):
        entry = _entry(clause, item, telling) if is_list else []
        yield Draft(clause, entry or tokens, predicate, item)
    only_ranks = bool(telling) and all(item.kind == "ranking" for item in telling)
    only_ranks = only_ranks and not _is_subject(predicate, telling)
    if only_ranks and is_finite(predicate) and predicate.lemma_ != "be":
        yield Draft(clause, without_items(clause, telling), predicate, None)
    is_told = is_finite(predicate) or is_accused_deed(predicate) or is_consequence(predicate)
    if not telling and is_told and not is_generic(predicate):
        yield Draft(clause, clause, predicate, _description(own))


def _thought(found: Found, thinking: Token, drafts: Iterator[Draft]) -> Iterator[Draft]:
    """ "*He thought* he was being robbed": a claim of his thought."""
    frame = _own_words(found, thinking)
    for draft in drafts:
        clause, tokens = (
            sorted({*frame, *words}, key=lambda token: token.i) for words in (draft.clause, draft.tokens)
        )
        yield Draft(clause, tokens, thinking, draft.item)


def _behind_relative(relative: Token, verb: Token, drafts: Iterator[Draft]) -> Iterator[Draft]:
    """ "The raid for which they retaliate *killed six*": the noun, and the words from its verb on."""
    clause = [token for token in clause_tokens(relative) if token.i >= verb.i]
    for draft in drafts:
        tokens = [token for token in draft.tokens if token.i >= verb.i] or clause
        yield Draft(clause, tokens, verb, draft.item, [*clause_subject(verb.sent.root), *tokens])


def _is_subject(predicate: Token, ranks: list[Item]) -> bool:
    """ "*One of the bloodiest battles* was fought": without it nothing is left that was."""
    subject = subject_of(predicate)
    return subject is not None and any(
        subject == rank.anchor or subject.is_ancestor(rank.anchor) for rank in ranks
    )


def _opens_list(predicate: Token) -> bool:
    """ "*Closed* so far: 12 schools" """
    behind = predicate.doc[predicate.i + 1 : predicate.i + _FARTHEST_COLON]
    first = next((token for token in behind if token.pos_ != "ADV"), None)
    return first is not None and first.text == ":"


def _apposed_with(item: Item, predicate: Token) -> Token | None:
    """The "village" of "Brid, *a village of 900 people*, was shelled": a figure in passing."""
    if item.kind != "quantity" or not is_finite(predicate):
        return None
    token = item.anchor
    while token.head not in (token, predicate):
        is_article = any(child.lower_ in ("a", "an") for child in token.lefts)
        if (
            token.dep_ == "appos"
            and token.pos_ == "NOUN"
            and is_article
            and token.nbor(1).lower_ in ("of", "with")
        ):
            return token if token.nbor(1).is_ancestor(item.anchor) else None
        token = token.head
    return None


def _focused(clause: list[Token], items: list[Item]) -> Iterator[tuple[Item, list[Token]]]:
    """Each item with its own words. A rank needs the figure it is said of, unless that would make two claims one."""
    taken: set[tuple[int, ...]] = set()
    for item in sorted(items, key=lambda item: item.kind == "ranking"):
        narrow = focus_tokens(clause, item, items)
        is_beside = item.kind == "ranking" and all(other.kind == "ranking" for other in items)
        for tokens in (clause, narrow) if is_beside else (narrow, clause):
            words = tuple(token.i for token in tokens)
            if len(words) > 1 and words not in taken:
                taken.add(words)
                yield item, tokens
                break


def _description(items: list[Item]) -> Item | None:
    """Ages and lengths of time that a clause mentions without being about them."""
    if not items:
        return None
    return replace(items[0], quantities=tuple(q for item in items for q in item.quantities), comparison=None)


def _of_gap(found: Found, gap: Gapped) -> Draft:
    clause = sorted({*_own_words(found, gap.predicate), *gap.tokens}, key=lambda token: token.i)
    return Draft(
        clause, sorted(gap.spoken, key=lambda token: token.i), gap.predicate, gap.item, list(gap.spoken)
    )


def _of_contrast(found: Found, contrast: Contrast) -> Draft:
    """The words of its own are the focus; it is read with what it is compared with."""
    clause = sorted(
        {*_own_words(found, contrast.predicate), *contrast.lead, *contrast.tokens}, key=lambda token: token.i
    )
    return Draft(clause, list(contrast.tokens), contrast.predicate, contrast.item, clause)


def _apart_from(gapped: list[Gapped], asides: list[Aside]) -> list[Aside]:
    taken = {token.i for gap in gapped for token in gap.tokens}
    return [aside for aside in asides if not any(token.i in taken for token in aside.tokens)]


def _of_aside(found: Found, aside: Aside) -> Draft:
    """The words that it is said of are read with it, but the figures among them are another claim's."""
    clause = sorted({*_own_words(found, aside.predicate), *aside.tokens}, key=lambda token: token.i)
    return Draft(clause, list(aside.tokens), aside.predicate, aside.item, list(aside.spoken))


def _of_fragments(found: Found, sentence: TokenSpan, items: list[Item]) -> Iterator[Draft]:
    """ "Launched: 81 missiles and eight drones." """
    tokens = [token for token in sentence if not token.is_space]
    if sum(token.pos_ in _CONTENT for token in tokens) < _FEWEST_FRAGMENT_WORDS:
        return
    for item in items:
        is_counted = item.kind == "quantity" and not only_describes(item) and item.quantities[0].noun
        if is_counted or item.kind == "status":
            own = innermost(found.said, item.anchor)
            inside = [token for token in tokens if own is None or own.covers(token.i)]
            yield Draft(inside, _entry(inside, item, items) or focus_tokens(inside, item, items), None, item)


def _entry(tokens: list[Token], item: Item, items: list[Item]) -> list[Token]:
    """ "*Launched: 81 missiles*, eight drones": what stands in front of the colon, and the item's own part of the list."""
    texts = [token.text for token in tokens[:_FARTHEST_COLON]]
    if ":" not in texts or item.anchor not in tokens:
        return []
    first = texts.index(":") + 1
    here = tokens.index(item.anchor)
    marks = [place for place in range(first, len(tokens)) if tokens[place].lower_ in _BETWEEN_ENTRIES]
    start = max((place + 1 for place in marks if place < here), default=first)
    end = min((place for place in marks if place > here), default=len(tokens))
    own = tokens[start:end]
    is_alone = here >= first and not any(other is not item and other.anchor in own for other in items)
    return [*tokens[:first], *own] if is_alone else []


def _describes_speaker(said: list[Said], predicate: Token, item: Item) -> bool:
    """ "A study of 12,000 patients found ...": a figure about the source."""
    return any(
        one.cue is not None
        and one.cue[0] == predicate.i
        and one.source is not None
        and one.source in (item.anchor, *item.anchor.ancestors)
        for one in said
    )


def _own_words(found: Found, predicate: Token) -> list[Token]:
    """The clause without the frame of whoever says it ("..., Gen. Smith said")."""
    tokens = [*borrowed_frame(predicate), *clause_tokens(predicate)]
    if is_done_by(predicate):
        tokens = [*clause_subject(predicate.head), *tokens]
    said = innermost(found.said, predicate)
    if said is not None:
        inside = [token for token in tokens if said.covers(token.i)]
        return inside or tokens
    subject = subject_of(predicate)
    about = {token.i for token in subject.subtree} if subject is not None else set()
    framed = {
        index
        for item in found.said
        if item.parsed is found.parsed and item.cue is not None and item.cue[0] != predicate.i
        for index in frame_of(item) - about
    }
    return tokens if predicate.i in framed else [token for token in tokens if token.i not in framed]
