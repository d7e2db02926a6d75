"""Who a source is: the full name behind "she", "the ministry" and "Gen. Smith", as far as it is certain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from .attribution import Said, first_of, source_span
from .bodies import Bodies, content_words, is_definite, proper, without_article
from .gazetteer import PLACES
from .lexicon import words
from .named_before import named_before
from .names import Name, has_calling, is_title, name_around
from .parsed import Parsed
from .people import People
from .source_nouns import (
    BODIES,
    COMPANY_NOUNS,
    CROWDS,
    DOCUMENT_NOUNS,
    ORGANISATION_NOUNS,
    SINGULAR_ROLES,
    STORYS_OWN,
    WITNESSES,
)
from .source_phrases import may_call_a_person, owner_of, takes_up, together, whole_name
from .types import Claimant, ClaimantKind, TextSpan
from .unparsed import UNRESOLVED

_FIRST_PERSONS = frozenset(("i", "we"))
_OWNERS = {"its": "it", "his": "he", "her": "she", "their": "they"}

NARRATOR = Claimant("", "", None, "narrator", None, None)
HEARSAY = Claimant("", "", None, "hearsay", None, None)
_SUBJECTS = ("nsubj", "nsubjpass")
#: "a poll *of 1,140 voters*", "a report *in 2019*"
_OF_HOW_MANY = re.compile(r" of (?:(?:about|nearly|almost|more than|over|some) )?\d.*$| in \d{4}$")
_PARTY_MEMBERS = words(
    "democrat republican tory conservative liberal socialist nationalist labour independent"
)


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody already named; ``words`` are the content words of an organisation."""

    canonical: str
    role: str | None
    kind: ClaimantKind
    words: frozenset[str] = frozenset()


class Cast:
    """Everybody an article names. Sources are resolved in reading order, so that "she" finds the last one."""

    def __init__(self, stretches: list[Parsed], spoken: Sequence[Said] = ()) -> None:
        self._people = People(stretches)
        self._bodies = Bodies(stretches, self._people)
        self._organisations: list[_Known] = []
        self._persons: list[_Known] = []
        self._last_person_at = -1
        self._before = {after.start: before for before, after in pairwise(stretches)}
        self._last_body: _Known | None = None
        self._last_body_at = 0
        self._together: tuple[_Known, ...] = ()
        self._resolved: dict[Said, tuple[Claimant, ...]] = {}
        self._spoken: dict[int, list[Said]] = {}
        self._said_by: dict[tuple[int, int], Said] = {}
        for said in spoken:
            self._spoken.setdefault(said.parsed.start, []).append(said)
            if said.source is not None:
                self._said_by.setdefault((said.parsed.start, said.source.i), said)
        self._acting_in: dict[int, list[Name]] = {}
        self._small = {
            token.lower_
            for parsed in stretches
            for token in parsed.doc
            if token.pos_ == "NOUN" and token.is_lower
        }

    def claimant_of(self, said: Said) -> Claimant:
        """Who is behind an attribution, the first of several."""
        return self.claimants_of(said)[0]

    def claimants_of(self, said: Said) -> tuple[Claimant, ...]:
        """Everybody who says it together: "Rowe and Pell said", and then "they said".

        Ask in reading order; asking again gives the same answer.
        """
        if said not in self._resolved:
            self._resolved[said] = self._resolve(said)
        return self._resolved[said]

    def doer_meant(self, pronoun: Token) -> str | None:
        """The surname behind "he" or "she", where it is beyond doubt."""
        name = named_before(pronoun, self._people)
        return name.surname if name is not None else None

    def _resolve(self, said: Said) -> tuple[Claimant, ...]:
        if said.carried is not None:
            return self.claimants_of(said.carried)
        if said.source is None:
            return (UNRESOLVED,)
        tokens = together(whole_name(said.source))
        if tokens[0].lower_ == "they" and self._together:
            span = source_span(said.parsed, tokens[0])
            return tuple(_mentioned(span, known) for known in self._together)
        claimants, everybody = [], []
        for token in tokens:
            span = source_span(said.parsed, token)
            known = self._known(said.parsed, token, span)
            if known is None:
                claimants.append(Claimant(span.text, span.text, None, "unresolved", span.start, span.end))
            elif known.kind == "narrator":
                claimants.append(NARRATOR)
            else:
                everybody.append(known)
                self._remember(known, span.start)
                if known.kind == "unnamed" and _is_one_person(token):
                    self._persons.append(known)
                    self._last_person_at = span.start
                claimants.append(_mentioned(span, known))
        if len(everybody) > 1 or any(_is_plural(known, token) for known in everybody for token in tokens):
            self._together = tuple(everybody)
        return tuple(claimants)

    def _remember(self, known: _Known, start: int) -> None:
        if known.kind == "person":
            self._persons.append(known)
            self._last_person_at = start
        elif known.kind == "organization":
            self._last_body, self._last_body_at = known, start
        if known.words and known not in self._organisations:
            self._organisations.append(known)

    def _known(self, parsed: Parsed, token: Token, span: TextSpan) -> _Known | None:
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "WP", "DT"):
            return self._from_pronoun(parsed, token)
        if token.pos_ == "PROPN":
            return self._from_apposition(parsed, token) or self._from_name(parsed, token, span)
        if token.text in self._people:  # a surname that the tagger takes for a word
            return _person(self._people.full(Name(token.i, token.i + 1, token.text, None)))
        if token.pos_ in ("NOUN", "ADJ", "NUM"):
            return self._from_noun(parsed, token, span)
        return None

    def _from_pronoun(self, parsed: Parsed, token: Token) -> _Known | None:
        word = _OWNERS.get(token.lower_, token.lower_)
        if word in ("he", "she"):
            return self._person_before(parsed, token, word)
        if word == "it":
            return self._body_before(parsed, token)
        if word == "they":
            return self._together[0] if self._together else None
        if word in ("who", "which", "that") and token.head.dep_ == "relcl":
            noun = token.head.head
            return self._known(parsed, noun, source_span(parsed, noun)) if noun.i < token.i else None
        if word in _FIRST_PERSONS:
            return _Known("", None, "narrator")
        return None

    def _person_before(self, parsed: Parsed, token: Token, pronoun: str) -> _Known | None:
        """Who "she" is: in the paragraph whoever did or said something last, else who spoke last before it.

        Whom somebody only speaks of comes after those who do something: "The judge said Smith had lied. *She* ..."
        """
        told_of: Name | None = None
        for earlier in reversed(parsed.doc[: token.i]):
            unnamed = self._unnamed_speaker(parsed, earlier) if pronoun else None
            if unnamed is not None and self._can_be(pronoun, unnamed):
                return unnamed
            name = self._acting(parsed, earlier)
            if name is None or not self._people.can_be(pronoun, name):
                continue
            if not self._is_told_of(parsed, earlier, token):
                return _person(name)
            told_of = told_of or name
        if told_of is not None:
            return _person(told_of)
        if (told_before := self._acting_before(parsed, pronoun)) is not None:
            return told_before
        spoke = next((known for known in reversed(self._persons) if self._can_be(pronoun, known)), None)
        if spoke is not None:
            return spoke
        named = (name_around(earlier) for earlier in reversed(parsed.doc[: token.i]))
        other = next((name for name in named if name is not None and self._may_mean(pronoun, name)), None)
        return _person(self._people.full(other)) if other is not None else None

    def _acting_before(self, parsed: Parsed, pronoun: str) -> _Known | None:
        """Who acts last in the paragraph before, if nobody speaks there: "*Ann Ray* waited a year." """
        before = self._before.get(parsed.start)
        if before is None or before.region == "headline" or self._last_person_at >= before.start:
            return None
        if before.start not in self._acting_in:
            acting = (self._acting(before, token) for token in reversed(before.doc))
            self._acting_in[before.start] = [name for name in acting if name is not None]
        names = self._acting_in[before.start]
        name = next((name for name in names if self._people.can_be(pronoun, name)), None)
        return _person(name) if name is not None else None

    def _can_be(self, pronoun: str, known: _Known) -> bool:
        if known.kind == "unnamed":  # never by another word than a pronoun
            return bool(pronoun) and self._people.called_by(pronoun, known.canonical)
        return self._people.can_be(pronoun, Name(0, 0, known.canonical, known.role))

    def _unnamed_speaker(self, parsed: Parsed, token: Token) -> _Known | None:
        """ "*A council spokeswoman* said ..., she added": one person who said something, name or not."""
        if not _is_one_person(token):
            return None
        said = self._said_by.get((parsed.start, token.i))
        resolved = self._resolved.get(said) if said is not None else None
        if resolved is None or resolved[0].kind != "unnamed":
            return None
        return _Known(resolved[0].canonical or token.text, resolved[0].role, "unnamed")

    def _may_mean(self, pronoun: str, name: Name) -> bool:
        return name.surname in self._people and self._people.can_be(pronoun, name)

    def _acting(self, parsed: Parsed, token: Token) -> Name | None:
        """The person who is ``token``, as the subject of a verb or as who says something."""
        is_apposed = (
            token.dep_ == "appos" and token.head.dep_ in _SUBJECTS
        )  # "the secretary general, Ann Ray, ..."
        if token.pos_ == "PROPN" and (is_apposed or token.dep_ in _SUBJECTS):
            name = name_around(token)
            if name is None or name.surname not in self._people:
                return None
            full = self._people.full(name)
            return Name(full.first, full.last, full.full, name.role or full.role)
        said = self._said_by.get((parsed.start, token.i))
        resolved = self._resolved.get(said) if said is not None else None
        if resolved is None or resolved[0].kind != "person":
            return None
        return Name(0, 0, resolved[0].canonical, resolved[0].role)

    def _is_told_of(self, parsed: Parsed, token: Token, pronoun: Token) -> bool:
        """Whether ``token`` stands in somebody's words that do not hold ``pronoun``."""
        return any(
            said.covers(token.i) and not said.covers(pronoun.i) and said.source != token
            for said in self._spoken.get(parsed.start, ())
        )

    def _body_before(self, parsed: Parsed, token: Token) -> _Known | None:
        """What "it" takes up: who spoke last; "its report" is of whatever acts in the sentence."""
        start = parsed.start + token.sent.start_char if token.lower_ == "its" else parsed.start
        spoke_here = self._last_body is not None and self._last_body_at >= parsed.start
        if token.lower_ == "its" or not spoke_here:
            body = self._bodies.acting_before(start, parsed.start + token.idx)
            if body is None and not spoke_here:
                body = self._bodies.acting_before(parsed.start, parsed.start + token.idx)
            if body is not None:
                return _Known(body.name, None, "organization", body.words)
        return self._last_body

    def _from_name(self, parsed: Parsed, token: Token, span: TextSpan) -> _Known | None:
        lemma = token.lower_
        if self._names_nobody(token):
            return _Known(without_article(span.text), None, "unnamed")
        if token.i == token.sent.start and token.tag_ == "NNPS" and _noun_of(token) in DOCUMENT_NOUNS:
            return self._from_noun(parsed, token, span)  # "*Records* kept by the agency show"
        if lemma in _PARTY_MEMBERS and is_definite(token):
            return self._person_before(parsed, token, "") or _Known(
                without_article(span.text), None, "unnamed"
            )
        if lemma in ORGANISATION_NOUNS or lemma.rstrip("s") in ORGANISATION_NOUNS:
            return self._organisation(token, span)
        name = name_around(token)
        if name is None:
            return _Known(without_article(span.text), None, "organization")
        if name.first and token.doc[name.first - 1].text in BODIES:
            return self._organisation(token, span)  # "the charity Open Water"
        full = self._people.full(name)
        has_title = any(is_title(item) for item in token.doc[max(0, name.first - 4) : name.first])
        if has_title and token.ent_type_ == "GPE" and token.nbor(-1).lower_ == "police":
            return self._organisation(token, span)  # "Police Scotland"
        has_title = has_title or has_calling(name, token.doc)
        is_place = token.ent_type_ in ("GPE", "LOC") and (len(name.full.split()) > 1 or token.text in PLACES)
        is_known_person = name.surname in self._people and not is_place
        if has_title or is_known_person or token.ent_type_ == "PERSON":
            return _person(full, name.role)
        if token.ent_type_ in ("ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT") or token.tag_ == "NNPS":
            return self._organisation(token, span)
        return _Known(full.full, name.role, "person" if len(name.full.split()) == 2 else "organization")

    def _names_nobody(self, token: Token) -> bool:
        """ "*Neighbours* said": a plural with the capital of its sentence."""
        is_first = token.i == token.sent.start or not token.nbor(-1).is_alpha
        is_alone = not any(word.is_alpha for word in token.lefts) and (
            token.lower_.endswith("s") or token.lower_ == "staff"
        )
        is_plain = token.lower_ in CROWDS or (token.tag_ == "NNPS" and token.lower_ in self._small)
        return is_first and is_alone and is_plain

    def _from_noun(self, parsed: Parsed, token: Token, span: TextSpan) -> _Known | None:
        lemma = _noun_of(token)
        if lemma in DOCUMENT_NOUNS and (owner := owner_of(token)) is not None:
            behind = self._known(parsed, owner, source_span(parsed, owner))
            if behind is not None and behind.kind != "unnamed" and owner.ent_type_ not in ("GPE", "NORP"):
                return behind
        if (apposed := self._from_apposition(parsed, token)) is not None:
            return apposed
        if lemma in BODIES and not (token.tag_ == "NNS" and token.lower_ != lemma):
            return self._body_called(parsed, token, span)
        if token.ent_type_ == "ORG" and token.text[0].isupper() and not self._names_nobody(token):
            return self._organisation(token, span)
        if is_definite(token) and takes_up(token):
            person = self._person_before(parsed, token, "")
            if person is not None:
                return person
        if is_definite(token) and token.tag_ == "NN":
            name = self._people.with_role(lemma)
            if name is not None:
                return _person(name)
            if lemma in SINGULAR_ROLES:
                return _Known(span.text, span.text, "unnamed")
            person = self._person_before(parsed, token, "") if may_call_a_person(lemma) else None
            if person is not None and self._is_named_in(parsed, token, person):
                return person
        called = without_article(span.text).removeprefix("quoted ")
        if lemma in DOCUMENT_NOUNS:
            called = _OF_HOW_MANY.sub("", called)
        return _Known(called, None, "unnamed")

    def _is_named_in(self, parsed: Parsed, token: Token, person: _Known) -> bool:
        """Whether ``person`` is named in front of ``token`` in its own paragraph."""
        surname = person.canonical.split()[-1]
        return any(earlier.text == surname for earlier in parsed.doc[: token.i])

    def _from_apposition(self, parsed: Parsed, token: Token) -> _Known | None:
        """ "The finance minister, *Ann Ray*", "the tracing firm *Acme*"; what a name itself is called is its role."""
        noun = token.lemma_.lower()
        if token.pos_ == "PROPN" and not is_title(token):
            return None
        apposed = next(
            (child for child in token.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None
        )
        apposed = apposed or _named_behind_its_office(token)
        if apposed is None or (name := name_around(apposed)) is None:
            return None
        if noun in BODIES:
            return self._organisation(apposed, source_span(parsed, apposed))
        return _Known(self._people.full(name).full, source_span(parsed, token).text, "person")

    def _body_called(self, parsed: Parsed, token: Token, span: TextSpan) -> _Known:
        """What "the company" or "the office" takes up; a body of its own where nothing shows which."""
        known = self._organisation(token, span)
        if known in self._organisations or not is_definite(token) or len(known.words) > 1:
            return known
        noun = token.lemma_.lower()
        body = self._bodies.called(noun, span.start) or self._bodies.with_words(
            frozenset((noun,)), span.start
        )
        if body is None and noun in COMPANY_NOUNS:
            body = self._bodies.in_paragraph(token, parsed.start)
        if body is None and noun in STORYS_OWN:
            body = self._bodies.of_story(span.start)
        return _Known(body.name, None, "organization", body.words) if body is not None else known

    def _organisation(self, token: Token, span: TextSpan) -> _Known:
        """The fullest earlier mention that has all of this one's words, else this one."""
        content = content_words(token.doc[first_of(token) : token.i + 1]) or frozenset((token.lower_,))
        for earlier in reversed(self._organisations):
            if content <= earlier.words:
                return earlier
        written = without_article(span.text)
        if token.pos_ == "NOUN" or token.dep_ == "poss":
            written = written.removesuffix("'s").removesuffix("\u2019s")
        name = self._bodies.taken_up(token.lower_) or written
        return _Known(proper(name), None, "organization", content)


def _person(name: Name, role: str | None = None) -> _Known:
    return _Known(name.full, role or name.role, "person")


def _mentioned(span: TextSpan, known: _Known) -> Claimant:
    return Claimant(span.text, known.canonical, known.role, known.kind, span.start, span.end)


def cited_by(said: Said) -> Said | None:
    """ "The Courier, *citing two diplomats*, reported ...": what it says is theirs; None for a reason cited."""
    if said.source is None or said.cue is None:
        return None
    verb = said.parsed.doc[said.cue[0]]
    for citing in (*said.source.children, *verb.children):
        if citing.lower_ == "citing":
            cited = next((child for child in citing.rights if child.dep_ == "dobj"), None)
            lemma = cited.lemma_.lower() if cited is not None else ""
            if lemma in SINGULAR_ROLES or lemma in WITNESSES or lemma in DOCUMENT_NOUNS or lemma in BODIES:
                return replace(said, source=cited)
    return None


def _named_behind_its_office(noun: Token) -> Token | None:
    """ "the coordinator for the region, *Ann Ray*": the parse hangs her name on the region."""
    if not _is_one_person(noun) or noun.right_edge == noun:
        return None
    for token in noun.doc[noun.i + 1 : noun.right_edge.i + 1]:
        if token.dep_ == "appos" and token.ent_type_ == "PERSON" and token.pos_ == "PROPN":
            return token if token.left_edge.nbor(-1).text == "," else None
    return None


def _noun_of(token: Token) -> str:
    """The singular of a noun, also of one with the capital of its sentence."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.tag_ == "NNPS" else lemma


def _is_one_person(token: Token) -> bool:
    """ "a *spokeswoman*", "a *dad*", "*one* of them" """
    lemma = token.lemma_.lower()
    if token.tag_ == "CD":
        return lemma == "one"
    is_person = lemma in SINGULAR_ROLES or lemma in WITNESSES or may_call_a_person(lemma)
    return token.tag_ == "NN" and is_person and lemma not in BODIES and lemma != "people"


def _is_plural(known: _Known, token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS") or known.kind == "organization"
