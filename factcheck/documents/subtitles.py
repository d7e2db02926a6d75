"""Subtitles (WebVTT, SubRip) to a transcript: turns with the name in front, cues joined to sentences.

https://www.w3.org/TR/webvtt1/ ; SubRip has no standard.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from .assembling import Findings, Left, Piece
from .decoding import charset_of, decode
from .refusals import Refused
from .types import Notice

_TIMING = re.compile(
    r"^\s{0,9}(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\s{1,9}-->\s{1,9}(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]{1,100})?\s+([^>]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z0-9_.:-]{1,100}(?:\s[^<>]{0,200})?>|\{\\[^{}]{0,200}\}", re.IGNORECASE)
#: A turn as it is written into the words: ">> JANE DOE: Good evening.", "MODERATOR: ..."
_TURN = re.compile(
    r"^(?:>>+\s*|[-\u2013]\s+)?(?P<name>[A-Z\u00c0-\u00de][\w.'\u2019 -]{0,60}?)(?P<role>\s*[(\[][^()\[\]]{1,60}[)\]])?:\s+(?=\S)"
)
_CHANGE = re.compile(r"^>>+\s*|^[-\u2013]\s+(?=\S)")
#: "[applause]", "(music)", "♪ ... ♪"
_SOUND = re.compile(r"^[\[(][^\[\]()]{1,80}[\])]$|^\u266a.{0,300}$|^\u266b.{0,300}$")
_ENDS_SENTENCE = re.compile(r"[.!?\u2026\u3002][\"'\u2019\u201d)\]]*$")
#: A pause that ends a paragraph, and how long a paragraph may last.
_PAUSE_SECONDS = 4.0
_LONGEST_SECONDS = 60.0
_LONGEST_CHARS = 3000
#: Of one cue; screens show three.
_MOST_LINES = 20


@dataclass(slots=True)
class _Cue:
    begins: float
    ends: float
    speaker: str  #: empty where the cue does not say
    is_new_turn: bool
    text: str


def read_subtitles(content: bytes, *, media_type: str) -> Findings:
    """A transcript. Each block knows when it was said, in seconds into the recording.

    Raises:
        Refused: ``damaged`` where no cue has a time.
    """
    text, notices = decode(content, charset_of(media_type))
    left: list[Left] = []
    pieces: list[Piece] = []
    speaker = ""
    current: _Cue | None = None
    for cue in _cues(text):
        if _SOUND.match(cue.text):
            left.append(Left("sound", cue.text, len(pieces)))
            continue
        if current is not None and _goes_on(current, cue, speaker):
            current.text = _joined(current.text, cue.text)
            current.ends = max(current.ends, cue.ends)
            continue
        if current is not None:
            pieces.append(_piece(current, speaker))
        speaker = cue.speaker or ("" if cue.is_new_turn else speaker)
        current = cue
    if current is None:
        raise Refused("damaged", "No line of the subtitles has a time. Upload it as plain text instead.")
    pieces.append(_piece(current, speaker))
    title = _title(text)
    if not any(piece.speaker for piece in pieces):
        notices = [*notices, Notice("no_speakers", "The subtitles do not name who speaks.")]
    return Findings(pieces=pieces, left=left, title=title, genre="transcript", notices=notices)


def _piece(cue: _Cue, speaker: str) -> Piece:
    """The name stands in front of the first paragraph of a turn and of each further one."""
    return Piece(cue.text, "body", speaker, cue.begins, cue.ends)


def _goes_on(current: _Cue, cue: _Cue, speaker: str) -> bool:
    if cue.is_new_turn or (cue.speaker and cue.speaker != speaker):
        return False
    if (
        len(current.text) > _LONGEST_CHARS
        or cue.begins - current.ends > _PAUSE_SECONDS
        or cue.begins < current.begins
    ):
        return False
    return not (cue.begins - current.begins > _LONGEST_SECONDS and _ENDS_SENTENCE.search(current.text[-6:]))


def _joined(above: str, below: str) -> str:
    """Captions that roll repeat the line above."""
    if above.endswith(below):
        return above
    return f"{above} {below}"


def _title(text: str) -> str:
    first = text.lstrip("\ufeff").split("\n", 1)[0].strip()
    return first.removeprefix("WEBVTT").strip(" \t-\u2013") if first.startswith("WEBVTT") else ""


def _cues(text: str) -> Iterator[_Cue]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    last: list[str] = []
    while at < len(lines):
        timing = _TIMING.match(lines[at])
        at += 1
        if timing is None:
            continue
        begins, ends = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
        spoken: list[str] = []
        while at < len(lines) and lines[at].strip() and not _TIMING.match(lines[at]):
            spoken.append(lines[at])
            at += 1
        if at < len(lines) and _TIMING.match(lines[at]) and spoken and spoken[-1].strip().isdigit():
            spoken.pop()  # the number of the next cue, without an empty line before it
        shown = [
            line for line in spoken[:_MOST_LINES] if line not in last
        ]  # rolling captions repeat the line above
        last = spoken[:_MOST_LINES]
        yield from _turns(begins, max(begins, ends), shown)


def _turns(begins: float, ends: float, lines: list[str]) -> Iterator[_Cue]:
    """A cue may hold two speakers, one a line."""
    found: list[_Cue] = []
    for line in lines:
        voice = _VOICE.search(line)
        words = " ".join(unescape(_TAG.sub("", _VOICE.sub("", line))).split())
        if not words:
            continue
        name = " ".join(unescape(voice[1]).split()) if voice else ""
        turn = _TURN.match(words)
        is_new = _CHANGE.match(words) is not None
        if not name and turn and (is_new or turn["name"].isupper()):
            name = " ".join(f"{turn['name']}{turn['role'] or ''}".split())
            words = words[turn.end() :]
        elif is_new:
            words = _CHANGE.sub("", words)
        if found and not name and not is_new:
            found[-1].text = f"{found[-1].text} {words}"
        else:
            found.append(_Cue(begins, ends, name, is_new, words))
    yield from found


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")
