"""Offsets for browsers, which count UTF-16 units where we count code points."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

_FIRST_ASTRAL = "\U00010000"


def astral_offsets(text: str) -> list[int]:
    """Where the characters stand that take two UTF-16 units; in most articles nowhere."""
    if text.isascii():
        return []
    return [offset for offset, character in enumerate(text) if character >= _FIRST_ASTRAL]


def to_utf16(offset: int, astral: Sequence[int]) -> int:
    """The UTF-16 offset of a code point offset, given the text's ``astral_offsets``."""
    return offset + bisect_left(astral, offset)


def with_utf16(value: Any, astral: Sequence[int]) -> Any:
    """A JSON value with ``utf16: {start, end}`` beside every span in it."""
    if isinstance(value, dict):
        found = {key: with_utf16(inner, astral) for key, inner in value.items()}
        start, end = found.get("start"), found.get("end")
        if isinstance(start, int) and isinstance(end, int):
            found["utf16"] = {"start": to_utf16(start, astral), "end": to_utf16(end, astral)}
        return found
    if isinstance(value, list):
        return [with_utf16(inner, astral) for inner in value]
    return value
