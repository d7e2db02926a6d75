"""Characters that no row can hold or no reader can see."""

import re
from collections import Counter

from factcheck.extraction.text import normalise

from .types import Notice

#: Line ends that are none to ``str.split("\n")``.
LINE_ENDS = str.maketrans({"\x0b": "\n", "\x85": "\n", "\u2028": "\n", "\x0c": "\n\n", "\u2029": "\n\n"})
_BAD = re.compile(
    "(?P<nul>\0)"
    "|(?P<control>[\x01-\x08\x0e-\x1f\x7f-\x9f])"
    "|(?P<surrogate>[\ud800-\udfff])"
    "|(?P<noncharacter>[\ufdd0-\ufdef\ufffe\uffff])"
    # Joiners and direction marks stay: Persian, Hindi, Hebrew and emoji are not spelt without them.
    "|(?P<invisible>[\u00ad\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f])"
    # An override shows other words than those that are stored.
    "|(?P<override>[\u202d\u202e])"
)
_TELL = {
    "nul": ("nul", "{count} NUL characters were left out."),
    "control": ("control_characters", "{count} control characters were left out."),
    "surrogate": ("lone_surrogates", "{count} halves of surrogate pairs became U+FFFD."),
    "noncharacter": ("noncharacters", "{count} code points that are no characters were left out."),
    "override": (
        "direction_overrides",
        "{count} marks that turn the writing direction were left out: they show other words than are stored.",
    ),
}
#: A flag of England, Scotland or Wales is spelt with tag characters.
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,8}\U000e007f")


def scrub(text: str, counts: Counter[str]) -> str:
    """``text`` normalised and without such characters; what was done is added to ``counts``."""
    text = text.translate(LINE_ENDS)
    if _BAD.search(text):
        flags = [match.span() for match in _FLAG.finditer(text)]
        kept, last = [], 0
        for start, end in flags:
            kept += [_without(text[last:start], counts), text[start:end]]
            last = end
        text = "".join([*kept, _without(text[last:], counts)])
    return normalise(text)


def _without(text: str, counts: Counter[str]) -> str:
    def replace(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        counts[kind] += 1
        return "\ufffd" if kind == "surrogate" else ""

    return _BAD.sub(replace, text)


def scrubbing_notices(counts: Counter[str]) -> list[Notice]:
    """What to say of it. Of invisible characters nothing is lost, so nothing is said."""
    return [
        Notice(code, sentence.format(count=counts[kind]))
        for kind, (code, sentence) in _TELL.items()
        if counts[kind]
    ]


def one_line(text: str, longest: int = 500) -> str:
    """For titles and names: scrubbed, blanks collapsed, not longer than ``longest``."""
    return " ".join(scrub(text[: 4 * longest], Counter()).split())[:longest].strip()
