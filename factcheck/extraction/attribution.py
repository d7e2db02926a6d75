"""Who said what: finds the words of each speaker, the cue that hands over, and the source."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from spacy.tokens import Token

from .cues import (
    ACTS,
    NAMING,
    NOUNS,
    WEAK,
    WITH_INFINITIVE,
    WITH_OBJECT,
    act_of,
    is_cue_verb,
    is_verb_taken_for_noun,
)
from .parsed import Parsed
from .quotes import Quote, find_quotes
from .types import Act

#: Tokens [first, last).
Range = tuple[int, int]

_SUBJECTS = ("nsubj", "csubj")
#: What is said is their object and a phrase: "accused him of lying", "put it at 81".
_WITH_PHRASES = frozenset(("accuse", "blame", "put", "give", "set"))
#: Verbs that state a figure by placing it: "put the total at 81".
_PLACING = frozenset(("put", "give", "set"))
#: A quotation shorter than this, without a verb, only sets a word apart.
_FEWEST_QUOTED_TOKENS = 4


@dataclass(frozen=True, eq=False)
class Said:
    """One attribution in one stretch of text.

    ``source`` is the head token of whoever speaks, None where nobody is named (``carried`` then is
    the attribution whose source goes on). ``is_negated`` for "did not say that ...".
    """

    parsed: Parsed
    source: Token | None
    cue: Range | None
    content: tuple[Range, ...]
    kind: Literal["direct", "indirect", "mixed"]
    act: Act
    is_negated: bool = False
    carried: "Said | None" = field(default=None, repr=False)

    def covers(self, index: int) -> bool:
        return any(first <= index < last for first, last in self.content)

    @property
    def size(self) -> int:
        return sum(last - first for first, last in self.content)


def find_attributions(stretches: list[Parsed]) -> list[Said]:
    """Every attribution, stretch by stretch; speech may carry on from one paragraph to the next."""
    found: list[Said] = []
    pending: Said | None = None
    for parsed in stretches:
        quotes = find_quotes(parsed.text)
        own = _in_stretch(parsed, quotes, pending)
        found.extend(own)
        pending = _carried_over(parsed, quotes, own)
    return found


def _in_stretch(parsed: Parsed, quotes: list[Quote], pending: Said | None) -> list[Said]:
    quoted = [_token_range(parsed, quote) for quote in quotes]
    by_syntax = [
        *_by_verbs(parsed, quoted),
        *_by_according_to(parsed),
        *_by_nouns(parsed),
    ]
    said = _with_quotes(parsed, quoted, by_syntax, pending)
    if pending is not None and not quoted and not any(item.size > len(parsed.doc) // 2 for item in said):
        said.append(_carry(parsed, pending, ((0, len(parsed.doc)),), "indirect"))
    return [item for item in said if item.content]


def _carried_over(parsed: Parsed, quotes: list[Quote], own: list[Said]) -> Said | None:
    """The attribution that goes on in the next paragraph, if one does."""
    if quotes and quotes[-1].is_open and own:
        return own[-1]
    if not parsed.text.rstrip().endswith(":"):
        return None
    last = [sentence for sentence, _ in parsed.sentence_spans()][-1:]
    for sentence in last:
        for token in reversed(sentence):
            if (
                is_cue_verb(token)
                and _content_of(token) is None
                and (source := _source_of(token)) is not None
            ):
                return Said(parsed, source, (token.i, token.i + 1), (), "indirect", act_of(token))
    return None


def _carry(
    parsed: Parsed, before: Said, content: tuple[Range, ...], kind: Literal["direct", "indirect"]
) -> Said:
    origin = before.carried or before
    return Said(parsed, None, None, content, kind, origin.act, carried=origin)


def _token_range(parsed: Parsed, quote: Quote) -> Range:
    first = parsed.token_at(parsed.start + quote.start)
    last = parsed.token_at(parsed.start + quote.end - 1)
    return (first.i if first else 0), (last.i + 1 if last else len(parsed.doc))


# --- by the parse -------------------------------------------------------------------------------


def _by_verbs(parsed: Parsed, quoted: list[Range]) -> Iterator[Said]:
    for token in parsed.doc:
        if not is_cue_verb(token):
            continue
        source = _source_of(token)
        content = _content_of(token)
        if source is None or content is None:
            continue
        ranges = _without(content, _speaker_ranges(token, source))
        ranges = [trimmed for item in ranges if (trimmed := _trimmed(parsed, item)) is not None]
        if not ranges:
            continue
        is_negated = any(child.dep_ == "neg" for child in token.children)
        kind = _kind(parsed, ranges, quoted)
        yield Said(parsed, source, _cue_range(token), tuple(ranges), kind, act_of(token), is_negated)


def _cue_range(token: Token) -> Range:
    last = token.i + 1
    if last < len(token.doc) and token.doc[last].dep_ == "prt":
        last += 1
    return token.i, last


def _source_of(token: Token) -> Token | None:
    """The head of the cue's subject, its own or one it shares."""
    if is_verb_taken_for_noun(token):
        lefts = [child for child in token.lefts if child.dep_ in ("compound", "amod", "poss", "nmod", "det")]
        return token.doc[token.i - 1] if lefts else None
    for child in token.children:
        if child.dep_ in _SUBJECTS:
            return child
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
    if passive:
        agent = next((child for child in token.children if child.dep_ == "agent"), None)
        return next((child for child in agent.children if child.dep_ == "pobj"), None) if agent else None
    if token.dep_ in ("conj", "xcomp", "advcl") and token.head != token:
        if token.dep_ == "conj" and token.head.pos_ not in ("VERB", "AUX"):
            return None
        if token.dep_ == "advcl" and token.tag_ != "VBG":
            return None
        return _source_of(token.head) if token.head.i != token.i else None
    if token.dep_ == "acl" and token.tag_ == "VBG" and token.head.pos_ in ("NOUN", "PROPN"):
        return token.head
    return None


def _content_of(token: Token) -> Range | None:
    """The tokens of what is said, before quotation marks are looked at."""
    lemma = token.lemma_.lower()
    if is_verb_taken_for_noun(token):
        lemma = token.lower_.removesuffix("s")
        clause = next(child for child in token.rights if child.dep_ in ("relcl", "ccomp", "acl"))
        return _subtree(clause)
    clauses = _clauses_of(token)
    if clauses:
        ranges = [_before_main_verb(token, clause) for clause in clauses]
        return min(first for first, _ in ranges), max(last for _, last in ranges)
    if lemma in _PLACING and (placed := _placed_figure(token)) is not None:
        return placed
    if lemma in WITH_INFINITIVE:
        for child in token.children:
            if child.dep_ in ("xcomp", "pcomp") and child.i > token.i:
                return _subtree(child)
    if lemma in ("accuse", "blame") and (deed := _deed(token)) is not None:
        return deed
    if lemma in NAMING and (naming := _named_thing(token)) is not None:
        return naming
    if lemma in WITH_OBJECT:
        for child in token.children:
            if child.dep_ == "dobj" and child.pos_ in ("NOUN", "NUM", "PROPN") and child.i > token.i:
                return _subtree(child)
    if lemma not in WEAK:
        interrupted = _interrupted_clause(token) if token.dep_ in ("parataxis", "advcl", "ccomp") else None
        return interrupted or _before_tail(token)
    return None


def _clauses_of(token: Token) -> list[Token]:
    """The clauses that depend on the cue: those behind it, or else those before it up to a semicolon."""
    clauses = [child for child in token.children if child.dep_ == "ccomp" and not _is_only_scare(child)]
    behind = [clause for clause in clauses if clause.i > token.i]
    if behind:
        return behind
    return [
        clause
        for clause in clauses
        if not any(mark.text == ";" for mark in token.doc[clause.right_edge.i + 1 : token.left_edge.i])
        and not any(mark.text == ";" for mark in token.doc[clause.i : token.i])
    ]


def _placed_figure(token: Token) -> Range | None:
    """ "put *the total at 81*", "gave *the age as eleven*"."""
    thing = next((child for child in token.rights if child.dep_ == "dobj"), None)
    place = next(
        (child for child in token.rights if child.dep_ == "prep" and child.lower_ in ("at", "as")), None
    )
    if thing is not None and place is None:
        place = next(
            (child for child in thing.rights if child.dep_ == "prep" and child.lower_ in ("at", "as")), None
        )
    if thing is None or place is None or not any(part.like_num for part in place.subtree):
        return None
    return thing.left_edge.i, place.right_edge.i + 1


def _before_tail(token: Token) -> Range | None:
    """ "The bridge is closed, *the council said*." where the parser did not see that the tail is one."""
    sentence = token.sent
    subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
    if subject is None:
        return None
    first = min(token.i, subject.left_edge.i)
    rest = token.doc[max(token.i, subject.right_edge.i) + 1 : sentence.end]
    has_tail_only = all(
        part.is_punct or part.pos_ in ("ADV", "PROPN", "ADP") or part.ent_type_ == "DATE" for part in rest
    )
    if first - 1 <= sentence.start + 1 or token.doc[first - 1].text != "," or not has_tail_only:
        return None
    return sentence.start, first - 1


def _before_main_verb(cue: Token, clause: Token) -> Range:
    """The clause's tokens, cut where a parser led up the garden path took in the sentence's own verb.

    "The law critics say hurts farmers passed on Monday": when the root is the noun in front of such a
    relative clause, the sentence has no verb left, so the next free finite form must be it.
    """
    first, last = _subtree(clause)
    root = cue.sent.root
    if root.pos_ not in ("NOUN", "PROPN") or cue.dep_ != "relcl":
        return first, last
    for token in cue.doc[clause.i + 1 : last]:
        is_finite = token.tag_ in ("VBD", "VBZ", "VBP") or (token.tag_ == "VBN" and token.dep_ == "amod")
        before = token.nbor(-1)
        if (
            is_finite
            and token.dep_ not in ("relcl", "aux", "auxpass")
            and before.pos_ in ("VERB", "NOUN", "PROPN", "ADV")
        ):
            return first, token.i
    return first, last


def _is_only_scare(clause: Token) -> bool:
    return clause.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "ADV", "ADP", "NUM", "PRON")


def _deed(token: Token) -> Range | None:
    """ "accused *the government of hiding the cost*"."""
    accused = next((child for child in token.rights if child.dep_ == "dobj"), None)
    charge = next(
        (child for child in token.rights if child.dep_ == "prep" and child.lower_ in ("of", "for")), None
    )
    if charge is None and accused is not None:
        charge = next(
            (child for child in accused.rights if child.dep_ == "prep" and child.lower_ in ("of", "for")),
            None,
        )
    if accused is None or charge is None:
        return None
    return accused.left_edge.i, charge.right_edge.i + 1


def _named_thing(token: Token) -> Range | None:
    """ "called *this barrage a retaliation*", "condemned *it as an attack*"."""
    parts = [child for child in token.rights if child.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "attr")]
    as_phrase = [child for child in token.rights if child.dep_ == "prep" and child.lower_ == "as"]
    if not parts or (len(parts) < 2 and not as_phrase):
        return None
    pieces = parts + as_phrase
    return min(piece.left_edge.i for piece in pieces), max(piece.right_edge.i for piece in pieces) + 1


def _interrupted_clause(token: Token) -> Range | None:
    """The clause that "X said" was put into: "The bridge, Smith said, is closed"."""
    head = token.head
    if head == token or head.pos_ not in ("VERB", "AUX") or is_cue_verb(head):
        return None
    if any(mark.text == ";" for mark in token.doc[min(head.i, token.i) : max(head.i, token.i)]):
        return None
    left, right = token.left_edge.i, token.right_edge.i
    is_set_off = any(
        token.doc[side].is_punct for side in (left - 1, left, right, right + 1) if 0 <= side < len(token.doc)
    )
    is_as = any(child.dep_ == "mark" and child.lower_ == "as" for child in token.children)
    if (token.dep_ == "parataxis" and is_set_off) or (token.dep_ == "advcl" and is_as):
        return _subtree(head)
    return None


def _subtree(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _speaker_ranges(cue: Token, source: Token) -> list[Range]:
    """What belongs to the frame ("..., Gen. Smith later said on Monday") and not to what is said."""
    first = min(cue.i, source.left_edge.i if source.sent == cue.sent else cue.i)
    last = max(cue.i, source.right_edge.i if source.sent == cue.sent and source.i > cue.i else cue.i)
    if source.i < cue.i:
        first = source.left_edge.i
    frame = [(first, last + 1)]
    for child in cue.children:
        if (
            child.dep_ in ("npadvmod", "prep", "advmod", "aux", "prt", "dobj", "dative", "advcl")
            and child.i > cue.i
        ):
            if child.dep_ in ("dobj", "prep") and cue.lemma_.lower() in _WITH_PHRASES:
                continue
            if child.dep_ == "dobj" and cue.lemma_.lower() in WITH_OBJECT | NAMING:
                continue
            if child.dep_ == "prep" and child.lower_ == "as" and cue.lemma_.lower() in NAMING:
                continue
            frame.append(_subtree(child))
    return frame


def _without(content: Range, frames: list[Range]) -> list[Range]:
    ranges = [content]
    for first, last in frames:
        ranges = [
            piece
            for low, high in ranges
            for piece in ((low, min(high, first)), (max(low, last), high))
            if piece[0] < piece[1]
        ]
    return sorted(set(ranges))


def _trimmed(parsed: Parsed, item: Range) -> Range | None:
    """Without commas, dashes and full stops at its ends; None when nothing is left."""
    first, last = item
    doc = parsed.doc
    while first < last and (
        doc[first].is_space or doc[first].text in (",", ";", ":", ".", "-", "\u2014", "\u2013")
    ):
        first += 1
    while last > first and (
        doc[last - 1].is_space or doc[last - 1].text in (",", ";", ":", ".", "-", "\u2014", "\u2013")
    ):
        last -= 1
    return (first, last) if first < last else None


def _by_according_to(parsed: Parsed) -> Iterator[Said]:
    doc = parsed.doc
    for token in doc[:-2]:
        if token.lower_ != "according" or token.nbor(1).lower_ != "to":
            continue
        source = next(
            (descendant for descendant in doc[token.i + 2 : token.i + 14] if _is_np_head(descendant)), None
        )
        if source is None:
            continue
        phrase = _according_phrase(token, source)
        sentence = token.sent
        ranges = _without((sentence.start, sentence.end), [phrase])
        trimmed = [piece for item in ranges if (piece := _trimmed(parsed, item)) is not None]
        trimmed = [item for item in trimmed if item[1] - item[0] > 1]
        yield Said(parsed, source, (token.i, token.i + 2), tuple(trimmed), "indirect", "assert")


def _is_np_head(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in (
        "compound",
        "poss",
        "nmod",
        "amod",
        "npadvmod",
    )


def _according_phrase(token: Token, source: Token) -> Range:
    """From "according" to the comma that ends the phrase, or to its end in the parse."""
    sentence = token.sent
    last = max(source.right_edge.i + 1, source.i + 1)
    if token.i - sentence.start <= 2:
        comma = next((other.i for other in token.doc[source.i + 1 : sentence.end] if other.text == ","), None)
        is_list = comma is not None and any(
            child.dep_ in ("conj", "appos") and child.i > comma for child in source.subtree
        )
        if comma is not None and not is_list:
            return token.i, comma
        return token.i, max(last, comma or 0)
    return token.i, min(last, sentence.end)


def _by_nouns(parsed: Parsed) -> Iterator[Said]:
    """ "Smith's claim that the bridge is closed"."""
    for token in parsed.doc:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in NOUNS:
            continue
        clause = next((child for child in token.rights if child.dep_ in ("acl", "ccomp", "relcl")), None)
        owner = next((child for child in token.lefts if child.dep_ == "poss"), None)
        if clause is None or owner is None or clause.left_edge.lower_ != "that":
            continue
        content = _trimmed(parsed, _subtree(clause))
        if content is not None:
            act = ACTS.get(token.lemma_.lower(), "assert")
            yield Said(parsed, owner, (token.i, token.i + 1), (content,), "indirect", act)


# --- by quotation marks -------------------------------------------------------------------------


def _with_quotes(parsed: Parsed, quoted: list[Range], said: list[Said], pending: Said | None) -> list[Said]:
    """Join each quotation to its cue, or to whoever was speaking before it in the paragraph."""
    result = list(said)
    speaking = pending
    for index, quote in enumerate(quoted):
        is_said = any(item.kind == "direct" and _touches(item.content, quote) for item in result)
        if not is_said and not _is_speech(parsed, quote):
            continue
        covering = next((item for item in result if _touches(item.content, quote)), None)
        cue = _cue_near(parsed, quote, quoted)
        if covering is not None and (
            cue is None or covering.cue is None or covering.cue[0] == cue.i or _inside(covering, quote)
        ):
            widened = _widened(covering, quote)
            result[result.index(covering)] = widened
            speaking = widened
            continue
        if cue is not None and (source := _source_of(cue)) is not None:
            own = next((item for item in result if item.cue and item.cue[0] == cue.i), None)
            if own is not None:
                speaking = replace(own, content=_merged((*own.content, quote)), kind="direct")
                result[result.index(own)] = speaking
            else:
                speaking = Said(parsed, source, _cue_range(cue), (quote,), "direct", act_of(cue))
                result.append(speaking)
        elif speaking is not None and (index or pending is not None or speaking.parsed is parsed):
            speaking = _carry(parsed, speaking, (quote,), "direct")
            result.append(speaking)
        else:
            speaking = Said(parsed, None, None, (quote,), "direct", "assert")
            result.append(speaking)
    return result


def _inside(item: Said, quote: Range) -> bool:
    return any(first <= quote[0] + 1 and quote[1] - 1 <= last for first, last in item.content)


def _is_speech(parsed: Parsed, quote: Range) -> bool:
    tokens = [token for token in parsed.doc[quote[0] : quote[1]] if not token.is_punct]
    has_verb = any(token.pos_ in ("VERB", "AUX") for token in tokens)
    return len(tokens) >= _FEWEST_QUOTED_TOKENS and has_verb


def _touches(content: tuple[Range, ...], quote: Range) -> bool:
    return any(first < quote[1] - 1 and quote[0] + 1 < last for first, last in content)


def _widened(item: Said, quote: Range) -> Said:
    """A clause that overlaps a quotation takes in the whole of it, but not its own cue."""
    if item.cue is not None and quote[0] <= item.cue[0] < quote[1]:
        return item
    kind: Literal["direct", "mixed"] = (
        "direct" if all(_is_within(piece, quote) for piece in item.content) else "mixed"
    )
    return replace(item, content=_merged((*item.content, quote)), kind=kind)


def _is_within(piece: Range, quote: Range) -> bool:
    return quote[0] <= piece[0] and piece[1] <= quote[1]


def _merged(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    merged: list[Range] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _kind(parsed: Parsed, ranges: list[Range], quoted: list[Range]) -> Literal["direct", "indirect", "mixed"]:
    touching = [quote for quote in quoted if _touches(tuple(ranges), quote)]
    if not touching:
        return "indirect"
    if all(any(_is_within(piece, (q[0], q[1] + 1)) for q in touching) for piece in ranges):
        return "direct"
    return "mixed"


def _cue_near(parsed: Parsed, quote: Range, quoted: list[Range]) -> Token | None:
    """The cue verb closest to the quotation in the sentences it begins and ends in, outside all quotations."""
    doc = parsed.doc
    if not doc:
        return None
    first_sentence = doc[min(quote[0], len(doc) - 1)].sent
    last_sentence = doc[min(quote[1] - 1, len(doc) - 1)].sent
    behind = (
        doc[quote[1]].sent.end
        if quote[1] < len(doc) and not doc[quote[1]].is_sent_start
        else last_sentence.end
    )
    candidates = [
        token
        for token in doc[first_sentence.start : behind]
        if is_cue_verb(token)
        and not any(q[0] <= token.i < q[1] for q in quoted)
        and _source_of(token) is not None
    ]
    if not candidates:
        return None
    return min(candidates, key=lambda token: (_distance(token.i, quote), token.i))


def _distance(index: int, quote: Range) -> int:
    return index - quote[1] if index >= quote[1] else quote[0] - index
