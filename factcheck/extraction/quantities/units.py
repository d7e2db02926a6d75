"""What a written unit means: one look-up over measures and money."""

from dataclasses import dataclass

from factcheck.extraction.lexicon import words

from . import currencies, measures
from .lexer import lex

#: Units of time, which also make times and rates.
DURATIONS = words("second minute hour day night week month year decade century millisecond quarter")
#: Symbols that are also words or initials: they need to touch the figure ("5m", "9am" is a time) ...
TOUCHING = words(
    "m M g h s d l L k t b B p n j r a u P A N J T D am pm as at us per ma ga mp ev au pa mo pt ct gal cd lm "
    "lx EV MP AM PM AU MA MS PA GA Ms Pa Ma cf nits mol"
)
#: ... or at least to end their phrase: "100 C.", "2 in thick", but not "2 in ten".
ENDING = words("mi ms in F C K W V R ha PS mw mb bar cal deg pp Mt Gt")
#: Words that are far oftener something else than money: only a large figure makes them an amount.
RARELY_MONEY = words("won real sol som colon mark marks rand lev lek pula quid ether crown crowns")


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: str


Form = tuple[str, ...]


def form_of(written: str) -> Form:
    """A written unit as the lexer cuts it: "km/h" is three lexemes."""
    return tuple(lexeme.text for lexeme in lex(written))


def _build() -> tuple[dict[Form, Unit], dict[Form, Unit]]:
    symbols: dict[Form, Unit] = {}
    names: dict[Form, Unit] = {}
    for name, kind, written, called in measures.entries():
        unit = Unit(name, kind)
        for symbol in written:
            symbols.setdefault(form_of(symbol), unit)
        for long_form in called:
            names.setdefault(form_of(long_form), unit)
    for written_name, name in currencies.NAMES.items():
        names.setdefault(written_name, Unit(name, "currency"))
    for name, forms in currencies.SMALL_CHANGE.items():
        for word in forms:
            names.setdefault((word,), Unit(name, "currency"))
    symbols.setdefault(("p",), Unit("penny", "currency"))
    symbols.setdefault(("\u00a2",), Unit("cent", "currency"))
    return symbols, names


SYMBOLS, NAMES = _build()
#: Symbols in whatever case, where that leaves no doubt: "KM", "Kg", "Mph", "KWH".
_FOLDED: dict[Form, Unit | None] = {}
for _form, _unit in SYMBOLS.items():
    _lower = tuple(word.lower() for word in _form)
    if _lower in NAMES or sum(map(len, _lower)) < 2:
        continue
    _FOLDED[_lower] = _unit if _FOLDED.get(_lower, _unit) == _unit else None


def _lengths() -> dict[str, tuple[int, ...]]:
    """How many lexemes the units have that begin with a word, longest first."""
    found: dict[str, set[int]] = {}
    for form in (*SYMBOLS, *NAMES):
        found.setdefault(form[0].lower(), set()).add(len(form))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


_LENGTHS = _lengths()


def lengths_from(word: str) -> tuple[int, ...]:
    """How many lexemes a unit that begins with lower-case ``word`` may have, longest first."""
    return _LENGTHS.get(word, ())


def unit_of(form: Form) -> Unit | None:
    """The unit written as ``form``; symbols by their case, names in any."""
    unit = SYMBOLS.get(form)
    if unit is not None:
        return unit
    lower = tuple(word.lower() for word in form)
    return NAMES.get(lower) or _FOLDED.get(lower)
