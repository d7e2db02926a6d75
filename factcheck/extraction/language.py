"""Which language a text is in. Nothing is taken for English without saying so."""

from dataclasses import dataclass

from .lexicon import words
from .nlp import identify_language

UNDETERMINED = "und"

#: Enough of an article to tell; the rest would only take time.
_SAMPLE = 6000
#: Below this many letters the model's answer is hardly better than chance.
_FEW_LETTERS = 40
#: The identifier's own figure; right answers on whole paragraphs are nearly always above.
_SURE = 0.5

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
    latin = sum(char < "\u0250" for char in letters) / len(letters)
    if latin < 0.5:
        code, _ = identify_language(sample)
        return Language(code if code != "en" else UNDETERMINED, is_readable=False)
    tokens = [word.strip(".,;:!?\"'()").lower() for word in sample.split()]
    english = sum(word in _ENGLISH_WORDS for word in tokens) / max(1, len(tokens))
    code, confidence = identify_language(sample)
    if code == "en" or (english >= 0.2 and confidence < _SURE):
        return Language("en", is_readable=True)
    if len(letters) < _FEW_LETTERS or confidence < _SURE:
        return Language("en" if english >= 0.2 else UNDETERMINED, is_readable=True)
    if english >= 0.3:
        return Language("en", is_readable=True)
    return Language(code, is_readable=False)


def declared(code: str) -> Language:
    """The language a caller vouches for."""
    primary = code.lower().replace("_", "-").split("-")[0]
    return Language(primary, is_readable=primary in ("en", UNDETERMINED))
