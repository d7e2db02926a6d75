"""``postgresql://user:password@host:port/name?sslmode=…`` to Django's DATABASES entry."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def parse_database_url(url: str, *, variable: str) -> dict[str, Any]:
    """The DATABASES entry for ``url``. A socket directory is given as ``?host=/run/postgresql``.

    Raises:
        ImproperlyConfigured: another scheme than PostgreSQL's, or no database name; names ``variable``.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"{variable} must be a postgresql:// address; Factcheck runs on PostgreSQL only."
        )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured(f"{variable} names no database: postgresql://user@host/NAME.")
    options = dict(parse_qsl(parts.query))
    try:
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{variable} has a port that is not a number.") from None
    return {
        "ENGINE": "config.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or str(port or ""),
        # Connections are kept for ever: opening one costs more than a verdict.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Server-side cursors break behind a pgbouncer in transaction mode.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": options,
    }
