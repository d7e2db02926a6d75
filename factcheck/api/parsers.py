"""What may be sent: JSON, strictly; forms with a file; lists of articles."""

import json
import re
from collections import Counter
from typing import Any

from django.conf import settings
from rest_framework import exceptions, parsers

from factcheck.characters import check_characters
from factcheck.errors import InvalidInput, TooLong

#: JSON can escape NUL and half a surrogate pair; without one of these escapes there is neither.
_SUSPECT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")


class StrictJSONParser(parsers.JSONParser):
    """Refuses what is not quite JSON: NaN, a key twice, nesting without end; and bodies over the limit.

    Characters that no row can hold are refused here once, wherever they stand: in a name they would break the
    answer that complains of it.
    """

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        raw = _read_all(stream)
        return read_json(raw)


def read_json(raw: bytes, *, what: str = "The body") -> Any:
    """The value of ``raw``, strictly.

    Raises:
        ParseError: it is not JSON.
        InvalidInput: it holds what no row can hold, or a name twice.
    """
    try:
        value = json.loads(
            raw.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_no_key_twice
        )
        if _SUSPECT.search(raw):
            _check_all(value, "")
        return value
    except UnicodeDecodeError as error:
        raise exceptions.ParseError(f"{what} is not UTF-8 (byte {error.start}).") from None
    except RecursionError:
        raise exceptions.ParseError(f"{what} is nested too deeply.") from None
    except ValueError as error:
        raise exceptions.ParseError(f"{what} is not JSON: {error}.") from None


class BatchParser(parsers.BaseParser):
    """A list of articles, as it came: what a line of it is worth is told line by line."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return _read_all(stream)


class CsvParser(BatchParser):
    media_type = "text/csv"


class JsonLinesParser(BatchParser):
    media_type = "application/x-ndjson"


def _read_all(stream: Any) -> bytes:
    raw: bytes = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    if len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise TooLong(f"The body is over {settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes. Post it in parts.")
    return raw


class NotAForm(exceptions.ParseError):
    """What calls itself one and cannot be taken apart."""


class UploadParser(parsers.MultiPartParser):
    """A form with a file. One over the limit is refused before it is read."""

    def most_bytes(self) -> int:
        return settings.INGEST_MAX_FILE_BYTES

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        request = (parser_context or {})["request"]
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        most = self.most_bytes() + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length > most:
            raise TooLong(f"The form has {length:,} bytes; up to {most:,} are read.")
        try:
            form = super().parse(stream, media_type, parser_context)
        except exceptions.ParseError as error:
            raise NotAForm(f"{error.detail}. Send it as multipart/form-data, with its boundary.") from None
        for name in form.data:
            check_characters(name, field_name="body")
            _check_all(form.data.getlist(name), name)
        return form


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        check_characters(twice, field_name="body")
        raise InvalidInput(f"“{twice}” stands twice in one object. Send it once.")
    return found


def _check_all(value: Any, place: str) -> None:
    if isinstance(value, str):
        check_characters(value, field_name=place or "body")
    elif isinstance(value, dict):
        for name, inner in value.items():
            check_characters(name, field_name=place or "body")
            _check_all(inner, f"{place}.{name}".strip("."))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _check_all(inner, f"{place}[{number}]")
