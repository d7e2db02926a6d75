"""Names of people as an article writes them: titles, roles, and the full form behind a surname."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from .first_names import gender_of_first_name
from .lexicon import words
from .source_phrases import may_call_a_person

TITLES = words(
    "mr mrs ms miss dr prof professor sir dame lord lady baroness president vice-president vice prime "
    "minister secretary secretary-general general gen lieutenant lt colonel col major maj captain capt "
    "sergeant sgt corporal cpl admiral adm commander cmdr brigadier marshal chief sheriff inspector "
    "superintendent constable detective officer deputy commissioner mayor governor gov senator sen "
    "representative rep congressman congresswoman councillor councilman councilwoman mp ambassador "
    "chancellor premier king queen prince princess pope cardinal bishop archbishop rev reverend father "
    "judge justice attorney prosecutor coroner coach manager striker goalkeeper chairman chairwoman chair "
    "chairperson director executive ceo cfo founder head leader spokesman spokeswoman spokesperson economist "
    "analyst author researcher scientist nurse doctor paramedic firefighter fire police editor "
    "supt insp det dci dcc dc ds pc cllr pte boss owner landlord landlady neighbour neighbor resident driver pensioner mum "
    "dad mother father grandmother grandfather widow widower student pupil teacher trader shopkeeper farmer builder chef "
    "carer eyewitness witness motorist passenger commuter campaigner activist backbencher shopper tourist lawyer "
    "correspondent reporter master warden trustee treasurer registrar foreman caretaker architect engineer historian surgeon "
    "curator librarian democrat republican solicitor barrister sprinter swimmer cyclist jockey skipper midfielder defender winger health finance foreign defence defense interior education home"
)
#: Letters behind a name: "Miranda Osei *KC*".
_LETTERS = words("kc qc mp mbe obe cbe dbe ba ma phd md frs msp ms td esq jr sr")
_PARTICLES = words("de da di del der den van von bin ibn al el la le du dos zu")
_COURTESY = words("mr mrs ms miss dr prof sir dame lord lady")
#: End like words for people.
_THINGS = words(
    "river water tower tanker steamer cruiser freighter trawler liner destroyer bomber fighter helicopter rover "
    "spacecraft newsletter chapter thriller restaurant theater giant provider pollster printer computer"
)
_LINKS = frozenset(("-", "."))


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name over tokens [first, last), and the role written with it, if one is."""

    first: int
    last: int
    full: str
    role: str | None

    @property
    def surname(self) -> str:
        return self.full.split()[-1]


def name_around(token: Token) -> Name | None:
    """The name that ``token`` is the last or only word of, titles and roles in front taken apart."""
    if token.pos_ != "PROPN":
        return None
    doc = token.doc
    first, last = token.i, token.i + 1
    while (
        last < len(doc)
        and doc[last].pos_ == "PROPN"
        and doc[last].head == token
        and doc[last].dep_ != "appos"
    ):
        last += 1
    while first and _joins(doc[first - 1]):
        first -= 1
    while first < token.i and doc[first].text in _LINKS:
        first += 1
    name_first = _behind_titles(token, first)
    while last - 1 > name_first and doc[last - 1].is_upper and doc[last - 1].lower_ in _LETTERS:
        last -= 1
    full = " ".join(doc[name_first:last].text.split())
    if not full or not any(char.isupper() for char in full.split()[-1]):
        return None
    roles = (_role_before(token, first, name_first), _role_behind(token), _side_in_court(token))
    role = ", ".join(role for role in roles if role) or None
    return Name(name_first, last, full, role)


def _joins(token: Token) -> bool:
    is_possessive = token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "POS"
    if is_possessive or token.ent_type_ in ("DATE", "TIME"):
        return False
    return (
        token.pos_ == "PROPN"
        or (token.text in _LINKS and bool(token.i) and token.nbor(-1).pos_ == "PROPN")
        or (token.lower_ in _PARTICLES and token.i > 0 and token.nbor(-1).pos_ == "PROPN")
    )


def is_title(token: Token) -> bool:
    return token.lower_.rstrip(".") in TITLES


def has_calling(name: Name, doc: Doc) -> bool:
    """ "Site *foreman* Oyelaran Bello": a name behind a word for people, whatever the parser takes it for."""
    calling = doc[name.first - 1] if name.first else None
    return (
        calling is not None
        and " " in name.full
        and calling.is_lower
        and calling.tag_ == "NN"
        and calling.dep_ == "compound"
        and name.first < calling.head.i < name.last
        and calling.lower_ not in _THINGS
        and may_call_a_person(calling.lower_)
    )


def _behind_titles(token: Token, first: int) -> int:
    """The index behind the last title in [first, token]."""
    behind = first
    for item in token.doc[first : token.i]:
        if is_title(item):
            behind = item.i + 1
    is_of_office = behind == first and behind > 1 and token.doc[behind - 1].lower_ == "of"
    if is_of_office and behind < token.i and is_title(token.doc[behind - 2]):
        behind += 1  # "Secretary of *State* Hal Berg"
    while behind < token.i and token.doc[behind].ent_type_ == "NORP":
        behind += 1  # "*Democrat* Alma Reyes"
    while behind < token.i and token.doc[behind].text in _LINKS:
        behind += 1
    return behind


def _role_before(token: Token, first: int, name_first: int) -> str | None:
    """ "NATO Secretary-General", "Ukrainian President", "the fire chief"."""
    doc = token.doc
    while (
        first
        and (doc[first - 1].pos_ in ("ADJ", "NOUN") or doc[first - 1].dep_ == "compound")
        and doc[first - 1].head.i in range(first - 1, token.i + 1)
    ):
        first -= 1
    if first == name_first:
        return None
    start = doc[first].idx
    end = doc[name_first - 1].idx + len(doc[name_first - 1])
    return doc.text[start:end]


def _role_behind(token: Token) -> str | None:
    """ "Ann Ray, the head of the fire service, ..."."""
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            first, last = child.left_edge.i, child.right_edge.i + 1
            role = token.doc[first:last].text
            return role if len(role) <= 120 else token.doc[first : child.i + 1].text
    return None


def _side_in_court(token: Token) -> str | None:
    """ "Ann Ray KC, *prosecuting*, said": who "the prosecutor" is."""
    behind = [item.lower_ for item in token.doc[token.i + 1 : token.i + 4]]
    for first in (0, 1):  # "KC" may be no part of the name
        if behind[first : first + 1] == [","] and behind[first + 1 : first + 2] in (
            ["prosecuting"],
            ["defending"],
        ):
            return "prosecutor" if behind[first + 1] == "prosecuting" else "defence counsel"
    return None


def surnames_in(tokens: Iterable[Token]) -> Iterator[str]:
    """Names of one word that the parser takes for a person's, or behind "Ms": elsewhere the article has them whole."""
    for token in tokens:
        is_alone = (
            token.i == 0 or token.nbor(-1).pos_ != "PROPN" or token.nbor(-1).lower_.rstrip(".") in _COURTESY
        )
        goes_on = token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "PROPN"
        has_courtesy = token.i > 0 and token.nbor(-1).lower_.rstrip(".") in _COURTESY
        if (
            token.pos_ == "PROPN"
            and is_alone
            and not goes_on
            and (has_courtesy or token.ent_type_ == "PERSON")
        ):
            yield token.text


def people_in(tokens: Iterator[Token], surnames: frozenset[str] = frozenset()) -> Iterator[Name]:
    """Every person's full name among ``tokens``: two words and more, or one behind a title.

    A name that ends in one of ``surnames`` is a person's, whatever the parser takes it for here.
    """
    behind = -1
    for token in tokens:
        if token.i < behind or token.pos_ != "PROPN":
            continue
        following = token.nbor(1) if token.i + 1 < len(token.doc) else None
        if following is not None and following.pos_ == "PROPN" and following.ent_type_ == token.ent_type_:
            continue
        if token.lower_ in _PARTICLES and following is not None and following.text == "-":
            continue  # "Osman *al*-Tahir"
        name = name_around(token)
        if name is None:
            continue
        behind = name.last
        words = name.full.split()
        has_title = name.role is not None and any(
            is_title(item) for item in token.doc[max(0, name.first - 4) : name.first]
        )
        is_person = (
            token.ent_type_ == "PERSON"
            or has_title
            or has_calling(name, token.doc)
            or words[-1] in surnames
            or _is_told_of_as_person(token, words[0])
        )
        if 2 <= len(words) <= 4 and is_person:
            yield name


def _is_told_of_as_person(token: Token, first_name: str) -> bool:
    """ "*Mairi Sinclair*, who ...", "*Ann Ray*, 47, ...": whatever the parser takes the name for."""
    if gender_of_first_name(first_name) is not None and token.ent_type_ in ("", "ORG", "GPE", "PRODUCT"):
        return True
    behind = [item.lower_ for item in token.doc[token.i + 1 : token.i + 4]]
    if behind[:1] != [","]:
        return False
    return behind[1:2] == ["who"] or (
        len(behind) == 3 and behind[1].isdigit() and len(behind[1]) == 2 and behind[2] == ","
    )
