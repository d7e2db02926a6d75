"""A text as words with their places, in any script."""

import re
import unicodedata
from typing import NamedTuple

#: Accents and vowel signs belong to the letter before them; ``\w`` does not know them.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M")
)
#: Scripts that are written without blanks: Han, kana, Thai, Lao, Khmer, Burmese. Each character is a word here.
_UNSPACED = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_])[{_MARKS}]*"
_WORD = re.compile(
    rf"\d+(?:[.,:/'\u2019\u00a0\u202f]\d+)*(?:{_LETTER})*"
    rf"|(?:{_LETTER})+(?:[-\u2010\u2011'\u2019](?:{_LETTER})+)*"
    rf"|[{_UNSPACED}][{_MARKS}]*"
    r"|\S"
)


class Word(NamedTuple):
    """``text`` stands at [start, end), code points. A mark of punctuation is a word of its own."""

    start: int
    end: int
    text: str

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation or a symbol."""
        return not self.text[0].isalnum()


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``, with places in ``text``."""
    stop = len(text) if end is None else end
    return [Word(match.start(), match.end(), match.group()) for match in _WORD.finditer(text, start, stop)]
