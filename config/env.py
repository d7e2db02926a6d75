"""Settings read from the environment. A bad value stops the start with its name."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable's value, or ``default`` where it is not set or empty.

    ``NAME_FILE``, where set, names a file that holds it (container secrets).
    """
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: cannot read {path}: {error.strerror}.") from error
    return os.environ.get(name) or default


def whole(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    raw = text(name, str(default))
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.") from None
    if value < least or (most is not None and value > most):
        upper = "" if most is None else f" and at most {most}"
        raise ImproperlyConfigured(f"{name} must be at least {least}{upper}, not {value}.")
    return value


def flag(name: str, *, default: bool) -> bool:
    raw = text(name, "1" if default else "0").lower()
    if raw in TRUE:
        return True
    if raw in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off, not {raw!r}.")


def listed(name: str, default: str = "") -> list[str]:
    """A comma-separated list; empty items are dropped."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def address(name: str) -> str:
    """An http(s) address, or "" where none is set. Passwords have no place in it: addresses are logged."""
    value = text(name).strip()
    parts = urlsplit(value)
    if value and (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.username is not None
        or parts.query
        or parts.fragment
    ):
        raise ImproperlyConfigured(
            f"{name} must be an http or https address without a password, query or fragment."
        )
    return value


def choice(name: str, default: str, choices: set[str]) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(sorted(choices))}, not {value!r}.")
    return value
