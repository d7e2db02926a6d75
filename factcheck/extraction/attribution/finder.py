"""Every attribution of an article: what cues hand over, then the quotations that are left."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from spacy.tokens import Token

from factcheck.extraction.cues import act_of, is_cue_verb, makes_claimant
from factcheck.extraction.parsed import Parsed
from factcheck.extraction.quotes import Quote, find_quotes

from .columns import Columns
from .mending import mended
from .model import Choice, Model, load
from .plain import going_on, is_said_of, is_understood, plain_speech
from .said import Kind, Range, Said, merged
from .sources import subject_of

#: A quotation shorter than this, without a verb, only sets a word apart.
_FEWEST_QUOTED_TOKENS = 4
_FURTHEST_SPEAKER = 6
#: '"...," *the 71-year-old chuckled*'
_FURTHEST_VERB = 9
_OPENING = frozenset(('"', "\u201c"))
#: What a quotation that goes on into "she said" ends with.
_BEFORE_SPEAKER = frozenset((",", "?", "!", "\u2026", "..."))


def find_attributions(
    stretches: list[Parsed], model: Model | None = None, alive: Callable[[], None] = lambda: None
) -> list[Said]:
    """Every attribution, stretch by stretch; speech may carry on from one paragraph to the next.

    ``model`` is the shipped one if None; ``alive`` is called at every stretch.
    """
    model = model or load()
    found: list[Said] = []
    pending: Said | None = None
    speaking: Said | None = None
    for number, parsed in enumerate(stretches, start=1):
        alive()
        following = stretches[number].text.lstrip() if number < len(stretches) else ""
        quotes = find_quotes(parsed.text, goes_on=following[:1] in _OPENING)
        columns = Columns(parsed, quotes)
        only_quotes = bool(columns.quotes) and all(
            columns.quote_of[index] >= 0 or columns.is_blank(index) for index in range(columns.size)
        )
        own = _in_stretch(parsed, columns, model, pending or (speaking if only_quotes else None))
        found.extend(own)
        pending = _carried_over(parsed, columns, quotes, own)
        speaking = _still_speaking(parsed, columns, own)
    return found


def _in_stretch(parsed: Parsed, columns: Columns, model: Model, pending: Said | None) -> list[Said]:
    said = [_said(parsed, columns, choice) for choice in model.choices(columns)]
    said = mended(columns, _with_plain(parsed, columns, said))
    said = _with_quotations(parsed, columns, said, pending)
    if pending is not None and not columns.quotes and not any(item.size > columns.size // 2 for item in said):
        said.append(_carry(parsed, pending, (0, columns.size), "indirect"))
    return said


def _said(parsed: Parsed, columns: Columns, choice: Choice) -> Said:
    token = parsed.doc[choice.cue]
    is_hearsay = is_understood(columns, choice.cue)
    is_nobodys = is_hearsay or is_said_of(columns, choice.cue)
    head = None if is_nobodys else _nearer(columns, choice.cue, choice.source.head)
    source = parsed.doc[head] if head is not None else None
    content = choice.content.pieces
    if (more := going_on(columns, choice.cue)) is not None:
        content = merged((*content, more))
    return Said(
        parsed,
        source,
        _cue_range(columns, choice.cue),
        content,
        _kind(columns, content),
        act_of(token),
        is_negated=_is_negated(columns, choice.cue),
        is_statement=is_hearsay or (source is not None and makes_claimant(token, _tells(columns, content))),
        is_quoted=choice.is_quoted,
        is_hearsay=is_hearsay,
    )


def _is_negated(columns: Columns, cue: int) -> bool:
    """ "did *not* say", "*nobody* told us" """
    subject = subject_of(columns, cue)
    is_of_nobody = subject is not None and columns.lower[subject] in ("nobody", "none", "neither")
    return is_of_nobody or any(columns.dep[child] == "neg" for child in columns.children[cue])


def _nearer(columns: Columns, cue: int, source: int | None) -> int | None:
    """Of two subjects the one beside the verb: the parse made the end of another clause the first."""
    if source is None or columns.dep[source] != "nsubj" or columns.head[source] != cue:
        return source
    return max(child for child in columns.children[cue] if columns.dep[child] == "nsubj")


def _with_plain(parsed: Parsed, columns: Columns, said: list[Said]) -> list[Said]:
    """Add what is beyond doubt and the model saw nothing of."""
    cues = {item.cue[0] for item in said if item.cue is not None}
    spoken = list(plain_speech(columns))
    for plain in spoken:
        if plain.adds and plain.cue in cues:
            said = [
                replace(_widened(columns, item, list(plain.content)), is_statement=True)
                if item.cue is not None and item.cue[0] == plain.cue and item.source is not None
                else item
                for item in said
            ]
    added = [
        Said(
            parsed,
            parsed.doc[plain.source],
            _cue_range(columns, plain.cue),
            plain.content,
            _kind(columns, plain.content),
            act_of(parsed.doc[plain.cue]),
        )
        for plain in spoken
        if plain.cue not in cues
    ]
    added.extend(_understood(parsed, columns, cues))
    return sorted([*said, *added], key=lambda item: item.cue or (0, 0)) if added else said


def _understood(parsed: Parsed, columns: Columns, cues: Collection[int]) -> Iterator[Said]:
    """ "It is understood the report came in May": of nobody."""
    for cue in range(columns.size):
        if cue in cues or not is_understood(columns, cue):
            continue
        clause = next(
            (child for child in columns.children[cue] if columns.dep[child] == "ccomp" and child > cue), None
        )
        piece = columns.trimmed(columns.left[clause], columns.right[clause]) if clause is not None else None
        if piece is not None:
            content = (piece,)
            yield Said(
                parsed,
                None,
                _cue_range(columns, cue),
                content,
                _kind(columns, content),
                "assert",
                is_hearsay=True,
            )


def _tells(columns: Columns, content: tuple[Range, ...]) -> bool:
    """Whether the words are a quotation or hold a clause, not only the name of a thing."""
    return any(
        columns.is_subject[index] or columns.quote_of[index] >= 0
        for first, last in content
        for index in range(first, last)
    )


def _cue_range(columns: Columns, cue: int) -> Range:
    last = cue + 1
    if last < columns.size and (
        columns.dep[last] == "prt" or (columns.lemma[cue] == "accord" and columns.lower[last] == "to")
    ):
        last += 1
    return cue, last


def _kind(columns: Columns, content: tuple[Range, ...]) -> Kind:
    touching = [quote for quote in columns.quotes if _touches(content, quote)]
    if not touching:
        return "indirect"
    if all(any(first <= piece[0] and piece[1] <= last + 1 for first, last in touching) for piece in content):
        return "direct"
    return "mixed"


def _touches(content: tuple[Range, ...], quote: Range) -> bool:
    return any(first < quote[1] - 1 and quote[0] + 1 < last for first, last in content)


# --- what the cues leave -------------------------------------------------------------------------


def _with_quotations(parsed: Parsed, columns: Columns, said: list[Said], pending: Said | None) -> list[Said]:
    """Give each quotation wholly to who says part of it, and the others to whoever was speaking."""
    spoken = [quote for quote in columns.quotes if _is_speech(columns, quote)]
    said = [
        _widened(columns, item, [quote for quote in spoken if _continues(columns, item, quote)])
        for item in said
    ]
    left = []
    speaking = pending
    for quote in spoken:
        speakers = [item for item in said if _touches(item.content, quote) and not _is_cue_in(item, quote)]
        if speakers:
            speaking = speakers[-1]
        else:
            speaking = _spoken_by(parsed, columns, quote, speaking or _before(said, quote))
            left.append(speaking)
    return [*said, *left]


def _spoken_by(parsed: Parsed, columns: Columns, quote: Range, speaking: Said | None) -> Said:
    """A quotation without a known cue: of whoever "sighs" it, else of whoever was speaking."""
    beside = _beside(columns, quote) or _announcing(columns, quote)
    if beside is not None:
        cue, source = beside
        return Said(parsed, parsed.doc[source], (cue, cue + 1), (quote,), "direct", "assert")
    if speaking is not None:
        return _carry(parsed, speaking, quote, "direct")
    return Said(parsed, None, None, (quote,), "direct", "assert")


def _beside(columns: Columns, quote: Range) -> tuple[int, int] | None:
    """The verb and its subject right behind a quotation that does not end there: "Twelve," he sighed."""
    first, behind = quote[1] - 2, quote[1]
    if first < 0 or columns.lower[first] not in _BEFORE_SPEAKER:
        return None
    for cue in range(behind, min(behind + _FURTHEST_VERB, columns.size)):
        subject = subject_of(columns, cue)
        is_near = cue < behind + 4 or (subject is not None and columns.left[subject] == behind)
        if columns.pos[cue] == "VERB" and subject is not None and subject >= behind and is_near:
            return cue, subject
    return _rare_verb(columns, behind)


def _announcing(columns: Columns, quote: Range) -> tuple[int, int] | None:
    """The last verb with a subject in front of a colon: '*The mum-of-four fumed*: "It is a disgrace."'"""
    colon = quote[0] - 1
    if colon < 1 or columns.lower[colon] != ":":
        return None
    start = columns.sentence[colon][0]
    for cue in range(colon - 1, start, -1):
        subject = subject_of(columns, cue)
        if columns.pos[cue] == "VERB" and subject is not None and start <= subject < cue:
            return cue, subject
    return None


def _rare_verb(columns: Columns, cue: int) -> tuple[int, int] | None:
    """'"It is a disgrace," *fumed pensioner Ron Pike*': who it is of is taken for its object, or it for an adjective."""
    if cue >= columns.size:
        return None
    noun = columns.head[cue]
    if columns.tag[cue] == "VBD" and subject_of(columns, cue) is None:
        noun = next((child for child in columns.children[cue] if columns.dep[child] == "dobj"), cue)
    elif not columns.lower[cue].endswith("ed") or columns.dep[cue] not in ("amod", "compound", "nmod"):
        return None
    if not cue < noun <= cue + _FURTHEST_SPEAKER or columns.left[noun] not in (cue, cue + 1):
        return None
    apposed = [child for child in columns.children[noun] if columns.dep[child] == "appos" and child > noun]
    source = apposed[0] if apposed and columns.pos[apposed[0]] == "PROPN" else noun
    return (cue, source) if columns.pos[source] in ("PROPN", "NOUN") else None


def _before(said: list[Said], quote: Range) -> Said | None:
    """Who said something in the sentence before: 'Moss said the sea was rising. "It is close."'"""
    earlier = [
        item
        for item in said
        if item.is_statement
        and item.source is not None
        and item.cue is not None
        and item.content[-1][1] <= quote[0]
    ]
    return earlier[-1] if earlier else None


def _is_cue_in(said: Said, quote: Range) -> bool:
    return said.cue is not None and quote[0] <= said.cue[0] < quote[1]


def _continues(columns: Columns, said: Said, quote: Range) -> bool:
    """Whether what is said stands in the quotation, or stops right in front of it ("describing the men, "...")."""
    if _is_cue_in(said, quote):
        return False
    if _touches(said.content, quote):
        return said.kind != "indirect"
    between = range(max(said.content[-1][1], said.cue[1] if said.cue is not None else 0), quote[0])
    return bool(between) and all(columns.lower[index] in (",", ":") for index in between)


def _is_speech(columns: Columns, quote: Range) -> bool:
    inside = [index for index in range(*quote) if columns.pos[index] != "PUNCT"]
    has_verb = any(columns.pos[index] in ("VERB", "AUX") for index in inside)
    return len(inside) >= _FEWEST_QUOTED_TOKENS and has_verb


def _widened(columns: Columns, said: Said, quotes: list[Range]) -> Said:
    """The parse may end a sentence inside a quotation: what is said goes on to its end."""
    if not quotes:
        return said
    content = merged((*said.content, *quotes))
    return replace(said, content=content, kind=_kind(columns, content))


# --- from one paragraph to the next --------------------------------------------------------------


def _carry(parsed: Parsed, before: Said, content: Range, kind: Kind) -> Said:
    origin = before.carried or before
    return Said(parsed, None, None, (content,), kind, origin.act, carried=origin)


def _carried_over(parsed: Parsed, columns: Columns, quotes: list[Quote], own: list[Said]) -> Said | None:
    """The attribution that goes on in the next paragraph, if one does."""
    if quotes and quotes[-1].is_open and own:
        speaking = columns.quotes[-1]
        outer = [item for item in own if _touches(item.content, speaking) and not _is_cue_in(item, speaking)]
        return outer[-1] if outer else own[-1]
    if not parsed.text.rstrip().endswith(":"):
        return None
    speaker = _announced(columns)
    if speaker is None:
        return None
    cue, source = speaker
    return Said(parsed, source, (cue.i, cue.i + 1), (), "indirect", act_of(cue))


def _still_speaking(parsed: Parsed, columns: Columns, own: list[Said]) -> Said | None:
    """Whose quotation closes the paragraph: the next one, if it is all quotation, is theirs too."""
    if parsed.speaker is not None:
        return None
    if not columns.quotes:
        return _told_last(columns, own)
    last = columns.quotes[-1]
    speakers = [item for item in own if item.kind != "indirect" and _touches(item.content, last)]
    return next(
        (item for item in reversed(speakers) if item.source is not None or item.carried is not None), None
    )


def _told_last(columns: Columns, own: list[Said]) -> Said | None:
    """Who says what the paragraph's last sentence hands over: a quotation that follows alone is theirs."""
    if not columns.size:
        return None
    start = columns.sentence[-1][0]
    return next(
        (
            item
            for item in own
            if item.is_statement and item.source is not None and item.cue is not None and item.cue[0] >= start
        ),
        None,
    )


def _announced(columns: Columns) -> tuple[Token, Token] | None:
    """The cue and the speaker of "The mayor said:" in the last sentence."""
    start, end = columns.sentence[-1] if columns.size else (0, 0)
    for index in range(end - 1, start - 1, -1):
        cue = columns.doc[index]
        subject = subject_of(columns, index)
        has_clause = any(columns.dep[child] == "ccomp" for child in columns.children[index])
        if is_cue_verb(cue) and subject is not None and not has_clause:
            return cue, columns.doc[subject]
    return None
