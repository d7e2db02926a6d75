"""Which language a text is in. Nothing is taken for English without saying so."""

from collections.abc import Sequence
from dataclasses import dataclass

from .lexicon import words
from .nlp import identify_language
from .regions import Paragraph

UNDETERMINED = "und"

#: Enough of an article to tell; the rest would only take time.
_SAMPLE = 6000
#: Below this many letters the model's answer is hardly better than chance.
_FEW_LETTERS = 40
#: The identifier's own figure; right answers on whole paragraphs are nearly always above.
_SURE = 0.5
#: What a single paragraph in another language must reach: letters, the identifier's figure, English words.
_ENOUGH_LETTERS = 80
_FEW_OF_ANOTHER_SCRIPT = 12
_CERTAIN = 0.99
_HARDLY_ENGLISH = 0.08
_PLAINLY_ENGLISH = 0.25

_ENGLISH_WORDS = words(
    "the of and to in a is was that for on with as at by it be are from were have has had not but they "
    "his her this which or an been will said who their would there he she its than about into after more "
    "when one two no up out we you i"
)


@dataclass(frozen=True, slots=True)
class Language:
    """``code`` is ISO 639-1, or "und" where the text is too short or holds no words.

    ``is_readable`` says whether the English rules and the English parser may be used on it:
    on English, and on undetermined text in Latin letters, which stays marked "und".
    """

    code: str
    is_readable: bool


def detect(text: str) -> Language:
    """The language of ``text``."""
    sample = text[:_SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    if not letters:
        return Language(UNDETERMINED, is_readable=True)
    if _latin_share(letters) < 0.5:
        code, _ = identify_language(sample)
        return Language(code if code != "en" else UNDETERMINED, is_readable=False)
    english = _english_share(sample)
    code, confidence = identify_language(sample)
    if code == "en" or (english >= 0.2 and confidence < _SURE):
        return Language("en", is_readable=True)
    if len(letters) < _FEW_LETTERS or confidence < _SURE:
        return Language("en" if english >= 0.2 else UNDETERMINED, is_readable=True)
    if english >= 0.3:
        return Language("en", is_readable=True)
    return Language(code, is_readable=False)


def _latin_share(letters: Sequence[str]) -> float:
    return sum(char < "\u0250" for char in letters) / len(letters)


def _english_share(text: str) -> float:
    """Of its words, those that only English has this often."""
    tokens = [word.strip(".,;:!?\"'()").lower() for word in text.split()]
    return sum(word in _ENGLISH_WORDS for word in tokens) / max(1, len(tokens))


def declared(code: str) -> Language:
    """The language a caller vouches for."""
    primary = code.lower().replace("_", "-").split("-")[0]
    return Language(primary, is_readable=primary in ("en", UNDETERMINED))


def by_language(
    text: str, paragraphs: Sequence[Paragraph], main: Language
) -> tuple[list[Paragraph], dict[str, list[Paragraph]]]:
    """The paragraphs that are read as English, and the others by the code of their language.

    A paragraph is in another language than the article only where that leaves no doubt: a line of names looks like
    Italian to every detector.
    """
    english: list[Paragraph] = []
    others: dict[str, list[Paragraph]] = {} if main.is_readable else {main.code: []}
    for paragraph in paragraphs:
        code = _stranger(text[paragraph.start : paragraph.end][:_SAMPLE], main) if paragraph.is_read else None
        if code == "en" or (code is None and main.is_readable):
            english.append(paragraph)
        else:
            others.setdefault(code or main.code, []).append(paragraph)
    return english, others


def _stranger(piece: str, main: Language) -> str | None:
    letters = [char for char in piece if char.isalpha()]
    if len(letters) < _FEW_OF_ANOTHER_SCRIPT:
        return None
    is_latin = _latin_share(letters) >= 0.5
    english = _english_share(piece) if is_latin else 0.0
    if main.is_readable:
        if is_latin and (len(letters) < _ENOUGH_LETTERS or english > _HARDLY_ENGLISH):
            return None
    elif not is_latin or len(letters) < _ENOUGH_LETTERS or english < _PLAINLY_ENGLISH:
        return None
    code, confidence = identify_language(piece)
    is_other = code != main.code and (code == "en") != main.is_readable
    return code if is_other and (not is_latin or confidence >= _CERTAIN) else None
