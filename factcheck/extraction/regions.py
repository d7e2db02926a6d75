"""Which lines of an article are its story, and which are its furniture."""

import re
from dataclasses import dataclass

from .furniture import is_furniture, leads_to_links
from .headlines import mark_top
from .lexicon import words
from .lines import ENDS_SENTENCE, written_lines
from .openers import clock_length, dateline_length, flag_length
from .region_kinds import READ_REGIONS, Region
from .turns import Turn, find_turns, spread
from .types import Claimant

#: Lines of these are no turn of a transcript, whatever stands before their colon.
_NEVER_TURNS = ("boilerplate", "credit")
_LONGEST_FURNITURE = 160
_LONGEST_BUTTON = 30
_LONGEST_HEADLINE = 250
#: From the end of a line, where the credit of its picture may begin.
_CREDIT_REACH = 80

_PICTURE = r"(?:photo(?:graph|graphy|s)?|image|picture|illustration|graphic|video|screenshot|screengrab|footage|map|chart|still)"
_CREDIT = re.compile(
    rf"""^\W*(?:
      (?:\w+\ )?{_PICTURE}s?(?:\ (?:credit|by|via|courtesy|source|from)\b)?\ *[:/|\u2013\u2014-].{{0,80}}
    | {_PICTURE}s?\ (?:by|credit|courtesy|via)\b.{{0,80}}
    | (?:credit|source|courtesy(?:\ of)?)\ *:.{{0,80}}
    | \S+(?:\ \S+){{0,4}}['\u2019]s\ (?:photo|picture|image|avatar)
    | [^.!?]{{0,80}}(?:/|\ via\ )\ ?(?:getty(?:\ images)?|reuters|ap|afp|epa|pa(?:\ wire)?|shutterstock|anadolu|bloomberg|xinhua)
    | (?:getty\ images|reuters|ap\ photo|file\ photo|stock\ image|handout)
    )[\s.)]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_CREDIT_AT_END = re.compile(
    rf"[(\[|](?:{_PICTURE}|credit|getty|reuters|ap|afp|epa|pa)\b[^)\]]{{0,60}}[)\]]?\s*$|\b(?:photo|photograph|image|picture|credit)s?: [^.]{{2,40}}$"
    rf"|\([^\W\d_][\w.'\u2019 -]{{2,40}} ?/ ?[\w.'\u2019 -]{{2,40}}\)\s*$"
    rf"|[.!?]\s+[^\W\d_]+(?: [^\W\d_]+){{0,3}} ?/ ?[^\W\d_]+(?: [^\W\d_]+){{0,3}}$",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"^\W*(?:pictured|above|below|left|right|file|(?:image|media) caption|in this (?:photo|image|picture))\b\s*[:,(]",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^\W*(?:by|words by|written by|reporting by|edited by|from|story by)\b:?\s+\S", re.IGNORECASE
)
_DATE_ONLY = re.compile(
    r"^\W*(?:(?:updated|published|posted)\W+)?(?:\w{3,9}day\W+|(?:mon|tue|wed|thu|fri|sat|sun)\W+)?"
    r"(?:\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? \w{3,9}\.?,? \d{4}|\d{4}-\d\d-\d\d"
    r"|\d{1,2}/\d{1,2}/\d{4})(?:\W+(?:at )?\d{1,2}[:.]\d\d\W*(?:[ap]\.?m\.?)?\W*(?:[A-Z]{2,4})?)?\W*$",
    re.IGNORECASE,
)
#: A team's players: "Rovers (4-3-3): Hale 7; Moss 6, Brandt 5".
_LINE_UP = re.compile(
    r"^\W*[\w .'\u2019&-]{2,40}(?: ?\([\d-]{3,9}\))?: ?(?:[A-Z\u00c0-\u00de][\w .'\u2019-]{1,25}(?: ?\([^()]{1,25}\))?[,;] ?){5}"
)
#: "Ann Ray covers oceans."
_AUTHOR_NOTE = re.compile(
    r"^[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){1,2} (?:covers|writes about|reports on|is (?:an?|the|our) .{0,40}"
    r"(?:correspondent|reporter|editor|writer|columnist))\b.{0,80}$"
)
_BULLET = re.compile(r"\s*[-*\u2022\u2023\u25aa\u25cf\u2013\u2014]\s+")
_ASKING = re.compile(r"(?:what|who|why|how|where|when)\b[^\d?]*$", re.IGNORECASE)
_LIST_ITEM = re.compile(r"^\s*(?:[-*\u2022\u2023\u25aa\u25cf\u2013\u2014]|\(?\d{1,2}[.)])\s+\S")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Half-open, without the blanks around it. ``repeats`` marks a headline seen before.

    ``speaker`` is whose turn it is, in a transcript.
    """

    start: int
    end: int
    region: Region
    repeats: bool = False
    speaker: Claimant | None = None

    @property
    def is_read(self) -> bool:
        return self.region in READ_REGIONS and not self.repeats


def find_paragraphs(text: str, title: str | None, *, is_transcript: bool = False) -> list[Paragraph]:
    """The paragraphs of ``text`` in order, each with its region. ``title`` is a headline given apart."""
    lines = written_lines(text)
    if not lines:
        return []
    regions = [_region_of(text[start:end], is_alone=len(lines) == 1) for start, end in lines]
    _mark_links(text, lines, regions)
    never = {index for index, region in enumerate(regions) if region in _NEVER_TURNS}
    turns = find_turns(text, lines, never, is_transcript=is_transcript)
    for index, turn in turns.items():
        regions[index] = "body" if turn.story < lines[index][1] else "byline"
    repeats = mark_top(text, lines, regions, title, turns)
    _mark_subheadings(text, lines, regions)
    starts = _story_starts(text, lines, regions, turns)
    floor = spread(turns, len(lines))
    return [
        Paragraph(
            starts[index],
            _story_end(text, starts[index], end),
            regions[index],
            index in repeats,
            floor[index],
        )
        for index, (_, end) in enumerate(lines)
    ]


def _mark_links(text: str, lines: list[tuple[int, int]], regions: list[Region]) -> None:
    """Links to other stories under their heading, up to the next line that ends like a sentence."""
    is_below = False
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        if regions[index] in ("boilerplate", "body") and leads_to_links(line):
            is_below = True
            regions[index] = "boilerplate"
        elif is_below and regions[index] in ("body", "list"):
            is_below = end - start <= _LONGEST_FURNITURE and not ENDS_SENTENCE.search(line)
            regions[index] = "boilerplate" if is_below else regions[index]


def _story_end(text: str, start: int, end: int) -> int:
    """Where a line's story ends, in front of the credit of a picture."""
    tail = max(start, end - _CREDIT_REACH)
    credit = _CREDIT_AT_END.search(text[tail:end])
    if credit is None or end - start > 3 * _LONGEST_FURNITURE:
        return end
    mark = tail + credit.start() + (text[tail + credit.start()] in ".!?")
    return start + len(text[start:mark].rstrip()) if text[start:mark].strip() else end


def _story_starts(
    text: str, lines: list[tuple[int, int]], regions: list[Region], turns: dict[int, Turn]
) -> list[int]:
    """Where each line's story begins, behind a dateline, a time or a name; a bare time is a byline."""
    clocks = {
        index: length
        for index, (start, end) in enumerate(lines)
        if regions[index] in ("body", "byline", "subheading") and (length := clock_length(text[start:end]))
    }
    is_live = len(clocks) > 1
    first_body = next((index for index, region in enumerate(regions) if region == "body"), None)
    starts = []
    for index, (start, end) in enumerate(lines):
        if index in turns:
            start = turns[index].story if regions[index] == "body" else start
        elif is_live and index in clocks:
            if clocks[index] >= end - start:
                regions[index] = "byline"
            else:
                start += clocks[index]
        elif regions[index] == "body":
            start += dateline_length(text[start:end], is_first=index == first_body)
        if regions[index] == "body":
            start += flag_length(text[start:end])
        if regions[index] == "list" and (bullet := _BULLET.match(text[start:end])) is not None:
            start += bullet.end()
        starts.append(start)
    return starts


def _region_of(line: str, *, is_alone: bool) -> Region:
    """What a line is by itself; the headline and standfirst need their neighbours."""
    if not any(char.isalnum() for char in line[:_LONGEST_HEADLINE]):
        return "boilerplate"
    if not is_alone and len(line) <= _LONGEST_BUTTON and line.isalpha():
        return "boilerplate"  # one word on a line: a heading or a button
    if is_furniture(line):
        return "boilerplate"
    if len(line) <= _LONGEST_FURNITURE:
        if _AUTHOR_NOTE.match(line):
            return "byline"
        if _CREDIT.match(line):
            return "credit"
        if _DATE_ONLY.match(line) or (_BYLINE.match(line) and _is_byline(line)):
            return "byline"
        if line.endswith(":") and len(line.split()) <= 14 and not _speaks(line):
            return "caption"
    credit = _CREDIT_AT_END.search(line[-_CREDIT_REACH:])
    if credit is not None and len(line) <= _CREDIT_REACH and not credit.start():
        return "credit"
    if len(line) <= 3 * _LONGEST_FURNITURE and (_PICTURED.match(line) or credit is not None):
        return "caption"
    if _LINE_UP.match(line):
        return "boilerplate"
    if not is_alone and _LIST_ITEM.match(line):
        return "list"
    return "body"


def _is_byline(line: str) -> bool:
    """Short, no sentence, and mostly capitalised words."""
    if len(line) > 140 or (ENDS_SENTENCE.search(line) and not line.rstrip().endswith("m.")):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", line)[1:] if word not in ("and", "the", "for")]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _speaks(line: str) -> bool:
    """A line that hands over to a quotation ("The paper reports:") is text, not a caption."""
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", line)}
    return bool(words & _SPEAKING)


_SPEAKING = words(
    "said says say told tells reports reported report wrote writes added adds announced stated states "
    "asked asks explained confirmed claimed claims warned warns tweeted posted declared declares noted "
    "notes continued read reads is are was were has have had replied answered argued concluded insisted"
)


def _mark_subheadings(text: str, lines: list[tuple[int, int]], regions: list[Region]) -> None:
    """A short line without a full stop between longer ones is a heading."""
    for index in range(1, len(lines) - 1):
        line = text[slice(*lines[index])]
        if (
            regions[index] != "body"
            or len(line) > 70
            or ENDS_SENTENCE.search(line)
            or line[-1] in ':,;"\u201d'
        ):
            continue
        if _ASKING.match(line) and len(line.split()) <= 10:
            regions[index] = "subheading"  # "What we know about the victims"
            continue
        above, below = lines[index - 1], lines[index + 1]
        is_set_apart = ENDS_SENTENCE.search(text[above[0] : above[1]][-8:]) and below[1] - below[0] > len(
            line
        )
        if is_set_apart and len(line.split()) <= 10 and not any(char.isdigit() for char in line):
            regions[index] = "subheading"
