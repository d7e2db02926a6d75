"""The people an article names: the full name behind a surname, who a role belongs to, who "she" can be."""

from collections.abc import Iterable

from .first_names import gender_of_first_name
from .lexicon import words
from .names import Name, people_in, surnames_in
from .parsed import Parsed

_OF_A_WOMAN = words(
    "mrs ms miss dame lady queen princess baroness duchess spokeswoman chairwoman congresswoman councilwoman "
    "policewoman businesswoman actress mum mom gran nan mother wife daughter sister grandmother widow aunt niece stepmother woman girl"
)
_OF_A_MAN = words(
    "mr sir lord king prince duke spokesman chairman congressman councilman policeman businessman actor dad grandad lad father "
    "husband son brother grandfather widower uncle nephew stepfather man boy"
)
_PRONOUNS = {"she": "woman", "her": "woman", "he": "man", "his": "man"}


class People:
    """Names as the body writes them count before those of headlines, where anything may stand before a surname."""

    def __init__(self, stretches: Iterable[Parsed]) -> None:
        self._by_surname: dict[str, list[Name]] = {}
        of_headlines: dict[str, list[Name]] = {}
        stretches = list(stretches)
        lone = frozenset(surname for parsed in stretches for surname in surnames_in(parsed.doc))
        for parsed in stretches:
            found = of_headlines if parsed.region == "headline" else self._by_surname
            for name in people_in(iter(parsed.doc), lone):
                found.setdefault(name.surname.casefold(), []).append(name)
        for surname, names in of_headlines.items():
            self._by_surname.setdefault(surname, names)

    def __contains__(self, surname: str) -> bool:
        return surname.casefold() in self._by_surname

    def full(self, name: Name) -> Name:
        """The fullest name in the article with this surname; two people who share it stay as written."""
        candidates = self._by_surname.get(name.surname.casefold(), [])
        longest = {
            candidate.full: candidate
            for candidate in candidates
            if candidate.full.casefold().endswith(name.full.casefold())
        }
        fullest = max(longest, key=len, default="")
        if not fullest or not all(fullest.endswith(shorter) for shorter in longest):
            return name
        found = longest[fullest]
        role = next((candidate.role for candidate in candidates if candidate.role), None)
        return Name(found.first, found.last, found.full, role)

    def with_role(self, noun: str) -> Name | None:
        """ "the minister": the one person in the article whose role says so."""
        found = {
            name.full: name
            for names in self._by_surname.values()
            for name in names
            if name.role and noun in _words_of(name.role)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def can_be(self, pronoun: str, name: Name) -> bool:
        """Whether nothing speaks against "she" or "he" standing for ``name``."""
        wanted, known = _PRONOUNS.get(pronoun), self._gender_of(name)
        return wanted is None or known is None or wanted == known

    def called_by(self, pronoun: str, called: str) -> bool:
        """As ``can_be``, of somebody without a name: "a council spokeswoman" is no "he"."""
        said = set(_words_of(called))
        of_woman, of_man = bool(said & _OF_A_WOMAN), bool(said & _OF_A_MAN)
        return of_woman == of_man or pronoun not in _PRONOUNS or (_PRONOUNS[pronoun] == "woman") == of_woman

    def _gender_of(self, name: Name) -> str | None:
        roles = {
            word
            for candidate in (name, *self._by_surname.get(name.surname.casefold(), []))
            if candidate.role and (candidate.full == name.full or " " not in candidate.full)
            for word in _words_of(candidate.role)
        }
        if bool(roles & _OF_A_WOMAN) != bool(roles & _OF_A_MAN):
            return "woman" if roles & _OF_A_WOMAN else "man"
        full = self.full(name).full
        return gender_of_first_name(full.split()[0]) if " " in full else None


def _words_of(role: str) -> list[str]:
    return role.lower().replace("-", " ").replace(".", "").split()
