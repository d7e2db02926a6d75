"""Attributions as the answer gives them: offsets, and speech that goes on joined to where it began."""

from spacy.tokens import Token

from factcheck.extraction.cues import is_verb_taken_for_noun
from factcheck.extraction.parsed import Parsed
from factcheck.extraction.types import Attribution, TextSpan

from .said import Said

_FINITE = ("VBD", "VBZ", "VBP")
_SHOWING = ("show", "shows")
_OF_GRAMMAR = frozenset(("WRB", "IN", "DT", "CC", "MD", "EX", "PDT", "WDT", "WP", "UH", "RP", "TO"))


def attributions_of(found: list[Said]) -> tuple[Attribution, ...]:
    """One for each speech, in order of where it begins; quotations that carry it on are part of its content.

    Whom somebody in a quotation quotes is left to the claims.
    """
    speeches: dict[Said, list[Said]] = {}
    for said in (said for said in found if not said.is_quoted):
        speeches.setdefault(said.carried or said, []).append(said)
    return tuple(_attribution(origin, parts) for origin, parts in speeches.items())


def _attribution(origin: Said, parts: list[Said]) -> Attribution:
    parsed, kinds = origin.parsed, {part.kind for part in parts}
    return Attribution(
        source=source_span(parsed, origin.source) if origin.source is not None else None,
        cue=parsed.text_span(*origin.cue) if origin.cue is not None else None,
        content=tuple(part.parsed.span(*piece) for part in parts for piece in part.content),
        kind=kinds.pop() if len(kinds) == 1 else "mixed",
        act=origin.act,
    )


def source_span(parsed: Parsed, token: Token) -> TextSpan:
    """The source's noun phrase: what stands before its head, and "of ..." behind it."""
    first, last = first_of(token), _end_of_name(token)
    for child in token.rights:
        if (
            child.left_edge.i == last
            and child.dep_ == "prep"
            and child.lower_ in ("of", "for", "at", "in", "from", "with")
        ):
            last = max((_last_of(part) for part in child.children if part.dep_ == "pobj"), default=last)
            last = max(last, _end_of_name(parsed.doc[last - 1]))
        elif child.left_edge.i == last and child.dep_ in ("flat", "compound", "case"):
            last = child.right_edge.i + 1
    while first < token.i and parsed.doc[first].is_punct:
        first += 1
    return parsed.text_span(first, last)


def _end_of_name(token: Token) -> int:
    """Behind a body's name that goes on: "the Department of Health *and Environment*"."""
    doc, end = token.doc, token.i + 1
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == "ORG":
        end += 1
    return end if end > token.i + 1 and doc[end - 1].pos_ == "PROPN" else token.i + 1


def _last_of(noun: Token) -> int:
    """Behind ``noun``, or in front of it where it is a verb that was taken for one: "the Office for Trade *show*"."""
    return noun.i if noun.lower_ in _SHOWING else noun.i + 1


def first_of(token: Token) -> int:
    """Where the noun phrase begins; before a verb taken for a noun the parse hangs it on the verb."""
    head = token.head
    is_showing = token.dep_ == "compound" and head.lower_ in _SHOWING  # "customs data show"
    if head.i == token.i + 1 and (is_showing or is_verb_taken_for_noun(head)):
        return head.left_edge.i
    first = token.left_edge.i
    if any(word.tag_ in _FINITE for word in token.doc[first : token.i]):  # "Waits rose, *figures* show"
        commas = [word.i for word in token.doc[first : token.i] if word.text == ","]
        first = commas[-1] + 1 if commas else token.i
    while first and token.doc[first].pos_ == "PROPN" and _is_unknown_name(token.doc[first - 1]):
        first -= 1
    return first


def _is_unknown_name(token: Token) -> bool:
    """ "*Wexborough* Crown Court": a name that the tagger takes for a word of grammar."""
    return token.text[0].isupper() and token.is_alpha and not token.is_stop and token.tag_ in _OF_GRAMMAR
