"""JSON in, strictly."""

import json
from typing import Any

from django.conf import settings
from rest_framework import exceptions, parsers

from factcheck.errors import InvalidInput, TooLong


class StrictJSONParser(parsers.JSONParser):
    """Refuses what is not quite JSON: NaN, a key twice, nesting without end; and bodies over the limit."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        raw = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(raw) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLong(
                f"The body is over {settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes. Post it in parts."
            )
        try:
            return json.loads(
                raw.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_no_key_twice
            )
        except UnicodeDecodeError as error:
            raise exceptions.ParseError(f"The body is not UTF-8 (byte {error.start}).") from None
        except RecursionError:
            raise exceptions.ParseError("The body is nested too deeply.") from None
        except ValueError as error:
            raise exceptions.ParseError(f"The body is not JSON: {error}.") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidInput(f"“{twice}” stands twice in one object. Send it once.")
    return found
