"""What DRF says of a body, as flat errors."""

from collections.abc import Iterator
from typing import Any

from factcheck.errors import FieldError


def field_errors(detail: Any, path: str = "") -> Iterator[FieldError]:
    """DRF's nested details as flat errors: ``evidence[0].url``."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            step = {"non_field_errors": ""}.get(name, f"[{name}]" if isinstance(name, int) else f".{name}")
            yield from field_errors(inner, f"{path}{step}".strip("."))
    elif isinstance(detail, (list, tuple)):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, (dict, list))
            yield from field_errors(inner, f"{path}[{number}]" if nested and len(inner) else path)
    else:
        yield FieldError(path, str(getattr(detail, "code", "invalid")), str(detail))


def in_words(errors: list[FieldError]) -> str:
    """All of them in one line."""
    return " ".join(f"{error.field}: {error.detail}" if error.field else error.detail for error in errors)
