"""Who a source is: the full name behind "she", "the ministry" and "Gen. Smith", as far as it is certain."""

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from .attribution import Said, first_of, source_span
from .lexicon import words
from .names import Name, is_title, name_around, people_in
from .parsed import Parsed
from .types import Claimant, ClaimantKind, TextSpan

_ORGANISATION_NOUNS = words(
    "ministry police government agency company army military navy court department council committee "
    "university bank authority union party administration commission service hospital office bureau "
    "federation association institute parliament senate congress cabinet regime force club firm group "
    "team embassy city state country kremlin pentagon organisation organization charity institution "
    "regulator watchdog newspaper paper journal broadcaster outlet station network coalition alliance "
    "foundation center centre lab laboratory corporation brigade fire-service treasury fund chamber board "
    "assembly tribunal inspectorate secretariat coastguard"
)
DOCUMENT_NOUNS = words(
    "note report statement study survey poll data datum figure analysis letter memo document filing release "
    "research paper estimate account review bulletin post tweet record test assessment audit census file"
)
_SINGULAR_ROLES = words(
    "minister president mayor governor general spokesman spokeswoman spokesperson officer chief director "
    "chairman chairwoman coach manager captain senator leader commander ambassador judge prosecutor "
    "coroner economist analyst researcher scientist doctor professor official lawyer attorney chancellor "
    "premier secretary author striker executive owner pilot teacher resident witness woman man mother "
    "father victim"
)
_WITNESSES = words("source people person diplomat investigator insider aide expert employee worker survivor")
_FIRST_PERSONS = frozenset(("i", "we"))
#: Stand for a business or a body named shortly before.
_COMPANY_NOUNS = words(
    "company firm group corporation charity club bank airline retailer supermarket chain manufacturer maker "
    "carmaker steelmaker chipmaker drugmaker brewer lender insurer operator developer supplier union startup"
)
_BODIES = _ORGANISATION_NOUNS | _COMPANY_NOUNS
#: Nouns that take up a name with another word in it: "Kent Police ... the force".
_TAKES_UP = {
    "force": words("police constabulary"),
    "newspaper": words("times post journal herald tribune gazette courier guardian telegraph"),
    "paper": words("times post journal herald tribune gazette courier guardian telegraph"),
}
_TAKEN_UP = frozenset(word for taken in _TAKES_UP.values() for word in taken)
_OWNERS = {"its": "it", "his": "he", "her": "she", "their": "they"}
#: "Records *seen by* the Courier" are not the Courier's.
_LOOKING = words("see review obtain view examine analyse analyze read verify inspect cite quote")

NARRATOR = Claimant("", "", None, "narrator", None, None)
UNRESOLVED = Claimant("", "", None, "unresolved", None, None)
HEARSAY = Claimant("", "", None, "hearsay", None, None)


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody already named; ``words`` are the content words of an organisation."""

    canonical: str
    role: str | None
    kind: ClaimantKind
    words: frozenset[str] = frozenset()


class Cast:
    """Everybody an article names. Sources are resolved in reading order, so that "she" finds the last one."""

    def __init__(self, stretches: list[Parsed]) -> None:
        self._people: dict[str, list[Name]] = {}
        self._organisations: list[_Known] = []
        self._last: dict[str, _Known] = {}
        self._by_last_word: dict[str, set[str]] = {}
        self._together: tuple[_Known, ...] = ()
        self._resolved: dict[Said, tuple[Claimant, ...]] = {}
        for parsed in stretches:
            for name in people_in(iter(parsed.doc)):
                self._people.setdefault(name.surname, []).append(name)
            for token in parsed.doc:
                if token.lower_ in _TAKEN_UP and token.pos_ == "PROPN":
                    name_of_it = _without_article(source_span(parsed, token).text)
                    self._by_last_word.setdefault(token.lower_, set()).add(name_of_it)

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

    def _resolve(self, said: Said) -> tuple[Claimant, ...]:
        if said.carried is not None:
            return self.claimants_of(said.carried)
        if said.source is None:
            return (UNRESOLVED,)
        tokens = _together(_whole_name(said.source))
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
                self._remember(known)
                claimants.append(_mentioned(span, known))
        if len(everybody) > 1 or any(_is_plural(known, token) for known in everybody for token in tokens):
            self._together = tuple(everybody)
        return tuple(claimants)

    def _remember(self, known: _Known) -> None:
        if known.kind in ("person", "organization"):
            self._last[known.kind] = known
        if known.words and known not in self._organisations:
            self._organisations.append(known)

    def _known(self, parsed: Parsed, token: Token, span: TextSpan) -> _Known | None:
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "WP", "DT"):
            return self._from_pronoun(parsed, token)
        if token.pos_ == "PROPN":
            return self._from_apposition(parsed, token) or self._from_name(token, span)
        if token.text in self._people:  # a surname that the tagger takes for a word
            full = self._full(Name(token.i, token.i + 1, token.text, None))
            return _Known(full.full, full.role, "person")
        if token.pos_ in ("NOUN", "ADJ", "NUM"):
            return self._from_noun(parsed, token, span)
        return None

    def _from_pronoun(self, parsed: Parsed, token: Token) -> _Known | None:
        word = _OWNERS.get(token.lower_, token.lower_)
        if word in ("he", "she"):
            return self._subject_before(parsed, token) or self._last.get("person")
        if word == "it":
            return self._last.get("organization")
        if word == "they":
            return self._together[0] if self._together else None
        if word in ("who", "which", "that") and token.head.dep_ == "relcl":
            noun = token.head.head
            return self._known(parsed, noun, source_span(parsed, noun)) if noun.i < token.i else None
        if word in _FIRST_PERSONS:
            return _Known("", None, "narrator")
        return None

    def _subject_before(self, parsed: Parsed, pronoun: Token) -> _Known | None:
        """The last person who did something earlier in the same paragraph."""
        for token in reversed(parsed.doc[: pronoun.i]):
            if token.dep_ == "appos" and token.pos_ == "PROPN" and token.head.dep_ in ("nsubj", "nsubjpass"):
                is_subject = True  # "the secretary general, Ann Ray, ..."
            else:
                is_subject = token.dep_ in ("nsubj", "nsubjpass") and token.pos_ == "PROPN"
            if is_subject and (name := name_around(token)) is not None and name.surname in self._people:
                full = self._full(name)
                return _Known(full.full, name.role or full.role, "person")
        return None

    def _from_name(self, token: Token, span: TextSpan) -> _Known | None:
        lemma = token.lower_
        if lemma in _ORGANISATION_NOUNS or lemma.rstrip("s") in _ORGANISATION_NOUNS:
            return self._organisation(token, span)
        name = name_around(token)
        if name is None:
            return _Known(_without_article(span.text), None, "organization")
        if name.first and token.doc[name.first - 1].text in _BODIES:
            return self._organisation(token, span)  # "the charity Open Water"
        full = self._full(name)
        has_title = any(is_title(item) for item in token.doc[max(0, name.first - 4) : name.first])
        is_known_person = name.surname in self._people and token.ent_type_ not in ("GPE", "LOC")
        if has_title or is_known_person or token.ent_type_ == "PERSON":
            return _Known(full.full, name.role or full.role, "person")
        if token.ent_type_ in ("ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT") or token.tag_ == "NNPS":
            return self._organisation(token, span)
        return _Known(full.full, name.role, "person" if len(name.full.split()) == 2 else "organization")

    def _full(self, name: Name) -> Name:
        """The fullest name in the article with this surname; two people who share it stay as written."""
        candidates = self._people.get(name.surname, [])
        longest = {
            candidate.full: candidate for candidate in candidates if candidate.full.endswith(name.full)
        }
        if len(longest) != 1:
            return name
        found = next(iter(longest.values()))
        role = next((candidate.role for candidate in candidates if candidate.role), None)
        return Name(found.first, found.last, found.full, role)

    def _from_noun(self, parsed: Parsed, token: Token, span: TextSpan) -> _Known | None:
        lemma = token.lemma_.lower()
        if lemma in DOCUMENT_NOUNS and (owner := _owner_of(token)) is not None:
            behind = self._known(parsed, owner, source_span(parsed, owner))
            if behind is not None and behind.kind != "unnamed":
                return behind
        if (apposed := self._from_apposition(parsed, token)) is not None:
            return apposed
        if lemma in _COMPANY_NOUNS and (company := self._company_before(token)) is not None:
            return self._organisation(company, source_span(parsed, company))
        if lemma in _BODIES:
            return self._organisation(token, span)
        if token.ent_type_ == "ORG" and token.text[0].isupper():
            return self._organisation(token, span)
        is_definite = any(child.lower_ in ("the", "this") for child in token.lefts)
        if is_definite and token.tag_ == "NN" and lemma in _SINGULAR_ROLES:
            return self._by_role(lemma) or _Known(span.text, span.text, "unnamed")
        return _Known(_without_article(span.text), None, "unnamed")

    def _from_apposition(self, parsed: Parsed, token: Token) -> _Known | None:
        """ "The finance minister, *Ann Ray*", "the tracing firm *Acme*"; what a name itself is called is its role."""
        noun = token.lemma_.lower()
        if token.pos_ == "PROPN" and not is_title(token):
            return None
        apposed = next(
            (child for child in token.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None
        )
        if apposed is None or (name := name_around(apposed)) is None:
            return None
        if noun in _BODIES:
            return self._organisation(apposed, source_span(parsed, apposed))
        return _Known(self._full(name).full, source_span(parsed, token).text, "person")

    def _company_before(self, token: Token) -> Token | None:
        """What "the company" takes up: the last name of a business in the paragraph, best the one that acts."""
        if not any(child.lower_ == "the" for child in token.lefts):
            return None
        names = [
            entity.root
            for entity in token.doc[: token.i].ents
            if entity.label_ == "ORG" and entity.root.pos_ == "PROPN" and not self._is_person(entity)
        ]
        acting = [name for name in names if name.dep_ == "nsubj" and name.sent == token.sent]
        return next(reversed(acting or names), None)

    def _is_person(self, entity: Span) -> bool:
        """Whether the parser took "Smith's" for a business."""
        return any(
            word.removesuffix("'s").removesuffix("\u2019s") in self._people for word in entity.text.split()
        )

    def _by_role(self, noun: str) -> _Known | None:
        """ "the minister": the one person in the article whose role says so."""
        found = {
            name.full: name
            for names in self._people.values()
            for name in names
            if name.role and noun in name.role.lower().replace("-", " ").split()
        }
        if len(found) != 1:
            return None
        name = next(iter(found.values()))
        return _Known(name.full, name.role, "person")

    def _organisation(self, token: Token, span: TextSpan) -> _Known:
        """The fullest earlier mention that has all of this one's words, else this one."""
        words = frozenset(
            item.lemma_.lower()
            for item in token.doc[first_of(token) : token.i + 1]
            if item.pos_ in ("NOUN", "PROPN", "ADJ") and not item.is_stop
        ) or frozenset((token.lower_,))
        for earlier in reversed(self._organisations):
            if words <= earlier.words:
                return earlier
        full = [name for last in _TAKES_UP.get(token.lower_, ()) for name in self._by_last_word.get(last, ())]
        name = full[0] if len(full) == 1 else _without_article(span.text)
        return _Known(_proper(name), None, "organization", words)


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
            if lemma in _SINGULAR_ROLES or lemma in _WITNESSES or lemma in DOCUMENT_NOUNS or lemma in _BODIES:
                return replace(said, source=cited)
    return None


def _is_plural(known: _Known, token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS") or known.kind == "organization"


def _whole_name(token: Token) -> Token:
    """The last word of a name whose first the parse took for the source: "*Ann* Ray said"."""
    while (
        token.dep_ == "compound" and token.pos_ == "PROPN" == token.head.pos_ and token.head.i == token.i + 1
    ):
        token = token.head
    return token


def _together(token: Token) -> list[Token]:
    """Everybody named side by side: "*Rowe* and her co-*author*"."""
    others = [
        child
        for child in token.rights
        if child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN") and child.is_alpha and not _is_half(child)
    ]
    return [token, *others]


def _is_half(token: Token) -> bool:
    """Whether it is the first half of a word with a hyphen."""
    return token.i + 1 < len(token.doc) and token.nbor(1).text == "-"


def _owner_of(document: Token) -> Token | None:
    """Whose note, report or figures: "a note from Acme", "Acme's report", "its report"."""
    for child in document.children:
        if child.dep_ == "poss" and child.pos_ in ("PROPN", "NOUN", "PRON"):
            return child
    for token in document.doc[document.i + 1 : document.i + 3]:
        if token.lower_ in ("from", "by", "via", "of", "at") and token.head.lemma_.lower() not in _LOOKING:
            owner = next((child for child in token.children if child.dep_ == "pobj"), None)
            if owner is not None and (owner.pos_ == "PROPN" or owner.lemma_ in _BODIES):
                return owner
    return None


def _proper(name: str) -> str:
    """ "tracing firm Acme" without the words that say what it is."""
    parts = name.split()
    for index in range(len(parts) - 1, 0, -1):
        if parts[index - 1] in _BODIES and parts[index][0].isupper():
            return " ".join(parts[index:])
    return name


def _without_article(name: str) -> str:
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        if name.startswith(article):
            return name[len(article) :]
    return name
