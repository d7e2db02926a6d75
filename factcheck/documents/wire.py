"""Documents and refusals as JSON, between the reader in its process and whoever asked it.

The reader is not trusted: what it answers is checked here, field by field, before anybody uses it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args

from factcheck.extraction.text import normalise

from .limits import Limits
from .refusals import Refused
from .types import Block, Cut, Document, Kind, Notice, Region, Stamp

_CODE = re.compile(r"[a-z0-9_]{1,40}\Z")
_PLACE = re.compile(r"[\w/.:<> ]{0,200}\Z")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_GENRES = frozenset(("news", "live", "opinion", "satire", "press_release", "transcript"))
_LONGEST_FIELD = 2000


def dump_document(document: Document) -> bytes:
    return json.dumps({"document": asdict(document)}, default=_plain, ensure_ascii=True).encode()


def dump_refusal(refusal: Refused) -> bytes:
    return json.dumps({"refused": [refusal.code, refusal.sentence, refusal.where]}).encode()


def load(answer: bytes, limits: Limits) -> Document:
    """The document that ``answer`` is.

    Raises:
        Refused: what the reader said.
        ValueError: the answer is none.
    """
    try:
        said = json.loads(answer)
        if "refused" in said:
            code, sentence, where = said["refused"]
            raise Refused(
                _checked(str(code), _CODE.match),
                _text(sentence, _LONGEST_FIELD),
                where=_checked(str(where), _PLACE.match),
            )
        return _document(said["document"], limits)
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not an answer of the reader") from error


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value))


def _document(said: dict[str, Any], limits: Limits) -> Document:
    text = _text(said["text"], limits.text_chars)
    if normalise(text) != text:
        raise ValueError("not normalised")
    words = {
        name: _text(said[name]) for name in ("title", "author", "publisher", "canonical_url", "language")
    }
    blocks = [_block(block) for block in said["blocks"]]
    last = 0
    for block in blocks:
        if not last <= block.start < block.end <= len(text):
            raise ValueError("a block that is none")
        last = block.end
    return Document(
        kind=_checked(said["kind"], get_args(Kind).__contains__),
        text=text,
        published_at=_stamp(said["published_at"]),
        modified_at=_stamp(said["modified_at"]),
        genre=_checked(said["genre"], lambda genre: genre is None or genre in _GENRES),
        blocks=blocks,
        cut=[_cut(cut, len(text)) for cut in said["cut"]],
        cut_left_out=int(said["cut_left_out"]),
        notices=[
            Notice(_checked(item["code"], _CODE.match), _text(item["sentence"])) for item in said["notices"]
        ],
        **words,
    )


def _block(said: dict[str, Any]) -> Block:
    return Block(
        start=int(said["start"]),
        end=int(said["end"]),
        region=_checked(said["region"], get_args(Region).__contains__),
        speaker=_text(said["speaker"]),
        begins=None if said["begins"] is None else float(said["begins"]),
        ends=None if said["ends"] is None else float(said["ends"]),
        posted_at=_stamp(said["posted_at"]),
        page=None if said["page"] is None else int(said["page"]),
    )


def _cut(said: dict[str, Any], length: int) -> Cut:
    cut = Cut(_checked(said["reason"], _CODE.match), _text(said["text"]), int(said["at"]))
    if not 0 <= cut.at <= length:
        raise ValueError("cut where there is no text")
    return cut


def _stamp(said: dict[str, Any] | None) -> Stamp | None:
    if said is None:
        return None
    precision = _checked(said["precision"], ("day", "time").__contains__)
    return Stamp(datetime.fromisoformat(said["value"]), precision)


def _text(said: Any, longest: int = _LONGEST_FIELD) -> str:
    if not isinstance(said, str) or len(said) > longest or _UNSTORABLE.search(said):
        raise ValueError("not a text that can be stored")
    return said


def _checked(value: Any, is_right: Callable[[Any], object]) -> Any:
    if not is_right(value):
        raise ValueError("a value that the reader never gives")
    return value
