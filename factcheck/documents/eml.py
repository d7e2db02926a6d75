"""E-mails: subject, sender, date and the words of the message itself; attachments stay closed."""

import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr

from factcheck.extraction.furniture import is_furniture

from .assembling import Findings, Left, Piece
from .decoding import charset_of, decode
from .furnishing import is_hidden
from .limits import Limits
from .markup import parse_html
from .page import lines_of
from .plain import paragraphs_of
from .refusals import Refused
from .scrubbing import one_line
from .stamps import read_stamp
from .types import Notice

#: What opens parts and levels: they are counted before anything is taken apart.
_BOUNDARY = re.compile(rb"""boundary\s{0,9}=\s{0,9}["']?([^"'\s;]{1,80})""", re.IGNORECASE)
_LEVEL = re.compile(rb"^content-type:[^\r\n]{0,200}(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_MOST_BOUNDARIES = 50
_FORWARDED = re.compile(r"^(?:(?:fwd?|wg|tr|i)\s*:\s*)+", re.IGNORECASE)
_RELEASE = re.compile(
    r"\b(?:press release|for immediate release|news release|media release|under embargo)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"^\s?>")
_SIGNATURE = "-- "
#: Where a release says that it is one.
_TOP = 600


def read_eml(content: bytes, *, limits: Limits) -> Findings:
    """The message, not what is attached to it.

    compat32, because the newer policies parse header values with a grammar that hostile ones keep busy.

    Raises:
        Refused: ``too_many_parts``, ``too_deep``, ``encrypted``.
    """
    levels = len(_LEVEL.findall(content))
    boundaries = list(dict.fromkeys(_BOUNDARY.findall(content)))[:_MOST_BOUNDARIES]
    if max(levels, sum(content.count(b"\n--" + boundary) for boundary in boundaries)) > limits.parts:
        raise Refused(
            "too_many_parts",
            f"The message has more than {limits.parts:,} parts. Send the text of the message alone.",
        )
    message = email.message_from_bytes(content, policy=compat32)
    findings = Findings(
        title=_FORWARDED.sub("", _header(message, "Subject")),
        author=_sender(message),
        published_at=read_stamp(_header(message, "Date")),
        language=_header(message, "Content-Language").strip().lower()[:35],
    )
    attached: list[str] = []
    bodies = list(_bodies(message, attached, limits))
    pieces: list[Piece] = []
    left: list[Left] = []
    for part in bodies:
        _read_body(part, pieces, left, findings.notices, limits)
    if attached:
        names = ", ".join(attached[:5])
        findings.notices.append(
            Notice(
                "attachments",
                f"{len(attached)} attachments were not opened ({names}). Upload them on their own.",
            )
        )
    findings.pieces, findings.left = pieces, left
    if _RELEASE.search(" ".join([findings.title, *(piece.text for piece in pieces)])[:_TOP]):
        findings.genre = "press_release"
    return findings


def _bodies(message: Message, attached: list[str], limits: Limits) -> Iterator[Message]:
    """The parts that are the message's words, the better of two versions each, in order."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > limits.depth:
            raise _too_deep(limits)
        kind = part.get_content_type()
        if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
            raise Refused("encrypted", "The message is encrypted. Save its text, or paste it.")
        payload = part.get_payload()
        if isinstance(payload, list):
            inner = [item for item in payload if isinstance(item, Message)]
            if kind == "multipart/alternative":
                inner = _best_of(inner)
            waiting += [(item, depth + 1) for item in reversed(inner)]
        elif (
            kind in ("text/plain", "text/html")
            and "attachment" not in str(part.get("Content-Disposition", "")).lower()
        ):
            yield part
        else:
            attached.append(_name_of(part))


def _best_of(versions: list[Message]) -> list[Message]:
    """Plain words where they are the whole message, else the last version that can be read."""
    plain = next((part for part in versions if part.get_content_type() == "text/plain"), None)
    rich = [part for part in versions if part.get_content_type() == "text/html" or part.is_multipart()]
    if plain is None or (rich and len(_content_of(plain).split()) < 30):
        return rich[-1:] or versions[:1]
    return [plain]


def _content_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _read_body(
    part: Message, pieces: list[Piece], left: list[Left], notices: list[Notice], limits: Limits
) -> None:
    content = _content_of(part)
    if not content.strip():
        return
    is_html = part.get_content_type() == "text/html"
    text, said = decode(content, charset_of(str(part.get("Content-Type", ""))), markup=is_html)
    notices += said
    if is_html:
        _read_markup(text, pieces, left, limits)
    else:
        _read_lines(text, "flowed" in str(part.get("Content-Type", "")).lower(), pieces, left)


def _read_markup(text: str, pieces: list[Piece], left: list[Left], limits: Limits) -> None:
    """Every line that is shown: a newsletter's tables have no story that an extractor would find."""
    for line in lines_of(parse_html(text, limits)):
        chain = (line.element, *line.element.iterancestors())
        if any(is_hidden(element) for element in chain):
            left.append(Left("hidden", line.text, len(pieces)))
        elif is_furniture(line.text):
            left.append(Left("furniture", line.text, len(pieces)))
        elif any(element.tag == "blockquote" and element.get("type") == "cite" for element in chain):
            left.append(Left("quoted_message", line.text, len(pieces)))
        else:
            pieces.append(Piece(line.text, "list" if line.stands_in("li") is not None else "body"))


def _read_lines(text: str, is_flowed: bool, pieces: list[Piece], left: list[Left]) -> None:
    kept: list[str] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for at, line in enumerate(lines):
        if line == _SIGNATURE:
            left.append(Left("signature", "\n".join(lines[at + 1 :]), len(lines)))
            break
        if _QUOTED.match(line):
            left.append(Left("quoted_message", line, len(pieces)))
        elif is_flowed and kept and kept[-1].endswith(" ") and line.strip():  # RFC 3676
            kept[-1] += line.removeprefix(" ")
        else:
            kept.append(line)
    pieces += paragraphs_of("\n".join(kept))


def _header(message: Message, name: str) -> str:
    """Decoded; as it stands where it cannot be."""
    written = str(message.get(name, ""))[:5000]
    try:
        parts = decode_header(" ".join(written.split()))
        return "".join(
            part.decode(charset or "ascii", "replace") if isinstance(part, bytes) else part
            for part, charset in parts
        )
    except (ValueError, LookupError, HeaderParseError):
        return written


def _sender(message: Message) -> str:
    name, address = parseaddr(_header(message, "From"))
    return name or address


def _name_of(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        name = None
    return one_line(name or part.get_content_type(), 60)


def _too_deep(limits: Limits) -> Refused:
    return Refused(
        "too_deep",
        f"The message holds messages in messages, more than {limits.depth} deep. Send the text of the message alone.",
    )
