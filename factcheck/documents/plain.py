"""Plain text: its words as they stand, line for line."""

from .assembling import Findings, Piece
from .decoding import charset_of, decode
from .scrubbing import LINE_ENDS


def read_plain(content: bytes, *, media_type: str) -> Findings:
    """Lines that are broken at a column stay broken: the engine joins them."""
    text, notices = decode(content, charset_of(media_type))
    return Findings(pieces=paragraphs_of(text), notices=notices)


def paragraphs_of(text: str) -> list[Piece]:
    """What stands between empty lines. A line of blanks is an empty one."""
    paragraphs: list[list[str]] = [[]]
    for line in text.translate(LINE_ENDS).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line and not line.isspace():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [Piece("\n".join(lines)) for lines in paragraphs if lines]
