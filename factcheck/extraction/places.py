"""Names of places, from the parser's entities, a list of well-known names, and the article itself.

What counts follows the taxonomy of Gritta, Pilehvar and Collier ("A pragmatic guide to geoparsing evaluation",
Language Resources and Evaluation, 2020): names of places wherever they stand for the place, its people or its
government, and their adjectives before a noun ("the Russian army"). People by their country ("Russians") and
languages are no places.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from .gazetteer import ADJECTIVES, ALSO_PEOPLE, PLACES
from .lexicon import words
from .parsed import Parsed
from .types import TextSpan

_LABELS = frozenset(("GPE", "LOC", "FAC"))
_BEGINNINGS = frozenset(re.split(r"[\s-]", name)[0] for name in PLACES | ADJECTIVES)
_MOST_WORDS = max(len(name.split()) for name in PLACES)
_ARTICLES = words("the The THE a A an An")
_EDGES = frozenset(("'s", "'", "\u2019s", "\u2019", ",", ";", ":", "-", "(", ")", '"', "."))
#: A name in capitals that ends so is a place, whatever the model took it for ...
_REGIONS = words(
    "County Province District State Valley Peninsula Island Islands Delta Territory Oblast Governorate"
)
#: ... and so is one that ends so and does not go on ("Hudson River", not "River Plate").
_SITES = words(
    "River Lake Bay Mountains Desert Street Road Avenue Boulevard Lane Bridge Airport Hospital Park Beach Harbour "
    "Harbor Square Prison Stadium Station Village Sea Ocean Strait Gulf Canal Coast Hills Heights Falls Creek Lagoon "
    "Racecourse Tower Castle"
)
_NOT_BEFORE_STATE = words("Islamic Secretary Deep Head")
_DIRECTIONS = words(
    "North South East West Northern Southern Eastern Western Central Greater New Port Fort Upper Lower"
)
_IN = words("in near outside around across")
#: "the *city* of Belgorod"
_KINDS = words(
    "city town village region province port district county island capital suburb municipality neighbourhood "
    "neighborhood republic hamlet borough peninsula cities towns villages regions districts provinces"
)
_SMALL_TAGS = frozenset(("DT", "IN", "PRP$", "CC", "RB", "WRB"))
_NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "VBN", "VBG"))
_DATELINE_PLACE = re.compile(r"[^\W\d_a-z][^\W\d_]*\.?(?:[ '\u2019.-]{1,2}[^\W\d_]+\.?){0,4}")

#: Tokens [first, last).
Range = tuple[int, int]


def find_places(stretches: Sequence[Parsed]) -> list[list[TextSpan]]:
    """The places of each stretch, in order. A name is judged by all its uses in the article."""
    uses = _Uses()
    for parsed in stretches:
        uses.count(parsed.doc)
    return [
        [parsed.text_span(*found) for found in _without_overlaps(_candidates(parsed.doc, uses))]
        for parsed in stretches
    ]


@dataclass
class _Uses:
    """How the parser read each name across the article: more often as a place than as something else?"""

    votes: Counter[str] = field(default_factory=Counter)
    of_persons: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)

    def count(self, doc: Doc) -> None:
        for entity in doc.ents:
            first, last = _trimmed(doc, entity.start, entity.end)
            if first == last:
                continue
            self._vote(doc, first, last, entity.label_ in _LABELS or _is_where(doc, first, last))
            if entity.label_ == "PERSON" and last - first > 1:
                self.of_persons.update((doc[first].text, doc[last - 1].text))
        for token in doc:
            first = token.i + 1
            if first < len(doc) and token.lower_ in _IN and _is_unread_name(doc[first]):
                self._vote(doc, first, _end_of_capitals(doc, first), True)
            elif token.lower_ == "of" and first < len(doc) and _is_called_after(doc, first):
                self._vote(doc, first, _end_of_capitals(doc, first), True)
                self.called.add(doc[first : _end_of_capitals(doc, first)].text)

    def _vote(self, doc: Doc, first: int, last: int, is_place: bool) -> None:
        self.votes[doc[first:last].text] += 1 if is_place else -1
        self.beginnings.add(doc[first].text)

    def may_begin(self, word: str) -> bool:
        """Whether any name that could be a place begins with that word."""
        return word in _BEGINNINGS or word in self.beginnings or word.title() in _BEGINNINGS

    def is_place(self, name: str) -> bool:
        return name in PLACES or name in self.called or (self.votes[name] > 0 and name not in self.of_persons)


def dateline_places(text: str, start: int) -> list[TextSpan]:
    """The places of the dateline that stands before the story at ``start``: "KYIV, Ukraine, March 9 (Agency) - "."""
    line = text.rfind("\n", 0, start) + 1
    dateline = text[line:start].split("(")[0].rstrip(" -\u2013\u2014")
    places, position = [], line
    for part in dateline.split(","):
        name = part.strip()
        if not name or not _DATELINE_PLACE.fullmatch(name):
            break
        place_start = text.index(name, position)
        places.append(TextSpan(place_start, place_start + len(name), name))
        position = place_start + len(name)
    return places


def _candidates(doc: Doc, uses: _Uses) -> Iterator[Range]:
    for entity in doc.ents:
        if entity.label_ not in _LABELS:
            continue
        first, last = _trimmed(doc, entity.start, entity.end)
        if first == last or _is_list(doc, first, last) or _has_first_name(doc, first, last):
            continue
        if uses.is_place(doc[first:last].text):
            yield first, last
    for token in doc:
        if _is_name(token):
            yield from _named_at(doc, token.i, uses)


def _named_at(doc: Doc, first: int, uses: _Uses) -> Iterator[Range]:
    """What begins with that token: a well-known name, a name with a telling end, one used for a place elsewhere."""
    end = _end_of_capitals(doc, first)
    if (first == 0 or not _is_name(doc[first - 1])) and end - first > 1:
        yield from _with_telling_end(doc, first, end)
    if not uses.may_begin(doc[first].text):
        return
    for last in range(min(len(doc), first + _MOST_WORDS), first, -1):
        name = doc[first:last].text
        if name in ADJECTIVES:
            if _modifies(doc, last):
                yield first, last
            return
        if uses.is_place(name) or _in_ordinary_capitals(name) in PLACES:
            if not (_is_person(doc, first, last) or _has_first_name(doc, first, last)):
                yield first, last
            return


def _is_where(doc: Doc, first: int, last: int) -> bool:
    """ "in Ghouta", read as a person: nobody is in one."""
    return (
        doc[first].ent_type_ == "PERSON" and last - first == 1 and first > 0 and doc[first - 1].lower_ in _IN
    )


def _is_called_after(doc: Doc, first: int) -> bool:
    """ "the city of Belgorod", whatever the parser takes Belgorod for."""
    return (
        first > 1 and doc[first - 2].lower_ in _KINDS and doc[first].pos_ == "PROPN" and _is_name(doc[first])
    )


def _is_unread_name(token: Token) -> bool:
    """Behind "in": a proper name that the parser took for nothing."""
    return (
        token.ent_type_ == ""
        and token.tag_ == "NNP"
        and _is_name(token)
        and token.dep_ in ("pobj", "compound")
    )


def _with_telling_end(doc: Doc, first: int, end: int) -> Iterator[Range]:
    while first < end and doc[first].tag_ in _SMALL_TAGS:
        first += 1  # "The", "In" at the beginning of a sentence
    for last in range(first + 1, end):
        word, before = doc[last].text, doc[last - 1].text
        if word in _REGIONS and before not in _NOT_BEFORE_STATE | ADJECTIVES and not _is_court(doc, last + 1):
            yield first, last + 1
        elif word in _SITES and last == end - 1:
            yield first, end


def _is_court(doc: Doc, after: int) -> bool:
    return after < len(doc) and doc[after].text in ("Court", "Journal", "Attorney")


def _end_of_capitals(doc: Doc, first: int) -> int:
    end = first + 1
    while end < len(doc) and end - first < _MOST_WORDS + 2 and _is_name(doc[end]):
        end += 1
    return end


def _in_ordinary_capitals(name: str) -> str:
    """ "NEW YORK" as "New York"; short words in capitals are abbreviations."""
    return name.title() if name.isupper() and len(name) > 3 else name


def _modifies(doc: Doc, last: int) -> bool:
    """Whether a noun follows that an adjective before ``last`` belongs to."""
    return last < len(doc) and doc[last].tag_ in _NOUN_TAGS


def _is_person(doc: Doc, first: int, last: int) -> bool:
    """ "Paris Hilton", "Denzel Washington", "Charlotte" where she is one."""
    if all(token.ent_type_ != "PERSON" for token in doc[first:last]):
        return False
    goes_on = (doc[first].ent_iob_ == "I" and doc[first - 1].ent_type_ == "PERSON") or (
        last < len(doc)
        and doc[last].ent_iob_ == "I"
        and doc[last].ent_type_ == "PERSON"
        and _is_name(doc[last])
    )
    return goes_on or doc[first:last].text in ALSO_PEOPLE


def _has_first_name(doc: Doc, first: int, last: int) -> bool:
    """ "Denzel Washington", also where the parser takes him for a place."""
    before = doc[first - 1] if first else None
    return (
        doc[first:last].text in ALSO_PEOPLE
        and before is not None
        and before.pos_ == "PROPN"
        and _is_name(before)
        and before.text not in PLACES | _DIRECTIONS
    )


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() and "/" not in token.text and not token.is_punct


def _is_list(doc: Doc, first: int, last: int) -> bool:
    """ "Kyiv, Ukraine" and "Greece Italy" are two places each."""
    name = doc[first:last].text
    return (
        name not in PLACES
        and last - first > 1
        and all(token.text in PLACES or token.is_punct for token in doc[first:last])
    )


def _trimmed(doc: Doc, first: int, last: int) -> Range:
    """Without article, possessive, and small words at either end."""
    while first < last and (doc[first].text in _ARTICLES or not _is_name(doc[first])):
        first += 1
    while first < last and (doc[last - 1].text in _EDGES or not doc[last - 1].text[:1].isupper()):
        last -= 1
    return first, last


def _without_overlaps(found: Iterable[Range]) -> Iterator[Range]:
    behind = 0
    for first, last in sorted(set(found), key=lambda span: (span[0], -span[1])):
        if first >= behind:
            yield first, last
            behind = last
