"""Digests of text and of JSON values."""

import hashlib
import hmac
import json
import secrets

from django.conf import settings

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def sha256_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keyed_sha256(text: str) -> str:
    """What stays of a digest or an id after a take-down: recognises the same one, cannot be guessed without our key."""
    return hmac.new(
        settings.SECRET_KEY.encode(), text.encode(errors="surrogatepass"), hashlib.sha256
    ).hexdigest()


def canonical_json(value: object) -> str:
    """One spelling for equal values: sorted keys, no spaces, no escapes but the needed ones."""
    return _CANONICAL.encode(value)


def json_sha256(value: object) -> str:
    return sha256_hex(canonical_json(value))


def new_salt() -> str:
    return secrets.token_hex(16)
