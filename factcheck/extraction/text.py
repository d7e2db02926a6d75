"""The one form of a text that every offset points into, and what the parser gets to see of it."""

import hashlib
import re
import unicodedata

#: Same length in, same length out: typographic marks in the forms the language model was trained on.
_PARSER_VIEW = str.maketrans(
    {
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u200a": " ",
        "\u202f": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
    }
)

_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    """``text`` in NFC with ``\\n`` line ends: what is stored, hashed and pointed into.

    Safe to repeat: a normalised text comes back unchanged.
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def sha256_of(text: str) -> str:
    """Hex digest of the UTF-8 bytes; a lone surrogate is hashed as it stands, not refused."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parser_view(text: str) -> str:
    """``text`` with plain blanks and quote marks, character for character, and no lone surrogates."""
    return _SURROGATE.sub("\ufffd", text.translate(_PARSER_VIEW))
